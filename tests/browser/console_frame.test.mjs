// The console's frame: its pages come and go, and the desk goes on; what can be found, and done by a key.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { focusOf, openDesks } from "./support/desk.mjs";
import { assertEventually } from "./support/eventually.mjs";
import { held, offer, SESSION, wrote } from "./support/pretended_edge.mjs";

const desks = openDesks("console-frame");

const QUESTION = "Where do I find the old county maps?";

/** A desk with a conversation open and something written in it. */
async function conversing(options) {
  const chats = [held(1, { entries: [wrote(1, QUESTION)] }), held(2)];
  const { edge, desk } = await desks.opens({ chats, offers: [offer(3)] }, options);
  await desk.mine.getByRole("button", { name: /Guest 1/ }).click();
  await desk.reads(QUESTION);
  return { edge, desk, page: desk.page };
}

const heading = (page, name) => page.getByRole("heading", { level: 1, name });

/** What is chosen is the option that the field points to. */
async function finds(page, query) {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Find or do" }).fill(query);
}

test("no change of page, no renamed queue and no new session drops what goes on at the desk", async () => {
  const { edge, desk, page } = await conversing();
  await desk.field.fill("On the second");
  const [socket] = edge.desks;
  await desk.choosesInAccount("Preferences");
  await heading(page, "Preferences").waitFor();
  assert.equal(new URL(page.url()).pathname, "/console/preferences");

  edge.session = { ...SESSION, queues: [{ name: "reference", title: "Enquiries" }], display: "Ana B." };
  edge.says({ entry: { chat: held(1).chat, entry: wrote(2, "Are you there?") } });
  await page.getByRole("link", { name: "Desk" }).last().click();
  await heading(page, "Desk").waitFor({ state: "attached" });
  await desk.reads(QUESTION);
  assert.equal(await desk.field.inputValue(), "On the second");
  await page.goBack();
  await heading(page, "Preferences").waitFor();
  await page.goForward();
  await desk.reads(QUESTION);
  assert.deepEqual(edge.desks, [socket], "it is the same connection as before");
});

test("a page's address can be entered by", async () => {
  const { desk, page } = await conversing();
  await desk.choosesInAccount("Preferences");
  await heading(page, "Preferences").waitFor();
  await page.reload();
  await heading(page, "Preferences").waitFor();
  await page.goto(new URL("nowhere", desk.page.url()).href);
  await page.getByText("There is no such page").first().waitFor();
  await page.getByRole("link", { name: "Go to the desk" }).press("Enter");
  await desk.waiting.waitFor();
});

test("the palette finds pages, chats and deeds by the keyboard alone", async () => {
  const { desk, page } = await conversing();
  await finds(page, "prefer");
  await page.screenshot({ path: screenshot("console-palette") });
  await page.keyboard.press("Enter");
  await heading(page, "Preferences").waitFor();
  assert.match(await focusOf(page), /^main/);

  await finds(page, "guest 2");
  await page.keyboard.press("Enter");
  await desk.conversing.getByText("Guest 2").first().waitFor();
  assert.match(await focusOf(page), /^textarea/);

  await finds(page, "nothing of this kind");
  await page.getByText("Nothing has that name").waitFor();
  await page.keyboard.press("Escape");
  assert.match(await focusOf(page), /^textarea/, "the focus is where it was");
});

test("keys do what the list of keys says, and can be switched off", async () => {
  const { edge, desk, page } = await conversing();
  await page.keyboard.press("Alt+2");
  await desk.conversing.getByText("Guest 2").first().waitFor();
  await page.keyboard.press("Alt+n");
  await desk.offer.getByRole("button", { name: /^Claiming…/ }).waitFor();
  assert.ok(edge.said.some((frame) => JSON.stringify(frame).includes(offer(3).chat)), "it is claimed");

  await desk.field.press("?");
  assert.equal(await desk.field.inputValue(), "?", "a field takes what is typed");
  await page.keyboard.press("F1");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await list.getByText("Claim the chat that waits longest").waitFor();
  await page.screenshot({ path: screenshot("console-shortcuts") });
  await page.keyboard.press("Escape");

  await desk.choosesInAccount("Preferences");
  await page.getByRole("switch", { name: "Keyboard shortcuts" }).uncheck();
  await page.keyboard.press("F1");
  await page.keyboard.press("Control+k");
  assert.equal(await page.getByRole("dialog").count(), 0);
  await page.reload();
  await assertEventually(async () => assert.equal(await page.getByRole("switch", { name: "Keyboard shortcuts" }).isChecked(), false, "it is kept"));
});

test("the status changes by one press, and by a key from every page", async () => {
  const { desk, page } = await conversing();
  await desk.status.click();
  await desk.isShownAs("Away");
  await desk.choosesInAccount("Preferences");
  await page.keyboard.press("Alt+a");
  await desk.isShownAs("Available");
  await page.getByRole("button", { name: "Status, text and time" }).press("Enter");
  await page.locator(":focus").filter({ hasText: "Available" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await desk.isShownAs("Busy");
});

test("the colours that were chosen are there from the first moment on", async () => {
  const { desk, page } = await conversing();
  await desk.choosesInAccount("Preferences");
  await page.getByRole("radio", { name: "Dark" }).check();
  const ground = () => page.evaluate(() => getComputedStyle(document.body.parentElement).backgroundColor);
  const dark = await ground();
  await page.reload();
  await heading(page, "Preferences").waitFor();
  assert.equal(await ground(), dark);
  assert.deepEqual(await violations(page), []);
});

for (const [width, dir] of [[360, "ltr"], [768, "rtl"], [1440, "ltr"], [1440, "rtl"]]) {
  test(`frame, menus and pages fit at ${width} pixels, ${dir}, and axe finds nothing`, async () => {
    const { desk, page } = await conversing({ window: { viewport: { width, height: 800 } } });
    const fits = async (name) => {
      await page.evaluate((dir) => (document.documentElement.dir = dir), dir);
      await page.screenshot({ path: screenshot(`console-${name}-${width}-${dir}`) });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name);
      assert.deepEqual(await violations(page), [], name);
    };
    await finds(page, "");
    await fits("palette");
    await page.keyboard.press("Escape");
    // On a phone an open conversation has the whole page.
    if (width < 700) await page.getByRole("button", { name: /^Back to the list/ }).press("Enter");
    await page.getByRole("button", { name: "Status, text and time" }).press("Enter");
    await fits("status");
    await page.keyboard.press("Escape");
    await finds(page, "preferences");
    await page.keyboard.press("Enter");
    await heading(page, "Preferences").waitFor();
    await fits("preferences");
    await page.getByRole("button", { name: width < 700 ? "Menu" : /, account$/ }).press("Enter");
    await fits("menu");
    assert.ok(await desk.page.getByRole("menuitem", { name: "Sign out" }).isVisible());
  });
}

test("whoever has gone on in a menu before its event comes stays where they are", async () => {
  const { page } = await conversing();
  const stays = await page.evaluate(async () => {
    const button = document.querySelector('.avatar-button');
    const menu = document.getElementById(button.getAttribute("popovertarget"));
    const toggled = new Promise((resolve) => menu.addEventListener("toggle", resolve, { once: true }));
    button.click();
    const last = [...menu.querySelectorAll(".item")].at(-1);
    last.focus();
    await toggled;
    return document.activeElement === last;
  });
  assert.ok(stays, "the focus is on the item that was gone to");
});
