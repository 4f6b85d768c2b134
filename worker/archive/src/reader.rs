//! Who reads, and what they may see.

use std::collections::BTreeSet;

use hushdesk_protocol::ids::{OperatorName, QueueName};
use hushdesk_protocol::rest::ChatRow;
use serde::{Deserialize, Serialize};

/// Somebody of whom the directory has said what they may read. Whoever asks the archive has asked the directory first.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum Reader {
    /// Reads everything.
    Administrator,
    /// Reads the chats they have held, and all of some queues.
    Operator {
        /// Who.
        name: OperatorName,
        /// The queues whose history they may read.
        reads: BTreeSet<QueueName>,
    },
}

impl Reader {
    /// Who it is, if they see no other chats than those they have held.
    pub(crate) fn of_own_only(&self) -> Option<&OperatorName> {
        match self {
            Self::Operator { name, reads } if reads.is_empty() => Some(name),
            Self::Operator { .. } | Self::Administrator => None,
        }
    }

    /// Whether they may say what a chat was about: those who have held it, and administrators.
    pub(crate) fn may_file(&self, row: &ChatRow) -> bool {
        match self {
            Self::Administrator => true,
            Self::Operator { name, .. } => row.operators.contains(name),
        }
    }

    /// Whether this is them, who holds a chat.
    pub(crate) fn is(&self, holder: &OperatorName) -> bool {
        match self {
            Self::Administrator => false,
            Self::Operator { name, .. } => name == holder,
        }
    }

    /// Whether they may read what is being said in a chat that runs: those who read the queue's history. Whoever holds it has it
    /// at their desk, and whoever has held it is not to read along.
    pub(crate) fn may_read_along(&self, row: &ChatRow) -> bool {
        match self {
            Self::Administrator => true,
            Self::Operator { reads, .. } => reads.contains(&row.queue),
        }
    }

    /// Whether they may see a chat: their own, and those of queues whose history they read.
    pub(crate) fn may_see(&self, row: &ChatRow) -> bool {
        self.may_file(row) || self.may_read_along(row)
    }
}
