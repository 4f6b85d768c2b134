//! What an event has changed for those who staff the queue, besides what it says to whom it concerns.

use std::collections::BTreeMap;

use hushdesk_protocol::frames::OfferEnd;
use hushdesk_protocol::ids::{ChatId, OperatorName};

use crate::event::ConnectionId;

/// The windows are told once, in the end, how things stand then; this says whether they may stand otherwise, and what of
/// how it came about they have to hear.
#[must_use]
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct News {
    is_any: bool,
    offer_ends: BTreeMap<ChatId, OfferEnd>,
    winner: Option<(ChatId, ConnectionId)>,
    welcomed: Option<ConnectionId>,
}

impl News {
    /// Nothing that concerns others.
    pub(crate) fn none() -> Self {
        Self::default()
    }

    /// It may have changed who is there, or to whom what is offered.
    pub(crate) fn some() -> Self {
        Self {
            is_any: true,
            ..Self::default()
        }
    }

    /// A chat is not offered any more, for this reason.
    pub(crate) fn offer_ended(chat: &ChatId, end: OfferEnd) -> Self {
        Self {
            offer_ends: BTreeMap::from([(chat.clone(), end)]),
            ..Self::some()
        }
    }

    /// An operator has claimed a chat by this socket, and hears so otherwise than by the end of the offer.
    pub(crate) fn claimed(chat: &ChatId, connection: ConnectionId, by: &OperatorName) -> Self {
        let by = by.clone();
        Self {
            winner: Some((chat.clone(), connection)),
            ..Self::offer_ended(chat, OfferEnd::Answered { by })
        }
    }

    /// A window has come, and is told all there is.
    pub(crate) fn welcomed(connection: ConnectionId) -> Self {
        Self {
            welcomed: Some(connection),
            ..Self::some()
        }
    }

    /// This, and what happened after it.
    pub(crate) fn and(mut self, later: Self) -> Self {
        self.offer_ends.extend(later.offer_ends);
        Self {
            is_any: self.is_any || later.is_any,
            offer_ends: self.offer_ends,
            winner: later.winner.or(self.winner),
            welcomed: later.welcomed.or(self.welcomed),
        }
    }

    /// Whether there is any.
    pub(crate) const fn is_any(&self) -> bool {
        self.is_any
    }

    /// Why a chat is not offered any more to somebody, who is still there.
    pub(crate) fn end_of(&self, chat: &ChatId) -> OfferEnd {
        let end = self.offer_ends.get(chat).cloned();
        end.unwrap_or(OfferEnd::Withdrawn)
    }

    /// Whether it is this window that has claimed the chat.
    pub(crate) fn is_winner(&self, chat: &ChatId, connection: ConnectionId) -> bool {
        let winner = self.winner.as_ref();
        winner.is_some_and(|(won, by)| won == chat && *by == connection)
    }

    /// Whether this window has just been told all there is.
    pub(crate) fn is_known_to(&self, connection: ConnectionId) -> bool {
        self.welcomed == Some(connection)
    }
}
