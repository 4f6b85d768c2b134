//! What is to be read in a log.

use hushdesk_session::log::{Delivery, Item, Log};
use hushdesk_session::note::Note;

/// What was written at the other end.
pub(crate) fn theirs(log: &Log) -> Vec<String> {
    let entries = log.entries().iter();
    entries
        .filter_map(|entry| match &entry.item {
            Item::Theirs { text } => Some(text.as_str().to_owned()),
            Item::Ours { .. } | Item::Colleagues { .. } | Item::Note(_) => None,
        })
        .collect()
}

/// What was written at this end, and how far it has got, without numbers.
pub(crate) fn ours(log: &Log) -> Vec<(String, &'static str)> {
    let entries = log.entries().iter();
    entries
        .filter_map(|entry| match &entry.item {
            Item::Ours { text, delivery } => {
                let delivery = match delivery {
                    Delivery::Waiting => "waiting",
                    Delivery::Sending(_) => "sending",
                    Delivery::Sent(_) => "sent",
                    Delivery::Delivered => "delivered",
                    Delivery::Unsent => "unsent",
                };
                Some((text.as_str().to_owned(), delivery))
            }
            Item::Theirs { .. } | Item::Colleagues { .. } | Item::Note(_) => None,
        })
        .collect()
}

/// What was said between the texts.
pub(crate) fn notes(log: &Log) -> Vec<Note> {
    let entries = log.entries().iter();
    entries
        .filter_map(|entry| match &entry.item {
            Item::Note(note) => Some(note.clone()),
            Item::Ours { .. } | Item::Theirs { .. } | Item::Colleagues { .. } => None,
        })
        .collect()
}
