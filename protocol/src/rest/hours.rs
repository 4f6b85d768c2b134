//! When a queue is open: what the library sets, and how that stands at a moment.
//!
//! A time of day is one of the queue's time zone, as minutes after midnight. Hours that reach past midnight belong to the
//! day on which they begin: what is said of the next day leaves them alone.

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::narrowing::ZoneName;
use crate::ids::Timestamp;
use crate::text::Title;

/// Times at which a queue opens on one day, at most.
pub const SPANS_A_DAY_MAX: usize = 6;

/// Days that are not like their weekday, at most.
pub const SPECIAL_DAYS_MAX: usize = 400;

/// Minutes of a day whose clocks are left alone.
pub const DAY_MINUTES: u16 = 24 * 60;

/// When a queue is open. Whoever staffs it takes chats whatever stands here.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpeningHours {
    /// By whose clocks.
    pub zone: ZoneName,
    /// On each day of the week.
    #[serde(default)]
    pub week: OpeningWeek,
    /// Days that are not like their weekday, the earliest first, none twice; at most 400.
    #[serde(default)]
    pub special_days: Vec<SpecialDay>,
}

/// The hours of each day of the week; none: closed.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct OpeningWeek {
    /// Of Mondays.
    pub monday: Vec<OpenSpan>,
    /// Of Tuesdays.
    pub tuesday: Vec<OpenSpan>,
    /// Of Wednesdays.
    pub wednesday: Vec<OpenSpan>,
    /// Of Thursdays.
    pub thursday: Vec<OpenSpan>,
    /// Of Fridays.
    pub friday: Vec<OpenSpan>,
    /// Of Saturdays.
    pub saturday: Vec<OpenSpan>,
    /// Of Sundays.
    pub sunday: Vec<OpenSpan>,
}

/// From one time of day to another.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenSpan {
    /// Minutes after midnight at which it begins: 0 to 1,439.
    pub from: u16,
    /// Minutes after the same midnight at which it ends: later than it begins, by 24 hours at most.
    pub until: u16,
}

/// What is so on one day, whatever weekday it is.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SpecialDay {
    /// The day.
    pub day: Day,
    /// What day that is: `Christmas Day`.
    #[serde(default)]
    pub name: Option<Title>,
    /// Its hours; none: closed.
    #[serde(default)]
    pub spans: Vec<OpenSpan>,
}

/// The hours of one day.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DayHours {
    /// The day.
    pub day: Day,
    /// What day that is, if the library says so.
    pub name: Option<Title>,
    /// Its hours; none: closed.
    pub spans: Vec<OpenSpan>,
}

/// How opening hours stand at a moment.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HoursNow {
    /// Whether they say that the queue is open.
    pub open: bool,
    /// When that changes; not within 60 days, if left out.
    #[serde(default)]
    pub until: Option<HoursChange>,
}

/// A queue opens or closes, by its hours.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HoursChange {
    /// When.
    pub at: Timestamp,
    /// On what day, where the queue is.
    pub day: Day,
    /// What the clock shows there then, in minutes after midnight.
    pub minute: u16,
}

/// How opening hours stand, as a guest's browser is told it: a moment, which it shows by the guest's own clock.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuestHours {
    /// Whether they say that the queue is open.
    pub open: bool,
    /// When that changes; not within 60 days, if left out.
    #[serde(default)]
    pub until: Option<Timestamp>,
}

/// Hours that cannot be.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum WrongHours {
    /// A span is none.
    #[error("hours begin before 24:00 and end later than that, within 24 hours")]
    Span,
    /// Two spans of a day share a minute, or the later one comes first.
    #[error("hours of one day follow one another")]
    Order,
    /// There are too many in a day.
    #[error("a day has at most {SPANS_A_DAY_MAX} times at which the queue opens")]
    Spans,
    /// Special days do not follow one another.
    #[error("special days come in order, none twice")]
    Days,
    /// There are too many of them.
    #[error("there are at most {SPECIAL_DAYS_MAX} special days")]
    SpecialDays,
}

impl OpeningHours {
    /// The hours of a day.
    pub fn on(&self, day: &Day) -> DayHours {
        let special = self
            .special_days
            .binary_search_by(|special| special.day.cmp(day))
            .ok()
            .and_then(|place| self.special_days.get(place));
        match special {
            Some(special) => DayHours {
                day: day.clone(),
                name: special.name.clone(),
                spans: special.spans.clone(),
            },
            None => DayHours {
                day: day.clone(),
                name: None,
                spans: self.week.of(day.weekday()).clone(),
            },
        }
    }

    /// The same hours, with nothing said of days before the first and after the last.
    #[must_use]
    pub fn between(mut self, first: &Day, last: &Day) -> Self {
        self.special_days
            .retain(|special| (first..=last).contains(&&special.day));
        self
    }

    /// Whether they can be.
    ///
    /// # Errors
    ///
    /// They cannot.
    pub fn check(&self) -> Result<(), WrongHours> {
        if self.special_days.len() > SPECIAL_DAYS_MAX {
            return Err(WrongHours::SpecialDays);
        }
        if !self
            .special_days
            .is_sorted_by(|one, next| one.day < next.day)
        {
            return Err(WrongHours::Days);
        }
        let special_days = self.special_days.iter().map(|special| &special.spans);
        let mut days = self.week.days().into_iter().chain(special_days);
        days.try_for_each(|spans| check_day(spans))
    }
}

impl OpeningWeek {
    /// The hours of a day of the week, from 0 for Monday to 6.
    pub const fn of(&self, weekday: u8) -> &Vec<OpenSpan> {
        match weekday {
            0 => &self.monday,
            1 => &self.tuesday,
            2 => &self.wednesday,
            3 => &self.thursday,
            4 => &self.friday,
            5 => &self.saturday,
            _ => &self.sunday,
        }
    }

    /// The hours of each, Monday's first.
    pub fn days(&self) -> [&Vec<OpenSpan>; 7] {
        [0, 1, 2, 3, 4, 5, 6].map(|weekday| self.of(weekday))
    }

    /// A week of these days, Monday first.
    pub fn from_days(days: [Vec<OpenSpan>; 7]) -> Self {
        let [
            monday,
            tuesday,
            wednesday,
            thursday,
            friday,
            saturday,
            sunday,
        ] = days;
        Self {
            monday,
            tuesday,
            wednesday,
            thursday,
            friday,
            saturday,
            sunday,
        }
    }
}

impl OpenSpan {
    /// Whether it is one.
    pub const fn is_right(self) -> bool {
        self.from < DAY_MINUTES && self.from < self.until && self.until - self.from <= DAY_MINUTES
    }
}

/// Whether a day can have these hours.
///
/// # Errors
///
/// It cannot.
pub fn check_day(spans: &[OpenSpan]) -> Result<(), WrongHours> {
    if spans.len() > SPANS_A_DAY_MAX {
        return Err(WrongHours::Spans);
    }
    if !spans.iter().all(|span| span.is_right()) {
        return Err(WrongHours::Span);
    }
    if !spans.is_sorted_by(|one, next| one.until <= next.from) {
        return Err(WrongHours::Order);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: u16, until: u16) -> OpenSpan {
        OpenSpan { from, until }
    }

    fn closed(day: &str, name: &str) -> SpecialDay {
        SpecialDay {
            day: Day::try_from(day.to_owned()).unwrap(),
            name: Some(name.parse().unwrap()),
            spans: vec![],
        }
    }

    fn hours() -> OpeningHours {
        OpeningHours {
            zone: ZoneName::try_from("Europe/Berlin".to_owned()).unwrap(),
            week: OpeningWeek {
                monday: vec![span(540, 720), span(780, 1_080)],
                saturday: vec![span(1_200, 1_560)],
                ..OpeningWeek::default()
            },
            special_days: vec![
                closed("2026-12-21", "Solstice"),
                closed("2026-12-25", "Christmas"),
            ],
        }
    }

    fn on(day: &str) -> (Option<String>, Vec<OpenSpan>) {
        let day = Day::try_from(day.to_owned()).unwrap();
        let DayHours { name, spans, .. } = hours().on(&day);
        (name.map(|name| name.to_string()), spans)
    }

    #[test]
    fn a_day_is_like_its_weekday_unless_something_else_is_said_of_it() {
        let monday = vec![span(540, 720), span(780, 1_080)];
        assert_eq!(on("2026-12-14"), (None, monday.clone()));
        assert_eq!(on("2026-12-15"), (None, vec![]));
        assert_eq!(on("2026-12-19"), (None, vec![span(1_200, 1_560)]));
        assert_eq!(on("2026-12-21"), (Some("Solstice".to_owned()), vec![]));
        assert_eq!(on("2026-12-28"), (None, monday));
        let near = |first: &str, last: &str| {
            let day = |text: &str| Day::try_from(text.to_owned()).unwrap();
            hours().between(&day(first), &day(last)).special_days.len()
        };
        assert_eq!(near("2026-12-21", "2026-12-25"), 2);
        assert_eq!(near("2026-12-22", "2026-12-24"), 0);
    }

    #[test]
    fn hours_that_cannot_be_are_told_from_those_that_can() {
        assert_eq!(hours().check(), Ok(()));
        let with_monday = |spans: Vec<OpenSpan>| {
            let mut hours = hours();
            hours.week.monday = spans;
            hours.check()
        };
        assert_eq!(with_monday(vec![span(0, 1_440)]), Ok(()));
        assert_eq!(with_monday(vec![span(1_439, 2_879)]), Ok(()));
        assert_eq!(with_monday(vec![span(540, 600), span(600, 660)]), Ok(()));
        for wrong in [span(540, 540), span(1_440, 1_500), span(600, 2_041)] {
            assert_eq!(with_monday(vec![wrong]), Err(WrongHours::Span), "{wrong:?}");
        }
        let crossed = vec![span(540, 720), span(719, 800)];
        assert_eq!(with_monday(crossed), Err(WrongHours::Order));
        let many = (0..7).map(|n| span(n * 10, n * 10 + 5)).collect();
        assert_eq!(with_monday(many), Err(WrongHours::Spans));
        let mut twice = hours();
        twice.special_days.push(closed("2026-12-25", "Christmas"));
        assert_eq!(twice.check(), Err(WrongHours::Days));
        let mut many = hours();
        let days = (0..401).map(|n| SpecialDay {
            day: Day::after_1970(20_000 + n),
            name: None,
            spans: vec![],
        });
        many.special_days = days.collect();
        assert_eq!(many.check(), Err(WrongHours::SpecialDays));
        let mut wrong = hours();
        if let Some(christmas) = wrong.special_days.last_mut() {
            christmas.spans = vec![span(5, 5)];
        }
        assert_eq!(wrong.check(), Err(WrongHours::Span));
    }
}
