// An open chat that a colleague holds is taken over from its page in the history; a sealed one is not.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { looksUntil, talks, visits } from "./support/history.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("taking-over");

/** The page of a chat that goes on, as the administrator has come to it. */
async function looksAt(admin, row) {
  const { page } = admin;
  await page.getByRole("link", { name: "History", exact: true }).click();
  await page.getByRole("heading", { name: "History", exact: true }).waitFor();
  const running = page.getByRole("row", { name: row });
  await looksUntil(page, running);
  await running.getByRole("link").press("Enter");
}

test("an open chat is taken over by one press: both ends are told by whom, and it is open on the desk", async () => {
  const ann = await library.operator("desk1");
  const guest = await talks(library, ann, "Ask the circulation desk");
  const admin = await library.operator("admin");
  const { page } = admin;
  await looksAt(admin, /Now.*Circulation desk.*Ann.*Open/);
  const take = page.getByRole("button", { name: "Take over" });
  await page.getByText("Whoever holds it now and the guest are told that you do.").waitFor();
  await page.screenshot({ path: screenshot("taking-over") });
  assert.deepEqual(await violations(page), []);
  await take.press("Enter");

  await admin.log.getByText("You have taken this chat over from Ann.").waitFor();
  await admin.reads("Where do I find the almanac of unusual turnips?");
  await page.screenshot({ path: screenshot("taken-over") });
  await ann.isTold("Dora has this chat now.");
  await guest.isWith("Dora");
  await admin.writes("Dora here: I can show you.");
  await guest.reads("Dora here: I can show you.");
  await ann.page.screenshot({ path: screenshot("taken-over-from") });

  await looksAt(admin, /Now.*Circulation desk.*Open/);
  await page.getByText("You hold this chat.").waitFor();
});

test("of a sealed chat it is said why it cannot be taken over, and whoever staffs nothing is told to", async () => {
  const ann = await library.operator("desk1");
  await talks(library, ann, "Ask the reference desk");
  const admin = await library.operator("admin");
  const { page } = admin;
  await looksAt(admin, /Now.*Reference desk.*Ann.*Sealed/);
  await page.getByText("A sealed chat cannot be taken over").waitFor();
  assert.equal(await page.getByRole("button", { name: "Take over" }).count(), 0);
  assert.deepEqual(await violations(page), []);
});
