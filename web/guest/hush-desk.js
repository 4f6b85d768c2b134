// `<hush-desk>`: the chat for pages that want to know what they load. The page pins this script by its hash, this script pins
// every other file, and the chat runs in a frame of the page's own origin: whoever serves the files can change none of them
// unnoticed.
//
//   <script type="module" src="https://HOST/hush-desk/element.js" integrity="sha384-…" crossorigin></script>
//   <hush-desk snippet="reference"></hush-desk>
//
// Attributes: `snippet`, the snippet's name; `label`, what the frame is called; `service`, the origin the chat is with, if the
// files are served by another. How large it is, the page says.

/* global PINS, PAGE, WORDS -- put in when the pages are built: the files' hashes, the page before there is a chat, what is said
   if a file is another than it was */

import { around } from "./loader/address.js";

/** Where the files are, this one in a folder of them. */
const FILES = new URL("..", import.meta.url);

class HushDesk extends HTMLElement {
  #frame;

  connectedCallback() {
    if (this.#frame) return;
    this.#frame = document.createElement("iframe");
    this.#frame.title = this.getAttribute("label") ?? WORDS.page.title;
    this.#frame.allow = "clipboard-write";
    this.#frame.srcdoc = page(new URL(this.getAttribute("service") ?? FILES));
    this.#frame.addEventListener("load", () => this.#fill());
    const root = this.attachShadow({ mode: "closed" });
    root.adoptedStyleSheets = [look()];
    root.append(this.#frame);
  }

  /** Puts into the frame's page what it is to know, and then its files, one after the other. */
  async #fill() {
    const { contentDocument: inside } = this.#frame;
    const known = { snippet: this.getAttribute("snippet") ?? "", ...around() };
    for (const [what, content] of Object.entries(known)) {
      inside.head.append(Object.assign(inside.createElement("meta"), { name: `hushdesk:${what}`, content }));
    }
    inside.documentElement.dataset.lang = document.documentElement.lang;
    try {
      await added(inside, "link", "widget/widget.css", { rel: "stylesheet" }, "href");
      await added(inside, "script", "widget/check.js");
      await added(inside, "script", "hush-desk/widget.js", { type: "module" });
    } catch (file) {
      console.error(`Hushdesk: ${file} is not what this page vouches for.`);
      inside.getElementById("loading").textContent = WORDS.page.changed;
    }
  }
}

/** The element is as wide as it can be, and as high as the page says, or as a chat is to be. */
function look() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:host { display: block; min-block-size: 32rem } :host([hidden]) { display: none }
    iframe { display: block; inline-size: 100%; block-size: 100%; min-block-size: inherit; border: 0 }`);
  return sheet;
}

/** The frame's page, which may load nothing but the files, and speak with nobody but the service. */
function page({ origin: service }) {
  const socket = service.replace(/^http/, "ws");
  const policy = [
    "default-src 'none'",
    `script-src ${FILES}hush-desk/ ${FILES}widget/ 'wasm-unsafe-eval'`,
    `style-src ${FILES}widget/`,
    "img-src data:",
    `connect-src ${FILES}widget/ ${service} ${socket}`,
    `base-uri ${service}`,
    "form-action 'none'",
  ];
  const pins = JSON.stringify(PINS);
  return `<!doctype html><html data-inline><head><meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy.join("; ")}">
    <meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer"><base href="${service}">
    <script type="application/json" id="pins">${pins}</script></head><body>${PAGE}</body></html>`;
}

/** Adds a file to the frame's page, if it is what its hash says; else fails with its name. */
function added(inside, kind, file, more = {}, address = "src") {
  const element = Object.assign(inside.createElement(kind), more, { integrity: PINS[file], crossOrigin: "anonymous" });
  return new Promise((done, failed) => {
    element.onload = done;
    element.onerror = () => failed(file);
    element[address] = new URL(file, FILES);
    inside.head.append(element);
  });
}

customElements.define("hush-desk", HushDesk);
