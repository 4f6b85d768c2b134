// People: who is invited chooses a password by a link, and whoever is kept from signing in cannot.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("people");

/** The administrator, at the page of people. */
async function administrator(options) {
  const admin = await library.operator("admin", options);
  await admin.page.getByRole("link", { name: "Manage" }).click();
  await admin.page.getByRole("row", { name: /Ann/ }).waitFor();
  return admin;
}

async function chooses(admin, person, deed) {
  await admin.page.getByRole("button", { name: `More for ${person}` }).click();
  await admin.page.getByRole("menuitem", { name: deed }).click();
}

test("who is invited chooses a password by the link, once, and answers chats; nobody else ever knows it", async () => {
  const admin = await administrator();
  const { page } = admin;
  await page.screenshot({ path: screenshot("people") });
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Invite somebody" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("Mara Lind");
  await dialog.getByLabel("Sign-in name").fill("Mara");
  await dialog.getByRole("button", { name: "Make the link" }).click();
  await dialog.getByText("try “mara.lind”").waitFor();
  await dialog.getByLabel("Sign-in name").fill("mara.lind");
  await dialog.getByLabel("Reference desk").check();
  await page.screenshot({ path: screenshot("people-invite") });
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole("button", { name: "Make the link" }).click();
  await dialog.getByText("A link for Mara Lind").waitFor();
  const link = await dialog.getByLabel("Link", { exact: true }).inputValue();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("row", { name: /Mara Lind/ }).getByText("Invited").waitFor();

  const mara = await library.stranger("mara.lind");
  await mara.page.goto(link);
  await mara.page.getByText("Welcome, Mara Lind").waitFor();
  assert.deepEqual(await violations(mara.page), []);
  await mara.page.screenshot({ path: screenshot("join") });
  await mara.page.getByLabel("Password").fill("short");
  await mara.page.getByRole("button", { name: "Choose this password" }).click();
  await mara.page.getByText("At least 10 characters.").waitFor();
  await mara.page.getByLabel("Password").fill("several words are easy");
  await mara.page.getByLabel("Password").press("Enter");
  await mara.page.getByText("Your password is chosen").waitFor();
  await mara.page.goto("about:blank");
  await mara.page.goto(link);
  await mara.page.getByText("does not work any more").waitFor();
  await mara.page.goto(library.server.console);
  mara.password = "several words are easy";
  await mara.signsIn();
});

test("whoever is kept from signing in is signed out and stays out until that is taken back", async () => {
  const [desk, admin] = await Promise.all([library.operator("desk2"), administrator()]);
  await chooses(admin, "Ben", "Keep from signing in…");
  await admin.page.getByRole("dialog").getByRole("button", { name: "Keep from signing in" }).click();
  await admin.page.getByRole("row", { name: /Ben/ }).getByText("Cannot sign in").waitFor();
  await desk.isAskedToSignIn();
  await desk.tries(desk.password);
  await desk.page.getByText("do not fit together").waitFor();
  await chooses(admin, "Ben", "Let sign in again");
  await admin.page.getByRole("row", { name: /Ben/ }).getByText("Cannot sign in").waitFor({ state: "hidden" });
  await desk.tries(desk.password);
  await desk.status.waitFor();
});

test("before a link to somebody's password is made the own one is asked for, and then it is made without another press", async () => {
  const admin = await administrator();
  const { page } = admin;
  let asked = 0;
  // As if the sign-in were half an hour ago.
  await page.route("**/people/desk1/link", (route) => {
    asked += 1;
    const type = "urn:hushdesk:problem:proof-needed";
    const problem = { type, title: "", status: 401, detail: "" };
    return asked === 1 ? route.fulfill({ status: 401, json: problem }) : route.continue();
  });
  await chooses(admin, "Ann", "Link to a new password");
  const dialog = page.getByRole("dialog", { name: "Your password, please" });
  await dialog.getByLabel("Password").fill("not this one");
  await dialog.getByLabel("Password").press("Enter");
  await dialog.getByText("This is not your password").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("proof") });
  await dialog.getByLabel("Password").fill(admin.password);
  await dialog.getByLabel("Password").press("Enter");
  await page.getByText("A link for Ann").waitFor();
  assert.equal(asked, 2);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  // Who does not want to is told that nothing was done.
  asked = 0;
  await chooses(admin, "Ann", "Link to a new password");
  await dialog.getByLabel("Password").press("Escape");
  await page.getByText("Your password is needed for this").waitFor();
});

test("the last administrator stays one, and is told why", async () => {
  const admin = await administrator();
  const self = await admin.page.getByRole("row").filter({ hasText: "Administrator" }).getByRole("rowheader").innerText();
  const name = self.split("\n")[0];
  await chooses(admin, name, "Remove…");
  await admin.page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await admin.page.getByText("Somebody has to be administrator.").first().waitFor();
});
