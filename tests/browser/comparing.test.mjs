// Comparing a secret: whoever asks learns whether the other one knows it, and nobody reads it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./support/axe.mjs";
import { screenshot } from "./support/browser.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("comparing");

const SECRET = "the blue door of the annex";

/** Everything that has gone over the guest's and the operator's sockets. */
function said(...ends) {
  return ends.map((end) => JSON.stringify(end.traffic)).join("\n");
}

test("a guest who asks an operator without a pinned key takes the right answer for a proof, over a reload too", async () => {
  const desk = await library.operator("desk2", { mistaken: true });
  const guest = await library.visitor();
  await guest.page.route("**/api/v1/snippets/reference?*", async (route) => {
    const answer = await route.fetch();
    const snippet = await answer.json();
    snippet.sealing.sealed.unverified = "accept";
    await route.fulfill({ response: answer, json: snippet });
  });
  await guest.opens();
  await guest.writes("Do you have maps?");
  await desk.claims();
  await guest.widget.getByRole("button", { name: "Send it", exact: true }).click();
  await desk.reads("Do you have maps?");

  await guest.lock.click();
  await guest.widget.getByText("Ask something only they can know").click();
  await guest.widget.getByLabel("Your question").fill("Which door do I ring at?");
  await guest.widget.getByLabel("The answer you expect").fill(SECRET);
  await guest.page.screenshot({ path: screenshot("comparing-asks") });
  assert.deepEqual(await violations(guest.page), []);
  await guest.widget.getByRole("button", { name: "Ask", exact: true }).click();
  await guest.isTold("to answer your question");
  await guest.widget.locator("#trust summary:focus").waitFor();

  await desk.conversing.getByText("Which door do I ring at?").waitFor();
  await desk.writes("One moment");
  await guest.reads("One moment");
  await desk.page.screenshot({ path: screenshot("comparing-asked-desk") });
  assert.deepEqual(await violations(desk.page), []);
  await desk.conversing.getByLabel("Your answer").fill(`  ${SECRET} `);
  await desk.conversing.getByRole("button", { name: "Compare" }).click();
  await guest.log.getByText("They knew the answer to your question.").waitFor();
  await desk.log.getByText("Your answer is the one the guest had in mind.").waitFor();
  await guest.lock.getByText("Checked by you").waitFor();
  await guest.page.screenshot({ path: screenshot("comparing-checked") });
  assert.ok(!said(guest, desk).includes(SECRET), "nobody on the way reads it");

  await guest.page.reload();
  await guest.lock.getByText("Checked by you").waitFor();
});

test("an operator who asks a guest learns that the answer is another, and a guest may rather not answer", async () => {
  const [desk, guest] = await Promise.all([library.operator("desk1"), library.guest()]);
  await guest.writes("My card is lost");
  await desk.claims();
  await desk.reads("My card is lost");
  await desk.isSealed();
  for (const answer of ["1234", undefined]) {
    await desk.about.getByText("Ask something only this guest knows").click();
    await desk.about.getByLabel("Question", { exact: true }).fill("The number of your card?");
    await desk.about.getByLabel("The answer you expect").fill("98765");
    await desk.about.getByRole("button", { name: "Ask", exact: true }).click();
    await guest.widget.getByText("The number of your card?", { exact: true }).waitFor();
    if (answer) {
      await guest.page.screenshot({ path: screenshot("comparing-asked-guest") });
      assert.deepEqual(await violations(guest.page), []);
      await guest.widget.getByLabel("Your answer").fill(answer);
      await guest.widget.getByLabel("Your answer").press("Enter");
      await desk.log.getByText("The guest's answer to your question is another than yours.").waitFor();
      await guest.log.getByText("Your answer is not the one they had in mind.").waitFor();
    } else {
      await guest.widget.getByRole("button", { name: "Rather not" }).click();
      await desk.log.getByText("The question was given up.").waitFor();
    }
  }
  await guest.writes("Never mind");
  await desk.reads("Never mind");
});

test("a question that waits is taken back into the field and sent otherwise, and only that is read", async () => {
  const guest = await library.guest();
  await guest.writes("Do you have mops?");
  await guest.log.getByText("Still only in this browser").waitFor();
  await guest.widget.getByRole("button", { name: "Change" }).click();
  await guest.hasWritten("Do you have mops?");
  assert.equal(await guest.log.getByText("Do you have mops?").count(), 0);
  await guest.writes("Do you have maps?");
  const desk = await library.operator("desk1");
  await desk.claims();
  await desk.reads("Do you have maps?");
  assert.deepEqual(await desk.conversation(), [["theirs", "Do you have maps?"]]);
});
