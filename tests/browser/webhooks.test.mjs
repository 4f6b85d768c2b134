// Administrators have other programs told of chats: a webhook is made, tried, hears of a chat, is paused and deleted.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { talks, visits } from "./support/history.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("webhooks");

/** What the program has heard: headers and body of each call. */
const heard = [];
let answers = 204;
let secret;

const program = createServer(async (request, response) => {
  let body = "";
  for await (const part of request) {
    body += part;
  }
  heard.push({ headers: request.headers, body });
  response.writeHead(answers).end();
  program.emit("heard");
});

before(async () => {
  program.listen(0, "127.0.0.1");
  await once(program, "listening");
});

after(() => program.close());

/** The call of this type, once it has come. */
async function told(type) {
  for (;;) {
    const found = heard.find(({ body }) => JSON.parse(body).type === type);
    if (found) {
      return found;
    }
    await once(program, "heard");
  }
}

const of = (admin, name) => admin.page.getByRole("menu").getByRole("menuitem", { name });

test("a webhook is made by the keyboard, and its secret shown once", async () => {
  const admin = await library.operator("admin");
  const { page } = admin;
  await visits(library, admin, "webhooks");
  await page.getByText("No webhooks").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "New webhook" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Make the webhook" }).press("Enter");
  await dialog.getByText("That is no address that begins with https://.").waitFor();
  await dialog.getByLabel("Address").fill(`http://127.0.0.1:${program.address().port}/desk`);
  await dialog.getByLabel("A chat is claimed").uncheck();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("webhook-form") });
  await dialog.getByRole("button", { name: "Make the webhook" }).press("Enter");
  const field = page.getByRole("dialog").getByLabel("Secret");
  await field.waitFor();
  secret = await field.inputValue();
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("webhook-secret") });
  await page.getByRole("dialog").getByRole("button", { name: "I have it" }).press("Enter");
  await page.getByRole("row", { name: "127.0.0.1" }).getByText("Nothing yet").waitFor();
});

test("it is tried, and hears of a sealed chat what its row says, signed", async () => {
  const admin = await library.operator("admin");
  await visits(library, admin, "webhooks");
  await admin.page.getByRole("button", { name: "More for 127.0.0.1" }).press("Enter");
  await of(admin, "Send a test").press("Enter");
  await told("test");
  const desk = await library.operator("desk1");
  const guest = await talks(library, desk);
  await guest.leaves();
  const { headers, body } = await told("chat.ended");
  const [id, seconds] = [headers["webhook-id"], headers["webhook-timestamp"]];
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const mac = createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64");
  assert.equal(headers["webhook-signature"], `v1,${mac}`);
  assert.equal(JSON.parse(body).data.kind, "sealed");
  assert.deepEqual(heard.map((it) => JSON.parse(it.body).type).sort(), ["chat.ended", "chat.opened", "test"]);
});

test("what became of it is listed, and it is paused and deleted", async () => {
  const admin = await library.operator("admin");
  const { page } = admin;
  await visits(library, admin, "webhooks");
  const row = page.getByRole("row", { name: "127.0.0.1" });
  await row.getByText("Taken").waitFor();
  const more = page.getByRole("button", { name: "More for 127.0.0.1" });
  await more.press("Enter");
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("webhooks") });
  await of(admin, "What it was told").press("Enter");
  await page.getByRole("dialog").getByRole("row", { name: "A chat has ended" }).getByText("Taken").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("webhook-log") });
  await page.keyboard.press("Escape");
  await more.press("Enter");
  await of(admin, "Pause").press("Enter");
  await row.getByText("Paused").waitFor();
  await more.press("Enter");
  await of(admin, "Delete").press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).press("Enter");
  await page.getByText("No webhooks").waitFor();
  await visits(library, admin, "audit");
  await page.getByText("paused a webhook: 127.0.0.1").waitFor();
});
