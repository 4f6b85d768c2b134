// What a guest has written and not sent: it outlives the page, the chat, and where it cannot, that is said in time.

import assert from "node:assert/strict";
import { test } from "node:test";

import { screenshot } from "./support/browser.mjs";
import { openLibrary } from "./support/library.mjs";

// Chats that nobody answers end soon.
const library = openLibrary("nothing-kept", { concierge_seconds: 5, unanswered_seconds: 10 });

test("what stands in the field outlives a reload and a change of page, before a chat and in it", async () => {
  const [desk, guest] = await Promise.all([library.operator("desk1"), library.guest()]);
  await guest.field.pressSequentially("Do you");
  await guest.page.reload();
  await guest.hasWritten("Do you");
  await guest.field.press("End");
  await guest.field.pressSequentially(" have maps?");
  await guest.page.goto(`${library.server.demo}?another`);
  await guest.hasWritten("Do you have maps?");
  await guest.field.press("Enter");
  await desk.claims();
  await guest.isVerified();
  await guest.page.reload();
  await guest.isVerified();
  assert.equal(await guest.field.inputValue(), "", "what was sent stands there no longer");

  await guest.field.pressSequentially("Of 1850");
  await guest.page.reload();
  await guest.hasWritten("Of 1850");
});

test("a question that nobody answered stands in the field of the next chat, after a reload too", async () => {
  const guest = await library.guest();
  await guest.writes("Is anybody there?");
  const anew = guest.widget.getByRole("button", { name: "Ask something else" });
  await anew.waitFor({ timeout: 60_000 });
  await guest.log.getByText("Nobody could answer").waitFor();
  await anew.click();
  await guest.hasWritten("Is anybody there?");
  await guest.page.reload();
  await guest.hasWritten("Is anybody there?");
});

test("a browser that keeps nothing is told from the first that leaving the page ends the chat, and works", async () => {
  const desk = await library.operator("desk1");
  const guest = await library.visitor();
  await guest.page.addInitScript(() => {
    const denied = () => {
      throw new DOMException("denied", "SecurityError");
    };
    Object.defineProperty(window, "sessionStorage", { get: denied });
  });
  await guest.page.reload();
  await guest.opens();
  await guest.widget.getByText("This browser keeps nothing").waitFor();
  await guest.page.screenshot({ path: screenshot("guest-keeps-nothing") });
  await guest.writes("Do you have maps?");
  await desk.claims();
  await guest.isVerified();
  await desk.reads("Do you have maps?");
  await guest.widget.getByText("This browser keeps nothing").waitFor();
});

test("a database that never answers holds nobody up", async () => {
  const desk = await library.operator("desk1");
  const guest = await library.visitor();
  await guest.page.addInitScript(() => {
    IDBFactory.prototype.open = () => new EventTarget();
  });
  await guest.page.reload();
  await guest.opens();
  await guest.widget.getByText("This browser keeps nothing").waitFor();
  await guest.writes("Do you have maps?");
  await desk.claims();
  await desk.reads("Do you have maps?");
});
