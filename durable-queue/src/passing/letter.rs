//! What two queues say to each other when a chat is handed from one to the other.
//!
//! ```text
//! the queue that has it                          the queue it is offered to
//!     held, transfer     ---- Offer ---->        shown to its operators; or Unavailable, Declined
//!                        <--- Claim -----        one of them claims
//!     departed           ---- HandOver ->        held there
//!     moved              <--- Arrived ---
//! ```
//!
//! A chat that nobody has answered goes without a claim: [`crate::passing::rollover`] has that conversation.
//!
//! Each of the four is said again, after seconds and then more rarely, until the next has come, and may come twice,
//! late, or not at all: it says which transfer it means, and is taken once. The claim is decided by the queue that has the chat,
//! which gives it away once; it keeps a copy until it knows that the other one has stored it. So no death of
//! either, at any moment, loses the chat or leaves it with both.

use std::collections::BTreeSet;

use hushdesk_protocol::frames::{Offer, OfferEnd, Origin};
use hushdesk_protocol::ids::{ChatId, Number, OperatorName, Timestamp};
use serde::{Deserialize, Serialize};

use crate::stored::{StoredChat, StoredEntry};

/// Something one queue says to another about a chat.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Letter {
    /// Which chat.
    pub chat: ChatId,
    /// Which time it is handed on.
    pub transfer: Number,
    /// What.
    pub says: Says,
}

/// What a letter says.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "snake_case")]
pub enum Says {
    /// Does anybody of yours want this chat?
    Offer {
        /// As it is shown.
        offer: Box<Offer>,
        /// Until when.
        until: Timestamp,
        /// Whom its guest has refused.
        #[serde(default)]
        refused: BTreeSet<OperatorName>,
    },
    /// Would this chat, which nobody answers here, find somebody with you?
    Ask {
        /// Whom its guest has refused.
        #[serde(default)]
        refused: BTreeSet<OperatorName>,
    },
    /// Somebody of mine is there: it may wait with me.
    Staffed,
    /// Nobody of mine is there.
    Unavailable,
    /// Nobody of mine wants it.
    Declined {
        /// One of those who do not.
        by: OperatorName,
    },
    /// It is not offered any more.
    Withdrawn {
        /// Why.
        end: OfferEnd,
    },
    /// One of mine wants it.
    Claim {
        /// Who.
        by: OperatorName,
    },
    /// It is not to be had any more.
    Gone {
        /// Why.
        end: OfferEnd,
    },
    /// Here it is.
    HandOver(Box<Package>),
    /// I have stored it.
    Arrived,
}

/// A whole chat.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Package {
    /// Its head.
    pub chat: StoredChat,
    /// Its log: what is unacknowledged, and of an open chat what has been said before.
    pub entries: Vec<StoredEntry>,
    /// Why it comes.
    pub origin: Origin,
}
