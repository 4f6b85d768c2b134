// A chat that goes along with its guest into a window of its own, and back again.

import assert from "node:assert/strict";
import { test } from "node:test";

import { screenshot } from "./support/browser.mjs";
import { Guest, ours } from "./support/guest.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("following");

/** The guest as they are in another page of the same browser. */
function guestIn(page, guest) {
  const there = new Guest({ ...guest.window, page });
  there.widget = page;
  there.field = page.getByRole("textbox");
  there.log = page.getByRole("log");
  return there;
}

/** The two begin a chat. */
async function talk(desk, guest) {
  await guest.writes("In the page");
  await desk.claims();
  await desk.reads("In the page");
}

/** A guest and an operator who have begun a chat. */
async function talking() {
  const [desk, guest] = await Promise.all([library.operator("desk1"), library.guest()]);
  await talk(desk, guest);
  return { desk, guest };
}

/** Lets the chat go into a window of its own. Gives the guest there. */
async function popsOut(guest) {
  const [page] = await Promise.all([guest.page.waitForEvent("popup"), guest.popsOut()]);
  return guestIn(page, guest);
}

/** A chat that has gone into a window of its own, in a browser in which this runs before every page. */
async function poppedOut(before, visitor) {
  const [desk, guest] = await Promise.all([library.operator("desk1"), visitor ?? library.visitor()]);
  if (before) await guest.page.context().addInitScript(before);
  await guest.page.reload();
  await guest.opens();
  await talk(desk, guest);
  const there = await popsOut(guest);
  await ours(there.log, "In the page").waitFor();
  return { desk, guest, there };
}

/** Goes on in the page with the chat that has a window of its own. */
async function takesBack(guest) {
  await guest.page.getByRole("button", { name: "Ask the reference desk" }).click();
  await guest.widget.getByRole("button", { name: "Go on here" }).click();
}

test("a chat goes into a window of its own and comes back with all that was said there", async () => {
  const { desk, guest } = await talking();
  const there = await popsOut(guest);
  await ours(there.log, "In the page").waitFor();
  await guest.page.locator("iframe").waitFor({ state: "hidden" });
  await there.writes("In the window");
  await desk.reads("In the window");
  await desk.writes("Both are read");
  await there.reads("Both are read");
  await there.page.screenshot({ path: screenshot("popped-out") });
  // Another page of the library does not take it away from there.
  await guest.page.reload();
  await guest.page.getByRole("button", { name: "Ask the reference desk" }).waitFor();
  await there.writes("Still in the window");
  await desk.reads("Still in the window");
  await there.page.close();
  await guest.opens();
  await guest.reads("Both are read");
});

test("the old place says that the chat goes on elsewhere, and takes it back with all that was said", async () => {
  const { desk, guest } = await talking();
  const there = await popsOut(guest);
  await there.writes("In the window");
  await desk.reads("In the window");
  await ours(there.log, "In the window").waitFor();
  await takesBack(guest);
  await ours(guest.log, "In the window").waitFor();
  await guest.writes("In the page again");
  await desk.reads("In the page again");
  await there.page.close();
});

test("what is typed in the window stands in the field of the page that takes the chat back", async () => {
  const { guest, there } = await poppedOut();
  await there.field.pressSequentially("Half a sent");
  await takesBack(guest);
  await guest.hasWritten("Half a sent");
  await there.page.close();
});

test("what is said and typed last in the window comes back, although the page seals the one before for longer", async () => {
  const { desk, guest, there } = await poppedOut();
  await guest.frame.evaluate(() => {
    let millis = 1_500;
    const { encrypt } = SubtleCrypto.prototype;
    SubtleCrypto.prototype.encrypt = async function (...what) {
      millis = Math.max(millis - 100, 100);
      await new Promise((done) => setTimeout(done, millis));
      return encrypt.apply(this, what);
    };
  });
  await there.writes("In the window");
  await desk.reads("In the window");
  await ours(there.log, "In the window").waitFor();
  await there.field.pressSequentially("Half a sent");
  await takesBack(guest);
  await ours(guest.log, "In the window").waitFor();
  await guest.hasWritten("Half a sent");
  await there.page.close();
});

test("what is written in the window at once is said in the chat, however long that takes to come there", async () => {
  const { desk, guest } = await talking();
  await guest.frame.evaluate(() => {
    const { decrypt } = SubtleCrypto.prototype;
    SubtleCrypto.prototype.decrypt = async function (...what) {
      await new Promise((done) => setTimeout(done, 700));
      return decrypt.apply(this, what);
    };
  });
  const there = await popsOut(guest);
  await there.writes("In the window");
  await desk.reads("In the window");
  await ours(there.log, "In the page").waitFor();
  await there.page.close();
});

test("a page that may keep nothing takes the chat back with all that was said and typed in the window", async () => {
  const { desk, guest, there } = await poppedOut(() => {
    if (self === top) return;
    const denied = () => {
      throw new DOMException("denied", "SecurityError");
    };
    Object.defineProperty(window, "sessionStorage", { get: denied });
  });
  await there.writes("In the window");
  await desk.reads("In the window");
  await ours(there.log, "In the window").waitFor();
  await there.field.pressSequentially("Half a sent");
  await takesBack(guest);
  await ours(guest.log, "In the window").waitFor();
  await guest.hasWritten("Half a sent");
  await guest.writes("In the page again");
  await desk.reads("In the page again");
  await there.page.close();
});

test("what the desk is comes late to the window, and the chat that has come before stays", async () => {
  const visitor = await library.visitor();
  let first = true;
  await visitor.page.context().route("**/api/v1/snippets/reference?*", async (route) => {
    if (route.request().frame().parentFrame()) return route.continue();
    if (first) await new Promise((done) => setTimeout(done, 1_000));
    first = false;
    return route.continue();
  });
  const { desk, there } = await poppedOut(() => {
    if (self !== top || !opener) return;
    const { decrypt } = SubtleCrypto.prototype;
    SubtleCrypto.prototype.decrypt = async function (...what) {
      await new Promise((done) => setTimeout(done, 1_500));
      return decrypt.apply(this, what);
    };
  }, visitor);
  await there.writes("In the window");
  await desk.reads("In the window");
  await there.page.close();
});

test("a window of its own that no page of ours has opened begins anew, and a chat stays where it is", async () => {
  const { desk, guest } = await talking();
  const origin = new URL(library.server.demo).origin;
  const stranger = await library.visitor({ page: `${origin}/chat/reference` });
  await stranger.page.getByRole("textbox").waitFor();
  assert.equal(await stranger.page.getByText("In the page").count(), 0);
  await guest.writes("Still here");
  await desk.reads("Still here");
});
