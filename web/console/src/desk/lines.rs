//! A conversation as its log shows it.

use hushdesk_protocol::earlier::EarlierText;
use hushdesk_protocol::frames::{GuestLabel, Party};
use hushdesk_web::components::{Delivery, Line, Said, Side};
use hushdesk_web::session::log::{self, Item, Log, LogEntry};
use yew::AttrValue;

use crate::texts;

/// The lines of a conversation with this guest.
pub(super) fn lines(log: &Log, guest: &GuestLabel) -> Vec<Line> {
    log.entries()
        .iter()
        .map(|entry| line(entry, guest))
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

fn line(entry: &LogEntry, guest: &GuestLabel) -> Line {
    let at = entry.at;
    match &entry.item {
        Item::Ours { text, delivery } => Line::Said(Said {
            side: Side::Ours,
            who: texts::YOU.into(),
            at,
            text: text.as_str().to_owned().into(),
            delivery: shown(*delivery),
        }),
        Item::Theirs { text } => Line::Said(Said {
            side: Side::Theirs,
            who: guest.to_string().into(),
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

const fn shown(delivery: log::Delivery) -> Delivery {
    match delivery {
        log::Delivery::Delivered => Delivery::Done,
        log::Delivery::Sent(_) => Delivery::Sent(AttrValue::Static(texts::SENT)),
        log::Delivery::Sending(_) => Delivery::Unsent(AttrValue::Static(texts::SENDING)),
        log::Delivery::Waiting => Delivery::Unsent(AttrValue::Static(texts::WAITS)),
        log::Delivery::Unsent => Delivery::Unsent(AttrValue::Static(texts::UNSENT)),
    }
}
