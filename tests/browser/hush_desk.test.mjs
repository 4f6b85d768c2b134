// `<hush-desk>` in a library's page that pins what it loads: the chat works there, and no file of it can be another than the one
// that was pinned.

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

/** What a page with a strict policy has to allow for it. */
const policy = () => {
  const { HUSHDESK: origin } = host.words;
  return [
    "default-src 'none'; img-src data:",
    `script-src ${origin} 'wasm-unsafe-eval'; style-src ${origin}`,
    `connect-src ${origin} ${origin.replace("http", "ws")}`,
  ].join("; ");
};

/** A guest in such a page. Its snippet would have to name another site; so the page is one of the service's own. */
async function visitor() {
  const guest = await library.visitor();
  const address = `${host.words.HUSHDESK}/hush_desk.html`;
  const headers = { "Content-Security-Policy": policy(), "Content-Type": "text/html" };
  const body = await host.page("hush_desk.html");
  await guest.page.route(address, (route) => route.fulfill({ headers, body }));
  await guest.page.goto(address);
  return guest;
}

/** The element's shadow tree is closed to others, so its frame is found by what is in it. */
const inside = (guest) => guest.page.frames().find((frame) => frame !== guest.page.mainFrame());

test("in a page that pins what it loads a guest and an operator talk, and the chat outlives a reload", async () => {
  const [desk, guest] = await Promise.all([library.operator("desk1"), visitor()]);
  const frame = inside(guest);
  const field = frame.getByRole("textbox");
  await field.fill("Do you have maps?");
  await field.press("Enter");
  await desk.claims();
  await desk.writes("We do.");
  await frame.getByText("We do.").waitFor();
  await guest.page.screenshot({ path: screenshot("hush-desk") });
  assert.equal(await frame.getByRole("button", { name: "Close" }).count(), 0);
  await guest.page.reload();
  await inside(guest).getByText("We do.").waitFor();
  await desk.writes("Of the town.");
  await inside(guest).getByText("Of the town.").waitFor();
});

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
