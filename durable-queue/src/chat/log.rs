//! The log of a chat: what has happened, as long as somebody has yet to acknowledge it.

use std::collections::{BTreeMap, BTreeSet};

use hushdesk_protocol::frames::{Body, Content, Entry, Party};
use hushdesk_protocol::ids::{Lease, Number, Seq};

use crate::limits::{UNDELIVERED_BYTES_MAX, UNDELIVERED_MAX};
use crate::per_end::PerEnd;
use crate::stored::{Source, StoredEntry};

/// Entries in the order of their places, and which places have changed since they were last stored.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Log {
    /// What somebody has yet to acknowledge.
    entries: BTreeMap<Seq, StoredEntry>,
    /// The bytes of what each end has sent, as far as it is not acknowledged.
    bytes: PerEnd,
    /// How many messages of each end these are.
    messages: PerEnd,
    changed: BTreeSet<Seq>,
}

/// Up to which message of each end an acknowledgement reaches.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Delivered {
    /// The last place up to which nothing awaits this end.
    pub(crate) read: Seq,
    /// Of the guest's.
    pub(crate) guest: Option<Number>,
    /// Of a holder's, under that claim.
    pub(crate) operator: Option<(Lease, Number)>,
}

impl Log {
    /// An entry as it was stored.
    pub(crate) fn restore(&mut self, stored: StoredEntry) {
        let (bytes, messages) = counts_of(&stored.entry.content);
        self.bytes = self.bytes.with(bytes);
        self.messages = self.messages.with(messages);
        self.entries.insert(stored.entry.seq, stored);
    }

    /// Puts an entry at its place.
    pub(crate) fn append(&mut self, stored: StoredEntry) {
        self.changed.insert(stored.entry.seq);
        self.restore(stored);
    }

    /// An end has received all up to a place, without what is withheld from the operator: what the guest wrote after
    /// the place `withheld`. An entry is not stored anew for that: the place up to which all has been read tells it. Gives
    /// what everybody has acknowledged, too: it is deleted, unless it is `kept` elsewhere, at its place.
    pub(crate) fn acknowledge(
        &mut self,
        by: Party,
        received: Seq,
        withheld: Option<Seq>,
        kept: bool,
    ) -> (Delivered, Vec<Entry>) {
        let mut delivered = Delivered::default();
        let mut done = Vec::new();
        let mut first_withheld = None;
        for (seq, stored) in self.entries.range_mut(..=received) {
            if !stored.awaits.includes(by) {
                continue;
            }
            if by == Party::Operator && is_withheld(stored, withheld) {
                first_withheld.get_or_insert(*seq);
                continue;
            }
            stored.awaits.remove(by);
            match stored.origin {
                // What is delivered covers all numbers before it.
                Some(Source::Guest { number }) if first_withheld.is_none() => {
                    delivered.guest = Some(number);
                }
                Some(Source::Guest { .. }) | None => {}
                Some(Source::Operator { lease, number }) => {
                    delivered.operator = Some((lease, number));
                }
            }
            if first_withheld.is_none() {
                delivered.read = *seq;
            } else {
                self.changed.insert(*seq);
            }
            if stored.awaits.nobody() {
                done.push(*seq);
            }
        }
        let done = done.into_iter().filter_map(|seq| self.take_out(seq));
        let done: Vec<Entry> = done.map(|stored| stored.entry).collect();
        if kept {
            return (delivered, done);
        }
        self.changed.extend(done.iter().map(|entry| entry.seq));
        (delivered, Vec::new())
    }

    /// Whether what stands at a place is withheld from the operator: the guest wrote it after the place `withheld`.
    pub(crate) fn is_withheld(&self, seq: Seq, withheld: Option<Seq>) -> bool {
        let stored = self.get(seq);
        stored.is_some_and(|stored| is_withheld(stored, withheld))
    }

    /// What the guest wrote after a place.
    pub(crate) fn written_after(&self, place: Seq) -> Vec<Seq> {
        let later = self.entries.range(place.next()..);
        let withheld = later.filter(|(_, stored)| is_withheld(stored, Some(place)));
        withheld.map(|(seq, _)| *seq).collect()
    }

    /// Deletes what the guest sealed for a holder whose keys are gone with them.
    pub(crate) fn drop_sealed_by_guest(&mut self) {
        self.drop_entries(|stored| {
            matches!(
                stored.entry.content,
                Content::Message {
                    from: Party::Guest,
                    body: Body::Sealed { .. }
                }
            )
        });
    }

    /// Deletes what an end has sent and the other has not read.
    pub(crate) fn drop_texts(&mut self, from: Party) {
        self.drop_entries(|stored| counts_of(&stored.entry.content).0.of(from) > 0);
    }

    /// Deletes what was sealed, and the key exchange it was sealed under: nobody can read it any more.
    pub(crate) fn drop_sealed(&mut self) {
        self.drop_entries(|stored| is_sealed(&stored.entry.content));
    }

    fn drop_entries(&mut self, which: impl Fn(&StoredEntry) -> bool) {
        let entries = self.entries.iter();
        let dropped = entries.filter(|(_, stored)| which(stored));
        let dropped: Vec<Seq> = dropped.map(|(seq, _)| *seq).collect();
        for seq in dropped {
            self.remove(seq);
        }
    }

    /// The entries that an end has yet to acknowledge, without what is withheld from the operator.
    pub(crate) fn unread(&self, by: Party, withheld: Option<Seq>) -> Vec<Entry> {
        let entries = self.entries.values();
        let unread = entries.filter(|stored| {
            stored.awaits.includes(by) && !(by == Party::Operator && is_withheld(stored, withheld))
        });
        unread.map(|stored| stored.entry.clone()).collect()
    }

    /// What is a part of the conversation, or awaits the operator; without what is withheld.
    pub(crate) fn conversation(&self, withheld: Option<Seq>) -> impl Iterator<Item = &Entry> {
        let entries = self.entries.values();
        let entries = entries.filter(move |stored| {
            let concerns = stored.awaits.operator || is_said(&stored.entry.content);
            concerns && !is_withheld(stored, withheld)
        });
        entries.map(|stored| &stored.entry)
    }

    /// What the guest wrote and no operator has acknowledged, for somebody who has yet to decide: the first text and
    /// the last ones, in order, as long as they have no more bytes together.
    pub(crate) fn excerpt(&self, bytes_max: usize) -> Vec<Entry> {
        let unread = |stored: &&StoredEntry| stored.awaits.operator;
        let texts: Vec<_> = self
            .entries
            .values()
            .filter(unread)
            .filter_map(|stored| Some((guest_bytes(&stored.entry)?, &stored.entry)))
            .collect();
        let mut left = bytes_max;
        let mut fits = |bytes: usize| {
            let rest = left.checked_sub(bytes);
            left = rest.unwrap_or(left);
            rest.is_some()
        };
        let (first, later) = texts.split_at(texts.len().min(1));
        let first = first.iter().filter(|(bytes, _)| fits(*bytes)).count();
        let last = later.iter().rev().take_while(|(bytes, _)| fits(*bytes));
        let skipped = later.len() - last.count();
        let shown = texts.iter().take(first).chain(later.iter().skip(skipped));
        shown.map(|(_, entry)| (*entry).clone()).collect()
    }

    /// The entry at a place, if somebody has yet to acknowledge it.
    pub(crate) fn get(&self, seq: Seq) -> Option<&StoredEntry> {
        self.entries.get(&seq)
    }

    /// Whether one more message of this end fits beside its undelivered ones.
    pub(crate) const fn has_room(&self, from: Party, bytes: usize) -> bool {
        let sum = self.bytes.of(from).saturating_add(bytes);
        self.messages.of(from) < UNDELIVERED_MAX && sum <= UNDELIVERED_BYTES_MAX
    }

    /// Whether anything up to a place awaits this end.
    pub(crate) fn awaits(&self, by: Party, received: Seq) -> bool {
        let entries = self.entries.range(..=received);
        entries.rev().any(|(_, stored)| stored.awaits.includes(by))
    }

    /// The bytes of what each end has sent and somebody has yet to acknowledge.
    pub(crate) const fn bytes(&self) -> PerEnd {
        self.bytes
    }

    /// The places of all entries.
    pub(crate) fn places(&self) -> impl Iterator<Item = Seq> {
        self.entries.keys().copied()
    }

    /// The places that have changed since the last call.
    pub(crate) fn take_changed(&mut self) -> BTreeSet<Seq> {
        std::mem::take(&mut self.changed)
    }

    /// What stands at these places has changed, or is gone from them.
    pub(crate) fn also_changed(&mut self, places: impl Iterator<Item = Seq>) {
        self.changed.extend(places);
    }

    /// Deletes all entries.
    pub(crate) fn clear(&mut self) {
        self.drop_entries(|_| true);
    }

    /// All entries, in order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &StoredEntry> {
        self.entries.values()
    }

    /// Takes an entry out of its place.
    pub(crate) fn remove(&mut self, seq: Seq) -> Option<StoredEntry> {
        let stored = self.take_out(seq)?;
        self.changed.insert(seq);
        Some(stored)
    }

    fn take_out(&mut self, seq: Seq) -> Option<StoredEntry> {
        let stored = self.entries.remove(&seq)?;
        let (bytes, messages) = counts_of(&stored.entry.content);
        self.bytes = self.bytes.without(bytes);
        self.messages = self.messages.without(messages);
        Some(stored)
    }
}

/// Whether the guest wrote it after a place. The lines of a key exchange are nothing that anybody wrote.
fn is_withheld(stored: &StoredEntry, after: Option<Seq>) -> bool {
    after.is_some_and(|after| stored.entry.seq > after) && is_written_by_guest(&stored.entry)
}

fn is_written_by_guest(entry: &Entry) -> bool {
    match &entry.content {
        Content::Message {
            from: Party::Guest,
            body,
        } => carries_text(body),
        Content::Message { .. }
        | Content::KeyExchange { .. }
        | Content::Claimed { .. }
        | Content::Passing { .. }
        | Content::Kept { .. }
        | Content::Interrupted { .. }
        | Content::HolderRefused { .. }
        | Content::EarlierAsked { .. }
        | Content::Notice { .. }
        | Content::Closed { .. } => false,
    }
}

/// Whether somebody wrote it: all else is a query, or a part of a key exchange.
pub(crate) fn carries_text(body: &Body) -> bool {
    match body {
        Body::Sealed { text, .. } => text.carries_text(),
        Body::Open { .. } => true,
    }
}

/// Whether it is a part of the conversation: what was written, and who held the chat when it was.
pub(crate) const fn is_said(content: &Content) -> bool {
    match content {
        Content::Message { .. } | Content::Claimed { .. } => true,
        Content::KeyExchange { .. }
        | Content::Passing { .. }
        | Content::Kept { .. }
        | Content::Interrupted { .. }
        | Content::HolderRefused { .. }
        | Content::EarlierAsked { .. }
        | Content::Notice { .. }
        | Content::Closed { .. } => false,
    }
}

const fn is_sealed(content: &Content) -> bool {
    match content {
        Content::KeyExchange { .. } => true,
        Content::Message { body, .. } => matches!(body, Body::Sealed { .. }),
        Content::Claimed { .. }
        | Content::Interrupted { .. }
        | Content::HolderRefused { .. }
        | Content::EarlierAsked { .. }
        | Content::Passing { .. }
        | Content::Kept { .. }
        | Content::Notice { .. }
        | Content::Closed { .. } => false,
    }
}

/// The bytes of what stands in an entry, and whether it is a message.
fn counts_of(content: &Content) -> (PerEnd, PerEnd) {
    let bytes = bytes_of(content);
    match content {
        Content::Message { from, .. } => (PerEnd::only(*from, bytes), PerEnd::only(*from, 1)),
        Content::KeyExchange { .. } => (PerEnd::only(Party::Guest, bytes), PerEnd::default()),
        Content::Claimed { .. }
        | Content::Passing { .. }
        | Content::Kept { .. }
        | Content::Interrupted { .. }
        | Content::HolderRefused { .. }
        | Content::EarlierAsked { .. }
        | Content::Notice { .. }
        | Content::Closed { .. } => (PerEnd::default(), PerEnd::default()),
    }
}

/// The bytes of the text in an entry.
pub(crate) fn bytes_of(content: &Content) -> usize {
    match content {
        Content::KeyExchange { commit, .. } => commit.as_str().len(),
        Content::Message { body, .. } => body_bytes(body),
        Content::Claimed { .. }
        | Content::Interrupted { .. }
        | Content::HolderRefused { .. }
        | Content::EarlierAsked { .. }
        | Content::Passing { .. }
        | Content::Kept { .. }
        | Content::Notice { .. }
        | Content::Closed { .. } => 0,
    }
}

/// The bytes of a text, if the guest wrote it.
fn guest_bytes(entry: &Entry) -> Option<usize> {
    match &entry.content {
        Content::Message {
            from: Party::Guest,
            body,
        } => Some(body_bytes(body)),
        Content::Message { .. }
        | Content::KeyExchange { .. }
        | Content::Claimed { .. }
        | Content::Interrupted { .. }
        | Content::HolderRefused { .. }
        | Content::EarlierAsked { .. }
        | Content::Passing { .. }
        | Content::Kept { .. }
        | Content::Notice { .. }
        | Content::Closed { .. } => None,
    }
}

/// The bytes of a message's text.
pub(crate) fn body_bytes(body: &Body) -> usize {
    match body {
        Body::Sealed { text, .. } => text.as_str().len(),
        Body::Open { text } => text.as_str().len(),
    }
}
