// One end of an OTR conversation as a process that reads commands and writes events, a line each: the twin of
// examples/peer, over the npm package.
//
// `tests/interop/PROTOCOL.md` describes the lines. `cargo xtask npm` makes the package.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Conversation, Identity } from '../../target/npm/otr-wasm/node.js';

const about = new URL('../../target/npm/otr-wasm/package.json', import.meta.url);
const { version } = JSON.parse(readFileSync(about, 'utf8'));

const say = (...words) => process.stdout.write(`${words.join(' ')}\n`);
const encode = (bytes) => Buffer.from(bytes).toString('base64');
const decode = (word) => Buffer.from(word ?? '', 'base64');
const text = (word) => decode(word).toString('utf8');
const hex = (bytes) => Buffer.from(bytes).toString('hex');
const tag = (number) => number.toString(16).padStart(8, '0');

const { values: options } = parseArgs({
  options: {
    key: { type: 'string' },
    instag: { type: 'string' },
    policy: { type: 'string', default: 'v2,v3' },
    maxsize: { type: 'string', default: '0' },
  },
});

/** The first key of the file; a new one if there is no file. */
function loadKey(file) {
  if (file && existsSync(file)) return Identity.readLibotr(readFileSync(file)).accounts[0].identity;
  const identity = Identity.generate();
  if (file) writeFileSync(file, identity.toLibotr('peer', 'otrpeer'), { mode: 0o600 });
  return identity;
}

/** The policy that a list such as `v2,v3,require` names. */
function policy(list) {
  const names = new Set(list.split(/[,+|]/));
  return {
    allowV2: names.has('v2'),
    allowV3: names.has('v3'),
    requireEncryption: names.has('require'),
    sendWhitespaceTag: names.has('ws-send'),
    startOnWhitespaceTag: names.has('ws-start'),
    startOnError: names.has('error-start'),
  };
}

let clock = 0; // Seconds the clock was moved forward.
const conversation = new Conversation({
  identity: loadKey(options.key),
  instanceTag: options.instag ? Number.parseInt(options.instag, 16) : undefined,
  longestLine: Number(options.maxsize),
  now: () => Date.now() + clock * 1000,
  ...policy(options.policy),
});

const extraKey = (direction, { usage, key, context }) =>
  say('EXTRAKEY', direction, usage, hex(key), encode(context));

const VERDICTS = { verified: 'ok', failed: 'fail', aborted: 'abort', cheated: 'cheated' };

/** An event's line. */
const shown = {
  text: ({ text, encrypted, expected }) =>
    encrypted || expected
      ? say('PLAIN', encode(text))
      : say('EVENT rcvdmsg_unencrypted', encode(text)),
  encrypted: () => say('EVENT gone_secure'),
  finished: () => say('EVENT finished'),
  tlv: ({ kind, value }) => say('TLV', kind, encode(value)),
  smp: ({ result, question }) => {
    if (result !== 'asked') say('SMP', VERDICTS[result]);
    else say('SMP asked', ...(question === null ? [] : [encode(question)]));
  },
  extraKey: (event) => extraKey('rcvd', event),
  queried: ({ version }) => say(`EVENT queried v${version}`),
  error: ({ text }) => say('EVENT error', encode(text)),
  resent: ({ text }) => say('EVENT resent', encode(text)),
  rejected: ({ reason }) => say('EVENT rejected', encode(reason)),
};
for (const [type, show] of Object.entries(shown)) conversation.on(type, show);
conversation.on('send', (line) => say('WIRE', encode(line)));

function stateLine() {
  const { state, session } = conversation;
  return session ? `STATE encrypted ${session.fingerprint} v${session.version}` : `STATE ${state} - v0`;
}

let shownState = stateLine();

function session() {
  if (conversation.session === null) throw new Error('not-encrypted');
  return conversation.session;
}

const commands = {
  RECV: (line) => conversation.receive(text(line)),
  SEND: (line) => conversation.send(text(line)),
  SENDTLV: (kind, value, line) =>
    conversation.send(text(line), [{ kind: Number(kind), value: decode(value) }]),
  QUERY: () => conversation.query(),
  'SMP-START': (secret, question) =>
    conversation.startSmp(decode(secret), question === undefined ? undefined : text(question)),
  'SMP-ANSWER': (secret) => conversation.answerSmp(decode(secret)),
  'SMP-ABORT': () => conversation.abortSmp(),
  EXTRAKEY: (usage, context) => {
    const { key } = conversation.extraKey(Number(usage), decode(context));
    extraKey('sent', { usage, key, context: decode(context) });
  },
  END: () => conversation.end(),
  MAXSIZE: (length) => conversation.setPolicy({ longestLine: Number(length) }),
  POLICY: (list) => conversation.setPolicy(policy(list)),
  CLOCK: (seconds) => {
    clock += Number(seconds);
  },
  FINGERPRINT: () => say('FINGERPRINT', conversation.identity.fingerprint),
  SSID: () => say('SSID', session().sessionId, session().ourHalf),
  INSTAG: () =>
    say('INSTAG', tag(conversation.instanceTag), tag(conversation.theirInstanceTag ?? 0)),
  STATE: () => say(stateLine()),
  SYNC: (token) => {
    if (stateLine() !== shownState) say((shownState = stateLine()));
    say('SYNC', token);
  },
  '': () => {},
};

say('READY otr-wasm-npm', version, conversation.identity.fingerprint, tag(conversation.instanceTag));
for await (const line of createInterface({ input: process.stdin, terminal: false })) {
  if (line === 'QUIT') break;
  const [name, ...words] = line.split(' '); // A space at the end stands before an empty word.
  try {
    if (!(name in commands)) throw new Error(`bad-command ${name}`);
    commands[name](...words);
  } catch (error) {
    say('ERR', error.message);
  }
}
