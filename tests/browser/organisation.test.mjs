// The organisation: its name, what it requires, and how long it remembers.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("organisation");

/** The administrator, at the page. */
async function administrator(options) {
  const admin = await library.operator("admin", options);
  await admin.page.goto(`${new URL(library.server.console).origin}/console/organisation`);
  await admin.page.getByLabel("Days it is kept").waitFor();
  return admin;
}

test("what is wrong is said at its field, and what is shortened is warned of", async () => {
  const { page } = await administrator();
  const days = page.getByLabel("Days it is kept");
  await days.fill("7");
  await page.getByText("Enter a number from 30 to 3653.").waitFor();
  await page.getByText("Mend what is marked, then save").waitFor();
  await days.fill("90");
  await page.getByText("are deleted within a day").waitFor();
  await page.getByRole("textbox", { name: "Name of the library" }).fill("Alder Vale Library");
  await page.getByText("2 changes are not saved").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Everything is saved").waitFor();
  await page.reload();
  assert.equal(await page.getByLabel("Days it is kept").inputValue(), "90");
  assert.equal(await page.getByRole("textbox", { name: "Name of the library" }).inputValue(), "Alder Vale Library");
});

test("of two who change it at once the second is told, and loses nothing that was typed", async () => {
  const [one, two] = [await administrator(), await administrator()];
  await one.page.getByLabel("Days it is kept").fill("100");
  await two.page.getByLabel("Days it is kept").fill("200");
  await one.page.getByRole("button", { name: "Save", exact: true }).click();
  await one.page.getByText("Everything is saved").waitFor();
  await two.page.getByRole("button", { name: "Save", exact: true }).click();
  await two.page.getByText("Somebody else has changed this meanwhile.").waitFor();
  assert.equal(await two.page.getByLabel("Days it is kept").inputValue(), "200");
});

test("whoever requires a second factor is told for how many, and sets up their own next", async () => {
  const { page } = await administrator({ colorScheme: "dark" });
  await page.getByRole("radio", { name: /^Required of everybody/ }).check();
  await page.getByText(/^4 people have none yet/).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("organisation"), fullPage: true });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("heading", { name: "Set up a second factor" }).waitFor();
});
