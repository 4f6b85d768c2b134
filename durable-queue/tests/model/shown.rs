//! What a window has been told of offers, guests and whoever waits, by the frames it was sent since it came.
#![allow(clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use hushdesk_protocol::frames::{HeldChat, Offer, ToOperator};
use hushdesk_protocol::ids::{ChatId, Timestamp};

/// What it knows by now.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shown {
    pub(crate) offers: BTreeMap<ChatId, ShownOffer>,
    /// Since when the guests of the chats it holds, or held, are away.
    pub(crate) absences: BTreeMap<ChatId, Option<u64>>,
    pub(crate) waiting: usize,
}

/// An offer, as it is shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct ShownOffer {
    pub(crate) dismissed: bool,
    pub(crate) absent_since: Option<u64>,
}

impl Shown {
    /// Takes note of a frame.
    pub(crate) fn hear(&mut self, frame: &ToOperator) {
        match frame {
            ToOperator::Welcome {
                offers,
                chats,
                waiting,
                ..
            } => {
                *self = Self::default();
                offers.iter().for_each(|offer| self.offered(offer));
                chats.iter().for_each(|held| self.held(held));
                self.waiting = usize::try_from(waiting.chats).unwrap_or_default();
            }
            ToOperator::Waiting(waiting) => {
                self.waiting = usize::try_from(waiting.chats).unwrap_or_default();
            }
            ToOperator::Offered(offer) => self.offered(offer),
            ToOperator::OfferEnded { chat, .. } => {
                let ended = self.offers.remove(chat);
                assert!(ended.is_some(), "only what was offered can end");
            }
            ToOperator::Claimed(held) => {
                self.offers.remove(&held.chat);
                self.held(held);
            }
            ToOperator::Presence { chat, absent_since } => {
                let since = millis(*absent_since);
                if let Some(offer) = self.offers.get_mut(chat) {
                    offer.absent_since = since;
                }
                if let Some(held) = self.absences.get_mut(chat) {
                    *held = since;
                }
            }
            ToOperator::Colleague(_)
            | ToOperator::ColleagueLeft { .. }
            | ToOperator::Lapsed(_)
            | ToOperator::Transfer { .. }
            | ToOperator::Entry { .. }
            | ToOperator::Sent { .. }
            | ToOperator::Typing { .. }
            | ToOperator::Blocked { .. }
            | ToOperator::Told { .. }
            | ToOperator::Refused { .. } => {}
        }
    }

    fn offered(&mut self, offer: &Offer) {
        let told = ShownOffer {
            dismissed: offer.dismissed,
            absent_since: millis(offer.absent_since),
        };
        self.offers.insert(offer.chat.clone(), told);
    }

    fn held(&mut self, held: &HeldChat) {
        let since = millis(held.absent_since);
        self.absences.insert(held.chat.clone(), since);
    }
}

fn millis(since: Option<Timestamp>) -> Option<u64> {
    since.map(|since| since.0)
}
