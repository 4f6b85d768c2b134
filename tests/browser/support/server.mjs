// A demonstration library of its own for one test file: `cargo xtask dev` on a free port, with a folder of its
// own for what the edge would store.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

/** Milliseconds it may take until it is ready, on a busy machine. */
const READY_MAX = 90_000;

/** The program that `cargo xtask` runs. */
function xtask() {
  const program = process.env.HUSHDESK_XTASK;
  if (!program) {
    throw new Error("HUSHDESK_XTASK is not set: `cargo xtask test` sets it");
  }
  return program;
}

/** A port that nobody listens on. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/**
 * `cargo xtask dev`, running or about to. `printed` is all it says, `code` how it ended.
 * @param {string[]} options
 */
export function dev(...options) {
  const process = spawn(xtask(), ["dev", "--no-open", ...options], { stdio: ["ignore", "pipe", "pipe"] });
  const run = { process, printed: "", code: null, ended: once(process, "close") };
  process.stderr.on("data", (chunk) => (run.printed += chunk));
  run.ended.then(([code]) => (run.code = code));
  run.ready = introduction(run);
  return run;
}

/** What it prints when it is ready: the two addresses, and who may sign in with what. */
async function introduction(run) {
  const said = { passwords: {} };
  const timer = setTimeout(() => run.process.kill(), READY_MAX);
  try {
    for await (const line of createInterface(run.process.stdout)) {
      run.printed += `${line}\n`;
      const [what, ...words] = line.split(/\s+/);
      if (what === "sign-in") {
        said.passwords[words[0]] = words[1];
      } else if (what === "setup") {
        said.setup = { address: words[0], code: words[1] };
      } else {
        said[what] = words[0];
      }
      if (said.demo && said.console && (said.setup || Object.keys(said.passwords).length === 4)) {
        return said;
      }
    }
  } finally {
    clearTimeout(timer);
  }
  throw new Error(`cargo xtask dev did not get ready:\n${run.printed}`);
}

/** A running demonstration library, with nothing in it but people, queues and keys. */
export class Server {
  static async start(...options) {
    const server = new Server();
    server.options = options.includes("--empty") ? options : ["--plain", ...options];
    server.state = await mkdtemp(join(tmpdir(), "hushdesk-"));
    server.port = await freePort();
    await server.resume();
    return server;
  }

  /** Starts it where it was stopped: same port, same stored data, nothing in memory. */
  async resume() {
    this.run = dev("--port", `${this.port}`, "--state", this.state, ...this.options);
    const { demo, console, passwords, setup } = await this.run.ready;
    Object.assign(this, { demo, console, passwords, setup });
  }

  /** Kills it without warning, and the runtime that holds the sockets with it. */
  async crash() {
    const children = await promisify(execFile)("pgrep", ["-P", `${this.run.process.pid}`]);
    for (const child of children.stdout.trim().split("\n")) {
      process.kill(-Number(child), "SIGKILL");
    }
    await this.run.ended;
  }

  /** Stops it as Ctrl-C would, and forgets what it stored. */
  async stop() {
    await this.interrupt();
    await rm(this.state, { recursive: true });
  }

  async interrupt() {
    this.run.process.kill("SIGINT");
    await this.run.ended;
  }

  /** Sets a queue, as its administrator. What is left out is as it is with every new queue. */
  sets(queue, settings) {
    return this.#puts(`queues/${queue}/settings`, settings);
  }

  /** Sets a snippet, as its administrator. */
  setsSnippet(snippet, settings) {
    return this.#puts(`snippets/${snippet}/settings`, settings);
  }

  /** Sets the organisation, as its administrator. */
  setsOrganisation(settings) {
    return this.#puts("organisation", settings);
  }

  async #puts(what, settings) {
    const headers = { "X-Hushdesk": "1" };
    const origin = new URL(this.console).origin;
    const body = JSON.stringify({ name: "admin", password: this.passwords.admin });
    const session = await fetch(`${origin}/api/v1/session`, { method: "POST", headers, body });
    headers.Cookie = session.headers.get("Set-Cookie").split(";")[0];
    const address = `${origin}/api/v1/${what}`;
    headers["If-Match"] = "*";
    const answer = await fetch(address, { method: "PUT", headers, body: JSON.stringify(settings) });
    if (answer.status !== 204) {
      throw new Error(`${what} is not set: ${await answer.text()}`);
    }
  }

  /** The folder of what the edge would store. */
  get edge() {
    return join(this.state, "edge");
  }

  /** Everything it has printed. */
  log() {
    return readFile(join(this.state, "server.log"));
  }
}
