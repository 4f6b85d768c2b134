// One's own signing in: the password, and where one is signed in.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("signing_in");

const NEW = "several words are easy";

test("whoever changes the password stays signed in here, and nowhere else", async () => {
  const [desk, elsewhere] = [await library.operator("desk1"), await library.operator("desk1")];
  const { page } = desk;
  await desk.choosesInAccount("Signing in");
  const [old, wanted] = [page.getByLabel("Password you have now"), page.getByLabel("New password")];
  const change = page.getByRole("button", { name: "Change the password" });
  await change.click();
  await page.getByText("Enter the password you have now.").waitFor();
  await old.fill("not this one");
  await wanted.fill("short");
  await change.click();
  await page.locator(".error").getByText("At least 10 characters.").waitFor();
  await wanted.fill(NEW);
  await wanted.press("Enter");
  await page.getByText("This is not your password.").waitFor();
  assert.equal(await wanted.inputValue(), NEW);
  assert.deepEqual(await violations(page), []);
  await old.fill(desk.password);
  await old.press("Enter");
  await page.getByText("Your password is changed.").first().waitFor();
  assert.equal(await old.inputValue(), "");
  await elsewhere.isAskedToSignIn();
  await elsewhere.tries(desk.password);
  await elsewhere.page.getByText("do not fit together").waitFor();
  await elsewhere.tries(NEW);
  await elsewhere.status.waitFor();
});

test("one sees where one is signed in, and ends one of these or all others", async () => {
  const desk = await library.operator("desk2");
  const others = [await library.operator("desk2"), await library.operator("desk2")];
  const { page } = desk;
  await desk.choosesInAccount("Signing in");
  const rows = page.getByRole("table", { name: "Where you are signed in" }).getByRole("row");
  await rows.nth(3).waitFor();
  await rows.getByText("This one").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("signing-in"), fullPage: true });
  await page.getByRole("button", { name: /^Sign out: / }).first().click();
  await page.getByText("It is signed out").first().waitFor();
  await rows.nth(3).waitFor({ state: "detached" });
  const gone = others.map((other) => other.isAskedToSignIn());
  await Promise.any(gone);
  await page.getByRole("button", { name: "Sign out everywhere else…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out everywhere else" }).press("Enter");
  await Promise.all(gone);
  await rows.nth(2).waitFor({ state: "detached" });
  assert.equal(await page.getByRole("button", { name: "Sign out everywhere else…" }).count(), 0);
});

test("on a phone in the dark the page has no fault that a program can find", async () => {
  const desk = await library.operator("desk3", { colorScheme: "dark", viewport: { width: 360, height: 740 } });
  const { page } = desk;
  await page.goto(`${new URL(library.server.console).origin}/console/signing-in`);
  await page.getByText("This one").waitFor();
  assert.deepEqual(await violations(page), []);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await page.screenshot({ path: screenshot("signing-in-phone"), fullPage: true });
});
