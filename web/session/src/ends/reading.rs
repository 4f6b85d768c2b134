//! How an end reads: it opens what is sealed for it, shows each text once, and acknowledges what it could read.

use hushdesk_protocol::frames::Body;
use hushdesk_protocol::ids::{Epoch, Seq, Timestamp};
use hushdesk_protocol::text::SealedText;

use super::{KeyExchange, Sends};
use crate::note::Note;
use crate::sealing::Outcome;
use crate::text::Text;
use crate::text_id::TextId;
use crate::turn::Turn;

/// An end that reads, and replies to what it reads.
pub(crate) trait Reads: Sends {
    /// That all up to here is read.
    fn ack_frame(&self, received: Seq) -> Self::Frame;

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
        if is_encrypted && self.delivery_mut().shows(id) {
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
