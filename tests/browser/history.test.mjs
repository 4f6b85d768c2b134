// Chat History: a sealed and an open chat that were really held are found, narrowed down, linked to and taken along; and each
// sees what is theirs.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { looksUntil, pretendsChats, row, talks, visits } from "./support/history.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("history");

const SEALED = "Ask the reference desk";
const OPEN = "Ask the circulation desk";

/** Somebody who has signed in, at the list. */
async function reader(name, options) {
  const person = await library.operator(name, options);
  await visits(library, person, "history");
  await person.page.getByRole("heading", { name: "History", exact: true }).waitFor();
  return person;
}

/** The rows of chats. */
function rows(page) {
  return page.locator("tbody tr:not(.why-row)");
}

test("a sealed and an open chat are found while they run and when they have ended; the open one is read along, the sealed one never", async () => {
  const ann = await library.operator("desk1");
  const admin = await reader("admin");
  const { page } = admin;
  await page.getByText("No chats yet").waitFor();

  const sealed = await talks(library, ann, SEALED);
  const running = page.getByRole("row", { name: /Now.*Reference desk.*Ann.*Sealed/ });
  await looksUntil(page, running);
  await running.getByRole("link").press("Enter");
  await page.getByText("It is sealed: only the guest and Ann can read it").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.goBack();
  await running.waitFor();
  await sealed.ends();
  await ann.isTold("The guest has ended the chat.");
  const over = page.getByRole("row", { name: /^(?!.*Now).*Reference desk.*Ann.*Sealed/ });
  await looksUntil(page, over);

  const open = await talks(library, ann, OPEN);
  const readable = page.getByRole("row", { name: /Now.*Circulation desk.*Ann.*Open/ });
  await looksUntil(page, readable);
  await readable.getByRole("link").click();
  await page.getByRole("log").getByText("turnips").first().waitFor();
  await ann.writes("Rutabagas are on the same shelf.");
  await page.getByRole("log").getByText("Rutabagas are on the same shelf.").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("history-open-chat") });
  await page.goBack();
  await readable.waitFor();
  await open.ends();
  await ann.isTold("The guest has ended the chat.");
  await looksUntil(page, page.getByRole("row", { name: /^(?!.*Now).*Circulation desk.*Ann.*Open/ }));
  await page.getByText("· 2 chats").waitFor();
  await page.screenshot({ path: screenshot("history"), fullPage: true });
  assert.deepEqual(await violations(page), []);
  await ann.signsOut();

  await page.getByLabel("Kind").selectOption("Sealed");
  await page.getByText("Circulation desk", { exact: true }).and(page.locator("td bdi")).waitFor({ state: "detached" });
  assert.match(page.url(), /kind=sealed/);
  await over.getByRole("link").click();
  await page.getByText("No text is kept").waitFor();
  await page.getByText("It was sealed: only the guest and Ann could read it").waitFor();
  await page.getByText("the guest ended it").waitFor();
  assert.ok(!(await page.content()).includes("turnips"));
  await page.screenshot({ path: screenshot("history-sealed-chat") });
  const address = page.url();

  await page.goBack();
  await over.waitFor();
  assert.equal(await rows(page).count(), 1);
  await page.goBack();
  await page.locator("td bdi").getByText("Circulation desk", { exact: true }).waitFor();
  assert.equal(await page.getByLabel("Kind").inputValue(), "");
  await page.getByRole("row", { name: /Open/ }).getByRole("link").click();
  await page.getByText("Nothing was kept").waitFor();
  assert.ok(!(await page.content()).includes("turnips"));
  assert.deepEqual(await violations(page), []);
  await page.goto(address);
  await page.getByText("No text is kept").waitFor();
});

test("what narrows it down stands in the address, and the file has the same chats", async () => {
  const { page } = await reader("admin");
  await looksUntil(page, rows(page).nth(1));
  await page.getByLabel("Queue", { exact: true }).selectOption("Circulation desk");
  await rows(page).nth(1).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Today" }).click();
  assert.match(page.url(), /from=.*until=.*queue=circulation/);
  await page.getByRole("button", { name: "Today", pressed: true }).waitFor();
  await rows(page).first().waitFor();

  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "As a table (CSV)" }).click();
  const download = await downloading;
  assert.equal(download.suggestedFilename(), "history.csv");
  const file = await readFile(await download.path(), "utf8");
  assert.match(file, /^\ufeffchat,kind,guest,queue,/);
  assert.match(file, /,open,.*,circulation,/);
  assert.ok(!file.includes(",reference,") && !file.includes("turnips"), file);

  await page.getByRole("button", { name: "Yesterday" }).click();
  await page.getByText("No chats of this kind").waitFor();
  await page.goBack();
  await rows(page).first().waitFor();
  await page.reload();
  await rows(page).first().waitFor();
  assert.equal(await page.getByLabel("Queue", { exact: true }).inputValue(), "circulation");
  await page.getByLabel("Answer").selectOption("Not answered");
  await page.getByText("No chats of this kind").waitFor();
  await page.getByRole("button", { name: "Show all" }).click();
  await rows(page).nth(1).waitFor();
  const guest = await rows(page).first().getByRole("link").textContent();
  await page.getByLabel("Guest begins with").fill(guest.slice(0, -1));
  // What is drawn anew meanwhile takes nothing away of what is typed.
  const again = page.waitForResponse((response) => response.url().includes("/api/v1/history"));
  await page.getByRole("button", { name: "Look again" }).evaluate((button) => button.click());
  await again;
  await rows(page).nth(1).waitFor();
  assert.equal(await page.getByLabel("Guest begins with").inputValue(), guest.slice(0, -1));
  await page.getByLabel("Guest begins with").press("Enter");
  await rows(page).nth(1).waitFor({ state: "detached" });
  await page.getByRole("link", { name: guest }).waitFor();
});

test("an operator sees their own chats, and none of anybody else, at no address", async () => {
  const admin = await reader("admin");
  await looksUntil(admin.page, rows(admin.page).first());
  const to = await rows(admin.page).first().getByRole("link").getAttribute("href");

  const ann = await reader("desk1");
  await looksUntil(ann.page, rows(ann.page).nth(1));
  await ann.page.getByText("The chats that you have held").waitFor();

  const cora = await reader("desk3");
  await cora.page.getByText("No chats yet").waitFor();
  await cora.page.goto(new URL(to, cora.page.url()).href);
  await cora.page.getByText("No chat that you may see").waitFor();
  await cora.page.getByRole("link", { name: "All chats" }).click();
  await cora.page.getByText("No chats yet").waitFor();
});

test("one goes to earlier chats and comes back, by the keyboard alone", async () => {
  const { page } = await reader("admin");
  await pretendsChats(page, Array.from({ length: 130 }, (_, number) => row(number)));
  await page.reload();
  await page.getByRole("link", { name: row(0).guest }).waitFor();
  await page.getByRole("button", { name: "Earlier chats" }).press("Enter");
  await page.getByRole("link", { name: row(129).guest }).waitFor();
  await page.getByRole("button", { name: "Later chats" }).press("Enter");
  await page.getByRole("link", { name: row(0).guest }).waitFor();
  assert.match(page.url(), /history$/);
});

for (const [name, options, language] of [
  ["wide", { viewport: { width: 1440, height: 900 } }, "en"],
  ["phone-dark", { viewport: { width: 390, height: 844 }, colorScheme: "dark" }, "en"],
  ["ar-dark", { viewport: { width: 1440, height: 900 }, colorScheme: "dark" }, "ar"],
  ["phone-ar", { viewport: { width: 390, height: 844 } }, "ar"],
  ["forced", { forcedColors: "active" }, "de"],
]) {
  test(`many chats can be read, and a program finds no fault: ${name}`, async () => {
    const { page } = await reader("admin", options);
    const waits = row(0, { claimed: null, ended: null, operators: [] });
    const runs = row(1, { ended: null });
    const unanswered = row(2, { claimed: null, operators: [], ended: { at: Date.now(), by: "unanswered" } });
    const others = Array.from({ length: 20 }, (_, number) => row(number + 3));
    await pretendsChats(page, [waits, runs, unanswered, ...others]);
    await page.evaluate((language) => localStorage.setItem("language", language), language);
    await page.reload();
    await page.getByRole("link", { name: row(5).guest }).waitFor();
    assert.deepEqual(await violations(page), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), page.viewportSize().width);
    await page.screenshot({ path: screenshot(`history-${name}`) });
  });
}
