// The frame's address.

/** What a chat may know of the page it is in: its address without what was asked for there, if it is one of the web. */
export function around() {
  const { protocol, origin, pathname } = location;
  return /^https?:$/.test(protocol) ? { page: origin + pathname } : {};
}

/** The address of a snippet's chat, with `more` that the frame is to know. What follows `#` stays in the browser. */
export function address({ origin, name }, more = {}) {
  const asked = new URLSearchParams({ snippet: name, lang: document.documentElement.lang });
  return `${origin}/widget/?${asked}#${new URLSearchParams({ ...around(), ...more })}`;
}
