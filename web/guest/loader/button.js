// A button that opens a desk.

import { element } from "./element.js";
import { Placed } from "./placed.js";

/** One button. */
export class Button extends Placed {
  #said;
  #state;
  #badge;

  constructor(snippet, press) {
    super(snippet);
    this.#said = element("span");
    this.#state = element("span", { class: "state" });
    this.#badge = element("span", { class: "badge", role: "img" });
    this.made = element("button", { type: "button" }, element("span", {}, this.#said, this.#state), this.#badge);
    this.made.onclick = press;
    this.root.append(this.made);
  }

  /** Shows how it stands with the desk: what the library has the button say and in which colour, whether somebody is there, if
   * that is known, whether a chat goes on, and how much in it is new. Before the service has answered, or has not, it is there
   * but not seen: it would change before people's eyes. */
  show({ words, known, button, colour, staffed, running, news, isOpen }) {
    const state = staffed === undefined ? "" : staffed ? "here" : "away";
    this.made.className = `${state} ${running ? "running" : ""}`;
    this.made.style.visibility = known ? "" : "hidden";
    // Dark enough for white letters, as in the widget's skin.css. A browser that cannot reckon with colours keeps ours.
    this.made.style.background = colour && state !== "away" ? `oklch(from ${colour} min(l,.48) c h)` : "";
    this.made.setAttribute("aria-expanded", isOpen);
    this.#said.textContent = this.label || button || words.say("chat");
    this.#state.textContent = state && words.say(state);
    this.#badge.hidden = !news;
    this.#badge.textContent = news;
    this.#badge.setAttribute("aria-label", words.say("new", news));
  }
}
