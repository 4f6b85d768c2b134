// The widget's page in other hands: a translator who changes its texts, and a focus whose place goes away.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertEventually } from "./support/eventually.mjs";
import { focused } from "./support/focus.mjs";
import { ours } from "./support/guest.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("widget-page");

/** Puts elements in the place of all texts of the widget, as the translators of browsers do. */
function translate(guest) {
  return guest.widget.locator("#widget").evaluate((widget) => {
    const texts = document.createTreeWalker(widget, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
      if (texts.currentNode.data.trim() !== "") found.push(texts.currentNode);
    }
    for (const text of found) {
      const font = document.createElement("font");
      font.textContent = `«${text.data}»`;
      text.replaceWith(font);
    }
  });
}

test("a widget that is translated goes on, and what changes is shown", async () => {
  const [desk, guest] = await Promise.all([library.operator("desk1"), library.guest()]);
  await guest.writes("¿Dónde está la sala de lectura?");
  await desk.claims();
  await guest.isWith("Ann");
  await guest.isVerified();
  await translate(guest);
  await guest.isTold("«Ann is here.");

  await desk.field.pressSequentially("On the");
  await guest.typing.getByText("Ann is writing").waitFor();
  await translate(guest);
  await desk.writes("On the second floor.");
  await guest.reads("On the second floor.");
  assert.equal(await guest.typing.count(), 0);

  await desk.close();
  const sentence = "Ann has lost the connection, and comes back, or a colleague goes on.";
  await guest.isTold(sentence);
  assert.equal(await guest.standing.innerText(), `${sentence} What you write now is kept for whoever goes on with you.`);
  await guest.writes("Gracias");
  await guest.isSent("Gracias");
  await guest.ends();
  await guest.isTold("The chat has ended");
  assert.equal(await guest.widget.locator(".field").count(), 0);
});

test("when the field goes away with the chat, the conversation has the focus, and Escape still closes", async () => {
  const [desk, guest] = await Promise.all([library.operator("desk1"), library.guest()]);
  await guest.writes("Is this the last call?");
  await desk.claims();
  await guest.isWith("Ann");
  await guest.hasDelivered("Is this the last call?");
  await guest.field.pressSequentially("One more");
  await focused(guest.field);
  await desk.ends();
  await guest.isTold("The chat has ended");
  await focused(guest.log);
  await guest.page.keyboard.press("Escape");
  await guest.widget.getByRole("log").waitFor({ state: "hidden" });
});

test("Escape closes the question before it closes the widget, wherever the focus is", async () => {
  const guest = await library.guest();
  await guest.writes("Anybody there?");
  await guest.chooses("End this chat");
  await guest.question.waitFor();
  await guest.widget.locator("body").evaluate(() => document.activeElement.blur());
  await focused(guest.widget.locator("body"));
  await guest.page.keyboard.press("Escape");
  await guest.question.waitFor({ state: "detached" });
  assert.ok(await guest.field.isVisible());
  await guest.page.keyboard.press("Escape");
  await guest.field.waitFor({ state: "hidden" });
  await guest.opens();
});

test("what was not sent in a chat that ended stands in the field of the next", async () => {
  const [desk, guest] = await Promise.all([library.operator("desk1"), library.guest()]);
  await guest.writes("Good evening");
  await desk.claims();
  await guest.isWith("Ann");
  await guest.hasDelivered("Good evening");
  await guest.field.fill("And the map room?");
  await desk.ends();
  await guest.widget.getByRole("button", { name: "Ask something else" }).click();
  await focused(guest.field);
  assert.equal(await guest.field.inputValue(), "And the map room?");
});

test("while the widget is open nobody is taken away from the library's page, and opening it again leads to the field", async () => {
  const guest = await library.guest();
  await guest.writes("Where is the map room?");
  await ours(guest.log, "Where is the map room?").waitFor();
  await guest.page.reload();
  await guest.page.evaluate(() => {
    document.body.insertAdjacentHTML("afterbegin", '<input id="search" aria-label="Search">');
    document.getElementById("search").focus();
  });
  await guest.field.waitFor();
  await guest.page.keyboard.type("atlas");
  assert.equal(await guest.page.locator("#search").inputValue(), "atlas");

  const button = guest.page.getByRole("button", { name: "Ask the reference desk" });
  await guest.widget.getByRole("button", { name: "Close the chat window" }).click();
  await guest.field.waitFor({ state: "hidden" });
  await button.click();
  await focused(guest.field);
  await guest.page.keyboard.type("On which floor?");
  await assertEventually(async () => assert.equal(await guest.field.inputValue(), "On which floor?"));
});

test("of two desks in one page the one that was opened last is the one that is seen", async () => {
  const guest = await library.guest();
  await guest.page.getByRole("button", { name: "Ask the circulation desk" }).click();
  const frames = guest.page.locator("iframe:visible");
  await guest.page.frameLocator("iframe:visible").getByRole("textbox").waitFor();
  assert.equal(await frames.count(), 1);
  assert.match(await frames.getAttribute("src"), /snippet=circulation/);
  await guest.page.getByRole("button", { name: "Ask the reference desk" }).click();
  await guest.page.frameLocator("iframe:visible").getByText("Only you and the librarian").waitFor();
  assert.equal(await frames.count(), 1);
  await guest.page.locator("iframe[src*=circulation]").evaluate((frame) => frame.remove());
});

test("all that is written in a tab and in a copy of it arrives, and only one of them can end the chat", async () => {
  const [desk, guest] = await Promise.all([library.operator("desk1"), library.guest()]);
  await guest.writes("In the first tab");
  await desk.claims();
  await guest.isWith("Ann");
  const [page] = await Promise.all([
    guest.page.waitForEvent("popup"),
    guest.page.evaluate(() => void window.open(location.href)),
  ]);
  const copy = page.frameLocator("iframe");
  const field = copy.getByRole("textbox");
  await guest.isTold("This chat is open in another window.");
  await guest.widget.getByRole("button", { name: "Menu" }).click();
  assert.equal(await guest.widget.getByRole("button", { name: "End this chat" }).count(), 0);
  await guest.page.keyboard.press("Escape");
  for (const text of ["copy 1", "copy 2", "copy 3"]) {
    await field.fill(text);
    await field.press("Enter");
    await desk.reads(text);
  }
  await guest.widget.getByRole("button", { name: "Go on here" }).click();
  await guest.isWith("Ann");
  for (const text of ["first 1", "first 2", "first 3", "first 4"]) {
    await guest.writes(text);
    await desk.reads(text);
  }
  await copy.getByRole("button", { name: "Go on here" }).click();
  await field.waitFor();
  await copy.getByRole("button", { name: "Menu" }).click();
  await copy.getByRole("button", { name: "End this chat" }).click();
  await copy.getByRole("dialog").getByRole("button", { name: "End the chat" }).click();
  await desk.isTold("The guest has ended the chat.");
  await guest.widget.getByRole("button", { name: "Go on here" }).click();
  await guest.isTold("The desk does not have this chat any more.");
  await page.close();
});

test("a widget that cannot be loaded can be closed", async () => {
  const guest = await library.visitor({ viewport: { width: 320, height: 480 } });
  await guest.page.route("**/widget_bg.wasm", (route) => route.abort());
  await guest.page.getByRole("button", { name: "Ask the reference desk" }).click();
  await guest.widget.getByText("could not be loaded").waitFor();
  await guest.widget.getByRole("button", { name: "Close" }).click();
  await guest.page.locator("iframe").waitFor({ state: "hidden" });
});

test("when the network goes the guest is told, and what is written meanwhile arrives when it is back", async () => {
  const [desk, guest] = await Promise.all([library.operator("desk1"), library.guest()]);
  await guest.writes("Is the map room open?");
  await desk.claims();
  await guest.isWith("Ann");
  await guest.isVerified();
  await guest.hasDelivered("Is the map room open?");
  await guest.page.context().setOffline(true);
  // Sooner than the heartbeat, every ten seconds, could have found out.
  await guest.standing.getByText("You are not connected to the desk.").waitFor({ timeout: 5_000 });
  await guest.writes("I ask because of the steps.");
  await guest.log.getByText("Sending").waitFor();
  await guest.page.context().setOffline(false);
  await guest.isTold("You are connected again.");
  await desk.reads("I ask because of the steps.");
});
