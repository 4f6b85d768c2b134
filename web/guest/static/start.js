// Loads the widget and its texts where the browser has been found able (check.js, which runs before), or says that it
// could not be loaded.

import { load } from "../../texts/load.js";

/** What the page that embeds the widget says, or else what the browser does. */
const wanted = [new URLSearchParams(location.search).get("lang"), ...navigator.languages];

async function code() {
  const widget = await import("./widget.js");
  await widget.default();
  return widget;
}

if (document.documentElement.hasAttribute("data-able")) {
  try {
    const [widget, texts] = await Promise.all([code(), load(import.meta.url, wanted)]);
    widget.open(texts);
  } catch (error) {
    console.error(error);
    document.getElementById("loading")?.setAttribute("hidden", "");
    document.getElementById("failed")?.removeAttribute("hidden");
  }
}
