// A guest: the demonstration library's page in a window, and the widget in it.

import { newWindow } from "./browser.mjs";

export class Guest {
  /** A guest who has the library's page open. */
  static async arrive(browser, server, { page: address = server.demo, ...options } = {}) {
    const window = await newWindow(browser, options);
    const guest = new Guest(window);
    await guest.page.goto(address);
    return guest;
  }

  constructor(window) {
    this.name = "the guest";
    this.window = window;
    this.page = window.page;
    this.traffic = window.traffic;
    this.widget = this.page.frameLocator("iframe");
    this.field = this.widget.getByRole("textbox");
    this.log = this.widget.getByRole("log");
    this.standing = this.widget.locator("main > .notice");
    this.typing = this.widget.locator(".typing");
    this.badge = this.widget.locator(".trust summary");
    this.question = this.widget.getByRole("dialog");
  }

  /** Presses the button of a desk. */
  async opens(button = "Ask the reference desk") {
    await this.page.getByRole("button", { name: button }).click();
    await this.field.waitFor();
  }

  /** Waits until the other end has this message of ours. */
  async hasDelivered(text) {
    await delivered(this.log, text).waitFor();
  }

  async writes(text) {
    await this.field.fill(text);
    await this.field.press("Enter");
  }

  /** Waits until this stands in the field. */
  async hasWritten(text) {
    await this.field.waitFor();
    const frame = this.page.frames().find((frame) => frame.url().includes("/widget/"));
    await frame.waitForFunction((text) => document.querySelector("textarea")?.value === text, text);
  }

  /** Waits until the other end has said this. */
  async reads(text) {
    await theirs(this.log, text).waitFor();
  }

  /** Waits until the service has this message of ours, and the other end has not. */
  async isSent(text) {
    await ours(this.log, text).getByText("sent", { exact: true }).waitFor();
  }

  /** Waits until this is said over the conversation. */
  async isTold(sentence) {
    await this.standing.getByText(sentence).waitFor();
  }

  /** Waits until the chat is encrypted and the operator's key is a pinned one. */
  async isVerified() {
    await this.badge.getByText("Verified", { exact: true }).waitFor();
  }

  /** Answers the operator who asks for the earlier messages. */
  async allows(answer) {
    await this.question.getByRole("button", { name: answer }).click();
    await this.question.waitFor({ state: "detached" });
  }

  async ends() {
    await this.widget.getByRole("button", { name: "End chat" }).click();
    await this.widget.getByRole("dialog").getByRole("button", { name: "End the chat" }).click();
  }

  /** Ends the chat, if there is one, so that no operator has it any more. */
  async leaves() {
    if (await this.widget.getByRole("button", { name: "End chat" }).isVisible()) {
      await this.ends();
      await this.widget.getByRole("button", { name: "Start a new chat" }).waitFor();
    }
  }

  /** The texts of the conversation, in order, and whose they are. */
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

/** A message of one's own with this text that has arrived: nothing is said of it any more. */
export function delivered(log, text) {
  return ours(log, text).filter({ hasNot: log.page().locator(".state") });
}

/** A message of the other end that reads like this; of a long one the beginning is compared. */
export function theirs(log, text) {
  const beginning = text.slice(0, 100).replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  return log.locator(".theirs .text").filter({ hasText: new RegExp(`^${beginning}`) });
}

/** All texts of a conversation, each after a word on whose it is. */
export function conversation(log) {
  return log.locator(".said").evaluateAll((messages) =>
    messages.map((message) => [
      message.classList.contains("ours") ? "ours" : "theirs",
      message.querySelector(".text").textContent,
    ]),
  );
}
