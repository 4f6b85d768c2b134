// What the library adds to the widget's style sheet. A sheet that is made here needs no leave of the page's policy; a browser that
// cannot make one shows the widget without.

const sheet = typeof CSSStyleSheet.prototype.replaceSync === "function" && new CSSStyleSheet();

export function dress(root, colour, style) {
  root.style.setProperty("--skin-colour", colour);
  if (sheet) {
    sheet.replaceSync(style);
    document.adoptedStyleSheets = [sheet];
  }
}
