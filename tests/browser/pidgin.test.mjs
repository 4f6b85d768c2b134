// Operators in the real Pidgin with the real OTR plugin, and guests in the widget.
//
// The plan: a sealed chat from the offer to the end, verified by a key that is pinned; texts both ways, whatever they look like and
// however long; a secret that is compared; from the console to Pidgin and back, and with it what was written before, if the guest
// allows that; of two Pidgins one has the chat; a password that is taken back; without the plugin. Nothing that was said in a sealed
// chat is found where the edge stores things.

import assert from "node:assert/strict";
import { test } from "node:test";

import { screenshot } from "./support/browser.mjs";
import { openLibrary } from "./support/library.mjs";
import { Pidgin } from "./support/pidgin.mjs";
import { filesIn, placesOf } from "./support/search.mjs";

const QUESTION = "Where are the old <b>county</b> maps & charts?";
const ANSWER = "In the <map> room & they're \u{1f4da} there";

const library = openLibrary("pidgin");

/** An operator in Pidgin who staffs all queues, and whose key the library vouches for. */
async function inPidgin(name) {
  const pidgin = library.enter(await Pidgin.signIn(library.server, name));
  await pidgin.isVouchedFor();
  return pidgin;
}

test("a sealed chat is offered, claimed, held and ended in Pidgin", async () => {
  const ben = await inPidgin("desk2");
  const guest = await library.guest();
  await guest.writes(QUESTION);
  await ben.claims();
  await ben.isPrivate();
  await guest.isVerified();
  await ben.reads(QUESTION);
  ben.writes(ANSWER);
  await guest.reads(ANSWER);
  await guest.writes("two\nlines");
  await ben.reads("two\\nlines");
  await guest.page.screenshot({ path: screenshot("guest-of-pidgin") });
  ben.shows("pidgin-talks");
  ben.commands(`end ${ben.label}`);
  await ben.isTold("you have ended the chat");
  await guest.isTold("The chat has ended");
  const stored = await filesIn(library.server.edge);
  for (const word of ["county", "charts", "they're"]) {
    assert.deepEqual(placesOf(word, stored), [], word);
  }
});

test("keys are exchanged anew by a guest who reloads and by an operator who wants others", async () => {
  const ben = await inPidgin("desk2");
  const guest = await library.guest();
  await guest.writes(QUESTION);
  await ben.claims();
  await ben.reads(QUESTION);
  await guest.page.reload();
  await ben.isPrivate();
  await guest.writes("Here again.");
  await ben.reads("Here again.");
  ben.writes("Good.");
  await guest.reads("Good.");
  ben.does(`OTR ${ben.guest}`);
  await ben.isPrivate();
  ben.writes("With other keys.");
  await guest.reads("With other keys.");
  await guest.writes("I read them.");
  await ben.reads("I read them.");
});

test("a chat goes from the console to Pidgin and back", async () => {
  const ben = await inPidgin("desk2");
  const desk3 = await library.operator("desk3");
  const guest = await library.guest();
  await guest.writes(QUESTION);
  await desk3.claims();
  await desk3.reads(QUESTION);
  await desk3.transfersTo("Ben");
  await ben.claims();
  await ben.isPrivate();
  ben.writes("Ben here.");
  await guest.reads("Ben here.");
  ben.commands(`transfer ${ben.label} Cora`);
  await desk3.claims();
  await desk3.writes("Back again.");
  await guest.reads("Back again.");
  await ben.isTold("desk3 has it now");
});

test("what was written before comes to Pidgin if the guest allows that, and a no comes too", async () => {
  const ben = await inPidgin("desk2");
  const desk3 = await library.operator("desk3");
  const guest = await library.guest();
  await guest.writes(QUESTION);
  await desk3.claims();
  await desk3.reads(QUESTION);
  await desk3.writes("In the <map> room.");
  await guest.reads("In the <map> room.");
  await desk3.transfersTo("Ben");
  await ben.claims();
  await ben.isPrivate();
  ben.commands(`ask ${ben.label}`);
  await ben.isTold("the guest is asked whether you may read");
  await guest.allows("Not now");
  await ben.reads("[No earlier messages are shown.]");
  ben.commands(`ask ${ben.label}`);
  await guest.allows("Show everything");
  const [question, answer] = await ben.happens(/^MSG \S+@guests\.\S+ \[\S+(?: \S+)?\] Guest: (.*)\\n\[\S+(?: \S+)?\] Cora: (.*)$/);
  assert.deepEqual([question, answer], [QUESTION, "In the <map> room."]);
  ben.shows("pidgin-asks");
  ben.commands(`ask ${ben.label}`);
  await ben.isTold("has been asked as often as they may be");
  ben.writes("Thank you.");
  await guest.reads("Thank you.");
  const stored = await filesIn(library.server.edge);
  for (const word of ["county", "charts", "map> room", "No earlier messages"]) {
    assert.deepEqual(placesOf(word, stored), [], word);
  }
});

test("of two Pidgins who claim at once one has the chat, and the other hears who", async () => {
  const [ann, ben] = await Promise.all([inPidgin("desk1"), inPidgin("desk2")]);
  const guest = await library.guest();
  await guest.writes(QUESTION);
  await Promise.all([ann.isOffered("sealed"), ben.isOffered("sealed")]);
  for (const pidgin of [ann, ben]) {
    pidgin.commands("claim");
  }
  const outcome = /^(?:OTR (\S+@guests\.\S+) UNVERIFIED|MSG \S+ \S+: answered by (\w+))/;
  const outcomes = await Promise.all([ann.happens(outcome), ben.happens(outcome)]);
  assert.equal(outcomes.filter(([won]) => won).length, 1, JSON.stringify(outcomes));
  assert.equal(outcomes.filter(([, by]) => by === "Ann" || by === "Ben").length, 1, JSON.stringify(outcomes));
});

test("a guest does not take a key that nobody vouches for, and its operator is told", async () => {
  const ben = library.enter(await Pidgin.signIn(library.server, "desk2"));
  const guest = await library.guest();
  await guest.writes(QUESTION);
  await ben.claims();
  await ben.isTold("has refused your key");
});

test("a Pidgin whose password is taken back is signed out, and does not come back", async () => {
  const ben = await inPidgin("desk2");
  await ben.isLockedOut();
  await ben.happens(/^OFFLINE/);
  await ben.happens(/^ERROR connection 2 /);
});

test("what only both know is asked by the plugin, and it learns that the guest knows it", async () => {
  const ben = await inPidgin("desk2");
  const guest = await library.guest();
  await guest.writes(QUESTION);
  await ben.claims();
  await ben.reads(QUESTION);

  ben.authenticates("Which door do I ring at?", "the blue one");
  await guest.widget.getByText("Which door do I ring at?", { exact: true }).waitFor();
  await guest.widget.getByLabel("Your answer").fill("the blue one");
  await guest.widget.getByLabel("Your answer").press("Enter");
  await guest.log.getByText("Your answer is the one they had in mind.").waitFor();
  await ben.happens(/^NOTE \S+@guests\.\S+ The privacy status of the current conversation is now: Private/);
  ben.shows("pidgin-authenticated");

  ben.writes("It was a pleasure.");
  await guest.reads("It was a pleasure.");
});

test("what only both know is asked by the guest, and their browser learns that the operator knows it", async () => {
  const ben = await inPidgin("desk2");
  const guest = await library.guest();
  await guest.writes(QUESTION);
  await ben.claims();
  await ben.reads(QUESTION);

  await guest.lock.click();
  await guest.widget.getByText("Ask something only they can know").click();
  await guest.widget.getByLabel("Your question").fill("Which door do I ring at?");
  await guest.widget.getByLabel("The answer you expect").fill("the blue one");
  await guest.widget.getByRole("button", { name: "Ask", exact: true }).click();
  await guest.isTold("to answer your question");
  ben.shows("pidgin-asked");
  ben.answers("the blue one");
  await guest.log.getByText("They knew the answer to your question.").waitFor();
});

test("texts of 20 KB come whole, both ways", async () => {
  const ben = await inPidgin("desk2");
  const guest = await library.guest();
  const longest = "\u{436}<&>".repeat(2_500);
  const longer = Array.from({ length: 2_000 }, (_, n) => `word ${n}`).join(" <&> ");
  await guest.writes(longest);
  await ben.claims();
  await ben.reads(longest);
  ben.writes(longer);
  await guest.reads(longer);
  assert.deepEqual(await guest.conversation(), [["ours", longest], ["theirs", longer]]);
});

test("a Pidgin without the plugin gives a sealed chat back, is offered no more of them, and has open ones", async () => {
  const ben = library.enter(await Pidgin.signIn(library.server, "desk2", { otr: "off" }));
  const guest = await library.guest();
  await guest.writes(QUESTION);
  await ben.claims("sealed");
  ben.writes("In the map room.");
  await ben.isTold("NOT SENT");
  await ben.isTold("has not answered the key exchange. Sealed chats need a program with OTR");
  const desk3 = await library.operator("desk3");
  await desk3.claims();
  await desk3.reads(QUESTION);

  const [other, open] = [await library.guest(), await library.visitor()];
  await other.writes("And the new ones?");
  const label = await desk3.offer.locator(".name bdi").textContent();
  ben.commands(`claim ${label}`);
  await ben.isTold(`${label}: not taken. The chat is sealed`);
  await open.opens("Ask the circulation desk");
  await open.writes("How long may I keep a book?");
  await ben.claims("open");
  await ben.reads("How long may I keep a book?");
  ben.writes("Four weeks.");
  await open.reads("Four weeks.");
  const offers = ben.lines.filter((line) => line.includes(" A sealed chat from guest "));
  assert.equal(offers.length, 1);
  assert.deepEqual(ben.lines.filter((line) => line.includes(QUESTION)), []);
});

test("what the documentation has set in Pidgin is where it says", async () => {
  const ann = library.enter(await Pidgin.asDocumented());
  await ann.showsSettings("pidgin-settings");
});
