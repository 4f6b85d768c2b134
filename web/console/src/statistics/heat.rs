//! When guests write: hours of the week, the darker the more chats. Each number stands in its field.

use hushdesk_protocol::rest::{Grouping, Statistics};
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::chart::{Asked, Chart, Drawn, Of, address, finding, heading, row};
use super::geometry::{Plot, at, back};
use super::hours::{HOURS, Week, level};
use crate::calendar::{Room, hour, weekday};
use crate::numbers::{count, number};

const ID: &str = "chats-by-hour";

/// The picture: a field for each hour, weekdays below each other.
const PLOT: Plot = Plot {
    width: 760.0,
    start: 46.0,
    end: 758.0,
    top: 24.0,
    bottom: 248.0,
};

/// How far fields are from each other.
const GAP: f64 = 2.0;

/// How far a text's foot is below its middle.
const FOOT: f64 = 4.0;

/// What was counted by hours of the week.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct HeatProps {
    pub(super) of: Of,
    pub(super) asked: Asked,
}

/// The chart.
#[component]
pub(super) fn Heat(props: &HeatProps) -> Html {
    let file = address(&props.of, Some(Grouping::Hour));
    html! {
        <Chart id={ID} title={texts::statistics::by_hour()} room="two-thirds" {file} shows={props.asked.shows(drawn)} />
    }
}

fn drawn(counted: &Statistics) -> Drawn {
    let week = Week::of(&counted.groups);
    let finding = week.busiest().map(|it| {
        let day = weekday(it.weekday, Room::Wide);
        texts::statistics::busiest(count(it.chats), &day, &hour(it.hour))
    });
    Drawn {
        finding: finding.unwrap_or_default(),
        picture: picture(&week),
        table: table(&week),
    }
}

fn picture(week: &Week) -> Html {
    let most = week.busiest().map_or(0, |it| it.chats);
    let width = (PLOT.end - PLOT.start) / f64::from(HOURS);
    let height = (PLOT.bottom - PLOT.top) / 7.0;
    let left = |hour: u8| PLOT.start + width * f64::from(hour);
    let top = |day: u8| PLOT.top + height * f64::from(day);
    let field = |(day, of_day, chats): (u8, u8, u32)| {
        let class = format!("q{}", level(chats, most));
        let middle = PLOT.turned(left(of_day) + width / 2.0);
        html! {
            <>
                <rect class={class.clone()} x={at(middle - width / 2.0)} y={at(top(day))} width={at(width - GAP)}
                    height={at(height - GAP)} rx="3" />
                if chats > 0 {
                    <text class={format!("in {class}")} x={at(middle - GAP / 2.0)} y={at(top(day) + height / 2.0 + FOOT - GAP / 2.0)}
                        text-anchor="middle">{ number(chats) }</text>
                }
            </>
        }
    };
    let hour_name = |of_day: u8| {
        let x = at(PLOT.turned(left(of_day) + width / 2.0));
        html! { <text {x} y="14" text-anchor="middle">{ hour(of_day) }</text> }
    };
    let day_name = |day: u8| {
        let (x, y) = (
            at(PLOT.turned(PLOT.start - 8.0)),
            at(top(day) + height / 2.0 + FOOT),
        );
        html! { <text {x} {y} text-anchor={back()}>{ weekday(day, Room::Narrow) }</text> }
    };
    html! {
        <svg viewBox="0 0 760 250" role="img" aria-labelledby={heading(ID)} aria-describedby={finding(ID)}>
            { for (0..HOURS).step_by(3).map(hour_name) }
            { for (0..7).map(day_name) }
            { for week.hours().map(field) }
        </svg>
    }
}

/// A row for each hour in which there are chats on any day.
fn table(week: &Week) -> Html {
    let days: Vec<_> = (0..7).map(|day| weekday(day, Room::Narrow)).collect();
    let of_hour = |of_day: u8| {
        let counts = week.hours().filter(move |(_, hour, _)| *hour == of_day);
        counts.map(|(_, _, chats)| chats).collect::<Vec<_>>()
    };
    let rows = (0..HOURS).map(|of_day| (of_day, of_hour(of_day)));
    let rows = rows.filter(|(_, counts)| counts.iter().any(|chats| *chats > 0));
    html! {
        <>
            <thead><tr>
                <th scope="col">{ texts::statistics::hour() }</th>
                { for days.into_iter().map(|day| html! { <th scope="col" class="num">{ day }</th> }) }
            </tr></thead>
            <tbody>
                { for rows.map(|(of_day, counts)| {
                    let numbers = counts.into_iter().map(number).collect();
                    row(&of_day.to_string(), hour(of_day).into(), numbers)
                }) }
            </tbody>
        </>
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::{Element, rendered};

    use super::*;
    use crate::statistics::testing::{came, group, of};

    #[test]
    fn each_hour_of_the_week_has_a_field_and_those_with_chats_their_number() {
        let page = rendered::<Heat>(HeatProps {
            of: of("2026-03-01", "2026-03-28"),
            asked: came(vec![group("1-09", 3), group("3-15", 12)]),
        });
        assert_eq!(page.count(&|it: &Element| it.name() == "rect"), 7 * 24);
        let numbers = |it: &Element| {
            let class = it.attribute("class").unwrap_or_default();
            it.name() == "text" && class.starts_with("in ")
        };
        assert_eq!(page.count(&numbers), 2);
        assert_eq!(page.of_class("q5").map(Element::name), Some("rect"));
        let busiest = texts::statistics::busiest(12, &weekday(2, Room::Wide), &hour(15));
        assert!(page.text().contains(&busiest));
    }
}
