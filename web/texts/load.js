// Chooses the language of a page, and loads what stands there in it.

/* global LANGUAGES -- put in when the pages are built: the tags in src/language.rs */

/** The first of the wanted languages that there are texts in; English if there is none. */
export function choose(wanted) {
  // Where a language is wanted as a country writes it, the one way there is of writing it serves.
  const primary = (tag) => tag.toLowerCase().split(/[-_]/)[0].replace(/^iw$/, "he");
  for (const tag of wanted) {
    const found = tag && LANGUAGES.find((language) => primary(language) === primary(tag));
    if (found) {
      return found;
    }
  }
  return LANGUAGES[0];
}

/** The texts, from the folder that the page's scripts are in, or as `get` gets them from there. */
export async function load(scripts, wanted, get = fetch) {
  const response = await get(new URL(`texts/${choose(wanted)}.json`, scripts));
  if (!response.ok) {
    throw new Error(`the texts could not be loaded: ${response.status}`);
  }
  return response.json();
}
