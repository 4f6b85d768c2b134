// The main job: a sealed chat between a guest and the operators of a desk, in real browsers.
//
// The plan, a chat each: from the question to the answer; two who claim at once; operators with another key and
// with none that is pinned; what people write; pages that are reloaded at any moment; a server that is killed; both
// ways to end. Screenshots are kept in `target/screenshots`.

import assert from "node:assert/strict";
import { test } from "node:test";

import { screenshot, sideBySide } from "./support/browser.mjs";
import { ours, theirs } from "./support/operator.mjs";
import { openLibrary } from "./support/library.mjs";
import { sealedBytes } from "./support/otr.mjs";

const QUESTION = "Where do I find the old county maps? It is for a court case, so please keep it between us.";
const ANSWER = "They are in the map room on the second floor. I can have them laid out for you. When would you come?";

const library = openLibrary("sealed-chat");

/** A guest whose question has been answered by this operator. */
async function talking(name = "desk1") {
  const [one, other] = await Promise.all([library.guest(), library.operator(name)]);
  await one.writes(QUESTION);
  await other.claims();
  await other.reads(QUESTION);
  await other.writes(ANSWER);
  await one.reads(ANSWER);
  return [one, other];
}

const mirrored = (conversation) =>
  conversation.map(([whose, text]) => [whose === "ours" ? "theirs" : "ours", text]);

/** Both ends show the same, each from its own side. */
async function assertBothShow(one, other, texts) {
  assert.deepEqual(await one.conversation(), texts);
  assert.deepEqual(await other.conversation(), mirrored(texts));
}

test("a question is offered without a word of it, claimed by one operator, and answered as verified", async () => {
  const [desk1, desk2] = await Promise.all([library.operator("desk1"), library.operator("desk2")]);
  const one = await library.guest();
  await one.page.screenshot({ path: screenshot("guest-asks") });
  await one.writes(QUESTION);
  await one.isTold("You are next");
  await one.page.screenshot({ path: screenshot("guest-waits") });

  for (const desk of [desk1, desk2]) {
    const offer = await desk.offer.innerText();
    assert.match(offer, /sealed/);
    assert.match(offer, /Reference desk/);
    assert.match(offer, /\d:\d\d/);
    assert.ok(offer.includes(`127.0.0.1:${library.server.port}/demo`), offer);
    assert.ok(!(await desk.page.content()).includes("county maps"));
  }
  await desk1.page.screenshot({ path: screenshot("desk-offer") });

  await desk1.claims();
  await desk2.offer.getByText("Answered by Ann").waitFor();
  await desk2.page.screenshot({ path: screenshot("desk-answered-by-another") });
  await Promise.all([one.isVerified(), desk1.isSealed()]);
  await desk1.reads(QUESTION);
  await desk1.writes(ANSWER);
  await one.reads(ANSWER);
  await assertBothShow(one, desk1, [["ours", QUESTION], ["theirs", ANSWER]]);
  await one.page.screenshot({ path: screenshot("guest-talks") });
  await desk1.page.screenshot({ path: screenshot("desk-talks") });
});

test("of two operators who press Claim at once, one gets the chat and the other sees who", async () => {
  const desks = await Promise.all([library.operator("desk1"), library.operator("desk3")]);
  const one = await library.guest();
  await one.writes(QUESTION);
  await Promise.all(desks.map((desk) => desk.offer.waitFor()));
  const claims = await Promise.all(desks.map((desk) => desk.offer.getByRole("button", { name: "Claim" }).elementHandle()));
  // Pressed in the page, without a look at whether the other one has taken the button away meanwhile.
  await Promise.all(claims.map((claim) => claim.evaluate((button) => button.click())));
  await one.isVerified();

  const winner = (await one.log.innerText()).includes("Ann is here") ? "Ann" : "Cora";
  const [won, lost] = winner === "Ann" ? desks : desks.toReversed();
  await won.reads(QUESTION);
  await lost.offer.getByText(`Answered by ${winner}`).waitFor();
  await lost.mine.getByText("Chats that you claim stay here").waitFor();
});

test("to an operator whose key is not pinned nothing is sent, both are told why, and somebody else answers", async () => {
  const [desk1, desk2] = await Promise.all([library.operator("desk1"), library.operator("desk2", { mistaken: true })]);
  const one = await library.guest();
  await one.writes(QUESTION);
  await desk2.claims();

  await one.isTold("So nothing was sent to them. We are looking for another librarian.");
  await desk2.isTold("did not accept your key");
  assert.ok(await one.field.isEditable());
  assert.ok(await desk2.field.count() === 0 || !(await desk2.field.isEditable()));
  assert.equal(await desk2.offer.count(), 0);
  await one.page.screenshot({ path: screenshot("guest-looking-for-another") });
  await desk2.page.screenshot({ path: screenshot("desk-key-refused") });

  const sealed = one.traffic.sentFrames().flatMap((frame) => sealedBytes(frame.message?.body.sealed.text) ?? []);
  assert.deepEqual(sealed, [5], "one data message has left, with no text: that the session is over");

  await desk1.claims();
  await one.isVerified();
  await desk1.reads(QUESTION);
});

test("an operator with another pinned key is verified too", async () => {
  const [one] = await talking("desk3");
  await one.isVerified();
  await one.lock.click();
  await one.widget.getByText("It is really Cora.").waitFor();
});

test("what people write arrives as they wrote it, in order, and that they are writing is shown", async () => {
  const [one, desk1] = await talking();
  const long = "The quick brown fox reads. ".repeat(400).slice(0, 9_999) + ".";
  assert.equal(long.length, 10_000);
  const texts = [
    "👩🏽‍🚀🏳️‍🌈 naïve café – 図書館へようこそ",
    "أين أجد الكتب القديمة؟ שלום",
    "?OTRv3? is how one asks, and ?OTR:AAMD is not mine.",
    '<img src=x onerror="alert(1)"><b>bold</b> &amp; <script>document.title = "taken"</script>',
    "first line\nsecond line\n\n    indented",
    long,
  ];
  const expected = [["ours", QUESTION], ["theirs", ANSWER]];
  for (const text of texts) {
    await one.writes(text);
    await desk1.reads(text);
    expected.push(["ours", text]);
    await desk1.writes(text);
    expected.push(["theirs", text]);
    await one.reads(text);
  }
  await assertBothShow(one, desk1, expected);
  for (const log of [one.log, desk1.log]) {
    assert.equal(await log.locator(".text").locator("img, b, script").count(), 0, "HTML stays text");
  }
  await one.page.screenshot({ path: screenshot("guest-long-text") });

  await one.field.pressSequentially("I am");
  await desk1.typing.getByText("is writing").waitFor();
  await desk1.field.pressSequentially("So am I");
  await one.typing.getByText("Ann is writing").waitFor();
  await one.field.fill("");
  await desk1.typing.getByText("is writing").waitFor({ state: "detached" });
});

test("what is typed and sent before the page is drawn again is sent as it stands there", async () => {
  const [one, desk1] = await talking();
  const hastily = (person, text) =>
    person.field.evaluate((field, text) => {
      const { set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
      set.call(field, text);
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    }, text);
  await hastily(desk1, "At once, and whole");
  await one.reads("At once, and whole");
  await hastily(one, "So do I");
  await desk1.reads("So do I");
});

test("a burst of messages from both ends arrives whole and in order", async () => {
  const [one, desk1] = await talking();
  const count = 20;
  const burst = async (person, word) => {
    for (let number = 1; number <= count; number += 1) {
      await person.writes(`${word} ${number}`);
    }
  };
  await Promise.all([burst(one, "guest"), burst(desk1, "desk")]);
  await Promise.all([one.reads(`desk ${count}`), desk1.reads(`guest ${count}`)]);
  const numbered = (word) => Array.from({ length: count }, (_, place) => `${word} ${place + 1}`);
  for (const [person, theirs] of [[one, "desk"], [desk1, "guest"]]) {
    const heard = (await person.conversation()).filter(([whose, text]) => whose === "theirs" && text.startsWith(theirs));
    assert.deepEqual(heard.map(([, text]) => text), numbered(theirs));
  }
});

test("the chat goes on when either page is reloaded, at any moment", async () => {
  const desk1 = await library.operator("desk1");
  const one = await library.guest();
  const expected = [["ours", QUESTION]];
  await one.writes(QUESTION);
  await desk1.offer.waitFor();
  await one.page.reload();
  await one.isTold("You are next");

  const write = async (person, text) => {
    await person.writes(text);
    expected.push([person === one ? "ours" : "theirs", text]);
  };
  await desk1.claims();
  await Promise.all([one.page.reload(), desk1.page.reload()]);
  await Promise.all([one.isVerified(), desk1.isSealed()]);
  // Whether the question was there already when the operator's page went is a matter of milliseconds.
  await theirs(desk1.log, QUESTION).or(desk1.log.getByText("Earlier messages are with the guest")).first().waitFor();

  await write(one, "Written, and the page reloaded at once.");
  await one.page.reload();
  await desk1.reads("Written, and the page reloaded at once.");
  await write(desk1, "I still have you.");
  await one.reads("I still have you.");

  await desk1.page.goto("about:blank");
  await one.isTold("Ann has lost the connection");
  await write(one, "Is anybody there?");
  await desk1.page.goto(library.server.console);
  await desk1.reads("Is anybody there?");
  await ours(desk1.log, "I still have you.").waitFor();
  await desk1.page.screenshot({ path: screenshot("desk-reloaded") });

  await one.page.goto("about:blank");
  await desk1.isTold("The guest has not been connected");
  await write(desk1, "Yes, after a reload.");
  await one.page.goto(library.server.demo);
  await one.reads("Yes, after a reload.");

  await Promise.all([one.page.reload(), desk1.page.reload()]);
  await Promise.all([one.isVerified(), desk1.isSealed()]);
  await write(one, "Thank you both.");
  await desk1.reads("Thank you both.");
  assert.deepEqual(await one.conversation(), expected, "the guest keeps the whole conversation");
  assert.deepEqual((await desk1.conversation()).at(-1), ["theirs", "Thank you both."]);
  await one.page.screenshot({ path: screenshot("guest-reloaded") });
});

test("what is written while the server is down arrives once when it is back", async () => {
  const [one, desk1] = await talking();
  await library.server.crash();
  await one.isTold("You are not connected to the desk");
  await desk1.page.getByText("No connection to").waitFor();
  await one.page.screenshot({ path: screenshot("guest-offline") });
  await desk1.page.screenshot({ path: screenshot("desk-offline") });
  await one.writes("Written while it was down.");
  await desk1.writes("So was this.");

  await library.server.resume();
  await Promise.all([desk1.reads("Written while it was down."), one.reads("So was this.")]);
  await one.writes("Back again.");
  await desk1.reads("Back again.");
  const sorted = (conversation) => conversation.toSorted();
  const texts = [["ours", QUESTION], ["theirs", ANSWER], ["ours", "Written while it was down."], ["theirs", "So was this."], ["ours", "Back again."]];
  assert.deepEqual(sorted(await one.conversation()), sorted(texts), "nothing is lost, nothing there twice");
  assert.deepEqual(sorted(await desk1.conversation()), sorted(mirrored(texts)));
});

test("either side ends the chat, and the other sees it", async () => {
  const [one, desk1] = await talking();
  await one.ends();
  await one.log.getByText("You ended the chat").waitFor();
  await desk1.isTold("The guest has ended the chat.");
  await desk1.page.screenshot({ path: screenshot("desk-ended") });
  await desk1.conversing.getByRole("button", { name: "Put away" }).click();
  await desk1.mine.getByText("Chats that you claim stay here").waitFor();

  await one.widget.getByRole("button", { name: "Ask something else" }).click();
  await one.writes("One more thing.");
  await desk1.claims();
  await desk1.reads("One more thing.");
  await desk1.ends();
  await one.isTold("The chat has ended");
  await one.log.getByText("Ann ended the chat").waitFor();
  await one.page.screenshot({ path: screenshot("guest-ended") });
});

test("the two windows of a chat, side by side, as the README shows them", async () => {
  const desk1 = await library.operator("desk1", { viewport: { width: 1000, height: 680 } });
  const one = await library.guest({ viewport: { width: 760, height: 680 } });
  await one.writes("My landlord wants me out by Friday. Where do I find what the law says?");
  await desk1.claims();
  await desk1.reads("My landlord wants me out");
  await desk1.writes("I'm sorry to hear that. The tenancy guides are under 346.04, and the advice centre is here at noon.");
  await one.reads("I'm sorry to hear that.");
  await one.writes("Thank you. Can I come without giving my name?");
  await desk1.reads("Thank you. Can I come");
  await desk1.writes("Yes, nobody asks. I'll put the guides on the desk by the door.");
  await one.reads("Yes, nobody asks.");
  await sideBySide(library.browser, [one.page, desk1.page], screenshot("sealed-chat"));
});
