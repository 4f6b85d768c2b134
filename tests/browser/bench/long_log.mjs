// How long the console takes from the key that sends a message to the line that stands in the log, laid out: with a
// short log, and with one of 5,000 lines. Prints a JSON object for each. Run by `cargo xtask bench log`.

import { launch, newWindow } from "../support/browser.mjs";
import { PretendedEdge, held, wrote } from "../support/pretended_edge.mjs";

const LINES = [50, 5_000];
const MESSAGES = 41;
/** Milliseconds the whole log may take to be drawn, on a busy machine. */
const DRAWN_MAX = 120_000;
/** The first ones warm up. */
const WARM = 10;

const edge = await PretendedEdge.start();
const browser = await launch();
try {
  for (const lines of LINES) {
    console.log(JSON.stringify({ lines, median: await measured(lines) }));
  }
} finally {
  await browser.close();
  await edge.stop();
}

async function measured(lines) {
  const entries = Array.from({ length: lines }, (_, place) => wrote(place + 1, `Line ${place + 1} of a long talk.`));
  edge.welcome = { chats: [held(1, { entries })] };
  edge.onFrame = ({ message }, socket) => message && confirms(message, socket);
  const { page, close } = await newWindow(browser);
  await edge.takes(page);
  await page.goto(edge.console);
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByRole("button", { name: /Guest 1/ }).click();
  await page.locator(".log .piece").nth(Math.ceil(lines / 50) - 1).waitFor({ state: "attached", timeout: DRAWN_MAX });
  const field = page.locator("#conversation").getByRole("textbox");
  const times = [];
  for (let message = 1; message <= MESSAGES; message += 1) {
    await field.fill(`Answer ${message}`);
    await idle(page);
    times.push(await field.evaluate(written));
    await idle(page);
  }
  await page.locator(".said.ours").nth(MESSAGES - 1).waitFor();
  await close();
  const taken = times.slice(WARM).sort((one, other) => one - other);
  return taken[Math.floor(taken.length / 2)];
}

/** In the page: presses Enter in the field, and gives the milliseconds until the line is there. */
function written(field) {
  const log = document.querySelector(".log");
  return new Promise((resolve) => {
    const begun = performance.now();
    const observer = new MutationObserver(() => {
      observer.disconnect();
      // Styles and layout are worked out when somebody asks.
      log.lastElementChild.getBoundingClientRect();
      resolve(performance.now() - begun);
    });
    observer.observe(log, { childList: true, subtree: true });
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  });
}

/** The queue has the message, and then so has the guest. */
function confirms({ chat, message: { number } }, socket) {
  edge.says({ sent: { chat, sent: { accepted: number, delivered: number - 1 } } }, socket);
  edge.says({ sent: { chat, sent: { accepted: number, delivered: number } } }, socket);
}

/** Waits until the page has nothing to do. */
function idle(page) {
  return page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(resolve))));
}
