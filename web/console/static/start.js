// Loads the console and its texts, or says that it could not be loaded.

import { load } from "../../texts/load.js";

/** The colours that were chosen in this browser, before anything is drawn. */
const theme = localStorage.getItem("theme");
if (theme) {
  document.documentElement.dataset.theme = theme;
}

/* global LANGUAGES -- put in when the pages are built: the languages that there are texts in */
document.documentElement.dataset.languages = LANGUAGES.join(" ");

/** What was chosen in this browser, or else what it says. */
const wanted = [localStorage.getItem("language"), ...navigator.languages];

async function code() {
  const console = await import("./console.js");
  await console.default();
  return console;
}

try {
  const [app, texts] = await Promise.all([code(), load(import.meta.url, wanted)]);
  app.open(texts);
} catch (error) {
  console.error(error);
  document.getElementById("loading")?.setAttribute("hidden", "");
  document.getElementById("failed")?.removeAttribute("hidden");
}
