// Snippets: the code that a page of the console gives, pasted into pages of libraries.

import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";

import { violations } from "./support/axe.mjs";
import { newWindow, screenshot } from "./support/browser.mjs";
import { Host } from "./support/host.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("snippets");
/** Two libraries' servers, of different origins. */
let named, other;

beforeEach(async () => {
  const hushdesk = new URL(library.server.console).origin;
  named ??= await Host.start(hushdesk);
  other ??= await Host.start(hushdesk);
});
after(() => Promise.all([named, other].map((host) => host?.close())));

async function administrator(options) {
  const admin = await library.operator("admin", options);
  await admin.page.getByRole("link", { name: "Manage" }).click();
  await admin.page.getByRole("navigation", { name: "Manage" }).getByRole("link", { name: "Snippets" }).click();
  await admin.page.getByRole("row", { name: /Reference desk/ }).first().waitFor();
  return admin;
}

/** The page of a library's server that has this code in it, in a window. */
async function pastes(host, code) {
  host.page = async () => `<!doctype html><html lang="en"><title>Library</title><body><h1>Library</h1>${code}</body></html>`;
  const window = await newWindow(library.browser);
  await window.page.goto(`${host.origin}/page.html`);
  return window;
}

function code(page) {
  return page.getByRole("region", { name: "Code for your pages" }).innerText();
}

/** Whether the widget's field comes in a page that has the script. */
async function isLetIn(host, script) {
  const { page, close } = await pastes(host, script);
  await page.getByRole("button", { name: "Chat with us" }).click();
  const field = page.frameLocator("iframe").locator(".field textarea");
  const came = await field.waitFor({ timeout: 8_000 }).then(() => true, () => false);
  await close();
  return came;
}

test("a snippet is made, its code works in the page of a site that it names, and in no other", async () => {
  const { page } = await administrator();
  await page.screenshot({ path: screenshot("snippets") });
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "New snippet" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name in addresses").fill("Main site");
  await dialog.getByLabel("Name in addresses").press("Enter");
  await dialog.getByText("try “main-site”").waitFor();
  await dialog.getByLabel("Name in addresses").fill("main-site");
  await dialog.getByLabel("Queue").selectOption("reference");
  assert.deepEqual(await violations(page), []);
  await dialog.getByLabel("Name in addresses").press("Enter");
  await page.getByRole("heading", { name: "main-site", level: 1 }).waitFor();
  const script = await code(page);
  assert.match(script, /^<script async src="http:.*\/embed\.js" data-snippet="main-site"><\/script>$/);
  assert.ok(await isLetIn(other, script), "every site may have it");

  await page.getByLabel("One more site").fill("our website");
  await page.getByLabel("One more site").press("Enter");
  await page.getByText("Enter a site’s address").waitFor();
  await page.getByLabel("One more site").fill(`${named.origin}/catalogue?q=1`);
  await page.getByLabel("One more site").press("Enter");
  await page.getByText("1 change is not saved").waitFor();
  await page.screenshot({ path: screenshot("snippet"), fullPage: true });
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await page.getByText("Everything is saved").waitFor();
  assert.ok(await isLetIn(named, script), "the site that is named");
  assert.ok(!(await isLetIn(other, script)), "another site");

  await page.getByRole("button", { name: `Take ${named.origin} away` }).press("Enter");
  await page.getByText("Every site may have it.").waitFor();
  await page.getByRole("button", { name: "Take back" }).press("Enter");
  await page.getByText(named.origin, { exact: true }).waitFor();
});

test("the strict code is copied, and pins what it loads", async () => {
  const { page } = await administrator({ permissions: ["clipboard-read", "clipboard-write"] });
  await page.getByRole("link", { name: "reference", exact: true }).press("Enter");
  await page.getByRole("heading", { name: "reference", level: 1 }).waitFor();
  await page.getByRole("radio", { name: "Strict" }).check();
  await page.getByText('integrity="sha384-').waitFor();
  await page.getByRole("button", { name: /^Copy.*Code for your pages/ }).click();
  await page.getByText("Copied", { exact: true }).waitFor();
  const strict = await page.evaluate(() => navigator.clipboard.readText());
  const [hushdesk, integrity] = [new URL(page.url()).origin, /integrity="sha384-[A-Za-z0-9+/]{64}" crossorigin/];
  assert.ok(strict.includes(`${hushdesk}/hush-desk/element.js`), strict);
  assert.match(strict, integrity);
  assert.ok(strict.includes('<hush-desk snippet="reference">'), strict);
});

test("a snippet that is removed is gone, and its page says so", async () => {
  const { page } = await administrator();
  await page.getByRole("button", { name: "New snippet" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name in addresses").fill("short-lived");
  await dialog.getByRole("button", { name: "Make the snippet" }).click();
  await page.getByRole("heading", { name: "short-lived", level: 1 }).waitFor();
  const address = page.url();
  await page.goBack();
  await page.getByRole("button", { name: "Remove short-lived" }).click();
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByRole("row", { name: /short-lived/ }).waitFor({ state: "detached" });
  await page.goto(address);
  await page.getByText("There is no such snippet").waitFor();
});
