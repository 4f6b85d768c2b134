// An operator calls a guest by a name of their own: it stands wherever the guest is named at this desk, is kept over a
// reload, and goes nowhere.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { openDesks } from "./support/desk.mjs";
import { held } from "./support/pretended_edge.mjs";

const desks = openDesks("renaming");

test("a guest is called as the operator says, in this window alone, until the name is taken back", async () => {
  const { edge, desk } = await desks.opens({ chats: [held(1), held(2)] });
  await desk.mine.getByRole("button", { name: /Guest 1/ }).click();
  await desk.about.getByRole("button", { name: "Rename this guest" }).press("Enter");
  const dialog = desk.page.getByRole("dialog");
  await dialog.getByText("Only you see this name").waitFor();
  await dialog.getByLabel("Name").fill("Jonas, newspapers");
  await desk.page.screenshot({ path: screenshot("desk-rename") });
  assert.deepEqual(await violations(desk.page), []);
  await dialog.getByLabel("Name").press("Enter");

  await desk.mine.getByRole("button", { name: /Jonas, newspapers/ }).waitFor();
  await desk.conversing.getByRole("heading", { name: /Jonas, newspapers/ }).waitFor();
  await desk.about.getByText("Guest 1").waitFor();
  assert.ok(!JSON.stringify(edge.said).includes("Jonas"), "nobody else hears of it");

  await desk.page.reload();
  await desk.mine.getByRole("button", { name: /Jonas, newspapers/ }).waitFor();
  await desk.conversing.getByRole("button", { name: "More for this chat" }).press("Enter");
  await desk.page.getByRole("menuitem", { name: "Rename this guest" }).press("Enter");
  await dialog.getByLabel("Name").fill("");
  await dialog.getByRole("button", { name: "Rename", exact: true }).press("Enter");
  await desk.mine.getByRole("button", { name: /Guest 1/ }).waitFor();
});
