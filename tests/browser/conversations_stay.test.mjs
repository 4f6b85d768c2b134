// What was said at a desk stays until it is put away: when a queue is left, when a shift, a sign-in or a queue ends, and
// over a reload. Signing out deletes it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { screenshot } from "./support/browser.mjs";
import { focusOf, openDesks, sealed } from "./support/desk.mjs";
import { SESSION, chatId, held, wrote } from "./support/pretended_edge.mjs";

const QUESTION = "Where do I find the old county maps?";
const LAST_WORDS = "I have to go now, thank you.";
const DRAFT = "They are in the map room, wh";

const desks = openDesks("conversations-stay");

/** A desk with one chat, in which the operator is writing. */
async function conversing(options) {
  const chats = [held(1, { entries: [wrote(1, QUESTION)] })];
  const { edge, desk } = await desks.opens({ chats }, options);
  await desk.mine.getByRole("button", { name: /Guest 1/ }).click();
  await desk.reads(QUESTION);
  await desk.field.fill(DRAFT);
  return { edge, desk };
}

/** The guest writes a last line and ends the chat. */
function leaves(edge) {
  edge.welcome = {};
  edge.says({ entry: { chat: chatId(1), entry: wrote(2, LAST_WORDS) } });
  edge.says({ entry: { chat: chatId(1), entry: { seq: 3, at: Date.now(), content: { closed: { by: "guest" } } } } });
}

/** The conversation is there, its last words, and what the operator was writing. */
async function stays(desk) {
  await desk.reads(QUESTION);
  await desk.reads(LAST_WORDS);
  await desk.isTold("The guest has ended the chat.");
  assert.equal(await desk.field.inputValue(), DRAFT);
}

/** It goes when it is put away, and nothing of it is kept. */
async function isPutAway(desk) {
  await desk.conversing.getByRole("button", { name: "Put away" }).press("Enter");
  await desk.mine.getByText("Chats that you claim stay here").waitFor();
  assert.notEqual(await focusOf(desk.page), "nothing");
  await desk.page.reload();
  await desk.start.or(desk.mine).first().waitFor();
  assert.equal(await desk.page.getByText(QUESTION).count(), 0);
}

test("a conversation stays when its queue is unticked and its guest then leaves", async () => {
  const { edge, desk } = await conversing();
  const dialog = await desk.opensStatus();
  await dialog.getByRole("checkbox", { name: "Reference desk" }).uncheck();
  await dialog.getByRole("button", { name: "Save" }).click();
  leaves(edge);
  await desk.isShownAs("Off duty");
  await stays(desk);
  await desk.page.screenshot({ path: screenshot("desk-conversation-stays") });
  assert.equal(edge.desks.length, 0, "the desk is left");
  await desk.page.reload();
  await desk.mine.getByRole("button", { name: /Guest 1/ }).click();
  await stays(desk);
  await isPutAway(desk);
});

test("a conversation stays when the shift ends", async () => {
  const { edge, desk } = await conversing();
  leaves(edge);
  await desk.isTold("The guest has ended the chat.");
  edge.closes(4005);
  await desk.page.getByText("Your shift is over").waitFor();
  await stays(desk);
  await isPutAway(desk);
});

test("a conversation stays when its queue is gone, and with it the queue's tick", async () => {
  const { edge, desk } = await conversing();
  edge.session = { ...SESSION, queues: [{ name: "circulation", title: "Circulation desk" }] };
  edge.closes(4008);
  await desk.isTold("This chat is not yours any more");
  await desk.reads(QUESTION);
  assert.equal(await desk.field.inputValue(), DRAFT);
  const dialog = await desk.opensStatus();
  assert.equal(await dialog.getByRole("checkbox", { name: "Reference desk" }).count(), 0);
  await dialog.getByRole("checkbox", { name: "Circulation desk" }).waitFor();
});

test("a reload keeps the conversation and the draft, and the queue hears how far this window has got", async () => {
  const { edge, desk } = await conversing();
  await desk.page.reload();
  await desk.reads(QUESTION);
  assert.equal(await desk.field.inputValue(), DRAFT);
  assert.ok((await sealed(desk.page)).length > 0);
  const { hello } = edge.said.findLast((frame) => frame.hello);
  assert.deepEqual(hello.chats, [{ chat: chatId(1), lease: 1, received: 1 }]);
  const stored = await desk.page.evaluate(() => JSON.stringify(sessionStorage));
  assert.ok(!stored.includes("county") && !stored.includes("map room"), "nothing readable is kept");
});

test("after the end of a sign-in the conversation and the draft are there again", async () => {
  const { edge, desk } = await conversing();
  edge.session = null;
  edge.closes(4008);
  await desk.page.getByText("Your sign-in has ended.").waitFor();
  assert.equal(edge.desks.length, 0);
  await desk.tries("password-of-desk1");
  await desk.reads(QUESTION);
  assert.equal(await desk.field.inputValue(), DRAFT);
});

/** Browsers that keep nothing: each a word on why, and what makes a page of theirs so. */
const FORGETFUL = [
  ["lets nobody at its database", () => {
    const denied = () => {
      throw new DOMException("denied", "SecurityError");
    };
    Object.defineProperty(globalThis, "indexedDB", { get: denied });
  }],
  ["has a database that never answers", () => {
    IDBFactory.prototype.open = () => new EventTarget();
  }],
];

for (const [why, forgets] of FORGETFUL) {
  test(`where the browser ${why} a sign-in that ends loses nothing either`, async () => {
    const { edge, desk } = await conversing({ prepares: (page) => page.addInitScript(forgets) });
    edge.session = null;
    edge.closes(4008);
    await desk.page.getByText("Your sign-in has ended.").waitFor();
    await desk.tries("password-of-desk1");
    await desk.reads(QUESTION);
    assert.equal(await desk.field.inputValue(), DRAFT);
  });
}

test("signing out asks first and then keeps nothing", async () => {
  const { desk } = await conversing();
  await desk.asksToSignOut();
  await desk.page.getByRole("dialog").getByText("deleted from this window").waitFor();
  await desk.page.screenshot({ path: screenshot("desk-signs-out") });
  await desk.page.getByRole("dialog").getByRole("button", { name: "Stay" }).press("Enter");
  await desk.reads(QUESTION);
  await desk.signsOut();
  assert.deepEqual(await sealed(desk.page), []);
});

test("a chat that this window claims again keeps what was said in it", async () => {
  const { edge, desk } = await conversing();
  edge.welcome = { lapsed: [{ chat: chatId(1), now: "waiting" }], offers: [] };
  edge.closes(1012);
  await desk.isTold("this chat waits again");
  edge.says({ claimed: held(1, { lease: 2, origin: { continuation: { of: "desk1" } }, entries: [wrote(4, LAST_WORDS)] }) });
  await desk.reads(LAST_WORDS);
  await desk.reads(QUESTION);
  assert.equal(await desk.field.inputValue(), DRAFT);
});

test("who goes on typing when the guest ends the chat presses nothing", async () => {
  const { edge, desk } = await conversing();
  await desk.field.fill("");
  leaves(edge);
  await desk.isTold("The guest has ended the chat.");
  for (const key of ["Space", "a", "Enter", "Space"]) await desk.page.keyboard.press(key);
  await desk.reads(LAST_WORDS);
  assert.equal(await focusOf(desk.page), "article conversation");
});
