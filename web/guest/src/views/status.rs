//! How the chat and the connection stand, as a sentence over the conversation.

use std::rc::Rc;

use hushdesk_protocol::frames::{ChatKind, Refusal};
use hushdesk_protocol::text::DisplayName;
use hushdesk_web::session::flow::{Flow, Hold};
use hushdesk_web::session::guest_session::{End, GuestStanding, GuestView};
use hushdesk_web::session::line::Line;
use hushdesk_web::session::log::{Item, LogEntry};
use hushdesk_web::session::note::Note;
use hushdesk_web::tone::Tone;
use yew::AttrValue;

use crate::catalogue::texts;
use crate::widget::Conversation;

/// The most important sentence, and what it means.
pub(super) fn status(chat: &Conversation) -> (Tone, AttrValue) {
    let view = &chat.view;
    if chat.back && view.writable() {
        (Tone::Good, texts().back.into())
    } else {
        of_the_line(chat)
            .or_else(|| of_the_flow(view))
            .unwrap_or_else(|| of_the_chat(view))
    }
}

/// Nothing while the line is up: then the chat matters. Where nothing can be written any more the line does not matter,
/// unless the guest's last word is still to go.
fn of_the_line(chat: &Conversation) -> Option<(Tone, AttrValue)> {
    let view = &chat.view;
    let (tone, sentence) = match view.line {
        _ if view.standing.is_over() => return None,
        Line::Up | Line::Moving(_) => return None,
        Line::Elsewhere => (Tone::Warn, texts().elsewhere),
        Line::Refused(Refusal::Version { .. }) => (Tone::Warn, texts().outdated),
        Line::Refused(_) => (Tone::Bad, texts().refused),
        _ if view.standing == GuestStanding::Ending => (Tone::Warn, texts().ending_offline),
        _ if !view.writable() => return None,
        Line::Connecting if chat.unreached && chat.is_unsent() => {
            (Tone::Bad, texts().unreached_unsent)
        }
        Line::Connecting if chat.unreached => (Tone::Bad, texts().unreached),
        Line::Connecting => (Tone::Plain, texts().connecting),
        Line::Down => (Tone::Warn, texts().offline),
    };
    Some((tone, sentence.into()))
}

/// Nothing while what the guest writes is taken, or does not matter any more.
fn of_the_flow(view: &GuestView) -> Option<(Tone, AttrValue)> {
    let sentence = match view.flow {
        Flow::Held(Hold::TooMany { .. }) => texts().much_waits,
        Flow::Held(Hold::TooFast { .. }) => texts().too_fast,
        Flow::Full => texts().full,
        Flow::Free | Flow::Held(Hold::HandedOn) => return None,
    };
    (view.standing.writable()).then(|| (Tone::Warn, sentence.into()))
}

fn of_the_chat(view: &GuestView) -> (Tone, AttrValue) {
    match &view.standing {
        GuestStanding::Waiting { staffed } => waiting(view, *staffed),
        GuestStanding::Interrupted { operator } => {
            (Tone::Warn, (texts().interrupted)(operator).into())
        }
        GuestStanding::Exchanging { operator } if view.present => {
            (Tone::Plain, (texts().exchanging)(operator).into())
        }
        GuestStanding::Talking { operator, .. } if view.present => {
            (Tone::Plain, (texts().talking)(operator).into())
        }
        GuestStanding::Exchanging { operator } | GuestStanding::Talking { operator, .. } => {
            (Tone::Warn, (texts().operator_away)(operator).into())
        }
        GuestStanding::Doubtful { operator, .. } => {
            (Tone::Warn, (texts().doubtful)(operator).into())
        }
        GuestStanding::Passing { operator, .. } => {
            (Tone::Plain, (texts().passing)(operator).into())
        }
        GuestStanding::LookingForAnother { refused, staffed } => looking(refused, *staffed),
        GuestStanding::Ending => (Tone::Plain, texts().ending.into()),
        GuestStanding::Over(End::By(_)) => (Tone::Plain, texts().over.into()),
        GuestStanding::Over(End::Gone) => (Tone::Warn, texts().gone.into()),
        GuestStanding::Over(End::QueueFull) => (Tone::Warn, texts().queue_full.into()),
    }
}

/// Somebody else than the one who was refused; or nobody is there but them.
fn looking(refused: &DisplayName, staffed: bool) -> (Tone, AttrValue) {
    match staffed {
        true => (Tone::Plain, (texts().looking_for_another)(refused).into()),
        false => (Tone::Warn, (texts().nobody_but_them)(refused).into()),
    }
}

/// That nobody was there is said until the service says something itself: what it says is newer, and may be the contrary.
fn waiting(view: &GuestView, staffed: bool) -> (Tone, AttrValue) {
    let is_service = |entry: &Rc<LogEntry>| matches!(entry.item, Item::Note(Note::Service { .. }));
    let told = view.log.entries().iter().any(is_service);
    let (tone, who) = match staffed || told {
        true => (Tone::Plain, texts().waiting),
        false => (Tone::Warn, texts().waiting_unstaffed),
    };
    let more = match view.kind {
        ChatKind::Sealed => texts().waiting_sealed,
        ChatKind::Open => texts().waiting_open,
    };
    (tone, format!("{who} {more}").into())
}
