// Works on keys beside the page, which stays alive meanwhile: see keys/workshop.

import load, { work } from "./console.js";

const loaded = load();

self.onmessage = async ({ data }) => {
  await loaded;
  self.postMessage(work(data, (share) => self.postMessage(share)));
};
