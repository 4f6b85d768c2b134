// The widget's page in other hands: a translator who changes its texts, and a focus whose place goes away.

import assert from "node:assert/strict";
import { test } from "node:test";

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

/** What has the focus in the widget: its role, or the name of its element. */
function focused(guest) {
  return guest.widget
    .locator("body")
    .evaluate(() => document.activeElement.getAttribute("role") ?? document.activeElement.localName);
}

test("a widget that is translated goes on, and what changes is shown", async () => {
  const [desk, guest] = await Promise.all([library.operator("desk1"), library.guest()]);
  await guest.writes("¿Dónde está la sala de lectura?");
  await desk.claims();
  await guest.isTold("You talk with desk1.");
  await translate(guest);
  await guest.isTold("«You talk with desk1.»");

  await desk.field.pressSequentially("On the");
  await guest.typing.getByText("desk1 is typing").waitFor();
  await translate(guest);
  await desk.writes("On the second floor.");
  await guest.reads("On the second floor.");
  assert.equal(await guest.typing.innerText(), "");

  await desk.close();
  await guest.isTold("desk1 has lost the connection.");
  assert.equal(await guest.standing.innerText(), "desk1 has lost the connection. What you write is kept and delivered later.");
  await guest.writes("Gracias");
  await guest.isSent("Gracias");
  await guest.ends();
  await guest.isTold("This chat has ended.");
  assert.equal(await guest.widget.locator(".composer").count(), 0);
});

test("when the field goes away with the chat, the conversation has the focus, and Escape still closes", async () => {
  const [desk, guest] = await Promise.all([library.operator("desk1"), library.guest()]);
  await guest.writes("Is this the last call?");
  await desk.claims();
  await guest.isTold("You talk with desk1.");
  await guest.field.pressSequentially("One more");
  assert.equal(await focused(guest), "textarea");
  await desk.ends();
  await guest.isTold("This chat has ended.");
  assert.equal(await focused(guest), "log");
  await guest.page.keyboard.press("Escape");
  await guest.widget.getByRole("log").waitFor({ state: "hidden" });
});

test("Escape closes the question before it closes the widget, wherever the focus is", async () => {
  const guest = await library.guest();
  await guest.writes("Anybody there?");
  await guest.widget.getByRole("button", { name: "End chat" }).click();
  await guest.question.waitFor();
  await guest.widget.locator("body").evaluate(() => document.activeElement.blur());
  assert.equal(await focused(guest), "body");
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
  await guest.isTold("You talk with desk1.");
  await guest.field.fill("And the map room?");
  await desk.ends();
  await guest.widget.getByRole("button", { name: "Start a new chat" }).click();
  assert.equal(await guest.field.inputValue(), "And the map room?");
  assert.equal(await focused(guest), "textarea");
});
