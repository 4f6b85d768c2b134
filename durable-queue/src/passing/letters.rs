//! What the letters of other queues do here. [`crate::passing::letter`] has the whole conversation.

use hushdesk_protocol::frames::TransferState;
use hushdesk_protocol::ids::QueueName;

use crate::passing::letter::{Letter, Says};
use crate::queue::Queue;
use crate::stored::StoredInbound;
use crate::turn::Turn;

impl Queue {
    /// Another queue says something.
    pub(crate) fn letter_came(&mut self, from: &QueueName, letter: Letter, turn: &mut Turn) {
        turn.desk_changed = true;
        let (chat, transfer) = (letter.chat, letter.transfer);
        match letter.says {
            Says::Offer { offer, until } => {
                self.offer_came(from, chat, transfer, *offer, until, turn)
            }
            Says::Unavailable => {
                self.not_wanted(from, &chat, transfer, TransferState::Unavailable, turn);
            }
            Says::Declined { by } => {
                self.not_wanted(from, &chat, transfer, TransferState::Declined { by }, turn);
            }
            Says::Withdrawn { end } => {
                let is_unclaimed =
                    |it: &StoredInbound| it.transfer == transfer && it.claim.is_none();
                if self.inbound.get(&chat).is_some_and(is_unclaimed) {
                    self.give_up_inbound(&chat, end, turn);
                }
            }
            Says::Claim { by } => self.claim_came(from, &chat, transfer, by, turn),
            Says::Gone { end } => {
                if self
                    .inbound
                    .get(&chat)
                    .is_some_and(|it| it.transfer == transfer)
                {
                    self.give_up_inbound(&chat, end, turn);
                }
            }
            Says::HandOver(package) => self.chat_came(from, &chat, transfer, *package, turn),
            Says::Arrived => self.chat_arrived(from, &chat, transfer, turn),
        }
    }
}
