// The script that holds a deployment against what was built: it is run against a server of its own.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("../../docs/verify.mjs", import.meta.url));

/** What was built, by path in the site. */
const BUILT = { "embed.js": "alert(1);", "widget/index.html": "<title>Chat</title>", "widget/texts/de.json": "{}" };

/** What is served, by address. */
let served;
let server;
let origin;
let folder;
let hashes;

before(async () => {
  server = createServer(({ url }, answer) => {
    const text = served[url];
    answer.writeHead(text === undefined ? 404 : 200).end(text);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${server.address().port}`;
  folder = await mkdtemp(join(tmpdir(), "hushdesk-verify-"));
  hashes = join(folder, "hashes.json");
  const sha256 = (text) => createHash("sha256").update(text).digest("hex");
  const all = Object.entries(BUILT).map(([path, text]) => [path, { sha256: sha256(text) }]);
  await writeFile(hashes, JSON.stringify(Object.fromEntries(all)));
});

after(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

/** Runs the script: with what it ended, and what it printed. */
function verify(...given) {
  return new Promise((done) => {
    execFile(process.execPath, [SCRIPT, ...given], (error, stdout) => done({ code: error?.code ?? 0, stdout }));
  });
}

const asBuilt = () => ({
  "/embed.js": BUILT["embed.js"],
  "/widget/": BUILT["widget/index.html"],
  "/widget/texts/de.json": BUILT["widget/texts/de.json"],
});

test("a deployment that serves what was built is the same, its pages by their folders' addresses", async () => {
  served = asBuilt();
  const { code, stdout } = await verify(origin, hashes);
  assert.equal(stdout, "3 of 3 files are the same, 0 are not, 0 were not fetched.\n");
  assert.equal(code, 0);
});

test("one byte that is another is found, and which file it is in", async () => {
  served = { ...asBuilt(), "/embed.js": "alert(2);" };
  const { code, stdout } = await verify(`${origin}/console/`, hashes);
  assert.match(stdout, /^embed\.js: has other bytes \(sha256 [0-9a-f]{64}\)\n2 of 3 files are the same, 1 are not/);
  assert.equal(code, 1);
});

test("a file that is not served is not the same, whatever the deployment says of its own hashes", async () => {
  const { "/widget/": page, ...others } = asBuilt();
  served = { ...others, "/hashes.json": "{}", "/elsewhere": page };
  const { code, stdout } = await verify(origin, hashes);
  assert.match(stdout, /^widget\/index\.html: answers 404\n/);
  assert.equal(code, 1);
});

test("where nobody answers nothing is found out", async () => {
  const { code, stdout } = await verify("http://127.0.0.1:9", hashes);
  assert.match(stdout, /0 of 3 files are the same, 0 are not, 3 were not fetched\.\n$/);
  assert.equal(code, 2);
});

test("without an address it says how it is called", async () => {
  assert.equal((await verify()).code, 2);
});
