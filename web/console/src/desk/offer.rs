//! One waiting chat.

use gloo_timers::callback::Timeout;
use hushdesk_protocol::frames::{Body, ChatKind, Content, Offer, Origin, Party};
use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_texts::console as texts;
use hushdesk_web::session::clock::EdgeClock;
use hushdesk_web::session::desk::{OfferStanding, OfferView};
use hushdesk_web::tone::Tone;
use yew::prelude::*;

use super::names::Names;
use super::page_link::PageLink;
use super::regions::Region;
use super::skins::KeyProspect;
use super::wording;
use crate::components::{Elapsed, badge, linked};
use crate::document::{focus, focused};

/// For how long an offer that ended says why, in milliseconds: time to read a short sentence twice. It can
/// be closed before, and screen readers have been told.
const ENDED_MILLIS: u32 = 8_000;

/// An offer, and what is known around it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Waits {
    /// At which queue.
    pub(crate) queue: QueueTitle,
    /// What is offered.
    pub(crate) offer: OfferView,
    /// Whether that queue is connected.
    pub(crate) up: bool,
    /// The time there.
    pub(crate) clock: EdgeClock,
}

/// What the operator does about an offer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OfferIntents {
    /// Wants the chat.
    pub(crate) onclaim: Callback<ChatId>,
    /// Does not want it, or does not want to see any more why it has ended.
    pub(crate) ondismiss: Callback<ChatId>,
    /// Takes back that it was closed.
    pub(crate) onreconsider: Callback<ChatId>,
}

/// An offer, and what the operator does about it.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct OfferCardProps {
    /// The offer.
    pub(crate) waits: Waits,
    /// What colleagues are called.
    pub(crate) names: Names,
    /// How the guest's browser will take the operator's key.
    pub(crate) prospect: KeyProspect,
    pub(crate) intents: OfferIntents,
}

/// Who waits, since when, where, and two buttons; once it has ended, why.
#[component]
pub(crate) fn OfferCard(props: &OfferCardProps) -> Html {
    let node = use_node_ref();
    let Waits {
        queue,
        offer: view,
        clock,
        ..
    } = &props.waits;
    let offer = &view.offer;
    let ondismiss = {
        let (node, chat) = (node.clone(), offer.chat.clone());
        let ondismiss = props.intents.ondismiss.clone();
        Callback::from(move |()| {
            let had_focus = holds_focus(&node);
            ondismiss.emit(chat.clone());
            if had_focus {
                // Not the next offer's button: a key pressed twice would claim it.
                Region::Waiting.focus_whole();
            }
        })
    };
    let ended = ended(&view.standing, &props.names);
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
    let state = match (&ended, offer.absent_since) {
        (Some(_), _) => "ended",
        (None, Some(_)) => "absent",
        (None, None) => "fresh",
    };
    html! {
        <li ref={node} tabindex="-1" class={classes!("offer", state)}>
            <h3>
                <bdi>{ offer.guest.to_string() }</bdi>
                { badge(sealed, html! {
                    <span title={wording::kind_explained(offer.kind)}>{ wording::kind(offer.kind) }</span>
                }) }
                if ended.is_none() {
                    <span class="unseen">{ texts::waiting::waiting_time() }</span>
                    <Elapsed since={offer.since} clock={*clock} />
                }
            </h3>
            if let (None, Some(since)) = (&ended, offer.absent_since) {
                <p class="gone">
                    <strong>{ texts::waiting::guest_absent() }{ " " }<Elapsed {since} clock={*clock} />{ "." }</strong>
                    { " " }{ texts::waiting::guest_absent_offer() }
                </p>
            }
            { origin(&offer.origin, &props.names) }
            <dl>
                <dt>{ texts::waiting::queue() }</dt>
                <dd><bdi>{ &queue.title }</bdi></dd>
                if let Some(page) = &offer.page {
                    <dt>{ texts::waiting::page() }</dt>
                    <dd><PageLink page={page.clone()} /></dd>
                }
            </dl>
            { readable(offer) }
            if ended.is_none() {
                { prospect(props.prospect) }
            }
            { match ended {
                Some(why) => html! { <Ended {why} onclose={ondismiss} /> },
                None => html! {
                    <Choices offer={view.clone()} up={props.waits.up} intents={props.intents.clone()} {ondismiss} />
                },
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
            <button type="button" onclick={props.onclose.reform(|_| ())}>{ texts::frame::close() }</button>
        </div>
    }
}

/// What can be done about an offer.
#[derive(Debug, Properties, PartialEq)]
struct ChoicesProps {
    offer: OfferView,
    up: bool,
    intents: OfferIntents,
    ondismiss: Callback<()>,
}

/// Claim it or close it; one that was closed can be taken back.
#[component]
fn Choices(props: &ChoicesProps) -> Html {
    let offer = &props.offer.offer;
    let is_transfer = matches!(offer.origin, Origin::Transfer { .. });
    let claiming = props.offer.standing == OfferStanding::Claiming;
    let about = |intent: &Callback<_>| {
        let chat = offer.chat.clone();
        intent.reform(move |_: MouseEvent| chat.clone())
    };
    let dismissed = props.offer.is_dismissed();
    // While it is being claimed the button stays where it is, so that the focus does.
    html! {
        <div class="row">
            <button type="button" class="primary" data-first={(!dismissed).then_some("")} disabled={!props.up}
                aria-disabled={claiming.then_some("true")} aria-label={texts::waiting::claim_of(&offer.guest)}
                onclick={about(&props.intents.onclaim)}>
                { if claiming { texts::waiting::claiming() } else { texts::waiting::claim() } }
            </button>
            if dismissed {
                <button type="button" disabled={!props.up} aria-label={texts::waiting::reconsider_of(&offer.guest)}
                    onclick={about(&props.intents.onreconsider)}>
                    { texts::waiting::reconsider() }
                </button>
            } else if !claiming {
                <button type="button" disabled={!props.up} onclick={props.ondismiss.reform(|_| ())}
                    aria-label={(!is_transfer).then(|| texts::waiting::hide_of(&offer.guest))}>
                    { if is_transfer { texts::transfer::decline() } else { texts::waiting::hide() } }
                </button>
            }
            { unless(props.up) }
        </div>
    }
}

/// Why the buttons do nothing.
fn unless(up: bool) -> Html {
    if up {
        Html::default()
    } else {
        html! { <p class="why">{ texts::lines::no_line() }</p> }
    }
}

/// What is known from the start of how the guest's browser will take the operator's key.
fn prospect(prospect: KeyProspect) -> Html {
    match prospect {
        KeyProspect::Fine => Html::default(),
        KeyProspect::Asked => {
            html! { <p class="why">{ texts::conversation::key_will_be_asked_about() }</p> }
        }
        KeyProspect::Refused => html! {
            <p class="why bad"><strong>{ texts::conversation::key_will_be_refused() }</strong>{ " " }{ texts::conversation::key_will_be_refused_offer() }</p>
        },
    }
}

/// Whose chat it was before, and what they say about it.
fn origin(origin: &Origin, names: &Names) -> Html {
    match origin {
        Origin::New => Html::default(),
        Origin::Continuation { of } => {
            html! { <p class="origin"><bdi>{ texts::transfer::continuation_of(&names.of(of)) }</bdi></p> }
        }
        Origin::Transfer { by, note } => html! {
            <div class="origin">
                <p><bdi>{ texts::transfer::transferred_by(&names.of(by)) }</bdi></p>
                if let Some(note) = note {
                    <p class="note" dir="auto">{ linked(note.as_str()) }</p>
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
            | Content::HolderRefused { .. }
            | Content::Passing { .. }
            | Content::Kept { .. }
            | Content::Notice { .. }
            | Content::Closed { .. } => None,
        });
    html! { <div class="readable">{ for said.map(|text| html! { <p dir="auto">{ linked(text) }</p> }) }</div> }
}

fn ended(standing: &OfferStanding, names: &Names) -> Option<String> {
    match standing {
        OfferStanding::Waiting | OfferStanding::Claiming => None,
        OfferStanding::Answered { by } if names.is_own(by) => {
            Some(texts::waiting::answered_by_yourself().to_owned())
        }
        OfferStanding::Answered { by } => Some(texts::waiting::answered_by(&names.of(by))),
        OfferStanding::GuestLeft => Some(texts::waiting::guest_left().to_owned()),
        OfferStanding::Unanswered => Some(texts::transfer::unanswered().to_owned()),
        OfferStanding::Ended { by } => Some(texts::waiting::ended_by(&names.of(by))),
        OfferStanding::Withdrawn => Some(texts::transfer::withdrawn().to_owned()),
    }
}

fn holds_focus(node: &NodeRef) -> bool {
    node.get()
        .zip(focused())
        .is_some_and(|(node, focused)| node.contains(Some(&focused)))
}
