// A chat that follows its guest into another tab of the same site, and back again.

import { test } from "node:test";

import { screenshot } from "./support/browser.mjs";
import { Guest, ours } from "./support/guest.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("following-tabs");

const SEALED = ["a sealed chat", "Ask the reference desk", "desk1"];
const OPEN = ["an open chat", "Ask the circulation desk", "desk3"];

const FIRST = "In the first tab";

/** A guest who talks with an operator. */
async function talking([, button, name]) {
  const [desk, guest] = await Promise.all([library.operator(name), library.visitor()]);
  await guest.opens(button);
  await guest.writes(FIRST);
  await desk.claims();
  await desk.reads(FIRST);
  return { desk, guest };
}

/** The same guest in one more tab, with the widget open. */
async function inAnotherTab(guest, [, button]) {
  const page = await guest.page.context().newPage();
  await page.goto(library.server.demo);
  const there = new Guest({ ...guest.window, page });
  await there.opens(button);
  return there;
}

function offer(guest) {
  return guest.widget.getByRole("button", { name: "Go on here" });
}

for (const chat of [SEALED, OPEN]) {
  test(`${chat[0]} goes on in another tab where the guest wants it, and comes back with all that was said there`, async () => {
    const { desk, guest } = await talking(chat);
    const there = await inAnotherTab(guest, chat);
    await offer(there).waitFor();
    await there.page.screenshot({ path: screenshot(`offered-${chat[2]}`) });
    await offer(there).click();
    await ours(there.log, FIRST).waitFor();
    await there.writes("In the second");
    await desk.reads("In the second");
    await desk.writes("Both are read");
    await there.reads("Both are read");
    await there.field.pressSequentially("Half a sent");
    await offer(guest).waitFor();
    await guest.page.screenshot({ path: screenshot(`left-${chat[2]}`) });
    await offer(guest).click();
    await guest.reads("Both are read");
    await ours(guest.log, "In the second").waitFor();
    await guest.hasWritten("Half a sent");
    await guest.writes("In the first again");
    await desk.reads("In the first again");
    await offer(there).click();
    await ours(there.log, "In the first again").waitFor();
    await there.page.close();
  });
}

test("a chat that has been in three tabs comes back to the first with all that was said in the others", async () => {
  const { desk, guest } = await talking(SEALED);
  const second = await inAnotherTab(guest, SEALED);
  await offer(second).click();
  await ours(second.log, FIRST).waitFor();
  await offer(guest).waitFor();
  const third = await inAnotherTab(second, SEALED);
  await offer(third).click();
  await ours(third.log, FIRST).waitFor();
  await offer(second).waitFor();
  await third.writes("In the third");
  await third.hasDelivered("In the third");
  await desk.writes("And an answer");
  await third.reads("And an answer");
  await offer(guest).click();
  await ours(guest.log, "In the third").waitFor();
  await guest.reads("And an answer");
  await guest.writes("In the first again");
  await desk.reads("In the first again");
  await second.page.close();
  await third.page.close();
});

test("a tab that is closed before it gives its chat holds nobody up", async () => {
  const { guest } = await talking(SEALED);
  const there = await inAnotherTab(guest, SEALED);
  await offer(there).waitFor();
  await guest.page.close();
  await offer(there).click();
  await offer(there).waitFor({ state: "detached", timeout: 4_000 });
  await there.field.fill("A new question");
  await there.hasWritten("A new question");
  library.forgets(guest);
  await there.close();
});

test("a guest who has begun to write in another tab is asked nothing", async () => {
  const { desk, guest } = await talking(SEALED);
  const there = await inAnotherTab(guest, SEALED);
  await offer(there).waitFor();
  await there.field.pressSequentially("Something else");
  await offer(there).waitFor({ state: "detached" });
  await guest.writes("Still here");
  await desk.reads("Still here");
  await there.page.close();
});
