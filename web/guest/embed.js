// The loader: puts a chat button into a library's page, and the chat into a frame when it is pressed. Nothing of
// the chat is loaded before that.
//
//   <script async src="https://HOST/embed.js" data-snippet="reference"></script>
//
// Attributes: `data-snippet`, the snippet's name; `data-label`, what the button says; `data-target`, a selector
// of the element the button goes into (without it: the corner of the window). A page may hold several.

const script = document.currentScript;
const snippet = script?.dataset.snippet;

/** Where the loader came from is where the chat is. */
const origin = script ? new URL(script.src).origin : "";

/** What the loaders of one page tell each other. */
const OPENED = "hushdesk-opened";

/** Whether the chat is open is remembered from page to page of the same tab. */
const memory = {
  name: `hushdesk.open.${snippet}`,
  get open() {
    try {
      return sessionStorage.getItem(this.name) !== null;
    } catch {
      return false;
    }
  },
  set open(open) {
    try {
      if (open) {
        sessionStorage.setItem(this.name, "");
      } else {
        sessionStorage.removeItem(this.name);
      }
    } catch {
      // A page that may not remember anything opens with a button.
    }
  },
};

/** One style sheet for all snippets of a page, in a constructed sheet: a page's CSP has nothing to say on it. */
const LOOK = `
  :host { all: initial; color-scheme: light dark; font: 600 1rem/1.25 system-ui, sans-serif; }
  .corner { position: fixed; inset-block-end: 1rem; inset-inline-end: calc(1rem + var(--place, 0) * 13rem); z-index: 2147483000; }
  button { position: relative; display: inline-flex; align-items: center; gap: .5rem; min-block-size: 3rem;
    padding: .5rem 1rem; border: 2px solid #fff; border-radius: 1.5rem; font: inherit; color: #fff; background: #0b5c7a;
    box-shadow: 0 2px 10px rgb(0 0 0 / 30%); cursor: pointer; }
  button:hover { background: #084a63; }
  button:focus-visible { outline: 3px solid #0b5c7a; outline-offset: 3px; }
  svg { inline-size: 1.25rem; block-size: 1.25rem; fill: currentColor; }
  .dot { position: absolute; inset-block-start: -.25rem; inset-inline-end: -.25rem; inline-size: 1rem; block-size: 1rem;
    border: 2px solid #fff; border-radius: 50%; background: #c62828; }
  [hidden] { display: none !important; }
  iframe { position: fixed; inset-block-end: 1rem; inset-inline-end: 1rem; z-index: 2147483001;
    inline-size: min(24rem, 100vw - 2rem); block-size: min(38rem, 100dvh - 2rem);
    border: 1px solid #77858e; border-radius: .75rem; background: Canvas; box-shadow: 0 8px 30px rgb(0 0 0 / 35%); }
  @media (max-width: 30rem) {
    iframe { inset: 0; inline-size: 100vw; block-size: 100dvh; border: 0; border-radius: 0; }
  }
`;

const ICON =
  "M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-9l-5 4v-4H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z";

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  made.append(...children);
  return made;
}

function icon() {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  const path = document.createElementNS(namespace, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICON);
  svg.append(path);
  return svg;
}

/** The frame's address: what follows `#` stays in the browser. */
function address() {
  const said = new URLSearchParams({ snippet, page: location.href });
  return `${origin}/widget/#${said}`;
}

function embed() {
  const label = script.dataset.label || "Chat with us";
  const target = script.dataset.target && document.querySelector(script.dataset.target);

  const dot = element("span", { class: "dot", role: "img", "aria-label": "New message", hidden: "" });
  const button = element("button", { type: "button", "aria-expanded": "false" }, icon(), label, dot);
  const place = element("div", { class: target ? "inline" : "corner" }, button);

  // In a shadow tree the page's styles do not reach the button, and its own do not reach the page.
  const host = element("div", { "data-hushdesk": snippet });
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(LOOK);
  root.adoptedStyleSheets = [sheet];
  root.append(place);
  if (!target) {
    const others = document.querySelectorAll("[data-hushdesk]:not([data-hushdesk-inline])").length;
    place.style.setProperty("--place", others);
  } else {
    host.dataset.hushdeskInline = "";
  }
  (target || document.body).append(host);

  let frame;

  function open(focus) {
    if (!frame) {
      frame = element("iframe", { title: label, src: address(), allow: "clipboard-write" });
      root.append(frame);
    }
    // There is room for one at a time: those of other desks in this page give way.
    dispatchEvent(new CustomEvent(OPENED, { detail: host }));
    frame.hidden = false;
    button.setAttribute("aria-expanded", "true");
    dot.hidden = true;
    memory.open = true;
    if (focus) {
      frame.focus();
      frame.contentWindow.postMessage({ hushdesk: "opened" }, origin);
    }
  }

  function hide() {
    frame.hidden = true;
    button.setAttribute("aria-expanded", "false");
    memory.open = false;
  }

  function close() {
    hide();
    button.focus();
  }

  button.addEventListener("click", () => (frame && !frame.hidden ? close() : open(true)));
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && frame && !frame.hidden) {
      close();
    }
  });
  addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== origin) {
      return;
    }
    if (event.data?.hushdesk === "close" && !frame.hidden) {
      close();
    } else if (event.data?.hushdesk === "news") {
      dot.hidden = !frame.hidden;
    }
  });

  addEventListener(OPENED, (event) => {
    if (event.detail !== host && frame && !frame.hidden) {
      hide();
    }
  });

  if (memory.open) {
    open(false);
  }
}

if (!snippet) {
  console.error("embed.js: the script tag needs a data-snippet attribute with the snippet's name.");
} else if (document.body) {
  embed();
} else {
  addEventListener("DOMContentLoaded", embed);
}
