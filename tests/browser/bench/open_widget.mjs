// How long it takes from the press on the button of a library's page to a field that one can write in, with nothing in the
// browser's cache and with everything in it, where chats are sealed and where they are open. Prints a JSON object for each, in
// milliseconds. Run by `cargo xtask bench pages`.

import { launch, newWindow } from "../support/browser.mjs";
import { Server } from "../support/server.mjs";

const RUNS = Number(process.env.RUNS ?? 9);
/** What is pressed in the library's page. */
const BUTTONS = { sealed: "Ask the reference desk", open: "Ask the circulation desk" };

const server = await Server.start();
const browser = await launch();
try {
  const times = { sealed: { cold: [], warm: [] }, open: { cold: [], warm: [] } };
  for (let run = 0; run < RUNS; run += 1) {
    for (const [kind, button] of Object.entries(BUTTONS)) {
      const { page, close } = await newWindow(browser);
      await page.addInitScript(watch);
      times[kind].cold.push(await opened(page, button));
      times[kind].warm.push(await opened(page, button));
      await close();
    }
  }
  for (const [kind, caches] of Object.entries(times)) {
    for (const [cache, values] of Object.entries(caches)) {
      console.log(JSON.stringify({ bench: `open, ${cache}`, kind, values }));
    }
  }
} finally {
  await browser.close();
  await server.stop();
}

/** In each frame: notes, on the clock that all frames share, when something is pressed and when there is a field to write in. */
function watch() {
  const now = () => performance.timeOrigin + performance.now();
  addEventListener("pointerdown", () => (window.pressed ??= now()), true);
  const look = () => {
    const field = document.querySelector("textarea");
    if (!field || field.disabled || window.ready) return;
    // Laid out, and taking the keyboard.
    field.getBoundingClientRect();
    window.ready = now();
    observer.disconnect();
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
}

/** Opens the page and the chat in it. Milliseconds from the press to the field. */
async function opened(page, name) {
  await page.goto(server.demo);
  const button = page.getByRole("button", { name });
  await button.waitFor();
  // What the page itself loads has been loaded.
  await page.waitForLoadState("networkidle");
  await button.click();
  await page.frameLocator("iframe").getByRole("textbox").waitFor();
  const frame = page.frames().find((frame) => frame.url().includes("/widget/"));
  const taken = (await frame.evaluate(() => window.ready)) - (await page.evaluate(() => window.pressed));
  // The next page begins closed.
  await page.evaluate(() => sessionStorage.clear());
  return taken;
}
