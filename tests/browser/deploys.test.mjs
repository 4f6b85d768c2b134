// A deploy, as pages see it that were loaded before: the edge does not take their version any more. They say so, and go on
// with one press where they were.
//
// The pages are those of the build: what makes them old is that their first frames say another version on the way.

import assert from "node:assert/strict";
import { test } from "node:test";

import { screenshot } from "./support/browser.mjs";
import { openLibrary } from "./support/library.mjs";

const QUESTION = "Can I renew a book that somebody waits for?";
const ANSWER = "Not while they wait. Shall I ask them?";

const library = openLibrary("deploys");

/** A page whose next sockets say that it is of the version before, until it is `renewed`. */
class OldPage {
  static async of(page) {
    const old = new OldPage();
    await page.context().routeWebSocket(/\/(guest|desk)(\?|$)/, (socket) => {
      const edge = socket.connectToServer();
      socket.onMessage((frame) => edge.send(old.says(frame)));
    });
    return old;
  }

  isOld = true;

  says(frame) {
    return this.isOld ? frame.replace(/^(\{"(?:open|resume|hello)":\{"version":)\d+/, "$10") : frame;
  }

  renewed() {
    this.isOld = false;
  }
}

test("pages of an older version go on after a deploy with one press, and nothing that was written is lost", async () => {
  const [one, desk1] = await Promise.all([library.guest(), library.operator("desk1")]);
  await one.writes(QUESTION);
  await desk1.claims();
  await desk1.reads(QUESTION);
  await desk1.writes(ANSWER);
  await one.reads(ANSWER);

  const pages = await Promise.all([OldPage.of(one.page), OldPage.of(desk1.page)]);
  await library.server.crash();
  await one.isTold("You are not connected to the desk");
  await desk1.page.getByText("No connection to").waitFor();
  await one.writes("Yes, please.");
  await desk1.writes("It is no trouble.");
  await one.field.fill("And one thing more");
  await desk1.field.fill("I will write to");
  await library.server.resume();
  await one.widget.getByRole("heading", { name: "The chat has been updated" }).waitFor();
  await desk1.page.getByText("has been updated. Reload the page to go on").first().waitFor();
  await one.page.screenshot({ path: screenshot("guest-outdated") });
  await desk1.page.screenshot({ path: screenshot("desk-outdated") });

  pages.forEach((page) => page.renewed());
  await one.widget.getByRole("button", { name: "Reload" }).click();
  await desk1.page.getByRole("button", { name: "Reload" }).first().click();
  await Promise.all([one.reads("It is no trouble."), desk1.reads("Yes, please.")]);
  await Promise.all([one.isVerified(), desk1.isSealed()]);
  await one.hasWritten("And one thing more");
  assert.equal(await desk1.field.inputValue(), "I will write to");
  const texts = [QUESTION, ANSWER, "Yes, please.", "It is no trouble."].toSorted();
  for (const conversation of [await one.conversation(), await desk1.conversation()]) {
    assert.deepEqual(conversation.map(([, text]) => text).toSorted(), texts, "nothing is lost, nothing there twice");
  }
});
