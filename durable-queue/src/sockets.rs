//! Who is connected, by which socket. Nothing of it is stored: after a pause the sockets that outlived it are
//! announced anew.

use std::collections::{BTreeMap, BTreeSet};

use hushdesk_protocol::frames::Refusal;
use hushdesk_protocol::ids::{ChatId, Number, OperatorName, SeatId};

use crate::address::Address;
use crate::event::{ConnectionId, End, Seat};
use crate::stops::Stops;

/// The admitted sockets, at most one for each end.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Sockets {
    ends: BTreeMap<ConnectionId, End>,
    guests: BTreeMap<ChatId, ConnectionId>,
    seats: BTreeMap<Seat, ConnectionId>,
    stops: Stops,
    /// The operators whose windows have come or gone since it was asked.
    touched: BTreeSet<OperatorName>,
}

impl Sockets {
    /// Puts an end behind a socket; gives the socket it had before.
    pub(crate) fn admit(&mut self, connection: ConnectionId, end: End) -> Option<ConnectionId> {
        let replaced = match &end {
            End::Guest { chat, .. } => self.guests.insert(chat.clone(), connection),
            End::Seat(seat) => {
                self.touched.insert(seat.operator.clone());
                self.seats.insert(seat.clone(), connection)
            }
        };
        if let Some(replaced) = replaced {
            self.ends.remove(&replaced);
            self.stops.forget(replaced);
        }
        self.ends.insert(connection, end);
        replaced
    }

    /// Forgets a socket; gives the end that is without one now.
    pub(crate) fn remove(&mut self, connection: ConnectionId) -> Option<End> {
        let end = self.ends.remove(&connection)?;
        self.stops.forget(connection);
        match &end {
            End::Guest { chat, .. } => self.guests.remove(chat),
            End::Seat(seat) => {
                self.touched.insert(seat.operator.clone());
                self.seats.remove(seat)
            }
        };
        Some(end)
    }

    /// Whether a number comes behind the one at which its sender was stopped. If it does not, they go on.
    pub(crate) fn hold_back(&mut self, by: ConnectionId, chat: &ChatId, number: Number) -> bool {
        self.stops.hold_back(by, chat, number)
    }

    /// A message has been refused, which may stop its sender.
    pub(crate) fn refused(
        &mut self,
        by: ConnectionId,
        chat: &ChatId,
        number: Number,
        refusal: Refusal,
    ) {
        self.stops.refused(by, chat, number, refusal);
    }

    /// Who is behind a socket.
    pub(crate) fn end(&self, connection: ConnectionId) -> Option<&End> {
        self.ends.get(&connection)
    }

    /// The socket of a chat's guest.
    pub(crate) fn guest(&self, chat: &ChatId) -> Option<ConnectionId> {
        self.guests.get(chat).copied()
    }

    /// From where a chat's guest is connected, if that is known.
    pub(crate) fn address(&self, chat: &ChatId) -> Option<&Address> {
        match self.end(self.guest(chat)?)? {
            End::Guest { from, .. } => from.as_ref(),
            End::Seat(_) => None,
        }
    }

    /// The socket of a seat.
    pub(crate) fn seat(&self, seat: &Seat) -> Option<ConnectionId> {
        self.seats.get(seat).copied()
    }

    /// The windows of an operator that have a socket.
    pub(crate) fn seats_of<'a>(
        &'a self,
        operator: &'a OperatorName,
    ) -> impl Iterator<Item = (&'a Seat, ConnectionId)> {
        let first = Seat {
            operator: operator.clone(),
            window: SeatId::from_bytes([0; 16]),
        };
        let seats = self.seats.range(first..);
        let seats = seats.take_while(move |(seat, _)| seat.operator == *operator);
        seats.map(|(seat, connection)| (seat, *connection))
    }

    /// The operators whose windows have come or gone since the last call.
    pub(crate) fn take_touched(&mut self) -> BTreeSet<OperatorName> {
        std::mem::take(&mut self.touched)
    }

    /// All seats that have a socket.
    pub(crate) const fn seats(&self) -> &BTreeMap<Seat, ConnectionId> {
        &self.seats
    }
}
