// The codes that an app shows (RFC 6238: SHA-1, six digits, half a minute).

import { createHmac } from "node:crypto";
import { setTimeout as pass } from "node:timers/promises";

const STEP = 30_000;

/** Milliseconds of a step that a test may need until its code has been checked. */
const NEEDED = 12_000;

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * The code of this secret, as it is typed into an app.
 * @param {string} secret
 * @param {number} [steps] before or after now: each code is good once, and a step early or late is let pass
 */
export async function code(secret, steps = 0) {
  // Not at the end of a step, which is over before the code arrives.
  const left = STEP - (Date.now() % STEP);
  if (left < NEEDED) await pass(left);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / STEP) + steps));
  const digest = createHmac("sha1", bytes(secret)).update(counter).digest();
  const number = digest.readUInt32BE(digest.at(-1) & 15) & 0x7fffffff;
  return `${number % 1_000_000}`.padStart(6, "0");
}

/** Base32 (RFC 4648). */
function bytes(secret) {
  const digits = [...secret.replaceAll(" ", "")].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0"));
  const whole = digits.join("").match(/.{8}/g);
  return Buffer.from(whole.map((byte) => Number.parseInt(byte, 2)));
}
