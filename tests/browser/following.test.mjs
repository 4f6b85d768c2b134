// A chat that goes along with its guest into a window of its own, and back again.

import assert from "node:assert/strict";
import { test } from "node:test";

import { screenshot } from "./support/browser.mjs";
import { Guest, ours } from "./support/guest.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("following");

/** The guest as they are in another page of the same browser. */
function guestIn(page, guest) {
  const there = new Guest({ ...guest.window, page });
  there.widget = page;
  there.field = page.getByRole("textbox");
  there.log = page.getByRole("log");
  return there;
}

test("a chat goes into a window of its own and comes back with all that was said there", async () => {
  const [desk, guest] = await Promise.all([library.operator("desk1"), library.guest()]);
  await guest.writes("In the page");
  await desk.claims();
  await desk.reads("In the page");
  const [page] = await Promise.all([guest.page.waitForEvent("popup"), guest.popsOut()]);
  const there = guestIn(page, guest);
  await ours(there.log, "In the page").waitFor();
  await guest.page.locator("iframe").waitFor({ state: "hidden" });
  await there.writes("In the window");
  await desk.reads("In the window");
  await desk.writes("Both are read");
  await there.reads("Both are read");
  await page.screenshot({ path: screenshot("popped-out") });
  // Another page of the library does not take it away from there.
  await guest.page.reload();
  await guest.page.getByRole("button", { name: "Ask the reference desk" }).waitFor();
  await there.writes("Still in the window");
  await desk.reads("Still in the window");
  await page.close();
  await guest.opens();
  await guest.reads("Both are read");
});

test("the old place says that the chat goes on elsewhere, and takes it back with all that was said", async () => {
  const [desk, guest] = await Promise.all([library.operator("desk1"), library.guest()]);
  await guest.writes("In the page");
  await desk.claims();
  await desk.reads("In the page");
  const [page] = await Promise.all([guest.page.waitForEvent("popup"), guest.popsOut()]);
  const there = guestIn(page, guest);
  await there.writes("In the window");
  await desk.reads("In the window");
  await ours(there.log, "In the window").waitFor();
  await guest.page.getByRole("button", { name: "Ask the reference desk" }).click();
  await guest.widget.getByRole("button", { name: "Go on here" }).click();
  await ours(guest.log, "In the window").waitFor();
  await guest.writes("In the page again");
  await desk.reads("In the page again");
  await page.close();
});

test("a window of its own that no page of ours has opened begins anew, and a chat stays where it is", async () => {
  const [desk, guest] = await Promise.all([library.operator("desk1"), library.guest()]);
  await guest.writes("In the page");
  await desk.claims();
  await desk.reads("In the page");
  const origin = new URL(library.server.demo).origin;
  const stranger = await library.visitor({ page: `${origin}/chat/reference` });
  await stranger.page.getByRole("textbox").waitFor();
  assert.equal(await stranger.page.getByText("In the page").count(), 0);
  await guest.writes("Still here");
  await desk.reads("Still here");
});
