// One desk of a page: the buttons that open it, and the frame that the chat is in.

import { Button } from "./button.js";
import { element } from "./look.js";
import { Memory } from "./memory.js";

/** A desk. Before it is opened there is no frame, and nothing of the chat is loaded. */
export class Desk {
  constructor({ name, origin, label }, layer) {
    this.name = name;
    this.origin = origin;
    this.label = label;
    this.layer = layer;
    this.memory = new Memory(name);
    this.buttons = [];
    this.opener = null;
    this.frame = null;
  }

  /** One more button. */
  add(snippet) {
    const button = new Button(snippet, () => (this.isOpen ? this.close() : this.open(button)));
    this.buttons.push(button);
  }

  get isOpen() {
    return this.frame !== null && !this.panel.hidden;
  }

  /** Opens it: by a button, or because it was open in the page before. */
  open(button) {
    if (!this.frame) {
      this.load();
    }
    this.layer.makeRoom(this);
    this.show(true);
    if (button) {
      this.opener = button;
      this.frame.focus();
      this.say("opened");
    }
  }

  /** Closes it. The focus goes back to where it was opened. */
  close() {
    this.hide();
    this.layer.settle();
    const there = this.buttons.filter((button) => button.home);
    const button = there.includes(this.opener) ? this.opener : there[0];
    button?.made.focus();
  }

  /** Whether the person is in the frame, and not in the page around it. */
  get hasFocus() {
    return this.layer.root.activeElement === this.frame;
  }

  hide() {
    if (this.isOpen) {
      this.show(false);
    }
  }

  show(open) {
    this.panel.hidden = !open;
    this.layer.corner.hidden = open;
    this.memory.open = open;
    this.buttons.forEach(({ made }) => made.setAttribute("aria-expanded", `${open}`));
    this.news(this.memory.news);
  }

  /** Whether there is something new in it: not for whoever looks at it. */
  news(is) {
    this.memory.news = is && !this.isOpen;
    this.buttons.forEach(({ dot }) => (dot.hidden = !this.memory.news));
  }

  load() {
    this.frame = element("iframe", {
      title: this.label,
      src: address(this),
      allow: "clipboard-write",
      referrerpolicy: "no-referrer",
    });
    // Until the frame speaks, the way out is ours: it may be blocked, or its server away.
    this.leave = element("button", { type: "button", class: "leave" }, "Close");
    this.leave.addEventListener("click", () => this.close());
    this.panel = element("div", { class: "panel", hidden: "" }, this.frame, this.leave);
    this.layer.root.append(this.panel);
  }

  /** Takes what the frame says. */
  hear(word) {
    this.leave.hidden = true;
    if (word === "here" && this.isOpen && this.hasFocus) {
      // It went to the empty page that was in the frame before, and not from there to another site's.
      this.frame.blur();
      this.frame.focus();
      this.say("opened");
    } else if (word === "close" && this.isOpen) {
      this.close();
    } else if (word === "news") {
      this.news(true);
    } else if (word === "running" || word === "over") {
      this.memory.running = word === "running";
    }
  }

  /** Says something to the frame, if it is there. Nothing of it is a secret. */
  say(word) {
    if (this.leave.hidden) {
      this.frame.contentWindow.postMessage({ hushdesk: word }, "*");
    }
  }

  /** Opens it, in a new page, if it was open in the one before. A chat that goes on is there, even where it is not seen:
   * whoever has gone from page to page is not away. */
  remember() {
    if (!this.remembered) {
      this.remembered = true;
      if (this.memory.open) {
        this.open(null);
      } else {
        if (this.memory.running) this.load();
        this.news(this.memory.news);
      }
    }
  }

  /** The frame has been taken out of the page and put back: it begins anew, and has said nothing yet. */
  began() {
    if (this.frame) {
      this.leave.hidden = false;
    }
  }

  /** Each button, and where it belongs: into the element that its target names, or else into the corner. What is still
   * to be parsed may hold the target; and of those that have none one is enough, where no other stands. */
  get places() {
    const found = this.buttons.map((button) => [button, button.find()]);
    const isThere = found.some(([{ target }, home]) => home || !target);
    let spare = isThere || document.readyState === "loading";
    return found.map(([button, home]) => {
      if (home || (button.target && spare)) {
        return [button, home];
      }
      spare = true;
      return [button, this.layer.corner];
    });
  }
}

/** The frame's address. What follows `#` stays in the browser; of the page's own address that is origin and path. */
function address({ origin, name }) {
  const { protocol, origin: site, pathname } = location;
  const page = /^https?:$/.test(protocol) ? `#${new URLSearchParams({ page: site + pathname })}` : "";
  return `${origin}/widget/?${new URLSearchParams({ snippet: name })}${page}`;
}
