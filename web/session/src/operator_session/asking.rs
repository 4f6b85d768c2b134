//! Whatever is behind this end reads no records: the queue asks the guest for the earlier messages, and they come in ordinary
//! texts.

use hushdesk_protocol::frames::{ChatKind, FromOperator};
use hushdesk_protocol::ids::{Lease, Timestamp};

use super::{OperatorSession, Turn};
use crate::note::Note;
use crate::sealing::Sealing;

impl<S: Sealing> OperatorSession<S> {
    /// The operator wants the guest asked. Who has an open chat has what was said in it.
    pub(crate) fn ask_in_words(&mut self, turn: &mut Turn<'_>) {
        let is_sealed = self.held.kind == ChatKind::Sealed;
        if turn.up && is_sealed && self.standing().writable() {
            turn.send.push(FromOperator::AskForEarlier {
                chat: self.held.chat.clone(),
                lease: self.held.lease,
            });
        }
    }

    /// The queue says that whoever holds the chat by this claim has asked.
    pub(super) fn has_asked(&mut self, by: Lease, at: Timestamp) {
        if by == self.held.lease {
            self.delivery.log.note(Note::EarlierAsked, at);
        }
    }
}
