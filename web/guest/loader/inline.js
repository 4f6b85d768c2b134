// The chat in an element of the page: it is there from the beginning, and is not closed.

import { address } from "./address.js";
import { frame } from "./look.js";
import { Placed } from "./placed.js";

/** The place of a chat in the page. Nothing of it is loaded before it is about to be seen. */
export class Inline extends Placed {
  constructor(snippet, words) {
    super(snippet, "section");
    this.frame = frame(this.label || words.say("chat"), address(this, { inline: "" }));
    this.frame.loading = "lazy";
    this.root.append(this.frame);
  }
}
