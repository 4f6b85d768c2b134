//! What the sessions take as arguments and a browser has: the time and randomness.

use getrandom::SysRng;
use hushdesk_protocol::ids::Timestamp;
use rand_core::{Rng, UnwrapErr};

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
pub fn now() -> Timestamp {
    // Whole milliseconds, which a double holds exactly until the year 287396.
    Timestamp(
        format!("{:.0}", js_sys::Date::now())
            .parse()
            .unwrap_or_default(),
    )
}
