// An operator in Pidgin with the OTR plugin or without: the real program on a screen that nobody sees, driven by
// `tests/pidgin/pidgin_operator`, which prints a line for each thing that happens and obeys a line for each that is to be done.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { screenshot } from "./browser.mjs";
import { OwnProgram } from "./own_program.mjs";

const PROGRAM = fileURLToPath(new URL("../../pidgin/pidgin_operator", import.meta.url));

export class Pidgin extends OwnProgram {
  /** Somebody of a library's who signs in to their queues from Pidgin. */
  static async signIn(server, name, { otr = "auto" } = {}) {
    const pidgin = await Pidgin.of(server, name);
    const account = ["--bosh", `${pidgin.origin}/http-bind`, "--jid", `${name}@${pidgin.host}/desk`];
    // Plain HTTP is let pass on this machine, and Pidgin has to be told so; else it asks its operator once SCRAM has failed.
    pidgin.#starts([...account, "--otr", otr, "--security", "opportunistic_tls", "--plain"], pidgin.made.password);
    if (otr !== "off") {
      const [key] = await pidgin.happens(/^FINGERPRINT (\w+)/);
      pidgin.key = key.toLowerCase();
    }
    await pidgin.happens(/^ONLINE /);
    return pidgin;
  }

  /** Has an administrator pin the key of its plugin. */
  async isVouchedFor() {
    const admin = await this.posts("session", { name: "admin", password: this.server.passwords.admin });
    const cookie = admin.headers.get("Set-Cookie").split(";")[0];
    const key = { fingerprint: this.key, settings: { label: "Pidgin", holder: null, expires: null } };
    const pinned = await this.posts("keys", key, { Cookie: cookie });
    if (pinned.status !== 201) {
      throw new Error(await pinned.text());
    }
  }

  /** One that is set up as the documentation has it, for a library that is not there, and not signed in. */
  static async asDocumented() {
    const pidgin = new Pidgin();
    const account = ["--bosh", "https://help.library.example/http-bind", "--jid", "ann@help.library.example/desk"];
    pidgin.#starts([...account, "--security", "require_tls", "--no-connect"], "application password");
    await pidgin.happens(/^READY /);
    return pidgin;
  }

  #starts(options, password) {
    this.process = spawn(PROGRAM, options, {
      env: { ...process.env, PIDGIN_PASSWORD: password },
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.ended = once(this.process, "close");
    createInterface(this.process.stdout).on("line", (line) => this.tells(line));
  }

  /** Does something. */
  does(line) {
    this.process.stdin.write(`${line}\n`);
  }

  sends(to, text) {
    this.does(`SEND ${to} ${text}`);
  }

  /** Waits until the conversation is private, as the plugin says it. */
  async isPrivate() {
    await this.happens(/^OTR \S+@guests\.\S+ (?:UNVERIFIED|PRIVATE|REFRESHED)/);
  }

  /** A picture of how its account and its plugin are set. */
  async showsSettings(name) {
    this.does(`SETTINGS ${screenshot(name)}`);
    await this.happens(/^SHOWN /);
  }

  /** Asks the guest something, by "Authenticate buddy". */
  authenticates(question, answer) {
    this.does(`AUTHENTICATE ${this.guest} ${question}|${answer}`);
  }

  /** Answers what the guest asks, in the dialog that the plugin opens. */
  answers(answer) {
    this.does(`ANSWER ${answer}`);
  }

  /** A picture of what its operator would see. */
  shows(name) {
    this.does(`SHOT ${screenshot(name)}`);
  }

  async leaves() {
    this.does("QUIT");
    await this.ended;
  }

  async close() {
    this.process.kill();
  }

  /** For a test that fails: there is no page to take a picture of. */
  get page() {
    return { screenshot: () => this.shows("failed-pidgin") };
  }
}
