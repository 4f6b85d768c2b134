// Keys: made by an administrator and opened by their holder, made by the holder and accepted, given by the digits, revoked;
// and the private half, which never leaves a browser but as a file that somebody saves.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { focused } from "./support/focus.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("keys");

const PASSPHRASE = "five quiet words by the window";

/** Somebody with the page of keys open, and all that their browser has sent. */
async function at(page, name, options) {
  const person = await library.stranger(name, options);
  person.sent = [];
  person.page.on("request", (request) => person.sent.push(request.postData() ?? ""));
  await person.isAsked();
  await person.begins();
  await person.page.goto(new URL(`/console/${page}`, library.server.console).href);
  await person.page.getByRole("heading", { level: 1 }).waitFor();
  return person;
}

/** Opens a key file and keeps it, under a passphrase of this browser. */
async function keeps(person, content, ofFile) {
  const { page } = person;
  await page.locator("#open-file").setInputFiles({ name: "key", mimeType: "text/plain", buffer: Buffer.from(content) });
  if (ofFile) {
    await page.getByLabel("Passphrase of the file").fill(ofFile);
  }
  await page.getByLabel("What you call this key").fill("Own laptop");
  await page.getByLabel("New passphrase for this browser").fill(PASSPHRASE);
  await page.getByRole("button", { name: "Keep it in this browser" }).click();
}

/** Has a key made for somebody, and gives its files and its passphrase. */
async function makes(admin, whom) {
  const { page } = admin;
  await page.getByRole("button", { name: "Generate keys" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(whom, { exact: true }).check();
  await dialog.getByRole("button", { name: "Make them" }).click();
  await page.getByText(`Hand out: ${whom}`).waitFor({ timeout: 120_000 });
  const passphrase = await page.getByLabel("Passphrase of the file").inputValue();
  const files = [];
  for (const name of ["Key file (PEM)", "For Pidgin"]) {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name }).click();
    files.push(await readFile(await (await download).path(), "utf8"));
  }
  return { passphrase, pem: files[0], libotr: files[1] };
}

/** The letters of a key file that nobody else may have, without the lines around them. */
function secretOf(file) {
  const lines = file.split("\n").filter((line) => !line.startsWith("-----"));
  return lines.join("").slice(-200);
}

test("a key that an administrator makes is opened by its holder, whom guests then see as verified, whenever they came", async () => {
  // Who opened the page before the key was there is no worse off.
  const guest = await library.guest();
  const admin = await at("encryption", "admin");
  await admin.page.getByRole("row", { name: /Ann/ }).first().waitFor();
  await admin.page.screenshot({ path: screenshot("encryption"), fullPage: true });
  assert.deepEqual(await violations(admin.page), []);
  const { passphrase, pem, libotr } = await makes(admin, "Ben");
  await admin.page.screenshot({ path: screenshot("encryption-making"), fullPage: true });
  assert.deepEqual(await violations(admin.page), []);
  assert.match(pem, /^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
  assert.match(libotr, /\(privkeys/);
  await admin.page.getByRole("button", { name: "Pin 1 key" }).click();
  await admin.page.getByRole("row", { name: /Ben/ }).waitFor();

  const ben = await at("keys", "desk2");
  await ben.page.screenshot({ path: screenshot("my-keys"), fullPage: true });
  assert.deepEqual(await violations(ben.page), []);
  await keeps(ben, pem, "another passphrase");
  await ben.page.getByText("This passphrase does not open the file").waitFor();
  await ben.page.getByLabel("Passphrase of the file").fill(passphrase);
  await ben.page.screenshot({ path: screenshot("my-keys-opening"), fullPage: true });
  assert.deepEqual(await violations(ben.page), []);
  await ben.page.getByRole("button", { name: "Keep it in this browser" }).click();
  await ben.page.getByText("you have unlocked it").waitFor();
  await ben.page.getByRole("row", { name: /Own laptop/ }).getByText("In use").waitFor();

  for (const { sent, page } of [admin, ben]) {
    const secrets = [pem, libotr].map(secretOf);
    const seen = [...sent, JSON.stringify(await page.evaluate(() => ({ ...localStorage, ...sessionStorage })))].join();
    assert.ok(!secrets.some((secret) => seen.includes(secret)));
    assert.ok(!seen.includes("PRIVATE KEY"));
  }

  await ben.page.getByRole("link", { name: "Desk" }).last().click();
  await guest.writes("Is this really you?");
  await ben.claims();
  await guest.isVerified();
  await ben.writes("It is.");
  await guest.reads("It is.");
});

test("a key that is kept is unlocked once each time its holder signs in, and can be left locked", async () => {
  const admin = await at("encryption", "admin");
  const { libotr } = await makes(admin, "Cora");
  const cora = await at("keys", "desk3");
  await keeps(cora, libotr);
  await cora.page.getByText("you have unlocked it").waitFor();
  await cora.page.reload();
  await cora.page.getByText("you have unlocked it").waitFor();
  await cora.page.getByRole("link", { name: "Desk" }).last().click();
  await cora.asksToSignOut();
  await cora.tries(cora.password);
  await cora.page.getByRole("heading", { name: "Unlock your key" }).waitFor();
  await cora.page.screenshot({ path: screenshot("unlock") });
  assert.deepEqual(await violations(cora.page), []);
  await focused(cora.page.getByLabel("Passphrase"));
  await cora.page.keyboard.type("not these words");
  await cora.page.keyboard.press("Enter");
  await cora.page.getByText("That does not open it").waitFor();
  await cora.page.getByLabel("Passphrase").fill(PASSPHRASE);
  await cora.page.keyboard.press("Enter");
  await cora.start.waitFor();
  await cora.begins();
  await cora.asksToSignOut();
  await cora.tries(cora.password);
  await cora.page.getByRole("button", { name: "Not now" }).click();
  await cora.start.waitFor();
});

test("a key that somebody makes for themselves stays in their browser; its fingerprint is accepted, and then revoked", async () => {
  const ann = await at("keys", "desk1");
  await ann.page.getByRole("button", { name: "Make a key here" }).click();
  const dialog = ann.page.getByRole("dialog");
  await dialog.getByLabel("What you call this key").fill("Ann's desk");
  await dialog.getByLabel("New passphrase for this browser").fill("short");
  await dialog.getByRole("button", { name: "Make it" }).click();
  await dialog.getByText("Use at least 12 characters.").waitFor();
  await dialog.getByLabel("New passphrase for this browser").fill(PASSPHRASE);
  await dialog.getByRole("button", { name: "Make it" }).click();
  await ann.page.getByText("you have unlocked it").waitFor({ timeout: 120_000 });
  await ann.page.getByText("Chats that come through these you see and cannot answer.").waitFor();
  await ann.page.getByRole("button", { name: "More for Ann's desk" }).click();
  await ann.page.getByRole("menuitem", { name: "Send the fingerprint" }).click();
  await ann.page.getByText("Sent. Tell an administrator the digits").waitFor();

  const admin = await at("encryption", "admin");
  await admin.page.getByRole("heading", { name: "Sent to you" }).waitFor();
  await admin.page.screenshot({ path: screenshot("encryption-proposal"), fullPage: true });
  assert.deepEqual(await violations(admin.page), []);
  await admin.page.getByRole("button", { name: "Pin it" }).click();
  const row = admin.page.getByRole("row", { name: /Ann's desk/ });
  await row.waitFor();
  await ann.page.reload();
  await ann.page.getByText("Chats that come through these you see and cannot answer.").waitFor({ state: "detached" });

  await admin.page.getByRole("button", { name: "More for Ann's desk" }).click();
  await admin.page.getByRole("menuitem", { name: "Revoke…" }).click();
  await admin.page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await row.getByText(/^Revoked/).waitFor();
  await ann.page.reload();
  await ann.page.getByText("Chats that come through these you see and cannot answer.").waitFor();
});

test("a fingerprint is taken in any usual spelling, and a private key given in its place is refused in the browser", async () => {
  const admin = await at("encryption", "admin");
  const { page } = admin;
  await page.getByRole("button", { name: "Provide my own key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Fingerprint").fill("d953 d544 57bc 649e d6ba f437 2721 e06e 781f 0d0");
  await dialog.getByText("39 digits; a fingerprint has 40.").waitFor();
  const answer = await page.request.get(new URL("/demo/keys/desk1.key", library.server.console).href);
  await dialog.getByLabel("Or paste what stands in it").fill(await answer.text());
  await dialog.getByText("This is a private key").waitFor();
  await page.screenshot({ path: screenshot("encryption-private") });
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole("button", { name: "Pin it" }).click();
  await dialog.getByText("Give a fingerprint or a public key first.").waitFor();
  await dialog.getByLabel("Fingerprint").fill("D9:53:D5:44:57:BC:64:9E:D6:BA:F4:37:27:21:E0:6E:78:1F:0D:0A");
  await dialog.getByText("Recognised").waitFor();
  await dialog.getByLabel("What the key is called").fill("Sami, Pidgin");
  await dialog.getByRole("button", { name: "Pin it" }).click();
  await page.getByRole("row", { name: /Sami, Pidgin/ }).getByText("D953D544").waitFor();
  assert.ok(!admin.sent.join().includes("privkeys"));
});

test("a skin is sealed and opened by one press each, after what that means has been said", async () => {
  const admin = await at("encryption", "admin");
  const { page } = admin;
  const sealed = page.getByRole("switch", { checked: true }).first();
  await sealed.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("The service can read its new chats from then on").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("switch", { checked: true }).first().click();
  await dialog.getByRole("button", { name: "Open it" }).click();
  await page.getByRole("switch", { checked: true }).first().waitFor({ state: "detached" });
  await page.getByRole("switch").first().click();
  await dialog.getByText("New chats are encrypted end to end").waitFor();
  await dialog.getByRole("button", { name: "Seal it" }).click();
  await page.getByRole("switch", { checked: true }).first().waitFor();
});
