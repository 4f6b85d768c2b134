//! What windows have been told of each other and of offers, and guests of what they can expect. It follows from the state
//! of chats and operators.

use std::collections::BTreeMap;

use hushdesk_protocol::frames::{Colleague, Origin, Prospect, Waiting};
use hushdesk_protocol::ids::{ChatId, OperatorName, Timestamp};

use crate::event::ConnectionId;

/// How an offer stands with an operator who is asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Standing {
    /// It can be claimed.
    Open,
    /// The operator has put it aside, and may take it up again.
    Aside,
}

impl Standing {
    pub(super) const fn of(is_dismissed: bool) -> Self {
        if is_dismissed {
            Self::Aside
        } else {
            Self::Open
        }
    }
}

/// What has been told. Not stored: it follows from what is.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Shown {
    pub(super) offers: BTreeMap<ChatId, OfferedChat>,
    pub(super) colleagues: BTreeMap<OperatorName, Colleague>,
    pub(super) waiting: Waiting,
    /// What the guests of the chats that wait can expect.
    pub(super) guests: BTreeMap<ChatId, Prospect>,
}

/// One offered chat: why it is offered, since when, and how the offer stands at which sockets.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct OfferedChat {
    pub(super) origin: Origin,
    pub(super) since: Timestamp,
    pub(super) at: BTreeMap<ConnectionId, Standing>,
}

impl OfferedChat {
    /// How it stands at a socket that has been told of this very offer.
    pub(super) fn standing_at(&self, connection: ConnectionId, now: &Self) -> Option<Standing> {
        let is_same = (&self.origin, self.since) == (&now.origin, now.since);
        self.at.get(&connection).copied().filter(|_| is_same)
    }
}
