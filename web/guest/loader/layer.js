// What lies over the page: the buttons that stand in the corner of the window, and the frames.

import { WayBack } from "./back.js";
import { Desk } from "./desk.js";
import { element } from "./element.js";
import { shadow } from "./look.js";
import { Title } from "./title.js";
import { Words } from "./words.js";

/** What a layer says to itself, to know whether it still hears. */
const ALIVE = "hushdesk";

/**
 * The layer. It hangs on the root element, out of reach of what is done to the body, and is drawn by the browser over
 * everything else: there it is out of reach of what is done to the root element, too.
 */
export class Layer {
  words = new Words();
  desks = [];
  #title = new Title();
  #heard;

  constructor({ nonce, origin }) {
    this.words.learn(origin, () => this.desks.forEach((desk) => desk.draw()));
    this.way = new WayBack((name) => this.#arrive(name));
    this.host = element("div", { popover: "manual" });
    this.root = shadow(this.host, nonce);
    // Where buttons stand that stand nowhere else.
    this.stand = element("div", { class: "corner" });
    // For those who hear the page.
    this.told = element("div", { role: "status" });
    this.root.append(this.stand, this.told);
    this.host.addEventListener(ALIVE, () => (this.#heard = true));
    this.root.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.desks.find((desk) => desk.isOpen)?.close();
    });
    addEventListener("visibilitychange", () => this.desks.forEach((desk) => desk.look()));
    addEventListener("message", ({ source, data }) => {
      if (source && data?.hushdesk) this.desks.find((desk) => desk.isAt(source))?.hear(data);
    });
  }

  /** One more button, of a desk that is there already or of a new one. */
  add(snippet) {
    let desk = this.desks.find(({ name, origin }) => name === snippet.name && origin === snippet.origin);
    if (!desk) this.desks.push((desk = new Desk(snippet, this)));
    desk.add(snippet);
  }

  /** How much is new in all of them, before the page's title; and in which corner everything is: that of the first. */
  draw() {
    this.#title.show(this.desks.reduce((news, desk) => news + desk.news, 0));
    this.host.dataset.hushdesk = this.desks[0]?.side ?? "";
  }

  /** There is room for one frame at a time. */
  makeRoom(desk) {
    this.desks.forEach((other) => other !== desk && other.hide());
  }

  /** The person has come to the entry of history that this desk was opened in, or to one in which none is open. */
  #arrive(name) {
    for (const desk of this.desks) {
      const isMeant = desk.name === name;
      if (desk.isOpen !== isMeant) isMeant ? desk.open() : desk.close();
    }
  }

  /** Whether it still hears anything: `document.open` takes all listeners away. */
  get isAlive() {
    this.#heard = false;
    // A page may have put something else in the place of `Event`.
    this.host.dispatchEvent(new CustomEvent(ALIVE));
    return this.#heard;
  }

  /** Whether everything is where it belongs. */
  get isSettled() {
    return this.host.isConnected && this.#misplaced.length === 0;
  }

  get #misplaced() {
    return this.desks.flatMap((desk) => desk.places).filter(([placed, home]) => placed.home !== home);
  }

  /** Puts everything where it belongs. */
  settle() {
    if (!this.host.isConnected) {
      document.documentElement.append(this.host);
      this.desks.forEach((desk) => desk.began());
      this.#rise();
    }
    for (const [placed, home] of this.#misplaced) {
      placed.move(home, home === this.stand ? this.#follower(placed) : null);
      if (home === this.stand) placed.complain();
    }
    this.desks.forEach((desk) => desk.remember());
  }

  /** What comes after it in the corner, where buttons stand in the order of their tags in the page, whichever came first. */
  #follower({ place }) {
    const buttons = this.desks.flatMap((desk) => desk.buttons).sort((one, other) => one.place - other.place);
    return buttons.find((button) => button.home === this.stand && button.place > place)?.host;
  }

  /** Where a browser cannot lift it over everything, it is over all that has a lower z-index. */
  #rise() {
    this.host.showPopover?.();
  }
}
