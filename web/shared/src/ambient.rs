//! What the sessions take as arguments and a browser has: the time and randomness.

use getrandom::SysRng;
use hushdesk_protocol::ids::Timestamp;
use js_sys::Date;
use rand_core::{Rng, UnwrapErr};
use wasm_bindgen::JsValue;

/// The browser's `crypto.getRandomValues`. Pages see that it is there before they load anything that needs
/// it.
pub fn rng() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}

/// Random bytes, for ids and tokens.
pub fn random_bytes<const LENGTH: usize>() -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    rng().fill_bytes(&mut bytes);
    bytes
}

/// The browser's clock.
#[cfg(target_arch = "wasm32")]
pub fn now() -> Timestamp {
    moment(Date::now()).unwrap_or(Timestamp(0))
}

/// Where there is no browser time stands still.
#[cfg(not(target_arch = "wasm32"))]
pub const fn now() -> Timestamp {
    Timestamp(0)
}

/// A moment of JavaScript, in milliseconds since 1970; none if it is not a number, or lies before that.
pub fn moment(millis: f64) -> Option<Timestamp> {
    #[expect(
        clippy::as_conversions,
        reason = "there is no other way from a double; in range it is exact until the year 287396"
    )]
    (0.0..1e18)
        .contains(&millis)
        .then_some(Timestamp(millis as u64))
}

/// A moment as a date of JavaScript, to the second: seconds since 1970 fit 32 bits until 2106.
pub fn date(at: Timestamp) -> Date {
    let seconds = u32::try_from(at.0 / 1_000).unwrap_or(u32::MAX);
    Date::new(&JsValue::from(f64::from(seconds) * 1_000.0))
}

/// Milliseconds since the page began, by a clock that nobody sets.
pub fn page_millis() -> u64 {
    let performance = web_sys::window().and_then(|window| window.performance());
    let elapsed = performance.and_then(|performance| moment(performance.now()));
    elapsed.unwrap_or_else(now).0
}

/// Milliseconds until a moment, as timers take them; 0 if it has passed.
pub fn millis_until(at: Timestamp) -> u32 {
    timer_millis(at.since(now()))
}

/// The longest that a browser's timer can wait: it counts in 32 bits with a sign, and takes what is longer for the past.
const TIMER_MILLIS_MAX: u32 = 0x7fff_ffff;

/// Milliseconds as timers take them.
pub fn timer_millis(millis: u64) -> u32 {
    u32::try_from(millis).map_or(TIMER_MILLIS_MAX, |millis| millis.min(TIMER_MILLIS_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timer_waits_at_most_as_long_as_timers_can() {
        let forty_days = 40 * 24 * 3_600_000;
        assert_eq!(timer_millis(forty_days), TIMER_MILLIS_MAX);
        assert_eq!(timer_millis(u64::MAX), TIMER_MILLIS_MAX);
        assert_eq!(timer_millis(10_000), 10_000);
    }
}
