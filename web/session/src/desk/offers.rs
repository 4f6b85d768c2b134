//! The chats that are offered at a desk: what waits, what this window wants, and why an offer is no more.

use hushdesk_protocol::frames::{FromOperator, Offer, OfferEnd, Refusal};
use hushdesk_protocol::ids::{ChatId, OperatorName, QueueName, Timestamp};

use super::{Alert, Desk};
use crate::operator_session::Turn;
use crate::sealing::Sealing;

/// A chat that is or was offered.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct OfferView {
    /// What is offered; whether it was put aside stands there, too.
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
    /// Somebody else was quicker; this operator themselves, if it was in another window of theirs.
    Answered {
        /// Who.
        by: OperatorName,
    },
    /// The guest left before anybody came.
    GuestLeft,
    /// Nobody came in time: the chat has ended.
    Unanswered,
    /// Nobody here came in time: it waits at another queue.
    PassedOn {
        /// Which.
        to: QueueName,
    },
    /// The operator who was handing it on has ended the chat.
    Ended {
        /// Who.
        by: OperatorName,
    },
    /// It is not to be had any more, although this window wanted it.
    Withdrawn,
}

impl<S: Sealing> Desk<S> {
    /// What waited when the line broke, and is not offered any more, is somebody else's now.
    pub(super) fn take_offers(&mut self, offers: Vec<Offer>) {
        let known = std::mem::take(&mut self.offers);
        let is_new = |offer: &Offer| !known.iter().any(|it| it.offer.chat == offer.chat);
        let new = offers
            .iter()
            .filter(|offer| !offer.dismissed && is_new(offer));
        self.alerts
            .extend(new.map(|offer| Alert::Offered(offer.chat.clone())));
        self.offers = offers.into_iter().map(OfferView::waiting).collect();
    }

    /// A new offer, or an offer of before of which something has changed: then it keeps its place.
    pub(super) fn offered(&mut self, offer: Offer) {
        let known = self.offers.iter_mut();
        let mut known = known.filter(|it| it.offer.chat == offer.chat && it.is_open());
        if let Some(known) = known.next() {
            known.offer = offer;
            return;
        }
        self.offers.retain(|it| it.offer.chat != offer.chat);
        if !offer.dismissed {
            self.alerts.push(Alert::Offered(offer.chat.clone()));
        }
        self.offers.push(OfferView::waiting(offer));
    }

    pub(super) fn offer_ended(&mut self, chat: &ChatId, end: OfferEnd) {
        let offer = self.offers.iter_mut().find(|it| it.offer.chat == *chat);
        if let Some(offer) = offer {
            let wanted = offer.standing == OfferStanding::Claiming;
            if wanted {
                self.alerts.push(Alert::NotClaimed(chat.clone()));
            }
            let standing = match end {
                OfferEnd::Answered { by } => OfferStanding::Answered { by },
                OfferEnd::GuestLeft => OfferStanding::GuestLeft,
                OfferEnd::Unanswered => OfferStanding::Unanswered,
                OfferEnd::PassedOn { to } => OfferStanding::PassedOn { to },
                OfferEnd::Ended { by } => OfferStanding::Ended { by },
                OfferEnd::Dismissed | OfferEnd::Withdrawn => OfferStanding::Withdrawn,
            };
            // What was put aside, or is only not offered any more, ends without a word, unless it was wanted.
            let is_worth_a_word = !offer.is_dismissed() && standing != OfferStanding::Withdrawn;
            offer.standing = standing;
            if !wanted && !is_worth_a_word {
                self.offers.retain(|it| it.offer.chat != *chat);
            }
        }
    }

    /// Since when the guest of an offered chat is not connected, if so.
    pub(super) fn offer_is_absent(&mut self, chat: &ChatId, since: Option<Timestamp>) {
        let offer = self.offers.iter_mut().find(|it| it.offer.chat == *chat);
        if let Some(offer) = offer {
            offer.offer.absent_since = since;
        }
    }

    /// What was put aside is taken up again by that.
    pub(super) fn claim(&mut self, chat: ChatId, turn: &mut Turn<'_>) {
        self.reconsider(chat.clone(), turn);
        let offer = self.offers.iter_mut().find(|it| it.offer.chat == chat);
        if let Some(offer) = offer
            && offer.standing == OfferStanding::Waiting
            && turn.up
        {
            offer.standing = OfferStanding::Claiming;
            turn.send.push(FromOperator::Claim { chat });
        }
    }

    /// Puts an offer aside: the queue says that it is, or that it was declined. One that has ended goes.
    pub(super) fn dismiss(&mut self, chat: ChatId, turn: &mut Turn<'_>) {
        self.put_away(&chat);
        let offer = self.offers.iter().find(|it| it.offer.chat == chat);
        match offer.map(|offer| (offer.is_open(), &offer.standing)) {
            Some((true, OfferStanding::Waiting)) if turn.up => {
                turn.send.push(FromOperator::Dismiss { chat });
            }
            Some((false, _)) => self.offers.retain(|it| it.offer.chat != chat),
            Some((true, _)) | None => {}
        }
    }

    /// Takes an offer up again that was put aside.
    pub(super) fn reconsider(&mut self, chat: ChatId, turn: &mut Turn<'_>) {
        let mut offers = self.offers.iter_mut();
        let offer = offers.find(|it| it.offer.chat == chat && it.is_dismissed());
        if let (Some(_), true) = (offer, turn.up) {
            turn.send.push(FromOperator::Reconsider { chat });
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

    /// Whether the chat is to be had.
    pub const fn is_open(&self) -> bool {
        match self.standing {
            OfferStanding::Waiting | OfferStanding::Claiming => true,
            OfferStanding::Answered { .. }
            | OfferStanding::GuestLeft
            | OfferStanding::Unanswered
            | OfferStanding::PassedOn { .. }
            | OfferStanding::Ended { .. }
            | OfferStanding::Withdrawn => false,
        }
    }

    /// Whether it waits, and the operator has put it aside.
    pub const fn is_dismissed(&self) -> bool {
        self.offer.dismissed && matches!(self.standing, OfferStanding::Waiting)
    }
}
