//! What a holder says in a chat: done under the present lease only.

use hushdesk_protocol::frames::{About, Closer, Party, Refusal, ToGuest};
use hushdesk_protocol::ids::{ChatId, Lease};

use crate::chat::Chat;
use crate::event::{HolderSays, Seat};
use crate::news::News;
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
    ) -> Result<News, Refused> {
        let about = about(id, &says);
        self.check_lease(id, seat, lease)
            .map_err(|refusal| (about, refusal))?;
        match says {
            HolderSays::Message(message) => {
                self.write(id, Party::Operator, message, turn)?;
                Ok(News::none())
            }
            HolderSays::Ack { received } => {
                self.acknowledge(id, Party::Operator, received, turn);
                Ok(News::none())
            }
            HolderSays::Typing { typing } => {
                if !self.is_handed_on(id) {
                    turn.tell_guest(self.sockets.guest(id), ToGuest::Typing(typing));
                }
                Ok(News::none())
            }
            HolderSays::Transfer { recipient, note } => {
                self.transfer(id, seat, recipient, note, turn)
            }
            HolderSays::CancelTransfer => self.cancel_transfer(id, turn),
            HolderSays::AskForEarlier => {
                self.ask_for_earlier(id, turn)?;
                Ok(News::none())
            }
            HolderSays::Block => {
                self.block(id, seat, turn);
                Ok(News::none())
            }
            HolderSays::End => self.end(id, Closer::Operator, turn),
        }
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
        | HolderSays::AskForEarlier
        | HolderSays::Block
        | HolderSays::End => About::Chat(id.clone()),
    }
}
