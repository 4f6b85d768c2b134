//! What has been said and has happened in an open chat and is acknowledged, as long as it runs: whoever holds it next gets
//! what was said, and all of it can be read.

use std::collections::{BTreeMap, BTreeSet};

use hushdesk_protocol::frames::Entry;
use hushdesk_protocol::ids::Seq;

use crate::chat::log::bytes_of;
use crate::limits::{SAID_OVERHEAD_BYTES, TRANSCRIPT_BYTES_MAX};

/// The conversation in the order of its places. What is too much is missing from its beginning.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Transcript {
    said: BTreeMap<Seq, Entry>,
    bytes: usize,
    /// The places that have changed since they were last stored.
    changed: BTreeSet<Seq>,
}

impl Transcript {
    /// An entry as it was stored.
    pub(crate) fn restore(&mut self, entry: Entry) {
        self.bytes += size_of_said(&entry);
        self.said.insert(entry.seq, entry);
    }

    /// An entry that comes with its chat from elsewhere, and has yet to be stored here.
    pub(crate) fn bring(&mut self, entry: Entry) {
        self.changed.insert(entry.seq);
        self.restore(entry);
    }

    /// Keeps an entry of the conversation, which stands stored at its place since it was written. What was said first
    /// makes room for it.
    pub(crate) fn append(&mut self, entry: Entry) {
        self.restore(entry);
        while self.bytes > TRANSCRIPT_BYTES_MAX
            && let Some((seq, entry)) = self.said.pop_first()
        {
            self.bytes = self.bytes.saturating_sub(size_of_said(&entry));
            self.changed.insert(seq);
        }
    }

    /// What stands at a place.
    pub(crate) fn get(&self, seq: Seq) -> Option<&Entry> {
        self.said.get(&seq)
    }

    /// All of it, in order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.said.values()
    }

    /// All places.
    pub(crate) fn places(&self) -> impl Iterator<Item = Seq> {
        self.said.keys().copied()
    }

    /// Forgets it.
    pub(crate) fn clear(&mut self) {
        self.changed
            .extend(std::mem::take(&mut self.said).into_keys());
        self.bytes = 0;
    }

    /// The places that have changed since the last call.
    pub(crate) fn take_changed(&mut self) -> BTreeSet<Seq> {
        std::mem::take(&mut self.changed)
    }
}

/// What an entry counts for: its text, and what it takes besides.
fn size_of_said(entry: &Entry) -> usize {
    bytes_of(&entry.content) + SAID_OVERHEAD_BYTES
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::{Body, Content, Party};
    use hushdesk_protocol::ids::Timestamp;

    use super::*;

    fn text(seq: u64, bytes: usize) -> Entry {
        let text = "x".repeat(bytes).parse().unwrap();
        Entry {
            seq: Seq(seq),
            at: Timestamp(0),
            content: Content::Message {
                from: Party::Guest,
                body: Body::Open { text },
            },
        }
    }

    #[test]
    fn what_is_too_much_is_missing_from_the_beginning() {
        let mut transcript = Transcript::default();
        let third = TRANSCRIPT_BYTES_MAX / 3 - SAID_OVERHEAD_BYTES;
        for seq in 1..=3 {
            transcript.append(text(seq, third));
        }
        assert_eq!(transcript.take_changed(), [].into());
        transcript.append(text(4, third));
        assert_eq!(transcript.take_changed(), [Seq(1)].into());
        let kept: Vec<Seq> = transcript.places().collect();
        assert_eq!(kept, [Seq(2), Seq(3), Seq(4)]);
    }
}
