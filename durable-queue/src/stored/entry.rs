//! An entry of a chat's log, and who has yet to acknowledge it.

use hushdesk_protocol::frames::{Entry, Party};
use hushdesk_protocol::ids::{Lease, Number};
use serde::{Deserialize, Serialize};

/// An entry of a chat's log, as long as somebody has yet to acknowledge it; of an open chat, as long as it runs.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct StoredEntry {
    /// The entry.
    pub entry: Entry,
    /// Which message of whom it is, if it is one.
    pub origin: Option<Source>,
    /// Who has yet to acknowledge it.
    pub awaits: Receivers,
}

/// Which message of whom an entry is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Source {
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

impl Source {
    /// Its number.
    pub(crate) const fn number(self) -> Number {
        match self {
            Self::Guest { number } | Self::Operator { number, .. } => number,
        }
    }
}

/// The ends of a chat to which something goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Receivers {
    /// The guest.
    pub guest: bool,
    /// Whoever holds the chat.
    pub operator: bool,
}

impl Receivers {
    /// None of them.
    pub(crate) const fn nobody(self) -> bool {
        !self.guest && !self.operator
    }

    /// Whether this end is one of them.
    pub(crate) const fn includes(self, end: Party) -> bool {
        match end {
            Party::Guest => self.guest,
            Party::Operator => self.operator,
        }
    }

    /// Takes an end away.
    pub(crate) const fn remove(&mut self, end: Party) {
        match end {
            Party::Guest => self.guest = false,
            Party::Operator => self.operator = false,
        }
    }
}

impl StoredEntry {
    /// What everybody has acknowledged, and is kept since it was said in an open chat.
    pub(crate) const fn said(entry: Entry) -> Self {
        Self {
            entry,
            origin: None,
            awaits: Receivers {
                guest: false,
                operator: false,
            },
        }
    }
}
