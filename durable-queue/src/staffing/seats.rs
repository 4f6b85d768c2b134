//! Operators take seats: one for each window of theirs that is connected. What is said there goes where it belongs, and
//! when a seat is empty that is noted.

use std::collections::BTreeSet;

use hushdesk_protocol::frames::{About, Refusal, ToGuest, ToOperator};
use hushdesk_protocol::ids::{ChatId, OperatorName, Timestamp};

use crate::chat::Chat;
use crate::effect::Closing;
use crate::event::{Arrival, ConnectionId, End, OperatorSays, Seat};
use crate::limits::SEATS_MAX;
use crate::news::News;
use crate::queue::Queue;
use crate::turn::Turn;

impl Queue {
    pub(crate) fn operator_arrived(
        &mut self,
        connection: ConnectionId,
        seat: Seat,
        arrival: &Arrival,
        turn: &mut Turn,
    ) -> News {
        let is_new = self.sockets.seat(&seat).is_none();
        if is_new && self.sockets.seats().len() >= SEATS_MAX {
            turn.refuse_operator(connection, (About::Socket, Refusal::QueueFull));
            turn.close(connection, Closing::Refused);
            return News::none();
        }
        let end = End::Seat(seat.clone());
        if let Some(replaced) = self.sockets.admit(connection, end.clone()) {
            turn.close(replaced, Closing::Replaced);
        }
        turn.admit(connection, end);
        self.take_along(&seat, turn.now);
        let settings = &self.config.known().settings;
        self.operators
            .arrive(&seat.operator, arrival, settings, turn.now);
        self.note_seat(&seat, turn.now);
        self.take_cursors(&seat, &arrival.chats, turn);
        let (offers, colleagues) = self.view_of(connection);
        let chats = self.held_by(&seat, &arrival.chats);
        let lapsed = self.lapsed(&seat.operator, &arrival.chats, &chats);
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
        News::welcomed(connection)
    }

    pub(crate) fn operator_said(
        &mut self,
        connection: ConnectionId,
        says: OperatorSays,
        turn: &mut Turn,
    ) -> News {
        let Some(End::Seat(seat)) = self.sockets.end(connection).cloned() else {
            turn.refuse_operator(connection, (About::Socket, Refusal::OutOfOrder));
            return News::none();
        };
        let done = match says {
            OperatorSays::Status(availability) => {
                let is_known = self
                    .operators
                    .set_availability(&seat.operator, availability);
                Ok(if is_known { News::some() } else { News::none() })
            }
            OperatorSays::Tell { to, text } => self.tell(&seat.operator, to, text, turn),
            OperatorSays::Claim { chat } => self.claim(&chat, &seat, connection, turn),
            OperatorSays::Dismiss { chat } => self.dismiss(&chat, &seat.operator, turn),
            OperatorSays::Reconsider { chat } => self.reconsider(&chat, &seat.operator),
            OperatorSays::TakeOver { chat } => self.take_over(&chat, &seat, connection, turn),
            OperatorSays::Holding { chat, lease, says } => {
                self.holder_said(&chat, &seat, lease, says, turn)
            }
        };
        done.unwrap_or_else(|refused| {
            turn.refuse_operator(connection, refused);
            News::none()
        })
    }

    /// Says to the guests of the chats a seat holds whether it is connected.
    pub(crate) fn tell_operator_presence(&self, seat: &Seat, turn: &mut Turn) {
        let present = self.sockets.seat(seat).is_some();
        for (id, _) in self.held_at(seat) {
            turn.tell_guest(self.sockets.guest(id), ToGuest::Presence { present });
        }
    }

    /// Keeps in mind since when an operator, and this window of theirs, is away, if they are. Gives the chats of which
    /// that is news.
    pub(crate) fn note_seat(&mut self, seat: &Seat, now: Timestamp) -> Vec<ChatId> {
        let is_here = self.sockets.seats_of(&seat.operator).next().is_some();
        self.operators.note_presence(&seat.operator, is_here, now);
        let is_connected = self.sockets.seat(seat).is_some();
        let held = self.held_at(seat);
        let held = held.filter(|(_, chat)| {
            chat.hold()
                .is_some_and(|hold| hold.absent_since.is_some() == is_connected)
        });
        let held: Vec<ChatId> = held.map(|(id, _)| id.clone()).collect();
        for id in &held {
            if let Some(chat) = self.chats.edit(id) {
                chat.note_holder(is_connected, now);
            }
        }
        held
    }

    /// The same for all at once, after a pause. The guests of holders who are gone are told.
    pub(crate) fn note_all_seats(&mut self, turn: &mut Turn) {
        let now = turn.now;
        let chats = self.chats.all().values();
        let holders = chats.filter_map(|chat| chat.hold().map(|hold| hold.seat.clone()));
        let mut seats: BTreeSet<Seat> = holders.collect();
        seats.extend(self.sockets.seats().keys().cloned());
        for seat in seats {
            let news = self.note_seat(&seat, now);
            let present = self.sockets.seat(&seat).is_some();
            for id in news {
                turn.tell_guest(self.sockets.guest(&id), ToGuest::Presence { present });
            }
        }
        let staffing: BTreeSet<&OperatorName> =
            self.sockets.seats().keys().map(|it| &it.operator).collect();
        self.operators.note_who_is_here(&staffing, now);
    }

    /// The running chats that are held at a seat.
    pub(crate) fn held_at<'a>(
        &'a self,
        seat: &'a Seat,
    ) -> impl Iterator<Item = (&'a ChatId, &'a Chat)> {
        let held = self.chats.held_by(&seat.operator);
        held.filter(|(_, chat)| chat.hold().is_some_and(|hold| hold.seat == *seat))
    }
}
