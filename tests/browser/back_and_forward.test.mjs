// Pages that are left and gone back to, in a browser that keeps them in memory with all they know.
//
// The plan: a guest chats on one page, goes on with the chat on the next, and goes back; forward again; and goes back to
// a page on which the chat has ended meanwhile. What stands there is the whole conversation, what is written arrives, and
// nothing is shown as delivered that has not been read.

import assert from "node:assert/strict";
import { test } from "node:test";

import { openLibrary } from "./support/library.mjs";
import { PageGoneBackTo } from "./support/page_gone_back_to.mjs";

const QUESTION = "Where do I find the old county maps?";
const ANSWER = "In the map room on the second floor.";

const library = openLibrary("back-and-forward", undefined, { keepsPages: true });

/** Follows a link to another page of the library, which has the widget too. */
async function goOn(guest) {
  await guest.page.evaluate(() => (globalThis.isThePageThatWasLeft = true));
  await guest.page.goto(`${library.server.demo}?next`);
  await guest.field.waitFor();
}

/** Presses Back, and sees that the browser has kept the page. */
async function goBack(guest) {
  const kept = guest.page.waitForFunction(() => globalThis.isThePageThatWasLeft === true);
  await guest.page.evaluate(() => history.back()).catch(() => {});
  await kept;
  return new PageGoneBackTo(guest);
}

const SEALED = {
  chat: "a sealed chat",
  button: "Ask the reference desk",
  isOn: (guest) => guest.isVerified(),
};

const OPEN = {
  chat: "an open chat",
  button: "Ask the circulation desk",
  isOn: (guest) => guest.reads(ANSWER),
};

async function talkingOnTheNextPage({ button, isOn }) {
  const [one, desk1] = await Promise.all([library.visitor(), library.operator("desk1")]);
  await one.opens(button);
  await one.writes(QUESTION);
  await desk1.claims();
  await desk1.reads(QUESTION);
  await desk1.writes(ANSWER);
  await one.reads(ANSWER);
  await goOn(one);
  await isOn(one);
  await one.writes("from the next page");
  await desk1.reads("from the next page");
  await desk1.writes("to the next page");
  await one.reads("to the next page");
  return [one, desk1];
}

const SAID = [
  ["ours", QUESTION],
  ["theirs", ANSWER],
  ["ours", "from the next page"],
  ["theirs", "to the next page"],
];

for (const kind of [SEALED, OPEN]) {
  test(`a guest who goes back to ${kind.chat} has the whole conversation there, and it goes on`, async () => {
    const [one, desk1] = await talkingOnTheNextPage(kind);
    const back = await goBack(one);
    await back.reads("to the next page");
    await kind.isOn(back);
    assert.deepEqual(await back.conversation(), SAID);
    await back.writes("after going back");
    await desk1.reads("after going back");
    await desk1.writes("good that you are back");
    await back.reads("good that you are back");
    assert.deepEqual(await back.conversation(), [
      ...SAID,
      ["ours", "after going back"],
      ["theirs", "good that you are back"],
    ]);
  });

  test(`what is written into ${kind.chat} the moment one is back is not shown as delivered before it is read`, async () => {
    const [one, desk1] = await talkingOnTheNextPage(kind);
    const back = await goBack(one);
    await back.reads("to the next page");
    await back.writes("quickly written");
    await desk1.reads("quickly written");
    assert.deepEqual(await back.conversation(), [...SAID, ["ours", "quickly written"]]);
    const said = await desk1.conversation();
    assert.equal(said.filter(([, text]) => text === "quickly written").length, 1);
  });

  test(`going back after ${kind.chat} has ended on the next page leaves no chat that seems to go on`, async () => {
    const [one, desk1] = await talkingOnTheNextPage(kind);
    await one.ends();
    await desk1.isTold("The guest has ended the chat.");
    const back = await goBack(one);
    await back.has("Ask something else");
  });

  test(`who goes back to ${kind.chat} without having gone on elsewhere has what came meanwhile, and is heard`, async () => {
    const [one, desk1] = await Promise.all([library.visitor(), library.operator("desk1")]);
    await one.opens(kind.button);
    await one.writes(QUESTION);
    await desk1.claims();
    await one.isWith("Ann");
    await one.page.evaluate(() => (globalThis.isThePageThatWasLeft = true));
    await one.page.goto("about:blank");
    await desk1.writes(ANSWER);
    const back = await goBack(one);
    await back.reads(ANSWER);
    await back.writes("just gone for a moment");
    await desk1.reads("just gone for a moment");
  });
}

test("what was written in the field of the next page, and not sent, stands in that of the page before", async () => {
  const one = await library.guest();
  await one.field.pressSequentially("Do you");
  await goOn(one);
  await one.hasWritten("Do you");
  await one.field.press("End");
  await one.field.pressSequentially(" have maps?");
  const back = await goBack(one);
  await back.hasWritten("Do you have maps?");
});
