// The browser of a test file, and windows in it that know nothing of each other.

import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { chromium, firefox } from "playwright-core";

import { Traffic } from "./frames.mjs";

/** Milliseconds something may take to appear, on a busy machine. */
export const APPEAR_MAX = 20_000;

/** Chromium asks nobody but our server; as root it has no sandbox to use. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const SCREENSHOTS = fileURLToPath(new URL("../../../target/screenshots/", import.meta.url));

/** Keeps pages that are left in memory, as browsers do with people; pages with open WebSockets too. */
const KEEPING_PAGES = {
  ignoreDefaultArgs: ["--disable-back-forward-cache"],
  args: [...FLAGS, "--enable-features=DisconnectWebSocketOnBFCache"],
};

/** Firefox, driven by WebDriver BiDi. */
export function launchFirefox() {
  if (!process.env.FIREFOX) {
    throw new Error("FIREFOX is not set: `cargo xtask test` sets it");
  }
  const executablePath = fileURLToPath(new URL("firefox_of_today.mjs", import.meta.url));
  return firefox.launch({ channel: "moz-firefox", executablePath });
}

/** @param {{ keepsPages?: boolean, more?: string[] }} [options] whether pages that are left can be gone back to as they
 *    were, and more of Chromium's switches */
export function launch({ keepsPages = false, more = [] } = {}) {
  const executablePath = process.env.CHROMIUM;
  if (!executablePath) {
    throw new Error("CHROMIUM is not set: `cargo xtask test` sets it");
  }
  return chromium.launch({ executablePath, args: [...FLAGS, ...more], ...(keepsPages ? KEEPING_PAGES : {}) });
}

/**
 * A window with storage and cookies of its own. `traffic` is what it and the server say to each other. Closing it fails if
 * anything of ours has panicked in it: the page may have gone on as if nothing had happened.
 * @param {import("playwright-core").Browser} browser
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function newWindow(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB", ...options });
  context.setDefaultTimeout(APPEAR_MAX);
  const panics = [];
  // A panic of a page says nothing: it traps (`xtask/src/wasm.rs`).
  context.on("weberror", (thrown) => {
    const error = thrown.error();
    if (error.name === "RuntimeError" || error.message.includes("unreachable")) panics.push(error.stack ?? error.message);
  });
  if (browser.browserType().name() === "firefox") await leaveOutPolicies(context);
  const page = await context.newPage();
  const close = async () => {
    await context.close();
    if (panics.length > 0) throw new Error(panics.join("\n"));
  };
  return { page, traffic: new Traffic(page), close };
}

/** In Firefox, what Playwright does in a page is held to the page's policy, which lets nothing of that kind run. That our own
 * scripts keep to it is seen in Chromium. */
function leaveOutPolicies(context) {
  return context.route("**/*", async (route) => {
    if (!route.request().isNavigationRequest()) return route.continue();
    const response = await route.fetch();
    const { "content-security-policy": _, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
}

/** Where a screenshot is kept. */
export function screenshot(name) {
  mkdirSync(SCREENSHOTS, { recursive: true });
  return `${SCREENSHOTS}${name}.png`;
}

/** One picture of several pages. */
export async function sideBySide(browser, pages, path) {
  const pictures = await Promise.all(pages.map((page) => page.screenshot()));
  const images = pictures.map((picture) => `<img src="data:image/png;base64,${picture.toString("base64")}">`);
  const frame = await browser.newPage();
  await frame.setContent(`<div style="display: flex; gap: 1rem; inline-size: fit-content">${images.join("")}</div>`);
  await frame.locator("div").screenshot({ path });
  await frame.close();
}
