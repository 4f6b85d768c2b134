// What a queue asks its guests, before a chat and at its end: it is set by the keyboard, answered in a sealed chat and in an open one,
// and stands at the desk beside the conversation. Of the sealed chat's answers the service has not a word.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { focused } from "./support/focus.mjs";
import { visits } from "./support/history.mjs";
import { openLibrary } from "./support/library.mjs";
import { filesIn, placesOf } from "./support/search.mjs";

const SEALED = "zephyrmarzipan";
const OPEN = "obsidiantrombone";

const library = openLibrary("asking");

/** The files and logs in which a word stands. */
async function placesWith(word) {
  const files = [...(await filesIn(library.server.edge)), ["the server's log", await library.server.log()]];
  return placesOf(word, files);
}

/** A guest who is asked before they can write. */
async function asked(options, button = "Ask the reference desk") {
  const guest = await library.visitor(options);
  await guest.page.getByRole("button", { name: button }).click();
  await guest.widget.getByRole("heading", { name: "Before we begin" }).waitFor();
  return guest;
}

/** Fills the form in by the keyboard alone. */
async function answers(guest, course) {
  await guest.widget.getByLabel("Your course").fill(course);
  await guest.widget.getByLabel("Where are you?").focus();
  await guest.page.keyboard.type("In");
  await guest.widget.getByRole("checkbox", { name: "You may keep what I answer." }).press("Space");
  await guest.widget.getByLabel("Your course").press("Enter");
  await guest.field.waitFor();
}

test("a manager says what guests are asked, puts it in order, and is told what cannot be asked", async () => {
  const admin = await library.operator("admin");
  const { page } = admin;
  await visits(library, admin, "queues/reference");
  const section = page.getByRole("region", { name: "Asked first" });
  await section.getByText("Guests are asked nothing.").waitFor();
  const add = section.getByRole("button", { name: "Add a question" });
  for (const [number, label, kind] of [
    [1, "Where are you?", "choice"],
    [2, "Your course", "text"],
    [3, "You may keep what I answer.", "consent"],
  ]) {
    await add.press("Enter");
    const question = section.getByRole("group", { name: `Question ${number}` });
    await question.getByText("Enter a question of at most 200 characters").waitFor();
    // What is added has the focus.
    await focused(question.getByRole("textbox").first());
    await page.keyboard.type(label);
    await question.getByLabel("Answered by").selectOption(kind);
  }
  const first = section.getByRole("group", { name: "Question 1" });
  await first.getByText("none of them twice").waitFor();
  await first.getByLabel("Choices").fill("At home\nIn the library");
  await first.getByLabel("Has to be answered").press("Space");
  await section.getByRole("group", { name: "Question 3" }).getByLabel("Has to be answered").press("Space");
  await section.getByRole("button", { name: "Question 1: move down" }).press("Enter");
  await page.getByText("Now in place 2").waitFor();
  await focused(section.getByRole("button", { name: "Question 2: move down" }));
  await page.getByText("3 changes are not saved").waitFor();
  assert.deepEqual(await violations(page), []);
  await section.screenshot({ path: screenshot("asking-settings") });
  await page.setViewportSize({ width: 360, height: 800 });
  await section.screenshot({ path: screenshot("asking-settings-360") });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await page.getByText("Everything is saved").waitFor();
  const { entry } = await page.evaluate(async () => (await fetch("/api/v1/queues/reference/settings")).json());
  assert.deepEqual(entry, [
    { label: "Your course", kind: "text", required: false },
    { label: "Where are you?", kind: { choice: { options: ["At home", "In the library"] } }, required: true },
    { label: "You may keep what I answer.", kind: "consent", required: true },
  ]);
  await library.server.sets("reference", { entry, retain: 30 });
});

test("in a sealed chat the answers go to whoever answers, and nowhere else", async () => {
  const desk = await library.operator("desk1");
  const guest = await asked({ viewport: { width: 360, height: 740 } });
  assert.equal(await guest.field.count(), 0, "nothing can be written yet");
  assert.deepEqual(await violations(guest.page), []);
  await guest.page.screenshot({ path: screenshot("asked-first-360") });
  await guest.widget.getByRole("button", { name: "Go on" }).press("Enter");
  await guest.widget.locator("select:focus:invalid").waitFor();
  await answers(guest, SEALED);
  await guest.writes("Where is the map room?");
  await desk.claims();
  await desk.reads("Where is the map room?");
  const side = desk.page.getByRole("complementary", { name: /About/ });
  const beside = side.locator("details", { hasText: "Answers" });
  await beside.getByText(SEALED).waitFor();
  assert.deepEqual(await beside.locator("dt, dd").allTextContents(), [
    "Your course",
    SEALED,
    "Where are you?",
    "In the library",
    "You may keep what I answer.",
    "✓",
  ]);
  assert.deepEqual(await violations(desk.page), []);
  await desk.page.screenshot({ path: screenshot("asked-first-desk") });
  await guest.page.screenshot({ path: screenshot("asked-first-chat-360") });
  const [said] = await desk.conversation();
  assert.match(said[1], new RegExp(`^Your course:\\u00a0${SEALED}\\n`));
  await guest.leaves();
  assert.deepEqual(await placesWith(SEALED), []);
  for (const { name, traffic } of [guest, desk]) {
    const { sent, received } = await traffic.bytes();
    assert.deepEqual(placesOf(SEALED, [[`sent by ${name}`, sent], [`received by ${name}`, received]]), []);
  }
});

test("in an open chat they are kept with what was said", async () => {
  const { entry } = { entry: [{ label: "Your course", kind: "text" }] };
  await library.server.sets("circulation", { entry, retain: 30 });
  const desk = await library.operator("desk1");
  const guest = await asked({ colorScheme: "dark" }, "Ask the circulation desk");
  await guest.widget.getByLabel("Your course").fill(OPEN);
  assert.deepEqual(await violations(guest.page), []);
  await guest.page.screenshot({ path: screenshot("asked-first-dark") });
  await guest.widget.getByRole("button", { name: "Go on" }).press("Enter");
  await guest.field.waitFor();
  await guest.writes("Where is the map room?");
  await desk.claims();
  const side = desk.page.getByRole("complementary", { name: /About/ });
  await side.locator("details", { hasText: "Answers" }).getByText(OPEN).waitFor();
  await guest.leaves();
  assert.notDeepEqual(await placesWith(OPEN), []);
});

test("whoever has to answer nothing goes on without an answer, and the chat begins with their question", async () => {
  const desk = await library.operator("desk1");
  const guest = await asked({}, "Ask the circulation desk");
  await guest.widget.getByRole("button", { name: "Go on" }).press("Enter");
  await guest.field.waitFor();
  await guest.writes("Where is the map room?");
  await desk.claims();
  await desk.reads("Where is the map room?");
  assert.deepEqual(await desk.conversation(), [["theirs", "Where is the map room?"]]);
  await guest.leaves();
});

const COMMENT = "velvetisotherm";
const KEPT = "cobaltmarimba";

test("a manager says what guests are asked at the end", async () => {
  await library.server.sets("reference", { rated: true, retain: 30 });
  await library.server.sets("circulation", { rated: true, retain: 30, comment: true });
  const admin = await library.operator("admin");
  const { page } = admin;
  await visits(library, admin, "queues/reference");
  const section = page.getByRole("region", { name: "Asked at the end" });
  await section.getByLabel("Ask what else they want to tell").press("Space");
  await section.getByRole("button", { name: "Add a question" }).press("Enter");
  await focused(section.getByRole("group", { name: "Question 1" }).getByRole("textbox").first());
  await page.keyboard.type("Did you find it?");
  await section.getByLabel("Answered by").selectOption("choice");
  await section.getByLabel("Choices").fill("Yes\nNo");
  await page.getByText("2 changes are not saved").waitFor();
  assert.deepEqual(await violations(page), []);
  await section.screenshot({ path: screenshot("survey-settings") });
  await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await page.getByText("Everything is saved").waitFor();
});

/** A guest's chat with somebody, from its first words to the second ones. */
async function talks(desk, button) {
  const guest = await library.visitor({ viewport: { width: 360, height: 740 } });
  await guest.opens(button);
  await guest.writes("Where is the map room?");
  await desk.claims();
  await desk.reads("Where is the map room?");
  await desk.writes("Upstairs.");
  await guest.reads("Upstairs.");
  return guest;
}

test("a sealed chat is asked before it ends, and what is said goes to whoever answered alone", async () => {
  const desk = await library.operator("desk1");
  const guest = await talks(desk);
  await guest.ends();
  const form = guest.widget.getByRole("form", { name: "Before you go" });
  await form.getByText("as private as the rest").waitFor();
  assert.deepEqual(await violations(guest.page), []);
  await guest.page.screenshot({ path: screenshot("survey-sealed-360") });
  await form.getByLabel("Did you find it?").selectOption("Yes");
  await form.getByLabel("What else do you want to tell us?").fill(`Very ${COMMENT}.\nThank you.`);
  await form.getByRole("button", { name: "Send and end the chat" }).press("Enter");
  await guest.widget.getByRole("group", { name: "How did it go?" }).waitFor();
  assert.equal(await guest.widget.locator("hush-questions").count(), 0);
  const side = desk.page.getByRole("complementary", { name: /About/ });
  await side.locator("details", { hasText: "Answers" }).getByText(`Very ${COMMENT}. Thank you.`).waitFor();
  await desk.page.screenshot({ path: screenshot("survey-desk") });
  assert.deepEqual(await placesWith(COMMENT), []);
});

test("whoever has nothing to say ends a sealed chat without a word", async () => {
  const desk = await library.operator("desk1");
  const guest = await talks(desk);
  await guest.ends();
  await guest.widget.locator("h2:focus", { hasText: "Before you go" }).waitFor();
  await guest.widget.getByRole("button", { name: "End the chat", exact: true }).press("Enter");
  await guest.widget.getByRole("group", { name: "How did it go?" }).waitFor();
  assert.deepEqual(await desk.conversation(), [
    ["theirs", "Where is the map room?"],
    ["ours", "Upstairs."],
  ]);
});

test("a sealed chat that the operator ends is asked nothing, and its guest is told why", async () => {
  const desk = await library.operator("desk1");
  const guest = await talks(desk);
  await desk.ends();
  await guest.widget.getByText("cannot reach whoever answered any more").waitFor();
  assert.equal(await guest.widget.getByRole("button", { name: "Send" }).count(), 0);
  assert.deepEqual(await violations(guest.page), []);
  await guest.page.screenshot({ path: screenshot("survey-late-360") });
});

test("an open chat is asked once it is over, and what is said stands in the history with what was said", async () => {
  const [desk, admin] = [await library.operator("desk1"), await library.operator("admin")];
  const guest = await talks(desk, "Ask the circulation desk");
  await desk.ends();
  const form = guest.widget.getByRole("form", { name: "Before you go" });
  await form.getByLabel("What else do you want to tell us?").fill(`Very ${KEPT}.`);
  assert.deepEqual(await violations(guest.page), []);
  await guest.page.screenshot({ path: screenshot("survey-open-360") });
  await form.getByRole("button", { name: "Send" }).press("Enter");
  await form.waitFor({ state: "detached" });
  await admin.page.waitForFunction(async (word) => {
    const { items } = await (await fetch("/api/v1/history?kind=open")).json();
    const read = items.map(async ({ chat }) => (await fetch(`/api/v1/history/${chat}/transcript`)).text());
    return (await Promise.all(read)).some((text) => text.includes(word));
  }, KEPT);
  const chat = await admin.page.evaluate(async () => (await (await fetch("/api/v1/history?kind=open")).json()).items[0].chat);
  await visits(library, admin, `history/${chat}`);
  await admin.page.getByText(`Very ${KEPT}.`).waitFor();
  await admin.page.screenshot({ path: screenshot("survey-history") });
});
