//! A month of a queue: what comes of its week and of the days that are not like their weekday.

use hushdesk_protocol::rest::{Day, DayHours};
use hushdesk_texts::console as words;
use yew::prelude::*;

use super::form::HoursForm;
use super::in_words;
use crate::calendar::{self, Room, weekday};
use crate::components::{Button, Icon, Kind, Size};
use crate::periods::today;

/// What is shown.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct MonthHoursProps {
    pub(super) form: HoursForm,
}

/// A month as a table of weeks; one leafs through the months.
#[component]
pub(super) fn MonthHours(props: &MonthHoursProps) -> Html {
    let today = today();
    let ahead = use_state(|| 0_i32);
    let first = first_of_month(&today, *ahead);
    let leaf = |by: i32| {
        let ahead = ahead.clone();
        Callback::from(move |()| ahead.set(ahead.saturating_add(by)))
    };
    let name = calendar::month(month_of(&first), Room::Wide);
    html! {
        <div class="stack">
            <div class="row">
                <span class="label" id="hours-month" aria-live="polite">{ &name }</span>
                <Button kind={Kind::Quiet} size={Size::Less} icon={Icon::Left} label={words::hours::month_before()}
                    onclick={leaf(-1)} />
                <Button kind={Kind::Quiet} size={Size::Less} icon={Icon::Right} label={words::hours::month_after()}
                    onclick={leaf(1)} />
            </div>
            <table class="month" aria-labelledby="hours-month">
                <thead>
                    <tr>
                        { for (0..7).map(|number| html! {
                            <th key={number} scope="col">
                                <abbr title={weekday(number, Room::Wide)}>{ weekday(number, Room::Narrow) }</abbr>
                            </th>
                        }) }
                    </tr>
                </thead>
                <tbody>
                    { for weeks(&first).iter().map(|week| html! {
                        <tr>{ for week.iter().map(|day| cell(day.as_ref(), &props.form, &today)) }</tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}

fn cell(day: Option<&Day>, form: &HoursForm, today: &Day) -> Html {
    let Some(day) = day else {
        return html! { <td></td> };
    };
    let DayHours { name, spans, .. } = form.on(day);
    let class = classes!(
        if spans.is_empty() { "shut" } else { "open" },
        form.has(day).then_some("special"),
        (day == today).then_some("today"),
    );
    let current = (day == today).then_some("date");
    html! {
        <td {class} aria-current={current}>
            <b>{ date(day) }</b>
            <span>{ in_words(&spans) }</span>
            if let Some(name) = name {
                <bdi class="name">{ name.as_str() }</bdi>
            }
        </td>
    }
}

/// The day of its month, without a zero before it.
fn date(day: &Day) -> &str {
    let date = day.as_str().rsplit_once('-').map_or("", |(_, date)| date);
    date.trim_start_matches('0')
}

/// The month of a day: `2026-11`.
fn month_of(day: &Day) -> &str {
    day.as_str().rsplit_once('-').map_or("", |(month, _)| month)
}

/// The first day of the month that comes so many months after the one of a day, or before it.
fn first_of_month(day: &Day, ahead: i32) -> Day {
    let (year, month) = month_of(day).split_once('-').unwrap_or_default();
    let (year, month): (i32, i32) = (
        year.parse().unwrap_or_default(),
        month.parse().unwrap_or_default(),
    );
    let months = year
        .saturating_mul(12)
        .saturating_add(month.saturating_sub(1))
        .saturating_add(ahead);
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    Day::try_from(format!("{year:04}-{month:02}-01")).unwrap_or_else(|_| day.clone())
}

/// The weeks of the month that begins with this day, Monday first; nothing for days of other months.
fn weeks(first: &Day) -> Vec<Vec<Option<Day>>> {
    let month = month_of(first);
    let before = i32::from(first.weekday());
    let is_of_month = |day: &Day| month_of(day) == month;
    let days = |week: i32| {
        let days = (0..7).map(|n| first.plus(week * 7 + n - before));
        days.map(|day| is_of_month(&day).then_some(day))
            .collect::<Vec<_>>()
    };
    let weeks = (0..6).map(days);
    weeks
        .filter(|week| week.iter().any(Option::is_some))
        .collect()
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::rendered;

    use super::*;
    use crate::queues::settings::hours::form::tests::{day, hours};

    #[test]
    fn a_month_is_in_weeks_and_has_all_its_days() {
        for (first, rows, days) in [
            ("2026-11-01", 6, 30),
            ("2026-12-01", 5, 31),
            ("2027-02-01", 4, 28),
            ("2028-02-01", 5, 29),
        ] {
            let weeks = weeks(&day(first));
            let all: Vec<_> = weeks.iter().flatten().flatten().collect();
            assert_eq!((weeks.len(), all.len()), (rows, days), "{first}");
            assert_eq!(all[0], &day(first));
            let is_in_place = |week: &Vec<Option<Day>>| {
                let days = (0_u8..).zip(week);
                days.filter_map(|(place, day)| Some((place, day.as_ref()?)))
                    .all(|(place, day)| day.weekday() == place)
            };
            assert!(weeks.iter().all(is_in_place), "{first}");
        }
    }

    #[test]
    fn one_leafs_over_the_ends_of_years() {
        let first = |ahead| first_of_month(&day("2026-11-30"), ahead);
        assert_eq!(first(0), day("2026-11-01"));
        assert_eq!(first(2), day("2027-01-01"));
        assert_eq!(first(-11), day("2025-12-01"));
    }

    #[test]
    fn a_cell_says_when_it_is_open_and_what_day_it_is() {
        let form = HoursForm::of(Some(&hours()));
        let table = rendered::<MonthHours>(MonthHoursProps { form: form.clone() });
        assert_eq!(table.count(&|it| it.name() == "th"), 7);
        assert_eq!(date(&day("2026-12-05")), "5");
        assert!(form.has(&day("2026-12-25")));
    }
}
