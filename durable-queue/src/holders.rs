//! What goes on in a chat that is held, whichever end it comes from: writing, acknowledging, ending.

use hushdesk_protocol::frames::{About, Closer, OfferEnd, Outgoing, Party, Refusal, ToGuest};
use hushdesk_protocol::ids::{ChatId, Lease, Number};

use crate::chat::Taken;
use crate::event::{HolderSays, Seat};
use crate::queue::Queue;
use crate::turn::{Refused, Turn};

impl Queue {
    /// Something a seat says in a chat: done under the present lease only.
    pub(crate) fn holder_said(
        &mut self,
        id: &ChatId,
        seat: &Seat,
        lease: Lease,
        says: HolderSays,
        turn: &mut Turn,
    ) -> Result<(), Refused> {
        let about = about(id, &says);
        self.check_lease(id, seat, lease)
            .map_err(|refusal| (about, refusal))?;
        match says {
            HolderSays::Message(message) => self.write(id, Party::Operator, message, turn),
            HolderSays::Ack { received } => {
                self.acknowledge(id, Party::Operator, received, turn);
                Ok(())
            }
            HolderSays::Typing { typing } => {
                turn.tell_guest(self.sockets.guest(id), ToGuest::Typing(typing));
                Ok(())
            }
            HolderSays::Transfer { recipient, note } => {
                self.transfer(id, seat, recipient, note, turn)
            }
            HolderSays::CancelTransfer => self.cancel_transfer(id, turn),
            HolderSays::End => self.end(id, Closer::Operator, turn),
        }
    }

    /// Takes a message of either end, says so to its sender and passes it on.
    pub(crate) fn write(
        &mut self,
        id: &ChatId,
        from: Party,
        message: Outgoing,
        turn: &mut Turn,
    ) -> Result<(), Refused> {
        let about = |number: Number| About::Message {
            chat: id.clone(),
            number,
        };
        let number = message.number;
        let free = self.free_bytes();
        let chat = self
            .chats
            .edit(id)
            .ok_or_else(|| (about(number), Refusal::UnknownChat))?;
        let taken = chat
            .take(from, message, |bytes| bytes <= free, turn.now)
            .map_err(|refusal| (about(number), refusal))?;
        self.tell_sent(id, from, turn);
        match taken {
            Taken::Stored(seq) => self.tell_entry(id, seq, turn),
            Taken::Again => {}
            Taken::TooLate => return Err((about(number), Refusal::EpochOver)),
        }
        Ok(())
    }

    /// Ends a chat and says so to all whom it concerns.
    pub(crate) fn end(&mut self, id: &ChatId, by: Closer, turn: &mut Turn) -> Result<(), Refused> {
        let refuse = |refusal| Err((About::Chat(id.clone()), refusal));
        let Some(chat) = self.chats.get(id) else {
            return refuse(Refusal::UnknownChat);
        };
        if !chat.is_running() {
            return refuse(Refusal::Closed);
        }
        self.drop_transfer(id, turn);
        let Some(chat) = self.chats.edit(id) else {
            return refuse(Refusal::UnknownChat);
        };
        let seq = chat.end(by, turn.now);
        self.tell_entry(id, seq, turn);
        let end = match by {
            Closer::Unanswered => OfferEnd::Unanswered,
            Closer::Guest | Closer::Operator | Closer::GuestGone => OfferEnd::GuestLeft,
        };
        turn.desk_changed = true;
        turn.offer_ends.insert(id.clone(), end);
        Ok(())
    }

    fn check_lease(&self, id: &ChatId, seat: &Seat, lease: Lease) -> Result<(), Refusal> {
        let chat = self.chats.get(id).ok_or(Refusal::UnknownChat)?;
        let hold = chat.hold().ok_or(Refusal::LeaseLapsed)?;
        if hold.lease == lease && hold.seat == *seat {
            Ok(())
        } else {
            Err(Refusal::LeaseLapsed)
        }
    }
}

fn about(id: &ChatId, says: &HolderSays) -> About {
    match says {
        HolderSays::Message(message) => About::Message {
            chat: id.clone(),
            number: message.number,
        },
        HolderSays::Ack { .. }
        | HolderSays::Typing { .. }
        | HolderSays::Transfer { .. }
        | HolderSays::CancelTransfer
        | HolderSays::End => About::Chat(id.clone()),
    }
}
