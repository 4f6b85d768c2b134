// The types of the npm package are written by hand. The compiler says whether they are true: a program that names
// all that the package has when it runs, and the README's conversation, are compiled with them.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

const TARGET = new URL("../../target/npm/", import.meta.url);

/** What the compiler is told: to be strict, but for the types that the README's JavaScript does not name. */
const OPTIONS = {
  compilerOptions: {
    strict: true,
    noImplicitAny: false,
    allowJs: true,
    checkJs: true,
    noEmit: true,
    module: "nodenext",
    target: "es2022",
    lib: ["es2022", "dom"],
    types: [],
  },
};

before(() => run(process.env.HUSHDESK_XTASK, ["npm"]));

/** The names that a class gives to its objects. */
function members({ prototype }) {
  return Object.getOwnPropertyNames(prototype).filter((name) => name !== "constructor");
}

/** An object with these names, which is refused if the type has one more or one less. */
function exactly(type, names) {
  const object = Object.fromEntries(names.map((name) => [name, true]));
  return `export const _: Record<${type}, true> = ${JSON.stringify(object)};\n`;
}

/** Compiles these files together, with the package where npm would have put it. Gives what the compiler says. */
async function compile(files) {
  const folder = new URL("consumer/", TARGET);
  await rm(folder, { recursive: true, force: true });
  await mkdir(new URL("node_modules/", folder), { recursive: true });
  await symlink(fileURLToPath(new URL("otr-wasm", TARGET)), fileURLToPath(new URL("node_modules/otr-wasm", folder)));
  const all = { "package.json": '{"type":"module"}', "tsconfig.json": JSON.stringify(OPTIONS), ...files };
  for (const [name, text] of Object.entries(all)) await writeFile(new URL(name, folder), text);
  const { stdout } = await run("tsc", ["--project", fileURLToPath(folder)]).catch((error) => error);
  return stdout;
}

test("the types have the names that the package has, and its README compiles with them", async () => {
  const otr = await import(new URL("otr-wasm/node.js", TARGET));
  const names = { "exports.ts": exactly("keyof typeof import('otr-wasm')", Object.keys(otr)) };
  for (const name of ["Conversation", "Identity", "Instances"]) {
    names[`${name}.ts`] = exactly(`keyof import('otr-wasm').${name}`, members(otr[name]));
  }
  const readme = await readFile(new URL("../../otr-wasm/npm/README.md", import.meta.url), "utf8");
  const [, conversation] = readme.match(/```js\n([^]*?)```/);
  assert.equal(await compile({ ...names, "readme.js": conversation }), "");
});

test("a name that the package does not have, and one it lacks, do not compile", async () => {
  const said = await compile({
    "more.ts": exactly("keyof import('otr-wasm').Identity", ["fingerprint"]),
    "less.ts": exactly("'fingerprint'", ["fingerprint", "colour"]),
  });
  assert.match(said, /more\.ts.*toLibotr/s);
  assert.match(said, /less\.ts.*colour.* does not exist/s);
});
