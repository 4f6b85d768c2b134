//! Handing a chat on: within the queue, and how another queue is told of it.

use hushdesk_protocol::frames::{
    About, ChatKind, Handing, OfferEnd, Origin, Recipient, Refusal, ToOperator, TransferState,
};
use hushdesk_protocol::ids::{ChatId, OperatorName, QueueName, Seq};
use hushdesk_protocol::text::NoteText;

use crate::chat::Chat;
use crate::event::Seat;
use crate::limits::AGAIN_MILLIS;
use crate::news::News;
use crate::passing::letter::{Letter, Says};
use crate::queue::Queue;
use crate::staffing::staff::Staff;
use crate::stored::Transfer;
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
    ) -> Result<News, Refused> {
        let refuse = |refusal| Err((About::Chat(id.clone()), refusal));
        let Some(chat) = self.chats.get(id).filter(|chat| chat.is_running()) else {
            return refuse(Refusal::Closed);
        };
        if chat.is_handed_on() {
            return refuse(Refusal::Transferring);
        }
        if note.is_some() && chat.head().kind.kind() == ChatKind::Sealed {
            return refuse(Refusal::WrongKind);
        }
        if !self.is_available(&recipient, chat, &seat.operator) {
            return refuse(Refusal::Unavailable);
        }
        let until = turn.now.plus(millis(self.settings().transfer_seconds));
        let handing = Handing { recipient, until };
        let is_elsewhere = self.elsewhere(&handing.recipient).is_some();
        let again_at = is_elsewhere.then(|| turn.now.plus(AGAIN_MILLIS));
        let display = self.operators.display_of(&seat.operator);
        let by = seat.operator.clone();
        let origin = Origin::Transfer { by, note };
        let Some(chat) = self.chats.edit(id) else {
            return refuse(Refusal::UnknownChat);
        };
        let after = chat.hand_on(handing.clone(), origin, display, (turn.now, again_at));
        self.tell_transfer(id, TransferState::Offered(handing), turn);
        self.tell_entry(id, after, turn);
        self.post_offer(id, turn);
        Ok(News::some())
    }

    /// The holder keeps the chat after all. Whoever cancels nothing hears the same: it is theirs.
    pub(crate) fn cancel_transfer(
        &mut self,
        id: &ChatId,
        turn: &mut Turn,
    ) -> Result<News, Refused> {
        let chat = self.chats.get(id).filter(|chat| chat.is_running());
        match chat {
            None => Err((About::Chat(id.clone()), Refusal::Closed)),
            Some(chat) if chat.is_handed_on() => Ok(self.keep(id, TransferState::Cancelled, turn)),
            Some(_) => {
                self.tell_transfer(id, TransferState::Cancelled, turn);
                Ok(News::none())
            }
        }
    }

    /// A chat is handed on no longer: it stays with its holder, who is told why; again, when they come back. What the
    /// guest wrote meanwhile is theirs.
    pub(crate) fn keep(&mut self, id: &ChatId, why: TransferState, turn: &mut Turn) -> News {
        let Some(after) = self.chats.get(id).and_then(Chat::withheld_after) else {
            return News::none();
        };
        let stopped = self.stop_handing_on(id, OfferEnd::Withdrawn, turn);
        let chat = self.chats.edit(id);
        if let Some(kept) = chat.and_then(|chat| chat.keep(after, why.clone(), turn.now)) {
            self.tell_transfer(id, why, turn);
            self.tell_entry(id, kept.told, turn);
            for place in kept.released {
                self.tell_entry(id, place, turn);
            }
        }
        stopped
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
    pub(crate) fn end_vain_transfers(&mut self, turn: &mut Turn) -> News {
        let staff = self.staff();
        let chats = self.chats.offered();
        let vain = chats.filter(|(_, chat)| self.is_vain(chat, &staff));
        let vain: Vec<ChatId> = vain.map(|(id, _)| id.clone()).collect();
        vain.iter().fold(News::none(), |news, id| {
            news.and(self.keep(id, TransferState::Unavailable, turn))
        })
    }

    /// Whether nobody is left who could take a chat that is handed on. Another queue says so itself.
    fn is_vain(&self, chat: &Chat, staff: &Staff) -> bool {
        let Some(transfer) = chat.transfer() else {
            return false;
        };
        match &transfer.handing.recipient {
            Recipient::Operator(operator) => self.operators.get(operator).is_none(),
            Recipient::Queue(queue) if self.is_this(queue) => {
                let mut others = staff.expected.iter().filter(|it| !chat.is_with(it));
                others.all(|it| transfer.dismissed.contains(it) || chat.has_refused(it))
            }
            Recipient::Queue(_) => false,
        }
    }

    /// Ends an attempt to hand a chat on, if there is one. Why it is not offered any more, another queue is told.
    pub(crate) fn stop_handing_on(&mut self, id: &ChatId, end: OfferEnd, turn: &mut Turn) -> News {
        let chat = self.chats.edit(id);
        let stopped = chat.and_then(|chat| Some((chat.transfers(), chat.stop_handing_on()?)));
        let Some((transfer, recipient)) = stopped else {
            return News::none();
        };
        if let Some(to) = self.elsewhere(&recipient) {
            let letter = Letter {
                chat: id.clone(),
                transfer,
                says: Says::Withdrawn { end },
            };
            turn.post(to, letter);
        }
        News::some()
    }

    /// The chat goes to whoever takes it: its sender hears of it, and holds it no longer. Gives why it comes to them.
    pub(crate) fn take_from_sender(
        &self,
        id: &ChatId,
        by: &OperatorName,
        turn: &mut Turn,
    ) -> Option<Origin> {
        let transfer = self.chats.get(id).and_then(Chat::transfer)?;
        let taken = TransferState::Taken { by: by.clone() };
        self.tell_transfer(id, taken, turn);
        Some(transfer.origin.clone())
    }

    /// An operator does not want a chat that is handed on.
    pub(crate) fn decline(
        &mut self,
        id: &ChatId,
        operator: &OperatorName,
        turn: &mut Turn,
    ) -> News {
        let transfer = self.chats.get(id).and_then(Chat::transfer);
        let recipient = transfer.map(|transfer| transfer.handing.recipient.clone());
        let is_declined = match recipient {
            Some(Recipient::Operator(to)) => to == *operator,
            Some(Recipient::Queue(_)) => {
                if let Some(chat) = self.chats.edit(id) {
                    chat.decline_transfer(operator);
                }
                let chat = self.chats.get(id);
                chat.is_some_and(|chat| self.is_vain(chat, &self.staff()))
            }
            None => false,
        };
        if !is_declined {
            return News::none();
        }
        let by = operator.clone();
        let declined = News::offer_ended(id, OfferEnd::Dismissed);
        declined.and(self.keep(id, TransferState::Declined { by }, turn))
    }

    /// Says to the holder of a chat how it goes with handing it on.
    pub(crate) fn tell_transfer(&self, id: &ChatId, transfer: TransferState, turn: &mut Turn) {
        let chat = id.clone();
        turn.tell_operator(self.holder(id), ToOperator::Transfer { chat, transfer });
    }

    /// Tells another queue of a chat that is handed to it.
    pub(crate) fn post_offer(&self, id: &ChatId, turn: &mut Turn) {
        let Some((chat, transfer)) = self.handed_on(id) else {
            return;
        };
        let Some(to) = self.elsewhere(&transfer.handing.recipient) else {
            return;
        };
        let offer = chat.offer(id, transfer.since, transfer.origin.clone());
        let letter = Letter {
            chat: id.clone(),
            transfer: chat.transfers(),
            says: Says::Offer {
                offer: Box::new(offer),
                until: transfer.handing.until,
                refused: chat.head().refused.clone(),
            },
        };
        turn.post(to, letter);
    }

    /// A chat that is being handed on, and the attempt.
    pub(crate) fn handed_on(&self, id: &ChatId) -> Option<(&Chat, &Transfer)> {
        let chat = self.chats.get(id)?;
        Some((chat, chat.transfer()?))
    }

    fn is_available(&self, recipient: &Recipient, chat: &Chat, sender: &OperatorName) -> bool {
        let takers = self.staff().takers;
        let may_take = |it: &OperatorName| it != sender && !chat.has_refused(it);
        match recipient {
            Recipient::Operator(operator) => may_take(operator) && takers.contains(operator),
            Recipient::Queue(queue) if self.is_this(queue) => takers.iter().any(may_take),
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
