// The button on the library's page: whether somebody is there, what is new, in which order buttons stand, in which language
// they speak; the chat in the text of a page; and on phones the way back.

import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { Host } from "./support/host.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("launcher");
let host;

beforeEach(async () => {
  host ??= await Host.start(new URL(library.server.demo).origin);
});
after(() => host?.close());

const PHONE = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };

const REFERENCE = "Ask the reference desk";

/** Somebody with a page of another library open. */
const at = (page, options) => library.visitor({ page: host.address(page), ...options });

/** The button that is called like this, among other things, and is in this state. */
const named = (guest, name, state = {}) => guest.page.getByRole("button", { name, ...state });

/** What axe finds wrong with what is ours. In which landmark it is, is for the page to say. */
const faults = async (guest) => (await violations(guest.page)).filter((it) => /hushdesk/.test(it) && !it.startsWith("region:"));

/** Whether the chat can be seen. */
const isOpen = (guest) => guest.page.locator("iframe").isVisible();

test("the button says in words and look whether somebody is there", async () => {
  const away = await at("plain.html");
  await named(away, "Chat with us Away just now").waitFor();
  const ground = (guest) => named(guest, "Chat with us").evaluate((it) => getComputedStyle(it).backgroundColor);
  const whenAway = await ground(away);
  await away.page.screenshot({ path: screenshot("launcher-away") });
  await library.operator("desk1");
  const here = await at("plain.html");
  await named(here, "Chat with us Here now").waitFor();
  assert.notEqual(await ground(here), whenAway);
  await here.page.screenshot({ path: screenshot("launcher-here") });
  assert.deepEqual(await faults(here), []);
  assert.deepEqual(await faults(away), []);
});

test("a page that stays open learns when somebody comes, and asks only while it is seen", async () => {
  const guest = await at("plain.html");
  await named(guest, "Chat with us Away just now").waitFor();
  let asked = 0;
  await guest.page.route("**/presence?*", (route) => {
    asked += 1;
    return route.fulfill({ json: { staffed: true }, headers: { "Access-Control-Allow-Origin": "*" } });
  });
  await guest.page.clock.install();
  await guest.page.reload();
  await named(guest, "Chat with us Here now").waitFor();
  const before = asked;
  await guest.page.evaluate(() => Object.defineProperty(document, "hidden", { value: true, configurable: true }));
  await guest.page.clock.runFor(200_000);
  assert.equal(asked, before);
  await guest.page.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: false });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
  await guest.page.waitForFunction(() => true);
  await guest.page.clock.runFor(61_000);
  assert.ok(asked > before, `${asked} times`);
});

test("what is new while the chat is closed is counted on the button, in its name, and told once", async () => {
  const desk = await library.operator("desk1");
  const guest = await library.guest();
  await guest.writes("Do you have maps?");
  await desk.claims();
  await desk.writes("We do.");
  await guest.reads("We do.");
  const button = (state) => named(guest, REFERENCE, state);
  const status = guest.page.getByRole("status");
  await guest.page.keyboard.press("Escape");
  await button({ expanded: false }).waitFor();
  await desk.writes("Of the town.");
  await named(guest, `${REFERENCE} Here now New messages: 1`).waitFor();
  await status.getByText("New messages: 1").waitFor({ state: "attached" });
  await desk.writes("And of the county.");
  await named(guest, `${REFERENCE} Here now New messages: 2`).waitFor();
  await status.getByText("New messages: 2").waitFor({ state: "attached" });
  assert.deepEqual(await faults(guest), []);
  await guest.page.screenshot({ path: screenshot("launcher-news") });
  await guest.page.reload();
  await named(guest, `${REFERENCE} Here now New messages: 2`).waitFor();
  await button({ expanded: false }).click();
  await guest.reads("And of the county.");
  await button({ expanded: true }).waitFor();
  assert.equal(await named(guest, "New messages").count(), 0);
});

test("how much is new stands before the page's title, whatever the page does to it, and is gone without a trace", async () => {
  const [desk, guest] = await Promise.all([library.operator("desk1"), library.guest()]);
  const { page } = guest;
  const title = () => page.evaluate(() => document.querySelector("title").textContent);
  const becomes = (expected) => page.waitForFunction((text) => document.title === text, expected);
  const own = await title();
  await guest.writes("Do you have maps?");
  await desk.claims();
  await desk.writes("We do.");
  await guest.reads("We do.");
  assert.equal(await title(), own, "nothing is new to whoever looks at it");
  await page.keyboard.press("Escape");
  await desk.writes("Of the town.");
  await becomes(`(1) ${own}`);
  await desk.writes("And of the county.");
  await becomes(`(2) ${own}`);
  await page.evaluate(() => void (document.title = "The page says something else"));
  await becomes("(2) The page says something else");
  await guest.opens();
  assert.equal(await title(), "The page says something else");
  await page.evaluate(() => Object.defineProperty(document, "hidden", { value: true, configurable: true }));
  await desk.writes("And of the moon.");
  await becomes("(1) The page says something else");
  await page.evaluate(() => {
    delete document.hidden;
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
  assert.equal(await title(), "The page says something else");
});

test("a page of the chat's own says in its title how much is new while nobody looks at it", async () => {
  const origin = new URL(library.server.demo).origin;
  const [desk, guest] = await Promise.all([library.operator("desk1"), library.visitor({ page: `${origin}/chat/reference` })]);
  const { page } = guest;
  const own = await page.title();
  await page.getByRole("textbox").fill("Do you have maps?");
  await page.keyboard.press("Enter");
  await desk.claims();
  await page.evaluate(() => Object.defineProperty(document, "hidden", { value: true, configurable: true }));
  await desk.writes("We do.");
  await page.waitForFunction((text) => document.title === text, `(1) ${own}`);
  await page.evaluate(() => {
    delete document.hidden;
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
  assert.equal(await page.title(), own);
});

test("the button says what the skin has it say, and the desk answers by its own name where the library wants that", async () => {
  const [desk, guest] = await Promise.all([library.operator("desk1"), at("plain.html")]);
  await guest.page.route("**/api/v1/snippets/*/presence?language=en", (route) =>
    route.fulfill({ json: { staffed: true, button: "Talk to us" }, headers: { "Access-Control-Allow-Origin": "*" } }),
  );
  await guest.page.route(/\/api\/v1\/snippets\/\w+\?/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), answers: { desk: "The map room" } } });
  });
  await guest.page.reload();
  await named(guest, "Talk to us Here now").waitFor();
  await guest.opens("Talk to us");
  await guest.writes("Do you have maps?");
  await desk.claims();
  // What is verified is the key, and with it the name that the library has given to that.
  await guest.isWith("Ann");
  assert.equal(await guest.widget.locator("h1").textContent(), "The map room");
  await desk.writes("We do.");
  await guest.reads("We do.");
  await guest.page.screenshot({ path: screenshot("desk-answers") });
  await guest.lock.click();
  await guest.widget.getByText("It is really Ann.").waitFor();
});

test("the button stands in the corner and has the colour that the skin says, from the first sight on", async () => {
  const guest = await at("plain.html");
  await guest.page.route("**/api/v1/snippets/*/presence?language=en", (route) =>
    route.fulfill({
      json: { staffed: true, colour: "#e0b0ff", corner: "start" },
      headers: { "Access-Control-Allow-Origin": "*" },
    }),
  );
  await guest.page.reload();
  const button = named(guest, "Chat with us Here now");
  await button.waitFor();
  const box = await button.boundingBox();
  assert.ok(box.x < 30, `${box.x}`);
  assert.deepEqual(await faults(guest), []);
  await guest.page.screenshot({ path: screenshot("launcher-start") });
  await guest.opens("Chat with us");
  const frame = await guest.page.locator("iframe").boundingBox();
  assert.ok(frame.x < 30, `${frame.x}`);
});

test("a service that does not say whether somebody is there has its button all the same", async () => {
  const guest = await at("plain.html");
  await guest.page.route("**/api/v1/snippets/*/presence?language=en", (route) => route.abort());
  await guest.page.evaluate(() => sessionStorage.clear());
  await guest.page.reload();
  await named(guest, "Chat with us").waitFor();
});

test("on a phone Back closes the chat and stays in the page, and Forward opens it again", async () => {
  const guest = await library.visitor(PHONE);
  const { page } = guest;
  await page.goto(`${library.server.demo}#hours`);
  const address = page.url();
  await guest.opens();
  // (How many entries there are a frame that is being loaded may know wrongly. That it is one more is seen by going back twice.)
  assert.deepEqual(await page.evaluate(() => history.state), { hushdesk: "reference" });
  await page.goBack();
  await page.locator("iframe").waitFor({ state: "hidden" });
  await page.waitForFunction(() => document.activeElement?.hasAttribute("data-hushdesk"));
  assert.equal(page.url(), address);
  await page.goForward();
  await page.locator("iframe").waitFor();
  await guest.widget.getByRole("button", { name: "Close" }).click();
  await page.locator("iframe").waitFor({ state: "hidden" });
  await page.waitForFunction(() => !history.state?.hushdesk);
  await page.goBack();
  await page.waitForFunction(() => location.hash === "");
});

test("on a phone the page's own router hears nothing of it", async () => {
  const guest = await library.visitor(PHONE);
  await guest.page.evaluate(() => {
    history.replaceState({ router: 7 }, "");
    window.heard = [];
    addEventListener("popstate", ({ state }) => heard.push(state));
  });
  await guest.opens();
  assert.deepEqual(await guest.page.evaluate(() => history.state), { router: 7, hushdesk: "reference" });
  await guest.page.goBack();
  await guest.page.locator("iframe").waitFor({ state: "hidden" });
  assert.deepEqual(await guest.page.evaluate(() => history.state), { router: 7 });
  assert.deepEqual(await guest.page.evaluate(() => heard), []);
});

test("on a phone a chat that goes on does not cover the next page", async () => {
  const [desk, guest] = await Promise.all([library.operator("desk1"), library.guest(PHONE)]);
  await guest.writes("Is there a step?");
  await desk.claims();
  await desk.writes("None.");
  await guest.reads("None.");
  await guest.page.goto(`${library.server.demo}?next`);
  await named(guest, REFERENCE).waitFor();
  assert.equal(await isOpen(guest), false);
  await desk.writes("And a lift.");
  await named(guest, "New messages: 1").waitFor();
  await guest.page.screenshot({ path: screenshot("launcher-phone") });
  await guest.opens();
  await guest.reads("And a lift.");
});

test("the button speaks the language of the page it is in, and so does the chat's page", async () => {
  const guest = await at("german.html");
  await named(guest, "Chat mit uns").getByText("Gerade nicht da").waitFor();
  assert.deepEqual(await faults(guest), []);
  await guest.page.route("**/widget/widget.js", (route) => route.abort());
  await named(guest, "Chat mit uns").click();
  await guest.widget.getByText("Der Chat konnte nicht geladen werden.").waitFor();
});

test("in the text of a page the chat is there from the beginning, and takes nobody away from the page", async () => {
  const [desk, guest] = await Promise.all([library.operator("desk1"), at("inline.html")]);
  await guest.field.waitFor();
  assert.equal(await guest.page.getByRole("button").count(), 0);
  assert.equal(await guest.widget.getByRole("button", { name: "Close" }).count(), 0);
  assert.equal(await guest.page.evaluate(() => document.activeElement.localName), "body");
  const { height } = await guest.page.locator("iframe").boundingBox();
  assert.equal(height, 36 * 16);
  await guest.writes("Do you have maps?");
  await desk.claims();
  await desk.writes("We do.");
  await guest.reads("We do.");
  await guest.page.screenshot({ path: screenshot("inline") });
  assert.deepEqual(await faults(guest), []);
});
