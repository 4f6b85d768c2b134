// Ends of a sealed chat that have no keys (protocol, section 4, rule 7): what they cannot read they do not acknowledge,
// or it would be shown as delivered and be read by nobody.
//
// The plan: an operator's window that is reloaded, twice, and one that comes when another page has answered the commit,
// before an edge that says what the test has it say. Then both ends before a real queue.

import assert from "node:assert/strict";
import { test } from "node:test";

import { openDesks } from "./support/desk.mjs";
import { openLibrary } from "./support/library.mjs";
import { commit } from "./support/otr.mjs";
import { chatId, held } from "./support/pretended_edge.mjs";

/** Milliseconds after which a frame that was waited for does not come any more. */
const SAID_MAX = 20_000;

const QUESTION = "Where do I find the old county maps?";
const ANSWER = "In the map room on the second floor.";

const desks = openDesks("ends-without-keys-desk");
const library = openLibrary("ends-without-keys");

const sealedChat = (accepted, entries) =>
  held(1, { kind: "sealed", skin: "sealed", epoch: 1, sent: { accepted, delivered: 0 }, entries });

const begins = (seq, epoch) => ({ seq, at: Date.now(), content: { key_exchange: { epoch, commit: commit() } } });

/** A line that the guest has sealed with keys of this epoch, which the window does not have. */
const sealedLine = (seq, epoch) => ({
  seq,
  at: Date.now(),
  content: { message: { from: "guest", body: { sealed: { epoch, text: "?OTR:AAMDAAAB." } } } },
});

/** What a desk has written: the number, the epoch, and what kind of line. */
const written = ({ message }) => {
  const { number, body } = message.message;
  return [number, body.sealed.epoch, /^\?OTR(v3\?|:AAM.)/.exec(body.sealed.text)[0]];
};

const acknowledged = (edge) => edge.said.flatMap(({ ack }) => ack?.received ?? []);

/** Waits until the desk has said something of which this holds. */
function says(edge, holds) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not among ${JSON.stringify(edge.said)}`)), SAID_MAX);
    edge.onFrame = () => {
      if (edge.said.some(holds)) {
        clearTimeout(timer);
        resolve();
      }
    };
    edge.onFrame();
  });
}

const asks = (edge, number) => says(edge, ({ message }) => message?.message.number === number);

const acknowledges = (edge, seq) => says(edge, ({ ack }) => ack?.received === seq);

test("a desk that was reloaded acknowledges nothing of a sealed chat before the next commit has come", async () => {
  const { edge, desk } = await desks.opens({ chats: [sealedChat(0, [begins(1, 1)])] });
  await acknowledges(edge, 1);

  edge.welcome = { chats: [sealedChat(1, [sealedLine(2, 1)])] };
  await desk.page.reload();
  await asks(edge, 2);
  edge.says({ entry: { chat: chatId(1), entry: sealedLine(3, 1) } });

  edge.welcome = { chats: [sealedChat(2, [sealedLine(2, 1), sealedLine(3, 1)])] };
  await desk.page.reload();
  await asks(edge, 3);
  edge.says({ entry: { chat: chatId(1), entry: sealedLine(4, 1) } });
  edge.says({ entry: { chat: chatId(1), entry: begins(5, 2) } });
  await acknowledges(edge, 5);

  assert.deepEqual(acknowledged(edge), [1, 5]);
  const cursors = edge.said.flatMap(({ hello }) => (hello ? [hello.chats.map(({ received }) => received)] : []));
  assert.deepEqual(cursors, [[], [1], [1]]);
  assert.deepEqual(edge.said.filter((frame) => frame.message).map(written), [
    [1, 1, "?OTR:AAMK"],
    [2, 1, "?OTRv3?"],
    [3, 1, "?OTRv3?"],
    [4, 2, "?OTR:AAMK"],
  ]);
});

test("a desk that comes when another page has answered the commit acknowledges nothing before the next", async () => {
  const { edge } = await desks.opens({ chats: [sealedChat(1, [begins(1, 1), sealedLine(2, 1)])] });
  await asks(edge, 2);
  edge.says({ entry: { chat: chatId(1), entry: sealedLine(3, 1) } });
  edge.says({ entry: { chat: chatId(1), entry: begins(4, 2) } });
  await acknowledges(edge, 4);
  assert.deepEqual(acknowledged(edge), [4]);
  assert.deepEqual(edge.said.filter((frame) => frame.message).map(written), [
    [2, 1, "?OTRv3?"],
    [3, 2, "?OTR:AAMK"],
  ]);
});

/** A guest whose question desk1 has answered. */
async function talking() {
  const [one, desk1] = await Promise.all([library.guest(), library.operator("desk1")]);
  await one.writes(QUESTION);
  await desk1.claims();
  await desk1.reads(QUESTION);
  await desk1.writes(ANSWER);
  await one.reads(ANSWER);
  return [one, desk1];
}

/** What goes over the sockets of a page from now on, in order: the kinds of the frames, those sent with a mark. */
function frames(page) {
  const kinds = [];
  const kindOf = (payload) => {
    const frame = payload.startsWith("{") ? JSON.parse(payload) : {};
    return Object.keys(frame.entry?.entry?.content ?? frame.entry?.content ?? frame)[0];
  };
  page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => kinds.push(`> ${kindOf(payload)}`));
    socket.on("framereceived", ({ payload }) => kinds.push(kindOf(payload)));
  });
  return kinds;
}

/** What lies between the last of the one kind and the first of the other after it. */
function between(kinds, from, to) {
  const begin = kinds.lastIndexOf(from);
  const end = kinds.indexOf(to, begin);
  assert.ok(begin >= 0 && end > begin, `${from}, then ${to}: ${kinds}`);
  return kinds.slice(begin, end);
}

test("what came to an operator without keys while the guest was away is read when the guest is back", async () => {
  const [one, desk1] = await talking();
  await desk1.page.goto("about:blank");
  await one.isTold("Ann has lost the connection");
  await one.writes("Is anybody there?");
  await one.isSent("Is anybody there?");
  await one.page.context().setOffline(true);
  await one.isTold("You are not connected to the desk.");

  const kinds = frames(desk1.page);
  await desk1.page.goto(library.server.console);
  await desk1.isTold("The guest has not been connected");
  await desk1.page.reload();
  await desk1.isTold("The guest has not been connected");
  assert.ok(!kinds.includes("> ack"), `${kinds}`);

  await one.page.context().setOffline(false);
  await desk1.reads("Is anybody there?");
  await one.hasDelivered("Is anybody there?");
  assert.ok(!between(kinds, "> hello", "key_exchange").includes("> ack"), `${kinds}`);
  assert.deepEqual(await desk1.conversation(), [
    ["theirs", QUESTION],
    ["ours", ANSWER],
    ["theirs", "Is anybody there?"],
  ]);
});

test("a guest's page that was reloaded acknowledges nothing before it hears which epoch it has begun", async () => {
  const [one, desk1] = await talking();
  await one.page.goto("about:blank");
  await desk1.isTold("The guest has not been connected");
  for (const text of ["They close at five.", "Shall I put one by?"]) {
    await desk1.writes(text);
    await desk1.isSent(text);
  }
  const kinds = frames(one.page);
  await one.page.goto(library.server.demo);
  await one.reads("Shall I put one by?");
  await desk1.hasDelivered("Shall I put one by?");
  const unheard = between(kinds, "> resume", "epoch");
  assert.ok(unheard.includes("> key_exchange") && !unheard.includes("> ack"), `${kinds}`);
  assert.deepEqual(await one.conversation(), [
    ["ours", QUESTION],
    ["theirs", ANSWER],
    ["theirs", "They close at five."],
    ["theirs", "Shall I put one by?"],
  ]);
});
