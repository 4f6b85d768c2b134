// The console's page about signing in: an application password is made, shown once, used, and taken back.

import assert from "node:assert/strict";
import { test } from "node:test";

import { screenshot } from "./support/browser.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("application-passwords");

test("an application password is made with one's own, shown once, and taken back", async () => {
  const { page, password } = await library.operator("desk2");
  await page.goto(new URL("/console/signing-in", library.server.console).href);
  await page.getByRole("button", { name: "New application password" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What it is for").fill("Pidgin at the desk");
  await dialog.getByLabel("Password").fill(password);
  await dialog.getByRole("button", { name: "Make the password" }).click();
  const field = dialog.locator("#application-password");
  await field.waitFor();
  assert.match(await field.inputValue(), /^([a-z0-9]{4}-){5}[a-z0-9]{4}$/);
  assert.equal(await dialog.getByLabel("Username").inputValue(), "desk2");
  assert.match(await dialog.getByLabel("BOSH URL").inputValue(), /^http:\/\/127\.0\.0\.1:\d+\/http-bind$/);
  await page.screenshot({ path: screenshot("application-password") });
  await dialog.getByRole("button", { name: "I have it" }).click();
  const row = page.getByRole("row", { name: "Pidgin at the desk" });
  await row.getByText("Never used").waitFor();
  await row.getByRole("button", { name: "Take back" }).press("Enter");
  await page.locator("dialog").getByRole("button", { name: "Take back" }).press("Enter");
  await row.waitFor({ state: "detached" });
});
