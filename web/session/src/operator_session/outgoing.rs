//! What an operator's end sends, and what it makes of the queue's answers to it.

use hushdesk_protocol::frames::{Body, FromOperator, Outgoing, Refusal, Sent};
use hushdesk_protocol::ids::{Number, Timestamp};

use super::key_exchange::KeyExchange;
use super::{Life, OperatorSession, Turn, Written};
use crate::delivery::Delivery;
use crate::ends::Sends;
use crate::note::Note;
use crate::sealing::Sealing;

impl<S: Sealing> Sends for OperatorSession<S> {
    type Message = Body;
    type Frame = FromOperator;
    type Also = Written;
    type Keys = KeyExchange<S>;

    fn delivery(&self) -> &Delivery<Body> {
        &self.delivery
    }

    fn delivery_mut(&mut self) -> &mut Delivery<Body> {
        &mut self.delivery
    }

    fn keys(&self) -> Option<&KeyExchange<S>> {
        self.sealed.as_ref()
    }

    fn keys_mut(&mut self) -> Option<&mut KeyExchange<S>> {
        self.sealed.as_mut()
    }

    fn message_frame(&self, number: Number, body: Body) -> FromOperator {
        FromOperator::Message {
            chat: self.held.chat.clone(),
            lease: self.held.lease,
            message: Outgoing { number, body },
        }
    }

    fn may_send(&self, turn: &Turn<'_>) -> bool {
        let is_held_up = !self.delivery.flow().is_free() || self.passing.is_pending();
        turn.up && self.life == Life::Running && !is_held_up
    }
}

impl<S: Sealing> OperatorSession<S> {
    pub(crate) fn take_sent(&mut self, sent: Sent, turn: &mut Turn<'_>) {
        self.delivery.sent(sent);
        self.request.delivered(sent.delivered);
        if !self.passing.is_pending() && self.delivery.relieved() {
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
        if is_lapsed(refusal) {
            self.lapse(None, turn);
        } else if self.delivery.not_taken(number, refusal, turn.now) {
            self.send_pending(turn);
        }
    }

    /// Something about the chat as a whole was not done.
    pub(crate) fn chat_refused(&mut self, refusal: Refusal, turn: &Turn<'_>) {
        if is_lapsed(refusal) {
            self.lapse(None, turn);
        } else if refusal == Refusal::Unavailable {
            self.not_passed(Note::TransferUnavailable, turn);
        } else if refusal == Refusal::TooMany {
            // Of what is said of a chat as a whole only the asking is counted.
            let note = Note::EarlierAskedEnough;
            self.delivery.log.note(note, turn.now);
        }
    }

    /// When a message that was not taken is worth another try.
    pub(crate) const fn due(&self) -> Option<Timestamp> {
        match self.life {
            Life::Running => self.delivery.outbox().due(),
            Life::Ending | Life::Closed(_) | Life::HandedOn { .. } | Life::Lapsed { .. } => None,
        }
    }

    /// Time has passed: it is this late, whatever the clock shows.
    pub(crate) fn woke(&mut self, late: Timestamp, turn: &mut Turn<'_>) {
        if self.due().is_some() && self.delivery.outbox().is_due(late) {
            self.delivery.relieved();
            self.send_pending(turn);
            self.settle(turn);
        }
    }
}

/// Whether it says that this window does not hold the chat.
const fn is_lapsed(refusal: Refusal) -> bool {
    matches!(refusal, Refusal::LeaseLapsed | Refusal::UnknownChat)
}
