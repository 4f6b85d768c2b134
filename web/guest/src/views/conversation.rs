//! The chat: who can read along, how it stands, the conversation, and what the guest can do.

use std::rc::Rc;

use hushdesk_protocol::frames::ChatKind;
use hushdesk_web::components::{Confirm, ConversationLog, anew, notice};
use hushdesk_web::session::flow::Flow;
use hushdesk_web::session::guest_session::{GuestStanding, GuestView};
use hushdesk_web::session::line::Line;
use hushdesk_web::tone::Tone;
use yew::prelude::*;

use super::button::button;
use super::composer::Composer;
use super::consent::consent;
use super::lines::use_lines;
use super::trust::trust;
use super::unpinned_key::unpinned_key;
use crate::catalogue::texts;
use crate::widget::{Conversation, Draft, GuestAction};

/// A chat from the first message to the end.
#[derive(Debug, PartialEq, Properties)]
pub(super) struct ConversationViewProps {
    /// The chat.
    pub(super) chat: Rc<Conversation>,
    /// What the guest has written and not sent.
    pub(super) draft: Draft,
    /// Whether chat and draft outlive the page.
    pub(super) keeps: bool,
    /// What the most important sentence means.
    pub(super) tone: Tone,
    /// The most important sentence.
    pub(super) told: AttrValue,
    /// What the guest does.
    pub(super) act: Callback<GuestAction>,
}

/// A chat, with the most important sentence over it.
#[component]
pub(super) fn ConversationView(props: &ConversationViewProps) -> Html {
    let (chat, act) = (&props.chat, &props.act);
    let view = &chat.view;
    let lines = use_lines(view);
    let over = view.standing.is_over();
    let typist = view
        .standing
        .operator()
        .filter(|_| view.typing && view.present);
    let typing = typist.map(|operator| AttrValue::from((texts().typing)(operator)));
    html! {
        <main class="talking">
            <div class="bar">
                { trust(view.kind, &view.standing) }
                if can_end(chat) && !is_stopped(view) {
                    { button(Some("quiet end"), texts().end, act, GuestAction::WantToEnd(true)) }
                }
            </div>
            { notice(props.tone, anew(&props.told)) }
            if !props.keeps && !over {
                <p class="unkept">{ texts().keeps_nothing }</p>
            }
            { doubt(chat, act) }
            { consent(chat, act) }
            <ConversationLog label={texts().conversation} {lines} private={view.kind == ChatKind::Sealed} {typing} />
            { below(chat, &props.draft, act) }
            if chat.wants_to_end && can_end(chat) {
                <Confirm title={texts().end_title} text={texts().end_text} yes={texts().end_yes} no={texts().end_no}
                    onyes={act.reform(|()| GuestAction::End)} onno={act.reform(|()| GuestAction::WantToEnd(false))} />
            }
        </main>
    }
}

fn doubt(chat: &Conversation, act: &Callback<GuestAction>) -> Html {
    if let GuestStanding::Doubtful {
        operator,
        fingerprint,
    } = &chat.view.standing
        && chat.is_writable()
    {
        unpinned_key(operator, fingerprint, act)
    } else {
        Html::default()
    }
}

/// Only the window that has the chat can end it.
const fn can_end(chat: &Conversation) -> bool {
    match chat.view.standing {
        _ if matches!(chat.view.line, Line::Elsewhere) => false,
        GuestStanding::Waiting { .. }
        | GuestStanding::Interrupted { .. }
        | GuestStanding::Exchanging { .. }
        | GuestStanding::Doubtful { .. }
        | GuestStanding::Passing { .. }
        | GuestStanding::Talking { .. }
        | GuestStanding::LookingForAnother { .. } => true,
        GuestStanding::Ending | GuestStanding::Over(_) => false,
    }
}

/// The field; or what can be done when nothing can be written.
fn below(chat: &Conversation, draft: &Draft, act: &Callback<GuestAction>) -> Html {
    let view = &chat.view;
    let over = view.standing.is_over();
    if chat.is_elsewhere() {
        choice(texts().take_back, act, GuestAction::TakeBack)
    } else if matches!(view.line, Line::Refused(_)) && !over {
        choice(texts().reload, act, GuestAction::Reload)
    } else if chat.can_be_put_away() {
        choice(texts().start_anew, act, GuestAction::StartAnew)
    } else if is_stopped(view) {
        choice(texts().end, act, GuestAction::WantToEnd(true))
    } else if view.writable() {
        html! { <Composer label={texts().message} send={texts().send} draft={draft.clone()} {act} /> }
    } else {
        Html::default()
    }
}

/// The chat is full: there is nothing left but to end it.
fn is_stopped(view: &GuestView) -> bool {
    view.flow == Flow::Full && view.standing.writable()
}

fn choice(label: &'static str, act: &Callback<GuestAction>, action: GuestAction) -> Html {
    html! { <div class="choice">{ button(Some("primary"), label, act, action) }</div> }
}
