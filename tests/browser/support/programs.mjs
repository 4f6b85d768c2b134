// Operators in programs made of other people's XMPP libraries, each as its documentation has it used: strophe.js in a page,
// xmpp.js and stanza.js in Node; over polls (XEP-0206) and over a socket (RFC 7395).

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

import { OwnProgram } from "./own_program.mjs";

const STROPHE = fileURLToPath(new URL("../../../node_modules/strophe.js/dist/strophe.esm.js", import.meta.url));

class LibraryProgram extends OwnProgram {
  /** Somebody who signs in to their queues. `over` is "polls" or "socket". */
  static async signIn(library, name, over) {
    const program = await this.of(library.server, name);
    program.address = over === "polls" ? `${program.origin}/http-bind` : `${program.origin}/xmpp-websocket`.replace(/^http/, "ws");
    program.jid = `${name}@${program.host}`;
    await program.comes(over, library.browser);
    return program;
  }

  hasMessage(from, text) {
    this.tells(`MSG ${bare(from)} ${text}`.replaceAll("\n", "\\n"));
  }

  hasPresence(from, type) {
    this.tells(`PRESENCE ${bare(from)} ${type ?? "available"}`);
  }

  /** For a test that fails: there is no page to take a picture of. */
  get page() {
    return { screenshot: async () => {} };
  }

  async close() {}
}

export class Strophe extends LibraryProgram {
  /** Opens a page of a site that is none of ours. */
  async #opensPage() {
    this.site = createServer(({ url }, response) => {
      const isScript = url.endsWith(".js");
      response.setHeader("Content-Type", isScript ? "text/javascript" : "text/html");
      response.end(isScript ? readFileSync(STROPHE) : "<!DOCTYPE html>");
    });
    this.site.listen(0, "127.0.0.1");
    await once(this.site, "listening");
    await this.window.goto(`http://127.0.0.1:${this.site.address().port}/`);
  }

  async comes(_over, browser) {
    this.window = await browser.newPage();
    await this.#opensPage();
    await this.window.exposeFunction("hasMessage", (from, text) => this.hasMessage(from, text));
    await this.window.exposeFunction("hasPresence", (from, type) => this.hasPresence(from, type));
    const { address, jid, made: { password } } = this;
    await this.window.evaluate(async ({ address, jid, password }) => {
      const { Strophe, $pres } = await import("/strophe.js");
      const connection = new Strophe.Connection(address);
      globalThis.connection = connection;
      const onMessage = (message) => {
        const body = message.querySelector("body");
        if (body) globalThis.hasMessage(message.getAttribute("from"), body.textContent);
        return true;
      };
      const onPresence = (presence) => {
        globalThis.hasPresence(presence.getAttribute("from"), presence.getAttribute("type"));
        return true;
      };
      await new Promise((done, fail) => {
        connection.connect(`${jid}/strophe`, password, (status, reason) => {
          const { AUTHFAIL, CONNECTED, CONNFAIL, DISCONNECTED, ERROR } = Strophe.Status;
          if (status === CONNECTED) done();
          if (status === DISCONNECTED) globalThis.left?.();
          if ([AUTHFAIL, CONNFAIL, ERROR].includes(status)) fail(new Error(`${status}: ${reason}`));
        });
      });
      connection.addHandler(onMessage, null, "message");
      connection.addHandler(onPresence, null, "presence");
      connection.send($pres());
    }, { address, jid, password });
  }

  sends(to, text) {
    return this.window.evaluate(async ([to, text]) => {
      const { $msg } = await import("/strophe.js");
      globalThis.connection.send($msg({ to, type: "chat" }).c("body").t(text));
    }, [to, text]);
  }

  async leaves() {
    await this.window.evaluate(() => new Promise((left) => {
      globalThis.left = left;
      globalThis.connection.disconnect();
    }));
    await this.window.close();
    this.site.closeAllConnections();
    this.site.close();
  }
}

export class XmppJs extends LibraryProgram {
  async comes() {
    const { client, xml } = await import("@xmpp/client");
    const { address: service, host: domain, name: username, made: { password } } = this;
    this.xml = xml;
    this.client = client({ service, domain, username, password, resource: "xmppjs" });
    this.client.on("error", (error) => this.tells(`ERROR ${error}`));
    this.client.on("stanza", (stanza) => {
      const { from, type } = stanza.attrs;
      if (stanza.is("message") && stanza.getChildText("body")) this.hasMessage(from, stanza.getChildText("body"));
      if (stanza.is("presence")) this.hasPresence(from, type);
    });
    await this.client.start();
    await this.client.send(xml("presence"));
  }

  sends(to, text) {
    return this.client.send(this.xml("message", { to, type: "chat" }, this.xml("body", {}, text)));
  }

  async leaves() {
    await this.client.stop();
  }
}

export class StanzaJs extends LibraryProgram {
  async comes(over) {
    const { createClient } = await import("stanza");
    const { address, jid, made: { password } } = this;
    const transports = { bosh: false, websocket: false, [over === "polls" ? "bosh" : "websocket"]: address };
    this.client = createClient({ jid, password, resource: "stanza", transports, autoReconnect: false });
    this.client.on("message", ({ from, body }) => body && this.hasMessage(from, body));
    this.client.on("presence", ({ from, type }) => this.hasPresence(from, type));
    await new Promise((done, fail) => {
      this.client.on("session:started", done);
      this.client.on("auth:failed", () => fail(new Error("the password is wrong")));
      this.client.on("disconnected", () => fail(new Error("it was disconnected")));
      this.client.connect();
    });
    await this.client.getRoster();
    this.client.sendPresence();
  }

  sends(to, body) {
    this.client.sendMessage({ to, type: "chat", body });
  }

  async leaves() {
    const gone = new Promise((done) => this.client.on("disconnected", done));
    this.client.disconnect();
    await gone;
  }
}

function bare(address) {
  return address.split("/")[0];
}
