// Pages of libraries that are not ours: each a file of `host_pages`, served from another origin than Hushdesk's, with
// the headers that its test asks for.

import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";

const PAGES = new URL("../host_pages/", import.meta.url);

const TYPES = { html: "text/html; charset=utf-8", xhtml: "application/xhtml+xml" };

/** A library's own server. */
export class Host {
  /** @param {string} hushdesk the origin that its pages load Hushdesk from */
  static async start(hushdesk) {
    const host = new Host();
    const loader = await (await fetch(`${hushdesk}/embed.js`)).arrayBuffer();
    const snippet = await (await fetch(`${hushdesk}/hush-desk/snippet.html`)).text();
    host.words = {
      HUSHDESK: hushdesk,
      SNIPPET: snippet.replace("https://YOUR-HOST", hushdesk),
      INTEGRITY: `sha384-${createHash("sha384").update(Buffer.from(loader)).digest("base64")}`,
    };
    host.headers = {};
    host.server = createServer((request, response) => host.answer(request, response));
    host.server.listen(0, "127.0.0.1");
    await once(host.server, "listening");
    host.origin = `http://localhost:${host.server.address().port}`;
    return host;
  }

  /** The page of this name as it is served. */
  async page(name) {
    const text = await readFile(new URL(name, PAGES), "utf8");
    return text.replace(/HUSHDESK|INTEGRITY|SNIPPET/g, (word) => this.words[word]);
  }

  /** The address of a page; from now on its answers have these headers. */
  address(name, headers = {}) {
    this.headers = headers;
    return `${this.origin}/${name}`;
  }

  async answer(request, response) {
    const name = new URL(request.url, this.origin).pathname.slice(1);
    try {
      const page = await this.page(name);
      response.writeHead(200, { "Content-Type": TYPES[name.split(".").at(-1)], ...this.headers });
      response.end(page);
    } catch {
      // Browsers ask for an icon.
      response.writeHead(204).end();
    }
  }

  async close() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }
}
