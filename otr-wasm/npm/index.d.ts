/**
 * OTR version 3 and 2: off-the-record messaging for browsers, Web Workers and Node.
 *
 * A `Conversation` is our end of one private conversation. Hand every line that arrives to `receive`, send
 * every line that comes back (`output.send`, or the event `send`) in order. The package opens no connections
 * and keeps nothing.
 */

/** A long-term DSA key, by which a side is known. */
export class Identity {
  private constructor();

  /** A new key with the built-in parameters: ready at once. */
  static generate(): Identity;

  /**
   * A new key with parameters of its own. It works in stretches of some milliseconds and lets timers, input
   * and painting have their turn between them; better still, call it in a Web Worker.
   */
  static search(options?: SearchOptions): Promise<Identity>;

  /**
   * Every account of libotr's file `otr.private_key`, as Pidgin keeps it: those whose keys can be used, and the names
   * of the others. Throws if the file is none.
   */
  static readLibotr(file: string | Uint8Array): { accounts: Account[]; unusable: UnusableAccount[] };

  /** A private key as PKCS#8 in PEM. Throws if it is none that OTR can use. */
  static readPem(file: string | Uint8Array): Identity;

  /** A libotr file with this key for one account; of Pidgin, `protocol` is for instance `prpl-jabber`. */
  toLibotr(name: string, protocol: string): string;

  /** The private key as PKCS#8 in PEM. */
  toPem(): string;

  /** The public key alone, as SubjectPublicKeyInfo in PEM. */
  publicPem(): string;

  /** SHA-1 of the public key: 40 lower-case hexadecimal digits. */
  readonly fingerprint: string;
}

export interface SearchOptions {
  /** Told between stretches how far the search is, from 0 towards 1; how long it takes is a matter of luck. */
  onProgress?: (share: number) => void;
  /** Aborting it rejects the promise. */
  signal?: AbortSignal;
}

/** An account of a libotr file. */
export interface Account {
  /** For instance `desk1@example.org/Pidgin`. */
  name: string;
  /** For instance `prpl-jabber`. */
  protocol: string;
  identity: Identity;
}

/** An account of a libotr file whose key cannot be used. */
export interface UnusableAccount {
  /** Which account of the file it is, from 1 up. */
  place: number;
  /** Its name, or an empty text. */
  name: string;
  /** Its protocol, or an empty text. */
  protocol: string;
  /** Why, for people. */
  reason: string;
}

/** The text of a libotr file `otr.private_key` with all these accounts. */
export function writeLibotr(accounts: Account[]): string;

/** What a conversation may and should do by itself. */
export interface Policy {
  /** Version 2 may be used. Default: true. */
  allowV2?: boolean;
  /** Version 3 may be used; it is preferred. Default: true. */
  allowV3?: boolean;
  /** Nothing is sent in clear: texts wait until the conversation is encrypted. Default: false. */
  requireEncryption?: boolean;
  /** Texts in clear offer OTR by an invisible tag, until a plain answer comes. Default: false. */
  sendWhitespaceTag?: boolean;
  /** Such a tag in a text that arrives starts the key exchange. Default: false. */
  startOnWhitespaceTag?: boolean;
  /** An error message that arrives is answered with a query. Default: false. */
  startOnError?: boolean;
  /** A query that arrives starts the key exchange; otherwise there is only the event `queried`. Default: true. */
  answerQueries?: boolean;
  /** A text that arrives after a minute of our silence is answered with an empty message. Default: true. */
  heartbeats?: boolean;
  /** A text the other side could not read is sent again after a new key exchange. Default: true. */
  resend?: boolean;
  /** Contents are filled up to a multiple of so many bytes (at most 65535), to hide the length of texts. 0, the default: not. */
  padding?: number;
  /** The longest line the carrier takes, from 64 to 65535 bytes; longer messages become fragments. 0, the default: any. */
  longestLine?: number;
}

export interface ConversationOptions extends Policy {
  /** Our long-term key. */
  identity: Identity;
  /** Our instance tag, at least 0x100, the same each time for this client. Default: a random one. */
  instanceTag?: number;
  /** The time in milliseconds. Default: `Date.now`. */
  now?: () => number;
}

/** Our end of a conversation. Its methods throw an `Error` where a call makes no sense in its state. */
export class Conversation {
  constructor(options: ConversationOptions);

  /**
   * Calls `listener` with each event of a type, and for `send` with each line to be sent. What listeners throw is
   * thrown by the call that told them, after all of them have been told all.
   */
  on(type: 'send', listener: (line: string) => void): this;
  on<T extends OtrEvent['type']>(type: T, listener: (event: Extract<OtrEvent, { type: T }>) => void): this;

  off(type: 'send', listener: (line: string) => void): this;
  off<T extends OtrEvent['type']>(type: T, listener: (event: Extract<OtrEvent, { type: T }>) => void): this;

  /** Changes what is named, and leaves the rest. */
  setPolicy(policy: Policy): void;

  /** Asks the other side for a private conversation, by a line that people without OTR can read. */
  query(): Output;

  /** Starts the key exchange without asking; also to get fresh keys. */
  begin(): Output;

  /** Takes a line that arrived. One that is refused changes nothing and becomes the event `rejected`. */
  receive(line: string): Output;

  /** Sends a text; while encrypted, with records of types that are not OTR's own. */
  send(text: string, tlvs?: Tlv[]): Output;

  /** Asks whether the other side knows the same secret, with a question or without. */
  startSmp(secret: string | Uint8Array, question?: string): Output;

  /** Answers the event `smp` with the result `asked`. */
  answerSmp(secret: string | Uint8Array): Output;

  /** Gives up the comparison under way. */
  abortSmp(): Output;

  /** A key of 32 bytes for a use of the application; the other side gets the event `extraKey`. Version 3. */
  extraKey(usage: number, context?: string | Uint8Array): Output & { key: Uint8Array };

  /** Ends the private conversation and tells the other side. */
  end(): Output;

  /** Wipes the conversation; it is not to be used any more. */
  free(): void;

  readonly identity: Identity;
  readonly state: 'plaintext' | 'encrypted' | 'finished';
  /** While encrypted: whom with, and how. */
  readonly session: Session | null;
  readonly instanceTag: number;
  /** Theirs, once a message of version 3 named it. */
  readonly theirInstanceTag: number | null;
}

/**
 * Our end of the conversations with all clients of one peer, which version 3 tells apart by their instance tags: one
 * for each, and one with the peer as a whole. A client not met before brings the event `instance`. Every event of any
 * conversation comes here too, with the tag of its client in `instance`.
 */
export class Instances {
  constructor(options: ConversationOptions);

  on(type: 'send', listener: (line: string) => void): this;
  on(type: 'instance', listener: (event: InstanceEvent) => void): this;
  on<T extends OtrEvent['type']>(type: T, listener: (event: Extract<OtrEvent, { type: T }> & OfInstance) => void): this;

  off(type: 'send', listener: (line: string) => void): this;
  off(type: 'instance', listener: (event: InstanceEvent) => void): this;
  off<T extends OtrEvent['type']>(type: T, listener: (event: Extract<OtrEvent, { type: T }> & OfInstance) => void): this;

  /** Changes what is named for all conversations, and leaves the rest. */
  setPolicy(policy: Policy): void;

  /** Takes a line that arrived, from whichever client. */
  receive(line: string): Output & OfInstance;

  /** Sends a text by the best conversation. */
  send(text: string, tlvs?: Tlv[]): Output;

  /** Asks the peer for private conversations; each of its clients may answer. */
  query(): Output;

  /** Starts key exchanges without asking; each of their clients may answer. */
  begin(): Output;

  /** Ends all private conversations. */
  end(): Output;

  /** Wipes them; the object is not to be used any more. */
  free(): void;

  /** The conversation with this client, if there is one. */
  instance(tag: number): Conversation | null;

  /** The private conversation that words came from last; else that with the peer as a whole. */
  readonly best: Conversation;
  /** The conversation with the peer as a whole: plain texts, queries, version 2. */
  readonly whole: Conversation;
  readonly identity: Identity;
  readonly instanceTag: number;
}

/** Which client an event is about; `null` if it names none. */
export interface OfInstance {
  instance: number | null;
}

/** A client not met before has a conversation now. */
export interface InstanceEvent extends OfInstance {
  type: 'instance';
  conversation: Conversation;
}

/** What a call asks for. The events have gone to the listeners too. */
export interface Output {
  /** Lines for the other side, in order. */
  send: string[];
  /** What happened, in order. */
  events: OtrEvent[];
}

/** A private conversation's marks. */
export interface Session {
  /** Of their key, 40 lower-case digits: to be compared with what is known of them. */
  fingerprint: string;
  version: 2 | 3;
  /** 16 hexadecimal digits, the same at both ends. */
  sessionId: string;
  /** The half of it our side reads out. */
  ourHalf: 'first' | 'second';
}

/** A record inside an encrypted message. */
export interface Tlv {
  kind: number;
  value: string | Uint8Array;
}

export type OtrEvent =
  /** A text. `expected` is false for one in clear where an encrypted one was to be expected. */
  | { type: 'text'; text: string; encrypted: true }
  | { type: 'text'; text: string; encrypted: false; expected: boolean }
  /** The conversation is encrypted now, or with fresh keys. */
  | ({ type: 'encrypted' } & Session)
  /** The other side ended the private conversation: nothing can be sent before `end`, `query` or `begin`. */
  | { type: 'finished' }
  /** The comparison of secrets. */
  | { type: 'smp'; result: 'asked' | 'verified' | 'failed' | 'aborted' | 'cheated'; question: string | null }
  /** The other side uses the extra key. */
  | { type: 'extraKey'; usage: number; context: Uint8Array; key: Uint8Array }
  /** A record that is not OTR's own. */
  | { type: 'tlv'; kind: number; value: Uint8Array }
  /** A query came, and `answerQueries` is off. */
  | { type: 'queried'; version: 2 | 3 }
  /** An error message, in clear, from anybody. */
  | { type: 'error'; text: string }
  /** Our last text was sent again. */
  | { type: 'resent'; text: string }
  /** A line was refused; nothing has changed. `reason` is for people; `tag` is the instance that sent it, where it is another. */
  | { type: 'rejected'; code: RejectedCode; tag: number | null; reason: string };

export type RejectedCode =
  /** It begins like a line of OTR but is none. */
  | 'notOtr'
  /** The bytes are no message. */
  | 'malformed'
  | 'tooLong'
  /** A version that the policy does not allow; a query for such versions alone. */
  | 'version'
  | 'noCommonVersion'
  /** For another client of ours; from another client of theirs: see `Instances`. */
  | 'notForUs'
  | 'otherInstance'
  /** A message of the key exchange that nothing waits for. */
  | 'unexpected'
  | 'outOfRange'
  /** Forged, damaged, or made with another key. */
  | 'doesNotVerify'
  /** A private message outside a private conversation, or with keys that are gone. */
  | 'notInPrivate'
  | 'unknownKeys'
  /** It has been received already, or is our own. */
  | 'replayed'
  | 'reflected';

/**
 * The fingerprints that a text names: 40 digits, a public or private key in PEM, or a libotr file. Of a private
 * key in PEM the public one is computed; the private numbers of a libotr file are not looked at. Throws if it is
 * none of these.
 */
export function fingerprints(file: string | Uint8Array): { fingerprints: string[]; unusable: UnusableAccount[] };

/** A fingerprint as people compare it: five groups of eight upper-case digits. */
export function formatFingerprint(fingerprint: string): string;
