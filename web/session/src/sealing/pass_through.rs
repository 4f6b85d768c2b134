//! For an operator's end whose operator seals in a program of their own: lines come out as they came, and go in as they
//! are.
//!
//! A line that comes is a text of the guest's in the log, and a line that goes is a text of the operator's
//! ([`Text::passing`]); whatever else somebody writes is not sealed, and does not go. Numbers, leases and
//! acknowledgements are the session's, as in every chat. What it cannot do for want of keys is left to the program behind
//! it: to judge the guest's key, to seal again what a new key exchange has found undelivered (such a line is given up), to
//! ask for earlier messages. Whoever carries lines on remembers up to which entry of the log they have come.

use hushdesk_protocol::earlier::Earlier;
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::text::{CommitText, SealedText};
use rand_core::CryptoRng;

use super::{Channel, Outcome, Received, Sealing};
use crate::comparison::Compare;
use crate::text::Text;
use crate::text_id::TextId;
use crate::verdict::Clearance;

/// Somebody behind this end has the key.
#[derive(Clone, Copy, Debug)]
pub struct PassThrough;

/// A conversation between others.
#[derive(Debug)]
pub struct Passage;

impl Sealing for PassThrough {
    type Channel = Passage;

    /// Key exchanges are begun by guests' ends.
    fn begin(&self, _: &mut dyn CryptoRng) -> Option<(CommitText, Passage)> {
        None
    }

    fn answer(
        &self,
        commit: CommitText,
        _: Timestamp,
        _: &mut dyn CryptoRng,
    ) -> Option<(Passage, Received)> {
        Some((Passage, passed(commit.into())))
    }

    /// Whoever has the keys asks for others.
    fn query(&self, _: &mut dyn CryptoRng) -> Vec<SealedText> {
        Vec::new()
    }

    fn resume(&self) -> Option<Passage> {
        Some(Passage)
    }
}

impl Channel for Passage {
    fn receive(&mut self, line: &SealedText, _: Timestamp, _: &mut dyn CryptoRng) -> Received {
        passed(line.clone())
    }

    fn seal(
        &mut self,
        (text, _): (&Text, TextId),
        _: &Clearance,
        _: Timestamp,
        _: &mut dyn CryptoRng,
    ) -> Vec<SealedText> {
        let line = text.as_str().parse().ok();
        line.into_iter().collect()
    }

    fn seal_record(
        &mut self,
        _: &Earlier,
        _: &Clearance,
        _: Timestamp,
        _: &mut dyn CryptoRng,
    ) -> Vec<SealedText> {
        Vec::new()
    }

    /// Whoever has the keys compares.
    fn compare(
        &mut self,
        _: &Compare,
        _: &Clearance,
        _: Timestamp,
        _: &mut dyn CryptoRng,
    ) -> Vec<SealedText> {
        Vec::new()
    }

    fn nod(&mut self, _: &Clearance, _: Timestamp, _: &mut dyn CryptoRng) -> Vec<SealedText> {
        Vec::new()
    }

    fn end(&mut self, _: Timestamp, _: &mut dyn CryptoRng) -> Vec<SealedText> {
        Vec::new()
    }
}

fn passed(line: SealedText) -> Received {
    Received {
        outcomes: vec![Outcome::Passed(line)],
        ..Received::default()
    }
}
