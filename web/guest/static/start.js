// Loads the widget and its texts where the browser has been found able (check.js, which runs before), or says that it
// could not be loaded.

import "../news.js";
import { files, get } from "../pinned.js";
import "../sheets.js";
import { load } from "../../texts/load.js";

/** What the page that embeds the widget says, or else what the browser does. */
const around = new URLSearchParams(location.search).get("lang") ?? document.documentElement.dataset.lang;
const wanted = [around, ...navigator.languages];

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

/** Where a message is left instead of a chat that is sealed: what seals it, too, is loaded then. */
class Note extends HTMLElement {
  connectedCallback() {
    import("./note.js").then(({ offer }) => offer(this));
  }
}

if (document.documentElement.hasAttribute("data-able")) {
  customElements.define("hush-questions", Questions);
  customElements.define("hush-note", Note);
  try {
    const [widget, texts] = await Promise.all([code(), load(files, wanted, get)]);
    widget.open(texts);
  } catch (error) {
    console.error(error);
    document.getElementById("loading")?.setAttribute("hidden", "");
    document.getElementById("failed")?.removeAttribute("hidden");
  }
}
