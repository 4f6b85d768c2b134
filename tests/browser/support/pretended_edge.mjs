// An edge that says what a test has it say: the built pages, a sign-in, and a queue's end of the desk's sockets. For what
// a real queue does too seldom, or takes too long for.

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const SITE = fileURLToPath(new URL("../../../target/site/", import.meta.url));

const TYPES = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

const SIGNED_OUT = {
  type: "urn:hushdesk:problem:signed-out",
  title: "Nobody is signed in",
  status: 401,
  detail: "You are signed out. Sign in first.",
};

export const SESSION = {
  name: "desk1",
  display: "Ana",
  role: "operator",
  queues: [{ name: "reference", title: "Reference desk" }],
  demonstration: false,
  organisation: "City Library",
  manages: [],
  second_factor: "off",
  factors: { app: false, passkeys: false },
  provider: null,
  password: true,
};

/** An id of a chat: 32 times this digit. */
export const chatId = (digit) => `${digit}`.repeat(32);

/** An offer, of an open chat if nothing else is said. */
export function offer(digit, more = {}) {
  return {
    chat: chatId(digit),
    guest: `Guest ${digit}`,
    kind: "open",
    skin: "open",
    since: Date.now() - 65_000,
    page: "https://library.example/maps",
    origin: "new",
    entries: [],
    absent_since: null,
    dismissed: false,
    ...more,
  };
}

/** A chat that the desk holds, open if nothing else is said. */
export function held(digit, more = {}) {
  return {
    chat: chatId(digit),
    lease: 1,
    guest: `Guest ${digit}`,
    kind: "open",
    epoch: 0,
    skin: "open",
    since: Date.now() - 65_000,
    page: null,
    origin: "new",
    handing: null,
    absent_since: null,
    sent: { accepted: 0, delivered: 0 },
    entries: [],
    ...more,
  };
}

/** What a guest has written. */
export const wrote = (seq, text) => ({
  seq,
  at: Date.now(),
  content: { message: { from: "guest", body: { open: { text } } } },
});

export class PretendedEdge {
  static async start() {
    const edge = new PretendedEdge();
    edge.server = createServer((request, response) => edge.answers(request, response)).listen(0, "127.0.0.1");
    await once(edge.server, "listening");
    edge.origin = `http://127.0.0.1:${edge.server.address().port}`;
    return edge;
  }

  constructor() {
    /** Who is signed in; nobody. */
    this.session = SESSION;
    this.skins = [{ name: "open", sealing: "open" }];
    /** The queues' ends of all desk sockets that are open. */
    this.desks = [];
    /** All frames that desks have said, in order. */
    this.said = [];
    /** What a desk is welcomed with. */
    this.welcome = {};
    /** What becomes of a frame of a desk. */
    this.onFrame = () => {};
  }

  get console() {
    return `${this.origin}/console/`;
  }

  /** Has the sockets of this page come here. */
  async takes(page) {
    await page.routeWebSocket(/\/desk$/, (socket) => this.hears(socket));
  }

  hears(socket) {
    this.desks.push(socket);
    socket.onClose(() => (this.desks = this.desks.filter((it) => it !== socket)));
    socket.onMessage((message) => {
      if (message === "ping") {
        return socket.send("pong");
      }
      const frame = JSON.parse(message);
      this.said.push(frame);
      if (frame.hello) {
        this.says({ welcome: this.welcoming(frame.hello) }, socket);
      }
      this.onFrame(frame, socket);
    });
  }

  welcoming() {
    const own = { operator: this.session?.name ?? "desk1", display: "Ana", chats: 0, takes: true };
    return {
      operator: own.operator,
      now: Date.now(),
      waiting: { chats: 0, since: null },
      offers: [],
      chats: [],
      lapsed: [],
      colleagues: [{ ...own, availability: { status: "available", text: "" } }],
      ...this.welcome,
    };
  }

  /** Says this to one desk, or to the last that came. */
  says(frame, socket = this.desks.at(-1)) {
    socket.send(JSON.stringify(frame));
  }

  /** Closes the socket of the last desk that came. */
  closes(code) {
    this.desks.at(-1).close({ code });
  }

  async answers(request, response) {
    const { pathname } = new URL(request.url, this.origin);
    const json = (status, body) => {
      response.writeHead(status, { "Content-Type": "application/json" });
      response.end(JSON.stringify(body));
    };
    if (pathname === "/api/v1/session" && request.method === "DELETE") {
      this.session = null;
      response.writeHead(204).end();
    } else if (pathname === "/api/v1/session" && request.method === "POST") {
      this.session = SESSION;
      json(200, this.session);
    } else if (pathname === "/api/v1/session") {
      json(...(this.session ? [200, this.session] : [401, SIGNED_OUT]));
    } else if (pathname === "/api/v1/skins") {
      json(200, { items: this.skins.map((skin) => ({ title: "Ask us", ...skin })), next: null });
    } else if (pathname === "/api/v1/queues") {
      const items = SESSION.queues.map((queue) => ({ ...queue, staffed: true }));
      json(200, { items, next: null });
    } else {
      await file(pathname, response);
    }
  }

  async stop() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }
}

async function file(pathname, response) {
  // The console is one page for all addresses inside it.
  const page = pathname.startsWith("/console/") && extname(pathname) === "" ? "/console/" : pathname;
  const path = page.endsWith("/") ? `${page}index.html` : page;
  try {
    const bytes = await readFile(join(SITE, normalize(path)));
    response.writeHead(200, { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream" });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}
