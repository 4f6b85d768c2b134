// An operator: the console in a window.

import { newWindow } from "./browser.mjs";
import { conversation, theirs } from "./guest.mjs";

export class Operator {
  /** An operator who has signed in and staffs all queues. */
  static async signIn(browser, server, name, options) {
    const operator = new Operator(await newWindow(browser, options), name);
    await operator.page.goto(server.console);
    await operator.page.getByLabel("User name").fill(name);
    await operator.page.getByLabel("Password").fill(server.passwords[name]);
    await operator.page.getByRole("button", { name: "Sign in" }).click();
    await operator.waiting.getByText("Nobody is waiting.").or(operator.offer.first()).waitFor();
    return operator;
  }

  constructor(window, name) {
    this.window = window;
    this.page = window.page;
    this.name = name;
    this.waiting = this.page.getByRole("region", { name: "Waiting" });
    this.offer = this.waiting.locator(".offer");
    this.mine = this.page.getByRole("region", { name: "My chats" });
    this.conversing = this.page.locator("#conversation");
    this.facts = this.conversing.locator(".facts");
    this.field = this.conversing.getByRole("textbox");
    this.log = this.conversing.getByRole("log");
    this.standing = this.conversing.locator("> .notice");
    this.typing = this.conversing.locator(".typing");
  }

  /** Claims the first chat that waits. */
  async claims() {
    await this.offer.getByRole("button", { name: "Claim" }).first().click();
    await this.log.waitFor();
  }

  /** Waits until the open conversation is encrypted. */
  async isSealed() {
    await this.facts.getByText("Encrypted end to end").waitFor();
  }

  async writes(text) {
    await this.field.fill(text);
    await this.field.press("Enter");
  }

  /** Waits until the other end has said this. */
  async reads(text) {
    await theirs(this.log, text).waitFor();
  }

  /** Waits until this is said over the conversation. */
  async isTold(sentence) {
    await this.standing.getByText(sentence).waitFor();
  }

  async ends() {
    await this.conversing.getByRole("button", { name: "End chat" }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "End chat" }).click();
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
