//! How an end sends: each message under a number of its own, again until the queue has it, and nothing new while nothing is
//! taken. What waits is sealed when it goes.

use hushdesk_protocol::frames::Body;
use hushdesk_protocol::ids::Number;

use super::KeyExchange;
use crate::delivery::Delivery;
use crate::turn::Turn;

/// An end that sends.
pub(crate) trait Sends {
    /// What it sends under a number.
    type Message: Clone + From<Body>;
    /// How that travels.
    type Frame;
    /// What else comes of an event.
    type Also;
    /// What it seals with.
    type Keys: KeyExchange;

    fn delivery(&self) -> &Delivery<Self::Message>;

    fn delivery_mut(&mut self) -> &mut Delivery<Self::Message>;

    /// The key exchange; none in an open chat.
    fn keys(&self) -> Option<&Self::Keys>;

    fn keys_mut(&mut self) -> Option<&mut Self::Keys>;

    /// How a message travels under this number.
    fn message_frame(&self, number: Number, message: Self::Message) -> Self::Frame;

    /// Whether something new may be sent.
    fn may_send(&self, turn: &Turn<'_, Self::Frame, Self::Also>) -> bool;

    /// Gives the message its number and sends it; while nothing is taken it waits.
    fn post(
        &mut self,
        message: Self::Message,
        turn: &mut Turn<'_, Self::Frame, Self::Also>,
    ) -> Number {
        let number = self.delivery_mut().number(message.clone());
        if turn.up && self.delivery().flow().is_free() {
            turn.send.push(self.message_frame(number, message));
        }
        number
    }

    fn reply(&mut self, bodies: Vec<Body>, turn: &mut Turn<'_, Self::Frame, Self::Also>) {
        for body in bodies {
            self.post(body.into(), turn);
        }
    }

    /// Sends what the queue is not known to have.
    fn send_pending(&self, turn: &mut Turn<'_, Self::Frame, Self::Also>) {
        let pending = self.delivery().outbox().pending();
        let frames = pending.map(|(number, message)| self.message_frame(number, message.clone()));
        turn.send.extend(frames);
    }

    /// Sends the texts that wait, if they may be sent now.
    fn send_waiting(&mut self, turn: &mut Turn<'_, Self::Frame, Self::Also>) {
        if !self.may_send(turn) {
            return;
        }
        for (entry, text) in self.delivery().log.waiting() {
            let id = self.delivery().text_id(entry);
            let bodies = match self.keys_mut() {
                Some(keys) => keys.seal((&text, id), turn.now, turn.rng),
                None => text.in_the_open().into_iter().collect(),
            };
            for body in bodies {
                let number = self.post(body.into(), turn);
                self.delivery_mut().sending(entry, number);
            }
        }
    }
}
