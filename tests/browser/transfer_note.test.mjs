// A note goes with an open chat to whoever takes it over, and is in nothing that is taken along; with a sealed chat there is
// none, and it is said why.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { openDesks } from "./support/desk.mjs";
import { chatId, held, wrote } from "./support/pretended_edge.mjs";

const desks = openDesks("transfer-note");
const NOTE = "Looks for her aunt's school register, 1932.";
const cora = { operator: "desk3", display: "Cora", availability: { status: "available", text: "" }, chats: 0, takes: true };
const ana = { operator: "desk1", display: "Ana", availability: { status: "available", text: "" }, chats: 0, takes: true };

async function passesOn(desk) {
  await desk.conversing.getByRole("button", { name: "Pass on" }).click();
  const dialog = desk.page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "Cora" }).check();
  return dialog;
}

test("what is written for the next one is sent with the chat", async () => {
  const { edge, desk } = await desks.opens({ chats: [held(1)], colleagues: [ana, cora] });
  await desk.mine.getByRole("button", { name: /Guest 1/ }).click();
  const dialog = await passesOn(desk);
  await dialog.getByLabel("Note to whoever takes over").fill(NOTE);
  await dialog.getByRole("button", { name: "Pass on" }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  const recipient = { operator: "desk3" };
  const said = edge.said.filter((frame) => frame.transfer);
  assert.deepEqual(said, [{ transfer: { chat: chatId(1), lease: 1, recipient, note: NOTE } }]);
});

test("a sealed chat has no note, and one sentence on why", async () => {
  const chats = [held(1, { kind: "sealed", skin: "sealed", epoch: 1 })];
  const { edge, desk } = await desks.opens({ chats, colleagues: [ana, cora] });
  await desk.mine.getByRole("button", { name: /Guest 1/ }).click();
  const dialog = await passesOn(desk);
  await dialog.getByText("No note goes with a sealed chat").waitFor();
  assert.equal(await dialog.getByRole("textbox").count(), 0);
  await dialog.getByRole("button", { name: "Pass on" }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  const [{ transfer }] = edge.said.filter((frame) => frame.transfer);
  assert.ok(!("note" in transfer));
});

test("the note is read in the conversation, and not in what is taken along", async () => {
  const origin = { transfer: { by: "desk3", note: NOTE } };
  const chats = [held(1, { origin, entries: [wrote(1, "Good morning")] })];
  const { desk } = await desks.opens({ chats, colleagues: [ana, cora] });
  await desk.mine.getByRole("button", { name: /Guest 1/ }).click();
  await desk.log.getByText(NOTE).waitFor();

  await desk.conversing.getByRole("button", { name: "More for this chat" }).press("Enter");
  const downloading = desk.page.waitForEvent("download");
  await desk.page.getByRole("menuitem", { name: "Download as text" }).press("Enter");
  const taken = await readFile(await (await downloading).path(), "utf8");
  assert.match(taken, /Good morning/);
  assert.match(taken, /Passed on by Cora\./);
  assert.ok(!taken.includes(NOTE));
});
