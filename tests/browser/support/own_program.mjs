// An operator in a program of their own, which signs in with an application password. What happens in it is a line each, in the
// words of `tests/pidgin/pidgin_operator`, whichever program it is.

/** Milliseconds something may take: Pidgin sends once a second, and signs in with ten requests. */
const HAPPENS_MAX = 90_000;

export class OwnProgram {
  constructor() {
    // All that has happened, and what nobody has waited for yet.
    this.lines = [];
    this.news = [];
    this.waiting = new Set();
  }

  /** One of somebody's at a library, which has a password and is not signed in yet. */
  static async of(server, name) {
    const program = new this();
    program.server = server;
    program.name = name;
    program.origin = new URL(server.console).origin;
    program.host = new URL(program.origin).hostname;
    program.queue = `reference@queues.${program.host}`;
    await program.#makesPassword(server.passwords[name]);
    return program;
  }

  /** As the console makes one. */
  async #makesPassword(password) {
    const session = await this.posts("session", { name: this.name, password });
    this.cookie = session.headers.get("Set-Cookie").split(";")[0];
    const made = await this.posts("profile/applications", { label: "Pidgin", password }, { Cookie: this.cookie });
    this.made = await made.json();
  }

  posts(path, body, headers = {}) {
    return fetch(`${this.origin}/api/v1/${path}`, {
      method: "POST",
      headers: { "X-Hushdesk": "1", ...headers },
      body: JSON.stringify(body),
    });
  }

  /** Takes its password back. */
  async isLockedOut() {
    const headers = { "X-Hushdesk": "1", Cookie: this.cookie };
    await fetch(`${this.origin}/api/v1/profile/applications/${this.made.id}`, { method: "DELETE", headers });
  }

  /** Something has happened. */
  tells(line) {
    this.lines.push(line);
    this.news.push(line);
    this.waiting.forEach((look) => look());
  }

  /** Waits for an event of this form after what was waited for last, and gives what the form has in brackets. */
  happens(form) {
    return this.#waits(form, () => {
      const place = this.news.findIndex((line) => form.test(line));
      return place < 0 ? undefined : this.news.splice(0, place + 1).at(-1);
    });
  }

  /** The same for an event at whatever time. */
  has(form) {
    return this.#waits(form, () => this.lines.find((line) => form.test(line)));
  }

  #waits(form, find) {
    return new Promise((done, fail) => {
      const look = () => {
        const line = find();
        if (line === undefined) {
          return;
        }
        clearTimeout(timer);
        this.waiting.delete(look);
        done(form.exec(line).slice(1));
      };
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        fail(new Error(`${form} did not happen, but\n${this.news.join("\n")}`));
      }, HAPPENS_MAX);
      this.waiting.add(look);
      look();
    });
  }

  /** Types this in the queue's window. */
  commands(line) {
    this.sends(this.queue, line);
  }

  /** Waits until a chat is offered, by the queue whose window is typed in from now on. */
  async isOffered(kind = "(?:sealed|open)") {
    [this.queue] = await this.happens(new RegExp(`^MSG (\\S+@queues\\.\\S+) An? ${kind} chat from guest`));
  }

  /** Claims the chat that waits, and remembers whose it is. */
  async claims(kind) {
    await this.isOffered(kind);
    this.commands("claim");
    [this.guest] = await this.happens(/^PRESENCE (\S+@guests\.\S+) available/);
    this.label = this.guest.split(".")[0];
  }

  /** Waits until the guest has said this. */
  async reads(text) {
    await this.happens(new RegExp(`^MSG \\S+@guests\\.\\S+ ${literally(text)}$`));
  }

  /** Waits until the queue's contact has said something like this. */
  async isTold(words) {
    await this.happens(new RegExp(`^MSG \\S+@queues\\.\\S+ .*${words}`));
  }

  writes(text) {
    this.sends(this.guest, text);
  }
}

/** A form that only this text has. */
export function literally(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
