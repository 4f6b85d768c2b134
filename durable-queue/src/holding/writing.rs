//! What either end of a chat writes, and acknowledges.

use hushdesk_protocol::frames::{About, Outgoing, Party, Refusal};
use hushdesk_protocol::ids::{ChatId, Number, Seq};

use crate::chat::{Chat, Taken};
use crate::queue::Queue;
use crate::turn::{Refused, Turn};

impl Queue {
    /// Takes a message of either end, passes it on and says so to its sender.
    pub(crate) fn write(
        &mut self,
        id: &ChatId,
        from: Party,
        message: Outgoing,
        turn: &mut Turn,
    ) -> Result<(), Refused> {
        let number = message.number;
        let free = self.free_bytes(from);
        let now = turn.now;
        let taken = self.in_order(id, from, number, |chat| {
            chat.take(from, message, |bytes| bytes <= free, now)
        })?;
        let Some(taken) = taken else { return Ok(()) };
        // Whoever waits for it hears it first.
        if let Taken::Stored(seq) = taken {
            self.tell_entry(id, seq, turn);
        }
        self.tell_sent(id, from, turn);
        match taken {
            Taken::Stored(_) | Taken::Again => Ok(()),
            Taken::TooLate => {
                let chat = id.clone();
                Err((About::Message { chat, number }, Refusal::EpochOver))
            }
        }
    }

    /// Takes what an end sends under a number, unless its sender has been stopped before that: then nothing is taken,
    /// and they have been told.
    pub(crate) fn in_order<T>(
        &mut self,
        id: &ChatId,
        from: Party,
        number: Number,
        take: impl FnOnce(&mut Chat) -> Result<T, Refusal>,
    ) -> Result<Option<T>, Refused> {
        let refused = |refusal| {
            let chat = id.clone();
            (About::Message { chat, number }, refusal)
        };
        let sender = match from {
            Party::Guest => self.sockets.guest(id),
            Party::Operator => self.holder(id),
        };
        let sockets = &mut self.sockets;
        if sender.is_some_and(|by| sockets.hold_back(by, id, number)) {
            return Ok(None);
        }
        let chat = self.chats.edit(id);
        let chat = chat.ok_or_else(|| refused(Refusal::UnknownChat))?;
        let taken = take(chat);
        if let (Err(refusal), Some(by)) = (&taken, sender) {
            sockets.refused(by, id, number, *refusal);
        }
        taken.map(Some).map_err(refused)
    }

    /// Notes what an end has received, and says so to the other one.
    pub(crate) fn acknowledge(&mut self, id: &ChatId, by: Party, received: Seq, turn: &mut Turn) {
        let chat = self.chats.get(id);
        if !chat.is_some_and(|chat| chat.awaits(by, received)) {
            return;
        }
        let chat = self.chats.edit(id);
        if chat.is_some_and(|chat| chat.acknowledge(by, received)) {
            let sender = match by {
                Party::Guest => Party::Operator,
                Party::Operator => Party::Guest,
            };
            self.tell_sent(id, sender, turn);
        }
    }
}
