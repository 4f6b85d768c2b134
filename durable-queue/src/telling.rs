//! Who hears of what happens in a chat.

use hushdesk_protocol::frames::{ChatKind, Content, Party, Sent, ToGuest, ToOperator};
use hushdesk_protocol::ids::{ChatId, Seq};

use crate::event::ConnectionId;
use crate::queue::Queue;
use crate::turn::Turn;

impl Queue {
    /// Says an entry to everyone it goes to and who is connected.
    pub(crate) fn tell_entry(&self, id: &ChatId, seq: Seq, turn: &mut Turn) {
        let Some(chat) = self.chats.get(id) else {
            return;
        };
        let Some(stored) = chat.entry(seq) else {
            return;
        };
        if stored.awaits.guest {
            turn.tell_guest(self.sockets.guest(id), ToGuest::Entry(stored.entry.clone()));
        }
        if stored.awaits.operator {
            let frame = ToOperator::Entry {
                chat: id.clone(),
                entry: stored.entry.clone(),
            };
            let holder = self.holder(id);
            if !chat.is_withheld(seq) {
                turn.tell_operator(holder, frame.clone());
            }
            let is_open = chat.head().kind.kind() == ChatKind::Open;
            if is_open && matches!(stored.entry.content, Content::Message { .. }) {
                for connection in self.offered(id).filter(|it| Some(*it) != holder) {
                    turn.tell_operator(Some(connection), frame.clone());
                }
            }
        }
    }

    /// Says to an end how far the queue has got with what it sent.
    pub(crate) fn tell_sent(&self, id: &ChatId, to: Party, turn: &mut Turn) {
        let sent: Option<Sent> = self.chats.get(id).and_then(|chat| chat.sent(to));
        let Some(sent) = sent else { return };
        match to {
            Party::Guest => turn.tell_guest(self.sockets.guest(id), ToGuest::Sent(sent)),
            Party::Operator => {
                turn.tell_operator(
                    self.holder(id),
                    ToOperator::Sent {
                        chat: id.clone(),
                        sent,
                    },
                );
            }
        }
    }

    /// Says to the holder of a chat, and to those who are offered it, whether its guest is connected.
    pub(crate) fn tell_guest_presence(&self, id: &ChatId, turn: &mut Turn) {
        let chat = self.chats.get(id).filter(|chat| chat.is_running());
        let absent_since = match (self.inbound.get(id), chat) {
            (Some(inbound), _) => inbound.offer.absent_since,
            (None, Some(chat)) => chat.head().absent_since,
            (None, None) => return,
        };
        let frame = ToOperator::Presence {
            chat: id.clone(),
            absent_since,
        };
        let holder = chat.and_then(|_| self.holder(id));
        turn.tell_operator(holder, frame.clone());
        for connection in self.offered(id).filter(|it| Some(*it) != holder) {
            turn.tell_operator(Some(connection), frame.clone());
        }
    }

    /// The socket of the seat that holds, or at its end held, a chat.
    pub(crate) fn holder(&self, id: &ChatId) -> Option<ConnectionId> {
        let hold = self.chats.get(id)?.hold()?;
        self.sockets.seat(&hold.seat)
    }
}
