// Operators in programs that are none of ours and not Pidgin: whatever speaks XMPP over polls or over a socket can staff a queue.

import { test } from "node:test";

import { openLibrary } from "./support/library.mjs";
import { StanzaJs, Strophe, XmppJs } from "./support/programs.mjs";

const QUESTION = "Where are the old <b>county</b> maps & charts?";
const ANSWER = "In the <map> room & they're \u{1f4da} there";

const library = openLibrary("programs");

for (const [called, Program, over] of [
  ["strophe.js", Strophe, "polls"],
  ["strophe.js", Strophe, "socket"],
  ["xmpp.js", XmppJs, "socket"],
  ["stanza.js", StanzaJs, "polls"],
  ["stanza.js", StanzaJs, "socket"],
]) {
  test(`an open chat is offered, claimed, held and ended in ${called} over ${over}`, async () => {
    const ben = library.enter(await Program.signIn(library, "desk2", over));
    const guest = await library.visitor();
    await guest.opens("Ask the circulation desk");
    await guest.writes(QUESTION);
    await ben.isOffered("open");
    await ben.isTold("old <b>county</b> maps & charts");
    ben.commands("/claim");
    [ben.guest] = await ben.happens(/^PRESENCE (\S+@guests\.\S+) available/);
    await ben.reads(QUESTION);
    await guest.isWith("Ben");
    ben.writes(ANSWER);
    await guest.reads(ANSWER);
    await guest.writes("two\nlines");
    await ben.reads("two\\nlines");
    ben.writes("/end");
    await ben.isTold("you have ended the chat");
    await guest.isTold("The chat has ended");
  });
}
