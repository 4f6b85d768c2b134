// How a guest likes to read and hear: chosen in the menu, kept for the next page, and for the next chat.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { focused } from "./support/focus.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("habits");

const size = (guest) => guest.field.evaluate((field) => Number.parseFloat(getComputedStyle(field).fontSize));

test("letters grow in two steps, by keyboard too, and stay as they were chosen", async () => {
  const [desk, guest] = await Promise.all([library.operator("desk1"), library.guest()]);
  await guest.writes("Is it written larger?");
  await desk.claims();
  await guest.isVerified();
  const plain = await size(guest);
  const menu = guest.widget.getByRole("button", { name: "Menu" });
  await menu.focus();
  await menu.press("Enter");
  const larger = guest.widget.getByRole("button", { name: "Larger text" });
  await larger.focus();
  await larger.press("Enter");
  const large = await size(guest);
  assert.ok(large > plain, `${large} > ${plain}`);
  await larger.press("Enter");
  const largest = await size(guest);
  assert.ok(largest > large, `${largest} > ${large}`);
  await guest.widget.getByRole("button", { name: "Larger text", disabled: true }).waitFor();
  await focused(larger);
  await guest.page.screenshot({ path: screenshot("habits-larger") });
  assert.deepEqual(await violations(guest.page), []);
  await guest.page.keyboard.press("Escape");
  await guest.page.reload();
  await guest.field.waitFor();
  assert.equal(await size(guest), largest);
});

test("whoever wants to hear new messages hears them, and is not asked again after a reload", async () => {
  const guest = await library.guest();
  await guest.writes("Does it ring?");
  const menu = guest.widget.getByRole("button", { name: "Menu" });
  await menu.click();
  const sound = (state) => guest.widget.getByRole("button", { name: "Sound for new messages", ...state });
  await sound().click();
  await sound({ pressed: true }).waitFor();
  await guest.page.keyboard.press("Escape");
  await guest.page.reload();
  await guest.field.waitFor();
  await menu.click();
  await sound({ pressed: true }).waitFor();
  await guest.page.keyboard.press("Escape");
});
