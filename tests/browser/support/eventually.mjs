import { setTimeout } from "node:timers/promises";

const MAX = 10_000;

/** Waits until what is asserted holds, as what a page draws holds a little later than what was done to it; throws what does not after 10 s. */
export async function assertEventually(holds) {
  const until = Date.now() + MAX;
  for (;;) {
    try {
      return await holds();
    } catch (error) {
      if (Date.now() > until) throw error;
      await setTimeout(50);
    }
  }
}
