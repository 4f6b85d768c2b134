// From when to when each key of the organisation counts, as a picture.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("keys_timeline");

test("each key has its line, which says in words what it shows", async () => {
  const { page } = await library.operator("admin", { viewport: { width: 360, height: 740 } });
  await page.goto(`${new URL(library.server.console).origin}/console/encryption`);
  const lines = page.locator(".timeline").getByRole("img", { name: /^counts from/ });
  await lines.first().waitFor();
  assert.ok((await lines.count()) > 1);
  assert.deepEqual(await violations(page), []);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await page.locator(".timeline").screenshot({ path: screenshot("keys-timeline") });
});
