#!/usr/bin/env node
// Holds a deployment against what was built here: whether it serves the same bytes, file by file.
//
//   cargo xtask build
//   node docs/verify.mjs https://YOUR-HOST [target/site/hashes.json]
//
// Needs Node 18 or newer and nothing else. Ends with 0 if all files are the same, with 1 if one is not, and with 2 if that
// could not be found out. The hashes that the deployment tells of itself are not believed: each file is fetched and hashed.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** Files that are fetched at one time. */
const AT_ONCE = 8;

/** How long one may take. */
const FILE_MILLIS_MAX = 30_000;

const [origin, hashes = 'target/site/hashes.json'] = process.argv.slice(2);
if (!origin) {
  console.error('usage: node docs/verify.mjs https://YOUR-HOST [hashes.json]');
  process.exit(2);
}

/** A page is served at its folder's address. */
const address = (path) => new URL(path.replace(/(^|\/)index\.html$/, '$1'), `${new URL(origin).origin}/`);

/** What is wrong with a file, if something is. */
async function check(path, { sha256 }) {
  const answer = await fetch(address(path), { cache: 'no-store', signal: AbortSignal.timeout(FILE_MILLIS_MAX) });
  if (!answer.ok) return `answers ${answer.status}`;
  const bytes = Buffer.from(await answer.arrayBuffer());
  const found = createHash('sha256').update(bytes).digest('hex');
  return found === sha256 ? undefined : `has other bytes (sha256 ${found})`;
}

const left = Object.entries(JSON.parse(await readFile(hashes, 'utf8')));
const count = left.length;
let [different, unknown] = [0, 0];

async function work() {
  for (let next = left.shift(); next; next = left.shift()) {
    const [path, expected] = next;
    try {
      const wrong = await check(path, expected);
      if (!wrong) continue;
      different += 1;
      console.log(`${path}: ${wrong}`);
    } catch (error) {
      unknown += 1;
      console.log(`${path}: not fetched (${error.cause?.message ?? error.message})`);
    }
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, work));
console.log(`${count - different - unknown} of ${count} files are the same, ${different} are not, ${unknown} were not fetched.`);
process.exitCode = different > 0 ? 1 : unknown > 0 ? 2 : 0;
