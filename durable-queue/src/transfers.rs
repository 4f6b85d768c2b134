//! Handing a chat on: within the queue, and how another queue is told of it.

use std::collections::BTreeSet;

use hushdesk_protocol::frames::{
    About, ChatKind, Handing, Origin, Recipient, Refusal, ToOperator, TransferState,
};
use hushdesk_protocol::ids::{ChatId, Number, OperatorName, QueueName};
use hushdesk_protocol::text::NoteText;

use crate::event::Seat;
use crate::letter::{Letter, Says};
use crate::limits::AGAIN_MILLIS;
use crate::offers::origin_of;
use crate::operators::Staff;
use crate::queue::Queue;
use crate::record::{Hold, Stage, Transfer};
use crate::turn::{Refused, Turn};

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
        let transfer = Transfer {
            handing: handing.clone(),
            since: turn.now,
            note,
            dismissed: BTreeSet::new(),
            again_at: is_elsewhere.then(|| turn.now.plus(AGAIN_MILLIS)),
        };
        if let Some(chat) = self.chats.edit(id) {
            chat.record.transfers = chat.record.transfers.next();
            if let Some(hold) = chat.hold_mut() {
                hold.transfer = Some(transfer);
                hold.outcome = None;
            }
        }
        turn.desk_changed = true;
        self.tell_transfer(id, TransferState::Offered(handing), turn);
        self.post_offer(id, turn);
        Ok(())
    }

    /// The holder keeps the chat after all. If it is not being handed on any more, they have been told.
    pub(crate) fn cancel_transfer(&mut self, id: &ChatId, turn: &mut Turn) -> Result<(), Refused> {
        self.keep(id, TransferState::Cancelled, turn);
        Ok(())
    }

    /// A chat is handed on no longer: it stays with its holder, who is told why; again, when they come back.
    pub(crate) fn keep(&mut self, id: &ChatId, why: TransferState, turn: &mut Turn) {
        if !self.drop_transfer(id, turn) {
            return;
        }
        if let Some(hold) = self.chats.edit(id).and_then(|chat| chat.hold_mut()) {
            hold.outcome = Some(why.clone());
        }
        self.tell_transfer(id, why, turn);
    }

    /// Chats that are handed to somebody who is not there any more stay with their holders.
    pub(crate) fn end_vain_transfers(&mut self, turn: &mut Turn) {
        let staff = self.staff();
        let chats = self.chats.all().keys();
        let vain = chats.filter(|id| self.is_vain(id, &staff));
        let vain: Vec<ChatId> = vain.cloned().collect();
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

    /// Ends an attempt to hand a chat on. Gives whether there was one.
    pub(crate) fn drop_transfer(&mut self, id: &ChatId, turn: &mut Turn) -> bool {
        let Some((number, recipient)) = self
            .transfer_of(id)
            .map(|(_, number, transfer)| (number, transfer.handing.recipient.clone()))
        else {
            return false;
        };
        if let Some(hold) = self.chats.edit(id).and_then(|chat| chat.hold_mut()) {
            hold.transfer = None;
        }
        turn.desk_changed = true;
        if let Some(to) = self.elsewhere(&recipient) {
            let letter = Letter {
                chat: id.clone(),
                transfer: number,
                says: Says::Withdrawn,
            };
            turn.post(to, letter);
        }
        true
    }

    /// Whether an operator may take a chat that is handed on; why it comes to them, if so.
    pub(crate) fn taken_by(&self, id: &ChatId, operator: &OperatorName) -> Option<Origin> {
        let (hold, _, transfer) = self.transfer_of(id)?;
        let may = match &transfer.handing.recipient {
            Recipient::Operator(to) => to == operator,
            Recipient::Queue(queue) => self.is_this(queue) && hold.seat.operator != *operator,
        };
        may.then(|| origin_of(hold, transfer))
    }

    /// An operator does not want a chat that is handed on.
    pub(crate) fn decline(&mut self, id: &ChatId, operator: &OperatorName, turn: &mut Turn) {
        let recipient = self
            .transfer_of(id)
            .map(|(_, _, transfer)| transfer.handing.recipient.clone());
        match recipient {
            Some(Recipient::Operator(to)) if to == *operator => {
                let by = operator.clone();
                self.keep(id, TransferState::Declined { by }, turn);
            }
            Some(Recipient::Queue(_)) => {
                let hold = self.chats.edit(id).and_then(|chat| chat.hold_mut());
                if let Some(transfer) = hold.and_then(|hold| hold.transfer.as_mut()) {
                    transfer.dismissed.insert(operator.clone());
                }
                if self.is_vain(id, &self.staff()) {
                    let by = operator.clone();
                    self.keep(id, TransferState::Declined { by }, turn);
                }
            }
            Some(Recipient::Operator(_)) | None => {}
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
