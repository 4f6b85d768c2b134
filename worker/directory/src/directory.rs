//! The one way in: a question is asked here, by somebody, and answered in one transaction.

use std::cell::Cell;

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::Timestamp;

use crate::audit;
use crate::caller::{Asker, Caller};
use crate::question::{Answered, Asked, Question};
use crate::rate_limit::Counts;
use crate::refused::{DirectoryError, Refused};
use crate::{founding, tables};

/// The directory of one organisation, whether it has been set up or not.
pub struct Directory<D> {
    pub(crate) database: D,
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
            let Answered { answer, acts } = question.answer(asked)?;
            for act in acts {
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
    pub(crate) fn tables(&self) -> Result<&D, DirectoryError> {
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
    use hushdesk_protocol::rest::{Look, QueueSettings, Role, SkinSealing, SkinSettings};

    use super::*;
    use crate::testing::{
        Library, NOW, find_credential, hash_of, library, nobody, open_session, sign_in, signed_in,
    };
    use crate::{
        AdmitOperator, CloseSession, ImportPeople, ImportRow, LinkHash, MakeLink, RemovePerson,
        RemoveQueue, RemoveSnippet, SetQueue, SetSkin, UseLink,
    };

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
            settings: QueueSettings {
                busy_at: Some(3),
                ..QueueSettings::default()
            },
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

    #[test]
    fn every_act_of_an_administrator_changes_all_it_changes_or_nothing() {
        let directory = library();
        let admin = signed_in(1);
        sign_in(&directory, "admin", 1);
        sign_in(&directory, "desk1", 2);
        let person = || "desk1".parse().unwrap();
        let link = |byte| LinkHash::of_bytes([byte; 32]);
        changes_all_or_nothing(&directory, &admin, || ImportPeople {
            rows: ["desk1", "vera"]
                .map(|name| ImportRow {
                    name: name.parse().unwrap(),
                    display: None,
                    role: Some(Role::Administrator),
                    queues: Some(vec![]),
                    link: link(1),
                })
                .to_vec(),
            until: NOW.plus(1),
            really: true,
        });
        changes_all_or_nothing(&directory, &admin, || MakeLink {
            person: person(),
            link: link(2),
        });
        changes_all_or_nothing(&directory, &nobody(), || UseLink {
            link: link(2),
            password: hash_of("new"),
        });
        changes_all_or_nothing(&directory, &admin, || SetSkin {
            skin: "sealed".parse().unwrap(),
            settings: SkinSettings {
                title: "Ask".parse().unwrap(),
                sealing: SkinSealing::Open,
                look: Look::default(),
            },
            seen: None,
        });
        changes_all_or_nothing(&directory, &admin, || RemoveSnippet {
            snippet: "circulation".parse().unwrap(),
        });
        changes_all_or_nothing(&directory, &admin, || RemoveQueue {
            queue: "circulation".parse().unwrap(),
        });
        changes_all_or_nothing(&directory, &admin, || RemovePerson { person: person() });
    }
}
