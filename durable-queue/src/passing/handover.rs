//! Chats that go from one queue to another: what the letters do. [`crate::passing::letter`] has the whole conversation.

use std::collections::BTreeSet;

use hushdesk_protocol::frames::{
    Offer, OfferEnd, Origin, Party, Recipient, ToGuest, ToOperator, TransferState,
};
use hushdesk_protocol::ids::{ChatId, Number, OperatorName, QueueName, Timestamp};

use crate::chat::Chat;
use crate::chat::log::bytes_of;
use crate::effect::Closing;
use crate::event::{ConnectionId, Seat};
use crate::holding::holders::end_of_offer;
use crate::limits::{AGAIN_MILLIS, AGAIN_MILLIS_MAX, INBOUND_MAX};
use crate::passing::letter::{Letter, Package, Says};
use crate::queue::Queue;
use crate::record::{InboundClaim, InboundRecord, Stage};
use crate::turn::Turn;
use crate::waiting::offers::origin_of;

impl Queue {
    /// Another queue says something.
    pub(crate) fn letter_came(&mut self, from: &QueueName, letter: Letter, turn: &mut Turn) {
        turn.desk_changed = true;
        let (chat, transfer) = (letter.chat, letter.transfer);
        match letter.says {
            Says::Offer { offer, until } => {
                self.offer_came(from, chat, transfer, *offer, until, turn)
            }
            Says::Unavailable => {
                self.not_wanted(from, &chat, transfer, TransferState::Unavailable, turn);
            }
            Says::Declined { by } => {
                self.not_wanted(from, &chat, transfer, TransferState::Declined { by }, turn);
            }
            Says::Withdrawn { end } => {
                let is_unclaimed =
                    |it: &InboundRecord| it.transfer == transfer && it.claim.is_none();
                if self.inbound.get(&chat).is_some_and(is_unclaimed) {
                    self.give_up_inbound(&chat, end, turn);
                }
            }
            Says::Claim { by } => self.claim_came(from, &chat, transfer, by, turn),
            Says::Gone { end } => {
                if self
                    .inbound
                    .get(&chat)
                    .is_some_and(|it| it.transfer == transfer)
                {
                    self.give_up_inbound(&chat, end, turn);
                }
            }
            Says::HandOver(package) => self.chat_came(from, &chat, transfer, *package, turn),
            Says::Arrived => self.chat_arrived(from, &chat, transfer, turn),
        }
    }

    /// An operator claims a chat that another queue has. The caller has seen that it is unclaimed.
    pub(crate) fn claim_inbound(
        &mut self,
        id: &ChatId,
        seat: &Seat,
        connection: ConnectionId,
        turn: &mut Turn,
    ) {
        if let Some(inbound) = self.inbound.edit(id) {
            inbound.claim = Some(InboundClaim {
                seat: seat.clone(),
                again_at: turn.now,
            });
        }
        turn.desk_changed = true;
        turn.winner = Some((id.clone(), connection));
        let by = seat.operator.clone();
        turn.offer_ends
            .insert(id.clone(), OfferEnd::Answered { by });
        self.post_claim(id, turn);
    }

    /// An operator does not want a chat that another queue has. Who was the last to be asked, answers for all.
    pub(crate) fn decline_inbound(
        &mut self,
        id: &ChatId,
        operator: &OperatorName,
        turn: &mut Turn,
    ) {
        if let Some(inbound) = self.inbound.edit(id) {
            inbound.dismissed.insert(operator.clone());
        }
        if let Some(inbound) = self.inbound.get(id).filter(|it| self.is_in_vain(it)) {
            let by = operator.clone();
            self.answer(inbound, id, Says::Declined { by }, turn);
        }
    }

    /// Says (again) to the queue that has a chat that it is claimed here.
    pub(crate) fn post_claim(&mut self, id: &ChatId, turn: &mut Turn) {
        let Some(inbound) = self.inbound.edit(id) else {
            return;
        };
        let Some(claim) = &mut inbound.claim else {
            return;
        };
        claim.again_at = turn.now.plus(AGAIN_MILLIS);
        let letter = Letter {
            chat: id.clone(),
            transfer: inbound.transfer,
            says: Says::Claim {
                by: claim.seat.operator.clone(),
            },
        };
        turn.post(inbound.from.clone(), letter);
    }

    /// A chat that another queue has is not to be had.
    pub(crate) fn give_up_inbound(&mut self, id: &ChatId, end: OfferEnd, turn: &mut Turn) {
        let Some(inbound) = self.inbound.remove(id) else {
            return;
        };
        turn.desk_changed = true;
        if let Some(claim) = inbound.claim {
            let chat = id.clone();
            let claimant = self.sockets.seat(&self.present_for(&claim.seat));
            turn.tell_operator(claimant, ToOperator::OfferEnded { chat, end });
        } else {
            turn.offer_ends.insert(id.clone(), end);
        }
    }

    /// Sends (again) a chat that has left to the queue where it goes.
    pub(crate) fn post_package(&mut self, id: &ChatId, turn: &mut Turn) {
        let Some(chat) = self.chats.edit(id) else {
            return;
        };
        let Stage::Departed {
            to,
            origin,
            since,
            again_at,
        } = &mut chat.record.stage
        else {
            return;
        };
        let trying = turn.now.since(*since);
        *again_at = turn.now.plus(trying.clamp(AGAIN_MILLIS, AGAIN_MILLIS_MAX));
        let (to, origin) = (to.clone(), origin.clone());
        let package = Package {
            chat: chat.record.clone(),
            entries: chat.log.records(),
            origin,
        };
        let letter = Letter {
            chat: id.clone(),
            transfer: chat.record.transfers,
            says: Says::HandOver(Box::new(package)),
        };
        turn.post(to, letter);
    }

    fn offer_came(
        &mut self,
        from: &QueueName,
        id: ChatId,
        transfer: Number,
        offer: Offer,
        until: Timestamp,
        turn: &mut Turn,
    ) {
        if let Some(known) = self.inbound.get(&id).filter(|it| it.transfer >= transfer) {
            if known.transfer == transfer && self.is_in_vain(known) {
                let by = known.dismissed.last().cloned();
                let says = by.map_or(Says::Unavailable, |by| Says::Declined { by });
                self.answer(known, &id, says, turn);
            } else if known.transfer == transfer {
                self.note_inbound_absence(&id, offer.absent_since, turn);
            }
            return;
        }
        if self.has_had(&id, transfer) || until <= turn.now {
            return;
        }
        let record = InboundRecord {
            from: from.clone(),
            transfer,
            offer,
            until,
            dismissed: BTreeSet::new(),
            claim: None,
        };
        if self.is_in_vain(&record) || self.inbound.all().len() >= INBOUND_MAX {
            self.answer(&record, &id, Says::Unavailable, turn);
        } else {
            self.inbound.insert(id, record);
        }
    }

    /// The guest of a chat that another queue offers has gone, or come back.
    fn note_inbound_absence(&mut self, id: &ChatId, since: Option<Timestamp>, turn: &mut Turn) {
        let known = self.inbound.get(id).map(|it| it.offer.absent_since);
        if known.is_some_and(|known| known != since)
            && let Some(inbound) = self.inbound.edit(id)
        {
            inbound.offer.absent_since = since;
            self.tell_guest_presence(id, turn);
        }
    }

    /// Nobody of the other queue takes the chat: it stays with its holder.
    fn not_wanted(
        &mut self,
        from: &QueueName,
        id: &ChatId,
        transfer: Number,
        why: TransferState,
        turn: &mut Turn,
    ) {
        if self.is_handed_to(id, transfer, from).is_some() {
            self.keep(id, why, turn);
        }
    }

    /// Whether nobody is left here who could take a chat that another queue has.
    fn is_in_vain(&self, inbound: &InboundRecord) -> bool {
        let staff = self.staff();
        inbound.claim.is_none() && !staff.expected.iter().any(|it| inbound.suits(it))
    }

    fn answer(&self, inbound: &InboundRecord, id: &ChatId, says: Says, turn: &mut Turn) {
        let letter = Letter {
            chat: id.clone(),
            transfer: inbound.transfer,
            says,
        };
        turn.post(inbound.from.clone(), letter);
    }

    /// The seat itself while it is connected, or else another window of its operator, if there is one.
    fn present_for(&self, seat: &Seat) -> Seat {
        let is_here = self.sockets.seat(seat).is_some();
        let other = self.window_of(&seat.operator).filter(|_| !is_here);
        other.unwrap_or_else(|| seat.clone())
    }

    /// The other queue's operator wants the chat: it leaves, if it is still to be had.
    fn claim_came(
        &mut self,
        from: &QueueName,
        id: &ChatId,
        transfer: Number,
        by: OperatorName,
        turn: &mut Turn,
    ) {
        if let Some(origin) = self.is_handed_to(id, transfer, from) {
            self.tell_transfer(id, TransferState::Taken { by }, turn);
            if let Some(chat) = self.chats.edit(id) {
                chat.record.absent_since = None;
                chat.record.stage = Stage::Departed {
                    to: from.clone(),
                    origin,
                    since: turn.now,
                    again_at: turn.now,
                };
            }
            self.post_package(id, turn);
            return;
        }
        let chat = self
            .chats
            .get(id)
            .filter(|it| it.record.transfers == transfer);
        match chat.map(|chat| &chat.record.stage) {
            Some(Stage::Departed { to, .. }) if to == from => self.post_package(id, turn),
            Some(Stage::Moved { to, .. }) if to == from => {}
            stage @ (Some(_) | None) => {
                let letter = Letter {
                    chat: id.clone(),
                    transfer,
                    says: Says::Gone {
                        end: why_gone(stage),
                    },
                };
                turn.post(from.clone(), letter);
            }
        }
    }

    /// A chat comes from another queue. It is taken once; as long as there is no room for it nothing is answered, and
    /// it will come again.
    fn chat_came(
        &mut self,
        from: &QueueName,
        id: &ChatId,
        transfer: Number,
        package: Package,
        turn: &mut Turn,
    ) {
        if !self.has_had(id, transfer) {
            if !self.has_room_for(id, &package) {
                return;
            }
            self.take_in(id, package, turn);
        }
        let letter = Letter {
            chat: id.clone(),
            transfer,
            says: Says::Arrived,
        };
        turn.post(from.clone(), letter);
    }

    fn has_room_for(&self, id: &ChatId, package: &Package) -> bool {
        let is_counted = self.inbound.get(id).is_some_and(|it| it.claim.is_some())
            || self.chats.get(id).is_some_and(|chat| !chat.is_over());
        let undelivered = package.entries.iter().filter(|it| !it.awaits.nobody());
        let bytes: usize = undelivered.map(|it| bytes_of(&it.entry.content)).sum();
        (is_counted || !self.is_full()) && bytes <= self.free_bytes(Party::Operator)
    }

    fn take_in(&mut self, id: &ChatId, package: Package, turn: &mut Turn) {
        let mut chat = Chat::restored(package.chat);
        for entry in package.entries {
            chat.log.append(entry);
        }
        let claim = self.inbound.remove(id).and_then(|inbound| inbound.claim);
        let seat = claim.map(|claim| self.present_for(&claim.seat));
        chat.record.absent_since = Some(turn.now);
        match &seat {
            Some(seat) => {
                let display = self.display_of(&seat.operator);
                chat.claim(seat.clone(), display, package.origin, turn.now);
                let is_here = self.sockets.seat(seat).is_some();
                if let Some(hold) = chat.hold_mut() {
                    hold.absent_since = (!is_here).then_some(turn.now);
                }
            }
            None => chat.record.stage = Stage::Waiting(Self::new_wait(package.origin, turn.now)),
        }
        self.chats.insert(id.clone(), chat);
        // A chat that comes back may find its guest, who has not heard that it had gone: they come to it anew.
        if let Some(queue) = self.name().cloned() {
            self.send_guest_to(id, queue, turn);
        }
        if let Some(seat) = seat {
            self.note_claim(&seat.operator, turn);
            if let Some(connection) = self.sockets.seat(&seat) {
                self.tell_claimed(id, &seat, connection, turn);
            }
        }
    }

    /// A chat that left is stored where it went: its guest is sent after it.
    fn chat_arrived(&mut self, from: &QueueName, id: &ChatId, transfer: Number, turn: &mut Turn) {
        let Some(chat) = self.chats.get(id) else {
            return;
        };
        let is_there = matches!(&chat.record.stage, Stage::Departed { to, .. } if to == from);
        if !is_there || chat.record.transfers != transfer {
            return;
        }
        self.let_go(id, turn);
    }

    /// A chat that left is not brought any more: it has arrived, or has been tried for long enough. Its guest is sent
    /// after it.
    pub(crate) fn let_go(&mut self, id: &ChatId, turn: &mut Turn) {
        let Some(chat) = self.chats.edit(id) else {
            return;
        };
        let Stage::Departed { to, .. } = &chat.record.stage else {
            return;
        };
        let to = to.clone();
        chat.log.clear();
        chat.record.stage = Stage::Moved {
            to: to.clone(),
            at: turn.now,
        };
        self.send_guest_to(id, to, turn);
    }

    fn send_guest_to(&mut self, id: &ChatId, queue: QueueName, turn: &mut Turn) {
        if let Some(connection) = self.sockets.guest(id) {
            turn.tell_guest(Some(connection), ToGuest::Moved { queue });
            self.sockets.remove(connection);
            turn.close(connection, Closing::Moved);
        }
    }

    /// Whether a chat has come here by this transfer, whatever became of it since.
    fn has_had(&self, id: &ChatId, transfer: Number) -> bool {
        let here = self.chats.get(id);
        here.is_some_and(|chat| chat.record.transfers >= transfer)
    }

    /// Why a chat goes to another queue, if this transfer of it to that queue is under way.
    fn is_handed_to(&self, id: &ChatId, transfer: Number, queue: &QueueName) -> Option<Origin> {
        let (hold, number, attempt) = self.transfer_of(id)?;
        let to_queue = Recipient::Queue(queue.clone());
        let is_it = number == transfer && attempt.handing.recipient == to_queue;
        is_it.then(|| origin_of(hold, attempt))
    }
}

/// Why a chat that was claimed elsewhere is not to be had.
fn why_gone(stage: Option<&Stage>) -> OfferEnd {
    match stage {
        Some(Stage::Ended { by, hold, .. }) => {
            let holder = hold.as_ref().map(|hold| &hold.seat.operator);
            end_of_offer(*by, holder)
        }
        Some(Stage::Waiting(_) | Stage::Held(_) | Stage::Departed { .. } | Stage::Moved { .. })
        | None => OfferEnd::Withdrawn,
    }
}
