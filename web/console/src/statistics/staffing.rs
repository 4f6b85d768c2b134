//! For how long somebody was there, by queue or by operator, and how many chats ran at once.

use hushdesk_protocol::rest::{
    Endpoint, GetStaffing, GetStaffingFile, Grouping, Staffed, Staffing, StaffingGroup,
};
use hushdesk_texts::console as texts;
use hushdesk_web::api::{self, Trouble};
use yew::prelude::*;

use super::bars::{Bar, bars};
use super::chart::{Chart, Drawn, Of, Shows, head, row};
use super::groups::By;
use crate::history::Known;
use crate::loaded::{Loaded, use_loaded_of};
use crate::numbers::{duration, number};

/// Queues or operators that are drawn, at most. The table has all.
const BARS_MAX: usize = 10;

const MINUTE: u64 = 60_000;

/// What is counted, and whose name is whose.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct StaffedHoursProps {
    /// By queue or by operator.
    pub(super) by: By,
    pub(super) of: Of,
    pub(super) known: Known,
}

async fn counted(count: GetStaffing) -> Result<Staffing, Trouble> {
    api::ask(&count, &()).await
}

/// The chart.
#[component]
pub(super) fn StaffedHours(props: &StaffedHoursProps) -> Html {
    let StaffedHoursProps { by, of, known } = props;
    let (staffing, again) = use_loaded_of(asked(of, by.grouping()), counted);
    let shows = match &staffing {
        Loaded::Coming => Shows::Coming,
        Loaded::Failed => Shows::Failed(again),
        Loaded::Here(staffing) => Shows::Drawn(drawn(*by, known, staffing)),
    };
    let (id, title) = match by {
        By::Operator => (
            "staffed-by-operator",
            texts::statistics::staffed_by_operator(),
        ),
        By::Queue | By::Category | By::Page => {
            ("staffed-by-queue", texts::statistics::staffed_by_queue())
        }
    };
    let file = file(of, by.grouping());
    html! { <Chart {id} {title} {file} {shows} /> }
}

/// Of what it is counted: neither what a chat was about nor its kind says anything of a shift.
fn asked(of: &Of, by: Grouping) -> GetStaffing {
    let count = of.count(Some(by));
    GetStaffing {
        from: count.from,
        until: count.until,
        zone: count.zone,
        queue: count.queue,
        operator: count.operator,
        by: count.by,
    }
}

fn file(of: &Of, by: Grouping) -> String {
    let asked = asked(of, by);
    GetStaffingFile {
        from: asked.from,
        until: asked.until,
        zone: asked.zone,
        queue: asked.queue,
        operator: asked.operator,
        by: asked.by,
    }
    .address()
}

fn drawn(by: By, known: &Known, staffing: &Staffing) -> Drawn {
    let mut groups: Vec<&StaffingGroup> = staffing.groups.iter().collect();
    groups.sort_by_key(|it| std::cmp::Reverse(it.staffed.staffed));
    let named = |group: &StaffingGroup| {
        let name = by.name(Some(&group.key), known);
        html! { <bdi>{ name }</bdi> }
    };
    let bar = |group: &&StaffingGroup| Bar {
        key: group.key.clone(),
        name: named(group),
        count: u32::try_from(group.staffed.staffed / MINUTE).unwrap_or(u32::MAX),
        shown: Some(duration(group.staffed.staffed)),
        aside: None,
    };
    let shown: Vec<Bar> = groups.iter().take(BARS_MAX).map(bar).collect();
    let more = groups.len().saturating_sub(shown.len());
    let first = match by {
        By::Operator => texts::history::operator(),
        By::Queue | By::Category | By::Page => texts::history::queue(),
    };
    Drawn {
        finding: finding(&staffing.all),
        picture: html! {
            <>
                { bars(texts::statistics::staffed(), &shown, None) }
                if more > 0 {
                    <p class="soft small">{ texts::statistics::more(more) }</p>
                }
            </>
        },
        table: html! {
            <>
                { head(first, &columns()) }
                <tbody>
                    { for groups.iter().map(|group| row(&group.key, named(group), cells(&group.staffed))) }
                </tbody>
            </>
        },
    }
}

fn finding(all: &Staffed) -> String {
    if all.staffed == 0 {
        return texts::statistics::never_staffed().to_owned();
    }
    texts::statistics::staffed_for(&duration(all.staffed), &number(all.most_at_once))
}

/// What stands over the numbers.
fn columns() -> [&'static str; 3] {
    [
        texts::statistics::staffed(),
        texts::statistics::worked(),
        texts::statistics::most_at_once(),
    ]
}

fn cells(staffed: &Staffed) -> Vec<String> {
    vec![
        duration(staffed.staffed),
        duration(staffed.worked),
        number(staffed.most_at_once),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::testing::of;

    const HOUR: u64 = 60 * MINUTE;

    #[test]
    fn the_one_that_was_staffed_longest_comes_first() {
        let group = |key: &str, hours: u64| StaffingGroup {
            key: key.to_owned(),
            staffed: Staffed {
                staffed: hours * HOUR,
                worked: hours * HOUR,
                most_at_once: 2,
            },
        };
        let staffing = Staffing {
            all: group("", 9).staffed,
            before: Staffed::default(),
            groups: vec![group("circulation", 2), group("reference", 8)],
        };
        let drawn = drawn(By::Queue, &Known::default(), &staffing);
        let said = texts::statistics::staffed_for(&duration(9 * HOUR), &"2");
        assert_eq!(drawn.finding, said);
        assert_eq!(cells(&group("", 1).staffed).len(), columns().len());
        let nobody = finding(&Staffed::default());
        assert_eq!(nobody, texts::statistics::never_staffed());
    }

    #[test]
    fn what_a_chat_is_about_narrows_no_shift_down() {
        let mut of = of("2026-11-01", "2026-11-28");
        of.wanted.category = "Maps".to_owned();
        of.wanted.queue = "reference".to_owned();
        let file = file(&of, Grouping::Operator);
        assert!(
            file.contains("queue=reference") && file.contains("by=operator"),
            "{file}"
        );
        assert!(!file.contains("Maps"), "{file}");
    }
}
