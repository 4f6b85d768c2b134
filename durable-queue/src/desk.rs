//! What operators do without holding a chat: take a seat, be offered chats, claim one.

use hushdesk_protocol::frames::{
    About, HeldChat, HeldCursor, Lapsed, OfferEnd, Origin, Party, Refusal, ToGuest, ToOperator,
    Whereabouts,
};
use hushdesk_protocol::ids::{ChatId, OperatorName, Timestamp};
use hushdesk_protocol::rest::QueueSettings;

use crate::chat::{Chat, Extent};
use crate::effect::Closing;
use crate::event::{Arrival, ConnectionId, End, OperatorSays, Seat};
use crate::limits::{SEATS_MAX, TAKE_ALONG_MILLIS};
use crate::offers::Standing;
use crate::queue::Queue;
use crate::record::Stage;
use crate::transfers::millis;
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

    /// Gives the chat to this seat, if it is offered to its operator.
    fn claim(
        &mut self,
        id: &ChatId,
        seat: &Seat,
        connection: ConnectionId,
        turn: &mut Turn,
    ) -> Result<(), Refused> {
        let refuse = |refusal| Err((About::Chat(id.clone()), refusal));
        let is_offered = self.standing(id, &seat.operator, &self.staff()) == Some(Standing::Open);
        if let Some(inbound) = self.inbound.get(id) {
            return match &inbound.claim {
                Some(claim) if claim.seat == *seat => Ok(()),
                Some(_) => refuse(Refusal::Answered),
                None if !is_offered => refuse(Refusal::NotOffered),
                None if self.is_full() => refuse(Refusal::QueueFull),
                None => {
                    self.claim_inbound(id, seat, connection, turn);
                    Ok(())
                }
            };
        }
        let Some(chat) = self.chats.get(id) else {
            return refuse(Refusal::UnknownChat);
        };
        match &chat.record.stage {
            Stage::Waiting(wait) if is_offered => {
                let origin = wait.origin.clone();
                self.give(id, seat, connection, origin, turn);
            }
            // Said twice: the first one has been answered.
            Stage::Held(hold) if hold.seat == *seat => {}
            Stage::Held(_) if is_offered => {
                let origin = self.take_from_sender(id, &seat.operator, turn);
                self.give(id, seat, connection, origin.unwrap_or_default(), turn);
            }
            Stage::Held(hold) if hold.transfer.is_none() => return refuse(Refusal::Answered),
            Stage::Waiting(_) | Stage::Held(_) => return refuse(Refusal::NotOffered),
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
        let display = self.display_of(&seat.operator);
        let Some(chat) = self.chats.edit(id) else {
            return;
        };
        let seq = chat.claim(seat.clone(), display, origin, turn.now);
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
        let chat = self.chats.get(id);
        let held = chat.and_then(|chat| Some((chat, chat.hold()?)));
        if let Some((chat, hold)) = held.filter(|(_, hold)| hold.seat == *seat) {
            let held = chat.held(id, hold, Extent::Whole);
            turn.tell_operator(Some(connection), ToOperator::Claimed(held));
        }
    }

    /// Moves to a seat the chats of its operator whose window has been gone for too long.
    fn take_along(&mut self, seat: &Seat, now: Timestamp) {
        let held = self.chats.held_by(&seat.operator);
        let chats = held.chain(self.chats.left_by(&seat.operator));
        let left = chats.filter(|(_, chat)| self.is_left_to(chat, seat, now));
        let left: Vec<ChatId> = left.map(|(id, _)| id.clone()).collect();
        for id in left {
            if let Some(chat) = self.chats.edit(&id) {
                chat.move_to(seat);
            }
        }
    }

    fn is_left_to(&self, chat: &Chat, seat: &Seat, now: Timestamp) -> bool {
        let is_theirs = chat.hold().is_some_and(|hold| {
            hold.seat.operator == seat.operator && self.sockets.seat(&hold.seat).is_none()
        });
        let bound = take_along_millis(self.settings());
        is_theirs
            && chat
                .left_since()
                .is_some_and(|since| now.since(since) >= bound)
    }

    /// Another window of the holder to which a chat goes if its own stays away.
    pub(crate) fn heir(&self, chat: &Chat) -> Option<Seat> {
        let hold = chat.hold().filter(|_| chat.is_running())?;
        hold.absent_since
            .and_then(|_| self.window_of(&hold.seat.operator))
    }

    /// A connected window of an operator.
    pub(crate) fn window_of(&self, operator: &OperatorName) -> Option<Seat> {
        let mut seats = self.sockets.seats_of(operator);
        seats.next().map(|(seat, _)| seat.clone())
    }

    /// The holder's window stayed away, and another one of theirs is there: it goes on with the chat.
    pub(crate) fn pass_along(&mut self, id: &ChatId, turn: &mut Turn) {
        let heir = self.chats.get(id).and_then(|chat| self.heir(chat));
        let Some(seat) = heir else { return };
        if let Some(chat) = self.chats.edit(id) {
            chat.move_to(&seat);
        }
        if let Some(connection) = self.sockets.seat(&seat) {
            self.tell_claimed(id, &seat, connection, turn);
        }
        let present = true;
        turn.tell_guest(self.sockets.guest(id), ToGuest::Presence { present });
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

    /// The chats a seat holds, and those it held at their end and has yet to hear of it. Of a chat that it has named it
    /// goes on, of the others it has nothing.
    fn held_by(&self, seat: &Seat, named: &[HeldCursor]) -> Vec<HeldChat> {
        let held = self.chats.held_by(&seat.operator);
        let left = self.chats.left_by(&seat.operator);
        let chats = held.chain(left);
        let chats = chats.filter_map(|(id, chat)| {
            let hold = chat.hold().filter(|hold| hold.seat == *seat)?;
            let is_known = |it: &HeldCursor| it.chat == *id && it.lease == hold.lease;
            let extent = if chat.is_running() && !named.iter().any(is_known) {
                Extent::Whole
            } else {
                Extent::Unread
            };
            Some((chat, chat.held(id, hold, extent)))
        });
        let mut chats: Vec<HeldChat> = chats
            .filter(|(chat, held)| chat.is_running() || !held.entries.is_empty())
            .map(|(_, held)| held)
            .collect();
        chats.sort_by(|one, other| one.chat.cmp(&other.chat));
        chats
    }

    /// What has become of the chats a window has named and does not hold.
    fn lapsed(&self, named: &[HeldCursor], held: &[HeldChat]) -> Vec<Lapsed> {
        let lapsed = named
            .iter()
            .filter(|it| !held.iter().any(|held| held.chat == it.chat));
        lapsed
            .map(|it| Lapsed {
                chat: it.chat.clone(),
                now: self.whereabouts(&it.chat),
            })
            .collect()
    }

    fn whereabouts(&self, id: &ChatId) -> Whereabouts {
        let stage = self.chats.get(id).map(|chat| &chat.record.stage);
        match stage {
            Some(Stage::Waiting(_)) => Whereabouts::Waiting,
            Some(Stage::Held(hold)) => Whereabouts::Held {
                by: hold.seat.operator.clone(),
            },
            Some(Stage::Departed { to, .. } | Stage::Moved { to, .. }) => {
                Whereabouts::Moved { queue: to.clone() }
            }
            Some(Stage::Ended { by, .. }) => Whereabouts::Closed { by: *by },
            None if self.inbound.get(id).is_some() => Whereabouts::Waiting,
            None => Whereabouts::Forgotten,
        }
    }
}

/// After how long a chat goes to another window of its holder: no later than it would be offered again.
pub(crate) fn take_along_millis(settings: &QueueSettings) -> u64 {
    TAKE_ALONG_MILLIS.min(millis(settings.grace_seconds))
}
