// What is asked of the service from a library's page.

/** Milliseconds for which an answer is waited for. */
const PATIENCE = 4_000;

/** What it answers, JSON; nothing if it does not. It is not told which page asks. */
export const ask = (address) =>
  fetch(address, { referrerPolicy: "no-referrer", signal: AbortSignal.timeout?.(PATIENCE) })
    .then((answer) => answer.ok && answer.json())
    .catch(() => {});
