// Both pages are for everybody: axe finds nothing to complain of, in light and dark, and a whole chat takes no mouse.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { focused } from "./support/focus.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("accessibility");

/** Looks at a page as it is now, and keeps a picture. */
async function assertFine(page, name) {
  await page.screenshot({ path: screenshot(name) });
  assert.deepEqual(await violations(page), [], name);
}

for (const colorScheme of ["light", "dark"]) {
  const named = (name) => `${name}-${colorScheme}`;

  test(`axe finds nothing in a chat from the first page to the end, in ${colorScheme}`, async () => {
    const guest = await library.visitor({ colorScheme });
    await assertFine(guest.page, named("library"));
    await guest.opens();
    await assertFine(guest.page, named("widget-asks"));
    const desk = await library.stranger("desk1", { colorScheme });
    await assertFine(desk.page, named("console-sign-in"));
    await desk.tries("not the password");
    await desk.page.getByRole("alert").getByText("do not fit together").waitFor();
    await assertFine(desk.page, named("console-sign-in-refused"));
    await desk.isAsked();
    await assertFine(desk.page, named("console-begin"));
    await desk.begins();
    await assertFine(desk.page, named("console-desk"));
    const dialog = await desk.opensStatus();
    await dialog.getByLabel("Shift ends by itself").selectOption("At a time of day");
    await assertFine(desk.page, named("console-status"));
    await desk.page.keyboard.press("Escape");

    await guest.writes("Is the reading room open on Saturday?");
    await desk.offer.waitFor();
    await assertFine(guest.page, named("widget-waits"));
    await assertFine(desk.page, named("console-offer"));
    await desk.claims();
    await desk.reads("Is the reading room open on Saturday?");
    await desk.writes("Yes, until four o'clock.");
    await guest.reads("Yes, until four o'clock.");
    await assertFine(guest.page, named("widget-talks"));
    await guest.lock.click();
    await guest.widget.getByText("It is really Ann.").waitFor();
    await assertFine(guest.page, named("widget-trust"));
    await guest.page.keyboard.press("Escape");
    await guest.widget.getByRole("button", { name: "Menu" }).click();
    await assertFine(guest.page, named("widget-menu"));
    await assertFine(desk.page, named("console-conversation"));

    await desk.page.locator(".key-state").click();
    await desk.page.getByRole("heading", { name: "My keys" }).waitFor();
    await assertFine(desk.page, named("console-key"));
    await desk.page.getByRole("link", { name: "Desk" }).last().click();
    await desk.field.waitFor();
    await desk.page.getByRole("button", { name: "Help" }).click();
    await desk.page.getByRole("dialog").waitFor();
    await assertFine(desk.page, named("console-help"));
    await desk.page.keyboard.press("Escape");

    await guest.widget.getByRole("button", { name: "End this chat" }).click();
    await guest.question.waitFor();
    await assertFine(guest.page, named("widget-end"));
    await guest.widget.getByRole("button", { name: "End the chat" }).click();
    await desk.isTold("The guest has ended the chat.");
    await assertFine(guest.page, named("widget-ended"));
    await assertFine(desk.page, named("console-ended"));
  });

  test(`axe finds nothing where a key is not accepted, on a small screen, in ${colorScheme}`, async () => {
    const small = { colorScheme, viewport: { width: 390, height: 780 } };
    const desk = await library.operator("desk2", { ...small, mistaken: true });
    const guest = await library.visitor(small);
    await guest.opens();
    await assertFine(guest.page, named("phone-asks"));
    await guest.writes("Is the reading room open on Saturday?");
    await desk.offer.waitFor();
    await assertFine(desk.page, named("phone-console-offer"));
    await desk.claims();
    await guest.isTold("We could not confirm who answered.");
    await desk.isTold("did not accept your key");
    await assertFine(guest.page, named("phone-looking-for-another"));
    await assertFine(desk.page, named("phone-console-key-refused"));
  });
}

test("a whole chat takes no mouse", async () => {
  const desk = await library.stranger("desk1");
  const { keyboard } = desk.page;
  await keyboard.type("desk1");
  await keyboard.press("Tab");
  await keyboard.type(library.server.passwords.desk1);
  await keyboard.press("Enter");
  await focused(desk.start);
  await keyboard.press("Enter");
  await desk.waiting.waitFor();

  const guest = await library.visitor();
  await tabTo(guest.page, guest.page.getByRole("button", { name: "Ask the reference desk" }));
  await guest.page.keyboard.press("Enter");
  await focused(guest.field);
  await guest.page.keyboard.type("Can I do this without a mouse?");
  await guest.page.keyboard.press("Enter");

  await desk.offer.waitFor();
  await tabTo(desk.page, desk.offer, "F6");
  await keyboard.press("Enter");
  await focused(desk.field);
  await desk.reads("Can I do this without a mouse?");
  await keyboard.type("You can");
  await keyboard.press("Shift+Enter");
  await keyboard.type("in two lines.");
  await keyboard.press("Enter");
  await guest.reads("You can\nin two lines.");
  await focused(guest.field);

  await tabTo(guest.page, guest.lock, "Shift+Tab");
  await guest.page.keyboard.press("Enter");
  await guest.widget.getByText("It is really Ann.").waitFor();
  await guest.page.keyboard.press("Escape");
  await focused(guest.lock);
  await guest.page.keyboard.press("Escape");
  await focused(guest.page.getByRole("button", { name: "Ask the reference desk" }));
  await guest.page.keyboard.press("Enter");
  await tabTo(guest.page, guest.field);
  await guest.page.keyboard.type("Thank you.");
  await guest.page.keyboard.press("Enter");
  await desk.reads("Thank you.");

  await tabTo(desk.page, desk.conversing.getByRole("button", { name: "End", exact: true }), "Shift+Tab");
  await keyboard.press("Enter");
  await tabTo(desk.page, desk.page.getByRole("dialog").getByRole("button", { name: "End", exact: true }));
  await keyboard.press("Enter");
  await guest.isTold("The chat has ended");
  // Not what has the focus by itself: who was writing would press it.
  await focused(desk.conversing);
  await tabTo(desk.page, desk.conversing.getByRole("button", { name: "Put away" }));
  await keyboard.press("Enter");
  await desk.mine.getByText("Chats that you claim stay here").waitFor();
  await tabTo(guest.page, guest.widget.getByRole("button", { name: "Ask something else" }));
  await guest.page.keyboard.press("Enter");
  await focused(guest.field);
});

/** Presses a key until this has the focus; it is not to be far. */
async function tabTo(page, locator, key = "Tab") {
  for (let presses = 0; presses < 20; presses += 1) {
    if (await hasFocus(locator)) {
      return;
    }
    await page.keyboard.press(key);
  }
  assert.fail(`${locator} does not get the focus by ${key}`);
}

function hasFocus(locator) {
  return locator.evaluate(
    (element) => element.ownerDocument.hasFocus() && element.getRootNode().activeElement === element,
  );
}
