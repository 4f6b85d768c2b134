// Operators among themselves: whom one can talk to, what is new, what is said and what did not go out; by keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { focusOf, openDesks } from "./support/desk.mjs";
import { focused } from "./support/focus.mjs";
import { held } from "./support/pretended_edge.mjs";

const desks = openDesks("colleagues");

const here = (operator, display) => ({
  operator,
  display,
  availability: { status: "available", text: "" },
  chats: 1,
  takes: true,
});
const colleagues = [here("desk1", "Ana"), here("desk2", "Ben"), here("desk3", "Cora")];

/** A queue that passes on what this window says. */
function relays(edge) {
  edge.onFrame = ({ tell }) => tell && edge.says({ told: { by: "desk1", at: Date.now(), ...tell } });
}

const told = (by, to, text) => ({ told: { by, to, at: Date.now(), text } });

test("whoever is there can be written to, what they answer is marked until it is looked at, and nothing is kept", async () => {
  const { edge, desk } = await desks.opens({ chats: [held(1)], colleagues });
  relays(edge);
  await desk.mine.getByRole("button", { name: /Guest 1/ }).click();
  await desk.page.getByText("2 colleagues here").click();
  const rows = desk.page.getByRole("list", { name: "Colleagues" });
  await rows.getByRole("button", { name: /^BBen|Ben/ }).click();

  const panel = desk.page.getByRole("complementary", { name: "Ben" });
  await panel.getByText("Kept nowhere").waitFor();
  const field = panel.getByRole("textbox", { name: "Message to Ben" });
  assert.match(await focusOf(desk.page), /^textarea/);
  await field.fill("Do you know the map room's number?");
  await field.press("Enter");
  await panel.locator(".said.ours").getByText("Do you know the map room's number?").waitFor();
  assert.equal(await field.inputValue(), "");
  assert.deepEqual(edge.said.at(-1), { tell: { to: { operator: "desk2" }, text: "Do you know the map room's number?" } });
  edge.says(told("desk2", { operator: "desk1" }, "214."));
  await panel.locator(".said.theirs").getByText("214.").waitFor();
  assert.equal(await rows.locator(".count").count(), 0, "it is before one's eyes");
  await desk.page.screenshot({ path: screenshot("desk-colleagues") });
  assert.deepEqual(await violations(desk.page), []);

  edge.says(told("desk3", "room", "Lunch?"));
  await rows.getByRole("button", { name: /Everybody at Reference desk/ }).locator(".count").waitFor();
  await rows.getByRole("button", { name: /Everybody at Reference desk/ }).click();
  const room = desk.page.getByRole("complementary", { name: "Everybody at Reference desk" });
  await room.getByText("Lunch?").waitFor();
  assert.equal(await rows.locator(".count").count(), 0);

  await desk.page.reload();
  await desk.mine.getByRole("button", { name: /Guest 1/ }).waitFor();
  assert.equal(await desk.page.getByText("Lunch?").count(), 0);
});

test("by keyboard the talk with something new is opened, answered and left", async () => {
  const { edge, desk } = await desks.opens({ chats: [held(1)], colleagues });
  relays(edge);
  await desk.mine.getByRole("button", { name: /Guest 1/ }).click();
  edge.says(told("desk3", { operator: "desk1" }, "Take over cedar?"));
  await desk.page.locator(".staff > summary .count").waitFor();
  await desk.page.keyboard.press("Alt+C");
  const panel = desk.page.getByRole("complementary", { name: "Cora" });
  await panel.getByText("Take over cedar?").waitFor();
  await focused(panel.getByRole("textbox"));
  await desk.page.keyboard.type("Gladly.");
  await desk.page.keyboard.press("Enter");
  await panel.locator(".said.ours").getByText("Gladly.").waitFor();
  await desk.page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  assert.equal(await desk.page.evaluate(() => document.activeElement.closest("#conversation") !== null), true);
});

test("what is not passed on says so, and so does a field that nobody would read", async () => {
  const { edge, desk } = await desks.opens({ colleagues });
  edge.onFrame = ({ tell }) =>
    tell && edge.says({ refused: { about: "colleagues", refusal: { too_fast: { wait_millis: 2000 } } } });
  await desk.page.keyboard.press("Alt+C");
  const room = desk.page.getByRole("complementary", { name: "Everybody at Reference desk" });
  await room.getByRole("textbox").fill("One");
  await room.getByRole("textbox").press("Enter");
  await room.getByText("Not said: too much at once. Wait a moment").waitFor();
  for (const operator of ["desk2", "desk3"]) {
    edge.says({ colleague_left: { operator } });
  }
  await room.getByText("Nobody else is there to read it.").waitFor();
  assert.ok(await room.getByRole("button", { name: "Send" }).isDisabled());
  await desk.waiting.getByText("Nobody waits.").waitFor();
});

test("on a phone the panel takes the page, and closing it gives the desk back", async () => {
  const window = { viewport: { width: 360, height: 720 } };
  const { edge, desk } = await desks.opens({ colleagues }, { window });
  relays(edge);
  await desk.page.getByText("2 colleagues here").click();
  await desk.page.getByRole("list", { name: "Colleagues" }).getByRole("button", { name: /Cora/ }).click();
  const panel = desk.page.getByRole("complementary", { name: "Cora" });
  await panel.getByRole("textbox").fill("Here?");
  await panel.getByRole("textbox").press("Enter");
  await panel.locator(".said.ours").waitFor();
  await desk.page.screenshot({ path: screenshot("desk-colleagues-phone") });
  await panel.getByRole("button", { name: "Close" }).press("Enter");
  await desk.waiting.getByText("Nobody waits.").waitFor();
});
