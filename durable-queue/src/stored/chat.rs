//! A chat, without its log.

use std::collections::BTreeSet;

use hushdesk_protocol::frames::{ChatKind, GuestLabel, Party, Sent};
use hushdesk_protocol::ids::{Epoch, Lease, Number, OperatorName, Seq, SkinName, Timestamp, Visit};
use hushdesk_protocol::rest::{GuestAddress, RolloverLevel};
use hushdesk_protocol::text::PageAddress;
use serde::{Deserialize, Serialize};

use super::{Stage, Story, Transfer};
use crate::limits::VISITS_MAX;
use crate::token::TokenHash;

/// A chat, without its log.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct StoredChat {
    /// The hash of the token by which the guest comes back.
    pub token: TokenHash,
    /// Sealed or open.
    pub kind: Kind,
    /// What operators call the guest.
    pub label: GuestLabel,
    /// The skin through which the guest came.
    pub skin: SkinName,
    /// The page the guest writes from.
    pub page: Option<PageAddress>,
    /// Where the guest came from, as far as the queue at which it was opened keeps that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<GuestAddress>,
    /// When it was opened.
    pub opened: Timestamp,
    /// Where it stands.
    pub stage: Stage,
    /// The attempt to hand it on, if there is one. It is the chat's, whoever holds it.
    #[serde(default)]
    pub transfer: Option<Transfer>,
    /// The levels that are left to it, should nobody answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rollover: Vec<RolloverLevel>,
    /// Whose key its guest did not accept: it is offered to none of them, at whatever queue it is.
    #[serde(default)]
    pub refused: BTreeSet<OperatorName>,
    /// Since when the guest has had no socket, while the chat goes on.
    pub absent_since: Option<Timestamp>,
    /// How far the queue has got with what the guest sent.
    pub sent: Sent,
    /// How often the guest's browser has come, and what it had sent by then.
    pub visits: Visits,
    /// The last place given in the log.
    pub last_seq: Seq,
    /// How far the ends have read the log.
    #[serde(default)]
    pub read: Read,
    /// The last fencing number given.
    pub last_lease: Lease,
    /// How often it has been handed on, taken or not: the number of the last time.
    #[serde(default)]
    pub transfers: Number,
    /// How much each end has written.
    #[serde(default)]
    pub written: Written,
    /// What has become of it so far.
    #[serde(default)]
    pub story: Story,
}

/// The visits of a guest's browser: whose numbers are whose, if several of its pages speak in turn.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Visits {
    /// The present one, or the last.
    pub last: Visit,
    /// What had been accepted from the guest when the last ones began, the last one at the end.
    pub began_after: Vec<Number>,
}

impl Visits {
    /// The first one, when so much has been accepted.
    pub(crate) fn first(accepted: Number) -> Self {
        Self {
            last: Visit(1),
            began_after: vec![accepted],
        }
    }

    /// Begins another one.
    fn begin(&mut self, accepted: Number) {
        self.last = self.last.next();
        self.began_after.push(accepted);
        let surplus = self.began_after.len().saturating_sub(VISITS_MAX);
        self.began_after.drain(..surplus);
    }

    /// What had been accepted when a visit ended; nothing of one that goes on, that has never been, or that is forgotten.
    fn ended_after(&self, visit: Visit) -> Option<Number> {
        let later = self.last.0.checked_sub(visit.0)?;
        let later = usize::try_from(later).ok().filter(|later| *later > 0)?;
        let place = self.began_after.len().checked_sub(later)?;
        self.began_after.get(place).copied()
    }
}

impl StoredChat {
    /// The guest's browser comes back, from that visit. Gives up to where its numbers are those that were accepted.
    pub(crate) fn guest_comes(&mut self, from: Visit) -> Number {
        let accepted = self.sent.accepted;
        let yours = if from == self.visits.last {
            Some(accepted)
        } else {
            self.visits.ended_after(from)
        };
        self.visits.begin(accepted);
        yours.unwrap_or_default()
    }
}

/// The last place of the log up to which each end has acknowledged everything that goes to it.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Read {
    /// The guest.
    pub guest: Seq,
    /// Whoever holds the chat, and those who did before.
    pub operator: Seq,
}

impl Read {
    /// What one end has read.
    pub(crate) const fn by(self, end: Party) -> Seq {
        match end {
            Party::Guest => self.guest,
            Party::Operator => self.operator,
        }
    }

    /// An end has read on to a place.
    pub(crate) fn extend(&mut self, end: Party, to: Seq) {
        let read = match end {
            Party::Guest => &mut self.guest,
            Party::Operator => &mut self.operator,
        };
        *read = to.max(*read);
    }
}

/// How much the ends of a chat have written, and how fast the guest does.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Written {
    /// By the guest.
    pub guest: Tally,
    /// By whoever held the chat.
    pub operator: Tally,
    /// When the guest will have been silent for long enough to write as much as ever at once: each message puts
    /// it off.
    pub rested_at: Timestamp,
}

/// A count of messages.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// How many.
    pub messages: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// Whether a chat is sealed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    /// End-to-end encrypted.
    Sealed {
        /// The epoch of the last key exchange.
        epoch: Epoch,
        /// The guest's number of that key exchange.
        exchange: Number,
        /// Under which claim its commit was answered: only that holder has the keys.
        #[serde(default)]
        answered: Option<Lease>,
    },
    /// Readable.
    Open,
}

impl Kind {
    /// Without the numbers.
    pub const fn kind(self) -> ChatKind {
        match self {
            Self::Sealed { .. } => ChatKind::Sealed,
            Self::Open => ChatKind::Open,
        }
    }

    /// The epoch of the last key exchange; 0 in an open chat.
    pub const fn epoch(self) -> Epoch {
        match self {
            Self::Sealed { epoch, .. } => epoch,
            Self::Open => Epoch(0),
        }
    }
}
