// A sealed note: an operator lets guests leave notes to their key, a guest who finds nobody leaves one, and the operator reads it.
//
// The plan: what the note says are unusual words. They are looked for in every file of the server, in its log, in the mail, and in all
// that went between the browsers and it. Then a guest's browser is told keys that it must not believe, or cannot load what seals: its
// form says that the message is not encrypted.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { visits } from "./support/history.mjs";
import { Host } from "./support/host.mjs";
import { openLibrary } from "./support/library.mjs";
import { lastMail, setsSender } from "./support/mail.mjs";
import { filesIn, placesOf } from "./support/search.mjs";

const library = openLibrary("sealed_notes");

const INBOX = "ask@sealed-notes.example";
const SECRETS = ["gingercarillon", "basilgyroscope", "sorrelplanetarium"];
const [TEXT, NAME, PLACE] = SECRETS;

const SAFE = "This message is encrypted before it leaves your browser.";
const UNSAFE = "this message is not encrypted";

/** A guest who finds nobody, with the form before them. */
async function leaving(options, prepare = () => {}) {
  const guest = await library.visitor(options);
  await prepare(guest.page);
  await guest.page.getByRole("button", { name: "Ask the reference desk" }).click();
  await guest.widget.getByRole("button", { name: "Leave a message" }).press("Enter");
  await guest.widget.getByText(UNSAFE).or(guest.widget.getByText(SAFE)).first().waitFor();
  return guest;
}

test("where nobody takes notes a message is not encrypted, and that is said", async () => {
  const admin = await library.operator("admin");
  await setsSender(library, admin);
  await visits(library, admin, "queues/reference");
  await admin.page.getByLabel("Guests may leave messages").check();
  await admin.page.getByLabel("Answers go to").fill(INBOX);
  await admin.page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await admin.page.getByText("Everything is saved").waitFor();
  await library.forgets(admin);
  await admin.close();
  const guest = await leaving();
  await guest.widget.locator("hush-note[data-readers='0']").waitFor();
  await guest.widget.getByText(UNSAFE).waitFor();
});

test("an operator lets guests leave notes to their key, by the keyboard, and takes it back", async () => {
  const { page } = await library.operator("desk1");
  await visits(library, { page }, "keys");
  const lets = page.getByRole("button", { name: "Let guests leave sealed notes to this key" });
  await lets.press("Enter");
  const stops = page.getByRole("button", { name: "Let no more be left" });
  await stops.press("Enter");
  await lets.waitFor();
  await page.getByText("No more notes are sealed to this key").waitFor();
  await lets.press("Enter");
  await page.getByText("Guests can leave sealed notes to this key.").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("sealed-notes-key"), fullPage: true });
});

test("a guest who finds nobody leaves a sealed note, of which the service learns nothing", async () => {
  const guest = await leaving();
  const { widget } = guest;
  await widget.getByText(SAFE).waitFor();
  await widget.locator("hush-note").getByText("Ann", { exact: true }).waitFor();
  // What the page says in its own place is neither seen nor read out any more.
  assert.doesNotMatch(await widget.locator("p:has(hush-note)").ariaSnapshot(), new RegExp(UNSAFE));
  assert.deepEqual(await violations(guest.page), []);
  await guest.page.screenshot({ path: screenshot("sealed-note-form") });
  await widget.getByLabel("Your message").fill(`Do you have a ${TEXT}?`);
  const email = widget.getByLabel("Your e-mail address");
  await email.fill("jonas@nowhere");
  await widget.getByRole("button", { name: "Send" }).press("Enter");
  await widget.getByText("We need an address to answer to").waitFor();
  await widget.locator("input[type=email]:focus[aria-invalid=true]").waitFor();
  assert.deepEqual(await violations(guest.page), []);
  await email.fill(`jonas@${PLACE}.example`);
  await widget.getByLabel("Your name").fill(NAME);
  await widget.getByLabel("Your name").press("Enter");
  await widget.getByRole("heading", { name: "Your message is on its way" }).waitFor();
  await widget.getByRole("button", { name: "Back to the chat" }).press("Enter");
  await guest.field.waitFor();
  assert.equal(await guest.field.inputValue(), "");

  const mail = await lastMail(guest.page, INBOX);
  assert.match(mail.subject, /^Sealed note for /);
  assert.match(mail.text, /\/console\/messages/);
  const { sent, received } = await guest.traffic.bytes();
  const places = [
    ...(await filesIn(library.server.state)),
    ["the mail", Buffer.from(JSON.stringify(mail))],
    ["sent", sent],
    ["received", received],
    ["printed", Buffer.from(library.server.run.printed)],
  ];
  for (const word of SECRETS) {
    assert.deepEqual(placesOf(word, places), [], `"${word}" is somewhere`);
  }
  assert.notDeepEqual(placesOf("HushNote1", places), [], "the search finds the note");
});

test("whoever has the key reads the note, and others which key that is", async () => {
  const desk = await library.operator("desk1");
  await visits(library, desk, "messages");
  const note = desk.page.locator("details", { hasText: "Sealed note" });
  await note.locator("summary").press("Enter");
  await note.getByText(`Do you have a ${TEXT}?`).waitFor();
  await note.getByText(`${NAME} (jonas@${PLACE}.example)`).waitFor();
  assert.equal(
    await note.getByRole("link", { name: "Answer by e-mail" }).getAttribute("href"),
    `mailto:jonas@${PLACE}.example`,
  );
  assert.deepEqual(await violations(desk.page), []);
  await desk.page.screenshot({ path: screenshot("sealed-note-open") });
  const kept = await desk.page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  assert.deepEqual(placesOf(TEXT, [["kept", Buffer.from(kept)]]), []);
  const { sent, received } = await desk.traffic.bytes();
  assert.deepEqual(placesOf(TEXT, [["sent", sent], ["received", received]]), []);

  const admin = await library.operator("admin", { colorScheme: "dark", viewport: { width: 360, height: 740 } });
  await visits(library, admin, "messages");
  const locked = admin.page.locator("details", { hasText: "Sealed note" });
  await locked.locator("summary").press("Enter");
  await locked.getByText("It was sealed to other keys").waitFor();
  assert.deepEqual(await violations(admin.page), []);
  assert.equal(await admin.page.evaluate(() => document.documentElement.scrollWidth), 360);
  await admin.page.screenshot({ path: screenshot("sealed-note-locked") });
  await locked.getByRole("link", { name: "Your keys" }).waitFor();
  await note.getByRole("button", { name: "Mark as answered" }).press("Enter");
  await desk.page.getByText("Answered: 1 message").waitFor();
});

/** What a guest's browser is told in the place of this. */
const tells = (path, change) => (page) =>
  page.route(path, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: change(await response.json()) });
  });

test("a key whose signature is forged, or that is not pinned, is not used", async () => {
  const flip = (character) => (character === "A" ? "B" : "A");
  const forged = ({ keys }) => ({ keys: keys.map((key) => key.slice(0, -8) + flip(key.at(-8)) + key.slice(-7)) });
  const unpinned = ({ sealing: { sealed }, ...more }) => {
    const pinned = sealed.pinned.map((key) => ({ ...key, fingerprint: "ab".repeat(20) }));
    return { ...more, sealing: { sealed: { ...sealed, pinned } } };
  };
  for (const [path, change] of [[/\/note-keys$/, forged], [/\/snippets\/reference(\?.*)?$/, unpinned]]) {
    const guest = await leaving({}, tells(path, change));
    await guest.widget.locator("hush-note[data-readers='0']").waitFor();
    await guest.widget.getByText(UNSAFE).waitFor();
  }
});

test("where what seals cannot be loaded the message is not encrypted, and that is said", async () => {
  for (const file of ["note.js", "note_bg.wasm"]) {
    const failed = {};
    const guest = await leaving({}, async (page) => {
      failed.request = page.waitForEvent("requestfailed", (request) => request.url().endsWith(file));
      await page.route(`**/widget/${file}`, (route) => route.abort());
    });
    await failed.request;
    await guest.widget.getByText(UNSAFE).waitFor();
    assert.equal(await guest.widget.locator("hush-note[data-readers]").count(), 0);
  }
});

test("what was to be sealed and could not be sent is neither lost nor sent otherwise", async () => {
  const asked = [];
  const guest = await leaving({ colorScheme: "dark", viewport: { width: 360, height: 740 } }, async (page) => {
    page.on("request", (request) => request.method() === "POST" && asked.push(new URL(request.url()).pathname));
    await page.route("**/notes", (route) => route.abort());
  });
  const { widget } = guest;
  await widget.getByText(SAFE).waitFor();
  await guest.page.screenshot({ path: screenshot("sealed-note-form-phone") });
  await widget.getByLabel("Your message").fill("Still here.");
  await widget.getByLabel("Your e-mail address").fill("jonas@messages.example");
  await widget.getByRole("button", { name: "Send" }).press("Enter");
  await widget.getByText("The message was not sent.").waitFor();
  assert.equal(await widget.getByLabel("Your message").inputValue(), "Still here.");
  assert.deepEqual(asked.filter((path) => path.includes("snippets")), ["/api/v1/snippets/reference/notes"]);
  assert.deepEqual(await violations(guest.page), []);
});

test("in a page that pins what it loads a note is sealed by what was pinned, or by nothing", async () => {
  const host = await Host.start(new URL(library.server.demo).origin);
  try {
    for (const isAnother of [false, true]) {
      const guest = await library.visitor();
      if (isAnother) {
        await guest.page.route("**/widget/note_bg.wasm", async (route) => {
          const response = await route.fetch();
          await route.fulfill({ response, body: Buffer.concat([await response.body(), Buffer.from("\n")]) });
        });
      }
      const refused = isAnother && guest.page.waitForEvent("pageerror");
      await guest.page.goto(host.address("hush_desk.html"));
      const widget = guest.page.frames().find((frame) => frame !== guest.page.mainFrame());
      await widget.getByRole("button", { name: "Leave a message" }).press("Enter");
      await refused;
      await widget.getByText(isAnother ? UNSAFE : SAFE).waitFor();
    }
  } finally {
    await host.close();
  }
});
