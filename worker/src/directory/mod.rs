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
mod browsers;
pub(crate) mod client;
mod dismissals;
mod founding;
pub(crate) mod object;
mod queues;
mod rate_limit;
mod sessions;
mod sign_in;
mod skins;
mod snippets;
mod tables;
#[cfg(test)]
mod testing;
mod told;
mod tries;

pub(crate) use admission::{AdmitGuest, AdmitOperator, Admitted, AdmittedGuest};
pub(crate) use founding::{Found, FoundingOperator, IsFounded};
pub(crate) use queues::{ListQueues, SetQueue, ShowQueueSettings};
pub(crate) use rate_limit::TooMany;
pub(crate) use sessions::{CloseSession, FindSession};
pub(crate) use sign_in::{FindCredential, OpenSession};
pub(crate) use skins::ListSkins;
pub(crate) use snippets::{FindSnippet, SnippetRecord};

use std::cell::{Cell, RefCell};

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use admission::GUEST_SOCKETS_PER_ADDRESS;
use rate_limit::AddressCounts;
use sign_in::FLOOD_PER_ADDRESS;

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
    /// A page of another site asks.
    Foreign,
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
    guest_sockets: RefCell<AddressCounts>,
    sign_ins: RefCell<AddressCounts>,
}

impl<D: Database> Directory<D> {
    /// The directory whose tables are, or will be, in this database.
    pub(crate) fn new(database: D) -> Self {
        Self {
            database,
            is_open: Cell::new(false),
            guest_sockets: RefCell::new(AddressCounts::new(GUEST_SOCKETS_PER_ADDRESS)),
            sign_ins: RefCell::new(AddressCounts::new(FLOOD_PER_ADDRESS)),
        }
    }

    /// Answers a question in one transaction: what it changes is changed whole or not at all.
    pub(crate) fn ask<Q: Question>(
        &self,
        question: Q,
        now: Timestamp,
    ) -> Result<Q::Answer, DirectoryError> {
        self.open()?;
        self.database.transaction(|| question.answer(self, now))
    }

    /// Brings the tables up to date, if there are any. Not within a question's transaction, which may be undone.
    fn open(&self) -> Result<(), DatabaseError> {
        if !self.is_open.get() && founding::is_founded(&self.database)? {
            tables::migrate(&self.database)?;
            self.is_open.set(true);
        }
        Ok(())
    }

    /// The organisation's tables. Refused while nobody has set it up, so that asking for made-up organisations
    /// stores nothing.
    fn tables(&self) -> Result<&D, DirectoryError> {
        self.open()?;
        if self.is_open.get() {
            Ok(&self.database)
        } else {
            Err(Refused::NotFounded.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{HOME, Library, NOW, find_credential, library, open_session};
    use super::*;
    use crate::session_token::TokenHash;
    use hushdesk_protocol::rest::QueueSettings;

    /// Has a question fail at each of its statements, and looks whether anything stayed of it.
    fn changes_all_or_nothing<Q: Question>(directory: &Library, question: impl Fn() -> Q) {
        for statements in 0.. {
            let before = directory.database.contents();
            directory.database.fail_after(statements);
            let answer = directory.ask(question(), NOW);
            directory.database.work_again();
            if answer.is_ok() {
                assert!(statements > 1, "{}", Q::PATH);
                assert_ne!(directory.database.contents(), before, "{}", Q::PATH);
                return;
            }
            assert_eq!(directory.database.contents(), before, "{}", Q::PATH);
        }
    }

    #[test]
    fn every_question_changes_all_it_changes_or_nothing() {
        let directory = library();
        let token = TokenHash::of_bytes([1; 32]);
        changes_all_or_nothing(&directory, || find_credential("admin", HOME));
        changes_all_or_nothing(&directory, || open_session("admin", [1; 32]));
        changes_all_or_nothing(&directory, || SetQueue {
            token,
            queue: "reference".parse().unwrap(),
            settings: QueueSettings::default(),
        });
        for byte in 2..=20 {
            directory
                .ask(open_session("desk1", [byte; 32]), NOW)
                .unwrap();
            let admit = AdmitOperator {
                token: TokenHash::of_bytes([byte; 32]),
                queue: "reference".parse().unwrap(),
            };
            directory.ask(admit, NOW).unwrap();
        }
        changes_all_or_nothing(&directory, || CloseSession {
            token: TokenHash::of_bytes([2; 32]),
        });
    }
}
