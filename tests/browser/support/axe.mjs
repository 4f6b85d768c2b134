// axe-core, which knows the rules of WCAG that a program can check.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What is wrong with a page and the frames in it: rule, element, and how to mend it. */
export async function violations(page) {
  // The preview of a skin is the widget, which is looked at where guests see it; beside a form it begins anew with each change.
  const frames = page.frames().filter((frame) => !/\/preview\/|^about:blank$|^$/.test(frame.url()));
  const found = await Promise.all(frames.map((frame) => violationsIn(frame)));
  return found.flat();
}

async function violationsIn(frame) {
  if (!(await isShown(frame))) {
    return [];
  }
  await frame.evaluate(AXE);
  return frame.evaluate(async (values) => {
    // What fades in has its colours only afterwards.
    const moving = document.getAnimations().filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime));
    await Promise.allSettled(moving.map((one) => one.finished));
    // Each frame is asked by itself.
    const { violations } = await globalThis.axe.run(document, { runOnly: { type: "tag", values }, iframes: false });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
    );
  }, RULES);
}

async function isShown(frame) {
  return frame.parentFrame() === null || (await (await frame.frameElement()).isVisible());
}
