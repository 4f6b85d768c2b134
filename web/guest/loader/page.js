// What all loaders of a page have in common: what was asked for, and that it stays where it belongs.

import { Layer } from "./layer.js";

/** Milliseconds until what was taken away is put back; when it is taken away again and again, longer. */
const PAUSE_MIN = 40;
const PAUSE_MAX = 5_000;

/** Milliseconds for which it has to have been left alone in between. */
const QUIET = 1_000;

/** The page around. */
export class Page {
  #layer;
  #snippets = [];
  #pause = PAUSE_MIN;
  #observer = new MutationObserver(() => this.#look());
  #timer;
  #settled;

  /** Takes in what a script asks for. Asked for twice it is there once. */
  add(snippets) {
    const added = snippets.filter((snippet) => !this.#snippets.some((there) => key(there) === key(snippet)));
    this.#snippets.push(...added);
    if (this.#layer?.isAlive) {
      added.forEach((snippet) => this.#layer.add(snippet));
    } else {
      this.#begin();
    }
    this.#settle();
  }

  /** Makes everything, for the first time or, where it has gone deaf, anew. */
  #begin() {
    this.#layer = new Layer(this.#snippets.find(({ nonce }) => nonce) ?? this.#snippets[0]);
    this.#snippets.forEach((snippet) => this.#layer.add(snippet));
    document.addEventListener("DOMContentLoaded", () => this.#settle());
  }

  /** Something in the page has changed. */
  #look() {
    if (this.#timer || !document.body || this.#layer.isSettled) {
      return;
    }
    const wasQuiet = Date.now() - this.#settled > QUIET;
    this.#pause = wasQuiet ? PAUSE_MIN : Math.min(2 * this.#pause, PAUSE_MAX);
    this.#timer = setTimeout(() => this.#settle(), this.#pause);
  }

  #settle() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (document.body) {
      if (!this.#layer.isAlive) this.#begin();
      this.#layer.settle();
    }
    this.#settled = Date.now();
    this.#observe();
  }

  /** Only where buttons stand in the text of the page all of it is of interest. */
  #observe() {
    const root = document.documentElement;
    const subtree = this.#snippets.some(({ target }) => target);
    this.#observer.observe(document, { childList: true, subtree });
    if (root) this.#observer.observe(root, { childList: true });
  }
}

/** What is the same for what is asked for twice. */
const key = ({ name, origin, target }) => name + origin + target;
