// What a sealed chat takes beside an open one: how long the guest's first words take from the operator's Claim to the
// operator's log, and each further text from the guest's Enter to there. The chats take turns, and both windows are of one
// browser, on one clock. Prints a JSON object for each measure and kind of chat, in milliseconds.

import { launch } from "../support/browser.mjs";
import { Guest } from "../support/guest.mjs";
import { Operator } from "../support/operator.mjs";
import { Server } from "../support/server.mjs";

const RUNS = Number(process.env.RUNS ?? 9);
/** Chats of each kind that warm up the server and the console. */
const WARM = 1;
/** Texts of a chat after its first one, of which the median counts. */
const TEXTS = 11;
/** What is pressed in the library's page. */
const BUTTONS = { sealed: "Ask the reference desk", open: "Ask the circulation desk" };
const KINDS = Object.keys(BUTTONS);

const server = await Server.start();
const browser = await launch();
try {
  const desk = await Operator.signIn(browser, server, "desk1");
  await desk.page.evaluate(watch);
  const times = { claim: { sealed: [], open: [] }, send: { sealed: [], open: [] } };
  for (let run = -WARM; run < RUNS; run += 1) {
    for (const kind of run % 2 ? KINDS : KINDS.toReversed()) {
      const { claim, send } = await talks(desk, kind);
      if (run < 0) continue;
      times.claim[kind].push(claim);
      times.send[kind].push(send);
    }
  }
  for (const [bench, taken] of Object.entries(times)) {
    for (const [kind, values] of Object.entries(taken)) console.log(JSON.stringify({ bench, kind, values }));
  }
} finally {
  await browser.close();
  await server.stop();
}

/** Has a chat, from the library's page to its end. What its first text took, and the others. */
async function talks(desk, kind) {
  const guest = await Guest.arrive(browser, server);
  await guest.opens(BUTTONS[kind]);
  await guest.field.evaluate(watch);
  await guest.writes("Text 0");
  const claims = desk.offer.getByRole("button", { name: "Claim" });
  await claims.waitFor();
  const claim = await taken(desk, guest, desk.page, () => claims.click(), "Text 0");
  const sends = [];
  for (let number = 1; number <= TEXTS; number += 1) {
    const text = `Text ${number}`;
    await guest.field.fill(text);
    sends.push(await taken(desk, guest, guest.field, () => guest.field.press("Enter"), text));
  }
  await guest.ends();
  await desk.conversing.getByRole("button", { name: "Put away" }).click();
  await guest.close();
  return { claim, send: median(sends) };
}

/** What passes from a press in this page to the text in the operator's log. Nothing is left to do then of what was before. */
async function taken(desk, guest, page, presses, text) {
  await Promise.all([desk, guest].map(({ page }) => page.evaluate(idle)));
  await desk.page.evaluate((text) => globalThis.awaits(text), text);
  await presses();
  const stood = await desk.page.evaluate(() => globalThis.stood);
  await guest.hasDelivered(text);
  return stood - (await page.evaluate(() => globalThis.pressed));
}

/** In a page: notes when something is pressed, and when a text that it awaits stands in the log, on the clock that all share. */
function watch() {
  const now = () => performance.timeOrigin + performance.now();
  for (const press of ["click", "keydown"]) addEventListener(press, () => (globalThis.pressed = now()), true);
  const stands = (text) => {
    const said = document.querySelectorAll(".log .theirs .text");
    // Laid out.
    return [...said].some((it) => it.textContent === text && it.getBoundingClientRect().height > 0);
  };
  globalThis.awaits = (text) => {
    globalThis.stood = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (!stands(text)) return;
        observer.disconnect();
        resolve(now());
      });
      observer.observe(document, { childList: true, characterData: true, subtree: true });
    });
  };
}

/** Waits until the page has nothing to do. */
function idle() {
  return new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(resolve)));
}

function median(values) {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
}
