//! The chats that wait for somebody.

use hushdesk_protocol::frames::{Origin, Status};
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::super::names::Names;
use super::super::regions::Region;
use super::super::skins::KeyProspects;
use super::super::state::{WaitingForAnybody, key};
use super::super::wording;
use super::offer::{OfferIntents, OfferRow, Waits};
use super::roving::{on_key, use_roving};
use crate::components::{Elapsed, Icon};

/// What waits, and what the operator does about it.
#[derive(Clone, Debug, Properties, PartialEq)]
pub(crate) struct WaitingProps {
    /// The offers: guests who are there before the others, the longest waiting first.
    pub(crate) offers: Vec<Waits>,
    /// How many wait at this window's queues, whoever is asked.
    pub(crate) for_anybody: WaitingForAnybody,
    /// What the operator says of themselves; none if this window staffs no queue.
    pub(crate) status: Option<Status>,
    /// The queues have not all answered.
    pub(crate) connecting: bool,
    /// Another window has taken this one's place: what waits is offered there.
    pub(crate) replaced: bool,
    /// What colleagues are called.
    pub(crate) names: Names,
    /// How guests' browsers will take the operator's key.
    pub(crate) prospects: KeyProspects,
    pub(crate) intents: OfferIntents,
}

/// The region of the waiting chats. Offers that were put aside stay in it, folded.
#[component]
pub(crate) fn Waiting(props: &WaitingProps) -> Html {
    let (aside, shown): (Vec<_>, Vec<_>) = props
        .offers
        .iter()
        .cloned()
        .partition(|it| it.offer.is_dismissed());
    let open = props.offers.iter().filter(|it| it.offer.is_open()).count();
    let count = props.for_anybody.chats.max(open);
    html! {
        <div id={Region::Waiting.id()} class="group" tabindex="-1">
            <h2 id="h-waiting">
                { texts::waiting::waiting() }
                if !props.replaced {
                    <span class={classes!("count", (count > 0).then_some("bad"))}>{ count }</span>
                }
            </h2>
            if !shown.is_empty() {
                <Rows offers={shown.clone()} labelled_by="h-waiting" with={props.clone()} />
            }
            { outlook(props, !shown.is_empty(), !aside.is_empty()) }
            if let Some(first) = aside.iter().min_by_key(|it| it.offer.offer.since) {
                <details class="folded">
                    <summary id="h-aside">
                        { Icon::Right.turning() }
                        <span>
                            { texts::waiting::aside(aside.len()) }{ " " }
                            <Elapsed since={first.offer.offer.since} clock={first.clock} />
                        </span>
                    </summary>
                    <Rows offers={aside.clone()} labelled_by="h-aside" with={props.clone()} />
                </details>
            }
        </div>
    }
}

/// How many of the offers are of guests whom nobody has; closed ones wait like any others.
fn own(offers: &[Waits]) -> usize {
    let waits = |it: &&Waits| {
        let is_free = !matches!(it.offer.offer.origin, Origin::Transfer { .. });
        is_free && it.offer.is_open()
    };
    offers.iter().filter(waits).count()
}

/// What is to be said beside the offers, or where there are none. That nobody waits is said only where it is so.
fn outlook(props: &WaitingProps, offers: bool, closed: bool) -> Html {
    let more = props.for_anybody.chats.saturating_sub(own(&props.offers));
    match props.status {
        _ if props.replaced => sentence(texts::waiting::offered_elsewhere()),
        _ if props.connecting && !offers => sentence(texts::lines::connecting()),
        None if offers => Html::default(),
        None => sentence(texts::waiting::off_duty_waiting()),
        Some(status) if more > 0 && !offers && !closed => html! {
            <div class="outlook">
                { others_wait(&props.for_anybody) }
                <p>{ why_not(status) }</p>
            </div>
        },
        Some(_) if more > 0 => sentence(texts::waiting::more_wait(more)),
        Some(_) if offers || closed => Html::default(),
        Some(_) => sentence(texts::waiting::nobody_waits()),
    }
}

fn sentence(sentence: impl Into<AttrValue>) -> Html {
    html! { <p class="outlook">{ sentence.into() }</p> }
}

fn others_wait(waiting: &WaitingForAnybody) -> Html {
    html! {
        <p>
            <strong>{ texts::waiting::others_wait(waiting.chats) }</strong>
            if let Some((since, clock)) = waiting.longest {
                { " " }<strong><Elapsed {since} {clock} /></strong>{ "." }
            }
        </p>
    }
}

fn why_not(status: Status) -> String {
    if status.takes_chats() {
        texts::waiting::others_wait_more().to_owned()
    } else {
        texts::waiting::not_offered_because(&wording::status(status))
    }
}

#[derive(Debug, Properties, PartialEq)]
struct RowsProps {
    offers: Vec<Waits>,
    labelled_by: AttrValue,
    with: WaitingProps,
}

/// Offers, one stop of the Tab key.
#[component]
fn Rows(props: &RowsProps) -> Html {
    let keys: Vec<_> = props
        .offers
        .iter()
        .map(|it| key(&it.queue, &it.offer.offer.chat))
        .collect();
    let (stop, onstop) = use_roving(&keys);
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        on_key(&event);
    });
    let with = &props.with;
    html! {
        <ul class="chat-list" aria-labelledby={&props.labelled_by} {onkeydown}>
            { for props.offers.iter().zip(keys).map(|(waits, row)| {
                let is_stop = row == stop;
                let key = row.clone();
                html! {
                    <OfferRow {key} waits={waits.clone()} names={with.names.clone()}
                        prospect={with.prospects.at(&waits.offer.offer.skin)} intents={with.intents.clone()}
                        stop={is_stop} onfocus={onstop.reform(move |_| row.clone())} />
                }
            }) }
        </ul>
    }
}
