//! A chat goes to another queue: it leaves, is brought, and has arrived.

use hushdesk_protocol::frames::{OfferEnd, Origin, Recipient, ToGuest, TransferState};
use hushdesk_protocol::ids::{ChatId, Number, OperatorName, QueueName};

use crate::chat::Chat;
use crate::effect::Closing;
use crate::holding::ending::end_of_offer;
use crate::news::News;
use crate::passing::letter::{Letter, Says};
use crate::queue::Queue;
use crate::stored::Stage;
use crate::turn::Turn;

impl Queue {
    /// The other queue's operator wants the chat: it leaves, if it is still to be had.
    pub(super) fn claim_came(
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
                chat.depart(from.clone(), origin, turn.now);
            }
            self.post_package(id, turn);
            return;
        }
        let chat = self.chats.get(id).filter(|it| it.transfers() == transfer);
        match chat.map(Chat::stage) {
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

    /// Nobody of the other queue takes the chat: it stays with its holder.
    pub(super) fn not_wanted(
        &mut self,
        from: &QueueName,
        id: &ChatId,
        transfer: Number,
        why: TransferState,
        turn: &mut Turn,
    ) -> News {
        if self.is_handed_to(id, transfer, from).is_some() {
            self.keep(id, why, turn)
        } else {
            News::none()
        }
    }

    /// Sends (again) a chat that has left to the queue where it goes.
    pub(crate) fn post_package(&mut self, id: &ChatId, turn: &mut Turn) {
        let Some(chat) = self.chats.edit(id) else {
            return;
        };
        let transfer = chat.transfers();
        if let Some((to, package)) = chat.pack(turn.now) {
            let letter = Letter {
                chat: id.clone(),
                transfer,
                says: Says::HandOver(Box::new(package)),
            };
            turn.post(to, letter);
        }
    }

    /// A chat that left is stored where it went: its guest is sent after it.
    pub(super) fn chat_arrived(
        &mut self,
        from: &QueueName,
        id: &ChatId,
        transfer: Number,
        turn: &mut Turn,
    ) {
        let Some(chat) = self.chats.get(id) else {
            return;
        };
        let is_there = matches!(chat.stage(), Stage::Departed { to, .. } if to == from);
        if !is_there || chat.transfers() != transfer {
            return;
        }
        self.let_go(id, turn);
    }

    /// A chat that left is not brought any more: it has arrived, or has been tried for long enough. Its guest is sent
    /// after it.
    pub(crate) fn let_go(&mut self, id: &ChatId, turn: &mut Turn) {
        let chat = self.chats.edit(id);
        if let Some(to) = chat.and_then(|chat| chat.let_go(turn.now)) {
            self.send_guest_to(id, to, turn);
        }
    }

    pub(super) fn send_guest_to(&mut self, id: &ChatId, queue: QueueName, turn: &mut Turn) {
        if let Some(connection) = self.sockets.guest(id) {
            turn.tell_guest(Some(connection), ToGuest::Moved { queue });
            self.sockets.remove(connection);
            turn.close(connection, Closing::Moved);
        }
    }

    /// Why a chat goes to another queue, if this transfer of it to that queue is under way.
    fn is_handed_to(&self, id: &ChatId, transfer: Number, queue: &QueueName) -> Option<Origin> {
        let (chat, attempt) = self.handed_on(id)?;
        let to_queue = Recipient::Queue(queue.clone());
        let is_it = chat.transfers() == transfer && attempt.handing.recipient == to_queue;
        is_it.then(|| attempt.origin.clone())
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
