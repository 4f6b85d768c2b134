// A second factor: set up on one's own page, shown at the sign-in, and set up before anything else where it is required.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { openLibrary } from "./support/library.mjs";
import { code } from "./support/totp.mjs";

const library = openLibrary("second_factor");

const WRONG = "This code is not right";

/** Gives the password and the app's first code where both are asked for. Gives the secret. */
async function setsUp({ page, password }) {
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Go on" }).click();
  const secret = await page.getByLabel("Secret").inputValue();
  await page.getByRole("img", { name: "QR code for the app" }).waitFor();
  await page.getByLabel("Code of your app").fill(await code(secret, -1));
  await page.getByRole("button", { name: "Check the code" }).click();
  await page.getByRole("listitem").nth(9).waitFor();
  return secret;
}

async function signsInWith(operator, shown) {
  await operator.tries(operator.password);
  const field = operator.page.locator("#code");
  await field.waitFor();
  await operator.page.waitForFunction(() => document.activeElement?.id === "code");
  await field.fill(shown);
  await field.press("Enter");
}

test("whoever sets up an app is asked for its code, and can sign in with a recovery code, once", async () => {
  const desk = await library.operator("desk1");
  const { page } = desk;
  await desk.choosesInAccount("Signing in");
  await page.getByRole("button", { name: "Set up an app…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Go on" }).click();
  await dialog.getByText("Enter your password.").waitFor();
  await dialog.getByLabel("Password").fill("not this one");
  await dialog.getByLabel("Password").press("Enter");
  await dialog.getByText("This is not your password").waitFor();
  await dialog.getByLabel("Password").fill(desk.password);
  await dialog.getByLabel("Password").press("Enter");
  const secret = await dialog.getByLabel("Secret").inputValue();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("second-factor-app") });
  await dialog.getByLabel("Code of your app").fill("000000");
  await dialog.getByLabel("Code of your app").press("Enter");
  await dialog.getByText(WRONG).waitFor();
  await dialog.getByLabel("Code of your app").fill(await code(secret, -1));
  await dialog.getByLabel("Code of your app").press("Enter");
  const codes = dialog.getByRole("listitem");
  await codes.nth(9).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("second-factor-recovery") });
  const recovery = await codes.allInnerTexts();
  const downloading = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download" }).click();
  const file = await readFile(await (await downloading).path(), "utf8");
  assert.ok(recovery.every((one) => file.includes(one)), file);
  await dialog.getByRole("button", { name: "I have kept them" }).click();
  await page.getByText("On: an app shows codes").waitFor();

  await desk.asksToSignOut();
  await desk.isAskedToSignIn();
  await signsInWith(desk, "123456");
  await page.getByText(WRONG).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("sign-in-code") });
  await page.locator("#code").press("Enter");
  await page.getByText("Enter the code.").waitFor();
  await page.getByRole("button", { name: "Start again" }).click();
  await signsInWith(desk, await code(secret));
  await page.getByText("On: an app shows codes").waitFor();

  await desk.asksToSignOut();
  await desk.isAskedToSignIn();
  await desk.tries(desk.password);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(recovery[3].toUpperCase());
  await page.getByLabel("Recovery code").press("Enter");
  await page.getByText("On: an app shows codes").waitFor();

  await desk.asksToSignOut();
  await desk.isAskedToSignIn();
  await desk.tries(desk.password);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(recovery[3]);
  await page.getByLabel("Recovery code").press("Enter");
  await page.getByText(WRONG).waitFor();
});

test("new recovery codes replace the old, and whoever turns it off signs in with the password alone", async () => {
  const desk = await library.operator("desk2");
  const { page } = desk;
  await desk.choosesInAccount("Signing in");
  await page.getByRole("button", { name: "Set up an app…" }).click();
  const secret = await setsUp(desk);
  const before = await page.getByRole("listitem").first().innerText();
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.getByRole("button", { name: "New recovery codes…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Password").fill(desk.password);
  await dialog.getByRole("button", { name: "Make new codes" }).click();
  await dialog.getByText("Enter the code.").waitFor();
  assert.equal(await dialog.getByLabel("Code of your app").getAttribute("aria-invalid"), "true");
  assert.equal(await dialog.getByLabel("Password").getAttribute("aria-invalid"), null);
  await dialog.getByLabel("Code of your app").fill("000000");
  await dialog.getByRole("button", { name: "Make new codes" }).click();
  await dialog.getByText("Password or code is not right.").waitFor();
  await page.waitForFunction(() => document.querySelector("#proof-code")?.value === "");
  assert.deepEqual(await violations(page), []);
  await dialog.getByLabel("Password").fill(desk.password);
  await dialog.getByLabel("Code of your app").fill(await code(secret));
  await dialog.getByRole("button", { name: "Make new codes" }).click();
  await dialog.getByRole("listitem").nth(9).waitFor();
  const [recovery, ...others] = await dialog.getByRole("listitem").allInnerTexts();
  assert.ok(![recovery, ...others].includes(before));
  await dialog.getByRole("button", { name: "I have kept them" }).click();

  await page.getByRole("button", { name: "Turn off…" }).click();
  await dialog.getByLabel("Password").fill(desk.password);
  await dialog.getByLabel("Code of your app").fill(recovery);
  await dialog.getByRole("button", { name: "Turn off" }).click();
  await page.getByRole("button", { name: "Set up an app…" }).waitFor();
  await desk.asksToSignOut();
  await desk.isAskedToSignIn();
  await desk.tries(desk.password);
  await page.getByRole("button", { name: "Set up an app…" }).waitFor();
});

test("where a second factor is required, whoever has none sets one up before anything else", async () => {
  await library.server.setsOrganisation({ name: "Library", audit_days: 400, second_factor_required: true });
  const desk = await library.stranger("desk3", { colorScheme: "dark" });
  const { page } = desk;
  await desk.tries(desk.password);
  await page.getByRole("heading", { name: "Set up a second factor" }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("second-factor-door") });
  await setsUp(desk);
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "I have kept them" }).click();
  await desk.begins();
});
