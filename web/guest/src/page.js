// What the widget's page does by its own scripts, because that is less than it would be in Rust.

// A sheet that is made here needs no leave of the page's policy; a browser that cannot make one shows the widget without.
const sheet = typeof CSSStyleSheet.prototype.replaceSync === "function" && new CSSStyleSheet();

/** Has an element wear a colour, and the page what the library adds to the widget's style sheet. */
export function dress(root, colour, style) {
  root.style.setProperty("--skin-colour", colour);
  if (sheet) {
    sheet.replaceSync(style);
    document.adoptedStyleSheets = [sheet];
  }
}

/** Asks a guest where to have mailed what was said: that few need, and it is loaded then. */
export const mail = (...chat) => import("./questions.js").then(({ mail }) => mail(...chat));
