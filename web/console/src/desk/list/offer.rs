//! One waiting chat.

use std::cell::Cell;

use gloo_timers::callback::Timeout;
use hushdesk_protocol::frames::{ChatKind, Offer, Origin};
use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_texts::console as texts;
use hushdesk_web::ambient;
use hushdesk_web::session::clock::EdgeClock;
use hushdesk_web::session::desk::{OfferStanding, OfferView};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::super::last_said::last_said;
use super::super::names::Names;
use super::super::page_link::place_of;
use super::super::presence::avatar;
use super::super::regions::Region;
use super::super::skins::KeyProspect;
use super::super::wording;
use super::urgency::Urgency;
use crate::components::{Elapsed, Icon, Presence, linked};
use crate::document::focused;

/// For how long an offer that ended says why, in milliseconds: time to read a short sentence twice. It can
/// be put away before, and screen readers have been told.
const ENDED_MILLIS: u32 = 8_000;

/// Milliseconds for which a row that was handed the focus does not take Enter: a key pressed once more for the row that
/// has gone would claim it.
const HANDED_MILLIS: u64 = 1_000;

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
    /// Takes back that it was put aside.
    pub(crate) onreconsider: Callback<ChatId>,
    /// Wants to see the own key.
    pub(crate) onkey: Callback<()>,
}

/// An offer, and what the operator does about it.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct OfferRowProps {
    /// The offer.
    pub(super) waits: Waits,
    /// What colleagues are called.
    pub(super) names: Names,
    /// How the guest's browser will take the operator's key.
    pub(super) prospect: KeyProspect,
    pub(super) intents: OfferIntents,
    /// Tab comes to this row of the list.
    pub(super) stop: bool,
    /// It has the focus now.
    pub(super) onfocus: Callback<FocusEvent>,
}

/// Who waits, since when, where, and two buttons; once it has ended, why.
#[component]
pub(super) fn OfferRow(props: &OfferRowProps) -> Html {
    let Waits {
        queue,
        offer,
        clock,
        ..
    } = &props.waits;
    let node = use_node_ref();
    let urgency = use_urgency(&offer.offer, *clock);
    let ended = ended(&offer.standing, &props.names);
    let ondismiss = use_dismissal(&node, &props.waits, &props.intents, ended.is_some());
    let onclaim = claim(props);
    let onkeydown = on_row_key(&node, onclaim.clone(), ondismiss.clone());
    let guest = offer.offer.guest.to_string();
    let absent = offer.offer.absent_since.is_some();
    let is_for_me = matches!(offer.offer.origin, Origin::Transfer { .. });
    let state = match (&ended, absent) {
        (Some(_), _) => "ended gone",
        (None, true) => "absent gone",
        (None, false) if is_for_me => "mine fresh",
        (None, false) => urgency.class(),
    };
    let dot = if absent || ended.is_some() {
        Presence::Gone
    } else {
        Presence::Available
    };
    let about = match place_of(offer.offer.page.as_ref()) {
        Some(page) => format!("{} · {page}", queue.title),
        None => queue.title.clone(),
    };
    html! {
        <li ref={node} class={classes!("chat", "offer", state)} data-row="" {onkeydown}
            tabindex={if props.stop { "0" } else { "-1" }} onfocus={&props.onfocus}
            aria-label={wording::offer_row(&offer.offer, props.prospect, urgency, &props.names)}>
            { avatar(&guest, Some(dot)) }
            <div class="line-1">
                <h3 class="name"><bdi class="cut">{ &guest }</bdi>{ kind_icon(offer.offer.kind) }<span class="unseen">{ wording::kind(offer.offer.kind) }</span></h3>
                <span class="when">
                    if is_for_me && ended.is_none() {
                        <span class="badge accent">{ Icon::Pass.draw() }{ texts::waiting::for_you() }</span>
                    }
                    if ended.is_none() && !is_for_me {
                        { wait(&offer.offer, *clock, urgency) }
                    }
                </span>
            </div>
            <div class="line-2">
                { match &ended {
                    Some(why) => html! { <strong class="last">{ why }</strong> },
                    None => html! { <bdi class="last cut" title={about.clone()}>{ about }</bdi> },
                } }
                <Acts waits={props.waits.clone()} prospect={props.prospect} {urgency} ended={ended.is_some()}
                    {onclaim} {ondismiss} onreconsider={&props.intents.onreconsider} />
            </div>
            if ended.is_none() {
                { more(props) }
            }
        </li>
    }
}

/// How long the guest has been waiting, or gone: by colour, shape and words.
fn wait(offer: &Offer, clock: EdgeClock, urgency: Urgency) -> Html {
    if let Some(since) = offer.absent_since {
        return html! {
            <span class="wait">{ texts::waiting::left_ago() }{ " " }<Elapsed {since} {clock} /></span>
        };
    }
    let shape = match urgency {
        Urgency::Fresh | Urgency::Long => Icon::Clock,
        Urgency::Urgent => Icon::Alert,
    };
    html! {
        <span class={classes!("wait", urgency.class())}>
            { shape.draw() }<span class="unseen">{ texts::waiting::waits_for() }{ " " }</span><Elapsed since={offer.since} {clock} />
        </span>
    }
}

/// What stands under the two lines.
fn more(props: &OfferRowProps) -> Html {
    let offer = &props.waits.offer.offer;
    let said = said(offer);
    let origin = origin(&offer.origin, &props.names);
    let why = match props.prospect {
        KeyProspect::Fine => None,
        KeyProspect::Asked => Some(html! { <p class="aside">{ texts::waiting::key_asked() }</p> }),
        KeyProspect::Refused => Some(html! {
            <p class="why" id={why_id(&offer.chat)}>
                { Icon::Key.less() }
                <span>
                    { texts::waiting::key_refused() }{ " " }
                    <button type="button" class="link" tabindex="-1" onclick={props.intents.onkey.reform(|_| ())}>
                        { texts::waiting::show_key() }
                    </button>
                </span>
            </p>
        }),
    };
    let offline =
        (!props.waits.up).then(|| html! { <p class="aside">{ texts::lines::no_line() }</p> });
    if said.is_none() && origin.is_none() && why.is_none() && offline.is_none() {
        return Html::default();
    }
    html! { <div class="more">{ origin }{ said }{ why }{ offline }</div> }
}

#[derive(Debug, Properties, PartialEq)]
struct ActsProps {
    waits: Waits,
    prospect: KeyProspect,
    urgency: Urgency,
    ended: bool,
    onclaim: Callback<()>,
    ondismiss: Callback<()>,
    onreconsider: Callback<ChatId>,
}

/// Claim it or put it aside; one that was put aside can be brought back.
#[component]
fn Acts(props: &ActsProps) -> Html {
    let Waits { offer, up, .. } = &props.waits;
    let guest = &offer.offer.guest;
    if props.ended {
        return html! {
            <div class="acts">
                { aside(texts::waiting::put_away_of(guest), texts::waiting::put_away(), &props.ondismiss) }
            </div>
        };
    }
    let sender = matches!(offer.offer.origin, Origin::Transfer { .. });
    let claiming = offer.standing == OfferStanding::Claiming;
    let refused = props.prospect == KeyProspect::Refused;
    let off = claiming || refused || !up;
    let emphasis = match props.urgency {
        _ if off => None,
        Urgency::Urgent => Some("primary"),
        Urgency::Fresh | Urgency::Long => Some("tinted"),
    };
    let words = match (claiming, sender) {
        (true, _) => texts::waiting::claiming(),
        (false, true) => texts::waiting::take_over(),
        (false, false) => texts::waiting::claim(),
    };
    let onreconsider = {
        let chat = offer.offer.chat.clone();
        props.onreconsider.reform(move |_: MouseEvent| chat.clone())
    };
    // While it is being claimed the button stays where it is, so that the focus does.
    html! {
        <div class="acts">
            if offer.is_dismissed() {
                <button type="button" class="button quiet less" tabindex="-1" disabled={!up} onclick={onreconsider}
                    aria-label={texts::waiting::bring_back_of(guest)}>
                    { texts::waiting::bring_back() }
                </button>
            } else if !claiming && *up {
                if sender {
                    { aside(texts::waiting::give_back_of(guest), texts::waiting::give_back(), &props.ondismiss) }
                } else {
                    { aside(texts::waiting::not_for_me_of(guest), texts::waiting::not_for_me(), &props.ondismiss) }
                }
            }
            <button type="button" class={classes!("button", "less", emphasis)} tabindex="-1"
                aria-disabled={off.then_some("true")} aria-label={claim_words(words, guest)}
                aria-describedby={refused.then(|| why_id(&offer.offer.chat))}
                onclick={props.onclaim.reform(|_| ())}>
                { words }
            </button>
        </div>
    }
}

fn claim_words(words: &str, guest: &dyn std::fmt::Display) -> String {
    texts::waiting::act_of(&words, guest)
}

fn aside(label: String, title: &'static str, onclick: &Callback<()>) -> Html {
    html! {
        <button type="button" class="button quiet square less" tabindex="-1" aria-label={label} {title}
            onclick={onclick.reform(|_| ())}>
            { Icon::Close.less() }
        </button>
    }
}

fn why_id(chat: &ChatId) -> String {
    format!("why-{}", chat.as_str())
}

/// A closed lock, or an open eye.
pub(super) fn kind_icon(kind: ChatKind) -> Html {
    match kind {
        ChatKind::Sealed => html! { <span class="kind">{ Icon::Lock.draw() }</span> },
        ChatKind::Open => html! { <span class="kind open">{ Icon::Open.draw() }</span> },
    }
}

/// Claims the chat, if it can be claimed from here.
fn claim(props: &OfferRowProps) -> Callback<()> {
    let Waits { offer, up, .. } = &props.waits;
    let can =
        *up && offer.standing == OfferStanding::Waiting && props.prospect != KeyProspect::Refused;
    let (chat, onclaim) = (offer.offer.chat.clone(), props.intents.onclaim.clone());
    Callback::from(move |()| {
        if can {
            onclaim.emit(chat.clone());
        }
    })
}

/// Keys of the row as a whole: Enter claims, Delete puts aside.
fn on_row_key(
    node: &NodeRef,
    onclaim: Callback<()>,
    ondismiss: Callback<()>,
) -> Callback<KeyboardEvent> {
    let node = node.clone();
    Callback::from(move |event: KeyboardEvent| {
        let is_row = node
            .get()
            .zip(focused())
            .is_some_and(|(row, focused)| row == focused.into());
        match &*event.key() {
            "Enter" if is_row && !event.repeat() && !was_just_handed() => {
                event.prevent_default();
                onclaim.emit(());
            }
            "Delete" if !event.repeat() => {
                event.prevent_default();
                ondismiss.emit(());
            }
            _ => {}
        }
    })
}

/// What puts the offer away, and hands on the focus if it was in it. One that has ended goes by itself after a while.
#[hook]
fn use_dismissal(
    node: &NodeRef,
    waits: &Waits,
    intents: &OfferIntents,
    ended: bool,
) -> Callback<()> {
    let ondismiss = {
        let chat = waits.offer.offer.chat.clone();
        let (node, ondismiss) = (node.clone(), intents.ondismiss.clone());
        let can = waits.up || ended;
        Callback::from(move |()| {
            if can {
                leave_row(&node);
                ondismiss.emit(chat.clone());
            }
        })
    };
    let later = ondismiss.clone();
    use_effect_with(ended, move |ended| {
        let leaving = ended.then(|| Timeout::new(ENDED_MILLIS, move || later.emit(())));
        move || drop(leaving)
    });
    ondismiss
}

/// How urgent it is; drawn anew when it becomes more so.
#[hook]
fn use_urgency(offer: &Offer, clock: EdgeClock) -> Urgency {
    let waited = clock.age(offer.since, ambient::now());
    let urgency = Urgency::of(waited);
    let update = use_force_update();
    use_effect_with((offer.since, clock, urgency), move |_| {
        let rises = Urgency::rises_in(waited).map(ambient::timer_millis);
        let later = rises.map(|millis| Timeout::new(millis, move || update.force_update()));
        move || drop(later)
    });
    urgency
}

thread_local! {
    /// When a row was handed the focus.
    static HANDED: Cell<u64> = const { Cell::new(0) };
}

fn was_just_handed() -> bool {
    let handed = HANDED.get();
    handed > 0 && ambient::page_millis().saturating_sub(handed) < HANDED_MILLIS
}

/// A row goes: if the focus is in it, its neighbour takes it, or the region where there is none.
fn leave_row(node: &NodeRef) {
    let Some(row) = node.cast::<HtmlElement>() else {
        return;
    };
    if !focused().is_some_and(|focused| row.contains(Some(&focused))) {
        return;
    }
    let neighbour = row
        .next_element_sibling()
        .or_else(|| row.previous_element_sibling())
        .and_then(|it| it.dyn_into::<HtmlElement>().ok());
    HANDED.set(ambient::page_millis());
    match neighbour {
        Some(neighbour) => {
            let _given = neighbour.focus();
        }
        None => Region::Waiting.focus_whole(),
    }
}

/// Whose chat it was before, and what they say about it.
fn origin(origin: &Origin, names: &Names) -> Option<Html> {
    match origin {
        Origin::New => None,
        Origin::Continuation { of } => Some(html! {
            <p class="aside"><bdi>{ texts::transfer::continuation_of(&names.of(of)) }</bdi></p>
        }),
        Origin::Transfer { by, note } => Some(html! {
            <>
                <p class="aside"><bdi>{ texts::transfer::transferred_by(&names.of(by)) }</bdi></p>
                if let Some(note) = note {
                    <blockquote dir="auto">{ linked(note.as_str()) }</blockquote>
                }
            </>
        }),
        Origin::RolledOver { from, seconds } => Some(html! {
            <p class="aside"><bdi>{ wording::rolled_over(from, *seconds, names) }</bdi></p>
        }),
        // Nobody is offered what somebody holds.
        Origin::TakenOver { .. } => None,
    }
}

/// What the guest of an open chat has written last.
fn said(offer: &Offer) -> Option<Html> {
    let last = last_said(offer)?;
    Some(html! { <p class="read" dir="auto">{ linked(last) }</p> })
}

fn ended(standing: &OfferStanding, names: &Names) -> Option<String> {
    match standing {
        OfferStanding::Waiting | OfferStanding::Claiming => None,
        OfferStanding::Answered { by } if names.is_own(by) => {
            Some(texts::waiting::answered_by_yourself().to_owned())
        }
        OfferStanding::Answered { by } => Some(texts::waiting::answered_by(&names.of(by))),
        OfferStanding::GuestLeft => Some(texts::waiting::guest_left().to_owned()),
        OfferStanding::Unanswered => Some(texts::waiting::unanswered().to_owned()),
        OfferStanding::PassedOn { to } => Some(texts::waiting::passed_on_to(&names.queue(to))),
        OfferStanding::Ended { by } => Some(texts::waiting::ended_by(&names.of(by))),
        OfferStanding::Withdrawn => Some(texts::waiting::withdrawn().to_owned()),
    }
}
