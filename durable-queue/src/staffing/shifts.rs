//! What happens when the shift of an operator is over.

use hushdesk_protocol::ids::OperatorName;

use crate::effect::Closing;
use crate::event::ConnectionId;
use crate::queue::Queue;
use crate::turn::Turn;

impl Queue {
    /// Whether a chat that an operator has claimed is on its way from another queue.
    fn expects_chat(&self, operator: &OperatorName) -> bool {
        let mut claims = self.inbound.claims();
        claims.any(|claim| claim.seat.operator == *operator)
    }

    /// Disconnects those whose shift is over and who hold no chat.
    pub(crate) fn end_shifts(&mut self, turn: &mut Turn) {
        if !self.operators.all().values().any(|it| it.shift_over) {
            return;
        }
        let staff = self.staff();
        let over = self.operators.all().iter().filter(|(operator, stored)| {
            stored.shift_over
                && stored.absent_since.is_none()
                && staff.load(operator) == 0
                && !self.expects_chat(operator)
        });
        let over: Vec<OperatorName> = over.map(|(operator, _)| operator.clone()).collect();
        for operator in over {
            let seats = self.sockets.seats_of(&operator);
            let connections: Vec<ConnectionId> = seats.map(|(_, connection)| connection).collect();
            for connection in connections {
                self.sockets.remove(connection);
                turn.close(connection, Closing::ShiftOver);
            }
            self.operators.forget(&operator);
        }
    }
}
