// How long the console's page is busy with one message that an operator writes, from the key to the word that the guest
// has it: with a short log, and with one of 5,000 lines. Prints a JSON object for each.
//
// The time is Chromium's own account of the main thread (script, styles, layout, paint), so that neither the screen's
// rhythm nor other programs count.

import { launch, newWindow } from "../support/browser.mjs";
import { PretendedEdge, held, wrote } from "../support/pretended_edge.mjs";

const LINES = [50, 5_000];
const MESSAGES = 31;
/** The first ones warm up. */
const WARM = 5;

const edge = await PretendedEdge.start();
const browser = await launch();
try {
  for (const lines of LINES) {
    console.log(JSON.stringify({ bench: "write", lines, ...(await measured(lines)) }));
  }
} finally {
  await browser.close();
  await edge.stop();
}

async function measured(lines) {
  const entries = Array.from({ length: lines }, (_, place) => wrote(place + 1, `Line ${place + 1} of a long talk.`));
  edge.welcome = { chats: [held(1, { entries })] };
  let confirmed = () => {};
  edge.onFrame = ({ message }, socket) => {
    if (message) {
      confirms(message, socket);
      confirmed();
    }
  };
  const { page, close } = await newWindow(browser);
  await edge.takes(page);
  await page.goto(edge.console);
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByRole("button", { name: /Guest 1/ }).click();
  await page.locator(".log .piece").nth(Math.ceil(lines / 50) - 1).waitFor({ state: "attached" });
  const field = page.locator("#conversation").getByRole("textbox");
  const metrics = await page.context().newCDPSession(page);
  await metrics.send("Performance.enable");
  const times = [];
  for (let message = 1; message <= MESSAGES; message += 1) {
    await field.fill(`Answer ${message}`);
    await idle(page);
    const written = new Promise((resolve) => (confirmed = resolve));
    const before = await busy(metrics);
    await page.keyboard.press("Enter");
    await written;
    await idle(page);
    times.push(await busy(metrics) - before);
  }
  await page.locator(".said.ours").nth(MESSAGES - 1).waitFor();
  if (await page.locator(".said.ours .state").count() > 0) {
    throw new Error("a message has not been delivered");
  }
  await close();
  const taken = times.slice(WARM).sort((one, other) => one - other);
  return { unit: "ms", median: taken[Math.floor(taken.length / 2)], most: taken.at(-1) };
}

/** The queue has the message, and then so has the guest. */
function confirms({ chat, message: { number } }, socket) {
  edge.says({ sent: { chat, sent: { accepted: number, delivered: number - 1 } } }, socket);
  edge.says({ sent: { chat, sent: { accepted: number, delivered: number } } }, socket);
}

/** Milliseconds for which the main thread has been busy so far. */
async function busy(metrics) {
  const { metrics: all } = await metrics.send("Performance.getMetrics");
  return 1_000 * all.find(({ name }) => name === "TaskDuration").value;
}

/** Waits until the page has nothing to do. */
function idle(page) {
  return page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(resolve))));
}
