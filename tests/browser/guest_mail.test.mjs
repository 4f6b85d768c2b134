// A guest has mailed to themselves what was said in an open chat: from the menu while it runs, and at its end, by the keyboard, on a
// phone too. In a sealed chat nothing offers that.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { focused } from "./support/focus.mjs";
import { talks, visits } from "./support/history.mjs";
import { openLibrary } from "./support/library.mjs";
import { lastMail, setsSender } from "./support/mail.mjs";

const MAIL = "E-mail this chat to me";

const library = openLibrary("guest-mail", { retain: 30 });

const dialogOf = (guest) => guest.widget.getByRole("dialog", { name: "E-mail this chat to yourself" });

const address = (guest) => guest.widget.locator("input[type=email]");

test("whoever manages the queue allows it, once the library mails", async () => {
  const admin = await library.operator("admin");
  await setsSender(library, admin);
  for (const queue of ["circulation", "reference"]) {
    await visits(library, admin, `queues/${queue}`);
    await admin.page.getByLabel("Guests may have the conversation sent to them").press("Space");
    await admin.page.getByText("1 change is not saved").waitFor();
    assert.deepEqual(await violations(admin.page), []);
    const section = admin.page.getByRole("region", { name: "E-mail" });
    await section.screenshot({ path: screenshot("guest-mail-settings") });
    await admin.page.getByRole("button", { name: "Save", exact: true }).press("Enter");
    await admin.page.getByText("Everything is saved").waitFor();
  }
});

test("an open chat is mailed while it runs, and at its end", async () => {
  const desk = await library.operator("desk1");
  const guest = await talks(library, desk, "Ask the circulation desk");
  const dialog = dialogOf(guest);
  const menu = guest.widget.getByRole("button", { name: "Menu" });
  await menu.press("Enter");
  await guest.widget.getByRole("button", { name: MAIL }).press("Enter");
  await dialog.waitFor();
  await focused(address(guest));
  assert.deepEqual(await violations(guest.page), []);
  await guest.page.screenshot({ path: screenshot("guest-mail-dialog") });
  await guest.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert.equal(await guest.field.count(), 1, "the chat stays open");
  await focused(menu);

  await menu.press("Enter");
  await guest.widget.getByRole("button", { name: MAIL }).press("Enter");
  await focused(address(guest));
  await guest.page.keyboard.type("guest");
  await guest.page.keyboard.press("Enter");
  await guest.widget.locator("input:focus:invalid").waitFor();
  await guest.page.route("**/mail", (route) => route.abort());
  await guest.page.keyboard.type("@guests.example");
  await guest.page.keyboard.press("Enter");
  await dialog.getByRole("alert").getByText("Nothing was sent.").waitFor();
  await guest.page.screenshot({ path: screenshot("guest-mail-failed") });
  await guest.page.unroute("**/mail");
  await guest.page.keyboard.press("Enter");
  await dialog.getByText("It is on its way").waitFor();
  await focused(guest.widget.locator(":focus", { hasText: "It is on its way" }));
  assert.deepEqual(await violations(guest.page), []);
  await guest.page.screenshot({ path: screenshot("guest-mail-sent") });
  await dialog.getByRole("button", { name: "Close" }).press("Enter");
  const { text, subject } = await lastMail(desk.page, "guest@guests.example");
  assert.match(subject, /^Your chat with /);
  assert.match(text, /almanac of unusual turnips[\s\S]*behind the globes/);

  await guest.ends();
  await guest.widget.getByRole("button", { name: MAIL }).last().press("Enter");
  await dialog.getByLabel("Your e-mail address").fill("again@guests");
  await dialog.getByRole("button", { name: "Send" }).press("Enter");
  await dialog.getByRole("alert").getByText("An e-mail address is like").waitFor();
  await dialog.getByLabel("Your e-mail address").fill("again@guests.example");
  await dialog.getByRole("button", { name: "Send" }).press("Enter");
  await dialog.getByText("It is on its way").waitFor();
  assert.match((await lastMail(desk.page, "again@guests.example")).text, /The chat has ended/);

  const admin = await library.operator("admin");
  const chat = await admin.page.evaluate(async () => (await (await fetch("/api/v1/history?kind=open")).json()).items[0].chat);
  await visits(library, admin, `history/${chat}`);
  await admin.page.getByRole("button", { name: "E-mail what was said" }).click();
  await admin.page.getByText("to the guest, at their own wish").first().waitFor();
  assert.equal(await admin.page.getByText("guests.example").count(), 0);
});

test("on a phone, in the dark and from right to left it fits", async () => {
  const desk = await library.operator("desk1");
  const guest = await library.visitor({ viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  await guest.page.evaluate(() => (document.documentElement.lang = "ar"));
  await guest.opens("Ask the circulation desk");
  await guest.writes("Where is the map room?");
  await desk.claims();
  await desk.writes("Upstairs.");
  await guest.reads("Upstairs.");
  await guest.widget.getByRole("button", { name: "القائمة" }).click();
  await guest.page.screenshot({ path: screenshot("guest-mail-menu-ar-360") });
  await guest.widget.getByRole("button", { name: "أرسل إليّ هذه المحادثة بالبريد" }).click();
  const dialog = guest.widget.getByRole("dialog", { name: "إرسال هذه المحادثة إليك" });
  await dialog.waitFor();
  assert.deepEqual(await violations(guest.page), []);
  await guest.page.screenshot({ path: screenshot("guest-mail-ar-360-dark") });
  const [box, width] = await Promise.all([dialog.boundingBox(), guest.page.evaluate(() => innerWidth)]);
  assert.ok(box.x >= 0 && box.x + box.width <= width);
  await guest.page.keyboard.press("Escape");
  await desk.ends();
  // Whoever puts chats away here reads English.
  library.forgets(guest);
  await guest.close();
});

test("a sealed chat is not mailed", async () => {
  const desk = await library.operator("desk1");
  const guest = await talks(library, desk);
  await guest.widget.getByRole("button", { name: "Menu" }).click();
  await guest.widget.getByRole("button", { name: "Copy this chat" }).waitFor();
  assert.equal(await guest.widget.getByRole("button", { name: MAIL }).count(), 0);
  await guest.page.keyboard.press("Escape");
});
