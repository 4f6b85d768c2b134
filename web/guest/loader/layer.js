// What lies over the page: the buttons that stand in the corner of the window, and the frames.

import { Desk } from "./desk.js";
import { element, LAYER, shadow } from "./look.js";

/** What a layer says to itself, to know whether it still hears. */
const ALIVE = "hushdesk-alive";

/**
 * The layer. It hangs on the root element, out of reach of what is done to the body, and is drawn by the browser over
 * everything else: there it is out of reach of what is done to the root element, too.
 */
export class Layer {
  constructor(nonce) {
    this.desks = [];
    this.host = element("div", { "data-hushdesk": "", popover: "manual" });
    this.root = shadow(this.host, LAYER, nonce);
    this.corner = element("div", { class: "corner" });
    this.root.append(this.corner);
    this.host.addEventListener(ALIVE, () => (this.heard = true));
    this.root.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.desks.find((desk) => desk.isOpen)?.close();
    });
    addEventListener("message", ({ source, data }) => {
      const desk = this.desks.find(({ frame }) => frame?.contentWindow === source);
      if (source && data?.hushdesk) desk?.hear(data.hushdesk);
    });
  }

  /** One more button, of a desk that is there already or of a new one. */
  add(snippet) {
    let desk = this.desks.find(({ name, origin }) => name === snippet.name && origin === snippet.origin);
    if (!desk) {
      desk = new Desk(snippet, this);
      this.desks.push(desk);
    }
    desk.add(snippet);
  }

  /** There is room for one frame at a time. */
  makeRoom(desk) {
    this.desks.filter((other) => other !== desk).forEach((other) => other.hide());
  }

  /** Whether it still hears anything: `document.open` takes all listeners away. */
  get isAlive() {
    this.heard = false;
    this.host.dispatchEvent(new CustomEvent(ALIVE));
    return this.heard;
  }

  /** Whether everything is where it belongs. */
  get isSettled() {
    return this.host.isConnected && this.misplaced.length === 0;
  }

  get misplaced() {
    return this.desks.flatMap((desk) => desk.places).filter(([button, home]) => button.home !== home);
  }

  /** Puts everything where it belongs. */
  settle() {
    if (!this.host.isConnected) {
      document.documentElement.append(this.host);
      this.desks.forEach((desk) => desk.began());
      this.rise();
    }
    for (const [button, home] of this.misplaced) {
      button.move(home);
      if (button.target && home === this.corner) button.complain("is nowhere in this page");
    }
    this.desks.forEach((desk) => desk.remember());
  }

  /** Where a browser cannot lift it over everything, it is over all that has a lower z-index. */
  rise() {
    try {
      this.host.showPopover();
    } catch {
      // See above.
    }
  }
}
