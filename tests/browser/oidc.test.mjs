// Signing in at an identity provider, a real one on this machine: an administrator sets it, people come in by it, passwords are
// switched off but for one, and whoever is to show again that it is them signs in there once more.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { CLIENT, IdentityProvider, signsInThere, typesName } from "./support/identity_provider.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("oidc");

let origin;
let campus;

after(() => campus?.stop());

const PAGE = "/console/identity-provider";

const there = (page) => page.getByRole("button", { name: "Sign in with Campus" });

const save = (page) => page.getByRole("button", { name: "Save", exact: true });

/** Signs in at the provider, from the library's door to its desk. */
async function comesIn(page, name) {
  await there(page).click();
  await signsInThere(page, name);
}

/** Everything the page has said to the library's server and heard of it. */
const bodies = [];

test("an administrator sets the provider, and nobody reads its secret again", async () => {
  ({ origin } = new URL(library.server.console));
  campus = await IdentityProvider.start(origin, "ES256");
  const { page } = await library.operator("admin");
  page.on("response", async (response) => bodies.push(await response.text().catch(() => "")));
  await page.goto(`${origin}${PAGE}`);
  await page.getByRole("radio", { name: /^At an identity provider, too/ }).check();
  await page.getByText(`${origin}/console/provider`).waitFor();
  await page.getByLabel("What it is called").fill("Campus");
  await page.getByLabel("Issuer").fill("id.example");
  await page.getByText("That is no address that begins with https://.").waitFor();
  await page.getByText("Mend what is marked, then save").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByLabel("Issuer").fill(campus.issuer);
  await page.getByLabel("Client ID").fill(CLIENT.id);
  await page.getByLabel("Client secret").fill(CLIENT.secret);
  await page.getByLabel("Claim").fill("preferred_username");
  await page.screenshot({ path: screenshot("identity-provider"), fullPage: true });
  await save(page).press("Enter");
  await page.getByText("Everything is saved").waitFor();
  await page.getByText(/^There has been one since/).waitFor();
  assert.equal(await page.getByLabel("Client secret").inputValue(), "");
  await page.goto(`${origin}/console/audit`);
  await page.getByRole("table").getByText("set the identity provider").first().waitFor();
  assert.ok(bodies.some((body) => body.includes(CLIENT.id)));
  assert.ok(!bodies.some((body) => body.includes(CLIENT.secret)));
  assert.ok(!JSON.stringify(await page.context().storageState()).includes(CLIENT.secret));
});

test("whoever signs in there is signed in here, with the role they have here", async () => {
  const desk = await library.stranger("desk1");
  const { page } = desk;
  await there(page).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("sign-in-provider") });
  await comesIn(page, "desk1");
  await desk.begins();
  assert.equal(new URL(page.url()).search, "");
  const cookies = await page.context().cookies(origin);
  const names = cookies.map(({ name }) => name);
  assert.ok(names.includes("hushdesk") && !names.includes("hushdesk-provider"), names.join());
  await desk.choosesInAccount("Signing in");
  await page.getByText("You are signed in by Campus").waitFor();
  assert.deepEqual(await violations(page), []);
});

test("the same account is known by its subject whatever it is called, and the provider's keys may change", async () => {
  campus.accounts.set("desk1", { preferred_username: "somebody-else" });
  await campus.rotates();
  const desk = await library.stranger("desk1");
  // Keys that were read a moment ago are not asked for again.
  const refused = desk.page.getByText("did not let you in");
  for (;;) {
    await comesIn(desk.page, "desk1");
    await desk.start.or(refused).waitFor();
    if (await desk.start.isVisible()) {
      break;
    }
    await desk.page.getByRole("link", { name: "Back to signing in" }).click();
  }
  campus.accounts.delete("desk1");
});

test("whoever is nobody here, presses cancel there or comes from nowhere is told so, and is not let in", async () => {
  const { page } = await library.stranger("desk2");
  await comesIn(page, "a-stranger");
  await page.getByText("Nobody here goes by your account.").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole("link", { name: "Back to signing in" }).press("Enter");
  await page.context().clearCookies();
  await there(page).click();
  await page.getByRole("link", { name: /Cancel/ }).click();
  await page.getByText("The identity provider did not let you in.").waitFor();
  const evil = "https://evil.example/";
  for (const query of [
    "code=made-up&state=made-up",
    `error=access_denied&error_description=Call+666&state=x&return_to=${evil}`,
    `again&next=${evil}`,
    "",
  ]) {
    await page.goto(`${origin}/console/provider?${query}`);
    if (query.startsWith("again")) {
      await page.waitForURL(`${campus.issuer}/**`);
      continue;
    }
    await page.getByText("This sign-in does not count any more.").waitFor();
    assert.equal(page.url(), `${origin}/console/provider`);
    assert.equal(await page.getByText("666").count(), 0);
  }
  await page.goto(`${origin}/console/`);
  await there(page).waitFor();
});

test("a way back that was begun in another browser, or used, leads nowhere", async () => {
  const [one, two] = [await library.stranger("desk2"), await library.stranger("desk2")];
  const answering = one.page.waitForRequest("**/session/provider/return");
  await one.page.route("**/session/provider/return", (route) => route.abort());
  await comesIn(one.page, "desk2");
  const body = (await answering).postData();
  await one.page.getByText("The service cannot be reached.").waitFor();
  await one.page.unroute("**/session/provider/return");
  const comesBack = ({ page }) =>
    page.evaluate(async (body) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch("/api/v1/session/provider/return", { method: "POST", headers, body });
      return answer.status;
    }, body);
  assert.equal(await comesBack(two), 410);
  assert.equal(await comesBack(one), 200);
  assert.equal(await comesBack(one), 410);
  await one.page.goto(`${origin}/console/`);
  await one.start.waitFor();
});

test("passwords are switched off by who has signed in there, but for one, who still comes in with theirs", async () => {
  const admin = await library.stranger("admin");
  const { page } = admin;
  await admin.page.getByLabel("Sign-in name").fill("admin");
  await admin.page.getByLabel("Password").fill(admin.password);
  await admin.page.getByLabel("Password").press("Enter");
  await admin.start.waitFor();
  const off = async () => {
    await page.goto(`${origin}${PAGE}`);
    await page.getByRole("radio", { name: /^One administrator only/ }).check();
    await page.getByLabel("Who keeps their password").waitFor();
  };
  await off();
  await page.locator(".body").getByText("Sign in at the provider yourself first").waitFor();
  await save(page).press("Enter");
  await page.locator(".save-bar").getByText("Sign in at the provider yourself first").waitFor();
  await page.getByRole("button", { name: "Take back" }).click();
  await page.context().clearCookies();
  await page.goto(`${origin}/console/`);
  await comesIn(page, "admin");
  await admin.start.waitFor();

  await off();
  await page.getByText("Whoever is signed in with a password is signed out").waitFor();
  assert.deepEqual(await violations(page), []);
  await save(page).press("Enter");
  // The provider did not say when it was that they signed in there.
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Sign in at Campus once more").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("sign-in-again") });
  const opening = page.context().waitForEvent("page");
  await dialog.getByRole("link", { name: "Sign in with Campus" }).click();
  const again = await opening;
  await typesName(again, "admin");
  await again.getByText("It is you").waitFor();
  await again.close();
  await dialog.getByRole("button", { name: "Go on" }).click();
  await page.getByText("Everything is saved").waitFor();

  const desk = await library.enter(await openDoor());
  await there(desk.page).waitFor();
  assert.equal(await desk.page.getByLabel("Sign-in name").count(), 0);
  assert.deepEqual(await violations(desk.page), []);
  assert.equal(await desk.page.evaluate(() => document.documentElement.scrollWidth), 360);
  await desk.page.screenshot({ path: screenshot("sign-in-provider-phone") });
  const tries = async (name) => {
    await desk.page.getByLabel("Sign-in name").fill(name);
    await desk.page.getByLabel("Password").fill(library.server.passwords[name]);
    await desk.page.getByLabel("Password").press("Enter");
  };
  await desk.page.getByRole("button", { name: "Sign in with a password" }).press("Enter");
  await tries("desk3");
  await desk.page.getByText("do not fit together").waitFor();
  await tries("admin");
  await desk.page.getByRole("button", { name: "Start", exact: true }).waitFor();
});

/** A phone in the dark at the library's door. */
async function openDoor() {
  const { Operator } = await import("./support/operator.mjs");
  const { newWindow } = await import("./support/browser.mjs");
  const window = await newWindow(library.browser, { colorScheme: "dark", viewport: { width: 360, height: 740 } });
  const desk = new Operator(window, "desk3", library.server.passwords.desk3);
  await desk.page.goto(library.server.console);
  return desk;
}
