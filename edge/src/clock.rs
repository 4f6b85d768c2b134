//! The edge's clock.

use hushdesk_protocol::ids::Timestamp;

/// The present moment. It stands still while an object computes. No date is made for it: frames ask several times.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a double holds every whole number up to 2^53, and the clock of the edge stands after 1970"
)]
pub fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as u64)
}
