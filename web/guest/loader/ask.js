// What is asked of the service from a library's page.

/** What it answers, JSON; null if it does not. It is not told which page asks. */
export async function ask(address) {
  try {
    const answer = await fetch(address, { referrerPolicy: "no-referrer" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
