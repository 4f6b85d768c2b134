//! A chat that another queue offers to this one.

use std::collections::BTreeSet;

use hushdesk_protocol::frames::{Offer, Origin};
use hushdesk_protocol::ids::{Number, OperatorName, QueueName, Timestamp};
use serde::{Deserialize, Serialize};

use crate::event::Seat;

/// A chat that another queue offers to this one.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct StoredInbound {
    /// Which queue has it.
    pub from: QueueName,
    /// The number of the transfer.
    pub transfer: Number,
    /// As it is shown.
    pub offer: Offer,
    /// Until when.
    pub until: Timestamp,
    /// Whom its guest has refused: it is not offered to them.
    #[serde(default)]
    pub refused: BTreeSet<OperatorName>,
    /// Who does not want it.
    pub dismissed: BTreeSet<OperatorName>,
    /// Who has claimed it, and waits for it to come.
    pub claim: Option<InboundClaim>,
}

impl StoredInbound {
    /// Whether it is this operator who hands the chat on, from the other queue.
    pub(crate) fn is_from(&self, operator: &OperatorName) -> bool {
        match &self.offer.origin {
            Origin::Transfer { by, .. } => by == operator,
            Origin::New
            | Origin::Continuation { .. }
            | Origin::RolledOver { .. }
            | Origin::TakenOver { .. } => false,
        }
    }

    /// Whether it is offered to an operator who takes chats.
    pub(crate) fn suits(&self, operator: &OperatorName) -> bool {
        !self.is_from(operator)
            && !self.dismissed.contains(operator)
            && !self.refused.contains(operator)
    }
}

/// A claim of a chat that another queue has.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct InboundClaim {
    /// Who.
    pub seat: Seat,
    /// When the other queue is told of it again.
    pub again_at: Timestamp,
}
