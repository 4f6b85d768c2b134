//! Handing a chat on: within the queue, and how another queue is told of it.

use std::collections::BTreeSet;

use hushdesk_protocol::frames::{
    About, ChatKind, Handing, OfferEnd, Origin, Recipient, Refusal, ToOperator, TransferState,
};
use hushdesk_protocol::ids::{ChatId, Number, OperatorName, QueueName, Seq};
use hushdesk_protocol::text::NoteText;

use crate::chat::Chat;
use crate::event::Seat;
use crate::limits::AGAIN_MILLIS;
use crate::passing::letter::{Letter, Says};
use crate::queue::Queue;
use crate::staffing::staff::Staff;
use crate::stored::{Hold, Stage, Transfer};
use crate::turn::{Refused, Turn};
use crate::waiting::offers::origin_of;

impl Queue {
    /// The holder hands the chat on. The caller has checked the lease.
    pub(crate) fn transfer(
        &mut self,
        id: &ChatId,
        seat: &Seat,
        recipient: Recipient,
        note: Option<NoteText>,
        turn: &mut Turn,
    ) -> Result<(), Refused> {
        let refuse = |refusal| Err((About::Chat(id.clone()), refusal));
        let Some(chat) = self.chats.get(id).filter(|chat| chat.is_running()) else {
            return refuse(Refusal::Closed);
        };
        if chat.hold().is_some_and(|hold| hold.transfer.is_some()) {
            return refuse(Refusal::Transferring);
        }
        if note.is_some() && chat.record.kind.kind() == ChatKind::Sealed {
            return refuse(Refusal::WrongKind);
        }
        if !self.is_available(&recipient, &seat.operator) {
            return refuse(Refusal::Unavailable);
        }
        let until = turn.now.plus(millis(self.settings().transfer_seconds));
        let handing = Handing { recipient, until };
        let is_elsewhere = self.elsewhere(&handing.recipient).is_some();
        let display = self.display_of(&seat.operator);
        let Some(chat) = self.chats.edit(id) else {
            return refuse(Refusal::UnknownChat);
        };
        let after = chat.pass(display, turn.now);
        chat.record.transfers = chat.record.transfers.next();
        if let Some(hold) = chat.hold_mut() {
            hold.transfer = Some(Transfer {
                handing: handing.clone(),
                since: turn.now,
                after,
                note,
                dismissed: BTreeSet::new(),
                again_at: is_elsewhere.then(|| turn.now.plus(AGAIN_MILLIS)),
            });
            hold.outcome = None;
        }
        turn.desk_changed = true;
        self.tell_transfer(id, TransferState::Offered(handing), turn);
        self.tell_entry(id, after, turn);
        self.post_offer(id, turn);
        Ok(())
    }

    /// The holder keeps the chat after all. Whoever cancels nothing hears the same: it is theirs.
    pub(crate) fn cancel_transfer(&mut self, id: &ChatId, turn: &mut Turn) -> Result<(), Refused> {
        let chat = self.chats.get(id).filter(|chat| chat.is_running());
        match chat {
            None => return Err((About::Chat(id.clone()), Refusal::Closed)),
            Some(chat) if chat.is_handed_on() => self.keep(id, TransferState::Cancelled, turn),
            Some(_) => self.tell_transfer(id, TransferState::Cancelled, turn),
        }
        Ok(())
    }

    /// A chat is handed on no longer: it stays with its holder, who is told why; again, when they come back. What the
    /// guest wrote meanwhile is theirs.
    pub(crate) fn keep(&mut self, id: &ChatId, why: TransferState, turn: &mut Turn) {
        let Some(after) = self.chats.get(id).and_then(Chat::withheld_after) else {
            return;
        };
        self.drop_transfer(id, OfferEnd::Withdrawn, turn);
        let Some(chat) = self.chats.edit(id) else {
            return;
        };
        let Some(hold) = chat.hold_mut() else { return };
        hold.outcome = Some(why.clone());
        let display = hold.display.clone();
        let kept = chat.keep(display, turn.now);
        self.tell_transfer(id, why, turn);
        self.tell_entry(id, kept, turn);
        self.release(id, after, turn);
    }

    /// Says to the holder of a chat what the guest wrote while it was handed on.
    pub(crate) fn release(&mut self, id: &ChatId, after: Seq, turn: &mut Turn) {
        let chat = self.chats.edit(id);
        let places = chat.map(|chat| chat.release(after)).unwrap_or_default();
        for place in places {
            self.tell_entry(id, place, turn);
        }
    }

    /// Chats that are handed to somebody who is not there any more stay with their holders.
    pub(crate) fn end_vain_transfers(&mut self, turn: &mut Turn) {
        let staff = self.staff();
        let chats = self.chats.offered();
        let vain = chats.filter(|(id, _)| self.is_vain(id, &staff));
        let vain: Vec<ChatId> = vain.map(|(id, _)| id.clone()).collect();
        for id in vain {
            self.keep(&id, TransferState::Unavailable, turn);
        }
    }

    /// Whether nobody is left who could take a chat that is handed on. Another queue says so itself.
    fn is_vain(&self, id: &ChatId, staff: &Staff) -> bool {
        let Some((hold, _, transfer)) = self.transfer_of(id) else {
            return false;
        };
        match &transfer.handing.recipient {
            Recipient::Operator(operator) => self.operators.get(operator).is_none(),
            Recipient::Queue(queue) if self.is_this(queue) => {
                let mut others = staff
                    .expected
                    .iter()
                    .filter(|it| **it != hold.seat.operator);
                others.all(|it| transfer.dismissed.contains(it))
            }
            Recipient::Queue(_) => false,
        }
    }

    /// Ends an attempt to hand a chat on, if there is one. Why it is not offered any more, another queue is told.
    pub(crate) fn drop_transfer(&mut self, id: &ChatId, end: OfferEnd, turn: &mut Turn) {
        let Some((number, recipient)) = self
            .transfer_of(id)
            .map(|(_, number, transfer)| (number, transfer.handing.recipient.clone()))
        else {
            return;
        };
        if let Some(hold) = self.chats.edit(id).and_then(|chat| chat.hold_mut()) {
            hold.transfer = None;
        }
        turn.desk_changed = true;
        if let Some(to) = self.elsewhere(&recipient) {
            let letter = Letter {
                chat: id.clone(),
                transfer: number,
                says: Says::Withdrawn { end },
            };
            turn.post(to, letter);
        }
    }

    /// The chat goes to whoever takes it: its sender hears of it, and holds it no longer. Gives why it comes to them.
    pub(crate) fn take_from_sender(
        &self,
        id: &ChatId,
        by: &OperatorName,
        turn: &mut Turn,
    ) -> Option<Origin> {
        let origin = self
            .transfer_of(id)
            .map(|(hold, _, transfer)| origin_of(hold, transfer))?;
        let taken = TransferState::Taken { by: by.clone() };
        self.tell_transfer(id, taken, turn);
        Some(origin)
    }

    /// An operator does not want a chat that is handed on.
    pub(crate) fn decline(&mut self, id: &ChatId, operator: &OperatorName, turn: &mut Turn) {
        let recipient = self
            .transfer_of(id)
            .map(|(_, _, transfer)| transfer.handing.recipient.clone());
        let is_declined = match recipient {
            Some(Recipient::Operator(to)) => to == *operator,
            Some(Recipient::Queue(_)) => {
                let hold = self.chats.edit(id).and_then(|chat| chat.hold_mut());
                if let Some(transfer) = hold.and_then(|hold| hold.transfer.as_mut()) {
                    transfer.dismissed.insert(operator.clone());
                }
                self.is_vain(id, &self.staff())
            }
            None => false,
        };
        if is_declined {
            let by = operator.clone();
            turn.offer_ends.insert(id.clone(), OfferEnd::Dismissed);
            self.keep(id, TransferState::Declined { by }, turn);
        }
    }

    /// Says to the holder of a chat how it goes with handing it on.
    pub(crate) fn tell_transfer(&self, id: &ChatId, transfer: TransferState, turn: &mut Turn) {
        let chat = id.clone();
        turn.tell_operator(self.holder(id), ToOperator::Transfer { chat, transfer });
    }

    /// Tells another queue of a chat that is handed to it.
    pub(crate) fn post_offer(&self, id: &ChatId, turn: &mut Turn) {
        let Some((hold, number, transfer)) = self.transfer_of(id) else {
            return;
        };
        let Some(to) = self.elsewhere(&transfer.handing.recipient) else {
            return;
        };
        let Some(chat) = self.chats.get(id) else {
            return;
        };
        let offer = chat.offer(id, transfer.since, origin_of(hold, transfer));
        let letter = Letter {
            chat: id.clone(),
            transfer: number,
            says: Says::Offer {
                offer: Box::new(offer),
                until: transfer.handing.until,
            },
        };
        turn.post(to, letter);
    }

    /// The attempt to hand a chat on, its number, and the claim of the one who does.
    pub(crate) fn transfer_of(&self, id: &ChatId) -> Option<(&Hold, Number, &Transfer)> {
        let chat = self.chats.get(id)?;
        let Stage::Held(hold) = &chat.record.stage else {
            return None;
        };
        let transfer = hold.transfer.as_ref()?;
        Some((hold, chat.record.transfers, transfer))
    }

    fn is_available(&self, recipient: &Recipient, sender: &OperatorName) -> bool {
        let takers = self.staff().takers;
        match recipient {
            Recipient::Operator(operator) => operator != sender && takers.contains(operator),
            Recipient::Queue(queue) if self.is_this(queue) => {
                takers.iter().any(|operator| operator != sender)
            }
            // Whether somebody is there, the other queue will say. Without a name of its own this one would
            // get no answer.
            Recipient::Queue(queue) => {
                self.name().is_some() && self.config().queues.contains(queue)
            }
        }
    }

    fn elsewhere(&self, recipient: &Recipient) -> Option<QueueName> {
        match recipient {
            Recipient::Queue(queue) if !self.is_this(queue) => Some(queue.clone()),
            Recipient::Queue(_) | Recipient::Operator(_) => None,
        }
    }
}

/// Seconds of a setting.
pub(crate) fn millis(seconds: u32) -> u64 {
    u64::from(seconds) * 1_000
}
