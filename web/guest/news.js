// How much is new, before the title of a page of the chat's own, for as long as nobody looks at it. Where the chat is in a frame
// the loader of the page around sees to that.

import { Title } from "./loader/title.js";

if (parent === self) {
  const title = new Title();
  let news = 0;
  addEventListener("message", ({ source, data }) => {
    if (source === self && data?.hushdesk === "news" && document.hidden) title.show((news += data.count));
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) title.show((news = 0));
  });
}
