//! The log of a chat: what has happened, as long as somebody has yet to acknowledge it.

use std::collections::{BTreeMap, BTreeSet};

use hushdesk_protocol::frames::{Body, Content, Entry, Party};
use hushdesk_protocol::ids::{Lease, Number, Seq};

use crate::limits::{UNDELIVERED_BYTES_MAX, UNDELIVERED_MAX};
use crate::record::{EntryRecord, Receivers, Source};

/// Entries in the order of their places, and which places have changed since they were last stored.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Log {
    entries: BTreeMap<Seq, EntryRecord>,
    bytes: usize,
    changed: BTreeSet<Seq>,
}

/// Up to which message of each end an acknowledgement reaches.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Delivered {
    /// Of the guest's.
    pub(crate) guest: Option<Number>,
    /// Of a holder's, under that claim.
    pub(crate) operator: Option<(Lease, Number)>,
}

impl Log {
    /// An entry as it was stored.
    pub(crate) fn restore(&mut self, record: EntryRecord) {
        self.bytes += bytes_of(&record.entry.content);
        self.entries.insert(record.entry.seq, record);
    }

    /// Puts an entry at its place.
    pub(crate) fn append(&mut self, record: EntryRecord) {
        self.changed.insert(record.entry.seq);
        self.restore(record);
    }

    /// An end has received all up to a place. Entries that await nobody any more are deleted.
    pub(crate) fn acknowledge(&mut self, by: Party, received: Seq) -> Delivered {
        let mut delivered = Delivered::default();
        let mut done = Vec::new();
        for (seq, record) in self.entries.range_mut(..=received) {
            if !awaits(record.awaits, by) {
                continue;
            }
            match by {
                Party::Guest => record.awaits.guest = false,
                Party::Operator => record.awaits.operator = false,
            }
            match record.origin {
                Some(Source::Guest { number }) => delivered.guest = Some(number),
                Some(Source::Operator { lease, number }) => {
                    delivered.operator = Some((lease, number));
                }
                None => {}
            }
            self.changed.insert(*seq);
            if record.awaits
                == (Receivers {
                    guest: false,
                    operator: false,
                })
            {
                done.push(*seq);
            }
        }
        for seq in done {
            self.remove(seq);
        }
        delivered
    }

    /// Deletes what was sealed, and the key exchange it was sealed under: nobody can read it any more.
    pub(crate) fn drop_sealed(&mut self) {
        let sealed: Vec<Seq> = self
            .entries
            .values()
            .filter(|record| is_sealed(&record.entry.content))
            .map(|record| record.entry.seq)
            .collect();
        for seq in sealed {
            self.remove(seq);
        }
    }

    /// The entries after a place that an end has yet to acknowledge.
    pub(crate) fn unread(&self, by: Party, after: Seq) -> Vec<Entry> {
        self.entries
            .range(after.next()..)
            .map(|(_, record)| record)
            .filter(|record| awaits(record.awaits, by))
            .map(|record| record.entry.clone())
            .collect()
    }

    /// What the guest wrote and no operator has acknowledged, for somebody who has yet to decide: the first text and
    /// the last ones, in order, as long as they have no more bytes together.
    pub(crate) fn excerpt(&self, bytes_max: usize) -> Vec<Entry> {
        let unread = |record: &&EntryRecord| record.awaits.operator;
        let texts: Vec<_> = self
            .entries
            .values()
            .filter(unread)
            .filter_map(|record| Some((guest_bytes(&record.entry)?, &record.entry)))
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

    /// The entry at a place.
    pub(crate) fn get(&self, seq: Seq) -> Option<&EntryRecord> {
        self.entries.get(&seq)
    }

    /// Whether one more message of this end fits beside its undelivered ones.
    pub(crate) fn has_room(&self, from: Party, bytes: usize) -> bool {
        let undelivered = self
            .entries
            .values()
            .filter_map(|record| match &record.entry.content {
                Content::Message { from: whose, body } if *whose == from => Some(body_bytes(body)),
                Content::Message { .. }
                | Content::KeyExchange { .. }
                | Content::Claimed { .. }
                | Content::Interrupted { .. }
                | Content::Passing { .. }
                | Content::Kept { .. }
                | Content::Notice { .. }
                | Content::Closed { .. } => None,
            });
        let (count, sum) = undelivered.fold((0, bytes), |(count, sum), one| (count + 1, sum + one));
        count < UNDELIVERED_MAX && sum <= UNDELIVERED_BYTES_MAX
    }

    /// The bytes of all texts in it.
    pub(crate) const fn bytes(&self) -> usize {
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

    /// What stood in this other log is to be deleted where it does not stand here.
    pub(crate) fn take_the_place_of(&mut self, former: &Self) {
        self.changed.extend(former.places());
    }

    /// Deletes all entries.
    pub(crate) fn clear(&mut self) {
        let places: Vec<Seq> = self.places().collect();
        for seq in places {
            self.remove(seq);
        }
    }

    /// All entries, in order.
    pub(crate) fn records(&self) -> impl Iterator<Item = &EntryRecord> {
        self.entries.values()
    }

    fn remove(&mut self, seq: Seq) {
        if let Some(record) = self.entries.remove(&seq) {
            self.bytes = self.bytes.saturating_sub(bytes_of(&record.entry.content));
            self.changed.insert(seq);
        }
    }
}

const fn awaits(receivers: Receivers, party: Party) -> bool {
    match party {
        Party::Guest => receivers.guest,
        Party::Operator => receivers.operator,
    }
}

const fn is_sealed(content: &Content) -> bool {
    match content {
        Content::KeyExchange { .. } => true,
        Content::Message { body, .. } => matches!(body, Body::Sealed { .. }),
        Content::Claimed { .. }
        | Content::Interrupted { .. }
        | Content::Passing { .. }
        | Content::Kept { .. }
        | Content::Notice { .. }
        | Content::Closed { .. } => false,
    }
}

/// The bytes of the text in an entry.
pub(crate) fn bytes_of(content: &Content) -> usize {
    match content {
        Content::KeyExchange { commit, .. } => commit.as_str().len(),
        Content::Message { body, .. } => body_bytes(body),
        Content::Claimed { .. }
        | Content::Interrupted { .. }
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
