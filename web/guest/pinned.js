// The widget's files, wherever its page is from.

/** The hashes of all files, in a page that pins what it loads (`hush-desk.js`). There a file is what its hash says, or is not
 * loaded at all. */
const pins = JSON.parse(document.getElementById("pins")?.textContent ?? "null");

/** The folder of the files. */
export const files = new URL("../widget/", import.meta.url);

export async function get(address) {
  if (!pins) return fetch(address);
  const name = `widget/${address.href.slice(files.href.length)}`;
  const integrity = pins[name];
  // A browser takes a hash that is none for no hash.
  if (!integrity) throw new Error(`${name} is not pinned`);
  return fetch(address, { integrity });
}
