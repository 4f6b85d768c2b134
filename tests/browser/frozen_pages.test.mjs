// Pages that the browser freezes, as it does with tabs in the background, and that go on later as they were.
//
// The plan, for a sealed chat and for an open one: the page of the one end is frozen, for a moment or until the edge
// takes it for gone, and the other end writes. What was written to the page comes, what was written in it before
// arrives, each once. And an operator's page that is frozen for too long finds the chat with somebody else.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Guest } from "./support/guest.mjs";
import { openLibrary } from "./support/library.mjs";
import { Operator } from "./support/operator.mjs";
import { freeze, newWindowThatFreezes } from "./support/window_that_freezes.mjs";

const QUESTION = "Where do I find the old county maps?";
const ANSWER = "In the map room on the second floor.";
const BEFORE = "Written just before.";
const MEANWHILE = ["Written meanwhile, 1.", "Written meanwhile, 2."];
const AFTER = "Written afterwards.";

/** Milliseconds in which the edge takes a page that does not answer for gone: 30 seconds, on a busy machine. */
const GONE_MAX = 60_000;

const library = openLibrary("frozen-pages");

const SEALED = ["a sealed chat", "Ask the reference desk", "desk1"];
const OPEN = ["an open chat", "Ask the circulation desk", "desk3"];

async function guestWhoFreezes() {
  const guest = library.enter(new Guest(await newWindowThatFreezes()));
  await guest.page.goto(library.server.demo);
  return guest;
}

async function operatorWhoFreezes(name) {
  const window = await newWindowThatFreezes();
  const operator = library.enter(new Operator(window, name, library.server.passwords[name]));
  await operator.page.goto(library.server.console);
  await operator.signsIn();
  return operator;
}

/** A guest and an operator who talk with each other. */
async function talking([, button], one, other) {
  await one.opens(button);
  await one.writes(QUESTION);
  await other.claims();
  await other.reads(QUESTION);
  await other.writes(ANSWER);
  await one.reads(ANSWER);
}

async function talkingToAGuestWhoFreezes(chat) {
  const [one, other] = await Promise.all([guestWhoFreezes(), library.operator(chat[2])]);
  await talking(chat, one, other);
  return [one, other];
}

async function talkingToAnOperatorWhoFreezes(chat) {
  const [one, other] = await Promise.all([library.visitor(), operatorWhoFreezes(chat[2])]);
  await talking(chat, one, other);
  return [other, one];
}

/** The one writes and is frozen at once; the other writes after `until`; the one wakes, and all is there. */
async function isFrozenUntil(one, other, until) {
  await one.writes(BEFORE);
  const wake = await freeze(one.page);
  await until();
  for (const text of MEANWHILE) {
    await other.writes(text);
    await other.isSent(text);
  }
  await wake();
  await one.reads(MEANWHILE.at(-1));
  await other.reads(BEFORE);
  await one.writes(AFTER);
  await other.reads(AFTER);
  for (const [person, texts] of [[one, [BEFORE, AFTER]], [other, MEANWHILE]]) {
    await Promise.all(texts.map((text) => person.hasDelivered(text)));
    const said = (await person.conversation()).map(([, text]) => text);
    assert.deepEqual(said.toSorted(), [QUESTION, ANSWER, BEFORE, ...MEANWHILE, AFTER].toSorted());
  }
}

for (const chat of [SEALED, OPEN]) {
  test(`a guest of ${chat[0]} whose page was frozen for a moment has what came meanwhile`, async () => {
    const [one, desk] = await talkingToAGuestWhoFreezes(chat);
    await isFrozenUntil(one, desk, () => {});
  });

  test(`an operator of ${chat[0]} whose page was frozen for a moment has what came meanwhile`, async () => {
    const [desk, one] = await talkingToAnOperatorWhoFreezes(chat);
    await isFrozenUntil(desk, one, () => {});
  });
}

test("guests whose pages were frozen until the edge took them for gone have what came meanwhile", async () => {
  const pairs = [await talkingToAGuestWhoFreezes(SEALED), await talkingToAGuestWhoFreezes(OPEN)];
  const isGone = (desk) => () =>
    desk.standing.getByText("The guest has not been connected").waitFor({ timeout: GONE_MAX });
  await Promise.all(pairs.map(([one, desk]) => isFrozenUntil(one, desk, isGone(desk))));
});

test("operators whose pages were frozen until the edge took them for gone have what came meanwhile", async () => {
  const pairs = [await talkingToAnOperatorWhoFreezes(SEALED), await talkingToAnOperatorWhoFreezes(OPEN)];
  const isGone = (one) => () => one.standing.getByText("has lost the connection").waitFor({ timeout: GONE_MAX });
  await Promise.all(pairs.map(([desk, one]) => isFrozenUntil(desk, one, isGone(one))));
});

test("an operator whose page was frozen for too long finds the chat with a colleague who has it all", async () => {
  await library.server.sets("reference", { grace_seconds: 5 });
  const [desk1, one] = await talkingToAnOperatorWhoFreezes(SEALED);
  const desk3 = await library.operator("desk3");
  const wake = await freeze(desk1.page);
  await one.writes(MEANWHILE[0]);
  await one.isSent(MEANWHILE[0]);
  await desk3.offer.getByText("Ann was cut off").waitFor({ timeout: GONE_MAX });
  await desk3.claims();
  await desk3.reads(MEANWHILE[0]);
  await wake();
  await desk1.isTold("Cora has this chat now");
  await desk3.writes(AFTER);
  await one.reads(AFTER);
  await one.hasDelivered(MEANWHILE[0]);
  const said = (await desk1.conversation()).map(([, text]) => text);
  assert.deepEqual(said, [QUESTION, ANSWER], "what came too late for this window is not in it");
});
