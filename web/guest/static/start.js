// Loads the widget and its texts where the browser has been found able (check.js, which runs before), or says that it
// could not be loaded.

import "../news.js";
import "../sheets.js";
import { load } from "../../texts/load.js";

/** The hashes of all files, in a page that pins what it loads (`hush-desk.js`). There a file is what its hash says, or is not
 * loaded at all. */
const pins = JSON.parse(document.getElementById("pins")?.textContent ?? "null");

/** The folder of the files. */
const files = new URL("../widget/", import.meta.url);

/** What the page that embeds the widget says, or else what the browser does. */
const around = new URLSearchParams(location.search).get("lang") ?? document.documentElement.dataset.lang;
const wanted = [around, ...navigator.languages];

async function get(address) {
  if (!pins) return fetch(address);
  const name = `widget/${address.href.slice(files.href.length)}`;
  const integrity = pins[name];
  // A browser takes a hash that is none for no hash.
  if (!integrity) throw new Error(`${name} is not pinned`);
  return fetch(address, { integrity });
}

async function code() {
  const compiled = get(new URL("widget_bg.wasm", files));
  const widget = await import("./widget.js");
  await widget.default({ module_or_path: compiled });
  return widget;
}

/** Where a queue asks its guests something: what draws that is loaded when the page has such a place. */
class Questions extends HTMLElement {
  connectedCallback() {
    import("./questions.js").then(({ draw }) => draw(this));
  }
}

if (document.documentElement.hasAttribute("data-able")) {
  customElements.define("hush-questions", Questions);
  try {
    const [widget, texts] = await Promise.all([code(), load(files, wanted, get)]);
    widget.open(texts);
  } catch (error) {
    console.error(error);
    document.getElementById("loading")?.setAttribute("hidden", "");
    document.getElementById("failed")?.removeAttribute("hidden");
  }
}
