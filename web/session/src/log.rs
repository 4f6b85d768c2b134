//! The conversation as the person at this end sees it: texts of both ends and notes between them.
//!
//! The log is also what a new key exchange sends from: a text of ours that is not known to be delivered
//! falls back to [`Delivery::Waiting`] and is sealed again.

use std::rc::Rc;

use hushdesk_protocol::frames::Sent;
use hushdesk_protocol::ids::{Number, Timestamp};
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

use crate::note::Note;
use crate::text::Text;

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
    /// Written by a colleague who held the chat before, in an open chat.
    Colleagues {
        /// Who.
        by: DisplayName,
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

/// A conversation. Cheap to clone, and to compare with what it was: a line that has not changed is the same one.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Log(Rc<Vec<Rc<LogEntry>>>);

impl From<Vec<LogEntry>> for Log {
    /// A conversation as it was, the oldest line first.
    fn from(entries: Vec<LogEntry>) -> Self {
        Self(Rc::new(entries.into_iter().map(Rc::new).collect()))
    }
}

impl Log {
    /// All lines, the oldest first. Each has its id for good, and stays the same allocation until it changes.
    pub fn entries(&self) -> &[Rc<LogEntry>] {
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

    /// Adds a text of a colleague.
    pub(crate) fn read_of(&mut self, by: DisplayName, text: Text, at: Timestamp) {
        self.push(Item::Colleagues { by, text }, at);
    }

    /// Adds a text of ours that the queue has under this number, and how far that has got.
    pub(crate) fn wrote(&mut self, text: Text, (number, sent): (Number, Sent), at: Timestamp) {
        let delivery = Delivery::Sent(number).after(sent);
        self.push(Item::Ours { text, delivery }, at);
    }

    /// Adds a note, unless the last line says the same.
    pub(crate) fn note(&mut self, note: Note, at: Timestamp) {
        let item = Item::Note(note);
        if self.0.last().is_none_or(|last| last.item != item) {
            self.push(item, at);
        }
    }

    /// Adds a note, unless it stands there already since somebody has answered.
    pub(crate) fn note_once(&mut self, note: Note, at: Timestamp) {
        let lines = self.0.iter().rev().map(|entry| &entry.item);
        let mut since = lines.take_while(|item| !matches!(item, Item::Note(Note::Answered { .. })));
        if !since.any(|item| matches!(item, Item::Note(it) if *it == note)) {
            self.note(note, at);
        }
    }

    /// A text of ours that waits says this from now on, or is gone.
    pub(crate) fn revise(&mut self, id: EntryId, text: Option<Text>) {
        let is_it = |entry: &Rc<LogEntry>| entry.id == id && entry.waiting().is_some();
        let Some(place) = self.0.iter().position(is_it) else {
            return;
        };
        let entries = Rc::make_mut(&mut self.0);
        match (text, entries.get_mut(place)) {
            (Some(text), Some(entry)) => {
                let delivery = Delivery::Waiting;
                Rc::make_mut(entry).item = Item::Ours { text, delivery };
            }
            (None, Some(_)) => drop(entries.remove(place)),
            (_, None) => {}
        }
    }

    /// The texts of ours that wait, in order.
    pub(crate) fn waiting(&self) -> Vec<(EntryId, Text)> {
        let entries = self.0.iter();
        entries.filter_map(|entry| entry.waiting()).collect()
    }

    /// The text travels under this number.
    pub(crate) fn sending(&mut self, id: EntryId, number: Number) {
        self.deliveries(&|entry, delivery| {
            if entry == id {
                Delivery::Sending(number)
            } else {
                delivery
            }
        });
    }

    /// The queue has got this far.
    pub(crate) fn sent(&mut self, sent: Sent) {
        self.deliveries(&|_, delivery| delivery.after(sent));
    }

    /// What the queue has not said to have, it does not have: all of it waits again.
    pub(crate) fn retract(&mut self) {
        self.deliveries(&|_, delivery| match delivery {
            Delivery::Sending(_) => Delivery::Waiting,
            Delivery::Waiting | Delivery::Sent(_) | Delivery::Delivered | Delivery::Unsent => {
                delivery
            }
        });
    }

    /// The queue has something under the numbers up to this one, and has not said so to this page: it may be another
    /// page's. What was on its way under them waits again.
    pub(crate) fn doubt(&mut self, upto: Number) {
        self.deliveries(&|_, delivery| match delivery {
            Delivery::Sending(number) if number <= upto => Delivery::Waiting,
            Delivery::Sending(_)
            | Delivery::Waiting
            | Delivery::Sent(_)
            | Delivery::Delivered
            | Delivery::Unsent => delivery,
        });
    }

    /// The message of this number was not taken: its text waits again.
    pub(crate) fn refused(&mut self, number: Number) {
        self.deliveries(&|_, delivery| {
            if delivery.number() == Some(number) {
                Delivery::Waiting
            } else {
                delivery
            }
        });
    }

    /// The message of this number was not taken, and will not be sent again.
    pub(crate) fn lost(&mut self, number: Number) {
        self.deliveries(&|_, delivery| {
            if delivery.number() == Some(number) {
                Delivery::Unsent
            } else {
                delivery
            }
        });
    }

    /// What is on its way will not arrive: all of it waits again.
    pub(crate) fn fall_back(&mut self) {
        self.deliveries(&|_, delivery| {
            if delivery.number().is_some() {
                Delivery::Waiting
            } else {
                delivery
            }
        });
    }

    /// What the queue does not have, it will not get any more.
    pub(crate) fn give_up_unsent(&mut self) {
        self.deliveries(&|_, delivery| match delivery {
            Delivery::Waiting | Delivery::Sending(_) => Delivery::Unsent,
            Delivery::Sent(_) | Delivery::Delivered | Delivery::Unsent => delivery,
        });
    }

    /// What is not delivered never will be.
    pub(crate) fn give_up(&mut self) {
        self.deliveries(&|_, delivery| match delivery {
            Delivery::Delivered => delivery,
            Delivery::Waiting | Delivery::Sending(_) | Delivery::Sent(_) | Delivery::Unsent => {
                Delivery::Unsent
            }
        });
    }

    /// The window at the other end is a new one: whatever was said until now, and arrived, is not known there.
    pub(crate) fn set_earlier(&mut self) {
        let is_news = |entry: &LogEntry| !entry.earlier && entry.is_said();
        if self.0.iter().any(|entry| is_news(entry)) {
            let entries = Rc::make_mut(&mut self.0).iter_mut();
            for entry in entries.filter(|entry| is_news(entry)) {
                Rc::make_mut(entry).earlier = true;
            }
        }
    }

    /// Who has answered last.
    pub(crate) fn last_operator(&self) -> Option<DisplayName> {
        self.0.iter().rev().find_map(|entry| match &entry.item {
            Item::Note(Note::Answered { by, .. }) => Some(by.clone()),
            Item::Note(_) | Item::Ours { .. } | Item::Theirs { .. } | Item::Colleagues { .. } => {
                None
            }
        })
    }

    /// Whether whoever has answered last was refused.
    pub(crate) fn looks_for_another(&self) -> bool {
        let items = self.0.iter().rev().map(|entry| &entry.item);
        let mut since = items.take_while(|item| !matches!(item, Item::Note(Note::Answered { .. })));
        since.any(|item| matches!(item, Item::Note(Note::LookingForAnother { .. })))
    }

    /// The newest part with at most so many lines and bytes of text.
    pub(crate) fn newest(&self, lines_max: usize, bytes_max: usize) -> Self {
        let mut bytes = 0_usize;
        let newest = self.0.iter().rev().take(lines_max).take_while(|entry| {
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
        Rc::make_mut(&mut self.0).push(Rc::new(LogEntry {
            id,
            at,
            item,
            earlier: false,
        }));
    }

    /// Changes how far texts of ours have got. Lines that stay as they are are not touched.
    fn deliveries(&mut self, change: &dyn Fn(EntryId, Delivery) -> Delivery) {
        let changes = self.0.iter().enumerate().filter_map(|(place, entry)| {
            let before = entry.delivery()?;
            let after = change(entry.id, before);
            (after != before).then_some((place, after))
        });
        let changes: Vec<_> = changes.collect();
        if changes.is_empty() {
            return;
        }
        let entries = Rc::make_mut(&mut self.0);
        for (place, after) in changes {
            if let Some(entry) = entries.get_mut(place)
                && let Item::Ours { delivery, .. } = &mut Rc::make_mut(entry).item
            {
                *delivery = after;
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
            Item::Colleagues { .. } | Item::Note(_) => false,
        }
    }

    const fn delivery(&self) -> Option<Delivery> {
        match &self.item {
            Item::Ours { delivery, .. } => Some(*delivery),
            Item::Theirs { .. } | Item::Colleagues { .. } | Item::Note(_) => None,
        }
    }

    fn bytes(&self) -> usize {
        match &self.item {
            Item::Ours { text, .. } | Item::Theirs { text } | Item::Colleagues { text, .. } => {
                text.as_str().len()
            }
            Item::Note(_) => 0,
        }
    }

    fn waiting(&self) -> Option<(EntryId, Text)> {
        match &self.item {
            Item::Ours {
                text,
                delivery: Delivery::Waiting,
            } => Some((self.id, text.clone())),
            Item::Ours { .. } | Item::Theirs { .. } | Item::Colleagues { .. } | Item::Note(_) => {
                None
            }
        }
    }
}

impl Delivery {
    const fn number(self) -> Option<Number> {
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

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Timestamp = Timestamp(7);

    fn log(texts: u64) -> Log {
        let mut log = Log::default();
        for text in 1..=texts {
            log.write(Text::typed(&text.to_string()).unwrap(), AT);
            log.sending(EntryId(text), Number(text));
        }
        log
    }

    #[test]
    fn a_change_of_one_line_leaves_the_others_as_they_are() {
        let mut log = log(3);
        let before = log.clone();
        let accepted = Number(1);
        log.sent(Sent {
            accepted,
            delivered: accepted,
        });
        let pairs = before.entries().iter().zip(log.entries());
        let same: Vec<_> = pairs.map(|(one, other)| Rc::ptr_eq(one, other)).collect();
        assert_eq!(same, [false, true, true]);
    }

    #[test]
    fn what_changes_nothing_copies_nothing() {
        let mut log = log(3);
        let before = log.clone();
        log.sent(Sent::default());
        log.refused(Number(9));
        log.set_earlier();
        assert!(Rc::ptr_eq(&before.0, &log.0));
    }

    #[test]
    fn the_newest_part_has_a_bound_of_lines_and_of_bytes() {
        let log = log(20);
        assert_eq!(log.newest(5, 1_000).entries().len(), 5);
        assert_eq!(log.newest(1_000, 6).entries().len(), 3, "two bytes each");
        assert_eq!(log.newest(1_000, 1_000), log);
    }

    #[test]
    fn a_note_is_said_once_for_each_who_answers() {
        let answered = |name: &str| Note::Answered {
            by: name.parse().unwrap(),
            after: None,
        };
        let verified = Note::Verified { name: None };
        let mut log = Log::default();
        log.note_once(answered("Ana"), AT);
        log.note_once(verified.clone(), AT);
        log.read(Text::typed("hello").unwrap(), AT);
        log.note_once(verified.clone(), AT);
        assert_eq!(log.entries().len(), 3);
        log.note(answered("Ben"), AT);
        log.note_once(verified, AT);
        assert_eq!(log.entries().len(), 5);
    }
}
