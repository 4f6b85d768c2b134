// One desk of a page: the buttons that open it, and the frame that the chat is in.

import { address } from "./address.js";
import { Button } from "./button.js";
import { element } from "./element.js";
import { Inline } from "./inline.js";
import { frame } from "./look.js";
import { Memory } from "./memory.js";
import { watch } from "./presence.js";

/** A desk. Before it is opened there is no frame, and nothing of the chat is loaded. */
export class Desk {
  buttons = [];
  /** The chat in the text of the page, if a tag asks for that. */
  within;
  frame;
  #layer;
  #memory;
  #opener;
  #panel;
  #leave;
  #remembered;

  /** To begin with it is what its snippet is. */
  constructor(snippet, layer) {
    Object.assign(this, snippet);
    this.#layer = layer;
    this.#memory = new Memory(this.name);
  }

  /** One more button, or the place in the page where the chat itself is. */
  add(snippet) {
    if (snippet.inline) {
      this.within ??= new Inline(snippet, this.#layer.words);
    } else {
      const button = new Button(snippet, () => (this.isOpen ? this.close() : this.open(button)));
      if (this.buttons.push(button) === 1) watch(this);
    }
    this.draw();
  }

  get isOpen() {
    return this.#panel?.hidden === false;
  }

  /** Opens it: by a button, or because it was open in the page before. */
  open(button) {
    if (this.within?.home) {
      this.within.frame.focus();
      return;
    }
    if (!this.frame) {
      this.#load();
    }
    this.#layer.makeRoom(this);
    this.#show(true);
    if (button) {
      this.#opener = button;
      this.frame.focus();
      this.#say("opened");
      this.#layer.way.opened(this.name);
    }
  }

  /** Closes it. The focus goes back to where it was opened. */
  close() {
    this.hide();
    this.#layer.way.closed(this.name);
    this.#layer.settle();
    [this.#opener, ...this.buttons].find((button) => button?.home)?.made.focus();
  }

  hide() {
    if (this.isOpen) this.#show(false);
  }

  #show(open) {
    this.#panel.hidden = !open;
    this.#layer.stand.hidden = open;
    this.#note({ open });
    this.look();
  }

  /** How much is new in it. */
  get news() {
    return this.#memory.facts.news;
  }

  /** So much more is new in it: not for whoever looks at it. */
  #news(more) {
    this.#note({ news: this.news + more });
    this.look();
    if (this.news) this.#layer.told.textContent = this.#layer.words.say("new", this.news);
  }

  /** Nothing in it is new to a person who looks at it. */
  look() {
    if (!document.hidden && (this.isOpen || this.within?.home)) this.#note({ news: 0 });
  }

  /** Takes what the service says of it: whether somebody is there, where its buttons stand and how they look. It is remembered, so
   * that in the next page they do not change before people's eyes. */
  learn(known) {
    // Where the service does not answer, nothing moves.
    this.#note({ known: { ...this.#memory.facts.known, ...known } });
    // What invites is loaded where the library has it invite. A page that pins what it loads has not pinned that.
    if (known?.invite && !this.pinned) {
      import(this.origin + "/invite.js").then((it) => it.invite(known, this.buttons[0].made, this.#layer.root)).catch(() => {});
    }
  }

  /** In which corner of the window its buttons stand. */
  get side() {
    return this.#memory.facts.known?.corner;
  }

  /** Remembers it, and shows it. */
  #note(facts) {
    this.#memory.note(facts);
    this.draw();
  }

  /** The buttons as they are now. */
  draw() {
    const { facts } = this.#memory;
    const state = { words: this.#layer.words, isOpen: this.isOpen, ...facts, ...facts.known };
    this.buttons.forEach((button) => button.show(state));
    this.#layer.draw();
  }

  #load() {
    this.frame = frame(this.label || this.#layer.words.say("chat"), address(this));
    // Until the frame speaks, the way out is ours: it may be blocked, or its server away.
    this.#leave = element("button", { type: "button", class: "leave" }, this.#layer.words.say("close"));
    this.#leave.onclick = () => this.close();
    this.#panel = element("div", { class: "panel", hidden: "" }, this.frame, this.#leave);
    this.#layer.root.append(this.#panel);
  }

  /** Whether this is its frame. */
  isAt(window) {
    return [this.frame, this.within?.frame].some((frame) => frame?.contentWindow === window);
  }

  /** Takes what the frame says. */
  hear({ hushdesk: word, count }) {
    if (word === "running" || word === "over") {
      this.#note({ running: word === "running" });
    }
    if (word === "news") this.#news(count);
    if (!this.frame) return;
    this.#leave.hidden = true;
    if (word === "here" && this.isOpen && this.#layer.root.activeElement === this.frame) {
      // The person is in it. The focus went to the empty page that was in the frame before, and not from there to another site's.
      this.frame.blur();
      this.frame.focus();
      this.#say("opened");
    } else if (word === "close" && this.isOpen) {
      this.close();
    }
  }

  /** Says something to the frame, if it is there. Nothing of it is a secret. */
  #say(word) {
    if (this.#leave.hidden) {
      this.frame.contentWindow.postMessage({ hushdesk: word }, "*");
    }
  }

  /** Opens it, in a new page, if it was open in the one before. A chat that goes on is there, even where it is not seen:
   * whoever has gone from page to page is not away. */
  remember() {
    if (!this.#remembered) {
      this.#remembered = true;
      const { open, running } = this.#memory.facts;
      this.look();
      if (this.within) return;
      if (open && this.#layer.way.lets(this.name)) {
        this.open();
      } else if (running) {
        this.#load();
      }
    }
  }

  /** The frame has been taken out of the page and put back: it begins anew, and has said nothing yet. */
  began() {
    if (this.frame) {
      this.#leave.hidden = false;
    }
  }

  /** Each button, and where it belongs: into the element that its target names, or else into the corner. What is still
   * to be parsed may hold the target; and of those that have none one is enough, where no other stands. */
  get places() {
    const found = [this.within, ...this.buttons].filter(Boolean).map((placed) => [placed, placed.find()]);
    let spare = document.readyState === "loading" || found.some(([{ target }, home]) => home || !target);
    return found.map(([placed, home]) => {
      if (home || placed === this.within || (placed.target && spare)) {
        return [placed, home];
      }
      spare = true;
      return [placed, this.#layer.stand];
    });
  }
}
