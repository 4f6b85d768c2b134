// Chats under load: both ends of each keep some texts under way and acknowledge every fourth; then one text at a time.
//
//   node load.mjs bare|storing|hushdesk ORIGIN CHATS TEXTS PROCESS_GROUP [SETUP_CODE]
//
// Prints one line of JSON: deliveries a second, processor time of the server's processes for each, and how long a text
// takes, in milliseconds, under load and at rest.

import fs from 'node:fs';
import { randomBytes } from 'node:crypto';

const [kind, origin, chatCount, textCount, group, setupCode] = process.argv.slice(2);
const CHATS = Number(chatCount);
const TEXTS = Number(textCount);

/** How many texts of an end are under way at once. */
const UNDER_WAY = 8;
/** How many entries an acknowledgement covers. */
const ACKNOWLEDGED_AT_ONCE = 4;
const TEXT = 'x'.repeat(100);
const AT_REST = 50;
/** Operators' windows share the chats. */
const SEATS = Math.min(CHATS, 10);

const sockets = [];
/** Whether sockets may close. */
let isOver = false;

function fail(why) {
  console.error(why);
  process.exit(1);
}

const hex = (bytes) => randomBytes(bytes).toString('hex');
const percentile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];

function socket(path, headers) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(origin.replace('http', 'ws') + path, { headers });
    sockets.push(socket);
    socket.onopen = () => resolve(socket);
    socket.onclose = ({ code }) => {
      if (!isOver) fail(`a socket was closed: ${code}`);
    };
    socket.onerror = (event) => reject(new Error(`${path}: ${event.message ?? event.error}`));
  });
}

/** Hears frames; answers the edge when it asks whether anybody is there. */
function listen(line, hear) {
  line.onmessage = ({ data }) => {
    if (data === 'ping') line.send('ping');
    else if (data !== 'pong') hear(JSON.parse(data));
  };
}

/** An end of a chat: what it says goes through `send`, what it hears comes through `heard`. */
class End {
  number = 0;
  unacknowledged = 0;

  constructor(send, ack) {
    this.send = send;
    this.ack = ack;
  }

  say(text) {
    this.number += 1;
    this.send(this.number, text);
  }

  /** Something has come that is to be acknowledged. */
  receive(seq, isText) {
    this.unacknowledged += 1;
    if (this.unacknowledged >= ACKNOWLEDGED_AT_ONCE) {
      this.unacknowledged = 0;
      this.ack(seq);
    }
    if (isText) this.heard();
  }
}

async function plainChat(index) {
  const chat = `chat${index}-${hex(4)}`;
  const end = async (name) => {
    const line = await socket(`/?chat=${chat}&end=${name}`);
    const ack = kind === 'storing' ? (seq) => line.send(JSON.stringify({ ack: seq })) : () => {};
    const it = new End((number, text) => line.send(JSON.stringify({ number, text })), ack);
    listen(line, (frame) => {
      if (frame.text !== undefined) it.receive(frame.seq, true);
    });
    return it;
  };
  return { guest: await end('guest'), operator: await end('operator') };
}

async function request(path, options) {
  return fetch(origin + path, { ...options, headers: { 'X-Hushdesk': '1', ...options.headers } });
}

function post(path, body, headers = {}) {
  const json = JSON.stringify(body);
  return request(path, { method: 'POST', body: json, headers: { 'Content-Type': 'application/json', ...headers } });
}

const password = (name) => `${name}-password`;
const OPERATORS = ['desk1', 'desk2', 'desk3'];

async function setUp() {
  const operator = (name, role) => ({ name, password: password(name), role });
  const answer = await post('/api/v1/setup', {
    demonstration: false,
    organisation: 'A benchmark',
    operators: [operator('admin', 'administrator'), ...OPERATORS.map((name) => operator(name, 'operator'))],
    queues: [{ name: 'reference', title: 'Ask a librarian', operators: OPERATORS }],
    skins: [{ name: 'open', title: 'Ask us', sealing: 'open' }],
    snippets: [{ name: 'reference', queue: 'reference', skin: 'open' }],
  }, { Authorization: `Bearer ${setupCode}` });
  if (answer.status !== 201 && answer.status !== 409) throw new Error(`set-up: ${await answer.text()}`);
}

const named = (frame) => (typeof frame === 'string' ? [frame, null] : Object.entries(frame)[0]);

class Seat {
  chats = new Map();

  async open(name) {
    const signedIn = await post('/api/v1/session', { name, password: password(name) });
    const cookie = signedIn.headers.get('set-cookie').split(';')[0];
    this.line = await socket('/api/v1/queues/reference/desk', { cookie, origin });
    await new Promise((welcomed) => {
      listen(this.line, (frame) => {
        const [name, fields] = named(frame);
        if (name === 'welcome') welcomed();
        else this.hear(name, fields);
      });
      this.say({ hello: { version: 1, seat: hex(16), chats: [] } });
    });
    return this;
  }

  say(frame) {
    this.line.send(JSON.stringify(frame));
  }

  hear(name, fields) {
    const chat = fields && this.chats.get(fields.chat);
    if (!chat) return;
    if (name === 'claimed') chat.claimed(fields);
    if (name === 'entry' && chat.end) chat.end.receive(fields.entry.seq, fields.entry.content.message !== undefined);
    if (name === 'refused') throw new Error(`an operator is refused: ${JSON.stringify(fields)}`);
  }

  /** Claims a chat as soon as it is offered. */
  claim(chat) {
    return new Promise((resolve) => {
      const claimed = ({ lease }) => {
        const said = (number, text) => this.say({ message: { chat, lease, message: { number, body: { open: { text } } } } });
        const end = new End(said, (received) => this.say({ ack: { chat, lease, received } }));
        this.chats.get(chat).end = end;
        resolve(end);
      };
      this.chats.set(chat, { claimed });
      this.say({ claim: { chat } });
    });
  }
}

async function hushdeskChat(seat) {
  const chat = hex(16);
  const line = await socket('/api/v1/queues/reference/guest?snippet=reference', { origin });
  const guest = new End(
    (number, text) => line.send(JSON.stringify({ message: { number, body: { open: { text } } } })),
    (received) => line.send(JSON.stringify({ ack: { received } })),
  );
  await new Promise((opened) => {
    listen(line, (frame) => {
      const [name, fields] = named(frame);
      if (name === 'chat') opened();
      if (name === 'entry') guest.receive(fields.seq, fields.content.message !== undefined);
      if (name === 'refused') throw new Error(`a guest is refused: ${JSON.stringify(fields)}`);
    });
    line.send(JSON.stringify({ open: { version: 1, chat, token: hex(32), opening: 'open', page: null } }));
  });
  const operator = await seat.claim(chat);
  return { guest, operator, leave: () => line.send('"end"') };
}

async function hushdeskChats() {
  await setUp();
  const seats = [];
  for (let index = 0; index < SEATS; index += 1) {
    seats.push(await new Seat().open(OPERATORS[index % OPERATORS.length]));
  }
  const chats = [];
  for (let index = 0; index < CHATS; index += 1) chats.push(await hushdeskChat(seats[index % SEATS]));
  return chats;
}

async function plainChats() {
  const chats = [];
  for (let index = 0; index < CHATS; index += 1) chats.push(await plainChat(index));
  return chats;
}

/** Milliseconds of processor time that the server's processes have used; a hundredth of a second is what Linux counts. */
function processorTime() {
  let ticks = 0;
  for (const id of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = fs.readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1].split(' ');
      if (fields[2] === group) ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // It has ended meanwhile.
    }
  }
  return ticks * 10;
}

/** Both ends write and read until all texts are there. Gives how long each took. */
function talk({ guest, operator }) {
  const took = [];
  const begin = (reader, writer, done) => {
    const said = [];
    let left = TEXTS;
    const say = () => {
      if (left > 0) {
        left -= 1;
        said.push(performance.now());
        writer.say(TEXT);
      }
    };
    reader.heard = () => {
      took.push(performance.now() - said.shift());
      if (left === 0 && said.length === 0) done();
      else say();
    };
    for (let count = 0; count < UNDER_WAY; count += 1) say();
  };
  const heard = (reader, writer) => new Promise((done) => begin(reader, writer, done));
  return Promise.all([heard(guest, operator), heard(operator, guest)]).then(() => took);
}

async function atRest({ guest, operator }) {
  const took = [];
  for (let count = 0; count < AT_REST; count += 1) {
    const begun = performance.now();
    await new Promise((heard) => {
      guest.heard = heard;
      operator.say(TEXT);
    });
    took.push(performance.now() - begun);
  }
  return took.sort((one, other) => one - other);
}

const chats = kind === 'hushdesk' ? await hushdeskChats() : await plainChats();
const [begun, used] = [performance.now(), processorTime()];
const took = (await Promise.all(chats.map(talk))).flat().sort((one, other) => one - other);
const [seconds, cpu] = [(performance.now() - begun) / 1000, processorTime() - used];
const rest = await atRest(chats[0]);
const line = {
  impl: kind,
  chats: CHATS,
  deliveries: took.length / seconds,
  cpu: cpu / took.length,
  loaded: percentile(took, 0.5),
  loaded_99: percentile(took, 0.99),
  rest: percentile(rest, 0.5),
};
console.log(JSON.stringify(line));
isOver = true;
for (const chat of chats) chat.leave?.();
setTimeout(() => {
  for (const line of sockets) line.close();
  setTimeout(() => process.exit(0), 200);
}, 300);
