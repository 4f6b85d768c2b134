// The library of a test file: a demonstration and a browser from its first test to its last, and those who come in one
// test and are gone before the next.

import { after, afterEach, before } from "node:test";

import { launch, launchFirefox, screenshot } from "./browser.mjs";
import { Guest } from "./guest.mjs";
import { Operator } from "./operator.mjs";
import { Server } from "./server.mjs";

/**
 * Opens a library for the tests of the file that calls this.
 * @param {string} name that of the file, for the pictures of a test that fails
 * @param {object} [settings] how its queues are set
 * @param {object | "firefox"} [browsing] how its browser is launched, or that it is the other one
 */
export function openLibrary(name, settings, browsing) {
  const library = new Library(name, browsing);
  before(() => library.opens(settings));
  afterEach((scenario) => library.empties(scenario.passed));
  after(() => library.closes());
  return library;
}

class Library {
  constructor(name, browsing) {
    this.name = name;
    this.browsing = browsing;
    this.here = [];
  }

  /** A guest who has the library's page open. */
  async visitor(options) {
    return this.enter(await Guest.arrive(this.browser, this.server, options));
  }

  /** A guest who has the widget open. */
  async guest(options) {
    const guest = await this.visitor(options);
    await guest.opens();
    return guest;
  }

  /** Somebody with the console open, who is asked for name and password. */
  async stranger(name, options) {
    return this.enter(await Operator.arrive(this.browser, this.server, name, options));
  }

  /** An operator who staffs all queues. */
  async operator(name, options) {
    return this.enter(await Operator.signIn(this.browser, this.server, name, options));
  }

  /** Somebody whose window the test has closed. */
  forgets(person) {
    this.here = this.here.filter((it) => it !== person);
  }

  enter(person) {
    this.here.push(person);
    return person;
  }

  async opens(settings) {
    this.server = await Server.start();
    for (const queue of settings ? ["reference", "circulation"] : []) {
      await this.server.sets(queue, settings);
    }
    this.browser = await (this.browsing === "firefox" ? launchFirefox() : launch(this.browsing));
  }

  async empties(passed) {
    const gone = this.here.toReversed();
    this.here = [];
    if (!passed) {
      const path = (place) => screenshot(`failed-${this.name}-${place}`);
      await Promise.all(gone.map(({ page }, place) => page.screenshot({ path: path(place) })));
    }
    await Promise.all(gone.map((person) => person.leaves()));
    await Promise.all(gone.map((person) => person.close()));
  }

  async closes() {
    await this.browser?.close();
    await this.server?.stop();
  }
}
