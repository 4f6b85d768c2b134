// Skins: what an administrator saves reaches a guest's widget.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { assertEventually } from "./support/eventually.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("skins");

const origin = () => new URL(library.server.console).origin;

/** The administrator, at the page of all skins. */
async function administrator(options) {
  const admin = await library.operator("admin", options);
  await admin.page.goto(`${origin()}/console/skins`);
  await admin.page.getByRole("table", { name: "Skins" }).waitFor();
  return admin;
}

/** The skin that the snippet of the demonstration wears. */
async function opensWorn(page) {
  const row = page.getByRole("row").filter({ hasText: "Sealed" }).filter({ hasNotText: "No snippet" }).first();
  const name = await row.locator("th .small").innerText();
  const snippet = (await row.getByRole("cell").nth(1).innerText()).split(", ")[0];
  await row.getByRole("link").click();
  await page.getByLabel("Pick a colour").waitFor();
  return { name, snippet };
}

test("a colour, a greeting and starters that are saved are there in the widget", async () => {
  const { page } = await administrator();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("skins") });
  const { snippet } = await opensWorn(page);
  await page.locator("#skin-colour").fill("violet");
  await page.getByText("Enter a colour such as #6b3f8f.").waitFor();
  await page.locator("#skin-colour").fill("#e0b0ff");
  await page.getByText("Is darkened, so that text can be read").waitFor();
  await page.locator("#skin-colour").fill("#6b3f8f");
  await page.getByText("White text on it: 7.6 to 1").waitFor();
  const language = page.getByLabel("Another language");
  if (!(await page.getByLabel("Greeting in English").count())) await language.selectOption({ label: "English" });
  await page.getByLabel("Greeting in English").fill("Ask us anything about maps.");
  await page.getByLabel("Starter 1").fill("Renew an atlas");
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("skin"), fullPage: true });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Everything is saved").waitFor();

  const chat = await page.context().newPage();
  await chat.goto(`${origin()}/chat/${snippet}`);
  await chat.getByText("Ask us anything about maps.").waitFor();
  await chat.getByRole("button", { name: "Renew an atlas" }).waitFor();
  const colour = await chat.locator("#widget").evaluate((root) => root.style.getPropertyValue("--skin-colour"));
  assert.equal(colour, "#6b3f8f");
});

test("who answers, what the button says and where it stands reach the pages of the library", async () => {
  const { page } = await administrator();
  const { snippet } = await opensWorn(page);
  await page.getByRole("radio", { name: /^The desk/ }).check();
  await page.getByText("Enter a name of at most 100 characters.").waitFor();
  await page.getByLabel("Name of the desk").fill("The map room");
  await page.getByRole("radio", { name: /^Where lines begin/ }).check();
  const language = page.getByLabel("Another language");
  if (!(await page.getByLabel("Greeting in English").count())) await language.selectOption({ label: "English" });
  await page.getByLabel("Button in English").fill("Ask for a map");
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("skin-button"), fullPage: true });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Everything is saved").waitFor();
  const asked = await page.request.get(`${origin()}/api/v1/snippets/${snippet}/presence?language=en`);
  const { button, corner } = await asked.json();
  assert.deepEqual([button, corner], ["Ask for a map", "start"]);
  const looks = await page.request.get(`${origin()}/api/v1/snippets/${snippet}`);
  assert.deepEqual((await looks.json()).answers, { desk: "The map room" });
});

test("what is not saved is there when one comes back, and before the window is closed one is asked", async () => {
  const { page } = await administrator();
  await opensWorn(page);
  const title = page.locator("#skin-title");
  const before = await title.inputValue();
  await title.fill("Half a title");
  await page.getByRole("navigation", { name: "Manage" }).getByRole("link", { name: "Queues" }).click();
  await page.getByText("Your changes are not saved.").waitFor();
  const asked = page.waitForEvent("dialog");
  const closing = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  assert.equal(dialog.type(), "beforeunload");
  await dialog.dismiss();
  await closing;
  await page.getByRole("navigation", { name: "Manage" }).getByRole("link", { name: "Skins" }).click();
  await page.getByRole("table", { name: "Skins" }).waitFor();
  await opensWorn(page);
  assert.equal(await title.inputValue(), "Half a title");
  await page.getByRole("button", { name: "Take back" }).click();
  await assertEventually(async () => assert.equal(await title.inputValue(), before));
});

test("what follows from opening a skin is said before it is saved, and is taken back", async () => {
  const { page } = await administrator({ colorScheme: "dark" });
  await opensWorn(page);
  await page.getByRole("radio", { name: /^Open/ }).check();
  await page.getByText("From then on the service can read what guests write").waitFor();
  assert.equal(await page.getByText("Known keys").count(), 0);
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Take back" }).click();
  await page.getByText("Known keys").first().waitFor();
  await page.getByRole("radio", { name: /^Its own/ }).check();
  await page.getByLabel("Fingerprint").fill("0123");
  await page.getByRole("button", { name: "Add the key" }).click();
  await page.getByText("Enter 40 digits").waitFor();
  await page.getByLabel("Fingerprint").fill("01234567 89ABCDEF 01234567 89ABCDEF 01234567");
  await page.getByLabel("Whose it is", { exact: true }).fill("Mara");
  await page.getByLabel("Whose it is", { exact: true }).press("Tab");
  await page.getByRole("button", { name: "Add the key" }).press("Enter");
  await page.getByRole("row", { name: /Mara/ }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("skin-dark"), fullPage: true });
});

test("a skin is made, and removed as long as no snippet wears it", async () => {
  const { page } = await administrator();
  await page.getByRole("button", { name: "New skin" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Make the skin" }).click();
  await dialog.getByText("Enter a title of at most 100 characters.").waitFor();
  await dialog.getByLabel("Title").fill("Ask the Map Room");
  await assertEventually(async () => assert.equal(await dialog.getByLabel("Name in addresses").inputValue(), "ask-the-map-room"));
  await dialog.getByRole("button", { name: "Make the skin" }).click();
  await page.getByText("No snippet wears it yet.").waitFor();
  assert.match(page.url(), /\/skins\/ask-the-map-room$/);
  await page.goto(`${origin()}/console/skins`);
  await page.getByRole("button", { name: "Remove Ask the Map Room" }).click();
  await dialog.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("row", { name: /Ask the Map Room/ }).waitFor({ state: "detached" });
});

test("on a phone all of it is within the page", async () => {
  const { page } = await administrator({ viewport: { width: 360, height: 740 } });
  assert.deepEqual(await violations(page), []);
  await opensWorn(page);
  assert.deepEqual(await violations(page), []);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await page.screenshot({ path: screenshot("skin-phone"), fullPage: true });
});
