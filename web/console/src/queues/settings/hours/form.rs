//! When a queue is open, as it is typed.

use hushdesk_protocol::rest::{
    DAY_MINUTES, Day, DayHours, OpenSpan, OpeningHours, OpeningWeek, SPANS_A_DAY_MAX,
    SPECIAL_DAYS_MAX, SpecialDay, ZoneName, check_day,
};

use crate::zone;

/// What stands in the form.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(in crate::queues::settings) struct HoursForm {
    /// Whether guests are told any.
    pub(super) on: bool,
    /// The name of the time zone.
    pub(super) zone: String,
    /// Each day of the week, Monday first.
    pub(super) week: [DayForm; 7],
    /// Days that are not like their weekday, the earliest first.
    pub(super) special_days: Vec<SpecialDay>,
}

/// The hours of a day; none: closed.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct DayForm {
    pub(super) spans: Vec<SpanForm>,
}

/// From one time of day to another, as fields for times have them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct SpanForm {
    pub(super) from: String,
    pub(super) until: String,
}

impl HoursForm {
    /// These hours; where there are none, what one may begin with.
    pub(in crate::queues::settings) fn of(hours: Option<&OpeningHours>) -> Self {
        let Some(hours) = hours else {
            return Self::usual();
        };
        Self {
            on: true,
            zone: hours.zone.as_str().to_owned(),
            week: hours.week.days().map(|spans| DayForm::of(spans)),
            special_days: hours.special_days.clone(),
        }
    }

    /// From nine to five on weekdays, where this browser is.
    fn usual() -> Self {
        let open = DayForm {
            spans: vec![SpanForm::usual()],
        };
        let [closed, too] = [DayForm::default(), DayForm::default()];
        Self {
            on: false,
            zone: zone::zone().map_or_else(String::new, String::from),
            week: [
                open.clone(),
                open.clone(),
                open.clone(),
                open.clone(),
                open,
                closed,
                too,
            ],
            special_days: vec![],
        }
    }

    /// The hours, if there are any; nothing, if something is wrong with them.
    pub(in crate::queues::settings) fn hours(&self) -> Option<Option<OpeningHours>> {
        if !self.on {
            return Some(None);
        }
        let mut week = Vec::with_capacity(7);
        for day in &self.week {
            week.push(day.spans()?);
        }
        let hours = OpeningHours {
            zone: self.zone_name()?,
            week: OpeningWeek::from_days(week.try_into().ok()?),
            special_days: self.special_days.clone(),
        };
        hours.check().is_ok().then_some(Some(hours))
    }

    /// The time zone, if there is one of this name.
    pub(super) fn zone_name(&self) -> Option<ZoneName> {
        let name = ZoneName::try_from(self.zone.trim().to_owned()).ok()?;
        zone::time_in(&name).map(|_| name)
    }

    /// How many things are other than they were.
    pub(in crate::queues::settings) fn changes(&self, before: &Self) -> usize {
        if !self.on {
            return usize::from(before.on);
        }
        let days = self.week.iter().zip(&before.week);
        let days = days.filter(|(is, was)| is != was).count();
        usize::from(!before.on)
            .saturating_add(usize::from(self.zone != before.zone))
            .saturating_add(days)
            .saturating_add(usize::from(self.special_days != before.special_days))
    }

    /// The hours of a day, as far as they are right.
    pub(super) fn on(&self, day: &Day) -> DayHours {
        let special = self.special_days.iter().find(|it| it.day == *day);
        if let Some(SpecialDay { day, name, spans }) = special.cloned() {
            return DayHours { day, name, spans };
        }
        let weekday = self.week.get(usize::from(day.weekday()));
        DayHours {
            day: day.clone(),
            name: None,
            spans: weekday.and_then(DayForm::spans).unwrap_or_default(),
        }
    }

    /// Every other weekday is as Monday is; the weekend stays.
    pub(super) fn copy_monday(&mut self) {
        let [monday, tuesday, wednesday, thursday, friday, _, _] = &mut self.week;
        for day in [tuesday, wednesday, thursday, friday] {
            day.clone_from(monday);
        }
    }

    /// Days come to those that are not like their weekday, in their places. Of one that is there already this counts.
    pub(super) fn add(&mut self, days: Vec<SpecialDay>) {
        for special in days {
            let place = self
                .special_days
                .binary_search_by(|it| it.day.cmp(&special.day));
            match place {
                Ok(place) => {
                    if let Some(there) = self.special_days.get_mut(place) {
                        *there = special;
                    }
                }
                Err(place) => self.special_days.insert(place, special),
            }
        }
    }

    /// A day of the week, from 0 for Monday, is like this.
    pub(super) fn set(&mut self, place: usize, day: DayForm) {
        if let Some(there) = self.week.get_mut(place) {
            *there = day;
        }
    }

    /// Days before this one are not spoken of any more.
    pub(super) fn remove_before(&mut self, today: &Day) {
        self.special_days.retain(|it| it.day >= *today);
    }

    /// A day is like its weekday again.
    pub(super) fn remove(&mut self, day: &Day) {
        self.special_days.retain(|it| it.day != *day);
    }

    /// Whether something else is said of this day than of its weekday.
    pub(super) fn has(&self, day: &Day) -> bool {
        self.special_days.iter().any(|it| it.day == *day)
    }

    /// How many more such days there can be.
    pub(super) fn room(&self) -> usize {
        SPECIAL_DAYS_MAX.saturating_sub(self.special_days.len())
    }
}

impl DayForm {
    fn of(spans: &[OpenSpan]) -> Self {
        let spans = spans.iter().map(|span| SpanForm {
            from: time(span.from),
            until: time(span.until),
        });
        Self {
            spans: spans.collect(),
        }
    }

    /// The hours, if they can be.
    pub(super) fn spans(&self) -> Option<Vec<OpenSpan>> {
        let spans: Option<Vec<_>> = self.spans.iter().map(SpanForm::span).collect();
        spans.filter(|spans| check_day(spans).is_ok())
    }

    /// Opens, or closes.
    pub(super) fn open(&mut self, on: bool) {
        self.spans.clear();
        if on {
            self.spans.push(SpanForm::usual());
        }
    }

    /// Opens once more, for an hour, an hour after it has closed.
    pub(super) fn add(&mut self) {
        let last = self.spans.last().and_then(SpanForm::span);
        let from = last.map_or(9 * 60, |last| last.until.saturating_add(60));
        self.spans.push(SpanForm {
            from: time(from),
            until: time(from.saturating_add(60)),
        });
    }

    /// Whether it can open once more.
    pub(super) fn has_room(&self) -> bool {
        self.spans.len() < SPANS_A_DAY_MAX
    }

    /// It does not open at the time in this place.
    pub(super) fn remove(&mut self, place: usize) {
        if place < self.spans.len() {
            self.spans.remove(place);
        }
    }
}

impl SpanForm {
    fn usual() -> Self {
        Self {
            from: time(9 * 60),
            until: time(17 * 60),
        }
    }

    /// From and until. What ends before it begins ends on the day after.
    pub(super) fn span(&self) -> Option<OpenSpan> {
        let (from, until) = (minute_of(&self.from)?, minute_of(&self.until)?);
        let until = if until > from {
            until
        } else {
            until.saturating_add(DAY_MINUTES)
        };
        Some(OpenSpan { from, until })
    }

    /// Whether it ends on the day after, and later than at its very beginning.
    pub(super) fn is_overnight(&self) -> bool {
        self.span().is_some_and(|span| span.until > DAY_MINUTES)
    }
}

/// A time of day, as a field for times has it.
fn time(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}

/// Minutes after midnight of such a time.
fn minute_of(time: &str) -> Option<u16> {
    let (hours, minutes) = time.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.get(..2)?.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

#[cfg(test)]
pub(in crate::queues::settings) mod tests {
    use super::*;

    pub(in crate::queues::settings::hours) fn day(text: &str) -> Day {
        Day::try_from(text.to_owned()).unwrap()
    }

    pub(in crate::queues::settings::hours) fn closed(text: &str, name: &str) -> SpecialDay {
        SpecialDay {
            day: day(text),
            name: Some(name.parse().unwrap()),
            spans: vec![],
        }
    }

    fn span(from: u16, until: u16) -> OpenSpan {
        OpenSpan { from, until }
    }

    /// Mondays with a break at noon, Saturday nights, Sundays round the clock, and Christmas.
    pub(in crate::queues::settings) fn hours() -> OpeningHours {
        OpeningHours {
            zone: "Europe/Berlin".to_owned().try_into().unwrap(),
            week: OpeningWeek {
                monday: vec![span(540, 720), span(780, 1_080)],
                friday: vec![span(540, 1_440)],
                saturday: vec![span(1_320, 1_500)],
                sunday: vec![span(0, 1_440)],
                ..OpeningWeek::default()
            },
            special_days: vec![closed("2026-12-25", "Christmas")],
        }
    }

    #[test]
    fn hours_stay_what_they_are() {
        let form = HoursForm::of(Some(&hours()));
        assert_eq!(form.hours(), Some(Some(hours())));
        assert_eq!(HoursForm::of(None).hours(), Some(None));
        let monday = &form.week[0].spans;
        let typed = |it: &SpanForm| format!("{}-{}", it.from, it.until);
        assert_eq!(
            monday.iter().map(typed).collect::<Vec<_>>(),
            ["09:00-12:00", "13:00-18:00"]
        );
        let nights = form.week.each_ref().map(|day| {
            let spans = day.spans.iter();
            spans.filter(|span| span.is_overnight()).count()
        });
        assert_eq!(nights, [0, 0, 0, 0, 0, 1, 0]);
    }

    #[test]
    fn what_cannot_be_is_not_right_and_what_is_changed_is_counted() {
        let before = HoursForm::of(Some(&hours()));
        let mut form = before.clone();
        form.week[0].spans[1].from = "11:00".to_owned();
        assert_eq!((form.hours(), form.changes(&before)), (None, 1));
        form.week[0].spans[1].from = "?".to_owned();
        assert_eq!(form.hours(), None);
        form.week[0].remove(1);
        assert!(form.hours().is_some());
        form.zone = "not a zone".to_owned();
        assert_eq!((form.hours(), form.changes(&before)), (None, 2));
        form.zone.clone_from(&before.zone);
        form.copy_monday();
        assert_eq!(form.changes(&before), 5);
        form.remove(&day("2026-12-25"));
        assert_eq!(form.changes(&before), 6);
        form.on = false;
        assert_eq!((form.hours(), form.changes(&before)), (Some(None), 1));
        assert_eq!(HoursForm::of(None).changes(&HoursForm::of(None)), 0);
    }

    #[test]
    fn a_day_opens_closes_and_opens_once_more() {
        let mut day = DayForm::default();
        day.open(true);
        day.add();
        let spans = day.spans().unwrap();
        assert_eq!(spans, [span(540, 1_020), span(1_080, 1_140)]);
        for _ in 0..4 {
            assert!(day.has_room());
            day.add();
        }
        assert!(!day.has_room());
        day.open(false);
        assert_eq!(day.spans(), Some(vec![]));
    }

    #[test]
    fn special_days_are_in_order_and_each_is_there_once() {
        let mut form = HoursForm::of(Some(&hours()));
        form.add(vec![
            closed("2027-01-01", "New Year"),
            closed("2026-12-24", "Eve"),
            closed("2026-12-25", "Christmas Day"),
        ]);
        let days: Vec<_> = form
            .special_days
            .iter()
            .map(|it| (it.day.as_str(), it.name.as_ref().unwrap().to_string()))
            .collect();
        let named = |day, name: &str| (day, name.to_owned());
        assert_eq!(
            days,
            [
                named("2026-12-24", "Eve"),
                named("2026-12-25", "Christmas Day"),
                named("2027-01-01", "New Year"),
            ]
        );
        assert!(form.hours().is_some());
        assert_eq!(form.room(), 397);
        assert!(form.has(&day("2026-12-24")) && !form.has(&day("2026-12-23")));
        assert_eq!(form.on(&day("2026-12-24")).spans, []);
        assert_eq!(form.on(&day("2026-12-21")).spans.len(), 2);
    }
}
