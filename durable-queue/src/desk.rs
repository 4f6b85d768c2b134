//! Operators at their windows: they take a seat, and what they say goes where it belongs.

use hushdesk_protocol::frames::{About, Refusal, ToGuest, ToOperator};

use crate::effect::Closing;
use crate::event::{Arrival, ConnectionId, End, OperatorSays, Seat};
use crate::limits::SEATS_MAX;
use crate::queue::Queue;
use crate::turn::Turn;

impl Queue {
    pub(crate) fn operator_arrived(
        &mut self,
        connection: ConnectionId,
        seat: Seat,
        arrival: &Arrival,
        turn: &mut Turn,
    ) {
        let is_new = self.sockets.seat(&seat).is_none();
        if is_new && self.sockets.seats().len() >= SEATS_MAX {
            turn.refuse_operator(connection, (About::Socket, Refusal::QueueFull));
            turn.close(connection, Closing::Refused);
            return;
        }
        let end = End::Seat(seat.clone());
        if let Some(replaced) = self.sockets.admit(connection, end.clone()) {
            turn.close(replaced, Closing::Replaced);
        }
        turn.admit(connection, end);
        self.take_along(&seat, turn.now);
        self.note_arrival(&seat.operator, arrival, turn);
        self.note_seat(&seat, turn.now);
        self.take_cursors(&seat, &arrival.chats, turn);
        turn.desk_changed = true;
        turn.welcomed = Some(connection);
        let (offers, colleagues) = self.view_of(connection);
        let chats = self.held_by(&seat, &arrival.chats);
        let lapsed = self.lapsed(&arrival.chats, &chats);
        let welcome = ToOperator::Welcome {
            operator: seat.operator.clone(),
            now: turn.now,
            waiting: self.waiting(),
            offers,
            chats,
            lapsed,
            colleagues,
        };
        turn.tell_operator(Some(connection), welcome);
        self.tell_operator_presence(&seat, turn);
    }

    pub(crate) fn operator_said(
        &mut self,
        connection: ConnectionId,
        says: OperatorSays,
        turn: &mut Turn,
    ) {
        let Some(End::Seat(seat)) = self.sockets.end(connection).cloned() else {
            turn.refuse_operator(connection, (About::Socket, Refusal::OutOfOrder));
            return;
        };
        let done = match says {
            OperatorSays::Status(availability) => {
                self.set_availability(&seat.operator, availability, turn);
                Ok(())
            }
            OperatorSays::Claim { chat } => self.claim(&chat, &seat, connection, turn),
            OperatorSays::Dismiss { chat } => self.dismiss(&chat, &seat.operator, turn),
            OperatorSays::Reconsider { chat } => self.reconsider(&chat, &seat.operator, turn),
            OperatorSays::Holding { chat, lease, says } => {
                self.holder_said(&chat, &seat, lease, says, turn)
            }
        };
        if let Err(refused) = done {
            turn.refuse_operator(connection, refused);
        }
    }

    /// Says to the guests of the chats a seat holds whether it is connected.
    pub(crate) fn tell_operator_presence(&self, seat: &Seat, turn: &mut Turn) {
        let present = self.sockets.seat(seat).is_some();
        for (id, _) in self.held_at(seat) {
            turn.tell_guest(self.sockets.guest(id), ToGuest::Presence { present });
        }
    }
}
