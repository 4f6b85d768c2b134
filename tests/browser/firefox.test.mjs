// The main job in Firefox: a guest opens the chat and writes, an operator claims it, both read, and it ends.

import assert from "node:assert/strict";
import { test } from "node:test";

import { screenshot } from "./support/browser.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("firefox", undefined, "firefox");

test("in Firefox a guest asks, an operator answers, both read, and the chat outlives a reload and ends", async () => {
  // One after the other: Firefox opens no two windows at once for whoever drives it.
  const desk = await library.operator("desk1");
  const guest = await library.guest();
  await guest.page.screenshot({ path: screenshot("firefox-opened") });
  await guest.writes("Do you have maps of the town?");
  await desk.claims();
  await desk.reads("Do you have maps of the town?");
  await desk.isSealed();
  await guest.isVerified();
  await desk.writes("We do: on the second floor.");
  await guest.reads("We do: on the second floor.");
  await guest.writes("And of the county?");
  await desk.reads("And of the county?");
  await guest.page.screenshot({ path: screenshot("firefox-guest") });
  await desk.page.screenshot({ path: screenshot("firefox-desk") });
  await guest.page.reload();
  await guest.reads("We do: on the second floor.");
  await desk.writes("That too.");
  await guest.reads("That too.");
  assert.deepEqual(await guest.conversation(), await theOtherSide(desk));
  await desk.ends();
  await guest.leaves();
});

/** What the operator sees, as the guest would say whose it is. */
async function theOtherSide(desk) {
  const conversation = await desk.conversation();
  return conversation.map(([whose, text]) => [whose === "ours" ? "theirs" : "ours", text]);
}
