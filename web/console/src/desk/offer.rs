//! One waiting chat.

use gloo_timers::callback::Timeout;
use hushdesk_protocol::frames::{Body, ChatKind, Content, Offer, Origin, Party};
use hushdesk_protocol::ids::{ChatId, Timestamp};
use hushdesk_web::session::desk::{OfferStanding, OfferView};
use hushdesk_web::tone::Tone;
use yew::prelude::*;

use super::page_link::PageLink;
use super::regions::Region;
use crate::components::{Elapsed, badge};
use crate::document::{focus, focused};
use crate::texts;

/// For how long an offer that ended says why, in milliseconds: time to read a short sentence twice. It can
/// be closed before, and screen readers have been told.
const ENDED_MILLIS: u32 = 8_000;

/// An offer, and what the operator does about it.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct OfferCardProps {
    /// What people call the queue.
    pub(crate) queue: String,
    /// The offer.
    pub(crate) offer: OfferView,
    /// Whether the queue can be told what the operator wants.
    pub(crate) up: bool,
    /// The moment it is now.
    pub(crate) now: Timestamp,
    /// The operator wants the chat.
    pub(crate) onclaim: Callback<ChatId>,
    /// The operator does not want to see the offer any more.
    pub(crate) ondismiss: Callback<ChatId>,
}

/// Who waits, since when, where, and two buttons; once it has ended, why.
#[component]
pub(crate) fn OfferCard(props: &OfferCardProps) -> Html {
    let node = use_node_ref();
    let offer = &props.offer.offer;
    let ondismiss = {
        let (node, chat, ondismiss) = (node.clone(), offer.chat.clone(), props.ondismiss.clone());
        Callback::from(move |()| {
            let had_focus = holds_focus(&node);
            ondismiss.emit(chat.clone());
            if had_focus {
                Region::Waiting.focus();
            }
        })
    };
    let ended = ended(&props.offer.standing);
    {
        let (node, ondismiss) = (node.clone(), ondismiss.clone());
        use_effect_with(ended.is_some(), move |ended| {
            let leaving = ended.then(|| {
                // The button that had the focus is gone: its card takes it.
                if focused().is_none() {
                    focus(&node);
                }
                Timeout::new(ENDED_MILLIS, move || ondismiss.emit(()))
            });
            move || drop(leaving)
        });
    }
    let sealed = match offer.kind {
        ChatKind::Sealed => Tone::Good,
        ChatKind::Open => Tone::Plain,
    };
    html! {
        <li ref={node} tabindex="-1" class={classes!("offer", if ended.is_some() { "ended" } else { "fresh" })}>
            <h3>
                <bdi>{ offer.guest.to_string() }</bdi>
                { badge(sealed, html! {
                    <span title={texts::kind_explained(offer.kind)}>{ texts::kind(offer.kind) }</span>
                }) }
                if ended.is_none() {
                    <span class="unseen">{ texts::WAITING_TIME }</span>
                    <Elapsed since={offer.since} now={props.now} />
                }
            </h3>
            { origin(&offer.origin) }
            <dl>
                <dt>{ texts::QUEUE }</dt>
                <dd><bdi>{ &props.queue }</bdi></dd>
                if let Some(page) = &offer.page {
                    <dt>{ texts::PAGE }</dt>
                    <dd><PageLink page={page.clone()} /></dd>
                }
            </dl>
            { readable(offer) }
            { match ended {
                Some(why) => html! { <Ended {why} onclose={ondismiss} /> },
                None => html! { <Choices offer={props.offer.clone()} up={props.up} onclaim={&props.onclaim} {ondismiss} /> },
            } }
        </li>
    }
}

/// Why an offer has ended.
#[derive(Debug, Properties, PartialEq)]
struct EndedProps {
    why: String,
    onclose: Callback<()>,
}

#[component]
fn Ended(props: &EndedProps) -> Html {
    html! {
        <div class="row">
            <strong>{ &props.why }</strong>
            <button type="button" onclick={props.onclose.reform(|_| ())}>{ texts::CLOSE }</button>
        </div>
    }
}

/// What can be done about an offer.
#[derive(Debug, Properties, PartialEq)]
struct ChoicesProps {
    offer: OfferView,
    up: bool,
    onclaim: Callback<ChatId>,
    ondismiss: Callback<()>,
}

#[component]
fn Choices(props: &ChoicesProps) -> Html {
    let offer = &props.offer.offer;
    let is_transfer = matches!(offer.origin, Origin::Transfer { .. });
    let claiming = props.offer.standing == OfferStanding::Claiming;
    let onclick = {
        let chat = offer.chat.clone();
        props.onclaim.reform(move |_| chat.clone())
    };
    // While it is being claimed the button stays where it is, so that the focus does.
    html! {
        <div class="row">
            <button type="button" class="primary" data-first="" disabled={!props.up}
                aria-disabled={claiming.then_some("true")} aria-label={texts::claim(&offer.guest)} {onclick}>
                { if claiming { texts::CLAIMING } else { texts::CLAIM } }
            </button>
            if !props.offer.is_dismissed() {
                <button type="button" disabled={!props.up} onclick={props.ondismiss.reform(|_| ())}
                    aria-label={(!is_transfer).then(|| texts::hide(&offer.guest))}>
                    { if is_transfer { texts::DECLINE } else { texts::HIDE } }
                </button>
            }
            if !props.up {
                <p class="why">{ texts::NO_LINE }</p>
            }
        </div>
    }
}

/// Whose chat it was before, and what they say about it.
fn origin(origin: &Origin) -> Html {
    match origin {
        Origin::New => Html::default(),
        Origin::Continuation { of } => {
            html! { <p class="origin">{ texts::continuation_of(of) }</p> }
        }
        Origin::Transfer { by, note } => html! {
            <div class="origin">
                <p>{ texts::transferred_by(by) }</p>
                if let Some(note) = note {
                    <p class="note" dir="auto">{ note.as_str() }</p>
                }
            </div>
        },
    }
}

/// What the guest of an open chat has written so far.
fn readable(offer: &Offer) -> Html {
    let said = offer
        .entries
        .iter()
        .filter_map(|entry| match &entry.content {
            Content::Message {
                from: Party::Guest,
                body: Body::Open { text },
            } => Some(text.as_str()),
            Content::Message { .. }
            | Content::KeyExchange { .. }
            | Content::Claimed { .. }
            | Content::Interrupted { .. }
            | Content::Passing { .. }
            | Content::Kept { .. }
            | Content::Notice { .. }
            | Content::Closed { .. } => None,
        });
    html! { <div class="readable">{ for said.map(|text| html! { <p dir="auto">{ text }</p> }) }</div> }
}

fn ended(standing: &OfferStanding) -> Option<String> {
    match standing {
        OfferStanding::Waiting | OfferStanding::Claiming => None,
        OfferStanding::Answered { by } => Some(texts::answered_by(by)),
        OfferStanding::GuestLeft | OfferStanding::Ended { .. } => {
            Some(texts::GUEST_LEFT.to_owned())
        }
        OfferStanding::Unanswered => Some(texts::UNANSWERED.to_owned()),
        OfferStanding::Withdrawn => Some(texts::WITHDRAWN.to_owned()),
    }
}

fn holds_focus(node: &NodeRef) -> bool {
    node.get()
        .zip(focused())
        .is_some_and(|(node, focused)| node.contains(Some(&focused)))
}
