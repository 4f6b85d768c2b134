// A window whose page the browser can freeze, as it does with tabs in the background.
//
// Pages that the driver has set up itself are kept awake by it. So the window is the first one of a browser of its own,
// to which the driver comes as a guest.

import { chromium } from "playwright-core";

import { APPEAR_MAX, launch } from "./browser.mjs";
import { Traffic } from "./frames.mjs";
import { freePort } from "./server.mjs";

/** A window that {@link freeze} works on. */
export async function newWindowThatFreezes() {
  const port = await freePort();
  const browser = await launch({ more: [`--remote-debugging-port=${port}`, "--window-size=1280,800", "--lang=en-GB"] });
  const connection = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
  const [context] = connection.contexts();
  context.setDefaultTimeout(APPEAR_MAX);
  const page = await context.newPage();
  return { page, traffic: new Traffic(page), close: () => browser.close() };
}

/** Freezes the page in the background. Gives what brings it to the front again. */
export async function freeze(page) {
  await page.evaluate(() => {
    globalThis.lived = [];
    for (const event of ["freeze", "resume"]) {
      document.addEventListener(event, () => globalThis.lived.push(event), { once: true });
    }
  });
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setFocusEmulationEnabled", { enabled: false });
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  await page.waitForFunction(() => globalThis.lived.join() === "freeze");
  return async () => {
    await session.send("Page.setWebLifecycleState", { state: "active" });
    await session.send("Emulation.setFocusEmulationEnabled", { enabled: true });
    await page.waitForFunction(() => globalThis.lived.join() === "freeze,resume");
  };
}
