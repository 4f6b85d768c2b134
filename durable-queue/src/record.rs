//! What is stored: one record a chat, one an entry of its log. `tests/stored_format.rs` pins the JSON.

use hushdesk_protocol::frames::{ChatKind, Entry, GuestLabel, Sent};
use hushdesk_protocol::ids::{
    ChatId, Epoch, Lease, Number, OperatorName, Seq, SkinName, Timestamp,
};
use hushdesk_protocol::text::PageAddress;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use crate::event::Seat;
use crate::token::TokenHash;

/// Something that is stored under a key of its own.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Record {
    /// A chat, without its log.
    Chat(ChatId, Box<ChatRecord>),
    /// An entry of a chat's log.
    Entry(ChatId, EntryRecord),
}

/// Under what a record is stored.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Key {
    /// A chat.
    Chat(ChatId),
    /// An entry of a chat's log.
    Entry(ChatId, Seq),
}

impl Record {
    /// What it is stored under.
    pub fn key(&self) -> Key {
        match self {
            Self::Chat(chat, _) => Key::Chat(chat.clone()),
            Self::Entry(chat, record) => Key::Entry(chat.clone(), record.entry.seq),
        }
    }
}

/// A chat, without its log.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct ChatRecord {
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
    /// When it was opened.
    pub opened: Timestamp,
    /// Where it stands.
    pub stage: Stage,
    /// Since when the guest has had no socket, while the chat goes on.
    pub absent_since: Option<Timestamp>,
    /// How far the queue has got with what the guest sent.
    pub sent: Sent,
    /// The last place given in the log.
    pub last_seq: Seq,
    /// The last fencing number given.
    pub last_lease: Lease,
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

/// Where a chat stands.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// Nobody holds it; it is offered.
    Waiting {
        /// Who does not want to be offered it.
        dismissed: BTreeSet<OperatorName>,
    },
    /// A seat holds it.
    Held(Hold),
    /// It has ended.
    Ended {
        /// When.
        at: Timestamp,
        /// Who held it then, and may still fetch what was written before.
        hold: Option<Hold>,
    },
}

/// A claim.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Hold {
    /// Who holds the chat.
    pub seat: Seat,
    /// The fencing number.
    pub lease: Lease,
    /// How far the queue has got with what was sent under it.
    pub sent: Sent,
}

/// An entry of a chat's log, as long as somebody has yet to acknowledge it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct EntryRecord {
    /// The entry.
    pub entry: Entry,
    /// Which message of whom it is, if it is one.
    pub origin: Option<Origin>,
    /// Who has yet to acknowledge it.
    pub awaits: Receivers,
}

/// Which message of whom an entry is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Origin {
    /// One of the guest's.
    Guest {
        /// Its number.
        number: Number,
    },
    /// One of a holder's.
    Operator {
        /// Under which claim.
        lease: Lease,
        /// Its number under that claim.
        number: Number,
    },
}

/// The ends of a chat to which something goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Receivers {
    /// The guest.
    pub guest: bool,
    /// Whoever holds the chat.
    pub operator: bool,
}
