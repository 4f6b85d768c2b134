// Where nobody is there a guest leaves a message, which somebody answers; and at the end of a chat a guest says how it went.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { talks, visits } from "./support/history.mjs";
import { openLibrary } from "./support/library.mjs";
import { lastMail, setsSender } from "./support/mail.mjs";

const library = openLibrary("messages");

test("a queue takes messages once it is said where they go", async () => {
  const admin = await library.operator("admin");
  await setsSender(library, admin);
  await visits(library, admin, "queues/reference");
  await admin.page.getByLabel("Guests may leave messages").check();
  await admin.page.getByText("Messages have to go somewhere").waitFor();
  await admin.page.getByLabel("Answers go to").fill("ask@messages.example");
  await admin.page.getByLabel("Ask guests how it went").check();
  assert.deepEqual(await violations(admin.page), []);
  await admin.page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await admin.page.getByText("Everything is saved").waitFor();
});

test("where nobody is there a guest leaves a message by the keyboard, and what was written is not lost", async () => {
  const guest = await library.visitor();
  await guest.page.getByRole("button", { name: "Ask the reference desk" }).click();
  const { widget } = guest;
  await widget.getByRole("button", { name: "Leave a message" }).waitFor();
  await guest.field.fill("Do you have maps of the harbour?");
  await guest.page.screenshot({ path: screenshot("message-offer") });
  await widget.getByRole("button", { name: "Leave a message" }).press("Enter");
  await widget.getByText("this message is not encrypted").waitFor();
  assert.equal(await widget.getByLabel("Your message").inputValue(), "Do you have maps of the harbour?");
  await widget.getByRole("button", { name: "Send" }).press("Enter");
  const email = widget.getByLabel("Your e-mail address");
  await widget.locator("input[type=email]:focus:invalid").waitFor();
  await email.fill("jonas@messages");
  await widget.getByRole("button", { name: "Send" }).press("Enter");
  await widget.getByText("We need an address to answer to").waitFor();
  await email.fill("jonas@messages.example");
  await widget.getByLabel("Your name").fill("Jonas");
  assert.deepEqual(await violations(guest.page), []);
  await guest.page.screenshot({ path: screenshot("message-form") });
  await widget.getByLabel("Your name").press("Enter");
  await widget.getByRole("heading", { name: "Your message is on its way" }).waitFor();
  await guest.page.screenshot({ path: screenshot("message-left") });
  const mail = await lastMail(guest.page, "ask@messages.example");
  assert.match(mail.text, /maps of the harbour/);
  await widget.getByRole("button", { name: "Back to the chat" }).press("Enter");
  await guest.field.waitFor();
});

test("a message is read, and marked as answered", async () => {
  const admin = await library.operator("admin");
  await admin.page.getByRole("link", { name: "Messages" }).click();
  await admin.page.getByText("To be answered: 1 message").waitFor();
  const message = admin.page.locator("details", { hasText: "Jonas (jonas@messages.example)" });
  await message.locator("summary").press("Enter");
  await message.getByText("maps of the harbour").waitFor();
  assert.deepEqual(await violations(admin.page), []);
  await admin.page.screenshot({ path: screenshot("messages") });
  assert.match(await message.getByRole("link", { name: "Answer by e-mail" }).getAttribute("href"), /^mailto:jonas@/);
  await message.getByRole("button", { name: "Mark as answered" }).press("Enter");
  await admin.page.getByText("Answered: 1 message").waitFor();
  await admin.page.getByText("Nothing to answer").waitFor();
});

test("at the end of a sealed chat a guest says how it went, and the library sees that and no more", async () => {
  const desk = await library.operator("desk1");
  const guest = await talks(library, desk);
  await guest.leaves();
  const asked = guest.widget.getByRole("group", { name: "How did it go?" });
  await asked.getByText("nothing of what was said").waitFor();
  assert.deepEqual(await violations(guest.page), []);
  await guest.page.screenshot({ path: screenshot("rating") });
  await asked.getByRole("radio", { name: "4 of 5" }).check();
  await asked.getByText("Thank you.").waitFor();
  await desk.page.waitForFunction(async () => {
    const { items } = await (await fetch("/api/v1/history?rating=4")).json();
    return items.length === 1;
  });
});
