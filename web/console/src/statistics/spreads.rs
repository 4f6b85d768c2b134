//! How long guests wait, and how long chats last, queue by queue: the median, the mean, and what 95 of 100 are not above.

use hushdesk_protocol::rest::{Figures, Group, Grouping, Spread, Statistics};
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::chart::{Asked, Chart, Drawn, Of, address, finding, head, heading, row};
use super::geometry::{Plot, at, onward};
use super::groups::{By, times};
use super::scale::{self, share};
use crate::history::Known;
use crate::numbers::duration;

/// Queues of one chart, at most: those with the most chats. The table has all.
const ROWS_MAX: usize = 8;

/// How high the row of a queue is.
const ROW: f64 = 52.0;

/// Letters of a name in the picture.
const NAME_MAX: usize = 42;

const WIDTH: f64 = 400.0;

/// Which time.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Time {
    /// Until somebody claims a chat.
    Wait,
    /// From then to its end.
    Length,
}

impl Time {
    const fn id(self) -> &'static str {
        match self {
            Self::Wait => "waits-by-queue",
            Self::Length => "lengths-by-queue",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Wait => texts::statistics::waits(),
            Self::Length => texts::statistics::lengths(),
        }
    }

    const fn of(self, figures: &Figures) -> Option<Spread> {
        match self {
            Self::Wait => figures.waited,
            Self::Length => figures.lasted,
        }
    }
}

/// What was counted by queues.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct SpreadsProps {
    pub(super) time: Time,
    pub(super) of: Of,
    pub(super) asked: Asked,
    pub(super) known: Known,
}

/// The chart.
#[component]
pub(super) fn Spreads(props: &SpreadsProps) -> Html {
    let SpreadsProps {
        time,
        of,
        asked,
        known,
    } = props;
    let shows = asked.shows(|counted| drawn(*time, counted, known));
    let file = address(of, Some(Grouping::Queue));
    html! { <Chart id={time.id()} title={time.title()} {file} {shows} /> }
}

/// A queue and its times.
#[derive(Clone, Debug, PartialEq)]
struct Times {
    name: String,
    spread: Spread,
}

fn drawn(time: Time, counted: &Statistics, known: &Known) -> Drawn {
    let times_of = |group: &Group| {
        Some(Times {
            name: By::Queue.name(group.key.as_deref(), known),
            spread: time.of(&group.figures)?,
        })
    };
    let all: Vec<Times> = counted.groups.iter().filter_map(times_of).collect();
    let longest = all.iter().max_by_key(|it| it.spread.percentile_95);
    let said = longest.map(|it| {
        let most = duration(it.spread.percentile_95);
        match time {
            Time::Wait => texts::statistics::longest_wait(&it.name, &most),
            Time::Length => texts::statistics::longest_length(&it.name, &most),
        }
    });
    Drawn {
        finding: said.unwrap_or_else(|| texts::statistics::no_times().to_owned()),
        picture: html! {
            if !all.is_empty() {
                { picture(time, &all) }
                { legend() }
            }
        },
        table: table(&all),
    }
}

fn picture(time: Time, all: &[Times]) -> Html {
    let shown: Vec<_> = all.iter().take(ROWS_MAX).collect();
    let longest = shown
        .iter()
        .map(|it| it.spread.percentile_95.max(it.spread.mean))
        .max();
    let steps = scale::times(longest.unwrap_or_default());
    let whole = steps.last().copied().unwrap_or(1);
    let rows = u32::try_from(shown.len()).unwrap_or(u32::MAX);
    let bottom = ROW * f64::from(rows);
    let plot = Plot {
        width: WIDTH,
        start: 14.0,
        end: WIDTH - 22.0,
        top: 0.0,
        bottom,
    };
    let x = |millis: u64| plot.x(share(millis, whole));
    let axis = |millis: &u64| {
        let at_x = at(x(*millis));
        html! {
            <>
                <line class="axis" x1={at_x.clone()} x2={at_x.clone()} y1="0" y2={at(bottom)} />
                <text x={at_x} y={at(bottom + 18.0)} text-anchor="middle">{ duration(*millis) }</text>
            </>
        }
    };
    let queue = |(place, times): (u32, &&Times)| {
        let top = ROW * f64::from(place);
        let (y, spread) = (top + 34.0, times.spread);
        let [median, mean, most] = [spread.median, spread.mean, spread.percentile_95].map(x);
        html! {
            <>
                <text class="strong" x={at(plot.turned(plot.start - 8.0))} y={at(top + 18.0)} text-anchor={onward()}>
                    { short(&times.name) }
                </text>
                <line class="span" x1={at(median)} x2={at(most)} y1={at(y)} y2={at(y)} />
                <circle class="median" cx={at(median)} cy={at(y)} r="6" />
                <path class="mean" d={format!("M{mean:.1} {:.1}v16", y - 8.0)} />
                <path class="most" d={format!("M{most:.1} {:.1}l7 7l-7 7l-7 -7z", y - 7.0)} />
            </>
        }
    };
    html! {
        <svg viewBox={format!("0 0 {WIDTH} {:.0}", bottom + 26.0)} role="img" aria-labelledby={heading(time.id())}
            aria-describedby={finding(time.id())}>
            { for steps.iter().map(axis) }
            { for (0_u32..).zip(&shown).map(queue) }
        </svg>
    }
}

fn legend() -> Html {
    html! {
        <div class="legend">
            <span><i class="median" aria-hidden="true"></i>{ texts::statistics::median() }</span>
            <span><i class="mean" aria-hidden="true"></i>{ texts::statistics::mean() }</span>
            <span><i class="most" aria-hidden="true"></i>{ texts::statistics::percentile() }</span>
        </div>
    }
}

fn table(all: &[Times]) -> Html {
    let columns = [
        texts::statistics::median(),
        texts::statistics::mean(),
        texts::statistics::percentile(),
    ];
    let one = |it: &Times| {
        let numbers = times(Some(it.spread)).to_vec();
        row(&it.name, html! { <bdi>{ &it.name }</bdi> }, numbers)
    };
    html! {
        <>{ head(texts::history::queue(), &columns) }<tbody>{ for all.iter().map(one) }</tbody></>
    }
}

/// As much of a name as there is room for.
fn short(name: &str) -> String {
    if name.chars().count() <= NAME_MAX {
        return name.to_owned();
    }
    let mut short: String = name.chars().take(NAME_MAX).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut() {
        assert_eq!(short("Maps"), "Maps");
        assert_eq!(short(&"a".repeat(99)).chars().count(), NAME_MAX + 1);
    }

    #[test]
    fn queues_without_times_are_left_out_and_the_longest_is_said() {
        let group = |key: &str, most: Option<u64>| Group {
            key: Some(key.to_owned()),
            figures: Figures {
                waited: most.map(|percentile_95| Spread {
                    mean: 2_000,
                    median: 1_000,
                    percentile_95,
                }),
                ..Figures::default()
            },
        };
        let counted = Statistics {
            all: Figures::default(),
            before: Figures::default(),
            groups: vec![
                group("maps", Some(3_000)),
                group("law", Some(61_000)),
                group("new", None),
            ],
        };
        let drawn = drawn(Time::Wait, &counted, &Known::default());
        assert_eq!(
            drawn.finding,
            texts::statistics::longest_wait(&"law", &"1:01")
        );
    }
}
