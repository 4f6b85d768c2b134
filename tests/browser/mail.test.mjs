// Mail: an administrator sets where it comes from, somebody shows that an address is theirs and mends a forgotten password by it,
// and what was said in an open chat is mailed. In a sealed one the desk says why it is not.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { looksUntil, talks, visits } from "./support/history.mjs";
import { openLibrary } from "./support/library.mjs";
import { lastMail, setsSender } from "./support/mail.mjs";

const library = openLibrary("mail", { retain: 30 });

test("an administrator sets where mail comes from and sees that it arrives", async () => {
  const admin = await library.operator("admin");
  const { page } = admin;
  await visits(library, admin, "organisation");
  await page.getByLabel("Address to mail from").fill("desk at the library");
  await page.getByText("An e-mail address is like").waitFor();
  await setsSender(library, admin);
  assert.deepEqual(await violations(page), []);
  await page.getByLabel("Where to").fill("admin@mail.example");
  await page.getByRole("button", { name: "Send a test mail" }).press("Enter");
  await page.getByText("on its way to admin@mail.example").waitFor();
  await page.screenshot({ path: screenshot("mail-organisation"), fullPage: true });
  assert.match((await lastMail(page, "admin@mail.example")).subject, /^Test mail from /);
});

test("whoever has shown an address to be theirs mends a forgotten password by it", async () => {
  const desk = await library.operator("desk2");
  const { page } = desk;
  await visits(library, desk, "signing-in");
  const section = page.locator("section", { has: page.getByRole("heading", { name: "E-mail" }) }).last();
  await section.getByLabel("E-mail address").fill("ben@mail.example");
  await section.getByLabel("E-mail address").press("Enter");
  await section.getByText("A code is on its way to ben@mail.example").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("mail-code"), fullPage: true });
  const { text } = await lastMail(page, "ben@mail.example");
  await section.getByLabel("Code").fill("0000 0000");
  await section.getByLabel("Code").press("Enter");
  await section.getByText("That is not the code").waitFor();
  await section.getByLabel("Code").fill(/\d{4} \d{4}/.exec(text)[0]);
  await section.getByLabel("Code").press("Enter");
  await section.getByText("You are reached at ben@mail.example").waitFor();

  const stranger = await library.stranger("desk2");
  await stranger.page.getByRole("link", { name: "Forgot your password?" }).press("Enter");
  await stranger.page.getByRole("heading", { name: "Forgot your password?" }).waitFor();
  assert.deepEqual(await violations(stranger.page), []);
  await stranger.page.screenshot({ path: screenshot("mail-forgotten") });
  await stranger.page.getByLabel("User name or e-mail address").fill("ben@mail.example");
  await stranger.page.getByRole("button", { name: "Send a link" }).press("Enter");
  await stranger.page.getByText("a link is on its way").waitFor();
  const mail = await lastMail(page, "ben@mail.example", 2);
  await stranger.page.goto(/http\S+#\w+/.exec(mail.text)[0]);
  await stranger.page.getByLabel("Password").fill("several words are easy");
  await stranger.page.getByLabel("Password").press("Enter");
  await stranger.page.getByText("Your password is chosen").waitFor();
  await desk.isAskedToSignIn();
});

test("what was said in an open chat is mailed from the desk and from the history, and of a sealed one it is said why not", async () => {
  const desk = await library.operator("desk1");
  const { page } = desk;
  const sealed = await talks(library, desk);
  const menu = async () => {
    await page.getByRole("article").getByRole("button", { name: "More" }).click();
    return page.getByRole("menuitem", { name: /E-mail what was said/ });
  };
  const barred = await menu();
  assert.equal(await barred.getAttribute("aria-disabled"), "true");
  await barred.getByText("The service cannot read this chat").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("mail-sealed") });
  await barred.press("Enter");
  assert.equal(await page.getByRole("dialog", { name: "E-mail what was said" }).count(), 0);
  await page.keyboard.press("Escape");
  await sealed.leaves();
  await page.getByRole("button", { name: "Put away" }).click();

  const guest = await talks(library, desk, "Ask the circulation desk");
  await (await menu()).click();
  const dialog = page.getByRole("dialog", { name: "E-mail what was said" });
  await dialog.getByLabel("To", { exact: true }).fill("guest");
  await dialog.getByRole("button", { name: "Send" }).click();
  await dialog.getByText("An e-mail address is like").waitFor();
  await dialog.getByLabel("To", { exact: true }).fill("guest@mail.example");
  await dialog.getByLabel("To", { exact: true }).press("Enter");
  await dialog.getByText("guest@mail.example").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("mail-dialog") });
  const { text, subject } = await lastMail(page, "guest@mail.example");
  assert.match(subject, /^Your chat with /);
  assert.match(text, /almanac of unusual turnips[\s\S]*behind the globes/);
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await guest.leaves();
  await page.getByRole("button", { name: "Put away" }).click();

  const admin = await library.operator("admin");
  await visits(library, admin, "history?kind=open");
  const row = admin.page.getByRole("link", { name: /^\w+-\w+/ });
  await looksUntil(admin.page, row);
  await row.first().click();
  await admin.page.getByText("behind the globes").waitFor();
  await admin.page.getByRole("button", { name: "E-mail what was said" }).click();
  await admin.page.getByRole("dialog").getByText("sent", { exact: true }).waitFor();
  await admin.page.keyboard.press("Escape");
  await admin.page.getByRole("button", { name: "Delete what was said" }).click();
  await admin.page.screenshot({ path: screenshot("mail-delete") });
  await admin.page.getByRole("dialog").getByRole("button", { name: "Delete what was said" }).click();
  await admin.page.getByText("An administrator has deleted what was said.").waitFor();
});
