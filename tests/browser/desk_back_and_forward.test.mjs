// A desk that is left and gone back to, in a browser that keeps its page in memory with all it knows.
//
// The plan, for a sealed chat and for an open one: an operator with a chat goes to another page and back; goes on in a
// later page of the same window, and back; and goes on in a copy of the window, and back to the first one. Nothing is
// lost, nothing is read twice, what is not delivered is not shown as delivered, and the chat goes on. And a sign-in
// that has ended meanwhile.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Traffic } from "./support/frames.mjs";
import { ours } from "./support/operator.mjs";
import { openLibrary } from "./support/library.mjs";
import { Operator } from "./support/operator.mjs";

const QUESTION = "Where do I find the old county maps?";
const ANSWER = "In the map room on the second floor.";

const library = openLibrary("desk-back-and-forward", undefined, { keepsPages: true });

const KINDS = [
  ["a sealed chat", "Ask the reference desk"],
  ["an open chat", "Ask the circulation desk"],
];

/** A guest whose question desk1 has answered. */
async function talking(button) {
  const [one, desk1] = await Promise.all([library.visitor(), library.operator("desk1")]);
  await one.opens(button);
  await one.writes(QUESTION);
  await desk1.claims();
  await desk1.reads(QUESTION);
  await desk1.writes(ANSWER);
  await one.reads(ANSWER);
  return [one, desk1];
}

/** Goes to another page in the same window. The page remembers, over a reload too, how it is shown again. */
async function goTo(desk, address) {
  await desk.page.evaluate(() => {
    addEventListener("pageshow", ({ persisted }) => {
      sessionStorage.setItem("shown again", persisted ? "as it was left" : "made anew");
    });
  });
  await desk.page.goto(address);
}

/** Presses Back, and sees that the browser has kept the page, even if it begins anew by itself then. */
async function goBack(desk) {
  await desk.page.evaluate(() => history.back()).catch(() => {});
  await desk.page.waitForFunction(() => sessionStorage.getItem("shown again") === "as it was left");
}

/** A copy of the window as it is now, which the browser opens when a tab is duplicated. */
async function copyOf(desk) {
  const kept = await desk.page.evaluate(() => ({ ...sessionStorage }));
  const page = await desk.page.context().newPage();
  await page.addInitScript((kept) => {
    if (sessionStorage.length === 0) {
      Object.entries(kept).forEach(([name, value]) => sessionStorage.setItem(name, value));
    }
  }, kept);
  const window = { page, traffic: new Traffic(page), close: () => page.close() };
  return new Operator(window, desk.name, desk.password);
}

/** The guest's browser is cut off, and knows it. */
async function losesTheNetwork(guest) {
  await guest.page.context().setOffline(true);
  await guest.isTold("You are not connected to the desk.");
}

/** Waits until this message is delivered. */
const hasDelivered = (desk, text) => desk.hasDelivered(text);

const texts = async (person) => (await person.conversation()).map(([, text]) => text);

for (const [chat, button] of KINDS) {
  test(`an operator who goes back to ${chat} has what came meanwhile, and is heard`, async () => {
    const [one, desk1] = await talking(button);
    await goTo(desk1, "about:blank");
    await one.writes("Is anybody there?");
    await one.isSent("Is anybody there?");
    await goBack(desk1);
    await desk1.reads("Is anybody there?");
    await desk1.writes("I was just gone for a moment.");
    await one.reads("I was just gone for a moment.");
    await hasDelivered(desk1, "I was just gone for a moment.");
    const said = [QUESTION, ANSWER, "Is anybody there?", "I was just gone for a moment."];
    assert.deepEqual(await texts(one), said);
    assert.deepEqual(await texts(desk1), said);
  });

  test(`what was written in ${chat} to a guest who was gone is not shown as delivered before it is`, async () => {
    const [one, desk1] = await talking(button);
    await losesTheNetwork(one);
    await desk1.isTold("The guest has not been connected");
    await desk1.writes("Shall I have them laid out?");
    await desk1.isSent("Shall I have them laid out?");
    await goTo(desk1, "about:blank");
    await goBack(desk1);
    await desk1.isTold("The guest has not been connected");
    await desk1.isSent("Shall I have them laid out?");
    await one.page.context().setOffline(false);
    await one.reads("Shall I have them laid out?");
    await hasDelivered(desk1, "Shall I have them laid out?");
    await one.writes("Yes, please.");
    await desk1.reads("Yes, please.");
    const said = [QUESTION, ANSWER, "Shall I have them laid out?", "Yes, please."];
    assert.deepEqual(await texts(one), said);
    assert.deepEqual(await texts(desk1), said);
  });

  test(`an operator who goes back after a later page of the window went on with ${chat} has all of it`, async () => {
    const [one, desk1] = await talking(button);
    await goTo(desk1, `${library.server.console}?next`);
    await desk1.reads(QUESTION);
    await one.writes("to the next page");
    await desk1.reads("to the next page");
    await desk1.writes("from the next page");
    await one.reads("from the next page");
    await hasDelivered(desk1, "from the next page");
    await goBack(desk1);
    await desk1.reads("to the next page");
    await desk1.writes("after going back");
    await one.reads("after going back");
    await one.writes("good that you are back");
    await desk1.reads("good that you are back");
    await hasDelivered(desk1, "after going back");
    const said = [
      QUESTION, ANSWER, "to the next page", "from the next page", "after going back", "good that you are back",
    ];
    assert.deepEqual(await texts(one), said);
    assert.deepEqual(await texts(desk1), said);
  });

  test(`an operator who goes back after a copy of the window had ${chat} is told so, and it goes on`, async () => {
    const [one, desk1] = await talking(button);
    const copy = await copyOf(desk1);
    await goTo(desk1, "about:blank");
    await copy.page.goto(library.server.console);
    await copy.reads(QUESTION);
    await one.writes("to the copy");
    await copy.reads("to the copy");
    for (const text of ["copy 1", "copy 2", "copy 3"]) {
      await copy.writes(text);
      await one.reads(text);
      await hasDelivered(copy, text);
    }
    await goBack(desk1);
    await desk1.writes("after going back");
    await copy.page.getByText("This desk has been opened in another window").waitFor();
    await desk1.log.getByText("This chat went on in another window for a while.").waitFor();
    await one.reads("after going back");
    await hasDelivered(desk1, "after going back");
    await one.writes("good that you are back");
    await desk1.reads("good that you are back");
    assert.deepEqual(await texts(desk1), [QUESTION, ANSWER, "after going back", "good that you are back"]);
    assert.deepEqual(await texts(one), [
      QUESTION, ANSWER, "to the copy", "copy 1", "copy 2", "copy 3", "after going back", "good that you are back",
    ]);
  });

  test(`what a page that was left and a copy of it wrote to a guest of ${chat} who was gone arrives once`, async () => {
    const [one, desk1] = await talking(button);
    await losesTheNetwork(one);
    await desk1.isTold("The guest has not been connected");
    await desk1.writes("Written before.");
    await desk1.isSent("Written before.");
    const copy = await copyOf(desk1);
    await goTo(desk1, "about:blank");
    await copy.page.goto(library.server.console);
    await copy.isTold("The guest has not been connected");
    await copy.writes("Written in the copy.");
    await goBack(desk1);
    await copy.page.getByText("This desk has been opened in another window").waitFor();
    await desk1.writes("Written after.");
    await ours(desk1.log, "Written before.").locator(".state").waitFor();
    await ours(desk1.log, "Written after.").locator(".state").waitFor();
    await one.page.context().setOffline(false);
    await one.reads("Written after.");
    await hasDelivered(desk1, "Written before.");
    await hasDelivered(desk1, "Written after.");
    await copy.page.getByRole("button", { name: "Use it here" }).click();
    await one.reads("Written in the copy.");
    await hasDelivered(copy, "Written in the copy.");
    await one.writes("Thank you.");
    await copy.reads("Thank you.");
    const read = (await one.conversation()).filter(([whose]) => whose === "theirs").map(([, text]) => text);
    assert.deepEqual(
      read.toSorted(),
      [ANSWER, "Written after.", "Written before.", "Written in the copy."].toSorted(),
    );
  });

  test(`an operator who goes back after ${chat} has ended meanwhile sees that it has`, async () => {
    const [one, desk1] = await talking(button);
    await goTo(desk1, "about:blank");
    await one.writes("I have to go, thank you.");
    await one.isSent("I have to go, thank you.");
    await one.ends();
    await one.log.getByText("You ended the chat").waitFor();
    await goBack(desk1);
    await desk1.isTold("The guest has ended the chat.");
  });
}

test("after signing out on a later page of the window, going back shows nothing of the conversation", async () => {
  const [, desk1] = await talking("Ask the reference desk");
  await goTo(desk1, `${library.server.console}?next`);
  await desk1.reads(QUESTION);
  await desk1.signsOut();
  await goBack(desk1);
  await desk1.isAskedToSignIn();
  assert.equal(await desk1.page.getByText(QUESTION).count(), 0);
});

/** The browser's sign-in ends without a word to the page that was left. */
async function signOut(desk) {
  const address = new URL("/api/v1/session", library.server.console).href;
  const answer = await desk.page.context().request.delete(address, { headers: { "X-Hushdesk": "1" } });
  assert.equal(answer.status(), 204);
}

test("a desk whose sign-in has ended while it was left asks for it on going back, and the chat goes on", async () => {
  const [one, desk1] = await talking("Ask the reference desk");
  await goTo(desk1, "about:blank");
  await signOut(desk1);
  await one.writes("Is anybody there?");
  await goBack(desk1);
  await desk1.isAskedToSignIn();
  assert.equal(await desk1.page.getByText(QUESTION).count(), 0);
  await desk1.tries(desk1.password);
  await desk1.reads("Is anybody there?");
  await desk1.writes("Yes, after a pause.");
  await one.reads("Yes, after a pause.");
});
