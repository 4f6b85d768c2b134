// Whether somebody is there who answers, where the library has the button stand, and what it has it say. It is asked while the page is seen; the
// browser keeps an answer for half a minute, from page to page.

import { ask } from "./ask.js";
import { language } from "./words.js";

/** Milliseconds from one question to the next. */
const PAUSE = 60_000;

/** Tells a desk what is known of it; nothing where that cannot be. */
export function watch(desk) {
  const look = async () => {
    if (document.hidden) return;
    desk.learn(await ask(`${desk.origin}/api/v1/snippets/${desk.name}/presence?language=${language()}`));
  };
  setInterval(look, PAUSE);
  addEventListener("visibilitychange", look);
  look();
}
