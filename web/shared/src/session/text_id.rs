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

use otr_wasm::Tlv;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::log::EntryId;

/// The record's type; those of the earlier messages, 0x4801 to 0x4804, follow it.
const KIND: u16 = 0x4800;

/// A log: what an end begins when it has nothing, and keeps as long as it can.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct LogId([u8; 8]);

/// A text of a log.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) struct TextId {
    log: LogId,
    entry: EntryId,
}

/// The last text that was read of the other end's log.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct LastRead(Option<TextId>);

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

impl TextId {
    /// The record; sixteen bytes of a type of our own are always one.
    pub(crate) fn to_tlv(self) -> Option<Tlv> {
        let place = self.entry.0.to_be_bytes();
        Tlv::new(KIND, [self.log.0, place].concat()).ok()
    }

    /// What the record says; none if it is another one.
    pub(crate) fn from_tlv(tlv: &Tlv) -> Option<Self> {
        let (log, place) = tlv.value().split_first_chunk()?;
        let place = place.try_into().ok()?;
        (tlv.kind() == KIND).then_some(Self {
            log: LogId(*log),
            entry: EntryId(u64::from_be_bytes(place)),
        })
    }
}

impl LastRead {
    /// Whether a text has not been read before. One without an id comes from a client that seals nothing
    /// twice.
    pub(crate) fn is_news(&mut self, id: Option<TextId>) -> bool {
        let known = match (self.0, id) {
            (Some(last), Some(id)) => last.log == id.log && id.entry <= last.entry,
            (None, _) | (_, None) => false,
        };
        if !known && id.is_some() {
            self.0 = id;
        }
        !known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: LogId = LogId([1; 8]);

    #[test]
    fn an_id_is_read_back_as_it_was_written() {
        let id = LOG.text(EntryId(258));
        let tlv = id.to_tlv().unwrap();
        assert_eq!(
            tlv.value(),
            [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 2]
        );
        assert_eq!(TextId::from_tlv(&tlv), Some(id));
    }

    #[test]
    fn another_record_is_no_id() {
        for (kind, bytes) in [(KIND, 15), (KIND, 17), (0x4801, 16)] {
            let tlv = Tlv::new(kind, vec![0; bytes]).unwrap();
            assert_eq!(TextId::from_tlv(&tlv), None, "{kind:#x} of {bytes}");
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
        assert!(last.is_news(None));
    }
}
