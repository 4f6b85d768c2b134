// The desk for everybody: texts of any direction, links, small windows and large letters, fingers, and colours of the
// reader's own choice.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { openDesks } from "./support/desk.mjs";
import { held, offer, wrote } from "./support/pretended_edge.mjs";

const desks = openDesks("desk-for-everybody");

/** A desk with everything on it: offers, a closed one, one of a guest who is gone, and chats. */
async function full(options) {
  const entries = [wrote(1, "Where do I find the old county maps? I have looked at https://library.example/maps.")];
  const welcome = {
    offers: [offer(3), offer(4, { absent_since: Date.now() - 70_000 }), offer(5, { dismissed: true })],
    waiting: { chats: 3, since: Date.now() - 70_000 },
    chats: [held(1, { entries }), held(2, { absent_since: Date.now() - 70_000 })],
  };
  const opened = await desks.opens(welcome, options);
  await opened.desk.mine.getByRole("button", { name: /Guest 1/ }).click();
  await opened.desk.reads("Where do I find");
  return opened;
}

test("each line of a text has the direction of its own words, and none reaches beyond its bubble", async () => {
  const text = "שלום, איפה המפות של המחוז?\nAny maps?\n\u{202e}and this?";
  const { desk } = await desks.opens({ chats: [held(1, { entries: [wrote(1, text), wrote(2, "The next one.")] })] });
  await desk.mine.getByRole("button", { name: /Guest 1/ }).click();
  const bubble = desk.log.locator(".theirs .text").first();
  await bubble.waitFor();
  const edges = await bubble.evaluate((text) => {
    const { left, right } = text.getBoundingClientRect();
    const range = document.createRange();
    const node = text.firstChild;
    const of = (from, to) => {
      range.setStart(node, from);
      range.setEnd(node, to);
      const box = range.getBoundingClientRect();
      return box.left - left < right - box.right ? "left" : "right";
    };
    const [hebrew, english] = node.data.split("\n");
    return [of(0, hebrew.length), of(hebrew.length + 1, hebrew.length + 1 + english.length)];
  });
  assert.deepEqual(edges, ["right", "left"]);
  await desk.page.screenshot({ path: screenshot("desk-directions") });
});

test("addresses in messages lead there, apart and without a word of where from", async () => {
  const { desk } = await full();
  const link = desk.log.getByRole("link", { name: "https://library.example/maps" });
  assert.equal(await link.getAttribute("href"), "https://library.example/maps");
  assert.equal(await link.getAttribute("rel"), "noopener noreferrer nofollow");
  assert.equal(await link.getAttribute("target"), "_blank");
});

test("the page a guest writes from is told by its host and path", async () => {
  const { desk } = await full();
  assert.match(await desk.offer.first().innerText(), /Reference desk · library\.example\/maps/);
});

for (const width of [320, 360, 768, 1440]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`nothing is cut off at ${width} pixels, in ${colorScheme}`, async () => {
      const height = width === 320 ? 256 : 800;
      const { desk } = await full({ window: { viewport: { width, height }, colorScheme } });
      const fits = () => desk.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
      await desk.page.screenshot({ path: screenshot(`desk-${width}-${colorScheme}`), fullPage: true });
      assert.ok(await fits(), "a conversation");
      assert.deepEqual(await violations(desk.page), []);
      if (width < 700) {
        await desk.conversing.getByRole("button", { name: /^Back to the list/ }).press("Enter");
        await desk.offer.first().waitFor();
        await desk.page.screenshot({ path: screenshot(`desk-lists-${width}-${colorScheme}`), fullPage: true });
        assert.ok(await fits(), "the lists");
        assert.deepEqual(await violations(desk.page), []);
      }
    });
  }
}

test("with letters twice as large everything can still be reached", async () => {
  const prepares = (page) => page.addInitScript(() => {
    addEventListener("DOMContentLoaded", () => (document.documentElement.style.fontSize = "200%"));
  });
  const { desk } = await full({ prepares });
  await desk.page.screenshot({ path: screenshot("desk-large-letters") });
  assert.ok(await desk.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  const { width } = await desk.field.boundingBox();
  assert.ok(width > 200, `the field has ${width} pixels`);
  await desk.conversing.getByRole("button", { name: "End", exact: true }).scrollIntoViewIfNeeded();
  await desk.field.scrollIntoViewIfNeeded();
  await desk.field.fill("This can be written.");
  await desk.conversing.getByRole("button", { name: "Send" }).click();
  await desk.log.getByText("This can be written.").waitFor();
});

test("on a touch screen fields have letters that no phone enlarges", async () => {
  const { desk } = await full({ window: { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true } });
  const size = await desk.field.evaluate((field) => parseFloat(getComputedStyle(field).fontSize));
  assert.ok(size >= 16, `${size}`);
});

test("in colours of the reader's own choice every state is still to be seen", async () => {
  const { desk } = await full({ window: { forcedColors: "active" } });
  await desk.page.screenshot({ path: screenshot("desk-forced-colours") });
  const ground = (selector) => desk.page.locator(selector).first().evaluate((it) => getComputedStyle(it).backgroundColor);
  assert.notEqual(await ground(".chat .dot:not(.gone)"), await ground(".chat .dot.gone"));
  const border = (selector) => desk.page.locator(selector).evaluate((it) => getComputedStyle(it).outlineStyle);
  assert.equal(await border("#mine [aria-current]"), "solid");
});
