//! What the log's entries mean to the operator's end.

use hushdesk_protocol::frames::{Body, Closer, Content, Entry, FromOperator, Party};
use hushdesk_protocol::ids::{Epoch, Fingerprint, Seq, Timestamp};
use hushdesk_protocol::text::{CommitText, SealedText};

use super::key_exchange::{Guest, KeyExchange};
use super::{Life, OperatorSession, Turn};
use crate::comparison::Comparing;
use crate::ends::{Compares, KeyExchange as _, Reads, Sends};
use crate::note::Note;
use crate::sealing::{Outcome, Sealing};
use crate::text::Text;

impl<S: Sealing> OperatorSession<S> {
    /// Takes an entry once, however often it comes.
    pub(crate) fn entry(&mut self, entry: Entry, turn: &mut Turn<'_>) {
        if let Content::Claimed { operator, lease } = &entry.content {
            self.speaker = Some((operator.clone(), *lease));
        }
        if !self.delivery.takes(entry.seq) {
            return;
        }
        let at = turn.clock.here(entry.at);
        match entry.content {
            Content::KeyExchange { epoch, commit } => self.exchange_keys((epoch, commit), at, turn),
            Content::Message {
                from: Party::Guest,
                body,
            } => self.message(body, at, turn),
            Content::Message {
                from: Party::Operator,
                body: Body::Open { text },
            } => self.written_before(text.as_str(), at),
            Content::Closed { by } => self.closed(by, turn),
            Content::EarlierAsked { lease } => self.has_asked(lease, at),
            Content::Claimed { .. }
            | Content::Passing { .. }
            | Content::Kept { .. }
            | Content::Interrupted { .. }
            | Content::HolderRefused { .. }
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
                self.delivery
                    .log
                    .wrote(text, (self.written, self.held.sent), at);
            }
            Some((_, lease)) if Some(*lease) == self.former_lease => {}
            Some((by, _)) => self.delivery.log.read_of(by.clone(), text, at),
            None => {}
        }
    }

    /// The guest begins an epoch. What was held up for want of room is sealed for nobody any more, and its numbers are used
    /// up before the answer's.
    fn exchange_keys(
        &mut self,
        (epoch, commit): (Epoch, CommitText),
        at: Timestamp,
        turn: &mut Turn<'_>,
    ) {
        self.delivery.learn(epoch);
        if self.delivery.relieved() {
            self.send_pending(turn);
        }
        self.loses_comparison(at);
        if let Some(sealed) = &mut self.sealed {
            self.delivery.fall_back();
            self.request.exchange();
            let opened = sealed.answer(epoch, commit, turn);
            self.reply(opened.replies, turn);
            for outcome in opened.outcomes {
                self.outcome(outcome, at, turn);
            }
        }
    }

    /// The guest's end accepts this operator's key.
    pub(super) fn heard(&mut self, at: Timestamp) {
        if let Some(fingerprint) = self.sealed.as_mut().and_then(KeyExchange::hear) {
            self.delivery.log.note(Note::Encrypted { fingerprint }, at);
        }
    }

    fn encrypted(&mut self, fingerprint: Fingerprint, at: Timestamp) {
        let sealed = self.sealed.as_mut();
        let guest = sealed.map(|sealed| sealed.encrypted(fingerprint.clone()));
        match guest {
            Some(Guest::Other) => {
                self.delivery.log.give_up();
                let note = Note::GuestKeyChanged { fingerprint };
                self.delivery.log.note(note, at);
            }
            Some(Guest::First | Guest::Same) | None => {}
        }
    }

    fn finished(&mut self, at: Timestamp) {
        if let Some(sealed) = &mut self.sealed {
            sealed.finished();
            self.delivery.log.note(Note::KeyRefused, at);
        }
        self.loses_comparison(at);
    }

    fn closed(&mut self, by: Closer, turn: &Turn<'_>) {
        self.life = Life::Closed(by);
        self.typing = false;
        self.delivery.log.give_up();
        self.delivery.log.note(Note::Closed { by }, turn.now);
    }
}

impl<S: Sealing> Reads for OperatorSession<S> {
    fn ack_frame(&self, received: Seq) -> FromOperator {
        FromOperator::Ack {
            chat: self.held.chat.clone(),
            lease: self.held.lease,
            received,
        }
    }

    fn may_acknowledge(&self) -> bool {
        self.sealed.as_ref().is_none_or(KeyExchange::reads) || self.standing().is_over()
    }

    fn has_come(&mut self) {
        self.typing = false;
    }

    fn was_read(&mut self, turn: &mut Turn<'_>) {
        turn.also.add(&self.held.chat);
    }

    /// The guest's end has sealed something that is not its farewell: it accepts this operator's key.
    fn was_opened(&mut self, line: &SealedText, outcomes: &[Outcome], at: Timestamp) {
        let is_farewell = outcomes.contains(&Outcome::Finished);
        if line.carries_text() && !is_farewell {
            self.heard(at);
        }
    }

    fn outcome(&mut self, outcome: Outcome, at: Timestamp, turn: &mut Turn<'_>) {
        match outcome {
            Outcome::Encrypted { key } => self.encrypted(key, at),
            Outcome::Text { text, id } => self.read_sealed((&text, id), at, turn),
            Outcome::Earlier(record) => self.record(record, turn),
            Outcome::Compared(compared) => self.was_compared(compared, at, turn),
            Outcome::Finished => self.finished(at),
            Outcome::Passed(line) => self.read(Some(Text::passing(line)), at, turn),
            // Guests' ends begin key exchanges, and are not asked by them.
            Outcome::Queried => {}
        }
    }
}

impl<S: Sealing> Compares for OperatorSession<S> {
    fn comparing(&mut self) -> &mut Comparing {
        &mut self.comparing
    }
}
