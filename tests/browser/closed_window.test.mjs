// A guest closes the chat's window and goes on reading the library's pages: the chat is there all the same.

import assert from "node:assert/strict";
import { test } from "node:test";

import { focused } from "./support/focus.mjs";
import { openLibrary } from "./support/library.mjs";

const QUESTION = "Where do I find the old county maps?";
const ANSWER = "They are in the map room on the second floor.";

const library = openLibrary("closed-window");

/** What is loaded of the chat, seen or not. */
const frames = (guest) => guest.page.frames().filter((frame) => frame.url().includes("/widget/"));

const marked = (guest) => guest.page.getByRole("button", { name: /New messages/ });

/** Goes on to the next page. */
async function nextPage(guest) {
  await guest.page.goto(`${guest.page.url().split("?")[0]}?page=${Math.random()}`);
}

test("a chat whose window is closed goes on in the next page, and what was not read is marked there", async () => {
  const [guest, desk] = await Promise.all([library.guest(), library.operator("desk1")]);
  await guest.writes(QUESTION);
  await desk.offer.first().waitFor();
  await guest.page.keyboard.press("Escape");
  await nextPage(guest);
  await desk.claims();
  await desk.reads(QUESTION);
  await desk.writes(ANSWER);
  await marked(guest).waitFor();
  await nextPage(guest);
  await marked(guest).waitFor();
  await guest.page.getByRole("button", { name: "Ask the reference desk" }).click();
  await guest.reads(ANSWER);
  await guest.isVerified();
  await guest.page.keyboard.press("Escape");
  await marked(guest).waitFor({ state: "detached" });

  await desk.ends();
  await marked(guest).waitFor();
  await nextPage(guest);
  await marked(guest).waitFor();
  assert.equal(frames(guest).length, 0, "of a chat that is over nothing is loaded before it is looked at");
});

test("who has no chat loads nothing of one, whatever was open before", async () => {
  const guest = await library.guest();
  await guest.page.keyboard.press("Escape");
  await nextPage(guest);
  await guest.page.getByRole("button", { name: "Ask the reference desk" }).waitFor();
  assert.equal(frames(guest).length, 0);
});

test("after Send is pressed one goes on writing in the field", async () => {
  const [guest, desk] = await Promise.all([library.guest(), library.operator("desk1")]);
  await guest.writes(QUESTION);
  await desk.claims();
  await guest.field.fill("On which floor?");
  await guest.widget.getByRole("button", { name: "Send", exact: true }).click();
  await focused(guest.field);
  await guest.page.keyboard.type("And until when?");
  await guest.hasWritten("And until when?");
  await desk.reads("On which floor?");
});
