//! Local time: how far an organisation's clocks are from UTC, and when that changes. Which zone has which changes, whoever
//! asks knows: the edge's runtime has all of them.

use hushdesk_edge::Value;
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::Day;
use serde::{Deserialize, Serialize};

use crate::statement::Statement;

/// Milliseconds of a minute.
const MINUTE: i64 = 60_000;

/// Milliseconds of a day.
const DAY: i64 = 24 * 60 * MINUTE;

/// How far local time is ahead of UTC, at every moment that is asked for.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Zone {
    /// Minutes, before the first change.
    pub minutes: i32,
    /// The changes, in order.
    pub changes: Vec<OffsetChange>,
}

/// Clocks are set forward or back.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct OffsetChange {
    /// When.
    pub at: Timestamp,
    /// Minutes by which local time is ahead of UTC from then on.
    pub minutes: i32,
}

impl Zone {
    /// The first moment of a day. If clocks leave midnight out, the moment at which they do.
    pub fn first_moment(&self, day: &Day) -> Timestamp {
        self.moment_at(day, 0)
    }

    /// The first moment at which clocks show so many minutes after the midnight with which a day begins, be it on the day after.
    /// If clocks leave that time out, the moment at which they do.
    pub fn moment_at(&self, day: &Day, minute: u16) -> Timestamp {
        let midnight = i64::from(day.since_1970()).saturating_mul(DAY);
        let local = midnight.saturating_add(i64::from(minute) * MINUTE);
        let mut minutes = self.minutes;
        for change in &self.changes {
            let moment = moment(local, minutes);
            if moment < change.at {
                return moment;
            }
            minutes = change.minutes;
            if self::moment(local, minutes) < change.at {
                return change.at;
            }
        }
        moment(local, minutes)
    }

    /// What day it is at a moment, and how many minutes after midnight clocks show.
    pub fn clock(&self, at: Timestamp) -> (Day, u16) {
        let changes = self.changes.iter().take_while(|change| change.at <= at);
        let ahead = changes.last().map_or(self.minutes, |change| change.minutes);
        let utc = i64::try_from(at.0).unwrap_or(i64::MAX);
        let local = utc.saturating_add(i64::from(ahead) * MINUTE);
        let day = i32::try_from(local.div_euclid(DAY)).unwrap_or(i32::MAX);
        let minute = u16::try_from(local.rem_euclid(DAY) / MINUTE).unwrap_or_default();
        (Day::after_1970(day), minute)
    }

    /// What local clocks show at the moment of the column `started`, as SQLite's `strftime` writes it: an expression.
    pub(crate) fn shown(&self, format: &str) -> Statement {
        Statement::of(&format!("strftime('{format}', ("))
            .and(self.local_start())
            .with(") / 1000, 'unixepoch')", [])
    }

    /// The local time of that moment, in milliseconds, as an expression.
    pub(super) fn local_start(&self) -> Statement {
        let start = Statement::of("started + CASE");
        let mut minutes = self.minutes;
        let changes = self.changes.iter().fold(start, |so_far, change| {
            let before = std::mem::replace(&mut minutes, change.minutes);
            so_far.with(
                " WHEN started < ? THEN ?",
                [Value::from(change.at), ahead(before)],
            )
        });
        // A CASE wants a condition.
        let changes = changes.with(" WHEN FALSE THEN 0", []);
        changes.with(" ELSE ? END", [ahead(minutes)])
    }
}

fn ahead(minutes: i32) -> Value {
    Value::Integer(i64::from(minutes) * MINUTE)
}

fn moment(local: i64, minutes: i32) -> Timestamp {
    let utc = local.saturating_sub(i64::from(minutes) * MINUTE);
    Timestamp(u64::try_from(utc).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-03-29 01:00 UTC: clocks of Berlin go from 2:00 to 3:00.
    const FORWARD: Timestamp = Timestamp(1_774_746_000_000);
    /// 2026-10-25 01:00 UTC: from 3:00 to 2:00.
    const BACK: Timestamp = Timestamp(1_792_890_000_000);

    fn berlin() -> Zone {
        let change = |at, minutes| OffsetChange { at, minutes };
        Zone {
            minutes: 60,
            changes: vec![change(FORWARD, 120), change(BACK, 60)],
        }
    }

    fn day(text: &str) -> Day {
        Day::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn a_day_on_which_clocks_change_has_an_hour_less_or_more() {
        let zone = berlin();
        for (text, hours) in [
            ("2026-03-28", 24),
            ("2026-03-29", 23),
            ("2026-10-24", 24),
            ("2026-10-25", 25),
            ("2026-10-26", 24),
        ] {
            let (this, next) = (day(text), day(text).plus(1));
            let millis = zone.first_moment(&next).since(zone.first_moment(&this));
            assert_eq!(millis, hours * 3_600_000, "{text}");
        }
    }

    #[test]
    fn a_day_without_midnight_begins_when_clocks_are_set() {
        // Beirut sets its clocks at midnight.
        let at = Timestamp(1_774_735_200_000);
        let zone = Zone {
            minutes: 120,
            changes: vec![OffsetChange { at, minutes: 180 }],
        };
        assert_eq!(zone.first_moment(&day("2026-03-29")), at);
        assert_eq!(
            zone.first_moment(&day("2026-03-30")).since(at),
            23 * 3_600_000
        );
    }

    #[test]
    fn a_time_that_clocks_leave_out_is_when_they_are_set_and_one_they_show_twice_is_the_first() {
        let zone = berlin();
        assert_eq!(zone.moment_at(&day("2026-03-29"), 150), FORWARD);
        assert_eq!(zone.moment_at(&day("2026-03-28"), 1_440 + 150), FORWARD);
        assert_eq!(
            zone.moment_at(&day("2026-10-25"), 150),
            Timestamp(BACK.0 - 30 * 60_000)
        );
        assert_eq!(
            zone.moment_at(&day("2026-10-25"), 180),
            Timestamp(BACK.0 + 3_600_000)
        );
    }

    #[test]
    fn clocks_show_day_and_minute() {
        let zone = berlin();
        let shown = |at| {
            let (day, minute) = zone.clock(at);
            (String::from(day), minute)
        };
        let at = |text: &str, minute| (text.to_owned(), minute);
        assert_eq!(shown(Timestamp(FORWARD.0 - 1)), at("2026-03-29", 119));
        assert_eq!(shown(FORWARD), at("2026-03-29", 180));
        assert_eq!(shown(BACK), at("2026-10-25", 120));
        assert_eq!(shown(Timestamp(BACK.0 - 1)), at("2026-10-25", 179));
        let west = Zone {
            minutes: -300,
            changes: vec![],
        };
        let (day, minute) = west.clock(Timestamp(86_400_000));
        assert_eq!((day.as_str(), minute), ("1970-01-01", 1_140));
    }

    #[test]
    fn a_zone_without_changes_is_as_far_ahead_as_ever() {
        let zone = Zone {
            minutes: -300,
            changes: vec![],
        };
        assert_eq!(
            zone.first_moment(&day("1970-01-02")),
            Timestamp(29 * 3_600_000)
        );
    }
}
