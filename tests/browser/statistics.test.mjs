// Statistics: what was really held is counted, narrowed down, compared and taken along; charts are pictures with a table
// behind each, for everybody.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { looksUntil, pretendsFigures, talks, visits } from "./support/history.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("statistics");

/** Somebody who has signed in, at the statistics. */
async function reader(name, options) {
  const person = await library.operator(name, options);
  await visits(library, person, "statistics");
  await person.page.getByRole("heading", { name: "Statistics", exact: true }).waitFor();
  return person;
}

/** The first number of a figure. */
function figure(page, name) {
  return page.locator(".figures > div").filter({ hasText: name }).locator("dd").first();
}

/** A chart, by what it is called. */
function chart(page, name) {
  return page.getByRole("region", { name, exact: true });
}

/** Waits until a figure is this. */
async function counts(page, name, value) {
  await figure(page, name).getByText(value, { exact: true }).waitFor();
}

test("a sealed and an open chat are counted, each for whom it is, and narrowed down in the address", async () => {
  const ann = await library.operator("desk1");
  for (const button of ["Ask the reference desk", "Ask the circulation desk"]) {
    const guest = await talks(library, ann, button);
    await guest.ends();
    await ann.isTold("The guest has ended the chat.");
  }
  const admin = await library.operator("admin");
  const { page } = admin;
  await visits(library, admin, "history");
  await looksUntil(page, page.locator("tbody tr:not(.why-row, .live)").nth(1));

  await page.getByRole("link", { name: "Statistics" }).click();
  await counts(page, "Chats", "2");
  await counts(page, "Sealed", "50%");
  await page.getByText("none before").first().waitFor();
  await chart(page, "By queue").getByText("Circulation desk has the most: 50% of all.").waitFor();
  await chart(page, "When guests write").getByRole("img", { name: "When guests write" }).waitFor();

  const operators = chart(page, "By operator");
  await operators.getByText("Table").click();
  await operators.getByRole("row", { name: /^Ann 2 2 0 0 0 1 / }).waitFor();
  const downloading = page.waitForEvent("download");
  await operators.getByRole("link", { name: "By operator, as a table (CSV)" }).click();
  const download = await downloading;
  assert.equal(download.suggestedFilename(), "chats-by-operator.csv");
  assert.match(await readFile(await download.path(), "utf8"), /\ndesk1,2,2,0,0,0,1,1,/);

  const staffed = chart(page, "Staffed hours, by operator");
  await staffed.getByText(/^Somebody was there for .+; at most [12] chats ran at once\.$/).waitFor();
  await staffed.getByText("Table").click();
  await staffed.getByRole("row", { name: /^Ann / }).waitFor();
  await staffed.scrollIntoViewIfNeeded();
  await page.screenshot({ path: screenshot("statistics-staffing") });

  await page.getByLabel("Kind").selectOption("Open");
  await counts(page, "Chats", "1");
  assert.match(page.url(), /kind=open/);
  await page.goBack();
  await counts(page, "Chats", "2");
  await page.goForward();
  await counts(page, "Chats", "1");
  await page.reload();
  await counts(page, "Chats", "1");
  await chart(page, "By queue").getByRole("link", { name: "Circulation desk" }).click();
  await page.getByRole("heading", { name: "History", exact: true }).waitFor();
  assert.match(page.url(), /queue=circulation.*kind=open/);
  await page.locator("tbody tr:not(.why-row)").first().waitFor();
  assert.equal(await page.locator("tbody tr:not(.why-row)").count(), 1);

  const cora = await reader("desk3");
  await cora.page.getByText("No chats on these days").waitFor();
  const own = await reader("desk1");
  await counts(own.page, "Chats", "2");
});

test("days that cannot be counted are told, and others can be chosen", async () => {
  const admin = await library.operator("admin");
  const { page } = admin;
  await visits(library, admin, "statistics?from=2026-05-02&until=2026-05-01");
  await page.getByText("These days cannot be counted").waitFor();
  await page.getByRole("button", { name: "Last month" }).click();
  await page.getByText("No chats on these days").waitFor();
  await page.getByRole("button", { name: "Last month", pressed: true }).waitFor();
});

test("a chart that did not come says so and is asked for again, and the others stand", async () => {
  const { page } = await reader("admin");
  await pretendsFigures(page);
  let fails = true;
  await page.route("**/api/v1/statistics?*by=queue*", (route) => (fails ? route.abort() : route.fallback()));
  await page.reload();
  const queues = chart(page, "By queue");
  await queues.getByText("The figures did not come").waitFor();
  await chart(page, "By operator").getByText("Ann has the most").waitFor();
  fails = false;
  await queues.getByRole("button", { name: "Try again" }).click();
  await queues.getByText("Circulation desk has the most: 45% of all.").waitFor();
});

test("by the keyboard alone one comes from a picture to its table, which says the same", async () => {
  const { page } = await reader("admin");
  await pretendsFigures(page);
  await page.reload();
  const days = chart(page, "Chats a day");
  await days.getByRole("img").waitFor();
  const finding = await days.getByRole("img").evaluate((picture) => {
    const said = picture.getAttribute("aria-describedby");
    return document.getElementById(said).textContent;
  });
  assert.match(finding, /^Most on .+: \d+ chats\.$/);
  await days.getByRole("radio", { name: "Chart" }).focus();
  await page.keyboard.press("ArrowRight");
  const table = days.getByRole("region", { name: "Chats a day, as a table" });
  await table.waitFor();
  assert.equal(await table.locator("tbody tr").count(), 28);
  const [, day, most] = finding.match(/^Most on (.*): (\d+) chats\.$/);
  await table.getByRole("row", { name: new RegExp(`^${day} ${most} `) }).waitFor();
  await page.getByRole("button", { name: "Last 12 months" }).press("Enter");
  await chart(page, "Chats a month").locator("tbody tr").nth(11).waitFor();
});

for (const [name, options, language] of [
  ["wide", { viewport: { width: 1440, height: 900 } }, "en"],
  ["dark", { viewport: { width: 1440, height: 900 }, colorScheme: "dark" }, "fr"],
  ["phone", { viewport: { width: 390, height: 844 } }, "de"],
  ["phone-dark", { viewport: { width: 390, height: 844 }, colorScheme: "dark" }, "en"],
  ["ar", { viewport: { width: 1440, height: 900 } }, "ar"],
  ["phone-ar-dark", { viewport: { width: 390, height: 844 }, colorScheme: "dark" }, "ar"],
  ["forced", { viewport: { width: 1280, height: 800 }, forcedColors: "active", colorScheme: "dark" }, "en"],
]) {
  test(`all charts can be read, and a program finds no fault: ${name}`, async () => {
    const { page } = await reader("admin", options);
    await pretendsFigures(page);
    await page.evaluate((language) => localStorage.setItem("language", language), language);
    await page.reload();
    await page.locator(".chart svg[role=img]").nth(3).waitFor();
    await page.locator(".bars").nth(5).waitFor();
    assert.deepEqual(await violations(page), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), page.viewportSize().width);
    const height = await page.locator(".page").evaluate((it) => it.scrollHeight);
    await page.setViewportSize({ ...page.viewportSize(), height: height + 60 });
    await page.screenshot({ path: screenshot(`statistics-${name}`) });
  });
}
