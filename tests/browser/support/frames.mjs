// What a window's browser and the server say to each other.

/** Everything, as it goes over the wire: addresses, HTTP bodies, and the frames of all sockets. */
export class Traffic {
  /** @param {import("playwright-core").Page} page a page that has not been anywhere yet */
  constructor(page) {
    /** Frames that the browser sent. @type {string[]} */
    this.sent = [];
    /** Frames that it received. @type {string[]} */
    this.received = [];
    /** Addresses and bodies of requests and answers. @type {(string | Promise<Buffer>)[]} */
    this.http = [];
    page.on("websocket", (socket) => {
      this.http.push(socket.url());
      socket.on("framesent", ({ payload }) => this.sent.push(`${payload}`));
      socket.on("framereceived", ({ payload }) => this.received.push(`${payload}`));
    });
    page.on("request", (request) => this.http.push(request.url(), request.postData() ?? ""));
    page.on("response", (response) => this.http.push(body(response)));
  }

  /** The frames that the browser sent, but for the pings. */
  sentFrames() {
    return this.sent.filter((frame) => frame.startsWith("{")).map((frame) => JSON.parse(frame));
  }

  /** All of it, in one piece. */
  async bytes() {
    const parts = [...this.sent, ...this.received, ...(await Promise.all(this.http))];
    return Buffer.concat(parts.map((part) => Buffer.from(part)));
  }
}

/** What a page that has gone or a redirection had in its body is not known, and none of ours. */
async function body(response) {
  const known = await response.body().catch(() => Buffer.alloc(0));
  const headers = await response.allHeaders().catch(() => ({}));
  return Buffer.concat([Buffer.from(JSON.stringify(headers)), known]);
}
