// Moments as the guest's language and country write them. Made here: it is a third of what it would be in Rust.

/** The day of a moment: today, tomorrow, one of the coming week, a later one. */
export function day(language, at) {
  // By noons: a day whose clocks change is not 24 hours long.
  const ahead = Math.round((new Date(at).setHours(12) - new Date().setHours(12)) / 864e5);
  if (ahead < 2) return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(ahead, "day");
  return at.toLocaleDateString(language, { weekday: "long", ...(ahead > 6 && { day: "numeric", month: "long" }) });
}

/** The time of a moment, as it is written where the guest is from: if that is a country of this language. */
export function time(language, at) {
  const primary = (tag) => tag.split("-")[0];
  const country = navigator.languages.find((tag) => primary(tag) === primary(language));
  return at.toLocaleTimeString(country ?? language, { timeStyle: "short" });
}
