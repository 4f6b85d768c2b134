//! The chats that wait for somebody.

use hushdesk_protocol::frames::{Origin, Status};
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::names::Names;
use super::offer::{OfferCard, OfferIntents, Waits};
use super::regions::Region;
use super::skins::KeyProspects;
use super::state::{WaitingForAnybody, key};
use super::wording;
use crate::components::Elapsed;

/// What waits, and what the operator does about it.
#[derive(Debug, Properties, PartialEq)]
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

/// The region of the waiting chats. Offers that were closed stay in it, folded.
#[component]
pub(crate) fn Waiting(props: &WaitingProps) -> Html {
    let (closed, shown): (Vec<_>, Vec<_>) =
        props.offers.iter().partition(|it| it.offer.is_dismissed());
    let open = props.offers.iter().filter(|it| it.offer.is_open()).count();
    let count = props.for_anybody.chats.max(open);
    html! {
        <section id={Region::Waiting.id()} class="region waiting" tabindex="-1" aria-labelledby="waiting-title">
            <header>
                <h2 id="waiting-title">{ texts::waiting::waiting() }</h2>
                if !props.replaced {
                    <span class={classes!("count", (count > 0).then_some("some"))}>{ count }</span>
                }
            </header>
            if !shown.is_empty() {
                { cards(&shown, props) }
            }
            { outlook(props, !shown.is_empty(), !closed.is_empty()) }
            if let Some(first) = closed.iter().min_by_key(|it| it.offer.offer.since) {
                <details class="hidden">
                    <summary>
                        { texts::waiting::closed(closed.len()) }{ " " }
                        <Elapsed since={first.offer.offer.since} clock={first.clock} />
                    </summary>
                    { cards(&closed, props) }
                </details>
            }
        </section>
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
            <div class="empty">
                { others_wait(&props.for_anybody) }
                <p>{ why_not(status) }</p>
            </div>
        },
        Some(_) if more > 0 => sentence(texts::waiting::more_wait(more)),
        Some(_) if offers || closed => Html::default(),
        Some(_) => html! {
            <div class="empty">
                <p>{ texts::waiting::nobody_waits() }</p>
                <p>{ texts::waiting::nobody_waits_more() }</p>
            </div>
        },
    }
}

fn sentence(sentence: impl Into<AttrValue>) -> Html {
    html! { <div class="empty"><p>{ sentence.into() }</p></div> }
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

fn cards(offers: &[&Waits], props: &WaitingProps) -> Html {
    let card = |it: &&Waits| {
        html! {
            <OfferCard key={key(&it.queue, &it.offer.offer.chat)} waits={(*it).clone()} names={props.names.clone()}
                prospect={props.prospects.at(&it.offer.offer.skin)} intents={props.intents.clone()} />
        }
    };
    html! { <ul class="plain">{ for offers.iter().map(card) }</ul> }
}
