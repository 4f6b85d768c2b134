// Opening hours: an administrator sets them, by hand and from a calendar file, and a guest who finds nobody there reads when the
// desk opens next.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("opening-hours");

const DAY = 86_400_000;

/** A day so many days ahead of today in UTC, as `2026-12-25`. */
const ahead = (days) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** A whole day of a calendar, so many days ahead. */
const event = (days, name) =>
  `BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:${ahead(days).replaceAll("-", "")}\r\nSUMMARY:${name}\r\nEND:VEVENT\r\n`;

const CALENDAR = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${event(20, "Founders\\, all of them")}${event(21, "A day for flowers")}BEGIN:VEVENT\r\nDTSTART:20260101T100000Z\r\nSUMMARY:Meeting\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;

/** Nothing but what is said of days so many days ahead, by clocks of UTC. */
const openOn = (days, from, until) => ({
  hours: { zone: "UTC", special_days: days.map((it) => ({ day: ahead(it), spans: [{ from, until }] })) },
});

/** Somebody at the page of the reference desk's queue. */
async function manager(options) {
  const { page } = await library.operator("admin", options);
  await page.getByRole("link", { name: "Manage" }).click();
  await page.getByRole("navigation", { name: "Manage" }).getByRole("link", { name: "Queues" }).click();
  await page.getByRole("link", { name: "Reference desk" }).press("Enter");
  await page.getByRole("heading", { name: "Reference desk", level: 1 }).waitFor();
  return page;
}

async function saves(page) {
  await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await page.getByText("Everything is saved").waitFor();
}

/** How the queue of the reference desk is set. */
const settings = (page) => page.evaluate(async () => (await fetch("/api/v1/queues/reference/settings")).json());

test("who finds nobody there reads when the desk opens next, in their language", async () => {
  await library.server.sets("reference", openOn([3], 9 * 60, 17 * 60));
  const at = new Date(`${ahead(3)}T09:00Z`);
  const shown = (language, timeZone) => [
    at.toLocaleDateString(language, { weekday: "long", timeZone }),
    at.toLocaleTimeString(language, { timeStyle: "short", timeZone }),
  ];
  const guest = await library.guest({ timezoneId: "America/New_York", locale: "en-GB" });
  const [day, time] = shown("en-GB", "America/New_York");
  await guest.widget.getByText(`We are back ${day} at ${time}.`).waitFor();
  await guest.page.screenshot({ path: screenshot("widget-closed") });
  assert.deepEqual(await violations(guest.page), []);

  const { origin } = new URL(library.server.demo);
  const german = await library.visitor({ page: `${origin}/chat/reference`, timezoneId: "Europe/Berlin", locale: "de-DE" });
  const [tag, uhrzeit] = shown("de-DE", "Europe/Berlin");
  await german.page.getByText(`Wir sind ${tag} um ${uhrzeit} wieder da.`).waitFor();
});

test("within hours nobody there is nobody there, and whoever staffs the desk is there at any time", async () => {
  await library.server.sets("reference", openOn([-1, 0, 1], 0, 24 * 60));
  const within = await library.guest();
  await within.widget.getByText("Nobody is at the desk just now.").waitFor();
  await library.server.sets("reference", openOn([3], 9 * 60, 17 * 60));
  const desk = await library.operator("desk1");
  const outside = await library.guest();
  await outside.widget.getByText("A librarian is here.").waitFor();
  await outside.writes("Are you there at night?");
  await desk.claims();
  await desk.reads("Are you there at night?");
});

test("hours are set by the keyboard, by hand and from a calendar file", async () => {
  await library.server.sets("reference", {});
  const page = await manager({ timezoneId: "Europe/Berlin" });
  const hours = page.getByRole("region", { name: "Opening hours" });
  await hours.getByLabel("This queue has opening hours").press("Space");
  await hours.getByLabel("Time zone").fill("Europe/Nowhere");
  await hours.getByText("Enter a time zone such as Europe/Berlin").waitFor();
  await hours.getByLabel("Time zone").fill("Europe/Berlin");
  await hours.getByText("Changes of clocks are followed.").waitFor();
  await hours.getByRole("switch", { name: "Open on Saturday" }).press("Space");
  await hours.getByLabel("Saturday, from").fill("22:00");
  await hours.getByLabel("Saturday, until").fill("02:00");
  await hours.getByText("the next day").waitFor();
  await hours.getByLabel("Monday, until").fill("12:00");
  await hours.getByRole("button", { name: "One more time on Monday" }).press("Enter");
  await hours.getByLabel("Monday, from").last().fill("11:00");
  await hours.getByText("Enter times such as 09:00").waitFor();
  assert.deepEqual(await violations(page), []);
  await hours.getByLabel("Monday, from").last().fill("13:00");
  await hours.getByLabel("Monday, until").last().fill("18:00");
  await hours.getByRole("button", { name: "Copy Monday to the other weekdays" }).press("Enter");

  await hours.getByLabel("Day", { exact: true }).fill(ahead(30));
  await hours.getByLabel("Until (the last day)").fill(ahead(31));
  await hours.getByLabel("Name").fill("Stocktaking");
  await hours.getByRole("button", { name: "Add", exact: true }).press("Enter");
  await hours.getByRole("cell", { name: "Stocktaking" }).first().waitFor();

  await hours.getByRole("button", { name: "From a calendar file" }).press("Enter");
  const dialog = page.getByRole("dialog");
  const file = (content) => ({ name: "days.ics", mimeType: "text/calendar", buffer: Buffer.from(content) });
  await dialog.getByLabel("Calendar file (.ics)").setInputFiles(file("<html>"));
  await dialog.getByText("This is no calendar file").waitFor();
  await dialog.getByLabel("Calendar file (.ics)").setInputFiles(file(CALENDAR));
  await dialog.getByText("2 days were found.").waitFor();
  await dialog.getByText("1 event is left out").waitFor();
  await dialog.getByLabel("A day for flowers").press("Space");
  await page.screenshot({ path: screenshot("hours-import") });
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole("button", { name: "Add 1 day" }).press("Enter");
  await hours.getByRole("cell", { name: "Founders, all of them", exact: true }).waitFor();
  await hours.getByRole("button", { name: "Month after" }).press("Enter");
  await hours.screenshot({ path: screenshot("hours") });
  assert.deepEqual(await violations(page), []);
  await saves(page);

  const saved = (await settings(page)).hours;
  const weekday = [{ from: 540, until: 720 }, { from: 780, until: 1080 }];
  assert.equal(saved.zone, "Europe/Berlin");
  assert.deepEqual(saved.week, {
    monday: weekday,
    tuesday: weekday,
    wednesday: weekday,
    thursday: weekday,
    friday: weekday,
    saturday: [{ from: 1320, until: 1560 }],
    sunday: [],
  });
  assert.deepEqual(saved.special_days, [
    { day: ahead(20), name: "Founders, all of them", spans: [] },
    { day: ahead(30), name: "Stocktaking", spans: [] },
    { day: ahead(31), name: "Stocktaking", spans: [] },
  ]);

  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: "dark" });
  await hours.screenshot({ path: screenshot("phone-hours-dark") });
  assert.deepEqual(await violations(page), []);
});
