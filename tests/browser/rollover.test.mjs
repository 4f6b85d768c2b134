// A chat that nobody answers goes on by itself: an administrator says where to, the next desk reads from where it comes,
// and its guest is answered there, sealed as before.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { assertEventually } from "./support/eventually.mjs";
import { looksUntil, visits } from "./support/history.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("rollover", { grace_seconds: 5 });

const QUESTION = "Where do I find the almanac of unusual turnips?";

/** Somebody who staffs one queue alone. */
async function at(name, queue) {
  const person = await library.stranger(name);
  await person.isAsked();
  for (const other of ["Reference desk", "Circulation desk"].filter((it) => it !== queue)) {
    await person.page.getByRole("checkbox", { name: other }).uncheck();
  }
  await person.begins();
  return person;
}

/** A queue that nobody staffs, as its administrator makes it. */
function makes(page, name, title) {
  return page.evaluate(
    ([name, title]) =>
      fetch("/api/v1/queues", {
        method: "POST",
        headers: { "X-Hushdesk": "1" },
        body: JSON.stringify({ name, title, operators: [] }),
      }).then((answer) => answer.status),
    [name, title],
  );
}

/** The snippets lead where they did. */
async function setsBack() {
  for (const name of ["reference", "circulation"]) {
    await library.server.setsSnippet(name, { queue: name, skin: name });
  }
}

test("a sealed chat at a queue where nobody is goes at once to where somebody is, and is verified there", async () => {
  const rollover = [{ queue: "circulation", seconds: 600 }];
  await library.server.setsSnippet("reference", { queue: "reference", skin: "reference", rollover });
  const cora = await at("desk3", "Circulation desk");
  const guest = await library.guest();
  await guest.writes(QUESTION);
  await cora.offer.first().waitFor();
  await cora.offer.getByText("Passed on from Reference desk: nobody was there").waitFor();
  await cora.page.screenshot({ path: screenshot("rollover-offer") });
  assert.deepEqual(await violations(cora.page), []);
  await cora.claims();
  await cora.isSealed();
  await guest.isVerified();
  await cora.reads(QUESTION);
  await cora.log.getByText("Passed on from Reference desk: nobody was there").waitFor();
  await cora.writes("On the third floor.");
  await guest.reads("On the third floor.");
  await guest.ends();
  await cora.isTold("The guest has ended the chat.");

  const admin = await library.operator("admin");
  await visits(library, admin, "history");
  const row = admin.page.getByRole("row", { name: /^(?!.*Now).*Circulation desk.*Cora.*Sealed/ });
  await looksUntil(admin.page, row);
  await row.getByRole("link").click();
  await admin.page.getByText("from Reference desk", { exact: true }).waitFor();
  await setsBack();
});

test("levels are added, moved, timed and taken away by keyboard, and are there after a reload", async () => {
  const admin = await library.operator("admin");
  const { page } = admin;
  assert.equal(await makes(page, "law", "Law library"), 201);
  await visits(library, admin, "snippets/reference");
  const levels = page.getByRole("region", { name: "If nobody answers" });
  await levels.getByText("A chat stays where it comes in.").waitFor();
  await levels.getByRole("button", { name: "One more queue" }).press("Enter");
  await levels.getByRole("button", { name: "One more queue" }).press("Enter");
  const queue = (number) => levels.getByLabel(`${number}. Goes on to`);
  const after = (number) => levels.getByLabel(`${number}. After`, { exact: true });
  assert.deepEqual([await queue(1).inputValue(), await queue(2).inputValue()], ["circulation", "law"]);
  assert.equal(await levels.getByRole("button", { name: "One more queue" }).count(), 0, "there is no other");

  await after(1).fill("9");
  await levels.getByText("Enter a time from 10 seconds to 1 hour.").waitFor();
  await after(1).fill("30");
  await levels.getByRole("button", { name: "Move Law library up" }).press("Enter");
  await assertEventually(async () => assert.deepEqual([await queue(1).inputValue(), await queue(2).inputValue()], ["law", "circulation"]));
  await assertEventually(async () => assert.deepEqual([await after(1).inputValue(), await after(2).inputValue()], ["60", "30"]));
  await levels.scrollIntoViewIfNeeded();
  await page.screenshot({ path: screenshot("rollover-levels") });
  assert.deepEqual(await violations(page), []);
  await page.setViewportSize({ width: 360, height: 740 });
  await levels.scrollIntoViewIfNeeded();
  await page.screenshot({ path: screenshot("rollover-levels-small") });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.screenshot({ path: screenshot("rollover-levels-dark") });
  assert.deepEqual(await violations(page), []);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 360, `${width}`);

  await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await page.getByText("Everything is saved").waitFor();
  await page.reload();
  await queue(2).waitFor();
  assert.deepEqual([await queue(1).inputValue(), await after(2).inputValue()], ["law", "30"]);
  await levels.getByRole("button", { name: "Take Law library away" }).press("Enter");
  await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await page.getByText("Everything is saved").waitFor();
  assert.equal(await queue(1).inputValue(), "circulation");
  await setsBack();
});

test("whoever does not answer in time reads where the chat has gone, and the next desk after how long", async () => {
  const rollover = [{ queue: "reference", seconds: 10 }];
  await library.server.setsSnippet("circulation", { queue: "circulation", skin: "circulation", rollover });
  const cora = await at("desk3", "Circulation desk");
  const ann = await at("desk1", "Reference desk");
  const guest = await library.visitor();
  await guest.opens("Ask the circulation desk");
  await guest.writes(QUESTION);
  await cora.offer.getByText(QUESTION).waitFor();
  await ann.offer.getByText(/^Passed on from Circulation desk: nobody answered there for 1\d seconds$/).waitFor();
  await ann.offer.getByText(QUESTION).waitFor();
  await cora.offer.getByText("Passed on to Reference desk: nobody here answered in time").waitFor();
  await cora.page.screenshot({ path: screenshot("rollover-gone") });
  assert.deepEqual(await violations(cora.page), []);
  await ann.claims();
  await ann.writes("On the third floor.");
  await guest.reads("On the third floor.");
  await setsBack();
});
