//! The chat: who can read along, how it stands, the conversation, and what the guest can do.

use hushdesk_web::components::{Confirm, ConversationLog};
use hushdesk_web::session::flow::Flow;
use hushdesk_web::session::guest_session::{GuestStanding, GuestView};
use hushdesk_web::session::line::Line;
use hushdesk_web::session::log::EntryId;
use hushdesk_web::session::text::Text;
use yew::prelude::*;

use super::earlier::Earlier;
use super::lines::{lines, operator};
use super::standing::StandingLine;
use super::trust::trust_line;
use super::writing::Writing;
use crate::catalogue::texts;

#[derive(Debug, Properties, PartialEq)]
pub(crate) struct TalkingProps {
    /// The chat.
    pub(crate) view: GuestView,
    /// Another window has it.
    pub(crate) elsewhere: bool,
    /// The guest wrote.
    pub(crate) onwrote: Callback<Text>,
    /// The guest is writing, or stopped.
    pub(crate) ontyping: Callback<bool>,
    /// The guest lets the operator have these of the earlier texts.
    pub(crate) onallowed: Callback<Vec<EntryId>>,
    /// The guest ends the chat.
    pub(crate) onend: Callback<()>,
    /// The guest wants a new chat.
    pub(crate) onanew: Callback<()>,
}

/// A chat from the first message to the end.
#[component]
pub(crate) fn Talking(props: &TalkingProps) -> Html {
    let asked = use_state(|| false);
    let view = &props.view;
    let typing = operator(&view.standing)
        .filter(|_| view.typing)
        .map(|operator| AttrValue::from((texts().typing)(operator)));
    let set = |value| {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(value))
    };
    let onyes = {
        let (close, onend) = (set(false), props.onend.clone());
        Callback::from(move |()| {
            close.emit(());
            onend.emit(());
        })
    };
    html! {
        <main class="talking">
            <div class="bar">
                { trust_line(view.kind, &view.standing) }
                if can_end(view) && !is_stopped(view) {
                    <button type="button" class="quiet end" onclick={set(true).reform(|_| ())}>{ texts().end }</button>
                }
            </div>
            <StandingLine view={view.clone()} elsewhere={props.elsewhere} />
            <Earlier view={view.clone()} onallowed={props.onallowed.clone()} />
            <ConversationLog label={texts().conversation} lines={lines(view)} {typing} />
            { below(props, set(true)) }
            if *asked && can_end(view) {
                <Confirm title={texts().end_title} text={texts().end_text} yes={texts().end_yes}
                    no={texts().end_no} {onyes} onno={set(false)} />
            }
        </main>
    }
}

const fn can_end(view: &GuestView) -> bool {
    match view.standing {
        GuestStanding::Waiting { .. }
        | GuestStanding::Interrupted { .. }
        | GuestStanding::Exchanging { .. }
        | GuestStanding::Talking { .. }
        | GuestStanding::WrongKey { .. } => true,
        GuestStanding::Ending | GuestStanding::Over(_) => false,
    }
}

/// The field; or what can be done when nothing can be written.
fn below(props: &TalkingProps, ask_to_end: Callback<()>) -> Html {
    let view = &props.view;
    if props.elsewhere {
        return choice(texts().take_back, Callback::from(|()| reload()));
    }
    if let (Line::Refused(_), false) = (view.line, is_over(view)) {
        return choice(texts().reload, Callback::from(|()| reload()));
    }
    if is_over(view) {
        return choice(texts().start_anew, props.onanew.clone());
    }
    if is_stopped(view) {
        return choice(texts().end, ask_to_end);
    }
    if !view.writable() {
        return Html::default();
    }
    html! {
        <Writing label={texts().message} send={texts().send} onwrote={props.onwrote.clone()}
            ontyping={props.ontyping.clone()} />
    }
}

/// The operator has the wrong key, or the chat is full: there is nothing left but to end it.
fn is_stopped(view: &GuestView) -> bool {
    let full = view.flow == Flow::Full && view.standing.writable();
    full || matches!(view.standing, GuestStanding::WrongKey { .. })
}

const fn is_over(view: &GuestView) -> bool {
    matches!(view.standing, GuestStanding::Over(_))
}

fn choice(label: &'static str, act: Callback<()>) -> Html {
    html! {
        <div class="choice"><button type="button" class="primary" onclick={act.reform(|_| ())}>{ label }</button></div>
    }
}

fn reload() {
    if let Some(window) = web_sys::window() {
        // A page that cannot be reloaded stays as it is.
        let _reloading = window.location().reload();
    }
}
