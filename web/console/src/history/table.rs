//! Chats as a table, a day at a time; each leads to its own page.

use std::collections::{BTreeMap, BTreeSet};

use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::ChatRow;
use hushdesk_texts::console as texts;
use hushdesk_web::components::time_of_day;
use yew::prelude::*;

use super::chosen::Choose;
use super::known::{Known, called};
use crate::components::{Badge, Icon, Meaning, is_ticked};
use crate::frame::Go;
use crate::numbers::{count, duration};
use crate::route::Route;
use crate::{dates, days};

/// Columns of the table.
const COLUMNS: &str = "10";

/// What is in it.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct ChatsProps {
    pub(super) chats: Vec<ChatRow>,
    pub(super) known: Known,
    /// How many chats a day has in all, by the day.
    pub(super) counts: BTreeMap<String, u32>,
    /// Those that are chosen.
    pub(super) chosen: BTreeSet<ChatId>,
    /// Others are.
    pub(super) onchoose: Callback<Choose>,
}

/// A table.
#[component]
pub(super) fn Chats(props: &ChatsProps) -> Html {
    let day = |row: &ChatRow| days::value_of(row.started);
    let days = props.chats.chunk_by(|one, next| day(one) == day(next));
    html! {
        <div class="table-box">
            <table class="table cards compact" role="table">
                <caption class="unseen">{ texts::history::title() }</caption>
                <thead role="rowgroup">{ head(props) }</thead>
                { for days.map(|chats| html! {
                    <tbody role="rowgroup">
                        { for chats.first().map(|first| day_row(first, &props.counts)) }
                        { for chats.iter().map(|chat| row(chat, props)) }
                    </tbody>
                }) }
            </table>
        </div>
    }
}

/// A day, and how many chats it has; those on other pages of the list count, too.
fn day_row(first: &ChatRow, counts: &BTreeMap<String, u32>) -> Html {
    let chats = counts.get(&days::value_of(first.started));
    html! {
        <tr class="why-row" role="row">
            <td role="cell" colspan={COLUMNS}>
                <b>{ dates::day(first.started) }</b>
                if let Some(chats) = chats {
                    <span class="soft">{ " · " }{ texts::history::day_count(count(*chats)) }</span>
                }
            </td>
        </tr>
    }
}

/// Chooses all chats of this page that have ended, or none.
fn tick_all(props: &ChatsProps) -> Html {
    let over = props.chats.iter().filter(|chat| chat.ended.is_some());
    let all: BTreeSet<ChatId> = over.map(|chat| chat.chat.clone()).collect();
    let checked = !all.is_empty() && props.chosen == all;
    let onchange = props
        .onchoose
        .reform(move |event: Event| Choose::These(all.clone(), is_ticked(&event)));
    html! { <input type="checkbox" {checked} {onchange} aria-label={texts::bulk::choose_page()} /> }
}

/// Chooses a chat, if it has ended.
fn tick(chat: &ChatRow, props: &ChatsProps) -> Html {
    let checked = props.chosen.contains(&chat.chat);
    let this = BTreeSet::from([chat.chat.clone()]);
    let onchange = props
        .onchoose
        .reform(move |event: Event| Choose::These(this.clone(), is_ticked(&event)));
    html! {
        <input type="checkbox" {checked} {onchange} disabled={chat.ended.is_none()}
            aria-label={texts::bulk::choose(&called(&chat.guest))} />
    }
}

fn head(props: &ChatsProps) -> Html {
    let names = [
        (texts::history::guest(), None),
        (texts::history::when(), None),
        (texts::history::queue(), None),
        (texts::history::operator(), None),
        (texts::history::waited(), Some("num")),
        (texts::history::lasted(), Some("num")),
        (texts::history::category(), Some("wide-page")),
        (texts::history::rating(), Some("num wide-page")),
        (texts::history::kind(), None),
    ];
    html! {
        <tr role="row">
            <th role="columnheader" scope="col" class="tick">{ tick_all(props) }</th>
            { for names.map(|(name, class)| html! { <th role="columnheader" scope="col" {class}>{ name }</th> }) }
        </tr>
    }
}

fn row(chat: &ChatRow, props: &ChatsProps) -> Html {
    let known = &props.known;
    let to = Route::Chat {
        chat: chat.chat.clone(),
    };
    let runs = chat.ended.is_none();
    let rating = chat
        .rating
        .map(|rating| texts::history::rating_of(&u8::from(rating)));
    html! {
        <tr key={chat.chat.as_str()} role="row" class={runs.then_some("live")}>
            <td role="cell" class="tick">{ tick(chat, props) }</td>
            <th role="rowheader" scope="row"><Go {to}><bdi>{ called(&chat.guest) }</bdi></Go></th>
            <td role="cell" data-label={texts::history::when()}><span class="number whole">{ when(chat) }</span></td>
            <td role="cell" data-label={texts::history::queue()}><bdi>{ known.queue(&chat.queue) }</bdi></td>
            <td role="cell" class="last-word" data-label={texts::history::operator()}>{ operators(chat, known) }</td>
            <td role="cell" class="num hide-small" data-label={texts::history::waited()}>
                { or_none(chat.waited().map(duration)) }
            </td>
            <td role="cell" class="num hide-small" data-label={texts::history::lasted()}>
                { or_none(chat.lasted().map(duration)) }
            </td>
            <td role="cell" class="wide-page hide-small" data-label={texts::history::category()}>
                { or_none(categories(chat)) }
            </td>
            <td role="cell" class="num wide-page hide-small" data-label={texts::history::rating()}>{ or_none(rating) }</td>
            <td role="cell" class="badge-cell" data-label={texts::history::kind()}>{ kind(chat.kind) }</td>
        </tr>
    }
}

/// When it began; of one that runs, that it does.
fn when(chat: &ChatRow) -> Html {
    let began = time_of_day(chat.started);
    let state = match (chat.ended, chat.claimed) {
        (Some(_), _) => return began,
        (None, Some(_)) => texts::history::now(),
        (None, None) => texts::history::waits(),
    };
    html! {
        <span class="row stay accent going">
            <span class="pulse" aria-hidden="true"></span><b>{ state }</b><span class="soft">{ began }</span>
        </span>
    }
}

fn operators(chat: &ChatRow, known: &Known) -> Html {
    if !chat.operators.is_empty() {
        return html! { <bdi>{ known.persons(&chat.operators) }</bdi> };
    }
    if chat.ended.is_none() {
        return html! { <span class="soft">{ texts::history::nobody_yet() }</span> };
    }
    html! { <Badge meaning={Meaning::Warn} icon={Icon::Alert}>{ texts::history::not_answered() }</Badge> }
}

/// What it was about; none, if nobody said so.
pub(super) fn categories(chat: &ChatRow) -> Option<String> {
    let categories: Vec<_> = chat.categories.iter().map(|it| it.as_str()).collect();
    (!categories.is_empty()).then(|| categories.join(", "))
}

/// A value, or that there is none.
pub(super) fn or_none(value: Option<String>) -> Html {
    match value {
        Some(value) => html! { <bdi>{ value }</bdi> },
        None => html! {
            <span class="soft"><span aria-hidden="true">{ "–" }</span><span class="unseen">{ texts::history::none() }</span></span>
        },
    }
}

/// Sealed or open, with its sign.
pub(super) fn kind(kind: ChatKind) -> Html {
    match kind {
        ChatKind::Sealed => html! {
            <Badge meaning={Meaning::Good} icon={Icon::Lock}>{ texts::history::sealed() }</Badge>
        },
        ChatKind::Open => html! { <Badge icon={Icon::Open}>{ texts::history::open() }</Badge> },
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::GuestLabel;
    use hushdesk_web::rendered::{Element, rendered};

    use super::*;
    use crate::history::testing::{chat, known};

    fn drawn(chats: Vec<ChatRow>, counts: &[(&str, u32)]) -> Element {
        let count = |(day, chats): &(&str, u32)| ((*day).to_owned(), *chats);
        rendered::<Chats>(ChatsProps {
            chats,
            known: known(),
            counts: counts.iter().map(count).collect(),
            chosen: BTreeSet::new(),
            onchoose: Callback::noop(),
        })
    }

    #[test]
    fn a_row_says_who_when_where_how_long_and_what_and_leads_to_the_chat() {
        let table = drawn(vec![chat()], &[("2026-11-27", 12)]);
        let row = table.text();
        let day = texts::history::day_count(12);
        for text in [
            "heron-7",
            "Maps and charts",
            "Ann Lind",
            "0:09",
            "5:00",
            "Loans, Maps",
            texts::history::sealed(),
            day.as_str(),
        ] {
            assert!(row.contains(text), "{text}");
        }
        let to = format!("/console/history/{}", chat().chat);
        let is_link = |it: &Element| it.attribute("href") == Some(to.as_str());
        assert_eq!(table.count(&is_link), 1);
        assert_eq!(
            table.count(&|it: &Element| it.attribute("class") == Some("live")),
            0
        );
    }

    #[test]
    fn chats_that_go_on_are_marked_and_told_from_those_that_wait_and_those_that_nobody_answered() {
        let runs = ChatRow {
            ended: None,
            ..chat()
        };
        let waits = ChatRow {
            claimed: None,
            operators: vec![],
            ..runs.clone()
        };
        let unanswered = ChatRow {
            ended: chat().ended,
            ..waits.clone()
        };
        for (row, live, says) in [
            (runs, 1, texts::history::now()),
            (waits, 1, texts::history::nobody_yet()),
            (unanswered, 0, texts::history::not_answered()),
        ] {
            let table = drawn(vec![row], &[]);
            assert!(table.text().contains(says), "{says}");
            let is_live = |it: &Element| it.attribute("class") == Some("live");
            assert_eq!(table.count(&is_live), live, "{says}");
        }
    }

    #[test]
    fn a_chat_that_has_ended_can_be_chosen_and_one_that_goes_on_cannot() {
        let runs = ChatRow {
            ended: None,
            ..chat()
        };
        let table = drawn(vec![chat(), runs], &[]);
        let is_tick = |it: &Element| it.attribute("type") == Some("checkbox");
        let is_off = |it: &Element| is_tick(it) && it.attribute("disabled").is_some();
        assert_eq!((table.count(&is_tick), table.count(&is_off)), (3, 1));
    }

    #[test]
    fn nobody_is_named_who_was_made_anonymous() {
        let mut row = chat();
        row.guest.0 = GuestLabel::ANONYMOUS.to_owned();
        let says = drawn(vec![row], &[]).text();
        assert!(says.contains(texts::history::anonymous()), "{says}");
    }

    #[test]
    fn each_day_is_said_once() {
        let mut earlier = chat();
        earlier.started.0 -= 86_400_000;
        let table = drawn(vec![chat(), chat(), earlier], &[]);
        let is_day = |it: &Element| it.attribute("class") == Some("why-row");
        assert_eq!(table.count(&is_day), 2);
    }
}
