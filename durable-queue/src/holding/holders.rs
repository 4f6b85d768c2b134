//! What goes on in a chat that is held, whichever end it comes from: writing, acknowledging, ending.

use hushdesk_protocol::frames::{About, Closer, OfferEnd, Outgoing, Party, Refusal, ToGuest};
use hushdesk_protocol::ids::{ChatId, Lease, Number, OperatorName};

use crate::chat::{Chat, Taken};
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
                if !self.is_handed_on(id) {
                    turn.tell_guest(self.sockets.guest(id), ToGuest::Typing(typing));
                }
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
        let number = message.number;
        let free = self.free_bytes(from);
        let now = turn.now;
        let taken = self.in_order(id, from, number, |chat| {
            chat.take(from, message, |bytes| bytes <= free, now)
        })?;
        let Some(taken) = taken else { return Ok(()) };
        self.tell_sent(id, from, turn);
        match taken {
            Taken::Stored(seq) => self.tell_entry(id, seq, turn),
            Taken::Again => {}
            Taken::TooLate => {
                let chat = id.clone();
                return Err((About::Message { chat, number }, Refusal::EpochOver));
            }
        }
        Ok(())
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
        let stops = &mut self.sockets.stops;
        if sender.is_some_and(|by| stops.hold_back(by, id, number)) {
            return Ok(None);
        }
        let chat = self.chats.edit(id);
        let chat = chat.ok_or_else(|| refused(Refusal::UnknownChat))?;
        let taken = take(chat);
        if let (Err(refusal), Some(by)) = (&taken, sender) {
            stops.refused(by, id, number, *refusal);
        }
        taken.map(Some).map_err(refused)
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
        let holder = chat.hold().map(|hold| &hold.seat.operator);
        let end = end_of_offer(by, holder);
        let withheld_after = chat.withheld_after();
        self.drop_transfer(id, end.clone(), turn);
        if let Some(after) = withheld_after {
            self.release(id, after, turn);
        }
        let Some(chat) = self.chats.edit(id) else {
            return refuse(Refusal::UnknownChat);
        };
        let seq = chat.end(by, turn.now);
        self.tell_entry(id, seq, turn);
        turn.desk_changed = true;
        turn.offer_ends.insert(id.clone(), end);
        Ok(())
    }

    /// Whether a chat is being handed on: what either end writes waits, and nobody is told that they do.
    pub(crate) fn is_handed_on(&self, id: &ChatId) -> bool {
        self.chats.get(id).is_some_and(Chat::is_handed_on)
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

/// What those are told to whom a chat was offered that has ended.
pub(crate) fn end_of_offer(by: Closer, holder: Option<&OperatorName>) -> OfferEnd {
    match (by, holder) {
        (Closer::Unanswered, _) => OfferEnd::Unanswered,
        (Closer::Operator, Some(holder)) => OfferEnd::Ended { by: holder.clone() },
        (Closer::Operator, None) | (Closer::Guest | Closer::GuestGone, _) => OfferEnd::GuestLeft,
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
