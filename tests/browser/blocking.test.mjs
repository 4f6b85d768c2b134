// An operator blocks a guest: it is asked before, said once it is done, or that it could not be, and kept with the
// conversation.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { focusOf, openDesks } from "./support/desk.mjs";
import { chatId, held, wrote } from "./support/pretended_edge.mjs";

const desks = openDesks("blocking");
const DAY = 24 * 60 * 60_000;

/** Presses Block in the menu of the open conversation. Gives the dialog. */
async function asks(desk) {
  await desk.conversing.getByRole("button", { name: "More for this chat" }).press("Enter");
  await desk.page.getByRole("menuitem", { name: /^Block/ }).press("Enter");
  const dialog = desk.page.getByRole("dialog");
  await dialog.waitFor();
  return dialog;
}

test("whom one blocks is said to be blocked, and until when, also after a reload", async () => {
  const chats = [held(1, { entries: [wrote(1, "Rude words")] })];
  const { edge, desk } = await desks.opens({ chats });
  edge.onFrame = ({ block }) => block && edge.says({ blocked: { chat: block.chat, until: Date.now() + DAY } });
  await desk.mine.getByRole("button", { name: /Guest 1/ }).click();

  const dialog = await asks(desk);
  await dialog.getByText("The guest is not told").waitFor();
  assert.match(await focusOf(desk.page), /do not block/);
  await desk.page.screenshot({ path: screenshot("desk-block") });
  assert.deepEqual(await violations(desk.page), []);
  await dialog.getByRole("button", { name: "Do not block" }).press("Enter");
  assert.ok(!edge.said.some((frame) => frame.block), "nothing is done before it is confirmed");

  await (await asks(desk)).getByRole("button", { name: "Block", exact: true }).press("Enter");
  await desk.log.getByText(/^Blocked for 24 hours, until /).waitFor();
  assert.deepEqual(edge.said.filter((frame) => frame.block), [{ block: { chat: chatId(1), lease: 1 } }]);
  await desk.field.waitFor();
  await desk.page.screenshot({ path: screenshot("desk-blocked") });

  await desk.page.reload();
  await desk.log.getByText(/^Blocked for 24 hours, until /).waitFor();
});

test("a guest who is not there is not blocked, and that is said", async () => {
  const { edge, desk } = await desks.opens({ chats: [held(1, { absent_since: Date.now() - 5_000 })] });
  edge.onFrame = ({ block }) => block && edge.says({ blocked: { chat: block.chat, until: null } });
  await desk.mine.getByRole("button", { name: /Guest 1/ }).click();
  await (await asks(desk)).getByRole("button", { name: "Block", exact: true }).press("Enter");
  await desk.log.getByText(/^Not blocked/).waitFor();
});
