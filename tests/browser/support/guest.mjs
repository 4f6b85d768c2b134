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
    this.field = this.widget.locator(".field textarea");
    this.log = this.widget.getByRole("log");
    this.standing = this.widget.locator(".chat > [role=status]");
    this.typing = this.widget.locator(".typing");
    this.lock = this.widget.locator(".lock");
    this.question = this.widget.getByRole("dialog");
    this.consent = this.widget.locator(".consent");
  }

  /** The widget's frame, once it is there: what runs in it can be changed there. */
  get frame() {
    return this.page.frames().find((frame) => frame.url().includes("/widget/"));
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
    await this.frame.waitForFunction((text) => document.querySelector("textarea")?.value === text, text);
  }

  /** Waits until the other end has said this. */
  async reads(text) {
    await theirs(this.log, text).waitFor();
  }

  /** Waits until the service has this message of ours, and the other end has not. */
  async isSent(text) {
    await ours(this.log, text).getByText("Sent", { exact: true }).waitFor();
  }

  /** Waits until this is told to those who do not see the page, or stands in the conversation. */
  async isTold(sentence) {
    await this.standing.getByText(sentence).or(this.log.getByText(sentence)).first().waitFor();
  }

  /** Waits until this operator has come. */
  async isWith(name) {
    await this.log.getByText(`${name} is here.`).or(this.log.getByText(`${name} has taken over`)).first().waitFor();
  }

  /** Waits until the chat is encrypted and the operator's key is a pinned one. */
  async isVerified() {
    await this.widget.locator(".lock.good").waitFor();
  }

  /** Answers the operator who asks for the earlier messages. */
  async allows(answer) {
    await this.consent.getByRole("button", { name: answer }).click();
    await this.consent.waitFor({ state: "detached" });
  }

  /** Chooses something of the menu. */
  async chooses(item) {
    await this.widget.getByRole("button", { name: "Menu" }).click();
    await this.widget.getByRole("button", { name: item }).click();
  }

  /** Lets the chat go into a window of its own. */
  popsOut() {
    return this.chooses("Open in its own window");
  }

  async ends() {
    await this.chooses("End this chat");
    await this.question.getByRole("button", { name: "End the chat" }).click();
  }

  /** Ends the chat, if there is one, so that no operator has it any more. */
  async leaves() {
    if (await this.lock.isVisible()) {
      await this.ends();
      await this.widget.getByRole("button", { name: "Ask something else" }).waitFor();
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

/** What one has said in a row, this text among it, and how far that has got. */
export function ours(log, text) {
  return log.locator(".ours").filter({ hasText: text });
}

/** The same, once it has arrived. */
function delivered(log, text) {
  return ours(log, text).filter({ has: log.page().getByText("Delivered", { exact: true }) });
}

/** A message of the other end that reads like this; of a long one the beginning is compared. */
function theirs(log, text) {
  const beginning = text.slice(0, 100).replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  return log.locator(".theirs .text").filter({ hasText: new RegExp(`^${beginning}`) });
}

/** All texts of a conversation, each after a word on whose it is. */
function conversation(log) {
  return log.locator(".group .text").evaluateAll((texts) =>
    texts.map((text) => [text.closest(".ours") ? "ours" : "theirs", text.textContent]),
  );
}
