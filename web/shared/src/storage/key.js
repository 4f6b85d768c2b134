// The key to what is kept: found in IndexedDB, or made and put there.

/** Milliseconds after which a database that has not answered never will: some browsers let a page that may keep nothing wait
 * for ever. */
const PATIENCE = 2_000;

/** The key of this origin, if it is there in time; else it fails. If two windows make one at the same time, the first one
 * counts for both. */
export async function key() {
  const opening = indexedDB.open("hushdesk", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("keys");
  const database = await answer(opening);
  const keys = (mode) => database.transaction("keys", mode).objectStore("keys");
  const find = () => answer(keys("readonly").get("session"));
  const found = await find();
  if (found) return found;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  // Refused if there is one by now: that is the one to take.
  await answer(keys("readwrite").add(made, "session")).catch(() => {});
  return (await find()) ?? made;
}

function answer(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = failed;
    setTimeout(failed, PATIENCE);
  });
}
