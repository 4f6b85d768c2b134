//! The frames of an operator's socket, which belongs to one seat at one queue.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::chat::{ChatKind, Entry, Outgoing, Sent};
use super::refusal::{About, Refusal};
use crate::ids::{ChatId, Epoch, Lease, OperatorName, SeatId, Seq, SkinName, Timestamp};
use crate::text::PageAddress;

/// From an operator's window to the queue. The first frame of a socket is `hello`; who sends it the Worker
/// has checked before.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum FromOperator {
    /// Takes (again) a seat at the queue: from here on chats are offered to it. Chats this operator holds
    /// at a seat that is not connected any more come along.
    Hello {
        /// [`crate::VERSION`].
        version: u16,
        /// The window, which keeps its seat over reloads.
        seat: SeatId,
        /// The chats this window still has in memory. For those it does not name, it begins anew.
        chats: Vec<HeldCursor>,
    },
    /// Wants to hold an offered chat.
    Claim {
        /// Which.
        chat: ChatId,
    },
    /// Does not want to be offered this chat any more; others still are.
    Dismiss {
        /// Which.
        chat: ChatId,
    },
    /// Writes to the guest.
    Message {
        /// In which chat.
        chat: ChatId,
        /// By which claim.
        lease: Lease,
        /// What.
        message: Outgoing,
    },
    /// All entries up to this one have been received: the queue may forget them.
    Ack {
        /// In which chat.
        chat: ChatId,
        /// By which claim.
        lease: Lease,
        /// The last one.
        received: Seq,
    },
    /// The operator is writing, or stopped.
    Typing {
        /// In which chat.
        chat: ChatId,
        /// By which claim.
        lease: Lease,
        /// Whether.
        typing: bool,
    },
    /// Ends the chat.
    End {
        /// Which.
        chat: ChatId,
        /// By which claim.
        lease: Lease,
    },
}

/// How far a window has got with a chat it holds.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeldCursor {
    /// Which chat.
    pub chat: ChatId,
    /// By which claim.
    pub lease: Lease,
    /// The last entry the window has.
    pub received: Seq,
}

/// From the queue to an operator's window.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ToOperator {
    /// The answer to `hello`: all the window needs to show.
    Welcome {
        /// As whom the Worker let this window in.
        operator: OperatorName,
        /// The chats that wait for somebody, the longest waiting first.
        offers: Vec<Offer>,
        /// The chats this seat holds.
        chats: Vec<HeldChat>,
    },
    /// A chat waits for somebody.
    Offered(Offer),
    /// An offered chat waits no longer.
    OfferEnded {
        /// Which.
        chat: ChatId,
        /// Why.
        end: OfferEnd,
    },
    /// The seat holds the chat: the answer to the `claim` that won.
    Claimed(HeldChat),
    /// A new entry of a chat's log.
    Entry {
        /// Of which chat.
        chat: ChatId,
        /// The entry.
        entry: Entry,
    },
    /// How far the queue has got with what the operator sent.
    Sent {
        /// In which chat.
        chat: ChatId,
        /// How far.
        sent: Sent,
    },
    /// The guest is writing, or stopped.
    Typing {
        /// In which chat.
        chat: ChatId,
        /// Whether.
        typing: bool,
    },
    /// Whether the guest's browser is connected at the moment.
    Presence {
        /// In which chat.
        chat: ChatId,
        /// Whether.
        present: bool,
    },
    /// Something the operator sent was not done.
    Refused {
        /// What.
        about: About,
        /// Why.
        refusal: Refusal,
    },
}

/// A waiting chat, as it is shown to everybody who may claim it. It says nothing of what was written.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// Which chat.
    pub chat: ChatId,
    /// Who waits.
    pub guest: GuestLabel,
    /// Sealed or open.
    pub kind: ChatKind,
    /// The skin through which the guest came.
    pub skin: SkinName,
    /// Since when.
    pub since: Timestamp,
    /// From which page.
    pub page: Option<PageAddress>,
}

/// Why a chat is not offered any more.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case", deny_unknown_fields)]
pub enum OfferEnd {
    /// Somebody claimed it.
    Answered {
        /// Who.
        by: OperatorName,
    },
    /// The guest left.
    GuestLeft,
}

/// A chat a seat holds.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeldChat {
    /// Which chat.
    pub chat: ChatId,
    /// The claim's fencing number, to be said with everything sent.
    pub lease: Lease,
    /// Who is at the other end.
    pub guest: GuestLabel,
    /// Sealed or open.
    pub kind: ChatKind,
    /// The epoch of the last key exchange; 0 in an open chat.
    pub epoch: Epoch,
    /// The skin through which the guest came.
    pub skin: SkinName,
    /// Since when the chat exists.
    pub since: Timestamp,
    /// From which page.
    pub page: Option<PageAddress>,
    /// Whether the guest's browser is connected at the moment.
    pub present: bool,
    /// How far the queue has got with what was sent under this lease.
    pub sent: Sent,
    /// The entries after the window's cursor, in order; all that are unacknowledged if it named none.
    pub entries: Vec<Entry>,
}

/// What operators call a guest who has no name: a word and a few characters, chosen by the queue.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GuestLabel(pub String);

impl fmt::Display for GuestLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
