// What the loader says: in English, or in the language of the page it stands in. English is at hand; any other language is
// fetched, and until it is there, or where it cannot be had, English is said.

import english from "../../texts/loader/en.json";
import { ask } from "./ask.js";

/** The language of the page, or else of the browser, without script and region. */
export const language = () => (document.documentElement.lang || navigator.language).split("-")[0].toLowerCase();

/** The words of one page. */
export class Words {
  #texts = english;

  /** Learns the page's language, if that is one of the others there are, and calls back. `LANGUAGES` are these; the build
   * says so. */
  async learn(origin, then) {
    const texts = LANGUAGES.includes(language()) && (await ask(`${origin}/words/loader/${language()}.json`));
    if (texts) {
      this.#texts = texts;
      then();
    }
  }

  /** A text, with this number in it if there is one. */
  say(name, count) {
    return this.#texts.button[name].replace("{count}", count);
  }
}
