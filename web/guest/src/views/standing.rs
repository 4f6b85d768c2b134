//! How the chat and the connection stand, as a sentence over the conversation.

use hushdesk_protocol::frames::{ChatKind, Refusal};
use hushdesk_web::session::flow::{Flow, Hold};
use hushdesk_web::session::guest_session::{End, GuestStanding, GuestView};
use hushdesk_web::session::line::Line;
use hushdesk_web::tone::Tone;

use crate::catalogue::texts;
use crate::widget::Conversation;

/// The most important sentence.
pub(super) fn standing(chat: &Conversation) -> (Tone, String) {
    let view = &chat.view;
    if chat.elsewhere {
        (Tone::Warn, texts().elsewhere.to_owned())
    } else if chat.back && view.writable() {
        (Tone::Good, texts().back.to_owned())
    } else {
        of_the_line(view)
            .or_else(|| of_the_flow(view))
            .unwrap_or_else(|| of_the_chat(view))
    }
}

/// Nothing while the line is up: then the chat matters. A chat that is over needs no line.
fn of_the_line(view: &GuestView) -> Option<(Tone, String)> {
    if let GuestStanding::Over(_) = view.standing {
        return None;
    }
    match view.line {
        Line::Up | Line::Moving(_) | Line::Elsewhere => None,
        Line::Connecting => Some((Tone::Plain, texts().connecting.to_owned())),
        Line::Down => Some((Tone::Warn, texts().offline.to_owned())),
        Line::Refused(Refusal::Version { .. }) => Some((Tone::Warn, texts().outdated.to_owned())),
        Line::Refused(_) => Some((Tone::Bad, texts().refused.to_owned())),
    }
}

/// Nothing while what the guest writes is taken, or does not matter any more.
fn of_the_flow(view: &GuestView) -> Option<(Tone, String)> {
    let sentence = match view.flow {
        Flow::Held(Hold::TooMany { .. }) => texts().much_waits,
        Flow::Held(Hold::TooFast { .. }) => texts().too_fast,
        Flow::Full => texts().full,
        Flow::Free | Flow::Held(Hold::HandedOn) => return None,
    };
    (view.standing.writable()).then(|| (Tone::Warn, sentence.to_owned()))
}

fn of_the_chat(view: &GuestView) -> (Tone, String) {
    match &view.standing {
        GuestStanding::Waiting { staffed: true } => (Tone::Plain, waiting(view.kind)),
        GuestStanding::Waiting { staffed: false } => {
            (Tone::Warn, texts().waiting_unstaffed.to_owned())
        }
        GuestStanding::Interrupted { operator } => (Tone::Warn, (texts().interrupted)(operator)),
        GuestStanding::Exchanging { operator } if view.present => {
            (Tone::Plain, (texts().exchanging)(operator))
        }
        GuestStanding::Doubtful { operator, .. } => {
            (Tone::Warn, (texts().unverified_more)(operator))
        }
        GuestStanding::Passing { operator, .. } | GuestStanding::Talking { operator, .. }
            if view.present =>
        {
            (Tone::Plain, (texts().talking)(operator))
        }
        GuestStanding::Exchanging { operator }
        | GuestStanding::Passing { operator, .. }
        | GuestStanding::Talking { operator, .. } => {
            (Tone::Warn, (texts().operator_away)(operator))
        }
        GuestStanding::WrongKey { operator, .. } => (Tone::Bad, (texts().wrong_key_more)(operator)),
        GuestStanding::Ending => (Tone::Plain, texts().ending.to_owned()),
        GuestStanding::Over(End::By(_)) => (Tone::Plain, texts().over.to_owned()),
        GuestStanding::Over(End::Gone) => (Tone::Warn, texts().gone.to_owned()),
        GuestStanding::Over(End::QueueFull) => (Tone::Warn, texts().queue_full.to_owned()),
    }
}

fn waiting(kind: ChatKind) -> String {
    let more = match kind {
        ChatKind::Sealed => texts().waiting_sealed,
        ChatKind::Open => texts().waiting_open,
    };
    format!("{} {more}", texts().connecting)
}
