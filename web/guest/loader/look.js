// How the buttons and the frame look. Nothing here depends on the page: no `rem` (the page's root has its own idea of
// it), and what stands on a host itself is important, since an important rule of a shadow tree is stronger than all
// rules of the page, important ones included.

const COMMON = `
  :host { all: initial !important; direction: inherit !important; color-scheme: light dark !important; }
  :host::before, :host::after { content: none !important; }
  :host::backdrop { display: none !important; }
  [hidden] { display: none !important; }
  button { position: relative; display: inline-flex; align-items: center; gap: .5em; min-block-size: 3em;
    max-inline-size: 100%; padding: .5em 1em; border: 2px solid #fff; border-radius: 1.5em;
    font: 600 1em/1.25 system-ui, sans-serif; text-align: start; overflow-wrap: anywhere; color: #fff;
    background: #0b5c7a; box-shadow: 0 2px 10px rgb(0 0 0 / 30%); cursor: pointer; }
  button:hover { background: #084a63; }
  button:focus-visible { outline: 3px solid #0b5c7a; outline-offset: 3px; box-shadow: 0 0 0 3px #fff; }
  svg { flex: none; inline-size: 1.25em; block-size: 1.25em; fill: currentColor; }
  .dot { position: absolute; inset-block-start: -.25em; inset-inline-end: -.25em; inline-size: 1em; block-size: 1em;
    border: 2px solid #fff; border-radius: 50%; background: #c62828; }
`;

/** Nothing of it is of use on paper. */
const PAPER = `@media print { :host { display: none !important; } }`;

/** For a button in the text of the page. */
export const INLINE = `${COMMON}
  :host { display: inline-block !important; max-inline-size: 100% !important; }
${PAPER}`;

/** For what lies over the page: it has no size itself, and covers nothing but by what is in it. */
export const LAYER = `${COMMON}
  :host { display: block !important; position: fixed !important; inset: 0 auto auto 0 !important;
    z-index: 2147483000 !important; overflow: visible !important; }
  .corner, .panel { position: fixed; inset-block-end: max(16px, env(safe-area-inset-bottom)); inset-inline-end: 16px; }
  .corner { display: flex; flex-direction: column; align-items: flex-end; gap: 8px; max-inline-size: calc(100% - 32px); }
  .panel { box-sizing: border-box; inline-size: min(24em, 100% - 32px); block-size: min(38em, 100% - 32px);
    border: 1px solid #77858e; border-radius: .75em; overflow: hidden; background: Canvas;
    box-shadow: 0 8px 30px rgb(0 0 0 / 35%); }
  iframe { display: block; inline-size: 100%; block-size: 100%; border: 0; }
  .leave { position: absolute; inset-block-start: .5em; inset-inline-end: .5em; }
  @media (max-width: 30em) {
    .panel { inset: 0; inline-size: 100%; block-size: 100%; border: 0; border-radius: 0; }
  }
${PAPER}`;

const ICON = "M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-9l-5 4v-4H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z";

/** An element of HTML, in pages of XML too. */
export function element(name, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/1999/xhtml", name), attributes, children);
}

/** The bubble on the buttons. */
export function icon() {
  const made = (name, attributes, ...children) =>
    filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
  return made("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, made("path", { d: ICON }));
}

function filled(made, attributes, children) {
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  made.append(...children);
  return made;
}

/** A shadow tree that looks like this: the styles of the page do not reach into it, nor its own out of it. */
export function shadow(host, look, nonce) {
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
