//! Chats a day, or a month where there are many days: a line, and a dashed one of as many days before.

use std::collections::BTreeMap;

use hushdesk_protocol::rest::{Day, Figures, Group, Grouping, Statistics};
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::chart::{Asked, Chart, Drawn, Of, Shows, address, finding, head, heading, row};
use super::geometry::{Plot, at, back, line};
use super::groups::{cells, columns};
use super::scale::{numbers, share};
use crate::calendar::{self, Room};
use crate::loaded::Loaded;
use crate::numbers::{count, number};
use crate::periods::Days;

const ID: &str = "chats-by-day";

/// More days than these are counted by months.
const DAYS_MAX: i32 = 92;

/// Names below a line, at most.
const NAMES_MAX: usize = 6;

const PLOT: Plot = Plot {
    width: 760.0,
    start: 44.0,
    end: 736.0,
    top: 24.0,
    bottom: 258.0,
};

/// What was counted by days or months, and of as many days before.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct CountedDaysProps {
    pub(super) of: Of,
    pub(super) asked: Asked,
    pub(super) before: Asked,
}

/// The chart.
#[component]
pub(super) fn CountedDays(props: &CountedDaysProps) -> Html {
    let CountedDaysProps { of, asked, before } = props;
    let step = Step::of(&of.days);
    let shows = match &before.counted {
        Loaded::Coming => Shows::Coming,
        Loaded::Failed => Shows::Failed(before.again.clone()),
        Loaded::Here(before) => asked.shows(|counted| drawn(step, &of.days, counted, before)),
    };
    let file = address(of, Some(step.grouping()));
    html! { <Chart id={ID} title={step.title()} room="two-thirds" {file} {shows} /> }
}

/// How much is counted together.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Step {
    Day,
    Month,
}

impl Step {
    /// That of so many days.
    pub(super) fn of(days: &Days) -> Self {
        if days.count() > DAYS_MAX {
            Self::Month
        } else {
            Self::Day
        }
    }

    pub(super) const fn grouping(self) -> Grouping {
        match self {
            Self::Day => Grouping::Day,
            Self::Month => Grouping::Month,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Day => texts::statistics::by_day(),
            Self::Month => texts::statistics::by_month(),
        }
    }

    fn one(self) -> &'static str {
        match self {
            Self::Day => texts::statistics::day(),
            Self::Month => texts::statistics::month(),
        }
    }

    /// All there are of these days, those without chats among them.
    pub(super) fn keys(self, days: &Days) -> Vec<String> {
        match self {
            Self::Day => days.each().map(String::from).collect(),
            Self::Month => days.months(),
        }
    }

    /// When there were the most.
    fn most(self, key: &str, chats: u32) -> String {
        let (chats, name) = (count(chats), self.name(key, Room::Wide));
        match self {
            Self::Day => texts::statistics::most(chats, &name),
            Self::Month => texts::statistics::most_in(chats, &name),
        }
    }

    fn name(self, key: &str, room: Room) -> String {
        match self {
            Self::Day => Day::try_from(key.to_owned())
                .map_or_else(|_| key.to_owned(), |day| calendar::day(&day, room)),
            Self::Month => calendar::month(key, room),
        }
    }
}

/// How many chats each key has.
pub(super) fn series(keys: &[String], groups: &[Group]) -> Vec<u32> {
    let counts: BTreeMap<_, _> = groups
        .iter()
        .filter_map(|group| Some((group.key.as_deref()?, group.figures.chats)))
        .collect();
    let count = |key: &String| counts.get(key.as_str()).copied().unwrap_or_default();
    keys.iter().map(count).collect()
}

fn drawn(step: Step, days: &Days, counted: &Statistics, before: &Statistics) -> Drawn {
    let keys = step.keys(days);
    let now = series(&keys, &counted.groups);
    // As many days before are as many months only by chance.
    let then = match step {
        Step::Day => Some(series(&step.keys(&days.before()), &before.groups)),
        Step::Month => None,
    };
    let most = (keys.iter().zip(&now)).max_by(|one, other| {
        // The first of several.
        one.1.cmp(other.1).then_with(|| other.0.cmp(one.0))
    });
    let said = most
        .filter(|(_, chats)| **chats > 0)
        .map(|(key, chats)| step.most(key, *chats));
    Drawn {
        finding: said.unwrap_or_default(),
        picture: html! {
            <>
                { picture(step, &keys, &now, then.as_deref()) }
                if then.is_some() {
                    <div class="legend">
                        <span><i aria-hidden="true"></i>{ texts::statistics::these_days() }</span>
                        <span><i class="then" aria-hidden="true"></i>{ texts::statistics::days_before() }</span>
                    </div>
                }
            </>
        },
        table: table(step, &keys, counted, then.as_deref()),
    }
}

fn picture(step: Step, keys: &[String], now: &[u32], then: Option<&[u32]>) -> Html {
    let both = now.iter().chain(then.unwrap_or_default());
    let steps = numbers(both.max().copied().unwrap_or_default());
    let highest = steps.last().copied().unwrap_or(1);
    let points = |counts: &[u32]| -> Vec<(f64, f64)> {
        let point = |(place, chats): (usize, &u32)| {
            let x = PLOT.x(along(place, counts.len()));
            (x, PLOT.y(share(u64::from(*chats), highest)))
        };
        counts.iter().enumerate().map(point).collect()
    };
    let drawn = points(now);
    let earlier = then.map(|then| line(&points(then)));
    html! {
        <svg viewBox="0 0 760 290" role="img" aria-labelledby={heading(ID)} aria-describedby={finding(ID)}>
            { for steps.iter().map(|step| axis(*step, highest)) }
            <path class="area" d={area(&drawn)} />
            if let Some(d) = earlier {
                <path class="line-then" {d} />
            }
            <path class="line-now" d={line(&drawn)} />
            { for drawn.iter().map(|(x, y)| html! { <circle class="point" cx={at(*x)} cy={at(*y)} r="2.5" /> }) }
            { for names(keys.len()).into_iter().map(|place| {
                let name = keys.get(place).map(|key| step.name(key, Room::Narrow));
                let x = at(PLOT.x(along(place, keys.len())));
                html! { <text {x} y="282" text-anchor="middle">{ name.unwrap_or_default() }</text> }
            }) }
        </svg>
    }
}

/// Where the value at a place of so many stands; one alone in the middle.
fn along(place: usize, of: usize) -> f64 {
    let whole = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    match of.checked_sub(1) {
        None | Some(0) => 0.5,
        Some(last) => share(whole(place), whole(last)),
    }
}

/// The places whose names there is room for: the first, the last, and some between.
fn names(of: usize) -> Vec<usize> {
    let Some(last) = of.checked_sub(1) else {
        return vec![];
    };
    let spaces = last.min(NAMES_MAX.saturating_sub(1));
    if spaces == 0 {
        return vec![0];
    }
    (0..=spaces)
        .map(|step| (step * last + spaces / 2) / spaces)
        .collect()
}

fn axis(step: u64, highest: u64) -> Html {
    let y = PLOT.y(share(step, highest));
    let (from, to) = (PLOT.x(0.0), PLOT.x(1.0));
    let name = number(u32::try_from(step).unwrap_or(u32::MAX));
    html! {
        <>
            <line class="axis" x1={at(from)} x2={at(to)} y1={at(y)} y2={at(y)} />
            <text x={at(PLOT.turned(PLOT.start - 8.0))} y={at(y + 4.0)} text-anchor={back()}>{ name }</text>
        </>
    }
}

fn area(points: &[(f64, f64)]) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return String::new();
    };
    let foot = at(PLOT.bottom);
    format!(
        "{}L{} {foot}L{} {foot}Z",
        line(points),
        at(last.0),
        at(first.0)
    )
}

fn table(step: Step, keys: &[String], counted: &Statistics, then: Option<&[u32]>) -> Html {
    let figures: BTreeMap<_, _> = counted
        .groups
        .iter()
        .filter_map(|group| Some((group.key.as_deref()?, &group.figures)))
        .collect();
    let mut names = columns().to_vec();
    if then.is_some() {
        names.push(texts::statistics::days_before());
    }
    let nothing = Figures::default();
    let rows = keys.iter().enumerate().map(|(place, key)| {
        let figures = figures.get(key.as_str()).copied().unwrap_or(&nothing);
        let mut numbers = cells(figures);
        let then = then.and_then(|then| then.get(place));
        numbers.extend(then.map(|chats| number(*chats)));
        row(key, step.name(key, Room::Wide).into(), numbers)
    });
    html! { <>{ head(step.one(), &names) }<tbody>{ for rows }</tbody></> }
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::{Element, rendered};

    use super::*;
    use crate::statistics::testing::{came, group, of};

    fn days(first: &str, last: &str) -> Days {
        let day = |text: &str| Day::try_from(text.to_owned()).unwrap();
        Days::new(day(first), day(last))
    }

    #[test]
    fn days_without_chats_are_days_with_none() {
        let keys = Step::Day.keys(&days("2026-02-27", "2026-03-02"));
        let groups = [group("2026-02-28", 3), group("2026-03-02", 1)];
        assert_eq!(series(&keys, &groups), [0, 3, 0, 1]);
        let months = Step::Month.keys(&days("2025-11-30", "2026-02-01"));
        assert_eq!(series(&months, &[group("2026-01", 5)]), [0, 0, 5, 0]);
    }

    #[test]
    fn the_picture_is_named_and_described_and_both_lines_are_told_apart_without_colour() {
        let page = rendered::<CountedDays>(CountedDaysProps {
            of: of("2026-03-01", "2026-03-03"),
            asked: came(vec![group("2026-03-02", 7)]),
            before: came(vec![group("2026-02-27", 2)]),
        });
        let picture = page
            .find(&|it| it.attribute("role") == Some("img"))
            .unwrap();
        let described = picture.attribute("aria-describedby").unwrap();
        let sentence = page
            .find(&|it| it.attribute("id") == Some(described))
            .unwrap();
        let day = Step::Day.name("2026-03-02", Room::Wide);
        assert_eq!(sentence.text(), texts::statistics::most(7, &day));
        let of_class = |class: &'static str| {
            page.count(&move |it: &Element| it.attribute("class") == Some(class))
        };
        let parts = ["point", "line-now", "line-then"].map(of_class);
        assert_eq!(parts, [3, 1, 1]);
        assert!(page.text().contains(texts::statistics::days_before()));
    }

    #[test]
    fn months_are_not_compared_with_as_many_days_before() {
        let page = rendered::<CountedDays>(CountedDaysProps {
            of: of("2026-01-01", "2026-12-31"),
            asked: came(vec![group("2026-03", 7)]),
            before: came(vec![]),
        });
        assert_eq!(
            page.count(&|it: &Element| it.attribute("class") == Some("point")),
            12
        );
        assert!(page.of_class("line-then").is_none());
    }

    #[test]
    fn more_than_a_quarter_of_a_year_is_counted_by_months() {
        assert_eq!(Step::of(&days("2026-01-01", "2026-04-02")), Step::Day);
        assert_eq!(Step::of(&days("2026-01-01", "2026-04-03")), Step::Month);
    }

    #[test]
    fn the_first_and_the_last_have_names_and_some_between() {
        assert_eq!(names(0), [0; 0]);
        assert_eq!(names(1), [0]);
        assert_eq!(names(3), [0, 1, 2]);
        assert_eq!(names(28), [0, 5, 11, 16, 22, 27]);
    }

    #[test]
    fn one_value_stands_in_the_middle_and_several_from_edge_to_edge() {
        let places = [along(0, 1), along(0, 3), along(1, 3), along(2, 3)];
        let expected = [0.5, 0.0, 0.5, 1.0];
        let same = places
            .iter()
            .zip(expected)
            .all(|(one, other)| (one - other).abs() < 1e-9);
        assert!(same, "{places:?}");
    }
}
