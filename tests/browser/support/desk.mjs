// The console in a window, before an edge that says what a test has it say.

import { after, afterEach, before } from "node:test";

import { launch, newWindow, screenshot } from "./browser.mjs";
import { Operator } from "./operator.mjs";
import { PretendedEdge, SESSION } from "./pretended_edge.mjs";

/** Opens a browser for the tests of the file that calls this. `opens` gives a desk and its edge, anew for each test. */
export function openDesks(name) {
  const desks = new Desks(name);
  before(async () => (desks.browser = await launch()));
  afterEach((scenario) => desks.empties(scenario.passed));
  after(() => desks.browser?.close());
  return desks;
}

class Desks {
  constructor(name) {
    this.name = name;
    this.here = [];
  }

  /** A desk whose operator has begun a shift, welcomed with `welcome`. */
  async opens(welcome = {}, options = {}) {
    const edge = await PretendedEdge.start();
    edge.session = { ...SESSION, ...options.session };
    edge.welcome = welcome;
    edge.skins = options.skins ?? edge.skins;
    const window = await newWindow(this.browser, options.window);
    const desk = new Operator(window, "desk1", "password-of-desk1");
    this.here.push([edge, window]);
    await edge.takes(desk.page);
    await options.prepares?.(desk.page);
    await desk.page.goto(edge.console);
    await desk.start.click();
    await desk.waiting.waitFor();
    await desk.page.getByText("Connecting to the queues…").waitFor({ state: "detached" });
    return { edge, desk };
  }

  async empties(passed) {
    const gone = this.here;
    this.here = [];
    for (const [place, [edge, window]] of gone.entries()) {
      if (!passed) {
        await window.page.screenshot({ path: screenshot(`failed-${this.name}-${place}`) });
      }
      await window.close();
      await edge.stop();
    }
  }
}

/** What has the focus, as a word: its tag, and what it is called. */
export function focusOf(page) {
  return page.evaluate(() => {
    const active = document.activeElement;
    return active === document.body ? "nothing" : `${active.tagName} ${active.id || active.textContent}`.toLowerCase();
  });
}

/** The names of what is sealed in the window. */
export function sealed(page) {
  return page.evaluate(() => Object.keys(sessionStorage).filter((name) => name.startsWith("hushdesk.desk.")));
}
