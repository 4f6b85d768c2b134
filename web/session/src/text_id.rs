//! Which text of which log a sealed message carries.
//!
//! When a key exchange begins, a message of the former one may be under way and still be read at the other
//! end, after the queue has dropped it and too late for its sender to hear of it. The sender seals that text
//! again; by its id the other end knows it. The id travels inside the message, so nobody else sees it, in a
//! record (TLV) of our own, which other OTR clients pass over:
//!
//! ```text
//! SHORT 0x4800
//! SHORT 16
//!       8 bytes: the sender's log, random
//!       8 bytes: the text's place in it, big-endian
//! ```

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::log::EntryId;

/// A log: what is written at one end, in one window.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct LogId([u8; 8]);

/// A text of a log.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct TextId {
    log: LogId,
    entry: EntryId,
}

/// The logs of an end whose window is made anew from what was kept: each time it begins another one, since a copy of the
/// window (a duplicated tab) may go on from the same place with other texts.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) struct Logs {
    now: LogId,
    /// The first entry that is of the log of now.
    since: EntryId,
    /// The logs before it, and their first entries.
    before: Vec<(EntryId, LogId)>,
}

/// How many logs are remembered, of either end: what is sealed again was written lately.
const LOGS_MAX: usize = 16;

/// The last text that was read of each of the other end's logs.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct LastRead(Vec<TextId>);

impl LogId {
    pub(crate) fn random(rng: &mut dyn CryptoRng) -> Self {
        let mut bytes = [0; 8];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// The id of this log's text.
    pub(crate) const fn text(self, entry: EntryId) -> TextId {
        TextId { log: self, entry }
    }
}

impl Logs {
    /// The first one.
    pub(crate) fn begin(rng: &mut dyn CryptoRng) -> Self {
        Self {
            now: LogId::random(rng),
            since: EntryId(1),
            before: Vec::new(),
        }
    }

    /// A new one for what is written from this entry on.
    pub(crate) fn go_on(&mut self, from: EntryId, rng: &mut dyn CryptoRng) {
        if self.since < from {
            self.before.push((self.since, self.now));
            let forgotten = self.before.len().saturating_sub(LOGS_MAX);
            self.before.drain(..forgotten);
        }
        self.now = LogId::random(rng);
        self.since = from;
    }

    /// The id of a text of ours.
    pub(crate) fn text(&self, entry: EntryId) -> TextId {
        let mut before = self.before.iter().rev();
        let older = before.find(|(first, _)| entry < self.since && *first <= entry);
        older.map_or(self.now, |(_, log)| *log).text(entry)
    }
}

impl TextId {
    /// The record's type; those of the earlier messages, 0x4801 to 0x4804, follow it.
    pub const RECORD_TYPE: u16 = 0x4800;

    /// The record's value.
    pub fn to_bytes(self) -> Vec<u8> {
        let place = self.entry.0.to_be_bytes();
        [self.log.0, place].concat()
    }

    /// What a record says; none if it is another one.
    pub fn from_record(record_type: u16, value: &[u8]) -> Option<Self> {
        let (log, place) = value.split_first_chunk()?;
        let place = place.try_into().ok()?;
        (record_type == Self::RECORD_TYPE).then_some(Self {
            log: LogId(*log),
            entry: EntryId(u64::from_be_bytes(place)),
        })
    }
}

impl LastRead {
    /// Whether a text has not been read before. One without an id comes from a client that seals nothing
    /// twice.
    pub(crate) fn is_news(&mut self, id: Option<TextId>) -> bool {
        let Some(id) = id else {
            return true;
        };
        match self.0.iter_mut().find(|last| last.log == id.log) {
            Some(last) if id.entry <= last.entry => return false,
            Some(last) => last.entry = id.entry,
            None => self.0.push(id),
        }
        let forgotten = self.0.len().saturating_sub(LOGS_MAX);
        self.0.drain(..forgotten);
        true
    }
}

#[cfg(test)]
mod tests {
    use getrandom::SysRng;
    use rand_core::UnwrapErr;

    use super::*;

    const LOG: LogId = LogId([1; 8]);

    #[test]
    fn an_id_is_read_back_as_it_was_written() {
        let id = LOG.text(EntryId(258));
        let bytes = id.to_bytes();
        assert_eq!(bytes, [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 2]);
        assert_eq!(TextId::from_record(0x4800, &bytes), Some(id));
    }

    #[test]
    fn another_record_is_no_id() {
        for (record_type, bytes) in [(0x4800, 15), (0x4800, 17), (0x4801, 16)] {
            let id = TextId::from_record(record_type, &vec![0; bytes]);
            assert_eq!(id, None, "{record_type:#x} of {bytes}");
        }
    }

    #[test]
    fn a_text_is_news_once_and_a_new_log_begins_anew() {
        let mut last = LastRead::default();
        assert!(last.is_news(Some(LOG.text(EntryId(3)))));
        assert!(!last.is_news(Some(LOG.text(EntryId(3)))));
        assert!(!last.is_news(Some(LOG.text(EntryId(2)))));
        assert!(last.is_news(Some(LOG.text(EntryId(4)))));
        assert!(last.is_news(Some(LogId([2; 8]).text(EntryId(1)))));
        assert!(!last.is_news(Some(LOG.text(EntryId(4)))));
        assert!(last.is_news(None));
    }

    #[test]
    fn two_windows_that_go_on_from_the_same_place_have_no_id_in_common() {
        let mut rng = UnwrapErr(SysRng);
        let kept = Logs::begin(&mut rng);
        let (mut one, mut other) = (kept.clone(), kept.clone());
        one.go_on(EntryId(4), &mut rng);
        other.go_on(EntryId(4), &mut rng);
        assert_eq!(one.text(EntryId(3)), kept.text(EntryId(3)));
        assert_eq!(other.text(EntryId(3)), kept.text(EntryId(3)));
        for entry in 4..10 {
            assert_ne!(one.text(EntryId(entry)), other.text(EntryId(entry)));
            assert_ne!(one.text(EntryId(entry)), kept.text(EntryId(entry)));
        }
    }

    #[test]
    fn what_was_written_before_a_reload_keeps_its_id_over_the_next() {
        let mut rng = UnwrapErr(SysRng);
        let mut logs = Logs::begin(&mut rng);
        let mut ids = Vec::new();
        for entry in 1..=8 {
            ids.push(logs.text(EntryId(entry)));
            logs.go_on(EntryId(entry + 1), &mut rng);
            logs.go_on(EntryId(entry + 1), &mut rng);
        }
        let now: Vec<_> = (1..=8).map(|entry| logs.text(EntryId(entry))).collect();
        assert_eq!(now, ids);
    }
}
