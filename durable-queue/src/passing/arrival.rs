//! A chat comes from another queue, and is stored before anything is said of it.

use hushdesk_protocol::frames::Party;
use hushdesk_protocol::ids::{ChatId, Number, QueueName};

use crate::chat::{Chat, undelivered_bytes};
use crate::passing::letter::{Letter, Package, Says};
use crate::queue::Queue;
use crate::turn::Turn;

impl Queue {
    /// A chat comes from another queue. It is taken once; as long as there is no room for it nothing is answered, and
    /// it will come again.
    pub(super) fn chat_came(
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
        let bytes = undelivered_bytes(&package.entries);
        (is_counted || !self.is_full()) && bytes <= self.free_bytes(Party::Operator)
    }

    fn take_in(&mut self, id: &ChatId, package: Package, turn: &mut Turn) {
        let mut chat = Chat::brought(package.chat, package.entries, turn.now);
        let claim = self.inbound.remove(id).and_then(|inbound| inbound.claim);
        let seat = claim.map(|claim| self.present_for(&claim.seat));
        match &seat {
            Some(seat) => {
                let display = self.operators.display_of(&seat.operator);
                let is_here = self.sockets.seat(seat).is_some();
                let seat = (seat.clone(), is_here);
                chat.claim_from_elsewhere(seat, display, package.origin, turn.now);
            }
            None => chat.wait(package.origin, turn.now),
        }
        self.chats.insert(id.clone(), chat);
        // A chat that comes back may find its guest, who has not heard that it had gone: they come to it anew.
        if let Some(queue) = self.name().cloned() {
            self.send_guest_to(id, queue, turn);
        }
        if let Some(seat) = seat {
            self.operators.note_claim(&seat.operator, turn.now);
            if let Some(connection) = self.sockets.seat(&seat) {
                self.tell_claimed(id, &seat, connection, turn);
            }
        }
    }

    /// Whether a chat has come here by this transfer, whatever became of it since.
    pub(super) fn has_had(&self, id: &ChatId, transfer: Number) -> bool {
        let here = self.chats.get(id);
        here.is_some_and(|chat| chat.transfers() >= transfer)
    }
}
