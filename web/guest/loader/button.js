// A button that opens a desk, and the element it is to be in.

import { element, icon, INLINE, shadow } from "./look.js";

/** One button. Its host is what is put into the page. */
export class Button {
  constructor({ name, label, target, nonce }, press) {
    this.name = name;
    this.target = target;
    this.dot = element("span", { class: "dot", role: "img", "aria-label": "New message", hidden: "" });
    this.made = element("button", { type: "button", "aria-expanded": "false" }, icon(), element("span", {}, label), this.dot);
    this.made.addEventListener("click", press);
    this.host = element("span", { "data-hushdesk": name });
    shadow(this.host, INLINE, nonce).append(this.made);
  }

  /** The element that its target names; null without a target, and as long as there is no such element. */
  find() {
    try {
      return this.target ? document.querySelector(this.target) : null;
    } catch {
      this.complain("is no selector");
      this.target = null;
      return null;
    }
  }

  /** Where it stands in the page; null if it does not. */
  get home() {
    return this.host.isConnected ? this.host.parentNode : null;
  }

  /** Puts it there. */
  move(home) {
    this.host.remove();
    // Copies of pages, as navigation libraries keep them, have hosts with nothing in them.
    for (const copy of home?.querySelectorAll("[data-hushdesk]") ?? []) {
      if (!copy.shadowRoot) copy.remove();
    }
    home?.append(this.host);
  }

  /** Says once why it is not where it was to be. */
  complain(why) {
    if (!this.complained) {
      this.complained = true;
      console.warn(`Hushdesk: data-target="${this.target}" ${why}; the button of "${this.name}" is in the corner of the window.`);
    }
  }
}
