//! Days of a calendar file (iCalendar, RFC 5545): what lasts a whole day, and comes each year if it says so. That is what
//! calendars of holidays are made of; whatever has a time of day, or comes again by other rules, is left out and counted.

use std::collections::{BTreeMap, BTreeSet};

use hushdesk_protocol::rest::{Day, SPECIAL_DAYS_MAX, SpecialDay};
use hushdesk_protocol::text::Title;

/// Bytes of a file that is read, at most.
pub(super) const CALENDAR_BYTES_MAX: u32 = 2_000_000;

/// Days ahead that are looked at: two years.
const DAYS_AHEAD: i32 = 731;

/// Days that one event lasts, at most: the longest holidays.
const EVENT_DAYS_MAX: i32 = 100;

/// Times that a yearly event is followed: since a century ago.
const YEARS_MAX: i32 = 200;

/// Characters of a name.
const NAME_CHARS: usize = 100;

/// What a file says of the days to come.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct CalendarFile {
    /// The days, the earliest first, each once.
    pub(super) days: Vec<SpecialDay>,
    /// How many events were left out, because they have a time of day or come again by a rule of their own.
    pub(super) left_out: usize,
    /// Whether there are more days than a queue can have.
    pub(super) is_cut: bool,
}

/// A file that is no calendar.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct NoCalendar;

/// Reads a file: its days from this one on, for two years.
///
/// # Errors
///
/// It is no calendar.
pub(super) fn read(text: &str, today: &Day) -> Result<CalendarFile, NoCalendar> {
    let lines = unfolded(text);
    let is_calendar = lines.first().is_some_and(|line| {
        line.trim_start_matches('\u{feff}')
            .eq_ignore_ascii_case("BEGIN:VCALENDAR")
    });
    if !is_calendar {
        return Err(NoCalendar);
    }
    let mut days = BTreeMap::new();
    let mut file = CalendarFile::default();
    for event in events(&lines) {
        match event.days(today) {
            Some(found) => {
                for day in found {
                    // What comes first in the file names the day.
                    days.entry(day).or_insert_with(|| event.name.clone());
                }
            }
            None => file.left_out = file.left_out.saturating_add(1),
        }
    }
    file.is_cut = days.len() > SPECIAL_DAYS_MAX;
    let days = days.into_iter().take(SPECIAL_DAYS_MAX);
    let closed = days.map(|(day, name)| SpecialDay {
        day,
        name,
        spans: vec![],
    });
    file.days = closed.collect();
    Ok(file)
}

/// Lines, put together again where they were folded (section 3.1).
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some(last)) => last.push_str(more),
            _ if line.is_empty() => {}
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// What a file says of an event, as far as it is followed.
#[derive(Debug, Default)]
struct Event {
    name: Option<Title>,
    begin: Option<Day>,
    /// The day after its last.
    end: Option<Day>,
    lasts: Option<i32>,
    rule: Option<String>,
    is_cancelled: bool,
    /// Days on which it does not come, though its rule says so.
    except: BTreeSet<Day>,
    /// Whether it has a time of day, or comes on further days of a list.
    is_other: bool,
}

/// The events of a calendar (section 3.6.1), without what stands in them, such as alarms.
fn events(lines: &[String]) -> Vec<Event> {
    let mut events = Vec::new();
    let mut event: Option<Event> = None;
    let mut inside = 0_usize;
    for line in lines {
        let Some((name, value)) = property(line) else {
            continue;
        };
        match (name.as_str(), event.as_mut()) {
            ("BEGIN", Some(_)) => inside = inside.saturating_add(1),
            ("BEGIN", None) if value.eq_ignore_ascii_case("VEVENT") => {
                event = Some(Event::default());
            }
            ("END", Some(_)) if inside > 0 => inside = inside.saturating_sub(1),
            ("END", Some(_)) => events.extend(event.take()),
            (_, Some(event)) if inside == 0 => event.take(&name, value),
            _ => {}
        }
    }
    events
}

/// The name of a property in capitals, and its value (section 3.1). A colon in the quotes of a parameter ends nothing.
fn property(line: &str) -> Option<(String, &str)> {
    let mut is_quoted = false;
    let colon = line.find(|letter| {
        is_quoted ^= letter == '"';
        letter == ':' && !is_quoted
    })?;
    let (head, value) = line.split_at_checked(colon)?;
    let (name, _) = head.split_once(';').unwrap_or((head, ""));
    Some((name.to_ascii_uppercase(), value.get(1..)?))
}

impl Event {
    fn take(&mut self, name: &str, value: &str) {
        match name {
            "SUMMARY" => self.name = title(value),
            "DTSTART" => {
                self.begin = day(value);
                self.is_other |= self.begin.is_none();
            }
            "DTEND" => self.end = day(value),
            "DURATION" => self.lasts = lasting(value),
            "RRULE" => self.rule = Some(value.to_ascii_uppercase()),
            "EXDATE" => self.except.extend(value.split(',').filter_map(day)),
            "RDATE" | "RECURRENCE-ID" => self.is_other = true,
            "STATUS" => self.is_cancelled = value.eq_ignore_ascii_case("CANCELLED"),
            _ => {}
        }
    }

    /// Its days from this one on, for two years; none, if it is left out.
    fn days(&self, today: &Day) -> Option<Vec<Day>> {
        if self.is_other {
            return None;
        }
        if self.is_cancelled {
            return Some(Vec::new());
        }
        let begin = self.begin.as_ref()?;
        let last = today.plus(DAYS_AHEAD);
        let mut begins = vec![begin.clone()];
        if let Some(rule) = &self.rule {
            begins = yearly(begin, rule, &last)?;
        }
        let count = self.count(begin);
        let is_wanted = |day: &Day| (today..=&last).contains(&day);
        let comes = begins.iter().filter(|day| !self.except.contains(day));
        let days = comes.flat_map(|begin| (0..count).map(|n| begin.plus(n)));
        Some(days.filter(is_wanted).collect())
    }

    /// How many days it lasts (section 3.6.1: one, if nothing else is said).
    fn count(&self, begin: &Day) -> i32 {
        let end = self.end.as_ref();
        let until_end = end.map(|end| end.since_1970().saturating_sub(begin.since_1970()));
        let count = until_end.or(self.lasts).unwrap_or(1);
        count.clamp(1, EVENT_DAYS_MAX)
    }
}

/// A day, `20261225`; what has a time of day is none (section 3.3.4).
fn day(value: &str) -> Option<Day> {
    let value = value.trim();
    if value.len() != 8 {
        return None;
    }
    let (year, rest) = value.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    Day::try_from(format!("{year}-{month}-{day}")).ok()
}

/// Whole days or weeks of a duration: `P2D`, `P1W` (section 3.3.6).
fn lasting(value: &str) -> Option<i32> {
    let value = value.trim().trim_start_matches('+').strip_prefix('P')?;
    let (count, days) = match value.strip_suffix('W') {
        Some(weeks) => (weeks, 7),
        None => (value.strip_suffix('D')?, 1),
    };
    Some(count.parse::<i32>().ok()?.saturating_mul(days))
}

/// The name of an event (section 3.3.11), as much of it as there is room for.
fn title(value: &str) -> Option<Title> {
    let mut name = String::new();
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') | None => name.push(' '),
                Some(other) => name.push(other),
            },
            other if other.is_control() => name.push(' '),
            other => name.push(other),
        }
    }
    let words: Vec<_> = name.split_whitespace().collect();
    let name: String = words.join(" ").chars().take(NAME_CHARS).collect();
    name.trim_end().parse().ok()
}

/// When what comes each year begins (section 3.3.10), up to a day; none, if it comes by another rule.
fn yearly(begin: &Day, rule: &str, last: &Day) -> Option<Vec<Day>> {
    let (mut until, mut count, mut is_yearly) = (last.clone(), YEARS_MAX, false);
    let (month, date) = begin.as_str().split_once('-')?.1.split_once('-')?;
    let is_same = |value: &str, of: &str| value.parse::<u8>().ok() == of.parse::<u8>().ok();
    for part in rule.split(';') {
        match part.split_once('=')? {
            ("FREQ", frequency) => is_yearly = frequency == "YEARLY",
            ("INTERVAL", "1") | ("WKST", _) => {}
            ("BYMONTH", value) if is_same(value, month) => {}
            ("BYMONTHDAY", value) if is_same(value, date) => {}
            ("COUNT", value) => count = value.parse::<i32>().ok()?.clamp(0, YEARS_MAX),
            ("UNTIL", value) => until = day(value.get(..8)?)?.min(until),
            _ => return None,
        }
    }
    if !is_yearly {
        return None;
    }
    let first: i32 = begin.as_str().get(..4)?.parse().ok()?;
    // A 29th of February is none in most years.
    let days = (first..first.saturating_add(count))
        .filter_map(|year| Day::try_from(format!("{year:04}-{month}-{date}")).ok());
    Some(days.take_while(|day| *day <= until).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        Day::try_from("2026-11-30".to_owned()).unwrap()
    }

    fn calendar(events: &[&str]) -> String {
        let events: Vec<_> = events
            .iter()
            .map(|event| format!("BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n"))
            .collect();
        format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n",
            events.concat()
        )
    }

    fn found(events: &[&str]) -> (Vec<String>, usize) {
        let file = read(&calendar(events), &today()).unwrap();
        let days = file.days.into_iter().map(|special| {
            let name = special.name.map(|name| name.to_string());
            format!("{} {}", special.day.as_str(), name.unwrap_or_default())
        });
        (days.collect(), file.left_out)
    }

    #[test]
    fn whole_days_are_taken_with_their_names() {
        let (days, left_out) = found(&[
            "UID:1\r\nDTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261227\r\nSUMMARY:Christ\r\n mas\\, both days",
            "DTSTART:20270101\r\nSUMMARY;LANGUAGE=en:New Year",
            "DTSTART;VALUE=DATE:20270503\r\nDURATION:P2D\r\nSUMMARY:",
        ]);
        assert_eq!(
            days,
            [
                "2026-12-25 Christmas, both days",
                "2026-12-26 Christmas, both days",
                "2027-01-01 New Year",
                "2027-05-03 ",
                "2027-05-04 ",
            ]
        );
        assert_eq!(left_out, 0);
    }

    #[test]
    fn what_is_over_or_cancelled_or_far_away_is_passed_over() {
        let (days, left_out) = found(&[
            "DTSTART;VALUE=DATE:20251225\r\nSUMMARY:Last year",
            "DTSTART;VALUE=DATE:20261129\r\nDTEND;VALUE=DATE:20261201\r\nSUMMARY:Since yesterday",
            "DTSTART;VALUE=DATE:20261225\r\nSTATUS:CANCELLED\r\nSUMMARY:Nothing",
            "DTSTART;VALUE=DATE:20290101\r\nSUMMARY:Far",
        ]);
        assert_eq!(days, ["2026-11-30 Since yesterday"]);
        assert_eq!(left_out, 0);
    }

    #[test]
    fn what_has_a_time_or_a_rule_of_its_own_is_left_out_and_counted() {
        let (days, left_out) = found(&[
            "DTSTART;TZID=\"Europe/Berlin:x\":20261225T100000\r\nSUMMARY:Meeting",
            "DTSTART;VALUE=DATE:20261201\r\nRRULE:FREQ=WEEKLY\r\nSUMMARY:Weekly",
            "DTSTART;VALUE=DATE:20261126\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\r\nSUMMARY:Thanksgiving",
            "SUMMARY:Without a day",
        ]);
        assert_eq!((days.len(), left_out), (0, 4));
    }

    #[test]
    fn what_comes_each_year_comes_for_two_years() {
        let (days, left_out) = found(&[
            "DTSTART;VALUE=DATE:20001003\r\nRRULE:FREQ=YEARLY;INTERVAL=1;BYMONTH=10;BYMONTHDAY=3\r\nSUMMARY:Unity",
            "DTSTART;VALUE=DATE:20240229\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Leap",
            "DTSTART;VALUE=DATE:20250501\r\nRRULE:FREQ=YEARLY;COUNT=3\r\nEXDATE;VALUE=DATE:20260501\r\nSUMMARY:May",
            "DTSTART;VALUE=DATE:20250601\r\nRRULE:FREQ=YEARLY;UNTIL=20260601T000000Z\r\nSUMMARY:Over",
        ]);
        assert_eq!(
            days,
            [
                "2027-05-01 May",
                "2027-10-03 Unity",
                "2028-02-29 Leap",
                "2028-10-03 Unity",
            ]
        );
        assert_eq!(left_out, 0);
    }

    #[test]
    fn alarms_in_an_event_are_none_of_its_days() {
        let (days, _) = found(&[
            "DTSTART;VALUE=DATE:20261224\r\nBEGIN:VALARM\r\nSUMMARY:Ring\r\nDTSTART:20270101\r\nEND:VALARM\r\nSUMMARY:Eve",
        ]);
        assert_eq!(days, ["2026-12-24 Eve"]);
    }

    #[test]
    fn what_is_no_calendar_is_refused_and_no_text_breaks_it() {
        for wrong in ["", "a;b\r\nc", "<html>", "BEGIN:VCARD\r\nEND:VCARD"] {
            assert_eq!(read(wrong, &today()), Err(NoCalendar), "{wrong}");
        }
        let (days, left_out) = found(&[
            "DTSTART;VALUE=DATE:2026é25\r\nSUMMARY:é",
            "DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261224\r\nRRULE:x",
            "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20261201\r\nSUMMARY:Backwards",
        ]);
        assert_eq!(days, ["2026-12-31 Backwards"]);
        assert_eq!(left_out, 2);
    }

    #[test]
    fn a_name_has_an_end_and_a_queue_has_room_for_400_days() {
        let long = format!("DTSTART:20261224\r\nSUMMARY:{}", "é".repeat(300));
        let file = read(&calendar(&[&long]), &today()).unwrap();
        let name = file.days[0].name.as_ref().unwrap().to_string();
        assert_eq!(name.chars().count(), 100);
        let many = "DTSTART:20261201\r\nDURATION:P90D";
        let later = "DTSTART:20270301\r\nDURATION:P90D";
        let still_later = "DTSTART:20270601\r\nDURATION:P90D";
        let more = [
            "DTSTART:20270901\r\nDURATION:P90D",
            "DTSTART:20271201\r\nDURATION:P90D",
        ];
        let events = [many, later, still_later, more[0], more[1]];
        let file = read(&calendar(&events), &today()).unwrap();
        assert_eq!((file.days.len(), file.is_cut), (400, true));
    }
}
