//! The operator wants no more chats from where a guest is, for a day.

use hushdesk_protocol::frames::FromOperator;
use hushdesk_protocol::ids::Timestamp;

use super::{OperatorSession, Turn};
use crate::note::Note;
use crate::sealing::Sealing;

impl<S: Sealing> OperatorSession<S> {
    /// The operator blocks the guest. The chat goes on as it was.
    pub(crate) fn block(&mut self, turn: &mut Turn<'_>) {
        if turn.up && self.standing().blockable() {
            turn.send.push(FromOperator::Block {
                chat: self.held.chat.clone(),
                lease: self.held.lease,
            });
        }
    }

    /// The queue says until when, if it could.
    pub(crate) fn blocked(&mut self, until: Option<Timestamp>, turn: &Turn<'_>) {
        let until = until.map(|until| turn.clock.here(until));
        self.delivery.log.note(Note::Blocked { until }, turn.now);
    }
}
