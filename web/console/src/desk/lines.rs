//! A conversation as its log shows it.

use hushdesk_protocol::earlier::EarlierText;
use hushdesk_protocol::frames::{GuestLabel, Party};
use hushdesk_web::session::flow::Flow;
use hushdesk_web::session::log::{self, Item, Log, LogEntry};
use hushdesk_web::session::operator_session::ChatView;
use yew::AttrValue;

use crate::components::{Delivery, Line, Said, Side};
use crate::texts;

/// What this window still hears of what was written in it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Told {
    /// How far each message gets.
    All,
    /// The same, once the queue takes more.
    Later,
    /// Nothing: somebody else has the chat, or nobody.
    Nothing,
}

impl Told {
    pub(super) fn of(chat: &ChatView) -> Self {
        match chat.flow {
            _ if chat.standing.is_over() => Self::Nothing,
            Flow::Held(_) => Self::Later,
            Flow::Free | Flow::Full => Self::All,
        }
    }
}

/// The lines of a conversation with this guest.
pub(super) fn lines(log: &Log, guest: &GuestLabel, told: Told) -> Vec<Line> {
    log.entries()
        .iter()
        .map(|entry| line(entry, guest, told))
        .collect()
}

/// What the guest has sent of the time before, and who wrote it.
pub(super) fn earlier_lines(texts: &[EarlierText], guest: &GuestLabel) -> Vec<Line> {
    texts
        .iter()
        .map(|text| {
            let (side, who) = match text.from {
                Party::Guest => (Side::Theirs, guest.to_string()),
                Party::Operator => (Side::Ours, texts::said_before_by(text.operator.as_ref())),
            };
            Line::Said(Said {
                side,
                who: who.into(),
                at: text.at,
                text: text.text.clone().into(),
                delivery: Delivery::Done,
            })
        })
        .collect()
}

fn line(entry: &LogEntry, guest: &GuestLabel, told: Told) -> Line {
    let at = entry.at;
    match &entry.item {
        Item::Ours { text, delivery } => Line::Said(Said {
            side: Side::Ours,
            who: texts::YOU.into(),
            at,
            text: text.as_str().to_owned().into(),
            delivery: shown(*delivery, told),
        }),
        Item::Theirs { text } => Line::Said(Said {
            side: Side::Theirs,
            who: guest.to_string().into(),
            at,
            text: text.as_str().to_owned().into(),
            delivery: Delivery::Done,
        }),
        Item::Colleagues { by, text } => Line::Said(Said {
            side: Side::Ours,
            who: by.to_string().into(),
            at,
            text: text.as_str().to_owned().into(),
            delivery: Delivery::Done,
        }),
        Item::Note(note) => Line::Happened {
            at,
            what: texts::note(note).into(),
        },
    }
}

const fn shown(delivery: log::Delivery, told: Told) -> Delivery {
    match (delivery, told) {
        (log::Delivery::Delivered, _) => Delivery::Done,
        (log::Delivery::Sent(_), Told::Nothing) => {
            Delivery::Sent(AttrValue::Static(texts::SENT_ON))
        }
        (log::Delivery::Sent(_), _) => Delivery::Sent(AttrValue::Static(texts::SENT)),
        (log::Delivery::Sending(_), Told::All | Told::Nothing) => {
            Delivery::Unsent(AttrValue::Static(texts::SENDING))
        }
        (log::Delivery::Sending(_), Told::Later) | (log::Delivery::Waiting, _) => {
            Delivery::Unsent(AttrValue::Static(texts::WAITS))
        }
        (log::Delivery::Unsent, _) => Delivery::Unsent(AttrValue::Static(texts::UNSENT)),
    }
}
