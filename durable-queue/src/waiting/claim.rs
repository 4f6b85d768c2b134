//! Claiming what is offered: one wins, by one transition.

use hushdesk_protocol::frames::{About, Origin, Refusal, ToGuest, ToOperator};
use hushdesk_protocol::ids::ChatId;

use crate::chat::Extent;
use crate::event::{ConnectionId, Seat};
use crate::news::News;
use crate::queue::Queue;
use crate::stored::Stage;
use crate::turn::{Refused, Turn};
use crate::waiting::shown::Standing;

impl Queue {
    /// Gives the chat to this seat, if it is offered to its operator.
    pub(crate) fn claim(
        &mut self,
        id: &ChatId,
        seat: &Seat,
        connection: ConnectionId,
        turn: &mut Turn,
    ) -> Result<News, Refused> {
        let refuse = |refusal| Err((About::Chat(id.clone()), refusal));
        let is_offered = self.standing(id, &seat.operator, &self.staff()) == Some(Standing::Open);
        if let Some(inbound) = self.inbound.get(id) {
            return match &inbound.claim {
                Some(claim) if claim.seat == *seat => Ok(News::none()),
                Some(_) => refuse(Refusal::Answered),
                None if !is_offered => refuse(Refusal::NotOffered),
                None if self.is_full() => refuse(Refusal::QueueFull),
                None => Ok(self.claim_inbound(id, seat, connection, turn)),
            };
        }
        let Some(chat) = self.chats.get(id) else {
            return refuse(Refusal::UnknownChat);
        };
        match chat.stage() {
            Stage::Waiting(wait) if is_offered => {
                let origin = wait.origin.clone();
                Ok(self.give(id, seat, connection, origin, turn))
            }
            // Said twice: the first one has been answered.
            Stage::Held(hold) if hold.seat == *seat => Ok(News::none()),
            Stage::Held(_) if is_offered => {
                let origin = self.take_from_sender(id, &seat.operator, turn);
                Ok(self.give(id, seat, connection, origin.unwrap_or_default(), turn))
            }
            Stage::Held(_) if !chat.is_handed_on() => refuse(Refusal::Answered),
            Stage::Waiting(_) | Stage::Held(_) => refuse(Refusal::NotOffered),
            Stage::Departed { .. } | Stage::Moved { .. } => refuse(Refusal::Answered),
            Stage::Ended { .. } => refuse(Refusal::Closed),
        }
    }

    /// Gives the chat to this seat, whoever had it. The caller has seen that they may.
    pub(crate) fn give(
        &mut self,
        id: &ChatId,
        seat: &Seat,
        connection: ConnectionId,
        origin: Origin,
        turn: &mut Turn,
    ) -> News {
        let display = self.operators.display_of(&seat.operator);
        let Some(chat) = self.chats.edit(id) else {
            return News::none();
        };
        let seq = chat.claim(seat.clone(), display, origin, turn.now);
        self.operators.note_claim(&seat.operator, turn.now);
        self.tell_claimed(id, seat, connection, turn);
        if let Some(stored) = self.chats.get(id).and_then(|chat| chat.entry(seq)) {
            let frame = ToGuest::Entry(stored.entry.clone());
            turn.tell_guest(self.sockets.guest(id), frame);
        }
        News::claimed(id, connection, &seat.operator)
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
}
