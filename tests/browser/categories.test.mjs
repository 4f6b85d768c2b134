// What a chat was about: a queue says what it can be, whoever answers chooses, in a sealed chat too, and where that is required
// no chat is put away before.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("categories");

const origin = () => new URL(library.server.console).origin;

test("a manager says what chats can be about; it is chosen during a sealed chat and at its end, and counted", async () => {
  const admin = await library.operator("admin");
  await admin.page.goto(`${origin()}/console/queues/reference`);
  await admin.page.getByLabel("Categories").fill("Maps\nOpening hours\nMaps");
  await admin.page.getByText("none of them twice").waitFor();
  await admin.page.getByLabel("Categories").fill("Maps\nOpening hours\nRenewals, reservations and everything else about loans");
  await admin.page.getByLabel("One has to be chosen").check();
  assert.deepEqual(await violations(admin.page), []);
  await admin.page.getByRole("button", { name: "Save", exact: true }).click();
  await admin.page.getByText("Everything is saved").waitFor();
  library.forgets(admin);
  await admin.close();

  const desk = await library.operator("desk1");
  const guest = await library.guest();
  await guest.writes("Where is the map room?");
  await desk.claims();
  await desk.reads("Where is the map room?");
  const side = desk.page.getByRole("complementary", { name: /About/ });
  // Before it is known what is chosen nothing can be pressed.
  await side.getByRole("checkbox", { name: "Maps", disabled: false }).press("Space");
  assert.deepEqual(await violations(desk.page), []);
  await desk.page.screenshot({ path: screenshot("categories-side") });
  await side.getByRole("checkbox", { name: "Maps" }).press("Space");
  await guest.leaves();
  const putAway = desk.page.getByRole("button", { name: "Put away" });
  // The page may be drawn a moment later.
  await desk.page.locator("button:disabled", { hasText: "Put away" }).waitFor();
  const asked = desk.page.getByRole("article").getByRole("group", { name: "What was it about?" });
  await asked.getByText("Choose one, then put the chat away.").waitFor();
  assert.deepEqual(await violations(desk.page), []);
  await desk.page.screenshot({ path: screenshot("categories-end") });
  await asked.getByRole("checkbox", { name: "Opening hours" }).press("Space");
  await putAway.click();
  await putAway.waitFor({ state: "detached" });
  const counted = await desk.page.evaluate(async () => (await fetch("/api/v1/statistics?by=category")).json());
  assert.deepEqual(
    counted.groups.map(({ key, figures }) => [key, figures.chats, figures.sealed]),
    [["Opening hours", 1, 1]],
  );
});
