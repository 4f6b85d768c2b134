//! What the operator's end sends: in order, again when it was not taken, and nothing while nothing is taken.

use hushdesk_protocol::frames::{Body, FromOperator, Outgoing, Refusal, Sent};
use hushdesk_protocol::ids::{Number, Timestamp};

use super::turn::Turn;
use super::{Life, OperatorSession};
use crate::note::Note;

impl OperatorSession {
    pub(crate) fn take_sent(&mut self, sent: Sent, turn: &mut Turn<'_>) {
        self.outbox.accepted(sent.accepted);
        self.log.sent(sent);
        self.request.delivered(sent.delivered);
        if !self.passing.is_pending() && self.outbox.relieved() {
            self.send_pending(turn);
        }
    }

    /// The message of this number was not taken.
    pub(crate) fn message_refused(
        &mut self,
        number: Number,
        refusal: Refusal,
        turn: &mut Turn<'_>,
    ) {
        if matches!(refusal, Refusal::LeaseLapsed | Refusal::UnknownChat) {
            self.lapse(None, turn);
            return;
        }
        let outbox = &mut self.outbox;
        if outbox.not_taken(number, refusal, &mut self.log, turn.now) {
            self.send_pending(turn);
        }
    }

    /// Something about the chat as a whole was not done.
    pub(crate) fn chat_refused(&mut self, refusal: Refusal, turn: &Turn<'_>) {
        match refusal {
            Refusal::LeaseLapsed | Refusal::UnknownChat => self.lapse(None, turn),
            Refusal::Unavailable => self.not_passed(Note::TransferUnavailable, turn),
            Refusal::Version { .. }
            | Refusal::Malformed
            | Refusal::OutOfOrder
            | Refusal::Closed
            | Refusal::Answered
            | Refusal::WrongKind
            | Refusal::EpochOver
            | Refusal::Gap { .. }
            | Refusal::TooMany
            | Refusal::TooFast { .. }
            | Refusal::ChatFull
            | Refusal::Transferring
            | Refusal::NotOffered
            | Refusal::QueueFull => {}
        }
    }

    /// When a message that was not taken is worth another try.
    pub(crate) const fn due(&self) -> Option<Timestamp> {
        match self.life {
            Life::Running => self.outbox.due(),
            Life::Ending | Life::Closed(_) | Life::HandedOn { .. } | Life::Lapsed { .. } => None,
        }
    }

    /// Time has passed: it is this late, whatever the clock shows.
    pub(crate) fn woke(&mut self, late: Timestamp, turn: &mut Turn<'_>) {
        if self.due().is_some() && self.outbox.is_due(late) {
            self.outbox.relieved();
            self.send_pending(turn);
            self.settle(turn);
        }
    }

    pub(super) fn flush(&mut self, turn: &mut Turn<'_>) {
        let held_up = !self.outbox.flow().is_free() || self.passing.is_pending();
        if !turn.up || self.life != Life::Running || held_up {
            return;
        }
        for (id, text) in self.log.waiting() {
            let bodies = match &mut self.sealed {
                Some(sealed) => sealed.seal((&text, self.logs.text(id)), turn.now, turn.rng),
                None => text.in_the_open().into_iter().collect(),
            };
            for body in bodies {
                let number = self.post(body, turn);
                self.log.sending(id, number);
            }
        }
        self.send_request(turn);
    }

    pub(super) fn reply(&mut self, bodies: Vec<Body>, turn: &mut Turn<'_>) {
        for body in bodies {
            self.post(body, turn);
        }
    }

    pub(super) fn post(&mut self, body: Body, turn: &mut Turn<'_>) -> Number {
        let number = self.outbox.push(body.clone());
        if turn.up && self.outbox.flow().is_free() {
            turn.send.push(self.message_frame(number, body));
        }
        number
    }

    pub(super) fn send_pending(&self, turn: &mut Turn<'_>) {
        for (number, body) in self.outbox.pending() {
            turn.send.push(self.message_frame(number, body.clone()));
        }
    }

    fn message_frame(&self, number: Number, body: Body) -> FromOperator {
        FromOperator::Message {
            chat: self.held.chat.clone(),
            lease: self.held.lease,
            message: Outgoing { number, body },
        }
    }
}
