//! What a queue's opening hours say at a moment: special days go before the hours of a weekday, and clocks that are set
//! forward or back are followed.

use hushdesk_archive::Zone;
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::{DayHours, GuestHours, HoursChange, HoursNow, OpeningHours};

use crate::time_zone;

/// Days that are looked through for the next change.
const DAYS_AHEAD: i32 = 60;

/// The same in milliseconds, and one more.
const LOOK_AHEAD: u64 = 61 * 24 * 60 * 60 * 1_000;

/// How they stand now, for programs. Nothing, if the runtime knows no more of a zone that it once knew.
pub(crate) fn standing(hours: &OpeningHours, now: Timestamp) -> Option<HoursNow> {
    let zone = time_zone::local_time(&hours.zone, now, now.plus(LOOK_AHEAD)).ok()?;
    Some(hours_now(hours, &zone, now))
}

/// The same for a guest.
pub(crate) fn for_guests(hours: &OpeningHours, now: Timestamp) -> Option<GuestHours> {
    let HoursNow { open, until } = standing(hours, now)?;
    Some(GuestHours {
        open,
        until: until.map(|change| change.at),
    })
}

/// From which moment to which a queue is open.
type Period = (Timestamp, Timestamp);

fn hours_now(hours: &OpeningHours, zone: &Zone, now: Timestamp) -> HoursNow {
    let (today, _) = zone.clock(now);
    let looked_until = zone.first_moment(&today.plus(DAYS_AHEAD + 1));
    let periods = periods(hours, zone, now);
    let next = periods.into_iter().find(|(_, until)| *until > now);
    let (open, until) = match next {
        Some((from, until)) if from <= now => (true, (until < looked_until).then_some(until)),
        Some((from, _)) => (false, Some(from)),
        None => (false, None),
    };
    HoursNow {
        open,
        until: until.map(|at| change(zone, at)),
    }
}

fn change(zone: &Zone, at: Timestamp) -> HoursChange {
    let (day, minute) = zone.clock(at);
    HoursChange { at, day, minute }
}

/// When it is open from yesterday on, whose hours may reach into today, in order and with a time between each two.
fn periods(hours: &OpeningHours, zone: &Zone, now: Timestamp) -> Vec<Period> {
    let (today, _) = zone.clock(now);
    let days = (-1..=DAYS_AHEAD).map(|ahead| hours.on(&today.plus(ahead)));
    let mut all: Vec<Period> = days.flat_map(|day| of_day(zone, &day)).collect();
    all.sort_unstable();
    let mut periods: Vec<Period> = Vec::new();
    for (from, until) in all {
        match periods.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(until),
            _ => periods.push((from, until)),
        }
    }
    periods
}

/// What of a day's hours clocks show at all.
fn of_day(zone: &Zone, day: &DayHours) -> Vec<Period> {
    let moment = |minute| zone.moment_at(&day.day, minute);
    let spans = day.spans.iter();
    let periods = spans.map(|span| (moment(span.from), moment(span.until)));
    periods.filter(|(from, until)| from < until).collect()
}

#[cfg(test)]
mod tests {
    use hushdesk_archive::OffsetChange;
    use hushdesk_protocol::rest::{Day, OpenSpan, OpeningWeek, SpecialDay};

    use super::*;

    const MINUTE: u64 = 60_000;
    const HOUR: u64 = 60 * MINUTE;
    const DAY: u64 = 24 * HOUR;

    /// 2026-01-01 in UTC.
    const YEAR: Timestamp = Timestamp(1_767_225_600_000);

    fn zone(minutes: i32, changes: &[(u64, i32)]) -> Zone {
        let change = |&(at, minutes)| OffsetChange {
            at: Timestamp(at),
            minutes,
        };
        Zone {
            minutes,
            changes: changes.iter().map(change).collect(),
        }
    }

    fn berlin() -> Zone {
        zone(60, &[(1_774_746_000_000, 120), (1_792_890_000_000, 60)])
    }

    /// Zones of 2026: with clocks that are set at night, at midnight, by half an hour, never.
    fn zones() -> Vec<(&'static str, Zone)> {
        vec![
            ("Europe/Berlin", berlin()),
            (
                "America/New_York",
                zone(
                    -300,
                    &[(1_772_953_200_000, -240), (1_793_512_800_000, -300)],
                ),
            ),
            (
                "America/Santiago",
                zone(
                    -180,
                    &[(1_775_358_000_000, -240), (1_788_667_200_000, -180)],
                ),
            ),
            (
                "Australia/Lord_Howe",
                zone(660, &[(1_775_314_800_000, 630), (1_791_041_400_000, 660)]),
            ),
            ("Asia/Kathmandu", zone(345, &[])),
        ]
    }

    fn day(text: &str) -> Day {
        Day::try_from(text.to_owned()).unwrap()
    }

    fn span(from: u16, until: u16) -> OpenSpan {
        OpenSpan { from, until }
    }

    fn special_day(text: &str, spans: Vec<OpenSpan>) -> SpecialDay {
        SpecialDay {
            day: day(text),
            name: Some("Holiday".parse().unwrap()),
            spans,
        }
    }

    /// A desk that closes for lunch, is there for late owls on Fridays and when clocks are set, and keeps holidays.
    fn hours() -> OpeningHours {
        let weekday = vec![span(540, 720), span(780, 1_080)];
        OpeningHours {
            zone: "Europe/Berlin".to_owned().try_into().unwrap(),
            week: OpeningWeek {
                monday: weekday.clone(),
                tuesday: weekday.clone(),
                wednesday: weekday.clone(),
                thursday: weekday,
                friday: vec![span(1_320, 1_320 + 1_440)],
                saturday: vec![span(1_380, 1_500)],
                sunday: vec![span(60, 150)],
            },
            special_days: vec![
                special_day("2026-01-01", vec![]),
                special_day("2026-04-03", vec![]),
                special_day("2026-12-24", vec![span(600, 720)]),
                special_day("2026-12-25", vec![]),
            ],
        }
    }

    /// So many hours after a day of Berlin has begun.
    fn at(day_of: &str, hour: u64) -> Timestamp {
        Timestamp(berlin().first_moment(&day(day_of)).0 + hour * HOUR)
    }

    fn said(now: &HoursNow) -> String {
        let state = if now.open { "open" } else { "closed" };
        now.until.as_ref().map_or_else(
            || format!("{state} for long"),
            |HoursChange { day, minute, .. }| {
                let (hour, minute) = (minute / 60, minute % 60);
                format!("{state} until {} {hour:02}:{minute:02}", day.as_str())
            },
        )
    }

    #[test]
    fn a_queue_is_open_or_closed_until_its_hours_say_otherwise() {
        let said_at = |day, hour| said(&hours_now(&hours(), &berlin(), at(day, hour)));
        for (day, hour, expected) in [
            // A Monday.
            ("2026-11-30", 8, "closed until 2026-11-30 09:00"),
            ("2026-11-30", 9, "open until 2026-11-30 12:00"),
            ("2026-11-30", 12, "closed until 2026-11-30 13:00"),
            ("2026-11-30", 18, "closed until 2026-12-01 09:00"),
            // A Friday night, which goes over into what is said of Saturday.
            ("2026-12-04", 23, "open until 2026-12-05 22:00"),
            ("2026-12-05", 22, "closed until 2026-12-05 23:00"),
            // Holidays: hours of their own, none, and none on the Friday after.
            ("2026-12-23", 18, "closed until 2026-12-24 10:00"),
            ("2026-12-24", 12, "closed until 2026-12-26 23:00"),
            // Summer time begins at 02:00 and ends at 03:00.
            ("2026-03-29", 1, "open until 2026-03-29 03:00"),
            ("2026-10-25", 1, "open until 2026-10-25 02:30"),
            ("2026-10-25", 3, "closed until 2026-10-26 09:00"),
        ] {
            assert_eq!(said_at(day, hour), expected, "{day} {hour}");
        }
    }

    #[test]
    fn a_night_that_is_closed_takes_nothing_from_the_evening_before_it() {
        let mut hours = hours();
        hours.special_days = vec![special_day("2026-12-05", vec![])];
        let now = hours_now(&hours, &berlin(), at("2026-12-05", 1));
        assert_eq!(said(&now), "open until 2026-12-05 22:00");
    }

    #[test]
    fn what_is_always_or_never_open_says_of_no_change() {
        let mut hours = hours();
        hours.special_days.clear();
        let week = |spans: &[OpenSpan]| OpeningWeek::from_days([(); 7].map(|()| spans.to_vec()));
        hours.week = week(&[span(0, 1_440)]);
        let now = hours_now(&hours, &berlin(), at("2026-03-01", 1));
        assert_eq!(said(&now), "open for long");
        hours.week = week(&[]);
        let now = hours_now(&hours, &berlin(), at("2026-03-01", 1));
        assert_eq!(said(&now), "closed for long");
        hours.special_days = vec![special_day("2026-04-30", vec![span(600, 660)])];
        let now = hours_now(&hours, &berlin(), at("2026-03-01", 1));
        assert_eq!(said(&now), "closed until 2026-04-30 10:00");
        hours.special_days = vec![special_day("2026-05-01", vec![span(600, 660)])];
        let now = hours_now(&hours, &berlin(), at("2026-03-01", 1));
        assert_eq!(said(&now), "closed for long");
    }

    /// Whether the clock on the wall shows a time within the hours of its day, or of the night before.
    fn is_open_by_the_clock(hours: &OpeningHours, zone: &Zone, at: Timestamp) -> bool {
        let (today, minute) = zone.clock(at);
        let within = |day: &Day, minute: u16| {
            let spans = hours.on(day).spans;
            spans
                .iter()
                .any(|span| (span.from..span.until).contains(&minute))
        };
        within(&today, minute) || within(&today.plus(-1), minute + 1_440)
    }

    /// Whether clocks are set within a day of this moment.
    fn is_odd(zone: &Zone, at: Timestamp) -> bool {
        let near = |it: &OffsetChange| at.since(it.at) < DAY && it.at.since(at) < DAY;
        zone.changes.iter().any(near)
    }

    #[test]
    fn all_through_a_year_the_hours_are_what_the_clock_on_the_wall_shows() {
        let hours = hours();
        for (name, zone) in zones() {
            for look in 0..7_000 {
                let at = YEAR.plus(look * 75 * MINUTE);
                if !is_odd(&zone, at) {
                    let now = hours_now(&hours, &zone, at);
                    let expected = is_open_by_the_clock(&hours, &zone, at);
                    assert_eq!(now.open, expected, "{name} {at}");
                }
            }
        }
    }

    #[test]
    fn all_through_a_year_each_change_is_one_and_there_is_none_before_it() {
        let hours = hours();
        for (name, zone) in zones() {
            let mut at = YEAR;
            let mut changes = 0;
            while at < YEAR.plus(365 * DAY) {
                let now = hours_now(&hours, &zone, at);
                let until = now.until.unwrap().at;
                assert!(until > at, "{name} {at}");
                for between in [at.plus(until.since(at) / 2), Timestamp(until.0 - 1)] {
                    let then = hours_now(&hours, &zone, between);
                    let until_then = then.until.map(|change| change.at);
                    assert_eq!(
                        (then.open, until_then),
                        (now.open, Some(until)),
                        "{name} {between}"
                    );
                }
                assert_ne!(
                    hours_now(&hours, &zone, until).open,
                    now.open,
                    "{name} {until}"
                );
                at = until;
                changes += 1;
            }
            assert!(changes > 1_000, "{name} {changes}");
        }
    }
}
