//! Why a question has no answer.

use hushdesk_edge::DatabaseError;
use serde::{Deserialize, Serialize};

use crate::rate_limit::TooMany;

/// Why the directory does not do what it is asked to, as it travels back.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum Refused {
    /// Nobody has set the organisation up.
    NotFounded,
    /// It has been set up before.
    Founded,
    /// No queue has this name.
    NoQueue,
    /// No snippet has this name.
    NoSnippet,
    /// The credential that was checked is not the operator's any more.
    WrongCredentials,
    /// There is no such session, or it has ended.
    SignedOut,
    /// A page of another site asks.
    Foreign,
    /// The operator is not assigned to the queue.
    NotAssigned,
    /// Only an administrator may.
    NotAdministrator,
    /// Somebody has changed meanwhile what was to be changed.
    ChangedMeanwhile,
    /// Too many tries.
    TooMany(TooMany),
}

/// What ends a question without an answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum DirectoryError {
    /// The one who asks is told.
    Refused(Refused),
    /// The directory itself failed.
    Database(DatabaseError),
}

impl From<Refused> for DirectoryError {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<TooMany> for DirectoryError {
    fn from(too_many: TooMany) -> Self {
        Self::Refused(Refused::TooMany(too_many))
    }
}

impl From<DatabaseError> for DirectoryError {
    fn from(error: DatabaseError) -> Self {
        Self::Database(error)
    }
}
