// What the desk says is so: who waits and since when, by the edge's clock; who is gone; who has a chat now; and whether
// anybody hears this window.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { focusOf, openDesks } from "./support/desk.mjs";
import { chatId, held, offer, wrote } from "./support/pretended_edge.mjs";

const desks = openDesks("desk-tells-the-truth");

test("an offer that was closed stays, folded, with its number and age, and can be taken back", async () => {
  const offers = [offer(1), offer(2)];
  const { edge, desk } = await desks.opens({ offers, waiting: { chats: 2, since: Date.now() - 65_000 } });
  edge.onFrame = ({ dismiss, reconsider }) => {
    const { chat } = dismiss ?? reconsider ?? {};
    const about = offers.find((offer) => offer.chat === chat);
    if (about) {
      edge.says({ offered: { ...about, dismissed: dismiss !== undefined } });
    }
  };
  for (const guest of ["Guest 1", "Guest 2"]) {
    await desk.waiting.getByRole("button", { name: `Not for me: ${guest}` }).press("Enter");
    await desk.waiting.getByRole("button", { name: `Not for me: ${guest}` }).waitFor({ state: "detached" });
    assert.notEqual(await focusOf(desk.page), "nothing");
    await desk.page.keyboard.press("Enter");
  }
  assert.ok(!edge.said.some((frame) => frame.claim), "a key pressed once more claims nobody");
  const folded = desk.waiting.locator("summary");
  assert.match(await folded.innerText(), /^2 not for you, the longest waiting for 1:\d\d$/);
  assert.equal(await desk.waiting.getByText("Nobody waits").count(), 0);
  assert.equal(await desk.waiting.locator("h2 .count").innerText(), "2");

  edge.welcome = { ...edge.welcome, offers: offers.map((offer) => ({ ...offer, dismissed: true })) };
  await desk.page.reload();
  await folded.waitFor();
  assert.equal(await desk.waiting.getByText("Nobody waits").count(), 0);
  await folded.press("Enter");
  await desk.page.screenshot({ path: screenshot("desk-closed-offers") });
  assert.deepEqual(await violations(desk.page), []);
  await desk.waiting.getByRole("button", { name: "Bring back Guest 1" }).press("Enter");
  await desk.waiting.getByRole("button", { name: "Claim: Guest 1" }).waitFor();
  assert.notEqual(await focusOf(desk.page), "nothing");
});

test("who is away or busy reads how many wait and since when, and has no buttons for them", async () => {
  const status = { status: "busy", text: "" };
  const waiting = { chats: 2, since: Date.now() - 250_000 };
  const { edge, desk } = await desks.opens({ waiting });
  await desk.says("Busy", "");
  edge.says({ colleague: { operator: "desk1", display: "Ana", availability: status, chats: 0, takes: false } });
  await desk.waiting.getByText(/^2 guests wait, the longest for 4:\d\d\.$/).waitFor();
  await desk.waiting.getByText("Your status is “Busy”").waitFor();
  assert.equal(await desk.waiting.getByRole("button").count(), 0);
  await desk.page.screenshot({ path: screenshot("desk-busy") });
  edge.says({ waiting: { chats: 0, since: null } });
  await desk.waiting.getByText("Nobody waits.").waitFor();
});

test("a guest who has lost the connection is marked, stands behind the others, and it is said since when", async () => {
  const gone = offer(1, { since: Date.now() - 300_000, absent_since: Date.now() - 125_000 });
  const { edge, desk } = await desks.opens({ offers: [gone, offer(2)] });
  assert.match(await desk.offer.first().innerText(), /Guest 2/);
  await desk.offer.nth(1).getByText(/Not connected for 2:0\d/).waitFor();
  await desk.page.screenshot({ path: screenshot("desk-absent-offer") });
  edge.says({ presence: { chat: chatId(1), absent_since: null } });
  await desk.offer.first().getByText("Guest 1").waitFor();
  assert.equal(await desk.waiting.getByText("Not connected").count(), 0);
});

test("a chat whose guest has vanished says so, and not that keys are being exchanged", async () => {
  const chats = [held(1, { kind: "sealed", skin: "sealed", epoch: 1, absent_since: Date.now() - 61_000 })];
  const { desk } = await desks.opens({ chats });
  await desk.mine.getByText(/Not connected for 1:0\d/).waitFor();
  await desk.mine.getByRole("button", { name: /Guest 1/ }).click();
  await desk.isTold(/^The guest has not been connected for 1:\d\d\.$/);
  await desk.isTold("The guest may not come back.");
  assert.equal(await desk.page.getByText("Exchanging keys").count(), 0);
  await desk.page.screenshot({ path: screenshot("desk-guest-vanished") });
});

test("what waits is measured by the edge's clock, whatever the operator's shows", async () => {
  const hours = 5 * 3_600_000;
  for (const wrong of [hours, -hours]) {
    const prepares = (page) => page.addInitScript((wrong) => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + wrong;
    }, wrong);
    const { desk } = await desks.opens({ offers: [offer(1)] }, { prepares });
    assert.match(await desk.offer.locator(".wait time").innerText(), /^1:0\d$/);
  }
});

for (const [now, told, listed] of [
  [{ held: { by: "desk3" } }, "desk3 has this chat now", "With desk3 now"],
  [{ held: { by: "desk1" } }, "You have this chat in another window of yours", "In your other window"],
  ["waiting", "this chat waits again", "Offered again"],
  [{ moved: { queue: "circulation" } }, "has gone to another queue", "Not yours any more"],
  [{ closed: { by: "guest" } }, "The guest has ended the chat.", "Ended"],
]) {
  test(`a window that comes back too late says where its chat is: ${JSON.stringify(now)}`, async () => {
    const { edge, desk } = await desks.opens({ chats: [held(1, { entries: [wrote(1, "Hello?")] })] });
    await desk.mine.getByRole("button", { name: /Guest 1/ }).click();
    await desk.reads("Hello?");
    edge.welcome = { lapsed: [{ chat: chatId(1), now }] };
    edge.closes(1012);
    await desk.isTold(told);
    await desk.mine.getByText(listed).waitFor();
    await desk.reads("Hello?");
  });
}

test("a chat that was claimed in another window of one's own is not said to be somebody else's", async () => {
  const { edge, desk } = await desks.opens({ offers: [offer(1)] });
  edge.says({ offer_ended: { chat: chatId(1), end: { answered: { by: "desk1" } } } });
  await desk.offer.getByText("You have claimed it in another window of yours").waitFor();
});

test("a window whose place another has taken says so once, and has no buttons that do nothing", async () => {
  const { edge, desk } = await desks.opens({ chats: [held(1)] });
  await desk.mine.getByRole("button", { name: /Guest 1/ }).click();
  await desk.field.waitFor();
  edge.closes(4001);
  const notices = desk.page.getByRole("region", { name: "Notices" });
  await notices.getByText("This desk has been opened in another window").waitFor();
  assert.equal(await desk.page.getByText("No connection").count(), 0);
  for (const name of ["Pass on", "End", "Status:"]) {
    assert.equal(await desk.page.getByRole("button", { name }).count(), 0, name);
  }
  await desk.page.screenshot({ path: screenshot("desk-replaced") });
  assert.deepEqual(await violations(desk.page), []);
});

test("while nobody hears this window its status is not shown as if chats could come", async () => {
  const { edge, desk } = await desks.opens();
  await desk.isShownAs("Available");
  edge.onFrame = () => {};
  const closed = edge.desks.at(-1);
  edge.hears = () => {};
  closed.close({ code: 1012 });
  await desk.page.getByText("No connection to Reference desk.").waitFor();
  await desk.isShownAs("Available, not connected");
});

test("a clock that is set back while the connection is lost keeps nobody from coming back", async () => {
  const prepares = (page) => page.addInitScript(() => {
    const now = Date.now.bind(Date);
    globalThis.isSetBackBy = 0;
    Date.now = () => now() - globalThis.isSetBackBy;
  });
  const { edge, desk } = await desks.opens({}, { prepares });
  const hears = edge.hears;
  edge.hears = (socket) => socket.close({ code: 1012 });
  edge.closes(1012);
  await desk.isShownAs("Available, not connected");
  await desk.page.evaluate(() => void (globalThis.isSetBackBy = 3_600_000));
  edge.hears = hears;
  await desk.isShownAs("Available");
});

test("an operator whose key the skin does not pin knows it from the start", async () => {
  const pinned = [{ fingerprint: "ab".repeat(20), name: "Ana" }];
  const skins = [{ name: "sealed", sealing: { sealed: { pinned, unverified: "refuse" } } }];
  const offers = [offer(1, { kind: "sealed", skin: "sealed" })];
  const { desk } = await desks.opens({ offers }, { skins });
  await desk.offer.getByText("the guest's browser would refuse you").waitFor();
  assert.equal(await desk.page.getByText("only the guest and you").count(), 0);
  await desk.page.screenshot({ path: screenshot("desk-key-not-pinned") });
});

test("on a chat that is over nothing can be asked for", async () => {
  const chats = [held(1, { kind: "sealed", skin: "sealed", epoch: 1, lease: 2 })];
  const { edge, desk } = await desks.opens({ chats });
  await desk.mine.getByRole("button", { name: /Guest 1/ }).click();
  const ask = desk.conversing.getByRole("button", { name: "Ask for the earlier messages" });
  await ask.press("Enter");
  assert.notEqual(await focusOf(desk.page), "nothing");
  edge.says({ entry: { chat: chatId(1), entry: { seq: 1, at: Date.now(), content: { closed: { by: "guest" } } } } });
  await desk.isTold("The guest has ended the chat.");
  for (const name of ["Pass on", "End", "Ask for the earlier messages"]) {
    assert.equal(await desk.conversing.getByRole("button", { name, exact: true }).count(), 0, name);
  }
  await desk.conversing.getByRole("button", { name: "Put away" }).waitFor();
});

test("after keeping a chat that was being transferred one goes on writing in it", async () => {
  const until = Date.now() + 60_000;
  const { edge, desk } = await desks.opens({ chats: [held(1, { handing: { recipient: { operator: "desk3" }, until } })] });
  await desk.mine.getByRole("button", { name: /Guest 1/ }).click();
  await desk.isTold("What the guest writes meanwhile waits for whoever has it then.");
  edge.onFrame = ({ cancel_transfer }) =>
    cancel_transfer && edge.says({ transfer: { chat: chatId(1), transfer: "cancelled" } });
  await desk.standing.getByRole("button", { name: "Keep it" }).press("Enter");
  await desk.field.waitFor();
  await desk.page.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
});
