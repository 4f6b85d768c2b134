#!/usr/bin/env node
// Firefox, as Playwright starts it to drive it by WebDriver BiDi: the program that `FIREFOX` names, with what Playwright asks of
// it and Debian's long-lived release has not yet answered in its place. These are emulations (colour scheme, screen) and the
// keeping of answers' bodies, of which no test in Firefox makes use.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { WebSocket, WebSocketServer } from "ws";

/** The line in which Firefox says where it listens. */
const LISTENS = /WebDriver BiDi listening on (ws:\/\/\S+)/;

/** What may be left out. */
const LEFT_OUT = /^(emulation\.|browser\.setDownloadBehavior$|network\.addDataCollector$)/;

const firefox = spawn(process.env.FIREFOX, process.argv.slice(2), { stdio: ["ignore", "inherit", "pipe"] });
firefox.on("exit", (code) => process.exit(code ?? 1));
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => firefox.kill(signal));
}
for await (const line of createInterface(firefox.stderr)) {
  const address = LISTENS.exec(line)?.[1];
  console.error(address ? `WebDriver BiDi listening on ${await relay(address)}` : line);
}

/** Listens in Firefox's place. */
async function relay(address) {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  server.on("connection", (driver, { url }) => connect(driver, new WebSocket(new URL(url, address))));
  return `ws://127.0.0.1:${server.address().port}`;
}

/** Hands on what both say. */
async function connect(driver, browser) {
  const leftOut = new Set();
  const waiting = [];
  driver.on("message", (message) => {
    const { id, method } = JSON.parse(message);
    if (LEFT_OUT.test(method)) leftOut.add(id);
    waiting.push(message.toString());
    flush();
  });
  browser.on("open", flush);
  browser.on("message", (message) => {
    const { id, error } = JSON.parse(message);
    const isLeftOut = leftOut.delete(id) && error === "unknown command";
    driver.send(isLeftOut ? JSON.stringify({ type: "success", id, result: {} }) : message.toString());
  });
  driver.on("close", () => browser.close());
  browser.on("close", () => driver.close());

  function flush() {
    while (browser.readyState === WebSocket.OPEN && waiting.length > 0) browser.send(waiting.shift());
  }
}
