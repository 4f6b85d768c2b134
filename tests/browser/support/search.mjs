// Looks for words where none should be.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Every file in a folder and its folders, by path. A file that goes while it is looked for was not there.
 * @returns {Promise<[string, Buffer][]>}
 */
export async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = (file) => readFile(file).then((bytes) => [[file, bytes]], () => []);
  return (await Promise.all(files.map(read))).flat();
}

/** Where a word stands, in any of the ways in which programs write words down. */
export function placesOf(word, places) {
  const forms = formsOf(word);
  return places.filter(([, bytes]) => forms.some((form) => bytes.includes(form))).map(([place]) => place);
}

/** As it is, in two bytes a character, in hexadecimal, and in base64 wherever in the text it begins. */
function formsOf(word) {
  const plain = Buffer.from(word);
  const base64 = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), plain]).toString("base64");
    // The first and the last characters depend on what stands beside the word.
    return encoded.slice(before === 0 ? 0 : before + 1, -4);
  });
  return [plain, Buffer.from(word, "utf16le"), plain.toString("hex"), ...base64];
}
