// A guest on a page that the browser had kept and the guest has gone back to.
//
// The driver hears nothing of the frames of such a page, so what stands in the widget is read from the page around it,
// which is of the same origin, and what is written goes by the keyboard into the field that has the focus.

export class PageGoneBackTo {
  /** @param {import("./guest.mjs").Guest} guest who is back on the page */
  constructor(guest) {
    this.page = guest.page;
  }

  /** Waits until this text of the other end stands in the conversation. */
  async reads(text) {
    await this.#waitFor((widget, text) => {
      const texts = [...widget.querySelectorAll(".theirs .text")];
      return texts.some((it) => it.textContent === text);
    }, text);
  }

  /** Waits until the chat is encrypted and the operator's key is a pinned one. */
  async isVerified() {
    await this.#waitFor((widget) => widget.querySelector(".lock.good") !== null);
  }

  /** Waits until this stands in the field. */
  async hasWritten(text) {
    await this.#waitFor((widget, text) => widget.querySelector("textarea")?.value === text, text);
  }

  /** Waits until there is a button with this name. */
  async has(button) {
    await this.#waitFor((widget, name) => {
      return [...widget.querySelectorAll("button")].some((it) => it.textContent.trim() === name);
    }, button);
  }

  /** Writes a message as soon as there is a field. */
  async writes(text) {
    await this.#waitFor((widget) => {
      const field = widget.querySelector("textarea");
      widget.defaultView.focus();
      field?.focus();
      return widget.activeElement === field && field !== null;
    });
    await this.page.keyboard.type(text);
    await this.page.keyboard.press("Enter");
  }

  /** The texts of the conversation, in order, and whose they are. */
  conversation() {
    return this.page.evaluate(
      `(${inWidget})((widget) => [...widget.querySelectorAll(".group .text")].map((text) => [
        text.closest(".ours") ? "ours" : "theirs",
        text.textContent,
      ]))`,
    );
  }

  async #waitFor(holds, argument) {
    await this.page.waitForFunction(`(${inWidget})(${holds}, ${JSON.stringify(argument)})`);
  }
}

/** Runs in the page: looks at the document of the widget's frame, in whatever shadow tree it hangs. */
function inWidget(look, argument) {
  const framesIn = (root) =>
    [...root.querySelectorAll("*")].flatMap((element) => [
      ...(element.localName === "iframe" ? [element] : []),
      ...(element.shadowRoot ? framesIn(element.shadowRoot) : []),
    ]);
  const widget = framesIn(document)[0]?.contentDocument;
  return widget ? look(widget, argument) : undefined;
}
