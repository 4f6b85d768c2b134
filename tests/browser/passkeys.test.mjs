// Passkeys, by Chromium's virtual authenticator: added on one's own page, shown to sign in without a password and beside one, and
// removed again.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("passkeys");

const DOES_NOT_COUNT = "This passkey does not count here";

const PLATFORM = {
  protocol: "ctap2",
  transport: "internal",
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
};

/** An authenticator in somebody's computer. */
class Authenticator {
  static async of(page) {
    const it = new Authenticator();
    it.cdp = await page.context().newCDPSession(page);
    await it.cdp.send("WebAuthn.enable");
    await it.asks("addVirtualAuthenticator", { options: PLATFORM });
    return it;
  }

  async asks(what, parameters) {
    const answer = await this.cdp.send(`WebAuthn.${what}`, { authenticatorId: this.id, ...parameters });
    this.id ??= answer.authenticatorId;
    return answer;
  }

  /** The one passkey it has. */
  async passkey() {
    const { credentials } = await this.asks("getCredentials", {});
    assert.equal(credentials.length, 1);
    return credentials[0];
  }

  /** It has this one, and no other. */
  async has(credential) {
    await this.asks("clearCredentials", {});
    await this.asks("addCredential", { credential });
  }

  /** Whoever sits there does not unlock it, or does. */
  isUnlocked(isUserVerified) {
    return this.asks("setUserVerified", { isUserVerified });
  }
}

/** The console under a name, which passkeys need. */
function address() {
  const { port, pathname } = new URL(library.server.console);
  return `http://localhost:${port}${pathname}`;
}

/** Somebody at the console's door, and their authenticator. */
async function arrives(name, options) {
  const person = await library.stranger(name, options);
  const authenticator = await Authenticator.of(person.page);
  await person.page.goto(address());
  await person.isAskedToSignIn();
  return { person, page: person.page, authenticator };
}

/** The page about signing in, of whoever gives their password. */
async function signsIn({ person }) {
  await person.tries(person.password);
  await person.start.waitFor();
  await person.begins();
  await person.choosesInAccount("Signing in");
}

async function signsOut({ person }) {
  await person.asksToSignOut();
  await person.isAskedToSignIn();
}

/** Adds a passkey, by the keyboard. Gives the recovery codes. */
async function adds({ page }, label) {
  await page.getByRole("button", { name: "Add a passkey…" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(label);
  await dialog.getByLabel("Name").press("Enter");
  const codes = dialog.getByRole("listitem");
  await codes.nth(9).waitFor();
  const told = await codes.allInnerTexts();
  await dialog.getByRole("button", { name: "I have kept them" }).press("Enter");
  await page.getByRole("table").getByText(label).waitFor();
  return told;
}

/** A picture of the passkeys on the page. */
async function pictures(page, name) {
  await page.getByRole("button", { name: "Add a passkey…" }).scrollIntoViewIfNeeded();
  await page.screenshot({ path: screenshot(name) });
}

const byPasskey = (page) => page.getByRole("button", { name: "Sign in with a passkey" });

const beside = (page) => page.getByRole("button", { name: "Use a passkey" });

test("whoever adds a passkey signs in by it alone, and it is their second factor beside the password", async () => {
  const desk = await arrives("desk1");
  const { person, page, authenticator } = desk;
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("sign-in-passkey") });
  await signsIn(desk);
  const [recovery] = await adds(desk, "Laptop");
  assert.deepEqual(await violations(page), []);
  await pictures(page, "passkeys");
  await page.getByRole("button", { name: "New recovery codes…" }).waitFor();

  await signsOut(desk);
  await byPasskey(page).press("Enter");
  await page.getByRole("table", { name: "Passkeys" }).waitFor();
  await page.getByRole("row", { name: /Laptop/ }).getByText("Never used").waitFor({ state: "detached" });

  await signsOut(desk);
  await person.tries(person.password);
  await page.locator("#code").waitFor();
  await beside(page).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("sign-in-code-or-passkey") });
  await authenticator.isUnlocked(false);
  await beside(page).press("Enter");
  await page.getByText("No passkey was shown").waitFor();
  await authenticator.isUnlocked(true);
  await beside(page).press("Enter");
  await page.getByRole("table", { name: "Passkeys" }).waitFor();

  await signsOut(desk);
  await person.tries(person.password);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(recovery);
  await page.getByLabel("Recovery code").press("Enter");
  await page.getByRole("table", { name: "Passkeys" }).waitFor();

  // The old password and the passkey change the password.
  await page.locator("#password-old").fill(person.password);
  await page.locator("#password-new").fill("another password of mine");
  const section = page.locator("form").filter({ has: page.locator("#password-old") });
  await section.getByRole("button", { name: "Use a passkey" }).press("Enter");
  await section.getByText("Your passkey was shown").waitFor();
  await page.locator("#password-new").press("Enter");
  await page.waitForFunction(() => document.querySelector("#password-new")?.value === "");

  await page.getByRole("button", { name: "Rename: Laptop" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Old laptop");
  await dialog.getByLabel("Name").press("Enter");
  await page.getByRole("button", { name: "Remove: Old laptop" }).press("Enter");
  await dialog.getByText("Remove “Old laptop”?").waitFor();
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole("button", { name: "Remove", exact: true }).press("Enter");
  await page.getByRole("table", { name: "Passkeys" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "New recovery codes…" }).waitFor({ state: "detached" });

  await signsOut(desk);
  await byPasskey(page).press("Enter");
  await page.getByText(DOES_NOT_COUNT).waitFor();
  assert.deepEqual(await violations(page), []);
  await person.tries("another password of mine");
  await page.getByRole("button", { name: "Add a passkey…" }).waitFor();
});

test("another's passkey is no second factor, and a copy that has counted less lets nobody in and is in the audit log", async () => {
  const [desk2, desk3] = [await arrives("desk2"), await arrives("desk3")];
  for (const desk of [desk2, desk3]) {
    await signsIn(desk);
    await adds(desk, "Telephone");
    await signsOut(desk);
  }
  const [own, anothers] = [await desk2.authenticator.passkey(), await desk3.authenticator.passkey()];
  await desk2.authenticator.has(anothers);
  await desk2.person.tries(desk2.person.password);
  await beside(desk2.page).press("Enter");
  await desk2.page.getByText(DOES_NOT_COUNT).waitFor();

  await desk2.page.goto(address());
  await desk2.authenticator.has({ ...own, signCount: 40 });
  await byPasskey(desk2.page).press("Enter");
  await desk2.person.begins();
  await signsOut(desk2);
  await desk2.authenticator.has({ ...own, signCount: 7 });
  await byPasskey(desk2.page).press("Enter");
  await desk2.page.getByText(DOES_NOT_COUNT).waitFor();

  const admin = await library.operator("admin");
  await admin.page.goto(`${new URL(library.server.console).origin}/console/audit`);
  await admin.page.getByRole("table").getByText("was refused with a passkey that may be a copy").first().waitFor();
});

test("where a second factor is required a passkey will do, also on a telephone at night", async () => {
  await library.server.setsOrganisation({ name: "Library", audit_days: 400, second_factor_required: true });
  const dark = { colorScheme: "dark", viewport: { width: 360, height: 740 } };
  const admin = await arrives("admin", dark);
  const { page, person } = admin;
  await page.screenshot({ path: screenshot("sign-in-passkey-360-dark") });
  await person.tries(person.password);
  await page.getByRole("button", { name: "Add a passkey instead" }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("passkey-door-360-dark"), fullPage: true });
  await page.getByRole("button", { name: "Add a passkey instead" }).press("Enter");
  await page.getByLabel("Name").fill("Telephone");
  await page.getByLabel("Name").press("Enter");
  await page.getByRole("listitem").nth(9).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "I have kept them" }).press("Enter");
  await page.getByRole("heading", { name: "Set up a second factor" }).waitFor({ state: "detached" });
  await page.goto(`${address().replace(/\/$/, "")}/signing-in`);
  await page.getByRole("table", { name: "Passkeys" }).waitFor();
  assert.deepEqual(await violations(page), []);
  await pictures(page, "passkeys-360-dark");
});
