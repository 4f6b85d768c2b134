//! What both ends of a chat do in the same way, each with frames of its own: they number what they send and send it again,
//! seal what waits, open what comes, acknowledge what was read.

use hushdesk_protocol::frames::Body;
use hushdesk_protocol::ids::{Epoch, Number, Seq, Timestamp};
use hushdesk_protocol::text::SealedText;
use rand_core::CryptoRng;

use crate::delivery::Delivery;
use crate::epoch_keys::Opened;
use crate::note::Note;
use crate::sealing::Outcome;
use crate::text::Text;
use crate::text_id::TextId;
use crate::turn::Turn;

/// The key exchange of a sealed chat, as it stands at one end.
pub(crate) trait KeyExchange {
    /// Whether all that comes can be read, or never will be: only then may it be acknowledged. What cannot be read before a
    /// new epoch begins must stay undelivered, so that its sender seals it again.
    fn reads(&self) -> bool;

    /// Whether what the other end seals is shown.
    fn is_encrypted(&self) -> bool;

    /// Takes a line of this epoch; none if it is not the one that stands.
    fn receive(
        &mut self,
        line: (Epoch, &SealedText),
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Option<Opened>;

    /// Seals a text, if that may be done.
    fn seal(&mut self, text: (&Text, TextId), now: Timestamp, rng: &mut dyn CryptoRng)
    -> Vec<Body>;
}

/// One end of a chat.
pub(crate) trait End {
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

    /// That all up to here is read.
    fn ack_frame(&self, received: Seq) -> Self::Frame;

    /// Whether something new may be sent.
    fn may_send(&self, turn: &Turn<'_, Self::Frame, Self::Also>) -> bool;

    /// Whether what has come may be acknowledged.
    fn may_acknowledge(&self) -> bool {
        self.keys().is_none_or(KeyExchange::reads)
    }

    /// Something of the other end has come, also if nothing of it is to be shown: it is not writing that any more.
    fn has_come(&mut self);

    /// A text of the other end stands in the log.
    fn was_read(&mut self, _: &mut Turn<'_, Self::Frame, Self::Also>) {}

    /// A line was opened with keys that stood before it came. Its outcomes follow.
    fn was_opened(&mut self, _line: &SealedText, _outcomes: &[Outcome], _at: Timestamp) {}

    /// Something happened in the sealed conversation.
    fn outcome(
        &mut self,
        outcome: Outcome,
        at: Timestamp,
        turn: &mut Turn<'_, Self::Frame, Self::Also>,
    );

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
                self.delivery_mut().log.sending(entry, number);
            }
        }
    }

    /// Acknowledges what was read; it is kept before the frame leaves.
    fn acknowledge(&mut self, turn: &mut Turn<'_, Self::Frame, Self::Also>) {
        if self.may_acknowledge()
            && let Some(received) = self.delivery_mut().acknowledge()
            && turn.up
        {
            turn.send.push(self.ack_frame(received));
        }
    }

    /// A message of the other end. One that is not of the chat's kind says nothing.
    fn message(&mut self, body: Body, at: Timestamp, turn: &mut Turn<'_, Self::Frame, Self::Also>) {
        match (body, self.keys()) {
            (Body::Open { text }, None) => self.read(Text::received(text.as_str()), at, turn),
            (Body::Sealed { epoch, text }, Some(_)) => self.open_sealed((epoch, &text), at, turn),
            (Body::Open { .. }, Some(_)) | (Body::Sealed { .. }, None) => {}
        }
    }

    fn open_sealed(
        &mut self,
        line: (Epoch, &SealedText),
        at: Timestamp,
        turn: &mut Turn<'_, Self::Frame, Self::Also>,
    ) {
        let Some(keys) = self.keys_mut() else {
            return;
        };
        let was_encrypted = keys.is_encrypted();
        let Some(opened) = keys.receive(line, turn.now, turn.rng) else {
            return;
        };
        self.reply(opened.replies, turn);
        if was_encrypted && opened.refused {
            self.delivery_mut().log.note(Note::Unreadable, at);
        } else if was_encrypted {
            self.was_opened(line.1, &opened.outcomes, at);
        }
        for outcome in opened.outcomes {
            self.outcome(outcome, at, turn);
        }
    }

    /// A text that was sealed: it is shown if there are keys for it, and once, however often it was sealed.
    fn read_sealed(
        &mut self,
        (text, id): (&str, Option<TextId>),
        at: Timestamp,
        turn: &mut Turn<'_, Self::Frame, Self::Also>,
    ) {
        let is_encrypted = self.keys().is_some_and(KeyExchange::is_encrypted);
        if is_encrypted && self.delivery_mut().is_unread(id) {
            self.read(Text::received(text), at, turn);
        }
    }

    /// What the other end wrote; nothing if nothing of it is to be seen.
    fn read(
        &mut self,
        text: Option<Text>,
        at: Timestamp,
        turn: &mut Turn<'_, Self::Frame, Self::Also>,
    ) {
        self.has_come();
        if let Some(text) = text {
            self.delivery_mut().log.read(text, at);
            self.was_read(turn);
        }
    }
}
