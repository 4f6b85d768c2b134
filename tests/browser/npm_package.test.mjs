// The npm package of the OTR engine in a browser: in a page and in a module Web Worker, loaded as anybody's site
// would load it.
//
// A server on loopback hands out `target/npm/otr-wasm` and nothing else. The README's conversation is what runs, so
// that it cannot be wrong.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { basename, extname } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { launch, newWindow } from "./support/browser.mjs";

const PACKAGE = new URL("../../target/npm/otr-wasm/", import.meta.url);

const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html" };

/** What the README's conversation prints. */
const PRINTED = [
  /^encrypted, version 3, with ([0-9A-F]{8} ){4}[0-9A-F]{8}$/,
  /^to Bob: hello \(true\)$/,
  /^to Alice: hello yourself \(true\)$/,
  /^comparison: verified$/,
  /^Alice has left$/,
];

let server, origin, browser, example;

before(async () => {
  await promisify(execFile)(process.env.HUSHDESK_XTASK, ["npm"]);
  example = await readmeExample();
  server = createServer((request, response) => void answer(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** The first JavaScript of the README, with the package where this server has it. */
async function readmeExample() {
  const readme = await readFile(new URL("../../otr-wasm/npm/README.md", import.meta.url), "utf8");
  const [, code] = readme.match(/```js\n([^]*?)```/);
  assert.ok(code.includes("from 'otr-wasm'"));
  return code.replace("from 'otr-wasm'", "from '/browser.js'");
}

const page = (script) => `<!doctype html><title>A page</title><link rel="icon" href="data:,">${script}`;

/** Pages that run the example, in themselves or in a worker; else a file of the package. */
async function answer(request, response) {
  const name = basename(request.url);
  const made = {
    "page.html": page('<script type="module" src="/example.js"></script>'),
    "worker.html": page('<script>new Worker("/example.js", { type: "module" })</script>'),
    "blank.html": page(""),
    "example.js": example,
  };
  const body = made[name] ?? (await readFile(fileURLToPath(new URL(name, PACKAGE))).catch(() => null));
  response.writeHead(body === null ? 404 : 200, { "content-type": TYPES[extname(name)] ?? "text/plain" });
  response.end(body);
}

/** What a page prints, until it is as much as expected. */
async function printedBy(path) {
  const { page, close } = await newWindow(browser);
  const printed = [];
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  const all = new Promise((resolve) => {
    page.on("console", (message) => {
      if (message.type() === "error") wrong.push(message.text());
      if (message.type() === "log" && printed.push(message.text()) === PRINTED.length) resolve();
    });
  });
  await page.goto(`${origin}/${path}`);
  const late = AbortSignal.timeout(20_000);
  await Promise.race([all, once(late, "abort")]);
  await close();
  assert.deepEqual(wrong, []);
  return printed;
}

for (const [where, path] of [
  ["in a page", "page.html"],
  ["in a Web Worker", "worker.html"],
]) {
  test(`the README's conversation is held ${where}`, async () => {
    const printed = await printedBy(path);
    assert.equal(printed.length, PRINTED.length, printed.join("\n"));
    for (const [place, line] of printed.entries()) assert.match(line, PRINTED[place]);
  });
}

/** Runs a function in a page, with what the package exports. */
async function inPage(run) {
  const { page, close } = await newWindow(browser);
  await page.goto(`${origin}/blank.html`);
  try {
    return await page.evaluate(`import("/browser.js").then(${run})`);
  } finally {
    await close();
  }
}

test("every line and event is delivered although listeners throw, and what they threw is thrown", async () => {
  const told = await inPage(({ Conversation, Identity }) => {
    const conversation = new Conversation({ identity: Identity.generate(), longestLine: 64 });
    const lines = [];
    conversation.on("send", () => {
      throw new Error("thrown by a listener");
    });
    conversation.on("send", (line) => lines.push(line));
    try {
      conversation.begin();
      return { thrown: null };
    } catch (error) {
      return { lines: lines.length, thrown: error.errors[0].message };
    }
  });
  assert.equal(told.thrown, "thrown by a listener");
  assert.ok(told.lines > 5, `${told.lines} lines`);
});

test("what cannot be meant is refused in words", async () => {
  const refused = await inPage(({ Conversation, Identity }) => {
    const identity = Identity.generate();
    const conversation = new Conversation({ identity });
    const tlv = (kind) => () => conversation.send("", [{ kind, value: "" }]);
    const tries = [
      () => new Conversation({ identity, instanceTag: 0xff }),
      () => new Conversation({ identity, instanceTag: 2 ** 32 }),
      () => new Conversation({ identity, longestLine: 65536 }),
      () => new Conversation({ identity, longestLine: 10 }),
      () => new Conversation({ identity, allowV2: "no" }),
      () => conversation.setPolicy({ padding: -1 }),
      () => conversation.extraKey(2 ** 32),
      tlv(65536),
      tlv(1),
    ];
    return tries.map((attempt) => {
      try {
        return `accepted: ${attempt()}`;
      } catch (error) {
        return error.message;
      }
    });
  });
  assert.deepEqual(refused, [
    "instanceTag is a whole number from 256 to 4294967295",
    "instanceTag is a whole number from 256 to 4294967295",
    "longestLine is a whole number from 0 to 65535",
    "longestLine is 0 or at least 64, not 10",
    "allowV2 is true or false",
    "padding is a whole number from 0 to 65535",
    "the extra key's use is a whole number from 0 to 4294967295",
    "a record's type is a whole number from 0 to 65535",
    "records of type 1 are the protocol's own",
  ]);
});

test("a line that is refused says so to programs and to people", async () => {
  const events = await inPage(({ Conversation, Identity }) => {
    const conversation = new Conversation({ identity: Identity.generate() });
    return ["?OTR:AAMD.", "?OTRv4?"].flatMap((line) => conversation.receive(line).events);
  });
  assert.deepEqual(
    events.map(({ type, code, tag }) => [type, code, tag]),
    [
      ["rejected", "malformed", null],
      ["rejected", "noCommonVersion", null],
    ],
  );
});

test("a peer with several clients has a conversation with each", async () => {
  const { met, texts, best, known } = await inPage(({ Conversation, Identity, Instances }) => {
    const ours = new Instances({ identity: Identity.generate() });
    const clients = [0x1000, 0x2000].map(
      (instanceTag) => new Conversation({ identity: Identity.generate(), instanceTag }),
    );
    const wire = [];
    ours.on("send", (line) => wire.push(() => clients.forEach((client) => client.receive(line))));
    for (const client of clients) client.on("send", (line) => wire.push(() => ours.receive(line)));
    const carry = () => {
      while (wire.length > 0) wire.shift()();
    };
    const met = [];
    const texts = [];
    ours.on("instance", ({ conversation, instance }) => {
      met.push(instance);
      conversation.on("text", ({ text }) => texts.push(["its own", instance, text]));
    });
    ours.on("text", ({ text, instance }) => texts.push(["any", instance, text]));
    ours.begin();
    carry();
    clients[0].send("from the first");
    carry();
    return { met, texts, best: ours.best.theirInstanceTag, known: ours.instance(0x3000) };
  });
  assert.deepEqual(met, [0x1000, 0x2000]);
  assert.deepEqual(texts, [
    ["its own", 0x1000, "from the first"],
    ["any", 0x1000, "from the first"],
  ]);
  assert.equal(best, 0x1000);
  assert.equal(known, null);
});

test("all accounts are written into one libotr file, and read again", async () => {
  const [written, read] = await inPage(({ Identity, writeLibotr }) => {
    const accounts = ["one@example.org", "two"].map((name) => {
      return { name, protocol: "prpl-jabber", identity: Identity.generate() };
    });
    const shown = (list) => list.map(({ name, protocol, identity }) => [name, protocol, identity.fingerprint]);
    return [shown(accounts), shown(Identity.readLibotr(writeLibotr(accounts)).accounts)];
  });
  assert.deepEqual(read, written);
});

test("an account whose key cannot be used is named, and the others are given", async () => {
  const [usable, unusable, fingerprints] = await inPage((otr) => {
    const accounts = ["one", "two"].map((name) => {
      return { name, protocol: "prpl-jabber", identity: otr.Identity.generate() };
    });
    // As an editor saves it, with an even q in the first account.
    const file = "\ufeff" + otr.writeLibotr(accounts).replace("AAD9#", "AAD8#");
    const read = otr.Identity.readLibotr(file);
    const found = otr.fingerprints(file);
    return [
      read.accounts.map(({ name }) => name),
      read.unusable.map(({ place, name, protocol }) => [place, name, protocol]),
      [found.unusable.length, found.fingerprints.join() === accounts[1].identity.fingerprint],
    ];
  });
  assert.deepEqual(usable, ["two"]);
  assert.deepEqual(unusable, [[1, "one", "prpl-jabber"]]);
  assert.deepEqual(fingerprints, [1, true]);
});
