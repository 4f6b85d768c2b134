//! What the guest's end sends, and what it makes of the queue's answers to it.

use hushdesk_protocol::frames::{About, FromGuest, Outgoing, Refusal, Sent};
use hushdesk_protocol::ids::{Number, Timestamp};

use super::key_exchange::KeyExchange;
use super::life::{self, Life};
use super::{Besides, GuestSession, Numbered, Turn};
use crate::delivery::Delivery;
use crate::ends::Sends;
use crate::line::Line;
use crate::sealing::GuestSealing;

impl<S: GuestSealing> Sends for GuestSession<S> {
    type Message = Numbered;
    type Frame = FromGuest;
    type Also = Besides;
    type Keys = KeyExchange<S>;

    fn delivery(&self) -> &Delivery<Numbered> {
        &self.delivery
    }

    fn delivery_mut(&mut self) -> &mut Delivery<Numbered> {
        &mut self.delivery
    }

    fn keys(&self) -> Option<&KeyExchange<S>> {
        self.sealed.as_ref()
    }

    fn keys_mut(&mut self) -> Option<&mut KeyExchange<S>> {
        self.sealed.as_mut()
    }

    fn message_frame(&self, number: Number, message: Numbered) -> FromGuest {
        match message {
            Numbered::Commit(commit) => FromGuest::KeyExchange { number, commit },
            Numbered::Message(body) => FromGuest::Message(Outgoing { number, body }),
        }
    }

    fn may_send(&self, turn: &Turn<'_>) -> bool {
        turn.up && self.life == Life::Running && self.delivery.flow().is_free()
    }
}

impl<S: GuestSealing> GuestSession<S> {
    pub(super) fn sent(&mut self, sent: Sent, turn: &mut Turn<'_>) {
        self.delivery.sent(sent);
        self.consent.delivered(sent.delivered);
        if self.delivery.relieved() {
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
        if turn.up {
            self.delivery.relieved();
            self.send_pending(turn);
        } else {
            self.line = Line::Connecting;
        }
    }

    pub(super) const fn due(&self) -> Option<Timestamp> {
        match (self.line, self.life) {
            (Line::Moving(until), _) => Some(until),
            (Line::Up, Life::Running) => self.delivery.outbox().due(),
            (Line::Up | Line::Connecting | Line::Down | Line::Elsewhere | Line::Refused(_), _) => {
                None
            }
        }
    }

    pub(super) fn refused(&mut self, about: &About, refusal: Refusal, turn: &mut Turn<'_>) {
        match about {
            About::Colleagues => {}
            About::Socket => self.not_wanted(refusal, turn),
            About::Chat(_) => self.chat_refused(refusal, turn),
            About::Message { number, .. } => self.message_refused(*number, refusal, turn),
        }
    }

    fn not_wanted(&mut self, refusal: Refusal, turn: &mut Turn<'_>) {
        self.set_line(Line::Refused(refusal), turn);
        turn.also.hang_up = true;
    }

    fn chat_refused(&mut self, refusal: Refusal, turn: &mut Turn<'_>) {
        let is_gone = matches!(refusal, Refusal::UnknownChat | Refusal::Closed);
        if is_gone && !self.is_over() {
            self.over(life::End::Gone, turn);
        } else if refusal == Refusal::QueueFull {
            self.over(life::End::QueueFull, turn);
        } else if !is_gone {
            self.not_wanted(refusal, turn);
        }
    }

    fn message_refused(&mut self, number: Number, refusal: Refusal, turn: &mut Turn<'_>) {
        if refusal == Refusal::Closed && !self.is_over() {
            // Another window has heard of the end.
            return self.chat_refused(refusal, turn);
        }
        // What a guest writes is taken while the chat is handed on: `transferring` is no answer to it.
        let concerns_guests = refusal != Refusal::Transferring;
        if concerns_guests && self.delivery.not_taken(number, refusal, turn.now) {
            self.send_pending(turn);
        }
    }
}
