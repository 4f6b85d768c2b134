// Works on keys beside the page, which stays alive meanwhile: see keys/workshop.

import load, { work } from "./console.js";

const loaded = load();

self.onmessage = async ({ data }) => {
  try {
    await loaded;
    self.postMessage(work(data, (share) => self.postMessage(share)));
  } catch {
    // Neither a number nor a text: the page hears that it cannot be done here.
    self.postMessage(null);
  }
};
