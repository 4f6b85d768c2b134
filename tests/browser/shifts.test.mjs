// An operator's shift, in a real browser: which queues it is for, over reloads, until it ends.

import assert from "node:assert/strict";
import { test } from "node:test";

import { screenshot } from "./support/browser.mjs";
import { openLibrary } from "./support/library.mjs";

const QUESTION = "Where do I find the old county maps?";

const library = openLibrary("shifts");

/** The queues whose desks a window has gone to, in order. */
const desks = (operator) => operator.traffic.sockets.map((address) => address.match(/queues\/(\w+)\/desk$/)[1]);

test("no queue hears of an operator before the shift begins, and only the ticked ones do then", async () => {
  const desk1 = await library.stranger("desk1");
  await desk1.isAsked();
  assert.deepEqual(desks(desk1), []);
  await desk1.page.getByRole("checkbox", { name: "Circulation desk" }).uncheck();
  await desk1.page.screenshot({ path: screenshot("desk-begins") });
  await desk1.begins();
  assert.deepEqual(desks(desk1), ["reference"]);

  await desk1.page.reload();
  await desk1.waiting.getByText("Nobody waits.").waitFor();
  assert.deepEqual(desks(desk1), ["reference", "reference"], "a reload asks nothing and changes nothing");

  await desk1.asksToSignOut();
  await desk1.isAsked();
  const ticked = (name) => desk1.page.getByRole("checkbox", { name }).isChecked();
  assert.deepEqual([await ticked("Reference desk"), await ticked("Circulation desk")], [true, false]);
  await desk1.page.getByRole("checkbox", { name: "Reference desk" }).uncheck();
  await desk1.start.click();
  await desk1.page.getByRole("alert").getByText("Tick at least one queue").waitFor();
});

test("a shift that has ended stays ended over a reload", async () => {
  const desk1 = await library.operator("desk1");
  // No form takes less than a minute.
  await desk1.page.evaluate(() => {
    const shift = JSON.parse(sessionStorage.getItem("hushdesk.shift"));
    const until = { ends: Date.now() + 3_000, chosen: Date.now() };
    sessionStorage.setItem("hushdesk.shift", JSON.stringify({ ...shift, until }));
  });
  await desk1.page.reload();
  await desk1.page.getByText("Your shift is over").waitFor();
  await desk1.isShownAs("Off duty");
  await desk1.page.screenshot({ path: screenshot("desk-shift-over") });
  const gone = desks(desk1).length;
  await desk1.page.reload();
  await desk1.start.waitFor();
  assert.equal(desks(desk1).length, gone, "nobody goes back to work by a reload");
  await desk1.begins();
});

test("the end of a shift can be set to a time of day, and unset", async () => {
  const desk1 = await library.operator("desk1");
  const dialog = await desk1.opensStatus();
  await dialog.getByLabel("Shift ends by itself").selectOption("At a time of day");
  await dialog.getByLabel("Ends at").fill("17:30");
  await dialog.getByRole("button", { name: "Save" }).click();
  const untils = () => desk1.traffic.sentFrames().flatMap(({ hello }) => (hello ? [hello.until?.ends] : []));
  const [, , ...set] = await untilMany(untils, 4);
  for (const until of set) {
    assert.equal(new Date(until).toTimeString().slice(0, 5), "17:30");
    assert.ok(until > Date.now() && until <= Date.now() + 86_400_000);
  }

  await desk1.page.reload();
  await desk1.waiting.getByText("Nobody waits.").waitFor();
  await desk1.opensStatus();
  assert.equal(await dialog.getByLabel("Ends at").inputValue(), "17:30");
  await dialog.getByLabel("Shift ends by itself").selectOption("Never");
  await dialog.getByRole("button", { name: "Save" }).click();
  const said = await untilMany(untils, 8);
  assert.deepEqual(said.slice(-2), ["never", "never"]);
});

test("who leaves a queue with a chat in hand keeps the chat, and their status", async () => {
  const desk1 = await library.operator("desk1");
  const one = await library.visitor();
  await one.opens();
  await one.writes(QUESTION);
  await desk1.claims();
  await desk1.reads(QUESTION);
  const dialog = await desk1.opensStatus();
  await dialog.getByRole("checkbox", { name: "Reference desk" }).uncheck();
  await dialog.getByRole("button", { name: "Save" }).click();
  await desk1.isShownAs("Available");

  await desk1.page.reload();
  await desk1.isSealed();
  await one.writes("Still there?");
  await desk1.reads("Still there?");
  await desk1.isShownAs("Available");
  await desk1.ends();
  await one.isTold("The chat has ended");
});

test("an offer that was closed by mistake is got back", async () => {
  const desk1 = await library.operator("desk1");
  const one = await library.visitor();
  await one.opens();
  await one.writes(QUESTION);
  await desk1.offer.getByRole("button", { name: "Not for me" }).click();
  await desk1.waiting.getByText("1 not for you").click();
  assert.equal(await desk1.waiting.getByText("Nobody waits.").count(), 0);
  await desk1.page.screenshot({ path: screenshot("desk-closed-offer") });
  await desk1.claims();
  await desk1.reads(QUESTION);
});

/** What is said, once it is so much. */
async function untilMany(said, count) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (said().length >= count) {
      return said();
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`only ${said().length} of ${count}`);
}
