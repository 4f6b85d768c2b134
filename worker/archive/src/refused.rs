//! Why a question has no answer.

use hushdesk_edge::DatabaseError;
use serde::{Deserialize, Serialize};

/// Why the archive does not answer, as it travels back.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum Refused {
    /// There is no such chat, or it is none that this reader may see: nobody learns which.
    NoChat,
    /// They may see the chat, and have not held it.
    NotHolder,
    /// They have held the chat, which runs, and do not read its queue's history.
    NotAlong,
    /// The list gave no such cursor.
    NoCursor,
}

/// What ends a question without an answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ArchiveError {
    /// The one who asks is told.
    Refused(Refused),
    /// The archive itself failed.
    Database(DatabaseError),
}

impl From<Refused> for ArchiveError {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<DatabaseError> for ArchiveError {
    fn from(error: DatabaseError) -> Self {
        Self::Database(error)
    }
}
