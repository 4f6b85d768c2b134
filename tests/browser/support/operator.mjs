// An operator: the console in a window.

import { newWindow } from "./browser.mjs";

export class Operator {
  /** An operator who has signed in and staffs all queues. */
  static async signIn(browser, server, name, options) {
    const operator = await Operator.arrive(browser, server, name, options);
    await operator.signsIn();
    return operator;
  }

  /**
   * An operator who is asked for name and password; one who is `mistaken` does not know which keys a skin pins, and so
   * can claim a chat whose guest will not accept theirs.
   */
  static async arrive(browser, server, name, options) {
    const { mistaken, ...window } = options ?? {};
    const operator = new Operator(await newWindow(browser, window), name, server.passwords[name]);
    if (mistaken) {
      await operator.doesNotKnowOfSkins();
    }
    await operator.page.goto(server.console);
    await operator.isAskedToSignIn();
    return operator;
  }

  constructor(window, name, password) {
    this.window = window;
    this.page = window.page;
    this.traffic = window.traffic;
    this.name = name;
    this.password = password;
    this.status = this.page.getByRole("button", { name: /^Status: / });
    this.start = this.page.getByRole("button", { name: "Start", exact: true });
    this.waiting = this.page.locator("#waiting");
    this.offer = this.waiting.locator(".offer");
    this.mine = this.page.locator("#mine");
    this.conversing = this.page.locator("#conversation");
    this.seal = this.conversing.locator("> header .badge");
    this.about = this.page.getByRole("complementary", { name: "About this chat" });
    this.field = this.conversing.locator(".composer textarea");
    this.log = this.conversing.getByRole("log");
    this.standing = this.conversing.locator("> .notice");
    this.typing = this.conversing.locator(".typing");
  }

  async isAskedToSignIn() {
    await this.page.getByLabel("Sign-in name").waitFor();
  }

  async doesNotKnowOfSkins() {
    const nothing = { items: [], next: null };
    await this.page.route("**/api/v1/skins*", (route) => route.fulfill({ json: nothing }));
  }

  async tries(password) {
    await this.page.getByLabel("Sign-in name").fill(this.name);
    await this.page.getByLabel("Password").fill(password);
    await this.page.getByRole("button", { name: "Sign in", exact: true }).click();
  }

  /** Signs in, and is asked which queues to staff. */
  async isAsked() {
    await this.tries(this.password);
    await this.start.waitFor();
  }

  /** Signs in, and sees the desk once it is connected. */
  async signsIn() {
    await this.isAsked();
    await this.begins();
  }

  /** Begins the shift as it is offered. */
  async begins() {
    await this.start.click();
    await this.waiting.getByText("Nobody waits.").or(this.offer.first()).waitFor();
  }

  /** Claims the first chat that waits. */
  async claims() {
    await this.offer.getByRole("button", { name: /^(Claim|Take over)/ }).first().click();
    await this.log.waitFor();
  }

  /** Waits until the open conversation is encrypted. */
  async isSealed() {
    await this.seal.getByText(/^(Verified|Sealed)$/).waitFor();
  }

  /** Waits until the guest has this message of ours. */
  async hasDelivered(text) {
    await this.log.locator(".said.ours.delivered").filter({ hasText: text }).waitFor();
  }

  async writes(text) {
    await this.field.fill(text);
    await this.field.press("Enter");
  }

  /** Waits until the other end has said this. */
  async reads(text) {
    await theirs(this.log, text).waitFor();
  }

  /** Waits until the service has this message of ours, and the guest has not. */
  async isSent(text) {
    await ours(this.log, text).getByText("Sent", { exact: true }).waitFor();
  }

  /** Waits until this is said over the conversation. */
  async isTold(sentence) {
    await this.standing.getByText(sentence).waitFor();
  }

  /** Hands the open chat to a colleague, or to whoever answers first at a queue. */
  async transfersTo(whom) {
    await this.conversing.getByRole("button", { name: "Pass on" }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByRole("radio", { name: whom }).check();
    await dialog.getByRole("button", { name: "Pass on" }).click();
  }

  async asksForEarlier() {
    await this.conversing.getByRole("button", { name: "Ask for the earlier messages" }).click();
  }

  /** The earlier texts, once so many are there, and whose they are. */
  async earlier(count) {
    const earlier = this.log.locator(".earlier");
    await earlier.locator(".said").nth(count - 1).waitFor();
    return conversation(earlier);
  }

  /** Says how they are. */
  async says(status, words) {
    const dialog = await this.opensStatus();
    await dialog.getByLabel("Status").selectOption(status);
    await dialog.getByLabel("In your own words").fill(words);
    await dialog.getByRole("button", { name: "Save" }).click();
    await this.isShownAs(status);
  }

  /** Waits until this is said to be the operator's status. */
  async isShownAs(status) {
    await this.page.getByRole("button", { name: `Status: ${status}.` }).waitFor();
  }

  /** The dialog with the status, its text, the queues and the end of the shift. */
  async opensStatus() {
    if (await this.page.getByRole("button", { name: "Status: Off duty." }).count()) {
      await this.status.click();
    } else {
      await this.page.getByRole("button", { name: "Status, text and time" }).click();
      await this.page.getByRole("menuitem", { name: "Queues you staff" }).click();
    }
    const dialog = this.page.getByRole("dialog");
    await dialog.waitFor();
    return dialog;
  }

  /** Chooses something in the menu of the account. */
  async choosesInAccount(name) {
    await this.page.getByRole("button", { name: /, account$/ }).press("Enter");
    await this.page.getByRole("menuitem", { name }).press("Enter");
  }

  async asksToSignOut() {
    await this.choosesInAccount("Sign out");
  }

  /** Signs out, chats or not. */
  async signsOut() {
    await this.asksToSignOut();
    await this.page.getByRole("dialog").getByRole("button", { name: "Sign out" }).press("Enter");
    await this.isAskedToSignIn();
  }

  async ends() {
    await this.conversing.getByRole("button", { name: "End", exact: true }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "End", exact: true }).click();
  }

  /** The desk is left as it is: its guests have ended their chats. */
  leaves() {}

  /** The texts of the open conversation, in order, and whose they are. */
  conversation() {
    return conversation(this.log);
  }

  close() {
    return this.window.close();
  }
}

/** A message of one's own with this text, and how far it has got. */
export function ours(log, text) {
  return log.locator(".said.ours").filter({ hasText: text });
}

/** A message of the other end, or of a colleague, that reads like this; of a long one the beginning is compared. */
export function theirs(log, text) {
  const beginning = text.slice(0, 100).replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  return log.locator(".said:not(.ours) .text").filter({ hasText: new RegExp(`^${beginning}`) });
}

/** All texts of a conversation, each after a word on whose it is. */
function conversation(log) {
  return log.locator(".said").evaluateAll((messages) =>
    messages.map((message) => [
      message.classList.contains("theirs") ? "theirs" : "ours",
      message.querySelector(".text").textContent,
    ]),
  );
}
