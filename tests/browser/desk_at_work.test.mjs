// What an operator does all day: hears who comes, claims what they can answer, writes with canned messages, has two
// conversations beside each other, and takes one along.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { openDesks } from "./support/desk.mjs";
import { assertEventually } from "./support/eventually.mjs";
import { chatId, held, offer, wrote } from "./support/pretended_edge.mjs";

const desks = openDesks("desk-at-work");

const QUESTION = "Where do I find the old county maps?";

const talks = [held(1, { entries: [wrote(1, QUESTION)] }), held(2, { entries: [wrote(1, "Can I renew twice?")] })];

/** Has the window note what it shows of the system, and say that nobody looks at it. */
const looksElsewhere = (page) =>
  page.addInitScript(() => {
    globalThis.shown = [];
    globalThis.Notification = class extends EventTarget {
      static permission = "granted";
      constructor(title, { body }) {
        super();
        globalThis.shown.push([title, body]);
      }
      close() {
        globalThis.shown.push("taken back");
      }
    };
    document.hasFocus = () => false;
  });

test("whoever comes is told by a note of the system, without a word of a sealed chat, and by the tab's icon", async () => {
  const { edge, desk } = await desks.opens({}, { prepares: looksElsewhere });
  const icon = () => desk.page.locator("link[rel=icon]").getAttribute("href");
  assert.equal(await icon(), "/console/icon.svg");
  edge.says({ offered: offer(1, { kind: "sealed", skin: "open" }) });
  edge.says({ offered: offer(2, { entries: [wrote(1, QUESTION)] }) });
  await desk.offer.nth(1).waitFor();
  await desk.page.waitForFunction(() => globalThis.shown.length === 2);
  assert.deepEqual(await desk.page.evaluate(() => globalThis.shown), [
    ["A guest waits at Reference desk", "Guest 1, sealed chat"],
    ["A guest waits at Reference desk", `Guest 2: ${QUESTION}`],
  ]);
  assert.match(decodeURIComponent(await icon()), />2<\/text>/);
  assert.match(await desk.page.title(), /2 waiting/);
  edge.says({ offer_ended: { chat: chatId(1), end: { answered: { by: "desk3" } } } });
  await desk.page.waitForFunction(() => globalThis.shown.at(-1) === "taken back");
});

test("a sound can be chosen and heard, and what was chosen stays", async () => {
  const { desk } = await desks.opens();
  await desk.conversing.getByRole("button", { name: "Test sound and notifications" }).press("Enter");
  const dialog = desk.page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /^Knock/ }).check();
  await dialog.getByRole("checkbox", { name: /^Ring until/ }).uncheck();
  await desk.page.screenshot({ path: screenshot("desk-sounds") });
  assert.deepEqual(await violations(desk.page), []);
  await desk.page.reload();
  await desk.conversing.getByRole("button", { name: "Test sound and notifications" }).press("Enter");
  assert.ok(await dialog.getByRole("radio", { name: /^Knock/ }).isChecked());
  assert.ok(!(await dialog.getByRole("checkbox", { name: /^Ring until/ }).isChecked()));
});

test("a chat that one cannot answer is not claimed, neither by its button nor by a key", async () => {
  const pinned = [{ fingerprint: "ab".repeat(20), name: "Cora" }];
  const skins = [{ name: "sealed", sealing: { sealed: { pinned, unverified: "refuse" } } }];
  const offers = [offer(1, { kind: "sealed", skin: "sealed" })];
  const { edge, desk } = await desks.opens({ offers }, { skins });
  edge.onFrame = ({ dismiss }) => dismiss && edge.says({ offered: { ...offers[0], dismissed: true } });
  const claim = desk.offer.getByRole("button", { name: "Claim: Guest 1" });
  await desk.offer.getByText("Your key is not pinned here").waitFor();
  assert.equal(await claim.getAttribute("aria-disabled"), "true");
  assert.match(await claim.evaluate((it) => document.getElementById(it.getAttribute("aria-describedby")).innerText), /pinned/);
  await claim.click({ force: true });
  await desk.offer.press("Enter");
  await desk.page.keyboard.press("Alt+n");
  await desk.offer.press("Delete");
  await desk.waiting.getByText("1 not for you").waitFor();
  assert.ok(!edge.said.some((frame) => frame.claim), "nobody was claimed");
});

test("the keys go through the list, claim and put aside", async () => {
  const { edge, desk } = await desks.opens({ offers: [offer(1), offer(2), offer(3)] });
  const name = () => desk.page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  await desk.offer.first().focus();
  await desk.page.keyboard.press("End");
  assert.match(await name(), /^Guest 3/);
  await desk.page.keyboard.press("ArrowUp");
  assert.match(await name(), /^Guest 2/);
  await desk.page.keyboard.press("ArrowRight");
  assert.equal(await name(), "Not for me: Guest 2");
  await desk.page.keyboard.press("ArrowLeft");
  assert.match(await name(), /^Guest 2/);
  await desk.page.keyboard.press("Delete");
  await desk.page.waitForFunction(() => /^Guest 3/.test(document.activeElement.getAttribute("aria-label")));
  await desk.page.keyboard.press("Home");
  await desk.page.waitForFunction(() => /^Guest 1/.test(document.activeElement.getAttribute("aria-label")));
  assert.deepEqual(edge.said.filter((frame) => frame.dismiss).map(({ dismiss }) => dismiss.chat), [chatId(2)]);
});

test("a canned message is written once and called by a slash and its name", async () => {
  const { edge, desk } = await desks.opens({ chats: talks });
  await desk.mine.getByRole("button", { name: /Guest 1/ }).click();
  await desk.field.fill("/");
  await desk.conversing.getByRole("button", { name: "Manage" }).click();
  const dialog = desk.page.getByRole("dialog");
  for (const [called, text] of [["hours", "We are open from 9 to 19."], ["hold", "It waits for you."]]) {
    await dialog.getByLabel("Name").fill(called);
    await dialog.getByLabel("Text").fill(text);
    await dialog.getByRole("button", { name: "Add" }).click();
    await dialog.getByText(`/${called}`).waitFor();
  }
  await desk.page.screenshot({ path: screenshot("desk-canned-all") });
  assert.deepEqual(await violations(desk.page), []);
  await desk.page.keyboard.press("Escape");
  await desk.page.reload();
  await desk.field.fill("/ho");
  const options = desk.conversing.getByRole("option");
  await options.nth(1).waitFor();
  await desk.page.screenshot({ path: screenshot("desk-canned") });
  assert.deepEqual(await violations(desk.page), []);
  await desk.field.press("ArrowDown");
  await desk.field.press("Enter");
  await assertEventually(async () => assert.equal(await desk.field.inputValue(), "We are open from 9 to 19."));
  await desk.field.press("Enter");
  await desk.log.getByText("We are open from 9 to 19.").waitFor();
  const kept = await desk.page.evaluate(() => Object.values(localStorage).join(" "));
  assert.ok(!kept.includes("We are open"), "it is sealed");
  assert.equal(edge.said.filter((frame) => frame.message).length, 1);
});

test("two conversations stand beside each other, each with its own field, and keep their order", async () => {
  const { desk } = await desks.opens({ chats: talks }, { window: { viewport: { width: 1920, height: 1080 } } });
  await desk.mine.getByRole("button", { name: /Guest 1/ }).click();
  await desk.page.keyboard.press("Alt+b");
  await desk.page.keyboard.press("Alt+2");
  const articles = desk.page.getByRole("article");
  await articles.nth(1).waitFor();
  const names = () => articles.evaluateAll((all) => all.map((it) => it.querySelector("h2 bdi").textContent));
  assert.deepEqual(await names(), ["Guest 1", "Guest 2"]);
  await articles.first().getByRole("textbox").fill("For the first");
  assert.deepEqual(await names(), ["Guest 1", "Guest 2"]);
  await articles.nth(1).getByRole("textbox").fill("For the second");
  assert.equal(await articles.first().getByRole("textbox").inputValue(), "For the first");
  await desk.about.getByText("Guest 2").waitFor();
  await desk.page.screenshot({ path: screenshot("desk-beside-each-other") });
  assert.deepEqual(await violations(desk.page), []);
  await desk.page.keyboard.press("Alt+i");
  await desk.about.waitFor({ state: "hidden" });
});

test("a conversation is taken along as text and as a page, and nothing is asked for", async () => {
  const { desk } = await desks.opens({ chats: talks });
  await desk.mine.getByRole("button", { name: /Guest 1/ }).click();
  await desk.reads(QUESTION);
  const asked = [];
  desk.page.on("request", (request) => asked.push(request.url()));
  for (const [item, name] of [["Download as text", "conversation-with-guest-1.txt"], ["Download as HTML", "conversation-with-guest-1.html"]]) {
    await desk.conversing.getByRole("button", { name: "More for this chat" }).click();
    const [file] = await Promise.all([
      desk.page.waitForEvent("download"),
      desk.page.getByRole("menuitem", { name: item }).click(),
    ]);
    assert.equal(file.suggestedFilename(), name);
    assert.ok((await readFile(await file.path(), "utf8")).includes(QUESTION));
  }
  assert.deepEqual(asked.filter((address) => !address.startsWith("blob:")), []);
});

test("who is away while guests wait reads it, and is there again by one press", async () => {
  const { edge, desk } = await desks.opens({ waiting: { chats: 2, since: Date.now() - 250_000 } });
  await desk.says("Away", "");
  const notice = desk.page.getByText("You are Away, and 2 guests wait.");
  await notice.waitFor();
  await desk.page.getByRole("button", { name: "I am available" }).click();
  await notice.waitFor({ state: "detached" });
  assert.ok(edge.said.length > 0);
});
