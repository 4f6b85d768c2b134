// What is remembered of a desk from page to page of the same tab.

/** What is remembered of one desk. A page that may not remember anything begins with a button. */
export class Memory {
  /** Whether the frame is `open`; whether a chat is `running` in it; how much there is in it that is new; what is
   * `known` of it. */
  facts = { news: 0 };
  #key;

  constructor(name) {
    this.#key = `hushdesk.${name}`;
    try {
      Object.assign(this.facts, JSON.parse(sessionStorage.getItem(this.#key)));
    } catch {
      // See above.
    }
  }

  /** From now on this is so. */
  note(facts) {
    Object.assign(this.facts, facts);
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(this.facts));
    } catch {
      // See above.
    }
  }
}
