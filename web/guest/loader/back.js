// On a phone the chat covers the page, and there Back closes it and does not leave the page. For that the page gets an entry
// of history that differs from the one before in nothing but our mark on its state.

/** Where the chat covers the page. */
const COVERS = "(max-width: 30em)";

/** The way back of one page. `arrived` is told which desk the entry is of that the person has come to: none if it is none of ours. */
export class WayBack {
  #at = mark();

  constructor(arrived) {
    const heard = (event) => {
      const from = this.#at;
      this.#at = mark();
      if (from || this.#at) {
        // The page has not been left, and whatever moves its parts about has nothing to do.
        event.stopImmediatePropagation();
        // Later: when this is over the browser leads the page, and the focus, to where its address says.
        setTimeout(() => arrived(this.#at));
      }
    };
    addEventListener("popstate", heard, true);
  }

  /** A desk was opened by the person: the next Back is for closing it. */
  opened(desk) {
    this.#at = mark();
    if (!this.#at && covers()) {
      history.pushState({ ...history.state, hushdesk: desk }, "");
      this.#at = desk;
    }
  }

  /** It was closed, and not by Back: there is nothing to go back for. */
  closed(desk) {
    if (this.#at === desk && mark()) history.back();
  }

  /** Whether a desk may be opened by itself. It does not cover a page that somebody has just gone to. */
  lets(desk) {
    return !covers() || this.#at === desk;
  }
}

const covers = () => matchMedia(COVERS).matches;

const mark = () => history.state?.hushdesk;
