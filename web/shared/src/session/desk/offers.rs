//! The chats that are offered at a desk: what waits, what this window wants, and why an offer is no more.

use hushdesk_protocol::frames::{FromOperator, Offer, OfferEnd, Origin, Refusal};
use hushdesk_protocol::ids::{ChatId, OperatorName, Timestamp};

use super::{Alert, Desk};
use crate::session::operator_session::Turn;

/// A chat that is or was offered.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct OfferView {
    /// What is offered.
    pub offer: Offer,
    /// Where that stands.
    pub standing: OfferStanding,
}

/// Where an offer stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum OfferStanding {
    /// It can be claimed.
    Waiting,
    /// This window wants it and waits for the queue's word.
    Claiming,
    /// Somebody else was quicker.
    Answered {
        /// Who.
        by: OperatorName,
    },
    /// The guest left before anybody came.
    GuestLeft,
    /// Nobody came in time: the chat has ended.
    Unanswered,
    /// It is not to be had any more, although this window wanted it.
    Withdrawn,
    /// The operator has hidden it. The queue says nothing more about it here; it can be claimed nevertheless,
    /// and is forgotten at this moment.
    Hidden {
        /// When.
        until: Timestamp,
    },
}

/// Milliseconds for which an offer that was hidden can be got back: by then somebody has answered it, or the
/// queue has offered it anew.
const HIDDEN_MILLIS: u64 = 10 * 60_000;

impl Desk {
    /// What waited when the line broke, and is not offered any more, is somebody else's now.
    pub(super) fn take_offers(&mut self, offers: Vec<Offer>) {
        let known = std::mem::take(&mut self.offers);
        let is_new = |offer: &Offer| !known.iter().any(|it| it.offer.chat == offer.chat);
        let new = offers.iter().filter(|offer| is_new(offer));
        self.alerts
            .extend(new.map(|offer| Alert::Offered(offer.chat.clone())));
        let is_offered = |it: &OfferView| offers.iter().any(|offer| offer.chat == it.offer.chat);
        let hidden = known.into_iter().filter(OfferView::is_hidden);
        let hidden: Vec<_> = hidden.filter(|it| !is_offered(it)).collect();
        self.offers = offers.into_iter().map(OfferView::waiting).collect();
        self.offers.extend(hidden);
    }

    pub(super) fn offered(&mut self, offer: Offer) {
        self.offers.retain(|it| it.offer.chat != offer.chat);
        self.alerts.push(Alert::Offered(offer.chat.clone()));
        self.offers.push(OfferView::waiting(offer));
    }

    pub(super) fn offer_ended(&mut self, chat: &ChatId, end: OfferEnd, now: Timestamp) {
        let offer = self.offers.iter_mut().find(|it| it.offer.chat == *chat);
        if let Some(offer) = offer {
            let wanted = offer.standing == OfferStanding::Claiming;
            if wanted {
                self.alerts.push(Alert::NotClaimed(chat.clone()));
            }
            offer.standing = match end {
                OfferEnd::Answered { by } => OfferStanding::Answered { by },
                OfferEnd::GuestLeft => OfferStanding::GuestLeft,
                OfferEnd::Unanswered => OfferStanding::Unanswered,
                OfferEnd::Withdrawn if wanted => OfferStanding::Withdrawn,
                OfferEnd::Dismissed if offer.can_be_hidden() => OfferStanding::hidden(now),
                OfferEnd::Dismissed | OfferEnd::Withdrawn | OfferEnd::Ended { .. } => {
                    return self.offers.retain(|it| it.offer.chat != *chat);
                }
            };
        }
    }

    pub(super) fn claim(&mut self, chat: ChatId, turn: &mut Turn<'_>) {
        let offer = self.offers.iter_mut().find(|it| it.offer.chat == chat);
        if let Some(offer) = offer
            && (offer.standing == OfferStanding::Waiting || offer.is_hidden())
            && turn.up
        {
            offer.standing = OfferStanding::Claiming;
            turn.send.push(FromOperator::Claim { chat });
        }
    }

    pub(super) fn dismiss(&mut self, chat: ChatId, turn: &mut Turn<'_>) {
        self.chats
            .retain(|it| *it.chat() != chat || !it.standing().is_over());
        let Some(place) = self.offers.iter().position(|it| it.offer.chat == chat) else {
            return;
        };
        let mut offer = self.offers.remove(place);
        if offer.standing == OfferStanding::Waiting && turn.up {
            turn.send.push(FromOperator::Dismiss { chat });
            if offer.can_be_hidden() {
                offer.standing = OfferStanding::hidden(turn.now);
                self.offers.push(offer);
            }
        }
    }

    /// Who was quicker is said by the end of the offer; where the queue says nothing of it, that it is gone.
    pub(super) fn not_claimed(&mut self, chat: &ChatId, refusal: Refusal) {
        let wanted =
            |it: &&mut OfferView| it.offer.chat == *chat && it.standing == OfferStanding::Claiming;
        if let Some(offer) = self.offers.iter_mut().find(wanted) {
            self.alerts.push(Alert::NotClaimed(chat.clone()));
            offer.standing = if refusal == Refusal::Closed {
                OfferStanding::GuestLeft
            } else {
                OfferStanding::Withdrawn
            };
        }
    }
}

impl OfferView {
    const fn waiting(offer: Offer) -> Self {
        Self {
            offer,
            standing: OfferStanding::Waiting,
        }
    }

    /// Whether the operator has hidden it.
    pub const fn is_hidden(&self) -> bool {
        matches!(self.standing, OfferStanding::Hidden { .. })
    }

    /// What is declined goes back to whoever handed it on.
    const fn can_be_hidden(&self) -> bool {
        !matches!(self.offer.origin, Origin::Transfer { .. })
    }

    pub(super) fn is_stale(&self, now: Timestamp) -> bool {
        matches!(self.standing, OfferStanding::Hidden { until } if until <= now)
    }
}

impl OfferStanding {
    const fn hidden(now: Timestamp) -> Self {
        let until = now.plus(HIDDEN_MILLIS);
        Self::Hidden { until }
    }
}
