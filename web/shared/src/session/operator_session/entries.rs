//! What the log's entries mean to the operator's end.

use hushdesk_protocol::earlier::Earlier as Record;
use hushdesk_protocol::frames::{Body, Closer, Content, Entry, Party};
use hushdesk_protocol::ids::{Epoch, Timestamp};
use hushdesk_protocol::text::SealedText;
use otr_wasm::Outcome;

use super::sealed::Guest;
use super::turn::Turn;
use super::{Life, OperatorSession};
use crate::session::channel::fingerprint;
use crate::session::note::Note;
use crate::session::text::Text;

impl OperatorSession {
    /// Takes an entry once, however often it comes.
    pub(in crate::session) fn entry(&mut self, entry: Entry, turn: &mut Turn<'_>) {
        if entry.seq <= self.seen {
            return;
        }
        self.seen = entry.seq;
        match entry.content {
            Content::KeyExchange { epoch, commit } => {
                self.exchange_keys(epoch, &commit.into(), turn);
            }
            Content::Message {
                from: Party::Guest,
                body,
            } => self.message(body, entry.at, turn),
            Content::Closed { by } => self.closed(by, turn),
            Content::Claimed { .. }
            | Content::Interrupted { .. }
            | Content::Passing { .. }
            | Content::Kept { .. }
            | Content::Notice { .. }
            | Content::Message {
                from: Party::Operator,
                ..
            } => {}
        }
    }

    fn exchange_keys(&mut self, epoch: Epoch, commit: &SealedText, turn: &mut Turn<'_>) {
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
            Some(Guest::First) => self.log.note(Note::Encrypted { fingerprint }, at),
            Some(Guest::Other) => {
                self.log.give_up();
                self.log.note(Note::GuestKeyChanged { fingerprint }, at);
            }
            Some(Guest::Same) | None => {}
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
