// What is put into an element of the page that a selector names.

import { element } from "./element.js";
import { shadow } from "./look.js";

/** Something that has a place in the page. Its host is what is put there. */
export class Placed {
  #complained;

  constructor(snippet, kind = "span") {
    Object.assign(this, snippet);
    this.host = element(kind, { "data-hushdesk": this.name });
    this.root = shadow(this.host, this.nonce);
  }

  /** The element that its target names; null without a target, if that names nothing, and as long as there is no such
   * element. */
  find() {
    try {
      // Without a target it looks for an element called `null`.
      return document.querySelector(this.target);
    } catch {
      return null;
    }
  }

  /** Where it stands in the page; null if it does not. */
  get home() {
    return this.host.isConnected ? this.host.parentNode : null;
  }

  /** Puts it there, before that one. */
  move(home, before) {
    this.host.remove();
    // Copies of pages, as navigation libraries keep them, have hosts with nothing in them.
    for (const copy of home?.querySelectorAll("[data-hushdesk]") ?? []) {
      if (!copy.shadowRoot) copy.remove();
    }
    home?.insertBefore(this.host, before);
  }

  /** Says once that it is not where it was to be. */
  complain() {
    if (this.target && !this.#complained) {
      this.#complained = true;
      console.warn(`Hushdesk: data-target="${this.target}" is nowhere in this page.`);
    }
  }
}
