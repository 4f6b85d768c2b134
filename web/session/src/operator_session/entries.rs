//! What the log's entries mean to the operator's end.

use hushdesk_protocol::earlier::Earlier as Record;
use hushdesk_protocol::frames::{Body, Closer, Content, Entry, Party};
use hushdesk_protocol::ids::{Epoch, Timestamp};
use hushdesk_protocol::text::{CommitText, SealedText};
use otr_wasm::Outcome;

use super::key_exchange::{Guest, Sealed};
use super::turn::Turn;
use super::{Life, OperatorSession};
use crate::channel::fingerprint;
use crate::note::Note;
use crate::text::Text;

impl OperatorSession {
    /// Takes an entry once, however often it comes.
    pub(crate) fn entry(&mut self, entry: Entry, turn: &mut Turn<'_>) {
        if let Content::Claimed { operator, lease } = &entry.content {
            self.speaker = Some((operator.clone(), *lease));
        }
        if entry.seq <= self.seen {
            return;
        }
        self.seen = entry.seq;
        let at = turn.clock.here(entry.at);
        match entry.content {
            Content::KeyExchange { epoch, commit } => self.exchange_keys(epoch, commit, turn),
            Content::Message {
                from: Party::Guest,
                body,
            } => self.message(body, at, turn),
            Content::Message {
                from: Party::Operator,
                body: Body::Open { text },
            } => self.written_before(text.as_str(), at),
            Content::Closed { by } => self.closed(by, turn),
            Content::Claimed { .. }
            | Content::Passing { .. }
            | Content::Kept { .. }
            | Content::Interrupted { .. }
            | Content::Notice { .. }
            | Content::Message {
                from: Party::Operator,
                body: Body::Sealed { .. },
            } => {}
        }
    }

    /// Of an open chat whoever takes it up gets all that was written: by colleagues, and by this operator in a window of
    /// which nothing was kept. What was written in this window under the lease before is in the log.
    fn written_before(&mut self, text: &str, at: Timestamp) {
        let Some(text) = Text::received(text) else {
            return;
        };
        match &self.speaker {
            Some((_, lease)) if *lease == self.held.lease => {
                self.written = self.written.next();
                self.log.wrote(text, (self.written, self.held.sent), at);
            }
            Some((_, lease)) if Some(*lease) == self.former_lease => {}
            Some((by, _)) => self.log.read_of(by.clone(), text, at),
            None => {}
        }
    }

    /// The guest begins an epoch. What was held up for want of room is sealed for nobody any more, and its numbers are used
    /// up before the answer's.
    fn exchange_keys(&mut self, epoch: Epoch, commit: CommitText, turn: &mut Turn<'_>) {
        self.known_epoch = self.known_epoch.max(epoch);
        if self.outbox.relieved() {
            self.send_pending(turn);
        }
        if let Some(sealed) = &mut self.sealed {
            self.log.fall_back();
            self.request.exchange();
            let replies = sealed.answer(epoch, commit, turn.now, turn.rng);
            self.reply(replies, turn);
        }
    }

    fn message(&mut self, body: Body, at: Timestamp, turn: &mut Turn<'_>) {
        match (body, &self.sealed) {
            (Body::Open { text }, None) => self.read(text.as_str(), at, turn),
            (Body::Sealed { epoch, text }, Some(_)) => self.open_sealed(epoch, &text, at, turn),
            (Body::Open { .. }, Some(_)) | (Body::Sealed { .. }, None) => {}
        }
    }

    fn read(&mut self, text: &str, at: Timestamp, turn: &mut Turn<'_>) {
        self.typing = false;
        if let Some(text) = Text::received(text) {
            self.log.read(text, at);
            turn.wrote = true;
        }
    }

    fn open_sealed(&mut self, epoch: Epoch, line: &SealedText, at: Timestamp, turn: &mut Turn<'_>) {
        let Some(sealed) = &mut self.sealed else {
            return;
        };
        let was_encrypted = sealed.encrypted_with().is_some();
        let Some(opened) = sealed.receive(epoch, line, turn.now, turn.rng) else {
            return;
        };
        self.reply(opened.replies, turn);
        if was_encrypted && !opened.refused && line.carries_text() {
            self.heard(&opened.outcomes, at);
        }
        let is_news = self.last_read.is_news(opened.text_id);
        for outcome in opened.outcomes {
            if is_news || !matches!(outcome, Outcome::Text(_)) {
                self.outcome(outcome, at, turn);
            }
        }
        if opened.refused && was_encrypted {
            self.log.note(Note::Unreadable, at);
        }
    }

    /// The guest's end has sealed something that is not its farewell: it accepts this operator's key.
    fn heard(&mut self, outcomes: &[Outcome], at: Timestamp) {
        let is_farewell = outcomes.iter().any(|it| matches!(it, Outcome::Finished));
        let sealed = self.sealed.as_mut().filter(|_| !is_farewell);
        if let Some(fingerprint) = sealed.and_then(Sealed::hear) {
            self.log.note(Note::Encrypted { fingerprint }, at);
        }
    }

    fn outcome(&mut self, outcome: Outcome, at: Timestamp, turn: &mut Turn<'_>) {
        match outcome {
            Outcome::Text(text) => self.read(&text, at, turn),
            Outcome::Encrypted {
                fingerprint: key, ..
            } => self.encrypted(&key, at),
            Outcome::Finished => self.finished(at),
            Outcome::Tlv(tlv) => {
                if let Ok(record) = Record::from_record(tlv.kind(), tlv.value()) {
                    self.record(record, turn);
                }
            }
            Outcome::Unencrypted { .. }
            | Outcome::Smp(_)
            | Outcome::ExtraKey { .. }
            | Outcome::Queried { .. }
            | Outcome::PeerError(_)
            | Outcome::Resent(_) => {}
        }
    }

    fn encrypted(&mut self, key: &otr_wasm::Fingerprint, at: Timestamp) {
        let fingerprint = fingerprint(*key);
        let guest = self
            .sealed
            .as_mut()
            .map(|sealed| sealed.encrypted(fingerprint.clone()));
        match guest {
            Some(Guest::Other) => {
                self.log.give_up();
                self.log.note(Note::GuestKeyChanged { fingerprint }, at);
            }
            Some(Guest::First | Guest::Same) | None => {}
        }
    }

    fn finished(&mut self, at: Timestamp) {
        if let Some(sealed) = &mut self.sealed {
            sealed.finished();
            self.log.note(Note::KeyRefused, at);
        }
    }

    fn closed(&mut self, by: Closer, turn: &Turn<'_>) {
        self.life = Life::Closed(by);
        self.typing = false;
        self.log.give_up();
        self.log.note(Note::Closed { by }, turn.now);
    }
}
