// Two operators in Pidgin and one in the console at one queue: of ten chats that come at once and that all of them claim, each is
// one operator's, the others hear whose, and of nobody else's chat anything comes to a Pidgin.

import assert from "node:assert/strict";
import { test } from "node:test";

import { openLibrary } from "./support/library.mjs";
import { Pidgin } from "./support/pidgin.mjs";

const CHATS = 10;

const library = openLibrary("pidgins-and-console");

/** An operator in Pidgin, and in the place of a display name what colleagues call them. */
async function inPidgin(name, display) {
  const pidgin = library.enter(await Pidgin.signIn(library.server, name));
  await pidgin.isVouchedFor();
  return Object.assign(pidgin, { display });
}

/** Guests, by turns of a sealed and of an open chat. */
async function come() {
  const guests = [];
  while (guests.length < CHATS) {
    const buttons = ["Ask the reference desk", "Ask the circulation desk"];
    const two = await Promise.all(buttons.map(async (button, place) => {
      const guest = await library.visitor();
      await guest.opens(button);
      await guest.writes(`Question ${guests.length + place}`);
      return guest;
    }));
    guests.push(...two);
  }
  return guests;
}

/** Who is offered to a Pidgin, once all are. */
async function offered(pidgin) {
  const labels = [];
  while (labels.length < CHATS) {
    const [label] = await pidgin.happens(/^MSG \S+@queues\.\S+ An? (?:sealed|open) chat from guest ([^ ,]+)/);
    labels.push(label);
  }
  return labels;
}

/** Keeps what the console says of each offer, which it shows for some seconds. */
async function keepsOffers(desk) {
  await desk.waiting.evaluate((waiting) => {
    globalThis.said = new Set();
    const look = () => waiting.querySelectorAll(".offer").forEach((offer) => globalThis.said.add(offer.textContent));
    new MutationObserver(look).observe(waiting, { subtree: true, childList: true, characterData: true });
  });
}

/** Claims what is still offered of these, and gives back which are the operator's in the end, and whose the others are. */
async function claimsInConsole(desk, labels) {
  for (const label of labels) {
    const claim = desk.offer.filter({ hasText: label }).getByRole("button", { name: "Claim" });
    // Another may be quicker.
    await claim.click({ timeout: 1_000 }).catch(() => {});
  }
  const outcome = await desk.page.waitForFunction((labels) => {
    const mine = document.querySelector("#mine").textContent;
    const by = (label) => {
      const said = [...globalThis.said].find((text) => text.includes(label) && text.includes("Answered by"));
      return mine.includes(label) ? "Cora" : said && /Answered by (\w+)/.exec(said)[1];
    };
    const outcome = labels.map((label) => [label, by(label)]);
    return outcome.every(([, by]) => by) && outcome;
  }, labels);
  return new Map(await outcome.jsonValue());
}

async function claimsInPidgin(pidgin, labels) {
  labels.forEach((label) => pidgin.commands(`claim ${label}`));
  const outcome = new Map();
  for (const label of labels) {
    const form = new RegExp(`^MSG \\S+@queues\\.\\S+ (?:${label} is yours|${label}: answered by (\\w+)\\.$)`);
    const [by] = await pidgin.has(form);
    outcome.set(label, by ?? pidgin.display);
  }
  return outcome;
}

test("of ten chats that two Pidgins and a console claim at once each has one operator, and all agree who", async () => {
  await library.server.setsSnippet("circulation", { queue: "reference", skin: "circulation", sites: [] });
  const [ann, ben, cora] = await Promise.all([inPidgin("desk1", "Ann"), inPidgin("desk2", "Ben"), library.operator("desk3")]);
  await keepsOffers(cora);
  const [guests, labels] = await Promise.all([come(), offered(ann), offered(ben)]);
  assert.equal(new Set(labels).size, CHATS);
  for (const pidgin of [ann, ben]) {
    const early = pidgin.lines.filter((line) => line.includes("@guests."));
    assert.deepEqual(early, [], "nothing of a chat comes before it is claimed");
  }

  const [first, ...others] = await Promise.all([
    claimsInPidgin(ann, labels),
    claimsInPidgin(ben, labels.toReversed()),
    claimsInConsole(cora, labels.toSorted()),
  ]);
  for (const other of others) {
    assert.deepEqual(Object.fromEntries(other), Object.fromEntries(first));
  }

  const here = await Promise.all(guests.map(async (guest) => {
    await guest.log.getByText("is here.").waitFor();
    return /(\w+) is here\./.exec((await guest.log.getByText("is here.").allTextContents()).join())[1];
  }));
  assert.deepEqual(here.toSorted(), [...first.values()].toSorted(), "guests are with those who say so");
  for (const pidgin of [ann, ben]) {
    const won = labels.filter((label) => first.get(label) === pidgin.display);
    for (const label of won) {
      await pidgin.has(new RegExp(`^MSG ${label}\\.\\S+@guests\\.\\S+ Question \\d$`));
    }
    const foreign = pidgin.lines.filter((line) => line.includes("@guests.") && !won.some((label) => line.includes(` ${label}.`)));
    assert.deepEqual(foreign, [], "nothing of another's chat");
  }
});
