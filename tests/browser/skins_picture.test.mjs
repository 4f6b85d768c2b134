// The picture of a skin: from an administrator's file into the widget of a guest whose chat goes on, and out of it again.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("skins_picture");

const origin = () => new URL(library.server.console).origin;

/** A file of this many pixels, as a browser draws one. */
function picture(page, side, kind) {
  return page.evaluate(
    async ([side, kind]) => {
      const canvas = document.createElement("canvas");
      canvas.width = side;
      canvas.height = side / 2;
      const context = canvas.getContext("2d");
      context.fillStyle = "#b3261e";
      context.fillRect(0, 0, side, side);
      const blob = await new Promise((done) => canvas.toBlob(done, kind));
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    [side, kind],
  );
}

async function chooses(page, name, bytes) {
  await page.locator("#skin-picture").setInputFiles({ name, mimeType: "image/png", buffer: Buffer.from(bytes) });
}

/** The skin of the snippet that guests of the demonstration come through. */
async function opensWorn(page) {
  const [, snippet] = /snippet=([^&#]+)/.exec(library.widget.url()) ?? [];
  const asked = await page.request.get(`${origin()}/api/v1/snippets/${snippet}`);
  const { skin } = await asked.json();
  await page.goto(`${origin()}/console/skins/${skin}`);
  await page.locator("#skin-picture").waitFor({ state: "attached" });
  return skin;
}

test("a picture is chosen, is there in a chat that goes on, and is forgotten", async () => {
  const [desk, guest, admin] = await Promise.all([
    library.operator("desk1"),
    library.guest(),
    library.operator("admin"),
  ]);
  library.widget = guest.page.frames().find((frame) => frame.url().includes("/widget/"));
  await guest.writes("Is anybody there?");
  await desk.claims();
  await desk.reads("Is anybody there?");
  const ground = () =>
    guest.widget.locator(".bar > .avatar").evaluate((avatar) => getComputedStyle(avatar).backgroundImage);
  assert.equal(await ground(), "none");

  const { page } = admin;
  await opensWorn(page);
  await chooses(page, "map.png", await picture(page, 1600, "image/png"));
  const shown = page.getByAltText("The picture as it is now");
  await shown.waitFor();
  const address = await shown.getAttribute("src");
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("skin-picture"), fullPage: true });
  const answer = await page.request.get(`${origin()}${address}`);
  const headers = answer.headers();
  assert.equal(answer.status(), 200);
  assert.match(headers["content-type"], /^image\/(webp|png)$/);
  assert.equal(headers["x-content-type-options"], "nosniff");
  assert.match(headers["content-security-policy"], /default-src 'none'/);
  assert.match(headers["cache-control"], /immutable/);
  assert.ok((await answer.body()).length <= 65_536);

  // The guest's page has heard of it: the chat goes on, and wears it.
  await guest.page.frames().find((frame) => frame.url().includes("/widget/"))
    .waitForFunction((address) => getComputedStyle(document.querySelector(".bar > .avatar")).backgroundImage.includes(address), address);
  assert.deepEqual(await violations(guest.page), []);
  await guest.page.screenshot({ path: screenshot("widget-picture") });
  await desk.writes("Yes.");
  await guest.reads("Yes.");

  await page.getByRole("button", { name: "Remove the picture" }).click();
  await shown.waitFor({ state: "detached" });
  await guest.page.frames().find((frame) => frame.url().includes("/widget/"))
    .waitForFunction(() => getComputedStyle(document.querySelector(".bar > .avatar")).backgroundImage === "none");
  assert.equal((await page.request.get(`${origin()}${address}`)).status(), 404);
});

test("what is no picture is refused, whatever it is called", async () => {
  const { page } = await library.operator("admin");
  await page.goto(`${origin()}/console/skins`);
  await page.getByRole("row").nth(1).getByRole("link").click();
  await page.locator("#skin-picture").waitFor({ state: "attached" });
  await chooses(page, "picture.png", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"));
  await page.getByText("This cannot be read as a picture.").waitFor();
  // Nor does the edge take it from a program.
  const skin = page.url().split("/").at(-1);
  const sent = await page.request.put(`${origin()}/api/v1/skins/${skin}/picture`, {
    headers: { "X-Hushdesk": "1" },
    data: { picture: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>").toString("base64") },
  });
  assert.equal(sent.status(), 400);
});
