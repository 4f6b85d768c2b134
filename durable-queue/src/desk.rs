//! What operators do without holding a chat: take a seat, be offered chats, claim one.

use hushdesk_protocol::frames::{
    About, HeldChat, HeldCursor, OfferEnd, Origin, Party, Refusal, ToGuest, ToOperator,
    TransferState,
};
use hushdesk_protocol::ids::{ChatId, OperatorName};

use crate::effect::Closing;
use crate::event::{Arrival, ConnectionId, End, OperatorSays, Seat};
use crate::limits::SEATS_MAX;
use crate::queue::Queue;
use crate::record::Stage;
use crate::turn::{Refused, Turn};

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
        self.take_along(&seat);
        self.note_arrival(&seat.operator, arrival, turn);
        self.note_seat(&seat, turn.now);
        self.take_cursors(&seat, &arrival.chats, turn);
        turn.desk_changed = true;
        turn.welcomed = Some(connection);
        let (offers, colleagues) = self.view_of(connection);
        let welcome = ToOperator::Welcome {
            operator: seat.operator.clone(),
            offers,
            chats: self.held_by(&seat),
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
        for (id, chat) in self.chats.all() {
            let holds = chat.is_running() && chat.hold().is_some_and(|hold| hold.seat == *seat);
            if holds {
                turn.tell_guest(self.sockets.guest(id), ToGuest::Presence { present });
            }
        }
    }

    /// Gives the chat to this seat, if it waits or is handed on.
    fn claim(
        &mut self,
        id: &ChatId,
        seat: &Seat,
        connection: ConnectionId,
        turn: &mut Turn,
    ) -> Result<(), Refused> {
        let refuse = |refusal| Err((About::Chat { chat: id.clone() }, refusal));
        if let Some(inbound) = self.inbound.get(id) {
            return match &inbound.claim {
                None => {
                    self.claim_inbound(id, seat, connection, turn);
                    Ok(())
                }
                Some(claim) if claim.seat == *seat => Ok(()),
                Some(_) => refuse(Refusal::Answered),
            };
        }
        let Some(chat) = self.chats.get(id) else {
            return refuse(Refusal::UnknownChat);
        };
        match &chat.record.stage {
            Stage::Waiting(wait) => {
                let origin = wait.origin.clone();
                self.give(id, seat, connection, origin, turn);
            }
            // Said twice: the first one has been answered.
            Stage::Held(hold) if hold.seat == *seat => {}
            Stage::Held(_) => {
                let Some(origin) = self.taken_by(id, &seat.operator) else {
                    return refuse(Refusal::Answered);
                };
                let by = seat.operator.clone();
                self.keep(id, TransferState::Taken { by }, turn);
                self.give(id, seat, connection, origin, turn);
            }
            Stage::Departed { .. } | Stage::Moved { .. } => return refuse(Refusal::Answered),
            Stage::Ended { .. } => return refuse(Refusal::Closed),
        }
        Ok(())
    }

    fn give(
        &mut self,
        id: &ChatId,
        seat: &Seat,
        connection: ConnectionId,
        origin: Origin,
        turn: &mut Turn,
    ) {
        let Some(chat) = self.chats.edit(id) else {
            return;
        };
        let seq = chat.claim(seat.clone(), origin, turn.now);
        self.note_claim(&seat.operator, turn);
        self.tell_claimed(id, seat, connection, turn);
        if let Some(entry) = self.chats.get(id).and_then(|chat| chat.entry(seq)) {
            turn.tell_guest(self.sockets.guest(id), ToGuest::Entry(entry.clone()));
        }
        let by = seat.operator.clone();
        turn.desk_changed = true;
        turn.winner = Some((id.clone(), connection));
        turn.offer_ends
            .insert(id.clone(), OfferEnd::Answered { by });
    }

    /// Says to a seat that it holds a chat.
    pub(crate) fn tell_claimed(
        &self,
        id: &ChatId,
        seat: &Seat,
        connection: ConnectionId,
        turn: &mut Turn,
    ) {
        let held = self.held_by(seat).into_iter().find(|held| held.chat == *id);
        if let Some(held) = held {
            turn.tell_operator(Some(connection), ToOperator::Claimed(held));
        }
    }

    fn dismiss(
        &mut self,
        id: &ChatId,
        operator: &OperatorName,
        turn: &mut Turn,
    ) -> Result<(), Refused> {
        turn.desk_changed = true;
        turn.offer_ends.insert(id.clone(), OfferEnd::Dismissed);
        if let Some(inbound) = self.inbound.edit(id) {
            inbound.dismissed.insert(operator.clone());
            return Ok(());
        }
        self.decline(id, operator, turn);
        let chat = self.chats.edit(id);
        let chat = chat.ok_or_else(|| (About::Chat { chat: id.clone() }, Refusal::UnknownChat))?;
        if let Stage::Waiting(wait) = &mut chat.record.stage {
            wait.dismissed.insert(operator.clone());
        }
        Ok(())
    }

    /// Moves to a seat the chats of its operator whose window is not connected any more.
    fn take_along(&mut self, seat: &Seat) {
        let left: Vec<ChatId> = self
            .chats
            .all()
            .iter()
            .filter(|(_, chat)| {
                chat.hold()
                    .is_some_and(|hold| self.is_left_by(&hold.seat, seat))
            })
            .map(|(id, _)| id.clone())
            .collect();
        for id in left {
            if let Some(chat) = self.chats.edit(&id) {
                chat.move_to(seat);
            }
        }
    }

    fn is_left_by(&self, former: &Seat, seat: &Seat) -> bool {
        former.operator == seat.operator && self.sockets.seat(former).is_none()
    }

    /// What a window has of the chats it holds counts as acknowledged.
    fn take_cursors(&mut self, seat: &Seat, cursors: &[HeldCursor], turn: &mut Turn) {
        for cursor in cursors {
            let hold = self.chats.get(&cursor.chat).and_then(|chat| chat.hold());
            if hold.is_some_and(|hold| hold.seat == *seat && hold.lease == cursor.lease) {
                self.acknowledge(&cursor.chat, Party::Operator, cursor.received, turn);
            }
        }
    }

    /// The chats a seat holds, and those it held at their end and has yet to hear of it.
    fn held_by(&self, seat: &Seat) -> Vec<HeldChat> {
        let held = self.chats.all().iter().filter_map(|(id, chat)| {
            let hold = chat.hold().filter(|hold| hold.seat == *seat)?;
            Some((chat, chat.held(id, hold, self.sockets.guest(id).is_some())))
        });
        held.filter(|(chat, held)| chat.is_running() || !held.entries.is_empty())
            .map(|(_, held)| held)
            .collect()
    }
}
