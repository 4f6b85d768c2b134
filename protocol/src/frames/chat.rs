//! What both ends of a chat have in common: its kind, its log, its messages.

use serde::{Deserialize, Serialize};

use crate::ids::{Epoch, Lease, Number, Seq, Timestamp};
use crate::text::{CommitText, DisplayName, NoticeText, OpenText, SealedText};

/// Whether the service can read a chat.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChatKind {
    /// End-to-end encrypted with OTR: the service carries what it cannot read.
    Sealed,
    /// Readable by the service.
    Open,
}

/// An end of a chat.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// Who came with a question.
    Guest,
    /// Whoever holds the chat.
    Operator,
}

/// What a message carries. Its kind is that of its chat; another is refused.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Body {
    /// An OTR message of the named epoch.
    Sealed {
        /// The key exchange under which it can be read.
        epoch: Epoch,
        /// The OTR message.
        text: SealedText,
    },
    /// A readable message.
    Open {
        /// What was written.
        text: OpenText,
    },
}

/// A message on its way to the queue.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outgoing {
    /// Its place among what its sender sent: one more than the last, or one that was sent before.
    pub number: Number,
    /// What it carries.
    pub body: Body,
}

/// How far the queue has got with what one end sent.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    /// The last number that is stored.
    pub accepted: Number,
    /// The number of the last message that the other end has acknowledged. A key exchange does not count: so
    /// at the moment its sender learns that it was accepted, this tells which messages before it arrived.
    pub delivered: Number,
}

/// An entry of a chat's log.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its place in the log.
    pub seq: Seq,
    /// When the queue took it.
    pub at: Timestamp,
    /// What happened.
    pub content: Content,
}

/// What an entry of the log says.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Content {
    /// The guest begins a key exchange: to the operator, the first entry of a new epoch.
    KeyExchange {
        /// The epoch that begins.
        epoch: Epoch,
        /// The guest's D-H Commit.
        commit: CommitText,
    },
    /// One end wrote to the other.
    Message {
        /// Who wrote.
        from: Party,
        /// What.
        body: Body,
    },
    /// An operator holds the chat from here on.
    Claimed {
        /// What they are called.
        operator: DisplayName,
        /// The claim's fencing number.
        lease: Lease,
    },
    /// The operator hands the chat on: to the guest. What either end writes waits for whoever holds it next.
    Passing {
        /// What the one who hands it on is called.
        operator: DisplayName,
    },
    /// The chat stays with the operator who wanted to hand it on: to the guest.
    Kept {
        /// What they are called.
        operator: DisplayName,
    },
    /// The operator who held the chat went away and stayed away: to the guest. It is offered to others.
    Interrupted {
        /// What the one who held it is called.
        operator: DisplayName,
    },
    /// The guest did not want whoever held the chat: to the guest. It is offered to others, and never to them again.
    HolderRefused {
        /// What the one who held it is called.
        operator: DisplayName,
    },
    /// Whoever holds the chat by this claim wants the earlier messages in ordinary texts: to both ends. Under another claim it
    /// is void.
    EarlierAsked {
        /// The claim's fencing number.
        lease: Lease,
    },
    /// The service says something to the guest in the queue's name: nobody has claimed the chat yet. It is no
    /// word of an operator, and readable in a sealed chat, too.
    Notice {
        /// What.
        text: NoticeText,
    },
    /// The chat has ended. The last entry.
    Closed {
        /// Who ended it.
        by: Closer,
    },
}

/// Who ended a chat.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Closer {
    /// The guest.
    Guest,
    /// The operator.
    Operator,
    /// Nobody: the guest stayed away too long.
    GuestGone,
    /// Nobody: none of the operators claimed it in time. What the queue has for guests whom nobody answers
    /// comes next.
    Unanswered,
}

impl Closer {
    /// As it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Guest => "guest",
            Self::Operator => "operator",
            Self::GuestGone => "guest_gone",
            Self::Unanswered => "unanswered",
        }
    }
}
