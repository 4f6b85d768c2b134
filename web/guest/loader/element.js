// What everything is made of.

/** An element of HTML, in pages of XML too. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/1999/xhtml", name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  made.append(...children);
  return made;
}
