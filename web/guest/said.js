// What the widget's page says of where it is (`src/place.rs`), for what is loaded later.

const inHead = (what) => document.querySelector(`meta[name='hushdesk:${what}']`)?.content;

/** The snippet's name. */
export function snippet() {
  const inQuery = new URLSearchParams(location.search).get("snippet");
  return inQuery ?? inHead("snippet") ?? location.pathname.replace("/chat/", "").replace(/\/+$/, "");
}

/** The address of the library's page around it; empty if nobody says. */
export function page() {
  return new URLSearchParams(location.hash.slice(1)).get("page") ?? inHead("page") ?? "";
}
