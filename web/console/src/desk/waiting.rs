//! The chats that wait for somebody.

use hushdesk_protocol::ids::{ChatId, Timestamp};
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_web::session::desk::OfferView;
use yew::prelude::*;

use super::offer::OfferCard;
use super::regions::Region;
use super::state::key;
use super::window::use_now;
use crate::texts;

/// An offer, and whether its queue can be told what the operator wants.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Waits {
    /// At which queue.
    pub(crate) queue: QueueTitle,
    /// What is offered.
    pub(crate) offer: OfferView,
    /// Whether that queue is connected.
    pub(crate) up: bool,
}

/// What waits, and what the operator does about it.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct WaitingProps {
    /// The offers, the longest waiting first.
    pub(crate) offers: Vec<Waits>,
    /// How many of them wait for somebody.
    pub(crate) waiting: usize,
    /// Whether this window staffs a queue.
    pub(crate) staffs: bool,
    /// The queues have not all answered yet.
    pub(crate) connecting: bool,
    /// The operator wants a chat.
    pub(crate) onclaim: Callback<ChatId>,
    /// The operator does not want to see an offer any more.
    pub(crate) ondismiss: Callback<ChatId>,
}

/// The region of the waiting chats.
#[component]
pub(crate) fn Waiting(props: &WaitingProps) -> Html {
    let now = use_now();
    let (hidden, shown): (Vec<_>, Vec<_>) =
        props.offers.iter().partition(|it| it.offer.is_dismissed());
    html! {
        <section id={Region::Waiting.id()} class="region waiting" tabindex="-1" aria-labelledby="waiting-title">
            <header>
                <h2 id="waiting-title">{ texts::WAITING }</h2>
                <span class={classes!("count", (props.waiting > 0).then_some("some"))}>{ props.waiting }</span>
            </header>
            if shown.is_empty() && props.connecting {
                <div class="empty"><p>{ texts::CONNECTING }</p></div>
            } else if shown.is_empty() {
                <div class="empty">
                    <p>{ texts::NOBODY_WAITS }</p>
                    if props.staffs {
                        <p>{ texts::NOBODY_WAITS_MORE }</p>
                    }
                </div>
            } else {
                { cards(&shown, props, now) }
            }
            if !hidden.is_empty() {
                <details class="hidden">
                    <summary>{ texts::hidden(hidden.len()) }</summary>
                    { cards(&hidden, props, now) }
                </details>
            }
        </section>
    }
}

fn cards(offers: &[&Waits], props: &WaitingProps, now: Timestamp) -> Html {
    let card = |it: &&Waits| {
        html! {
            <OfferCard key={key(&it.queue, &it.offer.offer.chat)} queue={it.queue.title.clone()}
                offer={it.offer.clone()} up={it.up} {now} onclaim={&props.onclaim} ondismiss={&props.ondismiss} />
        }
    };
    html! { <ul class="plain">{ for offers.iter().map(card) }</ul> }
}
