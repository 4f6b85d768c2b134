// A sealed note, in the place of a message that is not encrypted: loaded when a guest leaves one where chats are sealed. What seals
// it is compiled from `web/notes`.
//
// The form says that it is not encrypted as long as nothing else is certain. Only once there is a key that is verified it says
// whose, and from then on what is sent from this form is sealed or is not sent. Of that the widget hears once it is over.

/* global WORDS -- put in when the pages are built: web/texts/note, in all languages */

import init, { Sealer } from "note-code";
import { files, get } from "./pinned.js";
import { page, snippet } from "./said.js";

const words = (WORDS[document.documentElement.lang] ?? WORDS.en).note;

const TOO_MANY = 429;

/** Where a guest leaves a message: from now on it is sealed, if that is possible. How many can read it the element says, too. */
export async function offer(host) {
  const form = host.closest("form");
  const [{ queue, sealing }, { keys }] = await Promise.all([ask(""), ask("/note-keys")]);
  const pinned = sealing.sealed?.pinned ?? [];
  const sealer = keys.length ? await load(pinned, keys) : undefined;
  const readers = sealer?.readers() ?? [];
  if (!host.isConnected || host.shadowRoot) return;
  if (readers.length) {
    const said = says(pinned.filter(({ fingerprint }) => readers.includes(fingerprint)));
    seals(form, queue, sealer);
    host.setAttribute("role", "status");
    host.attachShadow({ mode: "open" }).append(said);
  }
  host.dataset.readers = readers.length;
}

async function load(pinned, keys) {
  await init({ module_or_path: get(new URL("note_bg.wasm", files)) });
  return new Sealer(pinned.map(({ fingerprint }) => fingerprint), keys);
}

async function ask(what) {
  const response = await fetch(`/api/v1/snippets/${snippet()}${what}`);
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

/** Who can read it: what stands in the place of what the page says. */
function says(readers) {
  const named = readers.flatMap(({ name }) => name ?? []);
  const all = new Set(named.length < readers.length ? [...named, words.desk] : named);
  const list = Intl.ListFormat && new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" });
  const who = list ? list.format(all) : [...all].join(", ");
  const [before, after] = words.more.split("{who}");
  const said = element("span", {}, before);
  said.append(element("b", { dir: "auto" }, who), after);
  return said;
}

function element(name, properties, text) {
  return Object.assign(document.createElement(name), properties, { textContent: text });
}

/** Has what is sent from this form be sealed. */
function seals(form, queue, sealer) {
  const [text, button] = ["textarea", "[type=submit]"].map((which) => form.querySelector(which));
  const { email, name } = form.elements;
  const about = element("p", { className: "hint bad", role: "alert" }, "");
  form.querySelector("[role=alert]").after(about);
  const standing = element("p", { className: "soft", role: "status" }, "");
  about.after(standing);
  let isBusy = false;
  let isLeft = false;

  // The widget hears of its forms as they pass the window's elements: this has to be before.
  const take = (event) => {
    if (event.target !== form || isLeft) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!isBusy) send();
  };
  window.addEventListener("submit", take, true);
  form.addEventListener("formdata", ({ formData }) => {
    if (isLeft) formData.set("left", "sealed");
  });

  async function send() {
    busy(true);
    const wrong = await trouble(queue, sealer, { text, email, name });
    busy(false);
    about.textContent = words[wrong] ?? "";
    for (const [field, of] of [[text, "no_text"], [email, "no_email"]]) {
      if (wrong !== of) {
        field.removeAttribute("aria-invalid");
        continue;
      }
      field.setAttribute("aria-invalid", "true");
      field.focus();
    }
    if (wrong) return;
    window.removeEventListener("submit", take, true);
    isLeft = true;
    form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  }

  function busy(is) {
    isBusy = is;
    text.readOnly = is;
    button.disabled = is;
    standing.textContent = is ? words.sending : "";
    if (is) about.textContent = "";
  }
}

/** Leaves a note; what went wrong, if anything did. */
async function trouble(queue, sealer, { text, email, name }) {
  const language = document.documentElement.lang;
  let note;
  try {
    note = sealer.seal(queue, text.value, email.value, name.value, page(), language);
  } catch (wrong) {
    return { text: "no_text", email: "no_email" }[wrong] ?? "not_sealed";
  }
  try {
    const response = await fetch(`/api/v1/snippets/${snippet()}/notes`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ note, language }),
    });
    if (response.ok) return undefined;
    return response.status === TOO_MANY ? "too_many" : "not_sent";
  } catch {
    return "not_sent";
  }
}
