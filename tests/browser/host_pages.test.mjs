// The loader in other people's pages: each page of `host_pages` does something to it that some library's page does. In
// all of them the button is where it should be and looks as it should, opens the chat by the keyboard, and has the focus
// again when the chat is closed.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, beforeEach, test } from "node:test";

import { newWindow, screenshot } from "./support/browser.mjs";
import { assertEventually } from "./support/eventually.mjs";
import { focused } from "./support/focus.mjs";
import { Host } from "./support/host.mjs";
import { openLibrary } from "./support/library.mjs";

const library = openLibrary("host-pages");
let host;
let window;

beforeEach(async () => {
  host ??= await Host.start(new URL(library.server.demo).origin);
});
afterEach(async (scenario) => {
  const name = scenario.name.replaceAll(/[^a-z]+/gi, "-").slice(0, 60);
  await window?.page.screenshot({ path: screenshot(`host-${scenario.passed ? "" : "failed-"}${name}`) });
  await window?.close();
  window = undefined;
});
after(() => host?.close());

/** Bytes of a picture in which there is nothing. */
const BLANK_MAX = 1_000;

const PHONE = { viewport: { width: 360, height: 640 }, hasTouch: true };

/** Opens a page. `said` is what the browser's console warns of. */
async function visit(address, options) {
  window = await newWindow(library.browser, options);
  const { page } = window;
  const said = [];
  page.on("console", (message) => ["warning", "error"].includes(message.type()) && said.push(message.text()));
  page.on("pageerror", (error) => said.push(`${error}`));
  await page.goto(address);
  return { page, said };
}

const here = (page, headers, options) => visit(host.address(page, headers), options);

/** The button, and how it looks: once it is known that nobody is there, unless that cannot be `asked`. It has our size and
 * colours whatever the page says. */
async function button(within, name = "Chat with us", asked = true) {
  const found = within.getByRole("button", { name });
  await found.waitFor();
  assert.equal(await found.count(), 1, `buttons called ${name}`);
  if (asked) await assertEventually(async () => assert.match(await found.getAttribute("class"), /away/));
  const isDark = await found.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  const look = await found.evaluate((it) => {
    const style = getComputedStyle(it);
    return {
      size: style.fontSize,
      font: style.fontFamily,
      color: style.color,
      ground: style.backgroundColor,
      border: style.borderTopWidth,
      spacing: style.letterSpacing,
      case: style.textTransform,
      writing: style.writingMode,
      height: it.offsetHeight,
    };
  });
  const { height, ...rest } = look;
  assert.deepEqual(rest, {
    size: "16px",
    font: "system-ui, sans-serif",
    color: asked && !isDark ? "rgb(0, 0, 0)" : "rgb(255, 255, 255)",
    ground: asked ? (isDark ? "rgb(18, 18, 18)" : "rgb(255, 255, 255)") : "rgb(11, 92, 122)",
    border: "2px",
    spacing: "normal",
    case: "none",
    writing: "horizontal-tb",
  });
  assert.ok(height >= 48 && height <= 100, `${height} px high`);
  return found;
}

/** The distances of what is shown from the corner of the window it is to be in. */
async function fromCorner(found, side = "right") {
  return found.evaluate((it, side) => {
    const box = it.getBoundingClientRect();
    const view = it.ownerDocument.defaultView;
    // What is painted there is this, and not something over it.
    const x = box.x + box.width / 2;
    const y = box.y + box.height / 2;
    let top = it.ownerDocument.elementFromPoint(x, y);
    while (top?.shadowRoot) top = top.shadowRoot.elementFromPoint(x, y);
    return {
      across: Math.round(side === "right" ? view.innerWidth - box.right : box.left),
      down: Math.round(view.innerHeight - box.bottom),
      isOnTop: it.contains(top),
    };
  }, side);
}

async function isInCorner(found, side) {
  const { across, down, isOnTop } = await fromCorner(found, side);
  assert.ok(across >= 10 && across <= 40 && down >= 10 && down <= 40, `in the corner, not ${across}, ${down} away`);
  assert.ok(isOnTop, "nothing is over the button");
  const { x, y, width, height } = await found.boundingBox();
  const picture = await window.page.screenshot({ clip: { x, y, width, height } });
  assert.ok(picture.length > BLANK_MAX, "it can be seen");
}

/** The field of the open chat. */
async function textbox(within) {
  const frame = within.locator("[data-hushdesk] iframe:visible");
  await frame.waitFor();
  // Playwright does not know a frame by its name in small letters.
  const isXml = await frame.evaluate((it) => it.nodeName === "iframe");
  const field = (isXml ? await frameOfWidget() : frame.contentFrame()).getByRole("textbox");
  await field.waitFor();
  return field;
}

/** The widget's frame, once it is where it is led to. */
async function frameOfWidget() {
  const isWidget = (frame) => new URL(frame.url(), "about:blank").pathname === "/widget/";
  let found;
  await assertEventually(async () => assert.ok((found = window.page.frames().find(isWidget))));
  return found;
}

/** Opens the chat by the keyboard, writes, and closes it by the keyboard. */
async function opensAndCloses(within, found) {
  const { page } = window;
  await found.focus();
  await page.keyboard.press("Enter");
  const field = await textbox(within);
  await focused(field);
  await page.keyboard.type("Hello");
  await assertEventually(async () => assert.equal(await field.inputValue(), "Hello"));
  await page.keyboard.press("Escape");
  await field.waitFor({ state: "hidden" });
  await found.waitFor();
  await focused(found);
  await page.keyboard.press("Enter");
  await focused(field);
  await page.keyboard.type(", again");
  await assertEventually(async () => assert.equal(await field.inputValue(), "Hello, again"));
  await field.fill("");
  await page.keyboard.press("Escape");
  await field.waitFor({ state: "hidden" });
}

// What the pages have in common. `side`: in which corner; `label`: of the button; `headers`: of the page.
for (const [what, page, { headers, label, side, options } = {}] of [
  ["a plain page", "plain.html"],
  ["a script in the head, before there is a body", "head.html"],
  ["a body that is filtered, turned and contained", "filtered_body.html"],
  ["a root element that is filtered, turned and contained", "filtered_root.html"],
  ["a page with rules for everything", "page_rules.html"],
  ["a tag manager that leaves neither attributes nor a tag", "tag_manager.html", { label: "Ask the desk" }],
  ["a script that imports the loader", "imported.html"],
  ["a page that checks the loader's integrity", "integrity.html"],
  ["the same tag twice", "twice.html"],
  [
    "a page isolated by COEP",
    "plain.html",
    { headers: () => ({ "Cross-Origin-Embedder-Policy": "require-corp", "Cross-Origin-Opener-Policy": "same-origin" }) },
  ],
  [
    "a page isolated by COEP without credentials",
    "plain.html",
    { headers: () => ({ "Cross-Origin-Embedder-Policy": "credentialless" }) },
  ],
  [
    "a page with a strict policy",
    "policies.html",
    {
      headers: () => ({
        "Content-Security-Policy": [
          "default-src 'none'; script-src 'nonce-n0nce' 'strict-dynamic'",
          `frame-src ${host.words.HUSHDESK}`,
          `connect-src ${host.words.HUSHDESK}`,
          "require-trusted-types-for 'script'; trusted-types 'none'",
        ].join("; "),
      }),
    },
  ],
  ["a browser without constructible style sheets", "without_sheets.html"],
  ["a page whose names are like ours, with changed prototypes", "names.html"],
  ["a page in quirks mode", "quirks.html"],
  ["a page from right to left", "right_to_left.html", { side: "left", label: "اسأل أمين المكتبة" }],
  ["a page of XML", "page.xhtml"],
  ["a phone", "plain.html", { options: PHONE }],
  ["a dark page", "plain.html", { options: { colorScheme: "dark" } }],
]) {
  test(`the button opens and closes the chat in ${what}`, async () => {
    const { page: guest, said } = await here(page, headers?.(), options);
    const found = await button(guest, label);
    await isInCorner(found, side);
    await opensAndCloses(guest, found);
    await isInCorner(found, side);
    assert.deepEqual(said, []);
  });
}

test("where the page's policy does not let it ask who is there, the button says nothing of it, and works", async () => {
  const policy = `default-src 'none'; script-src 'nonce-n0nce'; frame-src ${host.words.HUSHDESK}`;
  const { page, said } = await here("policies.html", { "Content-Security-Policy": policy });
  const found = await button(page, "Chat with us", false);
  await opensAndCloses(page, found);
  assert.equal(await found.locator(".state").textContent(), "");
  assert.ok(said.every((it) => /presence/.test(it)), said.join());
});

for (const within of ["sandboxed.html", "credentialless.html", "srcdoc.html"]) {
  test(`the button opens and closes the chat in a frame that is ${within.split(".")[0]}`, async () => {
    const { page, said } = await here(within);
    const inner = page.frameLocator("iframe").first();
    const found = await button(inner);
    await isInCorner(found);
    await opensAndCloses(inner, found);
    assert.deepEqual(said, []);
  });
}

test("the button opens and closes the chat in a page that is a file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hushdesk-host-"));
  const file = join(folder, "plain.html");
  await writeFile(file, await host.page("plain.html"));
  const { page, said } = await visit(`file://${file}`);
  await opensAndCloses(page, await button(page));
  assert.deepEqual(said, []);
  await rm(folder, { recursive: true });
});

for (const how of ["turbo", "body", "htmx", "root", "rootElement", "open"]) {
  test(`the buttons and an open chat come back when the page is replaced (${how})`, async () => {
    const { page, said } = await here("body_replaced.html");
    await button(page);
    const loans = await button(page, "Ask about loans");
    await loans.press("Enter");
    const field = await textbox(page);
    await focused(field);
    await page.keyboard.type("Hello");
    await assertEventually(async () => assert.equal(await field.inputValue(), "Hello"));
    await page.evaluate((how) => visits[how](), how);
    await page.getByText("Next page").waitFor();
    await field.waitFor();
    if (["turbo", "body", "htmx"].includes(how)) {
      assert.equal(await field.inputValue(), "Hello");
    }
    await field.press("Escape");
    await field.waitFor({ state: "hidden" });
    const again = await button(page, "Ask about loans");
    assert.ok(await again.evaluate((it) => it.getRootNode().host.parentNode.id === "ask"), "in its target");
    await focused(again);
    const found = await button(page);
    await isInCorner(found);
    await opensAndCloses(page, found);
    assert.deepEqual(said, []);
  });
}

test("page rules do not reach a button in the text of the page either", async () => {
  const { page } = await here("page_rules.html");
  const found = await button(page, "Ask about loans");
  await found.press("Enter");
  const frame = page.locator("[data-hushdesk] iframe:visible");
  await frame.contentFrame().getByRole("textbox").waitFor();
  assert.ok((await frame.boundingBox()).width > 300);
});

test("modules that run once for several tags make a button for each", async () => {
  const { page, said } = await here("module.html");
  await button(page);
  await opensAndCloses(page, await button(page, "Ask about loans"));
  assert.deepEqual(said, []);
});

test("a target may be parsed later than the script, or made later still", async () => {
  const { page, said } = await here("late_target.html");
  const parent = (found) => found.evaluate((it) => it.getRootNode().host.parentNode.id);
  const found = await button(page);
  assert.equal(await parent(found), "ask");
  await isInCorner(await button(page, "Ask about loans"));
  assert.equal(said.length, 1);
  assert.match(said[0], /data-target="#loans" is nowhere in this page/);
  await page.evaluate(() => document.body.insertAdjacentHTML("beforeend", '<p id="loans"></p>'));
  const loans = page.getByRole("button", { name: "Ask about loans" });
  await assertEventually(async () => assert.equal(await parent(loans), "loans"));
  await opensAndCloses(page, found);
  await page.evaluate(() => document.getElementById("loans").remove());
  await assertEventually(async () => isInCorner(await button(page, "Ask about loans")));
  assert.equal(said.length, 1);
});

test("a target that is no selector is told in the console, and the button is in the corner", async () => {
  const { page, said } = await here("wrong_target.html");
  const found = await button(page);
  await isInCorner(found);
  await opensAndCloses(page, found);
  assert.equal(said.length, 1);
  assert.match(said[0], /data-target="#\[ask" is nowhere in this page/);
});

for (const [what, options] of [
  ["a phone", PHONE],
  ["a desktop", {}],
  ["a window of 320 by 256", { viewport: { width: 320, height: 256 } }],
]) {
  test(`the buttons of two desks do not lie over each other on ${what}`, async () => {
    const { page, said } = await here("two_desks.html", {}, options);
    const one = page.getByRole("button", { name: "reference" });
    const other = page.getByRole("button", { name: "loans" });
    await one.waitFor();
    await other.waitFor();
    const [a, b] = [await one.boundingBox(), await other.boundingBox()];
    assert.ok(a.y + a.height <= b.y || b.y + b.height <= a.y, "one over the other");
    const { width, height } = page.viewportSize();
    for (const { x, y, width: w, height: h } of [a, b]) {
      assert.ok(x >= 0 && y >= 0 && x + w <= width && y + h <= height, "inside of the window");
    }
    await opensAndCloses(page, one);
    await opensAndCloses(page, other);
    assert.deepEqual(said, []);
  });
}

test("a frame that the page's policy blocks can be closed", async () => {
  const { page } = await here("blocked_frame.html", {}, PHONE);
  const found = await button(page);
  await found.click();
  await page.getByRole("button", { name: "Close" }).click();
  await isInCorner(found);
  await focused(found);
});

test("nothing of ours is on paper", async () => {
  const { page } = await here("plain.html");
  const found = await button(page);
  await page.emulateMedia({ media: "print" });
  await found.waitFor({ state: "hidden" });
  await page.emulateMedia({ media: "screen" });
  await found.click();
  const field = page.locator("iframe").contentFrame().getByRole("textbox");
  await field.waitFor();
  await page.emulateMedia({ media: "print" });
  await page.locator("iframe").waitFor({ state: "hidden" });
});

test("a dialog and a film of the page are over the button, and the chat goes on after them", async () => {
  const { page, said } = await here("modal.html");
  const found = await button(page);
  await page.evaluate(() => document.querySelector("dialog").showModal());
  await page.getByRole("button", { name: "Yes" }).click();
  await opensAndCloses(page, found);
  await page.evaluate(() => document.getElementById("film").requestFullscreen());
  await assertEventually(async () => assert.equal((await fromCorner(found)).isOnTop, false));
  await page.evaluate(() => document.exitFullscreen());
  await assertEventually(() => isInCorner(found));
  await page.evaluate(() => (document.body.inert = true));
  await opensAndCloses(page, found);
  assert.deepEqual(said, []);
});

test("a page that takes the button away again and again is not kept busy", async () => {
  const { page } = await here("fought.html");
  await page.waitForFunction(() => taken > 3);
  const before = await page.evaluate(() => taken);
  const busy = await page.evaluate(
    () => new Promise((resolve) => setTimeout(() => resolve(taken), 1_000)),
  );
  assert.ok(busy - before < 20, `${busy - before} times in a second`);
});

test("of the page's address the loader lets out origin and path only", async () => {
  const { page } = await visit(`${host.address("plain.html", { "Referrer-Policy": "unsafe-url" })}?token=secret#part`);
  const requests = [];
  const told = async (request) => JSON.stringify([request.url(), await request.allHeaders()]);
  page.on("request", (request) => requests.push(told(request)));
  await (await button(page)).click();
  const frame = page.locator("iframe");
  await frame.contentFrame().getByRole("textbox").waitFor();
  const { hash, search } = new URL(await frame.getAttribute("src"));
  assert.equal(new URLSearchParams(hash.slice(1)).get("page"), `${host.origin}/plain.html`);
  assert.equal(search, "?snippet=reference&lang=en");
  for (const request of await Promise.all(requests)) {
    assert.ok(!/secret|token|part/.test(request), request);
  }
});
