// A library begins: nothing is set up, and whoever has the setup code does it in the browser.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { violations } from "./support/axe.mjs";
import { launch, newWindow, screenshot } from "./support/browser.mjs";
import { Server } from "./support/server.mjs";

let server;
let browser;

before(async () => {
  [server, browser] = await Promise.all([Server.start("--empty"), launch()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("whoever has the setup code sets the library up once, and signs in", async () => {
  const { page, close } = await newWindow(browser);
  await page.goto(server.setup.address);
  const begin = page.getByRole("button", { name: "Set up" });
  await begin.click();
  await page.getByText("Enter the setup code.").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("setup-incomplete"), fullPage: true });

  await page.getByLabel("Setup code").fill("not this one, certainly");
  await page.getByLabel("Name of the library").fill("Alder Vale Library");
  await page.getByLabel("Your name").fill("Mara Lind");
  await page.getByLabel("Sign-in name").fill("mara.lind");
  await page.getByLabel("Password").fill("several words are easy");
  await begin.click();
  await page.getByText("does not know this setup code").waitFor();
  assert.equal(await page.getByLabel("Name of the library").inputValue(), "Alder Vale Library");

  await page.getByLabel("Setup code").fill(server.setup.code);
  await page.getByLabel("Setup code").press("Enter");
  await page.getByText("All is ready").waitFor();
  assert.match(await page.getByLabel("For the pages of your library").inputValue(), /embed\.js" data-snippet="reference"/);
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("setup-ready") });

  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("Sign-in name").fill("mara.lind");
  await page.getByLabel("Password").fill("several words are easy");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "First steps", level: 1 }).waitFor();
  await page.getByText("5 steps are left").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: screenshot("first-steps"), fullPage: true });
  await page.goto(new URL("/console/", server.setup.address).href);
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.locator("#waiting").getByText("Nobody waits.").waitFor();

  await page.goto(server.setup.address);
  await page.getByText("This library is set up already").waitFor();
  await close();
});
