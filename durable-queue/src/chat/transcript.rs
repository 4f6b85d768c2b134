//! What has been said in an open chat and acknowledged, as long as it runs: whoever holds it next gets it.

use std::collections::BTreeMap;

use hushdesk_protocol::frames::Entry;
use hushdesk_protocol::ids::Seq;

use crate::chat::log::{bytes_of, is_said};
use crate::limits::{SAID_OVERHEAD_BYTES, TRANSCRIPT_BYTES_MAX};

/// The conversation in the order of its places. What is too much is missing from its beginning.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Transcript {
    said: BTreeMap<Seq, Entry>,
    bytes: usize,
}

impl Transcript {
    /// An entry as it was stored.
    pub(crate) fn restore(&mut self, entry: Entry) {
        self.bytes += size_of_said(&entry);
        self.said.insert(entry.seq, entry);
    }

    /// Keeps an entry, if it is a part of the conversation. Gives the places that had to be given up for it.
    pub(crate) fn append(&mut self, entry: Entry) -> Vec<Seq> {
        if is_said(&entry.content) {
            self.restore(entry);
        }
        let mut given_up = Vec::new();
        while self.bytes > TRANSCRIPT_BYTES_MAX
            && let Some((seq, entry)) = self.said.pop_first()
        {
            self.bytes = self.bytes.saturating_sub(size_of_said(&entry));
            given_up.push(seq);
        }
        given_up
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

    /// Forgets it. Gives its places.
    pub(crate) fn clear(&mut self) -> Vec<Seq> {
        std::mem::take(self).said.into_keys().collect()
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
            assert_eq!(transcript.append(text(seq, third)), []);
        }
        assert_eq!(transcript.append(text(4, third)), [Seq(1)]);
        let kept: Vec<Seq> = transcript.places().collect();
        assert_eq!(kept, [Seq(2), Seq(3), Seq(4)]);
    }
}
