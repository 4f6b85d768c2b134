//! Days of the calendar.

use serde::{Deserialize, Serialize};

/// A day of the calendar, like `2026-11-29`. Of whose local time it is a day has to be said beside it.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day {
    since_1970: i32,
    text: String,
}

/// A text that is no day.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a day is written like 2026-11-29")]
pub struct NoDay;

impl Day {
    /// The one so many days after 1970-01-01.
    pub fn after_1970(days: i32) -> Self {
        let (year, month, day) = civil(days);
        Self {
            since_1970: days,
            text: format!("{year:04}-{month:02}-{day:02}"),
        }
    }

    /// Days from 1970-01-01 to this one.
    pub const fn since_1970(&self) -> i32 {
        self.since_1970
    }

    /// So many days later, or earlier.
    #[must_use]
    pub fn plus(&self, days: i32) -> Self {
        Self::after_1970(self.since_1970.saturating_add(days))
    }

    /// Which day of the week it is, from 0 for Monday to 6.
    pub fn weekday(&self) -> u8 {
        // The first day of 1970 was a Thursday.
        let since_monday = self.since_1970.saturating_add(3).rem_euclid(7);
        u8::try_from(since_monday).unwrap_or_default()
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Days of the calendar from 1970 on ("days_from_civil" of Howard Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms"; for years from 0 on).
const fn days_to(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year / 400;
    let year_of_era = year - era * 400;
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day: the other way ("civil_from_days").
const fn civil(since_1970: i32) -> (i32, i32, i32) {
    let days = since_1970.saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400;
    let year = if month <= 2 { year + 1 } else { year };
    (year, month, day)
}

/// Year, month and day as they stand in `2026-11-29`. It is short, because every guest's browser loads it.
fn written(text: &[u8]) -> Option<(i32, i32, i32)> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *text else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i32, |number, digit| {
            let is_digit = digit.is_ascii_digit();
            is_digit.then(|| number * 10 + i32::from(digit - b'0'))
        })
    };
    let year = number(&[y0, y1, y2, y3])?;
    Some((year, number(&[m0, m1])?, number(&[d0, d1])?))
}

impl TryFrom<String> for Day {
    type Error = NoDay;

    fn try_from(text: String) -> Result<Self, NoDay> {
        let (year, month, day) = written(text.as_bytes()).ok_or(NoDay)?;
        if year < 1970 || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return Err(NoDay);
        }
        let since_1970 = days_to(year, month, day);
        // There is no 31st of November.
        if civil(since_1970) != (year, month, day) {
            return Err(NoDay);
        }
        Ok(Self { since_1970, text })
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Result<Day, NoDay> {
        Day::try_from(text.to_owned())
    }

    #[test]
    fn a_day_is_one_of_the_calendar() {
        for (text, since_1970) in [
            ("1970-01-01", 0),
            ("2000-02-29", 11_016),
            ("2026-11-29", 20_786),
        ] {
            let days = day(text).map(|day| day.since_1970());
            assert_eq!(days, Ok(since_1970), "{text}");
        }
        for wrong in [
            "",
            "2026-11",
            "2026-11-31",
            "2026-02-29",
            "2026-1-2",
            "+2026-01-02",
            "1969-12-31",
            "2026-01-02-03",
            "today",
        ] {
            assert_eq!(day(wrong), Err(NoDay), "{wrong}");
        }
    }

    #[test]
    fn a_day_is_one_of_the_week() {
        for (text, weekday) in [
            ("1970-01-01", 3),
            ("2026-11-29", 6),
            ("2026-11-30", 0),
            ("2000-02-29", 1),
        ] {
            assert_eq!(day(text).unwrap().weekday(), weekday, "{text}");
        }
    }

    #[test]
    fn every_day_of_four_centuries_is_read_as_it_is_written() {
        for since_1970 in 0..146_097 {
            let one = Day::after_1970(since_1970);
            assert_eq!(day(one.as_str()), Ok(one));
        }
    }
}
