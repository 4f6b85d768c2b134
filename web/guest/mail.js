// The form by which a guest has mailed to themselves what was said in an open chat: a dialog over the chat, which goes when it is done.

import { dress, element, words as all } from "./forms.js";

const { mail: words } = all;

/** Characters of an address, at most. */
const ADDRESS_MAX = 254;

/** What went wrong and what to do, by what the service says (RFC 9457); whatever else it says, there is nothing to mail. */
const WHY = { malformed: words.wrong, full: words.full, "too-many": words.too_many, failed: words.failed };

const said = async (answer) => (answer.ok ? undefined : WHY[(await answer.json()).type.split(":").at(-1)] ?? words.gone);

/** Asks the service to mail it. Gives why it does not. */
function ask(chat, to, token) {
  const mail = {
    to,
    language: document.documentElement.lang,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  const asked = fetch(`/api/v1/queues/${chat}/mail`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token, mail }),
  });
  return asked.then(said).catch(() => words.failed);
}

/** Asks where to, in a dialog that the browser keeps the focus in and gives it back from. */
export function mail(queue, chat, token) {
  dress();
  const dialog = element("dialog", { className: "mail" });
  dialog.setAttribute("aria-label", words.title);
  const leave = element("button", { type: "button", onclick: () => dialog.close() }, words.close);
  const to = element("input", { type: "email", required: true, maxLength: ADDRESS_MAX, autocomplete: "email", dir: "auto" });
  const why = element("p", { id: "mail-why", className: "hint bad", role: "alert" });
  to.setAttribute("aria-describedby", why.id);
  const form = element(
    "form",
    { className: "fields dialog" },
    element("h2", {}, words.title),
    element("p", { className: "soft" }, words.more),
    element("label", {}, words.to, to),
    why,
    element("div", { className: "choices" }, leave, element("button", { type: "submit" }, words.send)),
  );
  let isAsked = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isAsked) return;
    isAsked = true;
    why.textContent = "";
    const fault = await ask(`${queue}/chats/${chat}`, to.value, token);
    isAsked = false;
    if (fault) {
      why.textContent = fault;
      to.setAttribute("aria-invalid", fault === words.wrong);
      to.focus();
      return;
    }
    const done = element("h2", { tabIndex: -1 }, words.sent);
    form.replaceChildren(done, element("p", { className: "soft" }, words.sent_more), element("div", { className: "choices" }, leave));
    done.focus();
  });
  dialog.append(form);
  dialog.addEventListener("close", () => dialog.remove());
  document.getElementById("widget").append(dialog);
  dialog.showModal();
  to.focus();
}
