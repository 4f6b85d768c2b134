// The widget as an administrator sees it who is setting a skin: the very widget, in a frame of the console. What it asks and what
// it is told stays in this page. An edge is made up here that answers with what the console says, and the console itself plays
// whoever answers: in a sealed chat by a real exchange of keys, with a key that was made for that and is gone with the page.

/** Nothing is kept: what the widget writes down is gone with the page, and no other page hears of it. */
class Memory {
  #kept = new Map();
  getItem(key) {
    return this.#kept.get(key) ?? null;
  }
  setItem(key, value) {
    this.#kept.set(key, `${value}`);
  }
  removeItem(key) {
    this.#kept.delete(key);
  }
}

/** A channel on which nobody else is. */
class Silence extends EventTarget {
  postMessage() {}
  close() {}
}

/** What the console wants to see; nothing before it has said so. */
let shows;

/** When the page begins anew, because something else is to be shown. */
let renewal;

/** The socket of the chat, if there is one. */
let line;

const files = window.fetch.bind(window);

const json = (status, body) =>
  new Response(body && JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

/** The files of the widget are the site's; all else is answered here. */
async function answer(asked, options) {
  const { pathname } = new URL(asked.url ?? asked, location.href);
  if (pathname.startsWith("/widget/") || pathname.startsWith("/words/")) return files(asked, options);
  if (/^\/api\/v1\/snippets\/[^/]+$/.test(pathname)) return json(200, shows.snippet);
  return pathname.endsWith("/rating") ? json(204) : json(404, {});
}

/** The queue's end of a chat. */
class Line extends EventTarget {
  readyState = 0;
  #seq = 0;
  #epoch = 0;
  #lease = 0;
  #answered = false;

  constructor() {
    super();
    line = this;
    queueMicrotask(() => {
      this.readyState = 1;
      this.dispatchEvent(new Event("open"));
    });
  }

  close() {
    this.readyState = 3;
    if (line === this) line = undefined;
  }

  says(frame) {
    const data = typeof frame === "string" ? frame : JSON.stringify(frame);
    queueMicrotask(() => this.readyState === 1 && this.dispatchEvent(new MessageEvent("message", { data })));
  }

  enters(content) {
    this.#seq += 1;
    this.says({ entry: { seq: this.#seq, at: Date.now(), content } });
  }

  send(text) {
    if (text === "ping") return this.says("pong");
    const frame = JSON.parse(text);
    if (frame.open) this.#opens(frame.open);
    if (frame.message) this.#hears(frame.message);
    if (frame.key_exchange) this.#exchanges(frame.key_exchange);
    if (frame.refuse_holder) this.#isRefused();
    if (frame === "end") this.enters({ closed: { by: "guest" } });
  }

  #opens({ opening }) {
    const commit = opening.sealed?.commit;
    const accepted = commit ? 1 : 0;
    this.#epoch = accepted;
    this.says({
      chat: {
        now: Date.now(),
        kind: commit ? "sealed" : "open",
        epoch: this.#epoch,
        sent: { accepted, delivered: 0 },
        visit: 1,
        yours: accepted,
        operator: null,
        lease: 0,
        present: false,
        waiting: { staffed: true, place: { nth: 1 } },
        entries: [],
      },
    });
    if (shows.scene === "waiting") return;
    this.#claims(shows.operator);
    if (commit) ask({ line: commit, begins: true });
  }

  #claims(operator) {
    this.#lease += 1;
    this.enters({ claimed: { operator, lease: this.#lease } });
    this.says({ presence: { present: true } });
  }

  #exchanges({ number, commit }) {
    this.#epoch += 1;
    this.says({ epoch: { number, epoch: this.#epoch } });
    this.says({ sent: { accepted: number, delivered: number } });
    ask({ line: commit, begins: true });
  }

  #hears({ number, body }) {
    this.says({ sent: { accepted: number, delivered: this.#lease > 0 ? number : 0 } });
    if (body.sealed) return ask({ line: body.sealed.text, begins: false });
    if (this.#lease > 0 && !this.#answered) this.#answers([{ open: { text: shows.answer } }], true);
  }

  /** The console's end has something to say, in lines that are sealed. */
  carries({ lines, answers }) {
    const bodies = lines.map((text) => ({ sealed: { epoch: this.#epoch, text } }));
    this.#answers(bodies, answers);
  }

  #answers(bodies, isAnswer) {
    for (const body of bodies) this.enters({ message: { from: "operator", body } });
    if (!isAnswer || this.#answered) return;
    this.#answered = true;
    if (shows.scene === "passing") this.enters({ passing: { operator: shows.operator } });
    if (shows.scene === "ended") this.enters({ closed: { by: "operator" } });
  }

  #isRefused() {
    this.enters({ holder_refused: { operator: shows.operator } });
    this.says({ waiting: { staffed: true, place: { nth: 1 } } });
  }
}

/** Says something to the console, which is the page around. */
function ask(what) {
  window.parent.postMessage(JSON.stringify({ preview: what }), location.origin);
}

/** Scenes in which a guest has begun to write. */
const WITH_CHAT = ["waiting", "talking", "passing", "consent", "wrong_key", "ended"];

/** Writes what the guest asks, and sends it, once there is a field for it. */
function begin() {
  const field = document.querySelector(".foot textarea");
  if (!field) return false;
  const { set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
  set.call(field, shows.question);
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  requestAnimationFrame(() => document.querySelector(".foot .send")?.click());
  return true;
}

function play() {
  if (!WITH_CHAT.includes(shows.scene)) return;
  const watch = new MutationObserver(() => begin() && watch.disconnect());
  watch.observe(document.getElementById("widget"), { childList: true, subtree: true });
}

/** What cannot change under a chat that goes on. */
const kind = ({ scene, snippet }) => JSON.stringify([scene, snippet.sealing, snippet.answers]);

function show(next) {
  const before = shows;
  if (before && line && kind(before) === kind(next)) {
    shows = next;
    return line.says('"changed"');
  }
  // Whoever has seen something else begins anew, and is told again what to show.
  if (before) {
    clearTimeout(renewal);
    renewal = setTimeout(() => location.reload(), 300);
    return;
  }
  shows = next;
  play();
  const check = document.createElement("script");
  check.src = "/widget/check.js";
  check.onload = () => import("/widget/start.js");
  document.head.append(check);
}

for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { value: new Memory() });
}
window.BroadcastChannel = Silence;
window.WebSocket = Line;
window.fetch = answer;
window.addEventListener("message", (event) => {
  if (event.source !== window.parent || event.origin !== location.origin || window.parent === window) return;
  const { preview } = JSON.parse(event.data);
  if (preview.shows) show(preview.shows);
  if (preview.lines) line?.carries(preview);
});
ask({ ready: true });
