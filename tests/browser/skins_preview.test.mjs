// The widget itself beside the form of its skin: in every scene of a chat, with what stands in the form.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("skins_preview");

const origin = () => new URL(library.server.console).origin;

/** What a guest is asked whose operator has a key that is not known. */
const DOUBT = "Send your question to";

/** The administrator at a skin, sealed or open, and the widget in the preview. */
async function atSkin(kind, options) {
  const { page } = await library.operator("admin", options);
  await page.goto(`${origin()}/console/skins`);
  await page.getByRole("table", { name: "Skins" }).waitFor();
  const row = page.getByRole("row").filter({ hasText: kind }).filter({ hasNotText: "No snippet" }).first();
  await row.getByRole("link").click();
  const widget = page.frameLocator(".preview iframe");
  await widget.locator(".cover h1").waitFor();
  return { page, widget, scene: (label) => page.getByLabel("Where the chat is").selectOption({ label }) };
}

test("a sealed skin is seen in every scene, and nothing is asked of the edge", async () => {
  const { page, widget, scene } = await atSkin("Sealed");
  const asked = [];
  page.on("request", (request) => /\/api\//.test(request.url()) && asked.push(request.url()));
  page.on("websocket", (socket) => /\/guest/.test(socket.url()) && asked.push(socket.url()));
  await scene("Nobody is there");
  await widget.getByText("Nobody is at the desk just now.").first().waitFor();
  await scene("Waiting");
  await widget.locator(".steps").waitFor();
  await scene("Talking");
  await widget.locator(".lock.good").waitFor();
  await widget.getByText("We do, from 1870 on.").first().waitFor();
  await page.locator(".preview").screenshot({ path: screenshot("preview-talking") });
  await scene("Being passed on");
  await widget.getByText("Passing you on").first().waitFor();
  await scene("Asked about a key");
  await widget.getByText(DOUBT).first().waitFor();
  await page.locator(".preview").screenshot({ path: screenshot("preview-consent") });
  await scene("Wrong key");
  await widget.locator(".steps .stopped").waitFor();
  await page.locator(".preview").screenshot({ path: screenshot("preview-wrong-key") });
  await scene("Ended");
  await widget.getByRole("button", { name: "Ask something else" }).waitFor();
  assert.deepEqual(asked, []);
  assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith("hushdesk.chat"))), []);
  assert.deepEqual(await violations(page), []);
});

test("what is typed is there in the widget before it is saved", async () => {
  const { page, widget, scene } = await atSkin("Open");
  await page.locator("#skin-title").fill("Ask about maps");
  await widget.getByRole("heading", { name: "Ask about maps" }).waitFor();
  await scene("Talking");
  await widget.getByText("We do, from 1870 on.").first().waitFor();
  await page.locator("#skin-colour").fill("#6b3f8f");
  await page.locator("#skin-style").fill(".library-message { background: rgb(1 2 3) }");
  const bubble = widget.locator(".theirs > .bubble").first();
  const deadline = Date.now() + 20_000;
  while ((await bubble.evaluate((it) => getComputedStyle(it).backgroundColor)) !== "rgb(1, 2, 3)") {
    assert.ok(Date.now() < deadline, "the style is not worn");
  }
  await page.locator(".preview").screenshot({ path: screenshot("preview-style") });
  await page.getByRole("radio", { name: "Wide" }).check();
  await page.locator(".preview.wide").waitFor();
});

test("a style that reaches for the lock is refused by its line", async () => {
  const { page } = await atSkin("Sealed", { colorScheme: "dark" });
  await page.locator("#skin-style").fill(".send { color: #fff }\n.lock { color: red }");
  await page.getByText("Line 2: .lock cannot be changed.").waitFor();
  await page.locator("#skin-style").fill(".cover {\n  position: fixed }");
  await page.getByText("Line 2: position cannot be set.").waitFor();
  assert.ok(await page.getByRole("button", { name: "Save", exact: true }).isDisabled());
  await page.locator("#skin-style").fill(".cover { border-radius: 1em }");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Everything is saved").waitFor();
  assert.deepEqual(await violations(page), []);
});

test("on a phone the preview is within the page, and nobody else may frame it", async () => {
  const { page } = await atSkin("Sealed", { viewport: { width: 360, height: 740 } });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await page.screenshot({ path: screenshot("preview-phone"), fullPage: true });
  const frame = await page.request.get(`${origin()}/preview/`);
  assert.match(frame.headers()["content-security-policy"], /frame-ancestors 'self'/);
  assert.equal(frame.headers()["x-frame-options"], "SAMEORIGIN");
});
