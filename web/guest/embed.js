// The loader: puts a chat button into a library's page, and the chat into a frame when it is pressed. Nothing of
// the chat is loaded before that.
//
//   <script async src="https://HOST/embed.js" data-snippet="reference"></script>
//
// Attributes: `data-snippet`, the snippet's name; `data-label`, what the button says; `data-target`, a selector
// of the element the button goes into (without it: the corner of the window). The same can be said in the address,
// `embed.js?snippet=reference`. A page may hold several.

import { Page } from "./loader/page.js";
import { snippets } from "./loader/snippet.js";

/** Under which name the loaders of a page find what they have in common. Nothing of the page has the same. */
const PAGE = Symbol.for("hushdesk");

const named = snippets().filter(({ name }) => name);
if (named[0]) {
  (window[PAGE] ??= new Page()).add(named);
} else {
  console.error("Hushdesk: no data-snippet.");
}
