//! The chat: who can read along, how it stands, the conversation, and what the guest can do.

use hushdesk_web::session::flow::Flow;
use hushdesk_web::session::guest_session::{GuestStanding, GuestView};
use hushdesk_web::session::line::Line;
use hushdesk_web::tone::Tone;

use super::doubt::doubt;
use super::earlier::earlier;
use super::ending::ending;
use super::log::{Drawn, log};
use super::parts::{button, notice};
use super::trust::trust;
use super::writing::writing;
use crate::catalogue::texts;
use crate::dom::{Element, element};
use crate::widget::{Conversation, Deed, Draft, Widget};

/// A chat from the first message to the end, with the most important sentence over it.
pub(super) fn talking(
    widget: &Widget,
    chat: &Conversation,
    (tone, sentence): (Tone, String),
    drawn: &mut Drawn,
) -> Element<Deed> {
    let view = &chat.view;
    let over = view.standing.is_over();
    let end = button(texts().end, Deed::WantToEnd(true)).class("quiet end");
    let bar = element("div")
        .class("bar")
        .with(trust(view.kind, &view.standing))
        .with((can_end(chat) && !is_stopped(view)).then_some(end));
    let typing = view
        .standing
        .operator()
        .filter(|_| view.typing && view.present)
        .map(|operator| (texts().typing)(operator));
    element("main")
        .key("talking")
        .class("talking")
        .with(bar)
        .with(notice(tone).with(sentence))
        .with((!widget.keeps && !over).then(unkept))
        .with(doubt(chat).filter(|_| chat.is_writable()))
        .with(earlier(chat))
        .with(log(view, drawn))
        .with(element("p").class("typing").with(typing))
        .with(below(chat, &widget.draft))
        .with((chat.wants_to_end && can_end(chat)).then(ending))
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
        | GuestStanding::WrongKey { .. } => true,
        GuestStanding::Ending | GuestStanding::Over(_) => false,
    }
}

/// The field; or what can be done when nothing can be written.
fn below(chat: &Conversation, draft: &Draft) -> Option<Element<Deed>> {
    let view = &chat.view;
    let over = view.standing.is_over();
    if chat.is_elsewhere() {
        Some(choice(texts().take_back, Deed::TakeBack))
    } else if matches!(view.line, Line::Refused(_)) && !over {
        Some(choice(texts().reload, Deed::Reload))
    } else if chat.can_be_put_away() {
        Some(choice(texts().start_anew, Deed::StartAnew))
    } else if is_stopped(view) {
        Some(choice(texts().end, Deed::WantToEnd(true)))
    } else {
        let field = writing(texts().message, texts().send, draft);
        view.writable().then_some(field)
    }
}

/// The operator has the wrong key, or the chat is full: there is nothing left but to end it.
fn is_stopped(view: &GuestView) -> bool {
    let full = view.flow == Flow::Full && view.standing.writable();
    full || matches!(view.standing, GuestStanding::WrongKey { .. })
}

fn unkept() -> Element<Deed> {
    element("p").class("unkept").with(texts().keeps_nothing)
}

fn choice(label: &'static str, deed: Deed) -> Element<Deed> {
    let choice = element("div").class("choice");
    choice.with(button(label, deed).class("primary"))
}
