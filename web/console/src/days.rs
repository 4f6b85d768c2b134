//! Days, as they are chosen in a field: the last moment of each counts, where the browser is.

use hushdesk_protocol::ids::Timestamp;
#[cfg(not(target_arch = "wasm32"))]
use hushdesk_protocol::rest::Day;
#[cfg(target_arch = "wasm32")]
use hushdesk_web::ambient::date;
use hushdesk_web::ambient::moment;
use js_sys::Date;

/// Milliseconds of a day.
const DAY: u64 = 86_400_000;

/// The end of the day that a field for days has in it (`2027-06-30`); none if it is empty.
pub(crate) fn end_of(value: &str) -> Option<Timestamp> {
    moment(Date::parse(&format!("{value}T23:59:59")))
}

/// What a field for days has in it for the day of this moment.
#[cfg(target_arch = "wasm32")]
pub(crate) fn value_of(at: Timestamp) -> String {
    let date = date(at);
    let (year, month, day) = (date.get_full_year(), date.get_month() + 1, date.get_date());
    format!("{year:04}-{month:02}-{day:02}")
}

/// Where there is no browser: for its day in UTC.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn value_of(at: Timestamp) -> String {
    let days = i32::try_from(at.0 / DAY).unwrap_or(i32::MAX);
    Day::after_1970(days).into()
}

/// Whole days from one moment to a later one; 0 if it is not later.
pub(crate) fn between(now: Timestamp, then: Timestamp) -> usize {
    let days = then.0.saturating_sub(now.0) / DAY;
    usize::try_from(days).unwrap_or(usize::MAX)
}

/// The moment that many days after another.
pub(crate) fn after(now: Timestamp, days: u64) -> Timestamp {
    Timestamp(now.0.saturating_add(days.saturating_mul(DAY)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_in_full() {
        let now = Timestamp(5 * DAY);
        assert_eq!(between(now, after(now, 9)), 9);
        assert_eq!(between(now, Timestamp(after(now, 9).0 - 1)), 8);
        assert_eq!(between(now, Timestamp(0)), 0);
    }
}
