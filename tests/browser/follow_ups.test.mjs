// After an open chat somebody is asked to do something: at the desk and at the chat's page; and after a sealed one it says why not.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { talks, visits } from "./support/history.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("follow-ups");

/** The menu of the chat that is open, as it is shown. */
async function menuOf(page) {
  await page.getByRole("article").getByRole("button", { name: "More" }).press("Enter");
  return page.getByRole("menu").filter({ visible: true });
}

test("in the menu of a sealed chat it stands there and says why not", async () => {
  const desk = await library.operator("desk1");
  const guest = await talks(library, desk);
  const menu = await menuOf(desk.page);
  const item = menu.getByRole("menuitem", { name: "Ask for a follow-up" });
  assert.equal(await item.getAttribute("aria-disabled"), "true");
  await menu.getByText("So there is no follow-up.").waitFor();
  await desk.page.screenshot({ path: screenshot("follow-up-sealed") });
  await desk.page.keyboard.press("Escape");
  await guest.leaves();
});

test("a colleague is asked at the desk, finds it among the messages, reads the chat, and says that it is done", async () => {
  const desk = await library.operator("desk1");
  const guest = await talks(library, desk, "Ask the circulation desk");
  const menu = await menuOf(desk.page);
  await menu.getByRole("menuitem", { name: "Ask for a follow-up" }).press("Enter");
  const dialog = desk.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Ask", exact: true }).press("Enter");
  await dialog.getByText("Say what is to be done.").waitFor();
  await dialog.getByLabel("Who").selectOption({ value: "desk2" });
  await dialog.getByLabel("What is to be done").fill("Put the almanac aside until Friday");
  assert.deepEqual(await violations(desk.page), []);
  await desk.page.screenshot({ path: screenshot("follow-up-ask") });
  await dialog.getByRole("button", { name: "Ask", exact: true }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  await guest.leaves();

  const colleague = await library.operator("desk2");
  await visits(library, colleague, "messages");
  const { page } = colleague;
  await page.getByText("To be done: 1 follow-up").waitFor();
  await page.getByText("Put the almanac aside until Friday").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("follow-ups") });
  await page.getByRole("article").getByRole("link", { name: /^Chat with/ }).press("Enter");
  await page.getByRole("heading", { name: "Follow-up" }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("follow-up-chat"), fullPage: true });
  await page.getByRole("button", { name: "Mark as done" }).press("Enter");
  await page.getByRole("button", { name: "Not done after all" }).waitFor();
  await visits(library, colleague, "messages");
  await page.getByText("Done: 1 follow-up").waitFor();
  await page.getByText("Nothing to follow up").waitFor();
});
