//! Local time, by what clocks show.

use hushdesk_archive::{OffsetChange, Zone};
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::ZoneName;

use crate::clock::Clock;
use crate::problem::Problem;

/// Milliseconds of a minute.
const MINUTE: u64 = 60_000;

/// Between two looks at a clock. No zone sets its clocks forward and back again within a week.
const WEEK: u64 = 7 * 24 * 60 * MINUTE;

/// The local time of a zone over a period, and a week before and after.
///
/// # Errors
///
/// There is no zone of this name.
pub(crate) fn local_time(
    name: &ZoneName,
    from: Timestamp,
    until: Timestamp,
) -> Result<Zone, Problem> {
    let clock = clock(name)?;
    let minutes_at = |at: Timestamp| {
        minutes(&clock.shows(at)?).ok_or_else(|| Problem::failed("reading a clock"))
    };
    zone(
        Timestamp(from.0.saturating_sub(WEEK)),
        until.plus(WEEK),
        minutes_at,
    )
}

/// Refuses a zone that is not there.
///
/// # Errors
///
/// There is no zone of this name.
pub(crate) fn must_be(name: &ZoneName) -> Result<(), Problem> {
    clock(name).map(|_| ())
}

/// What says how far a zone is ahead.
fn clock(name: &ZoneName) -> Result<Clock, Problem> {
    Clock::of("en-US", Some(name), &[("timeZoneName", "longOffset")])
}

/// How far a clock is ahead that shows this, like `3/29/2026, GMT+02:00`: in minutes, the seconds of former centuries left
/// out.
fn minutes(shown: &str) -> Option<i32> {
    let (_, offset) = shown.split_once("GMT")?;
    if offset.is_empty() {
        return Some(0);
    }
    let (sign, clock) = match offset.split_at_checked(1)? {
        ("+", clock) => (1, clock),
        ("-", clock) => (-1, clock),
        _ => return None,
    };
    let mut parts = clock.split(':').map(str::parse::<i32>);
    let (hours, minutes) = (parts.next()?.ok()?, parts.next()?.ok()?);
    Some(sign * (hours * 60 + minutes))
}

/// The offsets between two moments: a look each week, and a closer one where they differ.
fn zone<E>(
    from: Timestamp,
    until: Timestamp,
    minutes_at: impl Fn(Timestamp) -> Result<i32, E>,
) -> Result<Zone, E> {
    // Clocks are set at whole minutes.
    let from = Timestamp(from.0 - from.0 % MINUTE);
    let first = minutes_at(from)?;
    let (mut at, mut last) = (from, first);
    let mut changes = Vec::new();
    while at < until {
        let next = at.plus(WEEK);
        let minutes = minutes_at(next)?;
        if minutes != last {
            let (mut before, mut after) = (at, next);
            while after.since(before) > MINUTE {
                let middle = before.plus(after.since(before) / MINUTE / 2 * MINUTE);
                if minutes_at(middle)? == last {
                    before = middle;
                } else {
                    after = middle;
                }
            }
            changes.push(OffsetChange { at: after, minutes });
        }
        (at, last) = (next, minutes);
    }
    Ok(Zone {
        minutes: first,
        changes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_says_how_far_it_is_ahead() {
        for (shown, ahead) in [
            ("3/29/2026, GMT", Some(0)),
            ("3/29/2026, GMT+02:00", Some(120)),
            ("3/29/2026, GMT-03:30", Some(-210)),
            ("1/1/1880, GMT+00:53:28", Some(53)),
            ("3/29/2026, UTC", None),
            ("3/29/2026, GMT~1", None),
        ] {
            assert_eq!(minutes(shown), ahead, "{shown}");
        }
    }

    #[test]
    fn changes_of_clocks_are_found_to_the_minute() {
        let forward = Timestamp(1_774_746_000_000);
        let back = Timestamp(1_792_890_000_000);
        let minutes_at = |at: Timestamp| {
            Ok::<_, ()>(if (forward..back).contains(&at) {
                120
            } else {
                60
            })
        };
        let change = |at, minutes| OffsetChange { at, minutes };
        let year = Timestamp(1_767_225_600_123);
        let found = zone(year, year.plus(365 * 24 * 60 * MINUTE), minutes_at);
        assert_eq!(
            found,
            Ok(Zone {
                minutes: 60,
                changes: vec![change(forward, 120), change(back, 60)],
            })
        );
        let found = zone(year, year.plus(1), minutes_at);
        assert_eq!(found.map(|zone| zone.changes), Ok(vec![]));
    }
}
