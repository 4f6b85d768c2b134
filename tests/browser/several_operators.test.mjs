// A desk of several, in real browsers: chats that are transferred, with all, some and none of the earlier messages;
// transferred to another queue; declined, taken back; and continued by a colleague when a browser is gone.
//
// The queues wait five seconds for an operator who is gone, the least there is. Screenshots are kept in
// `target/screenshots`.

import assert from "node:assert/strict";
import { test } from "node:test";

import { screenshot } from "./support/browser.mjs";
import { openLibrary } from "./support/library.mjs";

const QUESTION = "Can I see my own reading record?";
const ANSWER = "You can, and nobody else. Shall I show you how?";

const library = openLibrary("several-operators", { grace_seconds: 5 });

/** A guest whose question desk1 has answered, and desk3, who can take the chat. */
async function atDesk() {
  const [one, desk1, desk3] = await Promise.all([library.guest(), library.operator("desk1"), library.operator("desk3")]);
  await one.writes(QUESTION);
  await desk1.claims();
  await desk1.reads(QUESTION);
  await desk1.writes(ANSWER);
  await one.reads(ANSWER);
  return { one, desk1, desk3 };
}

/** The same, after desk3 has taken it. */
async function transferred() {
  const desk = await atDesk();
  const { one, desk1, desk3 } = desk;
  await desk1.transfersTo("Cora");
  await desk3.offer.getByText("Passed on by Ann").waitFor();
  await desk3.claims();
  await one.log.getByText("Cora has taken over from Ann.").waitFor();
  await Promise.all([one.isVerified(), desk3.isSealed()]);
  return desk;
}

/** Both can write to each other, for the first time or again. */
async function talk(one, other, again = "") {
  await one.writes(`Are you there${again}, ${other.name}?`);
  await other.reads(`Are you there${again}, ${other.name}?`);
  await other.writes(`Yes${again}, this is ${other.name}.`);
  await one.reads(`Yes${again}, this is ${other.name}.`);
}

test("a chat is transferred, and the guest lets the new operator have all that was said before", async () => {
  const { one, desk1, desk3 } = await transferred();
  await desk1.isTold("has taken this chat.");
  await desk1.page.screenshot({ path: screenshot("desk-handed-on") });
  assert.deepEqual(await desk3.conversation(), [], "nothing of the earlier messages is there by itself");

  await desk3.asksForEarlier();
  await one.consent.getByText("Show Cora what you wrote before?").waitFor();
  await one.page.screenshot({ path: screenshot("guest-asked-for-earlier") });
  await one.allows("Show everything");
  assert.deepEqual(await desk3.earlier(2), [["theirs", QUESTION], ["ours", ANSWER]]);
  await desk3.log.getByText("2 earlier messages, sent to you by the guest").waitFor();
  await desk3.log.getByText("The guest has sent 2 earlier messages.").waitFor();
  await one.log.getByText("You showed Cora 2 earlier messages.").waitFor();
  await talk(one, desk3);
  await desk3.page.screenshot({ path: screenshot("desk-earlier-messages") });
});

test("of the earlier messages only those arrive that the guest has ticked", async () => {
  const { one, desk3 } = await transferred();
  await desk3.asksForEarlier();
  await one.consent.getByText("Choose single messages").click();
  await one.consent.getByRole("checkbox", { name: ANSWER }).check();
  await one.allows("Show the chosen ones");
  assert.deepEqual(await desk3.earlier(1), [["ours", ANSWER]]);
  assert.ok(!(await desk3.page.content()).includes(QUESTION));
  await talk(one, desk3);
});

test("a guest who says no is asked once more and no third time, and one who is writing is not held up", async () => {
  const { one, desk3 } = await transferred();
  await one.field.pressSequentially("I am just");
  await desk3.asksForEarlier();
  const asked = one.widget.getByRole("button", { name: "Show Cora what you wrote before?" });
  await asked.waitFor();
  await talk(one, desk3);

  await asked.click();
  await one.allows("Not now");
  await desk3.log.getByText("The guest keeps the earlier messages.").waitFor();
  await desk3.conversing.getByRole("button", { name: "Ask once more" }).click();
  await one.allows("Not now");
  await desk3.conversing.getByText("is not asked again").waitFor();
  assert.equal(await desk3.conversing.getByRole("button", { name: /^Ask/ }).count(), 0);
  assert.ok(!(await desk3.page.content()).includes(QUESTION));
});

test("while a chat is being transferred its sender does not write, and can keep it", async () => {
  const { one, desk1, desk3 } = await atDesk();
  await desk1.transfersTo("Cora");
  await desk1.isTold("Waiting for Cora to take this chat over.");
  assert.ok(await desk1.field.count() === 0 || !(await desk1.field.isEditable()));
  await one.isTold("Ann is passing you on.");
  await one.writes("Still here.");
  await desk1.page.screenshot({ path: screenshot("desk-handing-on") });

  await desk1.standing.getByRole("button", { name: "Keep it" }).click();
  await desk3.waiting.getByText("Nobody waits.").waitFor();
  await desk1.reads("Still here.");
  await talk(one, desk1);
});

test("a transfer that is declined comes back, and its sender is told why", async () => {
  const { one, desk1, desk3 } = await atDesk();
  await desk1.transfersTo("Cora");
  await desk3.offer.getByRole("button", { name: "Give" }).click();
  await desk1.log.getByText("Cora has declined: the chat stays with you.").waitFor();
  await talk(one, desk1);
});

test("a chat moves to another queue, and the guest follows without noticing", async () => {
  const { one, desk1, desk3 } = await atDesk();
  await desk1.transfersTo("Circulation desk");
  const offer = desk3.offer.filter({ hasText: "Passed on by Ann" });
  assert.match(await offer.innerText(), /Circulation desk/);
  await desk3.claims();
  await one.log.getByText("Cora has taken over from Ann.").waitFor();
  await Promise.all([one.isVerified(), desk3.isSealed()]);
  await desk1.isTold("has taken this chat.");
  await talk(one, desk3);

  assert.ok(one.traffic.sockets.at(-1).includes("/api/v1/queues/circulation/guest?"));
  await one.page.reload();
  await one.isVerified();
  await talk(one, desk3, " still");
  await desk3.page.reload();
  await talk(one, desk3, " even now");
});

test("when an operator's browser is gone the guest is told, and a colleague goes on", async () => {
  const { one, desk1, desk3 } = await atDesk();
  library.forgets(desk1);
  await desk1.close();
  await one.isTold("Ann has lost the connection");
  await one.writes("Hello?");
  await one.log.getByText("Ann was cut off. Wait here").waitFor();
  await desk3.offer.getByText("Ann was cut off; the guest waits to go on").waitFor();
  await one.page.screenshot({ path: screenshot("guest-interrupted") });
  await desk3.page.screenshot({ path: screenshot("desk-continuation") });

  await desk3.claims();
  await Promise.all([one.isVerified(), desk3.isSealed()]);
  await desk3.reads("Hello?");
  await talk(one, desk3);

  const late = await library.operator("desk1");
  await late.mine.getByText("Chats that you claim stay here").waitFor();
});

test("an operator who is back within the grace goes on", async () => {
  const { one, desk1 } = await atDesk();
  await desk1.page.goto("about:blank");
  await one.isTold("Ann has lost the connection");
  await desk1.page.goto(library.server.console);
  await desk1.isSealed();
  await talk(one, desk1);
});

test("a guest who reloads in the middle of a transfer stays in the chat", async () => {
  const { one, desk1, desk3 } = await atDesk();
  await desk1.transfersTo("Cora");
  await desk3.offer.getByText("Passed on by Ann").waitFor();
  await one.page.reload();
  // Whoever hands a chat on does not write in it, but its window still exchanges keys.
  await one.isVerified();
  await Promise.all([desk3.claims(), one.page.reload()]);
  await Promise.all([one.isVerified(), desk3.isSealed()]);
  await talk(one, desk3);
  const texts = (await one.conversation()).map(([, text]) => text);
  assert.deepEqual(texts.slice(0, 2), [QUESTION, ANSWER], "the guest keeps the conversation");
});

test("busy operators are offered nothing, and who comes later finds what waits", async () => {
  const desk1 = await library.operator("desk1");
  await desk1.says("Busy", "Cataloguing");
  const one = await library.guest();
  await one.writes(QUESTION);
  await one.isTold("Nobody is at the desk just now.");
  assert.equal(await desk1.offer.count(), 0);

  const desk3 = await library.operator("desk3");
  await desk3.page.getByText("1 colleague here").click();
  await desk3.page.getByText("Cataloguing").waitFor();
  await desk1.page.getByText("1 colleague here").click();
  await desk3.claims();
  await desk3.reads(QUESTION);
  await desk1.page.getByText("1 chat", { exact: true }).waitFor();
});
