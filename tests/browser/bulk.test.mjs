// Many chats at once: an administrator sees how many there are before anything is done with them, takes along what was said, and
// deletes what was ticked.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { looksUntil, talks, visits } from "./support/history.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("bulk", { retain: 30 });

test("what was said in chats is counted, taken along as a ZIP, and deleted with them, and the audit log has it", async () => {
  await library.server.setsSnippet("circulation", { queue: "reference", skin: "circulation", sites: [] });
  const ann = await library.operator("desk1");
  const admin = await library.operator("admin");
  const { page } = admin;
  await visits(library, admin, "history");
  const guest = await talks(library, ann, "Ask the circulation desk");
  const running = page.getByRole("row", { name: /Now.*Open/ });
  await looksUntil(page, running);
  assert.equal(await running.getByRole("checkbox").isDisabled(), true);
  await guest.ends();
  await ann.isTold("The guest has ended the chat.");
  await ann.signsOut();
  const over = page.getByRole("row", { name: /^(?!.*Now).*Ann.*Open/ });
  await looksUntil(page, over);

  await page.getByRole("button", { name: "With all of these…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("1 chat, of which 1 has a transcript.").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("history-bulk") });
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download transcripts" }).click();
  const taken = await download;
  assert.equal(taken.suggestedFilename(), "transcripts.zip");
  const packed = (await readFile(await taken.path())).toString("utf8");
  assert.ok(packed.startsWith("PK") && packed.includes("almanac of unusual turnips"), "it is packed");
  await dialog.getByText("1 transcript is in the file.").waitFor();
  await dialog.getByRole("button", { name: "Close" }).last().click();

  await over.getByRole("checkbox").check();
  await page.getByRole("button", { name: "With 1 chosen chat" }).click();
  await dialog.getByLabel("Delete chats").check();
  await page.screenshot({ path: screenshot("history-bulk-delete") });
  await dialog.getByRole("button", { name: "Delete chats" }).click();
  await dialog.getByText("Done with 1 chat.").waitFor();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await page.getByText("No chats yet").waitFor();
  await visits(library, admin, "audit");
  const entries = page.locator(":not(option)");
  await page.getByText("deleted many chats").and(entries).first().waitFor();
  await page.getByText("took along what was said in many chats").and(entries).first().waitFor();
});
