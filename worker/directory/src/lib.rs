//! The directory of one organisation: who may sign in and is signed in, which queues there are and who is
//! assigned to them, which snippets lead to which queue in which skin; and what administrators have done.
//!
//! It is asked by [`Question`]s, one type each, through [`Directory::ask`]: that finds out who the [`Asker`] is, refuses
//! what they may not ask, answers in one transaction, and writes what was changed into the audit log in the same. So a
//! question that reaches its tables has a [`Caller`] who may ask it; there is no other way to them.
//!
//! All of it is plain logic over a [`Database`]. The time is an argument, and so is everything random: a session is known
//! by the hash of a token made elsewhere.
//!
//! Not its business: passwords in the clear (the Worker hashes them, so that a flood of sign-ins does not
//! hold up everybody who needs the directory), cookies, HTTP, and whatever happens in a chat.

mod address;
mod answering;
mod audit;
mod caller;
mod founding;
mod paging;
mod people;
mod question;
mod queues;
mod rate_limit;
mod refused;
mod sessions;
mod skins;
mod snippets;
mod tables;
mod tellings;
#[cfg(test)]
mod testing;

pub use address::{Address, AddressKey};
pub use answering::{Failure, answer};
pub use audit::Act;
pub use caller::{Administrator, Anybody, Asker, Caller, SignedIn};
pub use founding::plan::{PlanError, check as check_plan};
pub use founding::{Found, FoundingOperator, IsFounded};
pub use people::PasswordHash;
pub use question::{Answered, Asked, Question};
pub use queues::ListQueues;
pub use queues::admission::{AdmitGuest, AdmitOperator, Admitted, AdmittedGuest};
pub use queues::settings::{SetQueue, SettingsRecord, ShowQueueSettings};
pub use rate_limit::TooMany;
pub use refused::{DirectoryError, Refused};
pub use sessions::hashes::{BrowserHash, HASH_BYTES, TokenHash};
pub use sessions::sign_in::{FindCredential, OpenSession, Opened};
pub use sessions::{CloseSession, FindSession, SESSION_SECONDS};
pub use skins::ListSkins;
pub use snippets::{FindSnippet, SnippetRecord};

use std::cell::Cell;

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::Timestamp;

use rate_limit::Counts;

/// The directory of one organisation, whether it has been set up or not.
pub struct Directory<D> {
    database: D,
    is_open: Cell<bool>,
    counts: Counts,
}

impl<D: Database> Directory<D> {
    /// The directory whose tables are, or will be, in this database.
    pub fn new(database: D) -> Self {
        Self {
            database,
            is_open: Cell::new(false),
            counts: Counts::default(),
        }
    }

    /// Answers a question in one transaction: what it changes is changed whole or not at all, and stands in the audit log
    /// if it does.
    ///
    /// # Errors
    ///
    /// [`DirectoryError::Refused`] if the asker may not ask this or there is no answer to it, and while nobody has set the
    /// organisation up; [`DirectoryError::Database`] if the database failed.
    pub fn ask<Q: Question>(
        &self,
        asker: &Asker,
        question: Q,
        now: Timestamp,
    ) -> Result<Q::Answer, DirectoryError> {
        self.open()?;
        // Asking for made-up organisations stores nothing.
        if !Q::BEFORE_FOUNDING && !self.is_open.get() {
            return Err(Refused::NotFounded.into());
        }
        self.database.transaction(|| {
            let by = Q::By::establish(&self.database, asker, now)?;
            let asked = Asked {
                by: &by,
                address: &asker.address,
                database: &self.database,
                counts: &self.counts,
                now,
            };
            let Answered { answer, act } = question.answer(asked)?;
            if let Some(act) = act {
                audit::write(&self.database, &act, by.name(), &asker.address, now)?;
            }
            Ok(answer)
        })
    }

    /// Brings the tables up to date, if there are any. Not within a question's transaction, which may be undone.
    fn open(&self) -> Result<(), DatabaseError> {
        if !self.is_open.get() && founding::is_founded(&self.database)? {
            tables::migrate(&self.database)?;
            self.is_open.set(true);
        }
        Ok(())
    }

    /// The organisation's tables. Refused while nobody has set it up.
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
    use hushdesk_protocol::rest::QueueSettings;

    use super::testing::{
        Library, NOW, find_credential, library, nobody, open_session, sign_in, signed_in,
    };
    use super::*;

    /// Has a question fail at each of its statements, and looks whether anything stayed of it.
    fn changes_all_or_nothing<Q: Question>(
        directory: &Library,
        asker: &Asker,
        question: impl Fn() -> Q,
    ) {
        for statements in 0.. {
            let before = directory.database.contents();
            directory.database.fail_after(statements);
            let answer = directory.ask(asker, question(), NOW);
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
        changes_all_or_nothing(&directory, &nobody(), || find_credential("admin"));
        changes_all_or_nothing(&directory, &nobody(), || open_session("admin", 1));
        changes_all_or_nothing(&directory, &signed_in(1), || SetQueue {
            queue: "reference".parse().unwrap(),
            settings: QueueSettings::default(),
            seen: None,
        });
        for byte in 2..=20 {
            sign_in(&directory, "desk1", byte);
            let queue = "reference".parse().unwrap();
            directory
                .ask(&signed_in(byte), AdmitOperator { queue }, NOW)
                .unwrap();
        }
        changes_all_or_nothing(&directory, &signed_in(2), || CloseSession);
    }
}
