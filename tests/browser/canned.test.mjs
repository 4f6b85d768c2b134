// Canned messages that several have: an administrator writes one, and whoever answers calls it by a slash.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("canned");

const origin = () => new URL(library.server.console).origin;

test("a message for everybody is written, changed and called at the desk, and is gone when it is removed", async () => {
  const { page } = await library.operator("admin");
  await page.goto(`${origin()}/console/canned`);
  await page.getByText("No shared message yet").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "New message" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("Enter a title of at most 100 characters.").waitFor();
  await dialog.getByLabel("Title").fill("Opening hours");
  await dialog.getByText("/opening-hours").waitFor();
  await dialog.getByLabel("Text").fill("We are open until six.");
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("canned-form") });
  await dialog.getByRole("button", { name: "Save" }).click();
  const row = page.getByRole("row", { name: /Opening hours/ });
  await row.getByText("Everybody who answers").waitFor();
  await row.getByRole("button", { name: "Change /opening-hours" }).click();
  await dialog.getByLabel("Text").fill("We are open until eight.");
  await dialog.getByRole("button", { name: "Save" }).click();
  await row.getByText("We are open until eight.").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("canned") });

  const [desk, guest] = await Promise.all([library.operator("desk1"), library.guest()]);
  await guest.writes("Until when are you open?");
  await desk.claims();
  await desk.reads("Until when are you open?");
  await desk.field.fill("/open");
  await desk.conversing.getByRole("option").getByText("We are open until eight.").waitFor();
  await desk.field.press("Enter");
  await desk.field.press("Enter");
  await guest.reads("We are open until eight.");

  await row.getByRole("button", { name: "Throw /opening-hours away" }).click();
  await dialog.getByRole("button", { name: "Remove" }).click();
  await page.getByText("No shared message yet").waitFor();
});
