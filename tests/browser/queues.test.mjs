// Queues: one is made, staffed and set at its pages, and chats come in there.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { assertEventually } from "./support/eventually.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("queues");

/** Somebody, at the page of queues. */
async function manager(name, options) {
  const manager = await library.operator(name, options);
  await manager.page.getByRole("link", { name: "Manage" }).click();
  await manager.page.getByRole("navigation", { name: "Manage" }).getByRole("link", { name: "Queues" }).click();
  await manager.page.getByRole("row", { name: /Reference desk/ }).waitFor();
  return manager;
}

/** What an address of the API says to whoever is signed in at a page. */
function api(page, path) {
  return page.evaluate(async (path) => (await fetch(`/api/v1/${path}`)).json(), path);
}

async function saves(page) {
  await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await page.getByText("Everything is saved").waitFor();
}

/** Opens a queue by its row. */
async function opens(page, title) {
  await page.getByRole("link", { name: title }).press("Enter");
  await page.getByRole("heading", { name: title, level: 1 }).waitFor();
}

test("a queue is made by the keyboard and staffed, and a chat comes in there", async () => {
  const { page } = await manager("admin");
  await page.screenshot({ path: screenshot("queues") });
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "New queue" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Title").fill("Maps & plans");
  await assertEventually(async () => assert.equal(await dialog.getByLabel("Name in addresses").inputValue(), "maps-plans"));
  await dialog.getByLabel("Name in addresses").fill("circulation");
  await dialog.getByLabel("Title").press("Enter");
  await dialog.getByText("Something has, or had, this name.").waitFor();
  await page.screenshot({ path: screenshot("queues-new") });
  assert.deepEqual(await violations(page), []);
  await dialog.getByLabel("Name in addresses").fill("maps");
  await dialog.getByRole("button", { name: "Make the queue" }).press("Enter");
  await page.getByRole("heading", { name: "Maps & plans", level: 1 }).waitFor();

  await page.getByRole("tab", { name: "Settings" }).press("ArrowRight");
  await page.getByText("Nobody is here yet").waitFor();
  await page.getByLabel("One more person").fill("desk1");
  await page.getByLabel("One more person").press("Enter");
  await page.getByRole("row", { name: /Ann/ }).waitFor();
  await page.getByLabel("Ann: Manages the queue").press("Space");
  await page.getByText("1 change is not saved").waitFor();
  await page.screenshot({ path: screenshot("queue-people") });
  assert.deepEqual(await violations(page), []);
  await saves(page);
  const { people } = await api(page, "queues/maps");
  assert.deepEqual(people, [{ person: "desk1", display: "Ann", duties: ["operator", "manager"] }]);

  await library.server.setsSnippet("reference", { queue: "maps", skin: "reference", sites: [] });
  const desk = await library.operator("desk1");
  const guest = await library.guest();
  await guest.writes("Where are the maps?");
  await desk.offer.getByText("Maps & plans").waitFor();
  await desk.claims();
  await desk.reads("Where are the maps?");
  await guest.leaves();
  await library.server.setsSnippet("reference", { queue: "reference", skin: "reference", sites: [] });
});

test("settings are taken back or saved, and of two who change the same the second loses nothing", async () => {
  const { page } = await manager("admin");
  await opens(page, "Reference desk");
  await page.screenshot({ path: screenshot("queue-settings"), fullPage: true });
  assert.deepEqual(await violations(page), []);
  await page.getByRole("textbox", { name: "Title" }).fill("");
  await page.getByText("Enter a title of at most 100 characters.").waitFor();
  await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await page.getByText("Mend what is marked, then save").waitFor();
  await page.getByRole("button", { name: "Take back" }).press("Enter");
  await page.getByText("Everything is saved").waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Title" }).inputValue(), "Reference desk");

  await page.getByLabel("The least busy").press("Space");
  await page.getByLabel("How many are asked").fill("2");
  await page.getByLabel("What the guest then reads").fill("We are with you soon.");
  await page.getByLabel("Wait for an operator whose line is broken", { exact: true }).fill("2");
  await page.getByLabel("Wait for an operator whose line is broken: unit").selectOption("minutes");
  await page.getByLabel("At a time of day").check();
  await page.getByLabel("Time of day, by your clock").fill("18:30");
  await page.getByText("4 changes are not saved").waitFor();
  await saves(page);
  const settings = await api(page, "queues/reference/settings");
  assert.deepEqual(settings.offer, { least_busy: { count: 2 } });
  assert.equal(settings.concierge, "We are with you soon.");
  assert.equal(settings.grace_seconds, 120);
  assert.deepEqual(settings.shift, { clock: { minute: 18 * 60 + 30 + new Date().getTimezoneOffset() } });

  await library.server.sets("reference", {});
  await page.getByLabel("What the guest then reads").fill("Soon.");
  await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await page.getByText("Somebody else has changed this meanwhile.").waitFor();
  assert.equal(await page.getByLabel("What the guest then reads").inputValue(), "Soon.");
  await page.screenshot({ path: screenshot("queue-changed-meanwhile") });
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Load what is there now" }).press("Enter");
  await page.getByText("Everything is saved").waitFor();
  assert.equal(await page.getByLabel("What the guest then reads").inputValue(), "");
  assert.ok(await page.getByRole("radio", { name: /^Everybody/ }).isChecked());
});

test("who is told that a queue needs people is set by the keyboard, and what is wrong is said beside it", async () => {
  const { page } = await manager("admin");
  await opens(page, "Circulation desk");
  const alerts = page.getByRole("region", { name: "Alerts" });
  await page.getByLabel("A chat that nobody claims").press("Space");
  await page.getByLabel("Nobody there while it is open").press("Space");
  const address = page.getByLabel("Who is told");
  const unstaffed = page.locator("#alerts-unstaffed");
  await address.fill("nobody");
  await unstaffed.fill("300");
  await page.getByText("Enter at most 4 hours.").waitFor();
  await alerts.scrollIntoViewIfNeeded();
  await page.screenshot({ path: screenshot("queue-alerts") });
  assert.deepEqual(await violations(page), []);
  await unstaffed.fill("15");
  await address.fill("head@library.example");
  await saves(page);
  const { alerts: saved } = await api(page, "queues/circulation/settings");
  const expected = { waiting_seconds: 120, unstaffed_seconds: 900, email: "head@library.example", language: "en" };
  assert.deepEqual(saved, expected);
});

test("what operators have to know at a queue is written by its manager and read beside its chats", async () => {
  const { page } = await manager("admin");
  await opens(page, "Reference desk");
  await page.getByRole("tab", { name: "Settings" }).press("End");
  await page.getByText("Nothing is written yet").waitFor();
  const written = "# Fees\n\n| What | Costs |\n|-|-|\n| A copy | 10 cents |\n\n- **Maps**: [third floor](https://library.org/maps)\n- <b>not bold</b>";
  await page.getByRole("textbox", { name: "Text" }).fill(written);
  await page.getByRole("heading", { name: "Fees" }).waitFor();
  await page.getByText("1 change is not saved").waitFor();
  await page.screenshot({ path: screenshot("queue-profile"), fullPage: true });
  assert.deepEqual(await violations(page), []);
  await saves(page);
  assert.equal((await api(page, "queues/reference/profile")).text, written);

  const desk = await library.operator("desk1");
  const guest = await library.guest();
  await guest.writes("What does a copy cost?");
  await desk.claims();
  await desk.about.getByRole("heading", { name: "Fees" }).waitFor();
  await desk.about.getByRole("cell", { name: "10 cents" }).waitFor();
  await desk.about.getByText("<b>not bold</b>").waitFor();
  const link = desk.about.getByRole("link", { name: "third floor" });
  assert.equal(await link.getAttribute("rel"), "noopener noreferrer nofollow");
  await desk.page.screenshot({ path: screenshot("desk-profile") });
  assert.deepEqual(await violations(desk.page), []);
  await guest.leaves();
});

test("a queue that a snippet leads to stays, and another goes with its name", async () => {
  const { page } = await manager("admin");
  await page.getByRole("button", { name: "Remove Reference desk" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("link", { name: "reference" }).first().waitFor();
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole("button", { name: "Close" }).last().press("Enter");
  await page.getByRole("button", { name: "New queue" }).click();
  await dialog.getByLabel("Title").fill("Short lived");
  await dialog.getByRole("button", { name: "Make the queue" }).click();
  await page.getByRole("heading", { name: "Short lived", level: 1 }).waitFor();
  await page.goBack();
  await page.getByRole("button", { name: "Remove Short lived" }).click();
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByRole("row", { name: /Short lived/ }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "New queue" }).click();
  await dialog.getByLabel("Title").fill("Short lived");
  await dialog.getByRole("button", { name: "Make the queue" }).click();
  await dialog.getByText("Something has, or had, this name.").waitFor();
});

test("whoever manages a queue sees that one, on a telephone too, and makes none", async () => {
  const admin = await library.operator("admin");
  const people = [{ person: "desk1", duties: ["operator", "manager"] }];
  const status = await admin.page.evaluate(async (people) => {
    const answer = await fetch("/api/v1/queues/reference", {
      method: "PUT",
      headers: { "If-Match": "*", "Content-Type": "application/json" },
      body: JSON.stringify({ title: "Reference desk", people }),
    });
    return answer.status;
  }, people);
  assert.equal(status, 204);
  const { page } = await manager("desk1");
  assert.equal(await page.getByRole("row", { name: /Circulation/ }).count(), 0);
  assert.equal(await page.getByRole("button", { name: "New queue" }).count(), 0);
  await opens(page, "Reference desk");
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: screenshot("phone-queue"), fullPage: true });
  assert.deepEqual(await violations(page), []);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.getByRole("tab", { name: "1 person" }).click();
  await page.getByRole("row", { name: /Ann/ }).waitFor();
  await page.screenshot({ path: screenshot("phone-queue-people-dark"), fullPage: true });
  assert.deepEqual(await violations(page), []);
});
