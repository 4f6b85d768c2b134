//! What the guest's end sends: in order, again when it was not taken, and nothing while nothing is taken.

use hushdesk_protocol::frames::{About, Refusal, Sent};
use hushdesk_protocol::ids::{Number, Timestamp};

use super::turn::Turn;
use super::view::End;
use super::{GuestSession, Life, Parcel};
use crate::line::Line;

impl GuestSession {
    pub(super) fn sent(&mut self, sent: Sent, turn: &mut Turn<'_>) {
        self.outbox.accepted(sent.accepted);
        self.log.sent(sent);
        self.answer_delivered(sent.delivered);
        if self.outbox.relieved() {
            self.send_pending(turn);
        }
    }

    /// What was held up may be taken now; a chat that is still on its way somewhere is worth a word. That the moment has
    /// come is not looked up: the clock may have been set since it was chosen.
    pub(super) fn woke(&mut self, turn: &mut Turn<'_>) {
        self.wake = None;
        if self.due().is_none() {
            return;
        }
        if self.line == Line::Up {
            self.outbox.relieved();
            self.send_pending(turn);
        } else {
            self.line = Line::Connecting;
        }
    }

    pub(super) const fn due(&self) -> Option<Timestamp> {
        match (self.line, self.life) {
            (Line::Moving(until), _) => Some(until),
            (Line::Up, Life::Running) => self.outbox.due(),
            (Line::Up | Line::Connecting | Line::Down | Line::Elsewhere | Line::Refused(_), _) => {
                None
            }
        }
    }

    pub(super) fn refused(&mut self, about: &About, refusal: Refusal, turn: &mut Turn<'_>) {
        match about {
            About::Socket => {
                self.line = Line::Refused(refusal);
                turn.hang_up = true;
            }
            About::Chat(_) => self.chat_refused(refusal, turn),
            About::Message { number, .. } => self.message_refused(*number, refusal, turn),
        }
    }

    fn chat_refused(&mut self, refusal: Refusal, turn: &mut Turn<'_>) {
        match refusal {
            Refusal::UnknownChat | Refusal::Closed if self.is_over() => {}
            Refusal::QueueFull => self.over(End::QueueFull, turn),
            Refusal::UnknownChat | Refusal::Closed => self.over(End::Gone, turn),
            Refusal::Version { .. }
            | Refusal::Malformed
            | Refusal::OutOfOrder
            | Refusal::Answered
            | Refusal::LeaseLapsed
            | Refusal::WrongKind
            | Refusal::EpochOver
            | Refusal::Gap { .. }
            | Refusal::TooMany
            | Refusal::TooFast { .. }
            | Refusal::ChatFull
            | Refusal::Transferring
            | Refusal::Unavailable
            | Refusal::NotOffered => {
                self.line = Line::Refused(refusal);
                turn.hang_up = true;
            }
        }
    }

    fn message_refused(&mut self, number: Number, refusal: Refusal, turn: &mut Turn<'_>) {
        if refusal == Refusal::Closed && !self.is_over() {
            // Another window has heard of the end.
            return self.chat_refused(refusal, turn);
        }
        // What a guest writes is taken while the chat is handed on: `transferring` is no answer to it.
        let concerns_guests = refusal != Refusal::Transferring;
        let outbox = &mut self.outbox;
        if concerns_guests && outbox.not_taken(number, refusal, &mut self.log, turn.now) {
            self.send_pending(turn);
        }
    }

    /// Sends what waits, if it may be sent now.
    pub(super) fn flush(&mut self, turn: &mut Turn<'_>) {
        if !self.may_send() {
            return;
        }
        for (id, text) in self.log.waiting() {
            let bodies = match &mut self.sealed {
                Some(sealed) => sealed.seal((&text, self.logs.text(id)), turn),
                None => text.in_the_open().into_iter().collect(),
            };
            for body in bodies {
                let number = self.post(Parcel::Message(body), turn);
                self.log.sending(id, number);
            }
        }
    }

    /// Whether something new may be sent.
    pub(super) fn may_send(&self) -> bool {
        self.line == Line::Up && self.life == Life::Running && self.outbox.flow().is_free()
    }

    /// Gives the parcel its number and sends it; while nothing is taken it waits.
    pub(super) fn post(&mut self, parcel: Parcel, turn: &mut Turn<'_>) -> Number {
        let number = self.outbox.push(parcel.clone());
        if self.line == Line::Up && self.outbox.flow().is_free() {
            turn.send.push(parcel.frame(number));
        }
        number
    }

    pub(super) fn send_pending(&self, turn: &mut Turn<'_>) {
        let pending = self.outbox.pending();
        turn.send
            .extend(pending.map(|(number, parcel)| parcel.clone().frame(number)));
    }
}
