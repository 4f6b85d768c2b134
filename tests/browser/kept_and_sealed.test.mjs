// A sealed and an open chat side by side, at a queue that keeps what is said: the open one's words are kept until they are
// deleted, and then stand in no file; the sealed one's never stood in any.

import assert from "node:assert/strict";
import { test } from "node:test";

import { openLibrary } from "./support/library.mjs";
import { filesIn, placesOf } from "./support/search.mjs";

const SEALED = ["quokkalantern", "zephyrmarzipan"];
const OPEN = ["obsidiantrombone", "velvetisotherm"];

/** Milliseconds until what is not asked for any more is gone from the files, on a busy machine: objects sleep after 10 s. */
const GONE_MAX = 90_000;

const library = openLibrary("kept_and_sealed", { retain: 30 });

/** The files in which words stand. */
async function filesWith(words) {
  const files = [...(await filesIn(library.server.edge)), ["the server's log", await library.server.log()]];
  return words.flatMap((word) => placesOf(word, files));
}

/** Waits until it is so. */
async function until(isSo, what) {
  const deadline = Date.now() + GONE_MAX;
  while (!(await isSo())) {
    assert.ok(Date.now() < deadline, `${what}: ${JSON.stringify(await filesWith([...SEALED, ...OPEN]))}`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

/** What the API says to the administrator who is signed in at a page. */
function api(page, method, path) {
  return page.evaluate(
    async ([method, path]) => {
      const answer = await fetch(`/api/v1/${path}`, { method });
      return [answer.status, answer.status === 204 ? null : await answer.json()];
    },
    [method, path],
  );
}

async function talks(guest, desk, [question, answer]) {
  await guest.writes(`A question about ${question}.`);
  await desk.claims();
  await desk.reads(`A question about ${question}.`);
  await desk.writes(`An answer about ${answer}.`);
  await guest.reads(`An answer about ${answer}.`);
}

test("what is kept of an open chat is found until it is deleted, and of a sealed one nothing ever is", async () => {
  await library.server.setsSnippet("circulation", { queue: "reference", skin: "circulation", sites: [] });
  const [admin, desk] = await Promise.all([library.operator("admin"), library.operator("desk1")]);
  const sealed = await library.guest();
  await talks(sealed, desk, SEALED);
  const open = await library.visitor();
  await open.opens("Ask the circulation desk");
  await talks(open, desk, OPEN);
  assert.deepEqual(await filesWith(SEALED), []);
  await sealed.ends();
  await open.ends();

  const isKept = (path) => path.includes("/kv/") && path.includes("/blobs/");
  await until(async () => (await filesWith(OPEN)).filter(isKept).length === OPEN.length, "it is kept");
  assert.deepEqual(await filesWith(SEALED), []);
  let rows;
  await until(async () => {
    const [, { items }] = await api(admin.page, "GET", "history?queue=reference");
    rows = items;
    return items.length === 2 && items.every(({ ended }) => ended);
  }, "both have ended");
  const row = (kind) => rows.find((row) => row.kind === kind).chat;
  const [, transcript] = await api(admin.page, "GET", `history/${row("open")}/transcript`);
  assert.match(JSON.stringify(transcript), new RegExp(OPEN.join(".*")));
  const [, problem] = await api(admin.page, "GET", `history/${row("sealed")}/transcript`);
  assert.equal(problem.type, "urn:hushdesk:problem:sealed");

  assert.deepEqual(await api(admin.page, "DELETE", `history/${row("open")}/transcript`), [204, null]);
  const [status, { type }] = await api(admin.page, "GET", `history/${row("open")}/transcript`);
  assert.deepEqual([status, type], [410, "urn:hushdesk:problem:deleted"]);
  // A window that is open looks after the queue now and then, and the queue does not sleep.
  await Promise.all([admin, desk, sealed, open].map(({ page }) => page.goto("about:blank")));
  await until(async () => (await filesWith(OPEN)).length === 0, "it is gone");
  assert.deepEqual(await filesWith(SEALED), []);
});
