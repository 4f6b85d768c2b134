// What is asked of the service from a library's page.

/** What it answers, JSON; null if it does not. It is not told which page asks. */
export const ask = (address) =>
  fetch(address, { referrerPolicy: "no-referrer" })
    .then((answer) => (answer.ok ? answer.json() : null))
    .catch(() => null);
