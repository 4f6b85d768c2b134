//! How an end compares a secret with the other one: the same at both.

use hushdesk_protocol::ids::Timestamp;

use super::{KeyExchange, Reads};
use crate::comparison::{Compare, Compared, Comparing, Verdict};
use crate::note::Note;
use crate::turn::Turn;

/// An end that compares secrets.
pub(crate) trait Compares: Reads {
    fn comparing(&mut self) -> &mut Comparing;

    /// This end has begun a comparison, and the other knows the secret: whoever has that key does.
    fn has_proof(&mut self) {}

    /// The person does something about a comparison; nothing happens if that cannot be done now.
    fn compare(&mut self, step: &Compare, turn: &mut Turn<'_, Self::Frame, Self::Also>) {
        if !self.comparing().allows(step) {
            return;
        }
        let (now, rng) = (turn.now, &mut *turn.rng);
        let bodies = self.keys_mut().map(|keys| keys.compare(step, now, rng));
        let bodies = bodies.unwrap_or_default();
        if !bodies.is_empty() {
            self.reply(bodies, turn);
            let over = self.comparing().did(step);
            self.is_over(over, now);
        }
    }

    /// The other end has done something, or it is over.
    fn was_compared(
        &mut self,
        compared: Compared,
        at: Timestamp,
        turn: &mut Turn<'_, Self::Frame, Self::Also>,
    ) {
        match compared {
            Compared::Over(verdict) => {
                let over = self.comparing().over(verdict);
                self.is_over(over, at);
            }
            Compared::Asks(question) => {
                if !self.comparing().asks(question) {
                    let (now, rng) = (turn.now, &mut *turn.rng);
                    let end = self.keys_mut();
                    let end = end.map(|keys| keys.compare(&Compare::GiveUp, now, rng));
                    self.reply(end.unwrap_or_default(), turn);
                }
            }
        }
    }

    /// What was under way is lost with the keys.
    fn loses_comparison(&mut self, at: Timestamp) {
        let lost = self.comparing().lose_keys();
        self.is_over(lost, at);
    }

    /// Whether it was begun here, and what has come of it, if it is over.
    fn is_over(&mut self, over: Option<(bool, Verdict)>, at: Timestamp) {
        let Some((ours, verdict)) = over else { return };
        if ours && verdict == Verdict::Same {
            self.has_proof();
        }
        let note = Note::Compared { ours, verdict };
        self.delivery_mut().log.note(note, at);
    }
}
