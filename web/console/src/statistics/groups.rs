//! Chats counted by what they have in common: a queue, an operator, a category, a page.

use hushdesk_protocol::rest::{Figures, Group, Grouping, Spread, Statistics};
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::bars::{Bar, bars};
use super::chart::{Asked, Chart, Drawn, Of, address, head, row};
use crate::desk::place_of;
use crate::history::{Known, ToChats, Wanted};
use crate::numbers::{duration, number, percent};

/// Bars of one chart, at most. The table has all.
const BARS_MAX: usize = 10;

/// By what they are counted, and how that is shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum By {
    Queue,
    Operator,
    Category,
    Page,
}

impl By {
    pub(super) const fn grouping(self) -> Grouping {
        match self {
            Self::Queue => Grouping::Queue,
            Self::Operator => Grouping::Operator,
            Self::Category => Grouping::Category,
            Self::Page => Grouping::Page,
        }
    }

    const fn id(self) -> &'static str {
        match self {
            Self::Queue => "chats-by-queue",
            Self::Operator => "chats-by-operator",
            Self::Category => "chats-by-category",
            Self::Page => "chats-by-page",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Queue => texts::statistics::by_queue(),
            Self::Operator => texts::statistics::by_operator(),
            Self::Category => texts::statistics::by_category(),
            Self::Page => texts::statistics::by_page(),
        }
    }

    /// What stands over the first column.
    fn one(self) -> &'static str {
        match self {
            Self::Queue => texts::history::queue(),
            Self::Operator => texts::history::operator(),
            Self::Category => texts::history::category(),
            Self::Page => texts::history::page(),
        }
    }

    /// What those are called that have it in common.
    pub(super) fn name(self, key: Option<&str>, known: &Known) -> String {
        let Some(key) = key else {
            return match self {
                Self::Page => texts::statistics::no_page().to_owned(),
                Self::Queue | Self::Operator | Self::Category => {
                    texts::statistics::no_category().to_owned()
                }
            };
        };
        match self {
            Self::Queue => key.parse().map(|name| known.queue(&name)).ok(),
            Self::Operator => key.parse().map(|name| known.person(&name)).ok(),
            Self::Category => None,
            Self::Page => key.parse().ok().and_then(|page| place_of(Some(&page))),
        }
        .unwrap_or_else(|| key.to_owned())
    }

    /// The chats themselves; none, where a list cannot be narrowed down so.
    fn in_history(self, key: Option<&str>, of: &Of) -> Option<Wanted> {
        let key = key?.to_owned();
        let mut wanted = of.wanted.on(Some(&of.days));
        match self {
            Self::Queue => wanted.queue = key,
            Self::Operator => wanted.operator = key,
            Self::Category => wanted.category = key,
            Self::Page => return None,
        }
        Some(wanted)
    }
}

/// What was counted, and by what.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct GroupsProps {
    pub(super) by: By,
    pub(super) of: Of,
    pub(super) asked: Asked,
    pub(super) known: Known,
    /// How much room the chart has.
    #[prop_or_default]
    pub(super) room: &'static str,
}

/// The chart.
#[component]
pub(super) fn Groups(props: &GroupsProps) -> Html {
    let GroupsProps {
        by,
        of,
        asked,
        known,
        room,
    } = props;
    let shows = asked.shows(|counted| drawn(*by, of, known, counted));
    let file = address(of, Some(by.grouping()));
    html! { <Chart id={by.id()} title={by.title()} room={*room} {file} {shows} /> }
}

fn drawn(by: By, of: &Of, known: &Known, counted: &Statistics) -> Drawn {
    let groups = &counted.groups;
    let finding = groups.first().map(|first| {
        let name = by.name(first.key.as_deref(), known);
        let share = percent(first.figures.chats, counted.all.chats);
        texts::statistics::first_of(&name, &share)
    });
    let named = |group: &Group| named(by, group, of, known);
    let shown: Vec<_> = groups
        .iter()
        .take(BARS_MAX)
        .map(|group| Bar {
            key: group.key.clone().unwrap_or_default(),
            name: named(group),
            count: group.figures.chats,
            shown: None,
            aside: None,
        })
        .collect();
    let more = groups.len().saturating_sub(shown.len());
    Drawn {
        finding: finding.unwrap_or_default(),
        picture: html! {
            <>
                { bars(by.title(), &shown, None) }
                if more > 0 {
                    <p class="soft small">{ texts::statistics::more(more) }</p>
                }
            </>
        },
        table: html! {
            <>
                { head(by.one(), &columns()) }
                <tbody>
                    { for groups.iter().map(|group| {
                        row(group.key.as_deref().unwrap_or_default(), named(group), cells(&group.figures))
                    }) }
                </tbody>
            </>
        },
    }
}

fn named(by: By, group: &Group, of: &Of, known: &Known) -> Html {
    let key = group.key.as_deref();
    let name = by.name(key, known);
    match by.in_history(key, of) {
        Some(wanted) => html! { <ToChats {wanted}><bdi>{ name }</bdi></ToChats> },
        None => html! { <bdi>{ name }</bdi> },
    }
}

/// What stands over the numbers of a group.
pub(super) fn columns() -> [&'static str; 12] {
    [
        texts::statistics::chats(),
        texts::statistics::answered(),
        texts::statistics::unanswered(),
        texts::statistics::transferred(),
        texts::statistics::rolled_over(),
        texts::statistics::sealed(),
        texts::statistics::wait_median(),
        texts::statistics::wait_mean(),
        texts::statistics::wait_most(),
        texts::statistics::length_median(),
        texts::statistics::length_mean(),
        texts::statistics::length_most(),
    ]
}

/// The numbers of a group.
pub(super) fn cells(figures: &Figures) -> Vec<String> {
    let counts = [
        figures.chats,
        figures.answered,
        figures.unanswered,
        figures.transferred,
        figures.rolled_over,
        figures.sealed,
    ];
    let mut cells = counts.map(number).to_vec();
    cells.extend(times(figures.waited));
    cells.extend(times(figures.lasted));
    cells
}

/// Median, mean, and what 95 of 100 are not above; dashes, where there are none.
pub(super) fn times(spread: Option<Spread>) -> [String; 3] {
    let times = spread.map(|it| [it.median, it.mean, it.percentile_95].map(duration));
    times.unwrap_or_else(|| ["–", "–", "–"].map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::{Element, rendered};

    use super::*;
    use crate::statistics::testing::{came, group, of};

    #[test]
    fn a_group_is_called_as_people_call_it_and_leads_to_its_chats() {
        let known = Known {
            people: [("ann".parse().unwrap(), "Ann Lind".to_owned())].into(),
            ..Known::default()
        };
        assert_eq!(By::Operator.name(Some("ann"), &known), "Ann Lind");
        assert_eq!(By::Queue.name(Some("gone"), &known), "gone");
        assert_eq!(
            By::Page.name(Some("https://library.example/maps"), &known),
            "library.example/maps"
        );
        assert_eq!(By::Page.name(None, &known), texts::statistics::no_page());
        let mut sealed = of("2026-11-30", "2026-11-30");
        sealed.wanted.kind = "sealed".to_owned();
        let wanted = By::Operator.in_history(Some("ann"), &sealed).unwrap();
        assert_eq!(
            (
                wanted.operator.as_str(),
                wanted.kind.as_str(),
                wanted.from.as_str()
            ),
            ("ann", "sealed", "2026-11-30")
        );
        assert_eq!(By::Page.in_history(Some("x"), &sealed), None);
    }

    #[test]
    fn the_ten_with_the_most_chats_are_drawn_and_it_is_said_how_many_are_not() {
        let groups = (0..12).map(|number| group(&format!("queue{number}"), 20 - number));
        let page = rendered::<Groups>(GroupsProps {
            by: By::Queue,
            of: of("2026-11-01", "2026-11-28"),
            asked: came(groups.collect()),
            known: Known::default(),
            room: "third",
        });
        let bars = page.count(&|it: &Element| it.attribute("class") == Some("bar-now"));
        assert_eq!(bars, BARS_MAX);
        assert!(page.text().contains(&texts::statistics::more(2)));
        assert!(
            page.text()
                .contains(&texts::statistics::first_of(&"queue0", &"11 %"))
        );
    }

    #[test]
    fn a_row_has_a_cell_for_each_column() {
        assert_eq!(cells(&Figures::default()).len(), columns().len());
        assert_eq!(times(None), ["–"; 3]);
    }
}
