// What the buttons and the frame are made of.

import { element } from "./element.js";

/** A frame with our page in it. */
export function frame(title, src) {
  return element("iframe", { title, src, allow: "clipboard-write", referrerpolicy: "no-referrer" });
}

/** `look.css`; the build puts it in. */
const look = LOOK;

/** A shadow tree: the styles of the page do not reach into it, nor its own out of it. */
export function shadow(host, nonce) {
  const root = host.attachShadow({ mode: "open" });
  try {
    // A page's CSP has nothing to say on a constructed sheet.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(look);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = element("style", nonce ? { nonce } : {}, look);
    root.append(style);
  }
  return root;
}
