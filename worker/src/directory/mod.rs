//! The directory of one organisation: who may sign in and is signed in, which queues there are and who is
//! assigned to them, which snippets lead to which queue in which skin.
//!
//! The Worker asks it by [`Question`]s, one type each, and gets the question's answer or a [`Refused`]. All of
//! it is plain logic over a [`Database`]; the Durable Object around it ([`object`]) only carries. The time is
//! an argument, and so is everything random: a session is known by the hash of a token made by the Worker.
//!
//! Not its business: passwords in the clear (the Worker hashes them, so that a flood of sign-ins does not
//! hold up everybody who needs the directory), cookies, HTTP, and whatever happens in a chat.

mod admission;
pub(crate) mod client;
mod database;
mod founding;
mod migrations;
pub(crate) mod object;
mod queues;
mod rate_limit;
mod sessions;
mod sign_in;
mod snippets;
#[cfg(test)]
mod testing;

pub(crate) use admission::{AdmitGuest, AdmitOperator, Admitted, AdmittedGuest};
pub(crate) use founding::{Found, FoundingOperator, IsFounded};
pub(crate) use queues::{ListQueues, QueueConfig, SetQueue, ShowQueueSettings};
pub(crate) use rate_limit::TooMany;
pub(crate) use sessions::{CloseSession, FindSession};
pub(crate) use sign_in::{FindCredential, OpenSession};
pub(crate) use snippets::{FindSnippet, SnippetRecord};

use std::cell::{Cell, RefCell};

use hushdesk_protocol::ids::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use admission::GuestSockets;
use database::{Database, DatabaseError};

/// Something the Worker asks of the directory, as it travels to the object.
pub(crate) trait Question: Serialize + DeserializeOwned {
    /// The address under which the object takes it.
    const PATH: &'static str;

    /// What is answered.
    type Answer: Serialize + DeserializeOwned;

    /// Answers it.
    fn answer<D: Database>(
        self,
        directory: &Directory<D>,
        now: Timestamp,
    ) -> Result<Self::Answer, DirectoryError>;
}

/// Why the directory does not do what it is asked to, as it travels back.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) enum Refused {
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
    /// The operator is not assigned to the queue.
    NotAssigned,
    /// Only an administrator may.
    NotAdministrator,
    /// Too many tries.
    TooMany(TooMany),
}

/// What ends a question without an answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum DirectoryError {
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

/// The directory of one organisation, whether it has been set up or not.
pub(crate) struct Directory<D> {
    database: D,
    is_open: Cell<bool>,
    guest_sockets: RefCell<GuestSockets>,
}

impl<D: Database> Directory<D> {
    /// The directory whose tables are, or will be, in this database.
    pub(crate) fn new(database: D) -> Self {
        Self {
            database,
            is_open: Cell::new(false),
            guest_sockets: RefCell::default(),
        }
    }

    /// The organisation's tables, up to date. Refused while nobody has set it up, so that asking for made-up
    /// organisations stores nothing.
    fn tables(&self) -> Result<&D, DirectoryError> {
        if !self.is_open.get() {
            if !founding::is_founded(&self.database)? {
                return Err(Refused::NotFounded.into());
            }
            migrations::migrate(&self.database)?;
            self.is_open.set(true);
        }
        Ok(&self.database)
    }
}
