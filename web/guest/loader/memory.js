// Whether a chat is open is remembered from page to page of the same tab.

/** What is remembered of one desk. A page that may not remember anything opens with a button. */
export class Memory {
  constructor(name) {
    this.name = `hushdesk.open.${name}`;
  }

  get open() {
    try {
      return sessionStorage.getItem(this.name) !== null;
    } catch {
      return false;
    }
  }

  set open(open) {
    try {
      if (open) {
        sessionStorage.setItem(this.name, "");
      } else {
        sessionStorage.removeItem(this.name);
      }
    } catch {
      // See above.
    }
  }
}
