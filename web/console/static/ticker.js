// A clock for windows in the background, where browsers slow a page's own timers down: see desk/arrival/ticker.rs.

/** Milliseconds between two ticks: half of what a queue waits between two heartbeats. */
const TICK_MILLIS = 5_000;

setInterval(() => self.postMessage(null), TICK_MILLIS);
