// The widget where there is little room, little colour, other directions, and no way through.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("tight-places");

/** Whether an element can be seen whole and pressed where it is, once it has been scrolled to. */
async function isUsable(locator) {
  await locator.scrollIntoViewIfNeeded();
  await locator.click({ trial: true, timeout: 5_000 });
  return locator.evaluate((element) => {
    const { left, right } = element.getBoundingClientRect();
    return left >= 0 && right <= document.documentElement.clientWidth;
  });
}

async function talkingIn(viewport, options = {}) {
  const [desk, guest] = await Promise.all([library.operator("desk1"), library.guest({ viewport, ...options })]);
  await guest.writes("Is there a step?");
  await desk.claims();
  await guest.isVerified();
  return [desk, guest];
}

const LONG = "A long draft, as it is when somebody tells all there is to tell. ".repeat(20);

test("in 320 by 256 pixels everything can be reached and pressed", async () => {
  const [desk, guest] = await talkingIn({ width: 320, height: 256 });
  await guest.page.screenshot({ path: screenshot("tight-256") });
  await guest.field.fill(LONG);
  await guest.page.screenshot({ path: screenshot("tight-256-draft") });
  for (const element of [guest.field, guest.widget.getByRole("button", { name: "Send" }), guest.lock]) {
    assert.ok(await isUsable(element));
  }
  await guest.field.press("Enter");
  await desk.reads("A long draft");
  await guest.ends();
  await guest.widget.getByRole("button", { name: "Ask something else" }).click();
  assert.ok(await isUsable(guest.field));
  await guest.page.screenshot({ path: screenshot("tight-256-asks") });
});

test("with letters of twice the size everything can be reached and pressed", async () => {
  const [, guest] = await talkingIn({ width: 360, height: 640 });
  await guest.widget.locator("html").evaluate((html) => void (html.style.fontSize = "200%"));
  await guest.field.fill(LONG);
  await guest.page.screenshot({ path: screenshot("tight-200") });
  const button = (name) => guest.widget.getByRole("button", { name });
  for (const element of [guest.field, button("Send"), button("Menu"), button("Close the chat window"), guest.lock]) {
    assert.ok(await isUsable(element));
  }
  const overflow = await guest.widget.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
  assert.equal(overflow, 0, "nothing is beside the window");
  await guest.lock.click();
  await guest.page.screenshot({ path: screenshot("tight-200-trust") });
  assert.ok(await isUsable(guest.widget.getByText("It sees that you chat")));
  const close = guest.widget.getByRole("button", { name: "Close", exact: true });
  assert.ok(await isUsable(close));
  await close.click();
  await close.waitFor({ state: "hidden" });
});

test("in 320 by 480 pixels, with a long draft, the lock says all there is to say and goes away again", async () => {
  const [, guest] = await talkingIn({ width: 320, height: 480 });
  await guest.field.fill(LONG);
  assert.ok(await isUsable(guest.field));
  await guest.lock.click();
  await guest.page.screenshot({ path: screenshot("tight-480") });
  assert.ok(await isUsable(guest.widget.getByText("It is really Ann.")));
  assert.ok(await isUsable(guest.widget.getByRole("button", { name: "Close", exact: true })));
  await guest.page.keyboard.press("Escape");
  await guest.widget.getByText("It is really Ann.").waitFor({ state: "hidden" });
});

test("a field on a touch screen has letters of 16 pixels, so that no phone zooms", async () => {
  const guest = await library.guest({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } });
  const size = await guest.field.evaluate((field) => Number.parseFloat(getComputedStyle(field).fontSize));
  assert.ok(size >= 16, `${size}`);
});

test("with forced colours, in the dark and from right to left every state is seen, and axe finds nothing", async () => {
  const [desk, guest] = await talkingIn({ width: 360, height: 640 }, { forcedColors: "active" });
  await desk.writes("None. See https://example.org/steps (in English).");
  await guest.reads("None.");
  assert.deepEqual(await violations(guest.page), []);
  await guest.page.screenshot({ path: screenshot("forced-colours") });
  const edge = (selector) => guest.widget.locator(selector).last().evaluate((element) => {
    const { borderTopStyle, borderTopColor } = getComputedStyle(element);
    return borderTopStyle === "none" ? "none" : borderTopColor;
  });
  const edges = await Promise.all([".ours > .bubble", ".theirs > .bubble", ".send"].map(edge));
  assert.ok(!edges.includes("none"), `${edges}`);
  assert.notEqual(edges[0], edges[1], "whose a text is");
  await guest.page.emulateMedia({ forcedColors: "none", colorScheme: "dark" });
  await guest.widget.locator("html").evaluate((html) => void (html.dir = "rtl"));
  await guest.lock.click();
  await guest.page.screenshot({ path: screenshot("dark-from-right-to-left") });
  assert.deepEqual(await violations(guest.page), []);
});

test("each line runs in its own direction, and nothing in a text turns what is around it", async () => {
  const [desk, guest] = await talkingIn({ width: 360, height: 640 });
  await guest.writes("Where is it?\nשלום לכולם כאן\nThank you all");
  await desk.writes("\u202eabc");
  await guest.reads("\u202eabc");
  const sides = await guest.log.locator(".ours .text").last().evaluate((text) => {
    const box = text.getBoundingClientRect();
    const lines = text.textContent.split("\n");
    let at = 0;
    return lines.map((line) => {
      const range = document.createRange();
      range.setStart(text.firstChild, at);
      range.setEnd(text.firstChild, at + line.length);
      at += line.length + 1;
      const { left, right } = range.getBoundingClientRect();
      return Math.abs(left - box.left) < Math.abs(box.right - right) ? "left" : "right";
    });
  });
  assert.deepEqual(sides, ["left", "right", "left"].slice(0, sides.length));
  const around = await guest.log.locator(".theirs").last().evaluate((said) => {
    const kinds = (element) => getComputedStyle(element).unicodeBidi;
    return [kinds(said.querySelector(".text")), kinds(said.querySelector("bdi"))];
  });
  assert.deepEqual(around, ["plaintext", "isolate"]);
  await guest.page.screenshot({ path: screenshot("directions") });
});

test("where no socket gets through the guest is told that nothing was sent, and of other ways", async () => {
  const guest = await library.visitor();
  await guest.page.addInitScript(() => {
    const Real = WebSocket;
    window.WebSocket = class {
      constructor(address) {
        // What answers there is no socket.
        return new Real(new URL("/demo/", address));
      }
    };
  });
  await guest.page.reload();
  await guest.opens();
  await guest.writes("Do you have maps?");
  await guest.standing.getByText("cannot reach the desk from here, and nothing was sent").waitFor({ timeout: 60_000 });
  await guest.log.getByText("Still only in this browser").waitFor();
  await guest.page.screenshot({ path: screenshot("not-reached") });
});

test("a key that is not pinned is asked about once, and nothing leaves before", async () => {
  const desk = await library.operator("desk2", { mistaken: true });
  const guest = await library.visitor();
  await guest.page.route("**/api/v1/snippets/reference?*", async (route) => {
    const answer = await route.fetch();
    const snippet = await answer.json();
    snippet.sealing.sealed.unverified = "accept";
    await route.fulfill({ response: answer, json: snippet });
  });
  await guest.opens();
  await guest.widget.getByText("Only you and the person who answers").waitFor();
  await guest.writes("Do you have maps?");
  await desk.claims();
  const send = guest.widget.getByRole("button", { name: "Send it", exact: true });
  await send.waitFor();
  await guest.page.screenshot({ path: screenshot("doubt") });
  assert.deepEqual(await violations(guest.page), []);
  await guest.log.getByText("Still only in this browser").waitFor();
  await send.click();
  await desk.reads("Do you have maps?");
  assert.notEqual(await guest.widget.locator("body").evaluate(() => document.activeElement.localName), "body");
  await guest.page.reload();
  await guest.lock.getByText("Not verified").waitFor();
  await guest.writes("And atlases?");
  await desk.reads("And atlases?");
});

test("where a browser has no popovers the menu and the lock open all the same, and one way out leaves the chat open", async () => {
  const [desk, guest] = await Promise.all([library.operator("desk1"), library.visitor()]);
  await guest.page.addInitScript(() => {
    for (const known of ["popover", "togglePopover", "showPopover", "hidePopover"]) delete HTMLElement.prototype[known];
  });
  await guest.page.reload();
  await guest.opens();
  await guest.writes("Is there a step?");
  await desk.claims();
  await guest.isVerified();
  const [menu, trust] = [guest.widget.locator("#menu"), guest.widget.locator("#trust")];
  await guest.lock.click();
  await guest.widget.locator("#trust button:focus").waitFor();
  await guest.page.screenshot({ path: screenshot("no-popover-trust") });
  assert.deepEqual(await violations(guest.page), []);
  await guest.page.keyboard.press("Escape");
  await trust.waitFor({ state: "hidden" });
  await guest.widget.locator(".lock:focus").waitFor();
  await guest.widget.getByRole("button", { name: "Menu" }).click();
  await menu.waitFor();
  await guest.page.screenshot({ path: screenshot("no-popover-menu") });
  await guest.log.click({ position: { x: 5, y: 5 } });
  await menu.waitFor({ state: "hidden" });
  await guest.ends();
  await menu.waitFor({ state: "hidden" });
  await guest.widget.getByRole("button", { name: "Ask something else" }).waitFor();
});
