// What the service sees of a sealed chat: not a word.
//
// The plan: unusual words are written by both ends, before and after the keys are exchanged, while the other end is
// away so that the service has to keep them, and through reloads of both pages. Then they are looked for in every file
// of the Worker's storage, in everything that went over the wire, and in all the server has printed. That the search
// finds what is there is shown by the guest's page, which is no secret; but what was asked of that page is nobody's business.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./support/browser.mjs";
import { Guest } from "./support/guest.mjs";
import { Operator } from "./support/operator.mjs";
import { filesIn, placesOf } from "./support/search.mjs";
import { Server } from "./support/server.mjs";

const IN_THE_ADDRESS = "quokkalantern";
const FIRST = "zephyrmarzipan";
const ANSWER = "obsidiantrombone";
const KEPT_FOR_THE_DESK = "velvetisotherm";
const KEPT_FOR_THE_GUEST = "cobaltmarimba";
const AFTER_RELOADS = "thistlegondola";
const NEVER_SENT = "ambercalliope";
const SECRETS = [FIRST, ANSWER, KEPT_FOR_THE_DESK, KEPT_FOR_THE_GUEST, AFTER_RELOADS, NEVER_SENT];

let server, browser;

before(async () => {
  server = await Server.start();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Whatever is kept or printed by the service at this moment. */
async function keptAndPrinted() {
  const stored = await filesIn(server.edge);
  return [...stored, ["the server's log", await server.log()], ["the command's output", Buffer.from(server.run.printed)]];
}

/** Whatever has gone between these people's browsers and the service. */
async function carried(...people) {
  const places = await Promise.all(
    people.map(async ({ name, traffic }) => {
      const { sent, received } = await traffic.bytes();
      return [[`sent by ${name}`, sent], [`received by ${name}`, received]];
    }),
  );
  return places.flat();
}

function assertInNone(places) {
  for (const word of SECRETS) {
    assert.deepEqual(placesOf(word, places), [], `"${word}" is somewhere`);
  }
}

test("nothing that is written in a sealed chat can be found anywhere outside of the two browsers", async () => {
  const desk1 = await Operator.signIn(browser, server, "desk1");
  const guest = await Guest.arrive(browser, server, { page: `${server.demo}/?about=${IN_THE_ADDRESS}` });
  await guest.opens();
  await guest.writes(`A first question about ${FIRST}.`);
  await desk1.claims();
  await desk1.reads(`A first question about ${FIRST}.`);
  await desk1.writes(`An answer with ${ANSWER}.`);
  await guest.reads(`An answer with ${ANSWER}.`);

  await desk1.page.goto("about:blank");
  await guest.isTold("Ann has lost the connection");
  await guest.writes(`Written to nobody: ${KEPT_FOR_THE_DESK}.`);
  await guest.isSent(`Written to nobody: ${KEPT_FOR_THE_DESK}.`);
  const meanwhile = await keptAndPrinted();
  assertInNone(meanwhile);
  assert.ok(meanwhile.some(([, bytes]) => bytes.includes("?OTR:")), "what waits for the desk is stored, sealed");
  await desk1.page.goto(server.console);
  await desk1.reads(`Written to nobody: ${KEPT_FOR_THE_DESK}.`);

  const address = guest.page.url();
  await guest.page.goto("about:blank");
  await desk1.isTold("The guest has not been connected");
  await desk1.writes(`Also to nobody: ${KEPT_FOR_THE_GUEST}.`);
  await desk1.isSent(`Also to nobody: ${KEPT_FOR_THE_GUEST}.`);
  assertInNone(await keptAndPrinted());
  await guest.page.goto(address);
  await guest.reads(`Also to nobody: ${KEPT_FOR_THE_GUEST}.`);

  await Promise.all([guest.page.reload(), desk1.page.reload()]);
  await Promise.all([guest.isVerified(), desk1.isSealed()]);
  await guest.writes(`And at last ${AFTER_RELOADS}.`);
  await desk1.reads(`And at last ${AFTER_RELOADS}.`);
  await guest.field.fill(`A draft with ${NEVER_SENT}`);
  await desk1.typing.getByText("is writing").waitFor();

  const inTheTab = await guest.widget.locator("body").evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  assert.match(inTheTab, /hushdesk\.chat\.reference/);
  assertInNone([["the storage of the guest's tab", Buffer.from(inTheTab)]]);

  await guest.ends();
  await desk1.isTold("The guest has ended the chat.");
  const everywhere = [...(await keptAndPrinted()), ...(await carried(guest, desk1))];
  assertInNone(everywhere);

  const searched = [...meanwhile, ...everywhere];
  const { host, pathname } = new URL(server.demo);
  const found = placesOf(`${host}${pathname}`, searched);
  const asked = placesOf(IN_THE_ADDRESS, searched);
  for (const place of ["sent by the guest", "received by desk1", server.edge]) {
    assert.ok(found.some((known) => known.startsWith(place)), `the page is found in what was ${place}`);
  }
  for (const place of ["received by desk1", server.edge]) {
    assert.ok(!asked.some((known) => known.startsWith(place)), `what was asked of it is found in what was ${place}`);
  }
  assert.ok(!JSON.stringify(guest.traffic.sentFrames()).includes(IN_THE_ADDRESS));
  const log = everywhere.filter(([place]) => place === "the server's log");
  assert.deepEqual(placesOf("GET /api/v1/queues/reference/guest", log), ["the server's log"]);
  await Promise.all([guest.close(), desk1.close()]);
});

test("the search finds a word however it is written down", () => {
  const word = "quokkalantern";
  const written = [
    `about ${word}.`,
    Buffer.from(`about ${word}.`, "utf16le"),
    Buffer.from(`about ${word}.`).toString("hex"),
    ...["", "a", "ab"].map((before) => Buffer.from(`${before}${word} and more`).toString("base64")),
  ];
  for (const bytes of written) {
    assert.deepEqual(placesOf(word, [["here", Buffer.from(bytes)]]), ["here"], `${bytes}`);
    assert.deepEqual(placesOf("obsidiantrombone", [["here", Buffer.from(bytes)]]), []);
  }
});
