// The package's classes, around what is compiled. They hold no state of their own but listeners.
import * as raw from './otr_wasm.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A text as UTF-8, bytes as they are. */
const bytes = (value) => (typeof value === 'string' ? encoder.encode(value) : value);

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
    return raw.RawIdentity.readLibotr(typeof file === 'string' ? file : decoder.decode(file)).map(
      (account) => ({ ...account, identity: new Identity(account.identity) }),
    );
  }

  static readPem(text) {
    return new Identity(raw.RawIdentity.readPem(text));
  }

  toLibotr(name, protocol) {
    return this.#raw.writeLibotr(name, protocol);
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

export class Conversation {
  #raw;
  #identity;
  #now;
  #listeners = new Map();

  constructor({ identity, instanceTag = 0, now = Date.now, ...policy }) {
    this.#raw = new raw.RawConversation(rawIdentity(identity), instanceTag);
    this.#identity = identity;
    this.#now = now;
    this.#raw.setPolicy(policy);
  }

  on(type, listener) {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
    return this;
  }

  off(type, listener) {
    this.#listeners.get(type)?.delete(listener);
    return this;
  }

  setPolicy(policy) {
    this.#raw.setPolicy(policy);
  }

  begin() {
    return this.#emit(this.#raw.begin());
  }

  query() {
    return this.#emit(this.#raw.query());
  }

  receive(line) {
    return this.#emit(this.#raw.receive(line, this.#now()));
  }

  send(text, tlvs = []) {
    const kinds = Uint16Array.from(tlvs, ({ kind }) => kind);
    const values = tlvs.map(({ value }) => bytes(value));
    return this.#emit(this.#raw.send(text, kinds, values, this.#now()));
  }

  startSmp(secret, question) {
    return this.#emit(this.#raw.startSmp(bytes(secret), question, this.#now()));
  }

  answerSmp(secret) {
    return this.#emit(this.#raw.answerSmp(bytes(secret), this.#now()));
  }

  abortSmp() {
    return this.#emit(this.#raw.abortSmp(this.#now()));
  }

  extraKey(usage, context = '') {
    return this.#emit(this.#raw.extraKey(usage, bytes(context), this.#now()));
  }

  end() {
    return this.#emit(this.#raw.end(this.#now()));
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

  /** Tells the listeners, after everything the call did is done. */
  #emit(output) {
    for (const line of output.send) this.#tell('send', line);
    for (const event of output.events) this.#tell(event.type, event);
    return output;
  }

  #tell(type, value) {
    for (const listener of [...(this.#listeners.get(type) ?? [])]) listener(value);
  }
}

export const { fingerprints, formatFingerprint } = raw;
