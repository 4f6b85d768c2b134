//! Whoever holds a chat wants no more from where its guest is.

use hushdesk_protocol::frames::ToOperator;
use hushdesk_protocol::ids::ChatId;

use crate::event::Seat;
use crate::queue::Queue;
use crate::turn::Turn;

impl Queue {
    /// From where the chat's guest is no new chat comes for a day. The chat goes on as it was, and its guest is told nothing.
    pub(crate) fn block(&mut self, id: &ChatId, seat: &Seat, turn: &mut Turn) {
        let from = self.sockets.address(id).cloned();
        let until = from.map(|from| self.blocks.block(from, turn.now));
        let chat = id.clone();
        turn.tell_operator(self.sockets.seat(seat), ToOperator::Blocked { chat, until });
    }
}
