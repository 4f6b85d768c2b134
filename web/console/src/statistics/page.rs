//! The page of statistics.

use hushdesk_protocol::rest::{Day, Grouping, Statistics};
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::chart::{Asked, Of, use_counted};
use super::days::{CountedDays, Step};
use super::figures::figures;
use super::groups::{By, Groups};
use super::heat::Heat;
use super::outcome::Outcome;
use super::spreads::{Spreads, Time};
use super::staffing::StaffedHours;
use crate::calendar::{Room, day};
use crate::components::{Button, Empty, Icon};
use crate::frame::PageHead;
use crate::history::{Filters, Known, Narrows, Wanted, use_categories, use_known, use_wanted};
use crate::loaded::Loaded;
use crate::periods::{Days, today};
use crate::route::Route;
use crate::zone;

/// What narrows it down, the figures, and the charts.
#[component]
pub(crate) fn StatisticsPage() -> Html {
    let (wanted, onwant) = use_wanted(Route::Statistics);
    let wanted = to_be_counted(wanted);
    let known = use_known();
    let today = today();
    let categories = use_categories(&today);
    let days = Days::counted(&wanted.from, &wanted.until, &today);
    let lead = if known.sees_all {
        texts::statistics::lead_all()
    } else {
        texts::statistics::lead_own()
    };
    html! {
        <div class="page">
            <PageHead title={texts::statistics::title()} {lead} />
            <Filters narrows={Narrows::Figures} wanted={wanted.clone()} known={known.clone()} {today} {categories} {onwant} />
            { match days {
                Ok(days) => html! { <Counted of={Of { wanted, days }} {known} /> },
                Err(_) => html! {
                    <Empty icon={Icon::Calendar} title={texts::statistics::wrong_days()}
                        text={texts::statistics::wrong_days_more()} />
                },
            } }
        </div>
    }
}

/// Figures are narrowed down by less than a list is.
fn to_be_counted(wanted: Wanted) -> Wanted {
    Wanted {
        guest: String::new(),
        answered: String::new(),
        rating: String::new(),
        ..wanted.at_the_last()
    }
}

#[derive(Debug, Properties, PartialEq)]
struct CountedProps {
    of: Of,
    known: Known,
}

/// What was counted of some days.
#[component]
fn Counted(props: &CountedProps) -> Html {
    let CountedProps { of, known } = props;
    let all = use_counted(of, None);
    html! {
        <>
            <p class="soft small">{ period(&of.days) }{ " " }{ zone::in_words() }</p>
            { match &all.counted {
                Loaded::Failed => failed(&all.again),
                Loaded::Here(counted) if counted.all.chats == 0 => nothing(counted),
                Loaded::Coming | Loaded::Here(_) => html! {
                    <>{ figures(&all.counted) }<Charts of={of.clone()} known={known.clone()} {all} /></>
                },
            } }
        </>
    }
}

fn period(days: &Days) -> String {
    let before = days.before();
    let wide = |it: &Day| day(it, Room::Wide);
    texts::statistics::period(
        &wide(&days.first),
        &wide(&days.last),
        &wide(&before.first),
        &wide(&before.last),
    )
}

#[derive(Debug, Properties, PartialEq)]
struct ChartsProps {
    of: Of,
    known: Known,
    /// What was counted of all together.
    all: Asked,
}

/// All charts. What two of them draw is asked for once.
#[component]
fn Charts(props: &ChartsProps) -> Html {
    let ChartsProps { of, known, all } = props;
    let step = Step::of(&of.days).grouping();
    let days = use_counted(of, Some(step));
    let before = use_counted(&of.before(), Some(step));
    let hours = use_counted(of, Some(Grouping::Hour));
    let queues = use_counted(of, Some(Grouping::Queue));
    let operators = use_counted(of, Some(Grouping::Operator));
    let categories = use_counted(of, Some(Grouping::Category));
    let pages = use_counted(of, Some(Grouping::Page));
    let groups = |by: By, asked: Asked, room: &'static str| {
        html! { <Groups {by} of={of.clone()} {asked} known={known.clone()} {room} /> }
    };
    let staffed = |by: By| {
        html! { <StaffedHours {by} of={of.clone()} known={known.clone()} /> }
    };
    let spreads = |time: Time| {
        html! { <Spreads {time} of={of.clone()} asked={queues.clone()} known={known.clone()} /> }
    };
    html! {
        <div class="charts">
            <CountedDays of={of.clone()} asked={days} {before} />
            <Outcome of={of.clone()} asked={all.clone()} />
            <Heat of={of.clone()} asked={hours} />
            { groups(By::Queue, queues.clone(), "third") }
            { spreads(Time::Wait) }
            { spreads(Time::Length) }
            { groups(By::Operator, operators, "wide") }
            { staffed(By::Queue) }
            { staffed(By::Operator) }
            { groups(By::Category, categories, "") }
            { groups(By::Page, pages, "") }
        </div>
    }
}

fn nothing(counted: &Statistics) -> Html {
    let before = usize::try_from(counted.before.chats).unwrap_or(usize::MAX);
    html! {
        <Empty icon={Icon::Chart} title={texts::statistics::nothing()} text={texts::statistics::nothing_more(before)} />
    }
}

fn failed(again: &Callback<()>) -> Html {
    html! {
        <Empty icon={Icon::Alert} title={texts::statistics::not_loaded()} text={texts::parts::chats_unaffected()} bad={true}>
            <Button icon={Icon::Refresh} onclick={again}>{ texts::parts::try_again() }</Button>
        </Empty>
    }
}
