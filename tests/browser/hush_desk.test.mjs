// `<hush-desk>` in a library's page that pins what it loads: no file of it can be another than the one that was pinned.

import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";

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
