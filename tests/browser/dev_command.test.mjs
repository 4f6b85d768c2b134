// `cargo xtask dev`, as whoever tries it for the first time uses it.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { dev, freePort } from "./support/server.mjs";

/** Milliseconds a start may take once everything is built. */
const START_MAX = 20_000;

let folder, port;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "hushdesk-"));
  port = await freePort();
});

after(() => rm(folder, { recursive: true }));

const start = (...options) => dev("--port", `${port}`, "--state", folder, ...options);

/** Presses Ctrl-C, and waits for the end. */
async function interrupt(run) {
  run.process.kill("SIGINT");
  await run.ended;
}

test("it says where everything is and who may sign in, and Ctrl-C ends every process it started", async () => {
  const begun = Date.now();
  const run = start();
  const said = await run.ready;
  assert.ok(Date.now() - begun < START_MAX, "a start takes seconds when everything is built");
  assert.equal(said.demo, `http://127.0.0.1:${port}/demo`);
  assert.equal(said.console, `http://127.0.0.1:${port}/console`);
  assert.deepEqual(Object.keys(said.passwords), ["admin", "desk1", "desk2", "desk3"]);
  for (const address of [said.demo, said.console]) {
    assert.equal((await fetch(address)).status, 200, address);
  }

  const asked = await (await fetch(new URL("/api/v1/snippets/circulation/questions", said.console))).json();
  assert.deepEqual(
    asked.entry.map(({ label }) => label),
    ["Which branch do you use?"],
    "what an administrator would set is set",
  );

  const started = await groupsOf(run);
  assert.notDeepEqual(started, []);
  await interrupt(run);
  assert.equal(run.code, 130);
  assert.deepEqual(started.filter(isAlive), [], "nothing it started goes on");
  await assert.rejects(fetch(said.demo));
});

test("the sign-ins stay the same over restarts, and --fresh makes new ones", async () => {
  const passwords = async (...options) => {
    const run = start(...options);
    const said = await run.ready;
    const answer = await signIn(said);
    await interrupt(run);
    assert.equal(answer.status, 200);
    return said.passwords;
  };
  const first = await passwords();
  assert.deepEqual(await passwords(), first);
  const fresh = await passwords("--fresh");
  for (const name of Object.keys(first)) {
    assert.notEqual(fresh[name], first[name], name);
  }
});

test("a port that is taken is said in one line that tells what to do", async () => {
  const run = start();
  await run.ready;
  const second = start();
  await assert.rejects(second.ready);
  await second.ended;
  await interrupt(run);
  assert.equal(second.code, 1);
  assert.equal(second.printed, `error: Port ${port} is taken. Stop what uses it or pass --port N.\n`);
});

function signIn({ console, passwords }) {
  return fetch(new URL("/api/v1/session", console), {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Hushdesk": "1" },
    body: JSON.stringify({ name: "desk1", password: passwords.desk1 }),
  });
}

/** The process groups that a command leads: one for each program it runs. */
async function groupsOf(run) {
  const { stdout } = await promisify(execFile)("pgrep", ["-P", `${run.process.pid}`]);
  return stdout.trim().split("\n").map(Number);
}

function isAlive(group) {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}
