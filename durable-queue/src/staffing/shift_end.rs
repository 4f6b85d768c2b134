//! When the shift of an operator ends.

use hushdesk_protocol::frames::{ChosenEnd, Until};
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::{QueueSettings, ShiftEnd};

use crate::stored::StoredOperator;

const DAY_MILLIS: u64 = 24 * 60 * 60_000;

/// When an operator's shift ends: as they choose it, or else as the queue is set.
pub(crate) fn shift_end(stored: &StoredOperator, settings: &QueueSettings) -> Option<Timestamp> {
    match (stored.until.map(|it| it.ends), settings.shift) {
        (Some(Until::At(at)), _) => Some(at),
        (Some(Until::Never), _) | (None, ShiftEnd::Never) => None,
        (None, ShiftEnd::After { minutes }) => Some(stored.since.plus(u64::from(minutes) * 60_000)),
        (None, ShiftEnd::Clock { minute }) => Some(next_time_of_day(stored.since, minute)),
    }
}

/// Which of two choices counts: what a window says again with each connection may have been chosen before the other.
pub(super) fn later(known: Option<ChosenEnd>, said: Option<ChosenEnd>) -> Option<ChosenEnd> {
    known.into_iter().chain(said).max_by_key(|it| it.chosen)
}

pub(super) fn is_over(stored: &StoredOperator, settings: &QueueSettings, now: Timestamp) -> bool {
    shift_end(stored, settings).is_some_and(|end| end <= now)
}

/// The next moment after `since` at which it is so many minutes after midnight UTC.
fn next_time_of_day(since: Timestamp, minute: u32) -> Timestamp {
    let midnight = Timestamp(since.0 - since.0 % DAY_MILLIS);
    let today = midnight.plus(u64::from(minute) * 60_000 % DAY_MILLIS);
    if today > since {
        today
    } else {
        today.plus(DAY_MILLIS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_the_next_one() {
        let noon = 12 * 60 * 60_000;
        let at = |millis, minute| next_time_of_day(Timestamp(millis), minute).0;
        assert_eq!(at(noon, 18 * 60), noon + 6 * 60 * 60_000);
        assert_eq!(at(noon, 12 * 60), DAY_MILLIS + noon);
        assert_eq!(at(5 * DAY_MILLIS + noon, 0), 6 * DAY_MILLIS);
    }
}
