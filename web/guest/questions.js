// What a queue asks its guests: a form that is drawn when it is needed, and not loaded before. What was answered is one text, as
// `protocol/src/answers.rs` has it, in the form's field `said`.

import { dress, element, words as all } from "./forms.js";
import { snippet } from "./said.js";

export { mail } from "./mail.js";

const { questions: words, survey: ending } = all;

/** Characters of an answer, at most, and of what else a guest wants to tell. */
const ANSWER_MAX = 500;
const COMMENT_MAX = 2000;

/** Milliseconds until it is asked again what is to be asked. */
const AGAIN = 3000;

/** What stands between a question and its answer, and nowhere before it. */
const NO_BREAK_SPACE = "\u00a0";

/** A text of somebody's in one line, with no other space than the ordinary one. */
const plain = (text) => text.replace(/\s+/g, " ").trim();

/** What is asked, how it is answered, and what the answer is by now. */
function field({ label, kind, required }) {
  const more = required ? [] : [" ", element("span", { className: "soft" }, words.optional)];
  const asked = element("span", { dir: "auto" }, label);
  if (kind === "consent") {
    const tick = element("input", { type: "checkbox", required });
    const shown = element("label", { className: "tick" }, tick, element("span", {}, asked, ...more));
    return { shown, answer: () => (tick.checked ? "✓" : "") };
  }
  const control = kind === "comment" ? lines() : kind.choice ? choice(kind.choice.options) : line(required);
  control.required = required;
  const shown = element("label", {}, element("span", {}, asked, ...more), control);
  return { shown, answer: () => plain(control.value) };
}

function choice(options) {
  const none = element("option", { value: "" }, words.choose);
  return element("select", {}, none, ...options.map((option) => element("option", { value: option, dir: "auto" }, option)));
}

const lines = () => element("textarea", { rows: 3, maxLength: COMMENT_MAX, dir: "auto" });

/** A line in which, where it has to be filled in, something is to be seen. */
function line(required) {
  const control = element("input", { type: "text", maxLength: ANSWER_MAX, dir: "auto", autocomplete: "off" });
  if (required) Object.assign(control, { pattern: ".*\\S.*", title: words.needed });
  return control;
}

/** The line that says this, in the text of all. */
function said(question, answer) {
  const colon = /[?!:.…？！：。؟]$/.test(question) ? "" : ":";
  return `${question}${colon}${NO_BREAK_SPACE}${answer}`;
}

/** What is asked, from the service: again and again, as long as it does not say. */
async function find(host) {
  for (;;) {
    try {
      const response = await fetch(`/api/v1/snippets/${snippet()}/questions`);
      if (response.ok) return await response.json();
    } catch {
      // The same as an answer that is none.
    }
    host.replaceChildren(element("p", { role: "status" }, words.failed));
    await new Promise((again) => setTimeout(again, AGAIN));
    if (!host.isConnected) return {};
  }
}

/** What is asked, what stands over it and on its button. */
const LISTS = {
  entry: ({ entry }) => [entry, words.title, "", words.go_on],
  last: (all) => [atTheEnd(all), ending.title, ending.sealed, ending.send_and_end],
  over: (all) => [atTheEnd(all), ending.title, ending.kept, ending.send],
};

const atTheEnd = ({ survey, comment }) => (comment ? [...survey, { label: ending.comment, kind: "comment" }] : survey);

/** Draws what is asked, in the form around. */
export async function draw(host) {
  const of = host.className;
  if (of === "late") {
    host.replaceChildren(element("p", { className: "soft" }, ending.late));
    return;
  }
  const form = host.closest("form");
  const all = await find(host);
  if (!host.isConnected) return;
  const [asked, title, more, go] = LISTS[of](all);
  const fields = asked.map((question) => ({ ...field(question), label: plain(question.label) }));
  const answered = () => fields.map(({ label, answer }) => [label, answer()]).filter(([, answer]) => answer);
  form.addEventListener("formdata", ({ formData }) => {
    formData.set("said", answered().map((all) => said(...all)).join("\n"));
  });
  dress();
  form.setAttribute("aria-label", title);
  const head = element("h2", { tabIndex: -1 }, title);
  host.replaceChildren(
    head,
    ...(more ? [element("p", { className: "soft" }, more)] : []),
    ...fields.map(({ shown }) => shown),
    element("button", { type: "submit", className: "button" }, go),
  );
  // Whoever wants to end the chat is asked something before: that must not be missed.
  if (of === "last") head.focus();
}
