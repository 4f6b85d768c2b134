// What a window's browser and the server say to each other.

/** Everything, as it goes over the wire: the frames of all sockets, and addresses, headers and bodies. */
export class Traffic {
  /** @param {import("playwright-core").Page} page a page that has not been anywhere yet */
  constructor(page) {
    /** Frames that the browser sent. @type {string[]} */
    this.sent = [];
    /** Frames that it received. @type {string[]} */
    this.received = [];
    /** Where its sockets went, in order. @type {string[]} */
    this.sockets = [];
    this.requests = [];
    page.on("websocket", (socket) => {
      this.sockets.push(socket.url());
      socket.on("framesent", ({ payload }) => this.sent.push(`${payload}`));
      socket.on("framereceived", ({ payload }) => this.received.push(`${payload}`));
    });
    page.on("request", (request) => this.requests.push(exchange(request)));
  }

  /** The frames that the browser sent, but for the pings. */
  sentFrames() {
    return this.sent.filter((frame) => frame !== "ping").map((frame) => JSON.parse(frame));
  }

  /** Everything the browser sent, and everything it received, each in one piece. */
  async bytes() {
    const requests = await Promise.all(this.requests);
    const sent = requests.map(([sent]) => sent);
    const received = requests.map(([, received]) => received);
    return {
      sent: Buffer.from([...this.sent, ...sent].join("\n")),
      received: Buffer.concat([Buffer.from(this.received.join("\n")), ...received]),
    };
  }
}

/** A request and its answer; nothing of the answer where there is none, as after a page has gone. */
async function exchange(request) {
  const response = await request.response().catch(() => null);
  const headers = async (of) => JSON.stringify(await of.headersArray().catch(() => []));
  const sent = [request.method(), request.url(), await headers(request), request.postData()];
  const received = response ? Buffer.from(await headers(response)) : Buffer.alloc(0);
  const body = (await response?.body().catch(() => null)) ?? Buffer.alloc(0);
  return [sent.join("\n"), Buffer.concat([received, body])];
}
