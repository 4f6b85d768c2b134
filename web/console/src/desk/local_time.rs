//! Times of day as the operator's clock shows them.

use hushdesk_protocol::ids::Timestamp;
use hushdesk_web::ambient::{date, moment};

/// A moment's time of day, as a field for times has it: `17:30`.
pub(super) fn time_of_day(at: Timestamp) -> String {
    let date = date(at);
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// The next moment after `now` at which it is that time of day; none if it is no time.
pub(super) fn next(time: &str, now: Timestamp) -> Option<Timestamp> {
    let (hours, minutes) = parsed(time)?;
    let date = date(now);
    date.set_hours(hours);
    date.set_minutes(minutes);
    date.set_seconds(0);
    date.set_milliseconds(0);
    if moment(date.get_time())? <= now {
        date.set_date(date.get_date().saturating_add(1));
    }
    moment(date.get_time())
}

fn parsed(time: &str) -> Option<(u32, u32)> {
    let (hours, minutes) = time.split_once(':')?;
    Some((hours.parse().ok()?, minutes.get(..2)?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_with_seconds_or_without() {
        assert_eq!(parsed("17:30"), Some((17, 30)));
        assert_eq!(parsed("07:05:00"), Some((7, 5)));
        assert_eq!(parsed(""), None);
    }
}
