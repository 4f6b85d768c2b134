// The audit log: what was done is read, opened, narrowed down and taken along.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("audit");

/** The administrator, at the log. */
async function administrator(options) {
  const admin = await library.operator("admin", options);
  await admin.page.goto(`${new URL(library.server.console).origin}/console/audit`);
  await admin.page.getByRole("row", { name: /set the library up/ }).waitFor();
  return admin;
}

async function changesTitle(title) {
  const settings = { offer: "all", concierge_seconds: 60, concierge: title, unanswered_seconds: 600, grace_seconds: 60 };
  await library.server.sets("reference", { ...settings, transfer_seconds: 60, busy_at: null, shift: "never" });
}

test("an entry says who did what from where, and opens to what was before and is now", async () => {
  await changesTitle("We come soon");
  await changesTitle("We come at once");
  const { page } = await administrator();
  const row = page.getByRole("row", { name: /set how a queue works/ }).first();
  await row.getByText("reference").waitFor();
  await row.getByRole("button", { name: "What was changed: set how a queue works" }).press("Enter");
  const change = page.locator(".changes");
  await change.getByText("Text while nobody answers").waitFor();
  await change.getByText("We come soon").waitFor();
  await change.getByText("We come at once").waitFor();
  assert.equal(await change.locator("dt").count(), 1);
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("audit"), fullPage: true });
  await row.getByRole("button").press("Enter");
  await change.waitFor({ state: "detached" });
});

test("what narrows it down stands in the address: back and forward and links work", async () => {
  await changesTitle("Narrowed down");
  const { page } = await administrator();
  const founding = page.getByRole("row", { name: /set the library up/ });
  await page.getByLabel("What", { exact: true }).selectOption({ label: "set how a queue works" });
  await founding.waitFor({ state: "detached" });
  await page.getByLabel("To what").fill("circulation");
  await page.getByLabel("To what").press("Enter");
  await page.getByText("Nothing of the kind was done").waitFor();
  assert.match(page.url(), /act=set_queue/);
  assert.match(page.url(), /subject=circulation/);
  await page.goBack();
  await page.getByRole("row", { name: /set how a queue works/ }).first().waitFor();
  assert.equal(await page.getByLabel("To what").inputValue(), "");
  await page.goBack();
  await founding.waitFor();
  await page.goForward();
  await founding.waitFor({ state: "detached" });
  await page.reload();
  await page.getByRole("row", { name: /set how a queue works/ }).first().waitFor();
  assert.equal(await founding.count(), 0);
  await page.getByRole("button", { name: "Show all" }).click();
  await founding.waitFor();
  await page.getByLabel("Until", { exact: true }).fill("2020-01-01");
  await page.getByText("Nothing of the kind was done").waitFor();
});

test("on a phone in the dark entries are cards, without a fault that a program can find", async () => {
  const { page } = await administrator({ colorScheme: "dark", viewport: { width: 360, height: 740 } });
  await page.getByRole("button", { name: /^What was changed: / }).first().click();
  await page.locator(".changes").waitFor();
  assert.deepEqual(await violations(page), []);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await page.screenshot({ path: screenshot("audit-phone") });
});

test("one goes to older entries and comes back, and takes them along as a table", async () => {
  for (let n = 0; n < 101; n += 1) {
    await changesTitle(`Text ${n}`);
  }
  const admin = await library.operator("admin");
  const { page } = admin;
  await page.goto(`${new URL(library.server.console).origin}/console/audit`);
  await page.getByRole("button", { name: "Older" }).click();
  await page.getByRole("row", { name: /set the library up/ }).waitFor();
  await page.getByRole("button", { name: "Newer" }).click();
  await page.getByRole("row", { name: /set the library up/ }).waitFor({ state: "detached" });
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "As a table (CSV)" }).click();
  const file = await readFile(await (await downloading).path(), "utf8");
  assert.match(file, /set_queue/);
  assert.match(file, /Text 100/);
});
