//! Claiming what is offered: one wins, by one transition.

use hushdesk_protocol::frames::{About, OfferEnd, Origin, Refusal, ToGuest, ToOperator};
use hushdesk_protocol::ids::ChatId;

use crate::chat::Extent;
use crate::event::{ConnectionId, Seat};
use crate::queue::Queue;
use crate::stored::Stage;
use crate::turn::{Refused, Turn};
use crate::waiting::offers::Standing;

impl Queue {
    /// Gives the chat to this seat, if it is offered to its operator.
    pub(crate) fn claim(
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
}
