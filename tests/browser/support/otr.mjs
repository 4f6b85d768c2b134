// As much of OTR's wire format as it takes to see from outside how much a message holds, and to begin a key exchange.

import { randomBytes } from "node:crypto";

/** How many bytes are sealed in an encoded data message of version 3; undefined for anything else. */
export function sealedBytes(text = "") {
  const encoded = /^\?OTR:([^.]*)\.$/.exec(text)?.[1];
  const message = Buffer.from(encoded ?? "", "base64");
  if (message.length < 20 || message.readUInt16BE(0) !== 3 || message[2] !== 0x03) {
    return undefined;
  }
  // Version, type, two instance tags, flags, two key ids; then the next key with its length, and a counter.
  const nextKey = 2 + 1 + 4 + 4 + 1 + 4 + 4;
  const counter = nextKey + 4 + message.readUInt32BE(nextKey);
  return message.readUInt32BE(counter + 8);
}

/** A D-H Commit of version 3. Whoever answers one cannot tell yet that nobody knows what it commits to. */
export function commit() {
  const versionAndType = Buffer.from([0x00, 0x03, 0x02]);
  const tags = Buffer.from([0x00, 0x00, 0x12, 0x34, 0x00, 0x00, 0x00, 0x00]);
  // The encrypted public key, a group element of 1536 bits with its own length, and its hash.
  const message = Buffer.concat([versionAndType, tags, data(randomBytes(4 + 192)), data(randomBytes(32))]);
  return `?OTR:${message.toString("base64")}.`;
}

function data(bytes) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
