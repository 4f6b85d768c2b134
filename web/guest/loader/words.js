// What the loader says: in English, or in the language of the page it stands in. English is at hand; any other language is
// fetched, and until it is there, or where it cannot be had, English is said.

import english from "../../texts/loader/en.json";
import { ask } from "./ask.js";

/** The words of one page. */
export class Words {
  #language = "en";
  #texts = english;

  /** Learns the page's language, if that is one of the others there are, and calls back. `LANGUAGES` are these; the build
   * says so. */
  async learn(origin, then) {
    const language = (document.documentElement.lang || navigator.language).split("-")[0];
    const texts = LANGUAGES.includes(language) && (await ask(`${origin}/words/loader/${language}.json`));
    if (texts) {
      this.#language = language;
      this.#texts = texts;
      then();
    }
  }

  /** A text, as it reads with this number. */
  say(name, count) {
    const text = this.#texts.button[name];
    const form = text[new Intl.PluralRules(this.#language).select(count)] ?? text.other;
    return form ? form.replace("{count}", count) : text;
  }
}
