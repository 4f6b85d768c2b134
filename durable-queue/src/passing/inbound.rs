//! Chats that another queue offers to this one: shown, put aside, claimed, given up.

use hushdesk_protocol::frames::{OfferEnd, ToOperator};
use hushdesk_protocol::ids::{ChatId, OperatorName, Timestamp};

use crate::event::{ConnectionId, Seat};
use crate::limits::INBOUND_MAX;
use crate::news::News;
use crate::passing::letter::{Letter, Says};
use crate::queue::Queue;
use crate::stored::StoredInbound;
use crate::turn::Turn;

impl Queue {
    /// Another queue offers a chat, or says again that it does.
    pub(super) fn offer_came(&mut self, id: ChatId, stored: StoredInbound, turn: &mut Turn) {
        let transfer = stored.transfer;
        if let Some(known) = self.inbound.get(&id).filter(|it| it.transfer >= transfer) {
            if known.transfer == transfer && self.is_in_vain(known) {
                let by = known.dismissed.last().cloned();
                let says = by.map_or(Says::Unavailable, |by| Says::Declined { by });
                self.answer(known, &id, says, turn);
            } else if known.transfer == transfer {
                self.note_inbound_absence(&id, stored.offer.absent_since, turn);
            }
            return;
        }
        if self.has_had(&id, transfer) || stored.until <= turn.now {
            return;
        }
        if self.is_in_vain(&stored) || self.inbound.all().len() >= INBOUND_MAX {
            self.answer(&stored, &id, Says::Unavailable, turn);
        } else {
            self.inbound.add(id, stored);
        }
    }

    /// An operator claims a chat that another queue has. The caller has seen that it is unclaimed.
    pub(crate) fn claim_inbound(
        &mut self,
        id: &ChatId,
        seat: &Seat,
        connection: ConnectionId,
        turn: &mut Turn,
    ) -> News {
        self.inbound.claim(id, seat, turn.now);
        self.post_claim(id, turn);
        News::claimed(id, connection, &seat.operator)
    }

    /// An operator does not want a chat that another queue has. Who was the last to be asked, answers for all.
    pub(crate) fn decline_inbound(
        &mut self,
        id: &ChatId,
        operator: &OperatorName,
        turn: &mut Turn,
    ) {
        self.inbound.dismiss(id, operator);
        if let Some(inbound) = self.inbound.get(id).filter(|it| self.is_in_vain(it)) {
            let by = operator.clone();
            self.answer(inbound, id, Says::Declined { by }, turn);
        }
    }

    /// Says (again) to the queue that has a chat that it is claimed here.
    pub(crate) fn post_claim(&mut self, id: &ChatId, turn: &mut Turn) {
        if let Some((to, letter)) = self.inbound.letter_of_claim(id, turn.now) {
            turn.post(to, letter);
        }
    }

    /// A chat that another queue has is not to be had.
    pub(crate) fn give_up_inbound(&mut self, id: &ChatId, end: OfferEnd, turn: &mut Turn) -> News {
        let Some(inbound) = self.inbound.remove(id) else {
            return News::none();
        };
        let Some(claim) = inbound.claim else {
            return News::offer_ended(id, end);
        };
        let chat = id.clone();
        let claimant = self.sockets.seat(&self.present_for(&claim.seat));
        turn.tell_operator(claimant, ToOperator::OfferEnded { chat, end });
        News::some()
    }

    /// The guest of a chat that another queue offers has gone, or come back.
    fn note_inbound_absence(&mut self, id: &ChatId, since: Option<Timestamp>, turn: &mut Turn) {
        if self.inbound.note_guest(id, since) {
            self.tell_guest_presence(id, turn);
        }
    }

    /// Whether nobody is left here who could take a chat that another queue has.
    fn is_in_vain(&self, inbound: &StoredInbound) -> bool {
        let staff = self.staff();
        inbound.claim.is_none() && !staff.expected.iter().any(|it| inbound.suits(it))
    }

    fn answer(&self, inbound: &StoredInbound, id: &ChatId, says: Says, turn: &mut Turn) {
        let letter = Letter {
            chat: id.clone(),
            transfer: inbound.transfer,
            says,
        };
        turn.post(inbound.from.clone(), letter);
    }

    /// The seat itself while it is connected, or else another window of its operator, if there is one.
    pub(super) fn present_for(&self, seat: &Seat) -> Seat {
        let is_here = self.sockets.seat(seat).is_some();
        let other = self.window_of(&seat.operator).filter(|_| !is_here);
        other.unwrap_or_else(|| seat.clone())
    }
}
