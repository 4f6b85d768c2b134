//! Days that are looked at together, and those that one asks for again and again.

use hushdesk_protocol::rest::Day;
use hushdesk_texts::console as texts;
use hushdesk_web::ambient;

use crate::days;

/// Days that can be counted at once.
const DAYS_MAX: i32 = 1_096;

/// Days, the last one included.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Days {
    /// The first.
    pub(crate) first: Day,
    /// The last.
    pub(crate) last: Day,
}

/// The days make no period, or one that is too long.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct WrongDays;

/// The day it is, where this browser is.
pub(crate) fn today() -> Day {
    let today = days::value_of(ambient::now());
    Day::try_from(today).unwrap_or_else(|_| Day::after_1970(0))
}

impl Days {
    /// From one to another.
    pub(crate) const fn new(first: Day, last: Day) -> Self {
        Self { first, last }
    }

    /// Those that two fields say; what they leave open is so that four weeks are counted, up to today.
    ///
    /// # Errors
    ///
    /// The last would come before the first, or there are too many.
    pub(crate) fn counted(from: &str, until: &str, today: &Day) -> Result<Self, WrongDays> {
        let day = |text: &str| Day::try_from(text.to_owned()).ok();
        let last = day(until).unwrap_or_else(|| today.clone());
        let first = day(from).unwrap_or_else(|| last.plus(-27));
        let days = Self { first, last };
        if (1..=DAYS_MAX).contains(&days.count()) {
            Ok(days)
        } else {
            Err(WrongDays)
        }
    }

    /// How many there are.
    pub(crate) const fn count(&self) -> i32 {
        self.last
            .since_1970()
            .saturating_sub(self.first.since_1970())
            .saturating_add(1)
    }

    /// As many, just before.
    pub(crate) fn before(&self) -> Self {
        Self {
            first: self.first.plus(self.count().saturating_neg()),
            last: self.first.plus(-1),
        }
    }

    /// Each of them.
    pub(crate) fn each(&self) -> impl Iterator<Item = Day> + use<> {
        (self.first.since_1970()..=self.last.since_1970()).map(Day::after_1970)
    }

    /// Each month of which there is a day among them, like `2026-11`.
    pub(crate) fn months(&self) -> Vec<String> {
        let mut months: Vec<_> = self.each().map(|day| month(&day).to_owned()).collect();
        months.dedup();
        months
    }
}

/// The month of a day: `2026-11`.
fn month(day: &Day) -> &str {
    day.as_str().rsplit_once('-').map_or("", |(month, _)| month)
}

fn first_of_month(day: &Day) -> Day {
    let first = format!("{}-01", month(day));
    Day::try_from(first).unwrap_or_else(|_| day.clone())
}

/// Days that one asks for again and again.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Preset {
    /// This day.
    Today,
    /// The day before.
    Yesterday,
    /// Seven days, up to today.
    Week,
    /// Twenty-eight.
    FourWeeks,
    /// From the first of the month on.
    ThisMonth,
    /// The month before.
    LastMonth,
    /// A year, up to today.
    Year,
    /// Whatever day it was.
    All,
}

impl Preset {
    /// What it is called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Today => texts::periods::today(),
            Self::Yesterday => texts::periods::yesterday(),
            Self::Week => texts::periods::week(),
            Self::FourWeeks => texts::periods::four_weeks(),
            Self::ThisMonth => texts::periods::this_month(),
            Self::LastMonth => texts::periods::last_month(),
            Self::Year => texts::periods::year(),
            Self::All => texts::periods::all(),
        }
    }

    /// Its days; none, if it does not matter which.
    pub(crate) fn days(self, today: &Day) -> Option<Days> {
        let last_days =
            |count: i32| Days::new(today.plus(1_i32.saturating_sub(count)), today.clone());
        Some(match self {
            Self::Today => last_days(1),
            Self::Yesterday => Days::new(today.plus(-1), today.plus(-1)),
            Self::Week => last_days(7),
            Self::FourWeeks => last_days(28),
            Self::ThisMonth => Days::new(first_of_month(today), today.clone()),
            Self::LastMonth => {
                let last = first_of_month(today).plus(-1);
                Days::new(first_of_month(&last), last)
            }
            Self::Year => last_days(365),
            Self::All => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::try_from(text.to_owned()).unwrap()
    }

    fn said(days: &Days) -> String {
        format!("{} {}", days.first.as_str(), days.last.as_str())
    }

    #[test]
    fn each_preset_has_its_days_also_over_the_ends_of_months_and_years() {
        for (preset, today, days) in [
            (Preset::Today, "2026-11-30", "2026-11-30 2026-11-30"),
            (Preset::Yesterday, "2026-03-01", "2026-02-28 2026-02-28"),
            (Preset::Week, "2026-01-03", "2025-12-28 2026-01-03"),
            (Preset::FourWeeks, "2026-11-29", "2026-11-02 2026-11-29"),
            (Preset::ThisMonth, "2026-11-30", "2026-11-01 2026-11-30"),
            (Preset::LastMonth, "2026-01-31", "2025-12-01 2025-12-31"),
            (Preset::LastMonth, "2024-03-31", "2024-02-01 2024-02-29"),
            (Preset::Year, "2026-11-30", "2025-12-01 2026-11-30"),
        ] {
            let found = preset.days(&day(today)).map(|days| said(&days));
            assert_eq!(found.as_deref(), Some(days), "{preset:?}");
        }
        assert_eq!(Preset::All.days(&day("2026-11-30")), None);
    }

    #[test]
    fn what_is_left_open_makes_four_weeks() {
        let today = day("2026-11-29");
        let counted = |from, until| Days::counted(from, until, &today).map(|days| said(&days));
        assert_eq!(counted("", ""), Ok("2026-11-02 2026-11-29".to_owned()));
        assert_eq!(
            counted("", "2026-01-28"),
            Ok("2026-01-01 2026-01-28".to_owned())
        );
        assert_eq!(
            counted("2026-11-29", "2026-11-29"),
            Ok("2026-11-29 2026-11-29".to_owned())
        );
        assert_eq!(counted("2026-11-30", "2026-11-29"), Err(WrongDays));
        assert_eq!(counted("2020-01-01", ""), Err(WrongDays));
    }

    #[test]
    fn as_many_days_come_before() {
        let days = Days::new(day("2026-11-02"), day("2026-11-29"));
        assert_eq!(said(&days.before()), "2026-10-05 2026-11-01");
        assert_eq!((days.count(), days.before().count()), (28, 28));
    }

    #[test]
    fn months_are_those_of_the_days() {
        let days = Days::new(day("2025-12-31"), day("2026-02-01"));
        assert_eq!(days.months(), ["2025-12", "2026-01", "2026-02"]);
    }
}
