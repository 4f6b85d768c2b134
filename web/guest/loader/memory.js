// What is remembered of a desk from page to page of the same tab.

/** What may be remembered: that the frame is open; that a chat goes on in it; that there is something new in it. */
const FACTS = ["open", "running", "news"];

/** What is remembered of one desk. A page that may not remember anything begins with a button. */
export class Memory {
  constructor(name) {
    for (const fact of FACTS) {
      const key = `hushdesk.${fact}.${name}`;
      Object.defineProperty(this, fact, { get: () => isNoted(key), set: (so) => note(key, so) });
    }
  }
}

function isNoted(key) {
  try {
    return sessionStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

function note(key, so) {
  try {
    if (so) {
      sessionStorage.setItem(key, "");
    } else {
      sessionStorage.removeItem(key);
    }
  } catch {
    // See above.
  }
}
