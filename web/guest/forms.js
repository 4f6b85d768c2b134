// What the forms have in common that are drawn when they are needed, and not loaded before.

/* global WORDS -- put in when the pages are built: web/texts/questions, in all languages */

/** What stands around them, in the language of the page. */
export const words = WORDS[document.documentElement.lang] ?? WORDS.en;

const LOOK = `
  .opening form.card { margin: 0 var(--pad) var(--pad) }
  .foot form.card { flex: none; margin-block: 0 var(--space-3) }
  .fields > hush-questions { display: grid; gap: inherit }
  .fields select { min-block-size: 2.6em; padding: 0.35em; border: 1px solid var(--line-strong); border-radius: 0.75em;
    font: inherit; font-size: max(1em, 16px); font-weight: 400; color: var(--ink); background: var(--surface);
    max-inline-size: 100% }
  .fields label { overflow-wrap: anywhere }
  .fields label.tick { display: flex; gap: var(--space-3); padding-inline: 0 }
  .fields .tick input { min-block-size: 0; padding: 0 }
  .fields label .soft { font-weight: 400 }
  .fields .choices [type=submit] { color: var(--skin-on-accent); background: var(--skin-accent) }
`;

let isDressed = false;

/** The style sheet gets what is theirs. */
export function dress() {
  if (isDressed || !document.adoptedStyleSheets) return;
  isDressed = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(LOOK);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** An element with these properties and what is in it. */
export function element(name, properties = {}, ...inside) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...inside);
  return made;
}
