// What invites whoever is on a library's page to chat: when it comes and when it does not, that it is closed for a visit, that it
// takes no focus, and that no page does anything to it.

import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";

import { fits } from "../../web/guest/loader/fits.js";
import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { visits } from "./support/history.mjs";
import { Host } from "./support/host.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("invitation");
let host;

beforeEach(async () => {
  host ??= await Host.start(new URL(library.server.demo).origin);
});
after(() => host?.close());

const WORDS = "Can we help you? Ask us, we are here.";

/** The snippet invites like this from now on. */
const invites = (invitation, snippet = "reference") => {
  const settings = { queue: snippet, skin: snippet, sites: [], rollover: [], ...(invitation ? { invitation } : {}) };
  return library.server.setsSnippet(snippet, settings);
};

const at = (page, options) => library.visitor({ page: host.address(page), ...options });

const bubble = (guest) => guest.page.getByRole("region", { name: "Invitation to chat" });

const focused = (page) =>
  page.evaluate(() => {
    let it = document.activeElement;
    while (it.shadowRoot?.activeElement) it = it.shadowRoot.activeElement;
    return it.localName === "button" ? it.getAttribute("aria-label") ?? it.textContent : it.localName;
  });

/** Waits until what invites is loaded and has had its time, by a clock that is turned. */
async function hasHadItsTime(page, goes) {
  const loaded = page.waitForResponse("**/invite.js");
  await page.clock.install();
  await goes();
  await (await loaded).finished();
  await page.evaluate(() => document.fonts.ready);
  await page.clock.runFor(20_000);
}

test("a star stands for anything in the path of a page, and nothing else does", () => {
  for (const [path, pattern, expected] of [
    ["/", "/", true],
    ["/maps", "/", false],
    ["/maps/old", "/maps/*", true],
    ["/maps/", "/maps/*", true],
    ["/maps", "/maps/*", false],
    ["/de/maps/old.html", "*/maps/*.html", true],
    ["/maps.html", "*/maps/*.html", false],
    ["/a/b/a", "/a*a", true],
    ["/a", "/a*a", false],
    ["/anything", "*", true],
    ["/a.b", "/a?b", false],
    ["/axb", "/a.b", false],
    [`/${"a".repeat(5_000)}`, `/${"*a".repeat(90)}*b`, false],
  ]) {
    assert.equal(fits(path, pattern), expected, `${path} ${pattern}`);
  }
});

test("an administrator says when and by which words", async () => {
  const admin = await library.operator("admin");
  const { page } = admin;
  await visits(library, admin, "snippets/reference");
  const section = page.getByRole("region", { name: "Invitation" });
  await section.getByLabel("Invite whoever is on a page").press("Space");
  await section.getByLabel("After seconds on the page").fill("4000");
  await section.getByText("Enter a number of seconds, at most 3,600.").waitFor();
  await section.getByLabel("After seconds on the page").fill("0");
  await section.getByLabel("Only on these pages").fill("maps");
  await section.getByText("Each line begins with / or *").waitFor();
  await section.getByLabel("Only on these pages").fill("/right*\n/maps/*");
  await section.getByLabel("What it says").fill("Lost in the maps?");
  assert.deepEqual(await violations(page), []);
  await section.screenshot({ path: screenshot("invitation-settings") });
  await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await page.getByText("Everything is saved").waitFor();
  const set = await page.evaluate(async () => (await fetch("/api/v1/snippets/reference/settings")).json());
  assert.deepEqual(set.invitation, { seconds: 0, pages: ["/right*", "/maps/*"], text: "Lost in the maps?" });
});

test("it comes on pages that match, once in a visit, and takes no focus", async () => {
  await library.operator("desk1");
  await invites({ seconds: 1, pages: ["/right*"], text: "Lost in the maps?" });
  const guest = await at("right_to_left.html", { viewport: { width: 360, height: 640 } });
  const { page } = guest;
  const region = page.getByRole("region", { name: "دعوة إلى المحادثة" });
  await region.waitFor();
  assert.equal(await focused(page), "body");
  await page.getByRole("status").getByText("Lost in the maps?").waitFor({ state: "attached" });
  const faults = (await violations(page)).filter((it) => /hushdesk/.test(it) && !it.startsWith("region:"));
  assert.deepEqual(faults, []);
  await page.screenshot({ path: screenshot("invitation-right-to-left-360") });
  const box = await region.boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 360, JSON.stringify(box));
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Lost in the maps?");
  await page.keyboard.press("Escape");
  await region.waitFor({ state: "detached" });
  assert.match(await focused(page), /اسأل أمين المكتبة/);

  await hasHadItsTime(page, () => page.reload());
  assert.equal(await region.count(), 0, "it was closed");
  const other = await page.context().newPage();
  await hasHadItsTime(other, () => other.goto(page.url()));
  assert.equal(await other.locator("section").count(), 0, "it was closed in another tab");

  const elsewhere = await at("plain.html");
  await hasHadItsTime(elsewhere.page, () => elsewhere.page.reload());
  assert.equal(await bubble(elsewhere).count(), 0, "the page is not one of them");
});

test("by one press the chat opens, and whoever chats is not invited", async () => {
  await library.operator("desk1");
  await invites({ seconds: 0 });
  const guest = await at("plain.html", { colorScheme: "dark", reducedMotion: "reduce" });
  await bubble(guest).waitFor();
  const moves = await bubble(guest).evaluate((it) => getComputedStyle(it).animationName);
  assert.equal(moves, "none");
  await guest.page.screenshot({ path: screenshot("invitation-dark") });
  await bubble(guest).getByRole("button", { name: WORDS }).press("Enter");
  await guest.field.waitFor();
  assert.equal(await bubble(guest).count(), 0);
  await guest.page.keyboard.press("Escape");
  await guest.page.getByRole("button", { name: "Chat with us", expanded: false }).waitFor();
  assert.equal(await bubble(guest).count(), 0);

  const chatting = await at("plain.html");
  await bubble(chatting).getByRole("button", { name: "Not now" }).click();
  assert.equal(await bubble(chatting).count(), 0);

  await invites({ seconds: 15 });
  const writing = await at("plain.html");
  await hasHadItsTime(writing.page, async () => {
    await writing.page.reload();
    await writing.opens("Chat with us");
  });
  assert.equal(await bubble(writing).count(), 0, "the chat is open");
});

test("nobody is invited where nobody is there, and nothing is loaded for it; nor where a page pins its loader", async () => {
  await invites({ seconds: 0 });
  const loaded = (guest) => guest.page.evaluate(() => performance.getEntriesByName(document.querySelector("script[src]").src.replace("embed", "invite")).length);
  const nobody = await at("plain.html");
  await nobody.page.getByRole("button", { name: "Away just now" }).waitFor();
  assert.equal(await loaded(nobody), 0);
  await library.operator("desk1");
  const pinned = await at("integrity.html");
  await pinned.page.getByRole("button", { name: "Here now" }).waitFor();
  assert.equal(await loaded(pinned), 0);
  const free = await at("plain.html");
  await bubble(free).waitFor();
  assert.equal(await loaded(free), 1);
});

test("of two snippets one invites, and no page does anything to how it looks or drops it", async () => {
  await library.operator("desk1");
  await Promise.all(["reference", "circulation"].map((snippet) => invites({ seconds: 0 }, snippet)));
  const look = (guest) =>
    bubble(guest).evaluate((it) => {
      const { display, backgroundColor, fontFamily, opacity, position } = getComputedStyle(it.querySelector("button"));
      return { width: it.getBoundingClientRect().width, display, backgroundColor, fontFamily, opacity, position };
    });
  const plain = await at("plain.html");
  await bubble(plain).waitFor();
  await plain.page.screenshot({ path: screenshot("invitation") });
  const fought = await at("page_rules.html");
  await bubble(fought).waitFor();
  await fought.page.screenshot({ path: screenshot("invitation-page-rules") });
  assert.deepEqual(await look(fought), await look(plain));
  await hasHadItsTime(fought.page, () => fought.page.reload());
  assert.equal(await bubble(fought).count(), 0);

  const replaced = await at("body_replaced.html");
  await bubble(replaced).waitFor();
  await replaced.page.evaluate(() => visits.turbo());
  await replaced.page.getByRole("heading", { name: "Next page" }).waitFor();
  assert.equal(await bubble(replaced).count(), 1);
  await bubble(replaced).getByRole("button", { name: "Not now" }).press("Enter");
  assert.equal(await bubble(replaced).count(), 0);
});
