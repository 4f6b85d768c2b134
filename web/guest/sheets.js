// The lock and the menu, where a browser has no popovers (Safari before 17, Firefox before 125): the same buttons open them,
// and the same ways lead out.

/** What says of a sheet that it is open; the style sheet knows it. */
const OPEN = "data-open";

/** The button that opened the sheet. */
let opener;

const open = () => document.querySelector(`[${OPEN}]`);

function close() {
  open()?.removeAttribute(OPEN);
  opener?.setAttribute("aria-expanded", "false");
}

function show(button, sheet) {
  opener = button;
  opener.setAttribute("aria-expanded", "true");
  sheet.setAttribute(OPEN, "");
  sheet.querySelector("button").focus();
}

function pressed(event) {
  const before = open();
  const button = event.target.closest("[popovertarget]");
  if (!button && before?.contains(event.target)) return;
  close();
  if (!button) return;
  event.preventDefault();
  const sheet = document.getElementById(button.getAttribute("popovertarget"));
  if (sheet === before) {
    opener.focus();
  } else {
    show(button, sheet);
  }
}

/** Escape closes the sheet, and nothing else with it. */
function typed(event) {
  if (event.key === "Escape" && open()) {
    event.stopPropagation();
    close();
    opener.focus();
  }
}

if (!("popover" in HTMLElement.prototype)) {
  document.addEventListener("click", pressed);
  document.addEventListener("keydown", typed, true);
}
