// Invites whoever is on a library's page to chat, once in a visit. The loader (`loader/desk.js`) loads this, where the service says that
// somebody is there and that the snippet invites; it knows no more of the loader than the button it presses and where buttons stand.

/* global WORDS -- put in when the pages are built: web/texts/invite, in all languages */

import { element } from "./loader/element.js";
import { fits } from "./loader/fits.js";
import { language } from "./loader/words.js";

const spoken = Object.keys(WORDS).find((tag) => tag.split("-")[0] === language());

const { invitation: words } = WORDS[spoken ?? "en"];

/** By which name it is remembered in a tab, and told to others of the same site, that somebody was invited. */
const INVITED = "hushdesk.invited";

/** Milliseconds within which another tab says that it has invited. */
const PATIENCE = 200;

const BUBBLE = `
  .invite { display: flex; align-items: start; box-sizing: border-box; max-inline-size: min(25em, 100%); padding: 2px;
    border: 1px solid #77858e; border-radius: 18px; border-end-end-radius: 6px; color: canvastext; background: canvas;
    box-shadow: 0 4px 20px #0004 }
  .invite button { min-block-size: 44px; padding: .6em .9em; border: 0; border-radius: 15px; font-weight: 400; color: inherit;
    background: none; box-shadow: none }
  .invite button:last-child { flex: none; justify-content: center; inline-size: 44px; padding: 0 }
  .invite button::before { content: none }
  .invite button:hover { background: color-mix(in srgb, canvastext 8%, canvas); filter: none }
  .invite button:focus-visible { outline: 3px solid highlight; outline-offset: -3px }
  @media (prefers-reduced-motion: no-preference) {
    .invite { animation: invite .3s ease-out }
    @keyframes invite { from { opacity: 0; transform: translateY(8px) } }
  }
`;

/** Where a page may remember nothing it invites once itself. */
let isOver = false;

/** For each button, what waits until it is time. */
const waits = new Map();

const channel = "BroadcastChannel" in self ? new BroadcastChannel(INVITED) : undefined;
if (channel) {
  channel.onmessage = ({ data }) => {
    if (data === "invited") {
      remember();
    } else if (isInvited() || isChatting()) {
      channel.postMessage("invited");
    }
  };
}

/** Takes what the service says of a button's desk: as often as it does. */
export function invite({ invite: invitation }, button, root) {
  clearTimeout(waits.get(button));
  const left = (invitation.seconds) * 1000 - performance.now();
  waits.set(button, setTimeout(() => consider(invitation, button, root), Math.max(left, 0)));
}

/** Invites, if this is a page for it and nothing speaks against it: the other tabs of the visit are asked, too. */
async function consider({ pages, text }, button, root) {
  const may = () => isFree(button) && (!pages?.length || pages.some((page) => fits(location.pathname, page)));
  if (!may()) return;
  channel?.postMessage("?");
  await new Promise((heard) => setTimeout(heard, PATIENCE));
  if (!may()) return;
  remember();
  channel?.postMessage("invited");
  show(text ?? words.text, button, root);
}

/** Whether somebody is there and whoever looks at the page was not invited before. */
const isFree = (button) => button.isConnected && !document.hidden && !isInvited() && isWanted(button);

/** Whether somebody is there, and nobody chats with them. */
function isWanted(button) {
  const is = (state) => button.classList.contains(state);
  return is("here") && !is("running") && button.getAttribute("aria-expanded") !== "true" && !isChatting();
}

/** Whether a chat goes on or is open, at any desk of the site: the loader remembers it (`loader/memory.js`). */
function isChatting() {
  return remembered().some(([key, facts]) => key.startsWith("hushdesk.") && /"(open|running)":true/.test(facts));
}

const isInvited = () => isOver || remembered().some(([key]) => key === INVITED);

function remembered() {
  try {
    return Object.entries(sessionStorage);
  } catch {
    return [];
  }
}

function remember() {
  isOver = true;
  try {
    sessionStorage.setItem(INVITED, "");
  } catch {
    // See above.
  }
}

/** Draws it over the buttons in the corner. The focus stays where it is. */
function show(text, button, root) {
  dress(root);
  const go = element("button", { type: "button" }, element("span", { dir: "auto" }, text));
  const leave = element("button", { type: "button", "aria-label": words.close, title: words.close }, "\u2715");
  const bubble = element("section", { class: "invite", "aria-label": words.name }, go, leave);
  const close = () => {
    chats.disconnect();
    const had = bubble.contains(root.activeElement);
    bubble.remove();
    if (had) button.focus();
  };
  // Whoever opens the chat otherwise needs no invitation.
  const chats = new MutationObserver(() => {
    if (!isWanted(button)) close();
  });
  chats.observe(button, { attributes: true });
  go.onclick = () => {
    close();
    button.click();
  };
  leave.onclick = close;
  bubble.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  root.querySelector(".corner").prepend(bubble);
  // Told when those who hear the page have nothing else to hear.
  root.querySelector("[role=status]").textContent = text;
}

/** The style sheet of the shadow tree gets what is its own. */
function dress(root) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(BUBBLE);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    const nonce = root.querySelector("style")?.nonce;
    root.append(element("style", nonce ? { nonce } : {}, BUBBLE));
  }
}
