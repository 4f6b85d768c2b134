// `<hush-desk>` in a library's page that pins what it loads: no file of it can be another than the one that was pinned.

import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";

import { screenshot } from "./support/browser.mjs";
import { Host } from "./support/host.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("hush-desk");
let host;

beforeEach(async () => {
  host ??= await Host.start(new URL(library.server.demo).origin);
});
after(() => host?.close());

/** The element's shadow tree is closed to others, so its frame is found by what is in it. */
const inside = (guest) => guest.page.frames().find((frame) => frame !== guest.page.mainFrame());

for (const [file, said] of [
  ["hush-desk/element.js", null],
  ["hush-desk/widget.js", "is not the one that this library has checked"],
  ["widget/check.js", "is not the one that this library has checked"],
  ["widget/widget.css", "is not the one that this library has checked"],
  ["widget/widget_bg.wasm", "could not be loaded"],
  ["widget/texts/en.json", "could not be loaded"],
]) {
  test(`where ${file} is another than the one that was pinned, no chat begins`, async () => {
    const guest = await library.visitor();
    await guest.page.route(`**/${file}`, async (route) => {
      const answer = await route.fetch();
      const body = Buffer.concat([await answer.body(), Buffer.from("\n")]);
      await route.fulfill({ response: answer, body });
    });
    await guest.page.goto(host.address("hush_desk.html"));
    if (said) {
      await inside(guest).getByText(said).waitFor();
      assert.equal(await inside(guest).getByRole("textbox").count(), 0);
    } else {
      assert.equal(await guest.page.evaluate(() => customElements.get("hush-desk")), undefined);
      assert.equal(guest.page.frames().length, 1);
    }
  });
}

test("a whole chat is held in a page that its snippet names, and a page that it does not name reaches no desk", async () => {
  const desk = await library.operator("desk1");
  const guest = await library.visitor({ page: host.address("hush_desk.html") });
  guest.widget = inside(guest);
  guest.field = guest.widget.locator(".field textarea");
  guest.log = guest.widget.getByRole("log");
  await guest.writes("Do you have maps?");
  await guest.widget.getByText("cannot reach the desk").first().waitFor({ timeout: 60_000 });
  await library.server.setsSnippet("reference", { queue: "reference", skin: "reference", sites: [host.origin] });
  await guest.page.reload();
  guest.widget = inside(guest);
  guest.log = guest.widget.getByRole("log");
  await desk.claims();
  await desk.reads("Do you have maps?");
  await desk.isSealed();
  await desk.writes("We do.");
  await guest.reads("We do.");
  await guest.page.screenshot({ path: screenshot("hush-desk") });
  await guest.widget.getByRole("button", { name: "Menu" }).click();
  await guest.widget.getByRole("button", { name: "End this chat" }).click();
  await guest.widget.getByRole("button", { name: "End the chat" }).click();
});
