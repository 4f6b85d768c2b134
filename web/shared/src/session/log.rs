//! The conversation as the person at this end sees it: texts of both ends and notes between them.
//!
//! The log is also what a new key exchange sends from: a text of ours that is not known to be delivered
//! falls back to [`Delivery::Waiting`] and is sealed again.

use std::rc::Rc;

use hushdesk_protocol::frames::Sent;
use hushdesk_protocol::ids::{Number, Timestamp};
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

use super::note::Note;
use super::text::Text;

/// The place of an entry in this browser's log, counted from 1. It has nothing to do with the queue's
/// numbers.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(pub u64);

/// One line of the conversation.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct LogEntry {
    /// Its place.
    pub id: EntryId,
    /// When it was written here, or taken by the queue.
    pub at: Timestamp,
    /// What it says.
    pub item: Item,
    /// The operator's window of now has never had it: it was said before that window took up the chat. Such a
    /// text can be asked for.
    pub earlier: bool,
}

/// What a line of the conversation says.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum Item {
    /// Written at this end.
    Ours {
        /// What.
        text: Text,
        /// How far it has got.
        delivery: Delivery,
    },
    /// Written at the other end.
    Theirs {
        /// What.
        text: Text,
    },
    /// Said by the service or by this browser.
    Note(Note),
}

/// How far a text of ours has got.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum Delivery {
    /// Kept here until it can be sent.
    Waiting,
    /// On its way to the queue under this number.
    Sending(Number),
    /// The queue has it.
    Sent(Number),
    /// The other end has it.
    Delivered,
    /// It will not be sent any more.
    Unsent,
}

/// A conversation. Cheap to clone.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Log(Rc<Vec<LogEntry>>);

impl From<Vec<LogEntry>> for Log {
    /// A conversation as it was, the oldest line first.
    fn from(entries: Vec<LogEntry>) -> Self {
        Self(Rc::new(entries))
    }
}

impl Log {
    /// All lines, the oldest first.
    pub fn entries(&self) -> &[LogEntry] {
        &self.0
    }

    /// The place of the line that will be added next.
    pub(crate) fn next(&self) -> EntryId {
        EntryId(self.0.last().map_or(0, |last| last.id.0).saturating_add(1))
    }

    /// Adds a text of ours; it waits.
    pub(crate) fn write(&mut self, text: Text, at: Timestamp) {
        let delivery = Delivery::Waiting;
        self.push(Item::Ours { text, delivery }, at);
    }

    /// Adds a text of theirs.
    pub(crate) fn read(&mut self, text: Text, at: Timestamp) {
        self.push(Item::Theirs { text }, at);
    }

    /// Adds a note, unless the last line says the same.
    pub(crate) fn note(&mut self, note: Note, at: Timestamp) {
        let item = Item::Note(note);
        if self.0.last().is_none_or(|last| last.item != item) {
            self.push(item, at);
        }
    }

    /// The texts of ours that wait, in order.
    pub(crate) fn waiting(&self) -> Vec<(EntryId, Text)> {
        self.0.iter().filter_map(LogEntry::waiting).collect()
    }

    /// The text travels under this number.
    pub(crate) fn sending(&mut self, id: EntryId, number: Number) {
        self.deliveries(|entry, delivery| {
            if entry == id {
                *delivery = Delivery::Sending(number);
            }
        });
    }

    /// The queue has got this far.
    pub(crate) fn sent(&mut self, sent: Sent) {
        self.deliveries(|_, delivery| *delivery = delivery.after(sent));
    }

    /// What the queue has not said to have, it does not have: all of it waits again.
    pub(crate) fn retract(&mut self) {
        self.deliveries(|_, delivery| {
            if let Delivery::Sending(_) = delivery {
                *delivery = Delivery::Waiting;
            }
        });
    }

    /// The message of this number was not taken: its text waits again.
    pub(crate) fn refused(&mut self, number: Number) {
        self.deliveries(|_, delivery| {
            if delivery.number() == Some(number) {
                *delivery = Delivery::Waiting;
            }
        });
    }

    /// What is on its way will not arrive: all of it waits again.
    pub(crate) fn fall_back(&mut self) {
        self.deliveries(|_, delivery| {
            if delivery.number().is_some() {
                *delivery = Delivery::Waiting;
            }
        });
    }

    /// What the queue does not have, it will not get any more.
    pub(crate) fn give_up_unsent(&mut self) {
        self.deliveries(|_, delivery| {
            if matches!(delivery, Delivery::Waiting | Delivery::Sending(_)) {
                *delivery = Delivery::Unsent;
            }
        });
    }

    /// What is not delivered never will be.
    pub(crate) fn give_up(&mut self) {
        self.deliveries(|_, delivery| {
            if *delivery != Delivery::Delivered {
                *delivery = Delivery::Unsent;
            }
        });
    }

    /// The window at the other end is a new one: whatever was said until now, and arrived, is not known there.
    pub(crate) fn set_earlier(&mut self) {
        for entry in Rc::make_mut(&mut self.0) {
            entry.earlier |= entry.is_said();
        }
    }

    /// Who has answered last.
    pub(crate) fn last_operator(&self) -> Option<DisplayName> {
        let entries = self.0.iter().rev();
        entries.into_iter().find_map(|entry| match &entry.item {
            Item::Note(Note::Answered { by, .. }) => Some(by.clone()),
            Item::Note(_) | Item::Ours { .. } | Item::Theirs { .. } => None,
        })
    }

    /// The newest part with at most so many bytes of text.
    pub(crate) fn newest(&self, bytes_max: usize) -> Self {
        let mut bytes = 0_usize;
        let newest = self.0.iter().rev().take_while(|entry| {
            bytes = bytes.saturating_add(entry.bytes());
            bytes <= bytes_max
        });
        match newest.count() {
            all if all == self.0.len() => self.clone(),
            some => Self(Rc::new(
                self.0.iter().skip(self.0.len() - some).cloned().collect(),
            )),
        }
    }

    fn push(&mut self, item: Item, at: Timestamp) {
        let id = self.next();
        Rc::make_mut(&mut self.0).push(LogEntry {
            id,
            at,
            item,
            earlier: false,
        });
    }

    fn deliveries(&mut self, change: impl Fn(EntryId, &mut Delivery)) {
        for entry in Rc::make_mut(&mut self.0) {
            if let Item::Ours { delivery, .. } = &mut entry.item {
                change(entry.id, delivery);
            }
        }
    }
}

impl LogEntry {
    /// Whether it is a text that both ends had when it was said.
    const fn is_said(&self) -> bool {
        match &self.item {
            Item::Ours { delivery, .. } => matches!(delivery, Delivery::Delivered),
            Item::Theirs { .. } => true,
            Item::Note(_) => false,
        }
    }

    fn bytes(&self) -> usize {
        match &self.item {
            Item::Ours { text, .. } | Item::Theirs { text } => text.as_str().len(),
            Item::Note(_) => 0,
        }
    }

    fn waiting(&self) -> Option<(EntryId, Text)> {
        match &self.item {
            Item::Ours {
                text,
                delivery: Delivery::Waiting,
            } => Some((self.id, text.clone())),
            Item::Ours { .. } | Item::Theirs { .. } | Item::Note(_) => None,
        }
    }
}

impl Delivery {
    fn number(self) -> Option<Number> {
        match self {
            Self::Sending(number) | Self::Sent(number) => Some(number),
            Self::Waiting | Self::Delivered | Self::Unsent => None,
        }
    }

    fn after(self, sent: Sent) -> Self {
        match self.number() {
            Some(number) if number <= sent.delivered => Self::Delivered,
            Some(number) if number <= sent.accepted => Self::Sent(number),
            Some(_) | None => self,
        }
    }
}
