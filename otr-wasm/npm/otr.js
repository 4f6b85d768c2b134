// The package's classes, around what is compiled. They hold no state of their own but listeners.
import * as raw from './otr_wasm.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A text as UTF-8, bytes as they are. */
const bytes = (value) => (typeof value === 'string' ? encoder.encode(value) : value);

/** What a file holds: its bytes read as UTF-8, a text as it is. */
const textOf = (file) => (typeof file === 'string' ? file : decoder.decode(file));

/** How long a search for parameters works before it lets others have their turn, in milliseconds. */
const STRETCH = 12;

/** Lets timers, input and painting have their turn. */
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

export class Identity {
  #raw;

  constructor(token) {
    if (!(token instanceof raw.RawIdentity)) {
      throw new TypeError('use Identity.generate(), Identity.search() or Identity.read…()');
    }
    this.#raw = token;
  }

  static generate() {
    return new Identity(raw.RawIdentity.generate());
  }

  static async search({ onProgress, signal } = {}) {
    const generation = new raw.RawGeneration();
    try {
      for (;;) {
        signal?.throwIfAborted();
        const until = performance.now() + STRETCH;
        let step;
        do {
          step = generation.step();
        } while (typeof step === 'number' && performance.now() < until);
        if (typeof step !== 'number') return new Identity(step);
        onProgress?.(step);
        await turn();
      }
    } finally {
      generation.free();
    }
  }

  static readLibotr(file) {
    const { accounts, unusable } = raw.RawIdentity.readLibotr(textOf(file));
    const usable = ({ identity, ...account }) => ({ ...account, identity: new Identity(identity) });
    return { accounts: accounts.map(usable), unusable };
  }

  static readPem(file) {
    return new Identity(raw.RawIdentity.readPem(textOf(file)));
  }

  toLibotr(name, protocol) {
    return writeLibotr([{ name, protocol, identity: this }]);
  }

  toPem() {
    return this.#raw.writePem();
  }

  publicPem() {
    return this.#raw.writePublicPem();
  }

  get fingerprint() {
    return this.#raw.fingerprint;
  }

  /** For `Conversation` alone. */
  static raw(identity) {
    return identity.#raw;
  }
}

const rawIdentity = Identity.raw;
delete Identity.raw;

/** The text of a libotr file with these accounts. */
export function writeLibotr(accounts) {
  const file = new raw.RawAccounts();
  try {
    for (const { name, protocol, identity } of accounts) {
      file.add(name, protocol, rawIdentity(identity));
    }
    return file.writeLibotr();
  } finally {
    file.free();
  }
}

/** Listeners, by the type of event they want to be told of. */
class Listeners {
  #byType = new Map();

  add(type, listener) {
    const listeners = this.#byType.get(type) ?? new Set();
    this.#byType.set(type, listeners.add(listener));
  }

  remove(type, listener) {
    this.#byType.get(type)?.delete(listener);
  }

  /** Tells all of them; what they throw goes on the list. */
  tell(type, value, thrown) {
    for (const listener of [...(this.#byType.get(type) ?? [])]) {
      try {
        listener(value);
      } catch (error) {
        thrown.push(error);
      }
    }
  }
}

/**
 * Tells everybody what a call did, after it is done: every line and every event, even if a listener throws.
 * What the listeners threw is thrown at the end.
 */
function tellAll(listeners, { send, events }) {
  const thrown = [];
  for (const line of send) for (const each of listeners) each.tell('send', line, thrown);
  for (const event of events) for (const each of listeners) each.tell(event.type, event, thrown);
  if (thrown.length === 1) throw thrown[0];
  if (thrown.length > 1) throw new AggregateError(thrown, 'several listeners have thrown');
}

/** For conversations that `Instances` holds: how they come about. */
const HELD = Symbol('held by Instances');

export class Conversation {
  #raw;
  #identity;
  #now;
  #listeners = new Listeners();
  #tell;

  constructor({ identity, now = Date.now, ...options }) {
    this.#identity = identity;
    this.#now = now;
    const held = options[HELD];
    this.#raw = held?.raw ?? new raw.RawConversation(rawIdentity(identity), options);
    this.#tell = held?.tell ?? ((output) => tellAll([this.#listeners], output));
    held?.listeners(this.#listeners);
  }

  on(type, listener) {
    this.#listeners.add(type, listener);
    return this;
  }

  off(type, listener) {
    this.#listeners.remove(type, listener);
    return this;
  }

  setPolicy(policy) {
    this.#raw.setPolicy(policy);
  }

  begin() {
    return this.#done(this.#raw.begin());
  }

  query() {
    return this.#done(this.#raw.query());
  }

  receive(line) {
    return this.#done(this.#raw.receive(line, this.#now()));
  }

  send(text, tlvs = []) {
    const kinds = Float64Array.from(tlvs, ({ kind }) => kind);
    const values = tlvs.map(({ value }) => bytes(value));
    return this.#done(this.#raw.send(text, kinds, values, this.#now()));
  }

  startSmp(secret, question) {
    return this.#done(this.#raw.startSmp(bytes(secret), question, this.#now()));
  }

  answerSmp(secret) {
    return this.#done(this.#raw.answerSmp(bytes(secret), this.#now()));
  }

  abortSmp() {
    return this.#done(this.#raw.abortSmp(this.#now()));
  }

  extraKey(usage, context = '') {
    return this.#done(this.#raw.extraKey(usage, bytes(context), this.#now()));
  }

  end() {
    return this.#done(this.#raw.end(this.#now()));
  }

  free() {
    this.#raw.free();
  }

  get identity() {
    return this.#identity;
  }

  get state() {
    return this.#raw.state;
  }

  get session() {
    return this.#raw.session;
  }

  get instanceTag() {
    return this.#raw.instanceTag;
  }

  get theirInstanceTag() {
    return this.#raw.theirInstanceTag ?? null;
  }

  #done(output) {
    this.#tell(output);
    return output;
  }
}

export class Instances {
  #raw;
  #identity;
  #now;
  #listeners = new Listeners();
  #whole;
  #clients = new Map();

  constructor({ identity, now = Date.now, ...options }) {
    this.#raw = new raw.RawInstances(rawIdentity(identity), options);
    this.#identity = identity;
    this.#now = now;
    this.#whole = this.#conversation(this.#raw.whole(), null);
  }

  on(type, listener) {
    this.#listeners.add(type, listener);
    return this;
  }

  off(type, listener) {
    this.#listeners.remove(type, listener);
    return this;
  }

  setPolicy(policy) {
    this.#raw.setPolicy(policy);
  }

  receive(line) {
    const output = this.#raw.receive(line, this.#now());
    const { instance, events } = output;
    const isKnown = this.#clients.has(instance);
    const conversation = isKnown ? null : this.instance(instance);
    if (conversation !== null) events.unshift({ type: 'instance', conversation });
    const { tell } = this.#clients.get(instance) ?? this.#clients.get(null);
    tell(output);
    return output;
  }

  send(text, tlvs) {
    return this.best.send(text, tlvs);
  }

  query() {
    return this.#whole.query();
  }

  begin() {
    return this.#whole.begin();
  }

  end() {
    const output = this.#raw.end(this.#now());
    this.#clients.get(null).tell(output);
    return output;
  }

  free() {
    for (const { conversation } of this.#clients.values()) conversation.free();
    this.#raw.free();
  }

  instance(tag) {
    if (!this.#raw.has(tag)) return null;
    const known = this.#clients.get(tag)?.conversation;
    return known ?? this.#conversation(this.#raw.instance(tag), tag);
  }

  get best() {
    const best = this.#raw.best();
    const tag = best.theirInstanceTag;
    best.free();
    return (tag === undefined ? null : this.instance(tag)) ?? this.#whole;
  }

  get whole() {
    return this.#whole;
  }

  get identity() {
    return this.#identity;
  }

  get instanceTag() {
    return this.#whole.instanceTag;
  }

  /** The object for a conversation, made once for each. Those that had to go for it are forgotten here too. */
  #conversation(raw, tag) {
    for (const [other, { conversation }] of this.#clients) {
      if (other === null || this.#raw.has(other)) continue;
      conversation.free();
      this.#clients.delete(other);
    }
    const own = [];
    const tell = (output) => this.#tellOf(tag, own, output);
    const held = { raw, tell, listeners: (listeners) => own.push(listeners) };
    const conversation = new Conversation({ identity: this.#identity, now: this.#now, [HELD]: held });
    this.#clients.set(tag, { conversation, tell });
    return conversation;
  }

  /** Tells the listeners of a conversation, and ours, who also want to know which it is. */
  #tellOf(instance, own, { send, events }) {
    for (const event of events) event.instance = instance;
    tellAll([...own, this.#listeners], { send, events });
  }
}

/** The fingerprints of all keys in a file. */
export function fingerprints(file) {
  return raw.fingerprints(textOf(file));
}

export const { formatFingerprint } = raw;
