//! What operators do without holding a chat: take a seat, be offered chats, claim one.

use hushdesk_protocol::frames::{
    About, HeldChat, HeldCursor, Offer, OfferEnd, Party, Refusal, ToGuest, ToOperator,
};
use hushdesk_protocol::ids::{ChatId, OperatorName};

use crate::effect::Closing;
use crate::event::{ConnectionId, End, OperatorSays, Seat};
use crate::limits::SEATS_MAX;
use crate::queue::Queue;
use crate::record::Stage;
use crate::turn::{Refused, Turn};

impl Queue {
    pub(crate) fn operator_arrived(
        &mut self,
        connection: ConnectionId,
        seat: Seat,
        cursors: &[HeldCursor],
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
        self.take_cursors(&seat, cursors, turn);
        let welcome = ToOperator::Welcome {
            operator: seat.operator.clone(),
            offers: self.offers_for(&seat.operator),
            chats: self.held_by(&seat),
            colleagues: vec![],
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
            OperatorSays::Claim { chat } => self.claim(&chat, &seat, connection, turn),
            OperatorSays::Dismiss { chat } => self.dismiss(&chat, &seat.operator),
            OperatorSays::Holding { chat, lease, says } => {
                self.holder_said(&chat, &seat, lease, says, turn)
            }
        };
        if let Err(refused) = done {
            turn.refuse_operator(connection, refused);
        }
    }

    /// Offers a waiting chat to all who are connected and have not dismissed it.
    pub(crate) fn offer(&self, id: &ChatId, turn: &mut Turn) {
        if let Some(chat) = self.chats.get(id) {
            for connection in self.offered(id) {
                turn.tell_operator(Some(connection), ToOperator::Offered(chat.offer(id)));
            }
        }
    }

    /// The sockets at which a chat is offered; none if it does not wait.
    pub(crate) fn offered(&self, id: &ChatId) -> Vec<ConnectionId> {
        let stage = self.chats.get(id).map(|chat| &chat.record.stage);
        let Some(Stage::Waiting { dismissed }) = stage else {
            return Vec::new();
        };
        let seats = self.sockets.seats().iter();
        seats
            .filter(|(seat, _)| !dismissed.contains(&seat.operator))
            .map(|(_, connection)| *connection)
            .collect()
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

    /// Gives the chat to this seat, if it waits.
    fn claim(
        &mut self,
        id: &ChatId,
        seat: &Seat,
        connection: ConnectionId,
        turn: &mut Turn,
    ) -> Result<(), Refused> {
        let refuse = |refusal| Err((About::Chat { chat: id.clone() }, refusal));
        let Some(chat) = self.chats.get(id) else {
            return refuse(Refusal::UnknownChat);
        };
        match &chat.record.stage {
            Stage::Waiting { .. } => {}
            // Said twice: the first one has been answered.
            Stage::Held(hold) if hold.seat == *seat => return Ok(()),
            Stage::Held(_) => return refuse(Refusal::Answered),
            Stage::Ended { .. } => return refuse(Refusal::Closed),
        }
        let mut losers = self.offered(id);
        losers.retain(|loser| *loser != connection);
        let Some(chat) = self.chats.edit(id) else {
            return refuse(Refusal::UnknownChat);
        };
        let seq = chat.claim(seat.clone(), turn.now);
        self.tell_claimed(id, seat, connection, turn);
        if let Some(entry) = self.chats.get(id).and_then(|chat| chat.entry(seq)) {
            turn.tell_guest(self.sockets.guest(id), ToGuest::Entry(entry.clone()));
        }
        let end = OfferEnd::Answered {
            by: seat.operator.clone(),
        };
        self.tell_offer_ended(id, &end, &losers, turn);
        Ok(())
    }

    fn tell_claimed(&self, id: &ChatId, seat: &Seat, connection: ConnectionId, turn: &mut Turn) {
        let held = self.held_by(seat).into_iter().find(|held| held.chat == *id);
        if let Some(held) = held {
            turn.tell_operator(Some(connection), ToOperator::Claimed(held));
        }
    }

    fn dismiss(&mut self, id: &ChatId, operator: &OperatorName) -> Result<(), Refused> {
        let chat = self.chats.edit(id);
        let chat = chat.ok_or_else(|| (About::Chat { chat: id.clone() }, Refusal::UnknownChat))?;
        if let Stage::Waiting { dismissed } = &mut chat.record.stage {
            dismissed.insert(operator.clone());
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

    /// The waiting chats an operator has not dismissed, the longest waiting first.
    fn offers_for(&self, operator: &OperatorName) -> Vec<Offer> {
        let mut offers: Vec<Offer> = self
            .chats
            .all()
            .iter()
            .filter(|(_, chat)| match &chat.record.stage {
                Stage::Waiting { dismissed } => !dismissed.contains(operator),
                Stage::Held(_) | Stage::Ended { .. } => false,
            })
            .map(|(id, chat)| chat.offer(id))
            .collect();
        offers.sort_by(|one, other| (one.since, &one.chat).cmp(&(other.since, &other.chat)));
        offers
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
