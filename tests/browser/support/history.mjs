// Chats that have been: two of them really held, and as many as a test likes made up.

/** Milliseconds within which the archive hears of a chat: it is told again after 10 s. */
const HEARD_MAX = 30_000;

/** Goes to a page of the console. */
export function visits(library, person, path) {
  return person.page.goto(`${new URL(library.server.console).origin}/console/${path}`);
}

/** Looks at the list until this is in it. */
export async function looksUntil(page, found) {
  const deadline = Date.now() + HEARD_MAX;
  while ((await found.count()) === 0) {
    if (Date.now() > deadline) {
      throw new Error("the history does not have it");
    }
    const answer = page.waitForResponse(/\/api\/v1\/history(\?|$)/);
    await page.getByRole("button", { name: "Look again" }).click();
    await (await answer).finished();
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

/** A guest's chat with an operator, from its first words to the second ones. */
export async function talks(library, operator, button) {
  const guest = await library.visitor();
  await guest.opens(button);
  await guest.writes("Where do I find the almanac of unusual turnips?");
  await operator.offer.first().waitFor();
  await operator.claims();
  await operator.reads("Where do I find the almanac of unusual turnips?");
  await operator.writes("On the third floor, behind the globes.");
  await guest.reads("On the third floor, behind the globes.");
  return guest;
}

const DAY = 86_400_000;

/** A day like `2026-11-29`, in the local time of a browser that is in UTC. */
function dayOf(millis) {
  return new Date(millis).toISOString().slice(0, 10);
}

/** A row that nobody has ever been. */
export function row(number, more = {}) {
  const started = Date.now() - number * 5 * 3_600_000;
  return {
    chat: number.toString(16).padStart(32, "0"),
    kind: number % 3 === 0 ? "open" : "sealed",
    guest: `heron-${number.toString(36).padStart(3, "0")}`,
    queue: number % 2 === 0 ? "reference" : "circulation",
    skin: "reference",
    page: "https://library.example/maps",
    started,
    claimed: started + 9_000 + number * 1_000,
    ended: { at: started + 600_000, by: "guest" },
    operators: [number % 2 === 0 ? "desk1" : "desk3"],
    transfers: 0,
    categories: number % 2 === 0 ? ["Maps", "Local history"] : [],
    rating: number % 4 === 0 ? 4 : null,
    ...more,
  };
}

function figures(chats, scale = 1) {
  const spread = (median) => ({ mean: median * 2, median, percentile_95: median * 7 });
  const share = (hundredths) => Math.round((chats * hundredths) / 100);
  return {
    chats,
    answered: share(96),
    unanswered: share(4),
    transferred: share(7),
    sealed: share(61),
    waited: spread(19_000 * scale),
    lasted: spread(462_000 * scale),
    ratings: [share(1), share(1), share(1), share(12), share(16)],
  };
}

const group = (key, chats, scale) => ({ key, figures: figures(chats, scale) });

/** Figures that nobody has ever counted, in the shape of an answer. */
function counted(address) {
  const query = new URL(address).searchParams;
  const [first, last] = ["from", "until"].map((name) => Date.parse(`${query.get(name)}T00:00Z`));
  const days = Array.from({ length: (last - first) / DAY + 1 }, (_, place) => first + place * DAY);
  const chatsOn = (day) => [38, 52, 47, 61, 44, 19, 0][(day / DAY + 3) % 7] + ((day / DAY) % 5);
  const groups = {
    day: () => days.map((day) => group(dayOf(day), chatsOn(day))).filter(({ figures }) => figures.chats > 0),
    month: () => [...new Set(days.map((day) => dayOf(day).slice(0, 7)))].map((month, at) => group(month, 700 + 90 * (at % 4))),
    hour: () =>
      [1, 2, 3, 4, 5, 6].flatMap((weekday) =>
        Array.from({ length: 12 }, (_, at) => {
          const chats = Math.round((weekday === 6 ? 5 : 13) * Math.sin(((at + 1) / 13) * Math.PI) + weekday / 2);
          return group(`${weekday}-${String(at + 8).padStart(2, "0")}`, chats);
        }),
      ),
    queue: () => [group("circulation", 508, 0.6), group("reference", 391)],
    operator: () => [group("desk1", 402, 0.8), group("desk3", 318), group("admin", 241, 1.3), group("gone.away", 121)],
    category: () => [group("Renewals", 264), group("Opening hours", 201), group("Finding articles", 176), group(null, 58)],
    page: () => [group("https://library.example/maps", 480), group("https://library.example/loans/renewals", 211), group(null, 90)],
  };
  return { all: figures(1_122), before: figures(965, 1.2), groups: groups[query.get("by")]?.() ?? [] };
}

/** Has the service count what nobody has ever counted. */
export function pretendsFigures(page) {
  return page.route("**/api/v1/statistics?*", (route) => route.fulfill({ json: counted(route.request().url()) }));
}

/** Has the service list chats that nobody has ever had, a page at a time. */
export async function pretendsChats(page, all) {
  await page.route(/\/api\/v1\/history(\?|$)/, (route) => {
    const after = Number(new URL(route.request().url()).searchParams.get("after") ?? 0);
    const next = after + 100 < all.length ? `${after + 100}` : null;
    return route.fulfill({ json: { items: all.slice(after, after + 100), next } });
  });
}
