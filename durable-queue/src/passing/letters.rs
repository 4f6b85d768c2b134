//! What the letters of other queues do here. [`crate::passing::letter`] has the whole conversation.

use std::collections::BTreeSet;

use hushdesk_protocol::frames::{OfferEnd, TransferState};
use hushdesk_protocol::ids::{ChatId, QueueName};

use crate::news::News;
use crate::passing::letter::{Letter, Says};
use crate::queue::Queue;
use crate::stored::StoredInbound;
use crate::turn::Turn;

impl Queue {
    /// Another queue says something.
    pub(crate) fn letter_came(
        &mut self,
        from: &QueueName,
        letter: Letter,
        turn: &mut Turn,
    ) -> News {
        let (chat, transfer) = (letter.chat, letter.transfer);
        let news = match letter.says {
            Says::Offer {
                offer,
                until,
                refused,
            } => {
                let stored = StoredInbound {
                    from: from.clone(),
                    transfer,
                    offer: *offer,
                    until,
                    refused,
                    dismissed: BTreeSet::new(),
                    claim: None,
                };
                self.offer_came(chat, stored, turn);
                News::none()
            }
            Says::Ask { refused } => {
                self.ask_came(from, chat, transfer, &refused, turn);
                return News::none();
            }
            Says::Staffed => self.somebody_is_there(from, &chat, transfer, turn),
            Says::Unavailable => {
                self.nobody_is_there(from, &chat, transfer, turn);
                self.not_wanted(from, &chat, transfer, TransferState::Unavailable, turn)
            }
            Says::Declined { by } => {
                self.not_wanted(from, &chat, transfer, TransferState::Declined { by }, turn)
            }
            Says::Withdrawn { end } => self.give_up_if(&chat, end, turn, |it| {
                it.transfer == transfer && it.claim.is_none()
            }),
            Says::Gone { end } => self.give_up_if(&chat, end, turn, |it| it.transfer == transfer),
            Says::Claim { by } => {
                self.claim_came(from, &chat, transfer, by, turn);
                News::none()
            }
            Says::HandOver(package) => {
                self.chat_came(from, &chat, transfer, *package, turn);
                News::none()
            }
            Says::Arrived => {
                self.chat_arrived(from, &chat, transfer, turn);
                News::none()
            }
        };
        News::some().and(news)
    }

    fn give_up_if(
        &mut self,
        id: &ChatId,
        end: OfferEnd,
        turn: &mut Turn,
        is_meant: impl Fn(&StoredInbound) -> bool,
    ) -> News {
        if self.inbound.get(id).is_some_and(is_meant) {
            self.give_up_inbound(id, end, turn)
        } else {
            News::none()
        }
    }
}
