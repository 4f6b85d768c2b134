// What a page asks for: which chat, how its button is labelled, and where it is to be. It stands in the attributes
// of the script's tag, or in the script's address, for tags that somebody else writes:
//
//   <script async src="https://HOST/embed.js" data-snippet="reference"></script>
//   <script type="module" src="https://HOST/embed.js?snippet=reference&target=%23ask&label=Ask"></script>

/** Hosts that are served without encryption: those of the own machine. */
const LOOPBACK = /^(.*\.)?localhost$|^127\.[\d.]+$|^\[::1\]$/;

/** Where a script that has no tag, or does not know it, was loaded from: the innermost line of a stack says. */
const IN_A_STACK = /(https?:\/\/.+?\/embed\.js.*?):\d+:\d+/;

/** What this run of the script is asked for. A module does not know its tag, and runs once for several. */
export function snippets() {
  const script = document.currentScript;
  if (script?.src) {
    return [snippet(script.src, script)];
  }
  const address = IN_A_STACK.exec(new Error().stack)?.[1];
  if (!address) return [];
  const tags = scripts().filter(({ src }) => src === address);
  return (tags[0] ? tags : [undefined]).map((tag) => snippet(address, tag));
}

const scripts = () => [...document.scripts];

function snippet(address, tag) {
  const { searchParams, protocol, hostname, host } = new URL(address);
  const said = (name) => tag?.dataset[name] ?? searchParams.get(name);
  const secure = LOOPBACK.test(hostname) ? protocol : "https:";
  return {
    name: said("snippet"),
    label: said("label"),
    target: said("target"),
    /** Whether the chat itself is to be there, and not a button. */
    inline: said("inline") != null,
    /** Which of the page's scripts asks, from the first to the last. */
    place: scripts().indexOf(tag),
    /** Where the loader came from is where the chat is. */
    origin: `${secure}//${host}`,
    /** For a style element, where the page allows none without. */
    nonce: tag?.nonce,
    /** What the loader has to be, if the page says so. */
    pinned: tag?.integrity,
  };
}
