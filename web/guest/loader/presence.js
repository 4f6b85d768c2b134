// Whether somebody is there who answers. It is asked while the page is seen; the browser keeps an answer for half a minute,
// from page to page.

import { ask } from "./ask.js";

/** Milliseconds from one question to the next. */
const PAUSE = 60_000;

/** Tells a desk whether it is `staffed`: `true`, `false`, or `undefined` where that cannot be known. */
export function watch(desk) {
  const look = async () => {
    if (document.hidden) return;
    const answer = await ask(`${desk.origin}/api/v1/snippets/${desk.name}/presence`);
    desk.staffed = answer?.staffed;
  };
  setInterval(look, PAUSE);
  addEventListener("visibilitychange", look);
  look();
}
