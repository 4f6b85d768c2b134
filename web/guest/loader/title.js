// How much is new, before the title of the page, for whoever is in another tab: "(2) Opening hours".

/** The title of a page. What is put before it is a text of its own, so that afterwards the page's is what it was. */
export class Title {
  #mark = new Text();
  #timer;

  /** Shows how much is new; nothing if nothing is. */
  show(news) {
    clearInterval(this.#timer);
    this.#mark.remove();
    if (!news) return;
    this.#mark.data = `(${news}) `;
    const put = () => {
      const title = document.querySelector("head > title");
      if (title?.firstChild !== this.#mark) title?.prepend(this.#mark);
    };
    put();
    // A page may have changed its title.
    this.#timer = setInterval(put, 1_000);
  }
}
