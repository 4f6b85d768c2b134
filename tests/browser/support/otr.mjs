// As much of OTR's wire format as it takes to see from outside how much a message holds.

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
