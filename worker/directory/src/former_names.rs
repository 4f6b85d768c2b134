//! Names that something had which is gone. What it has done is known by its name, in the history and in the audit log, so
//! nothing else gets it.

use hushdesk_edge::{Database, DatabaseError};

use crate::refused::{DirectoryError, Refused};

/// What had a name.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Person,
    Queue,
}

impl Kind {
    const fn as_stored(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Queue => "queue",
        }
    }
}

/// Keeps the name of something that is removed.
pub(crate) fn keep(database: &impl Database, kind: Kind, name: &str) -> Result<(), DatabaseError> {
    database.query(
        "INSERT OR IGNORE INTO former_names (kind, name) VALUES (?, ?)",
        vec![kind.as_stored().into(), name.into()],
    )?;
    Ok(())
}

/// Refuses a name that something had.
pub(crate) fn must_be_new(
    database: &impl Database,
    kind: Kind,
    name: &str,
) -> Result<(), DirectoryError> {
    let rows = database.query(
        "SELECT 1 FROM former_names WHERE kind = ? AND name = ?",
        vec![kind.as_stored().into(), name.into()],
    )?;
    if rows.is_empty() {
        Ok(())
    } else {
        Err(Refused::NameUsed.into())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use hushdesk_protocol::rest::{NewQueue, Role};

    use super::*;
    use crate::testing::{NOW, library, sign_in, signed_in};
    use crate::{
        AddQueue, ImportPeople, ImportRow, Invite, LinkHash, NewPerson, RemovePerson, RemoveQueue,
        RemoveSnippet, RowEffect,
    };

    #[test]
    fn nobody_gets_the_name_of_somebody_who_was_removed() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let person = "desk2".parse().unwrap();
        directory
            .ask(&signed_in(1), RemovePerson { person }, NOW)
            .unwrap();
        let link = LinkHash::of_bytes([1; 32]);
        let invite = Invite {
            person: NewPerson {
                name: "desk2".parse().unwrap(),
                display: "Vera".parse().unwrap(),
                role: Role::Operator,
                queues: vec![],
            },
            link,
            until: NOW.plus(1),
            email: None,
        };
        assert_eq!(
            directory.ask(&signed_in(1), invite, NOW),
            Err(Refused::NameUsed.into())
        );
        let row = ImportRow {
            name: "desk2".parse().unwrap(),
            display: None,
            role: None,
            queues: None,
            link,
        };
        let import = ImportPeople {
            rows: vec![row],
            until: NOW.plus(1),
            really: true,
        };
        assert_eq!(
            directory.ask(&signed_in(1), import, NOW),
            Ok(vec![RowEffect::Refused(Refused::NameUsed)])
        );
    }

    #[test]
    fn the_name_of_somebody_who_was_only_invited_is_free_again() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let invite = || {
            let invite = Invite {
                person: NewPerson {
                    name: "vera".parse().unwrap(),
                    display: "Vera".parse().unwrap(),
                    role: Role::Operator,
                    queues: vec![],
                },
                link: LinkHash::of_bytes([1; 32]),
                until: NOW.plus(1),
                email: None,
            };
            directory.ask(&signed_in(1), invite, NOW)
        };
        invite().unwrap();
        let person = "vera".parse().unwrap();
        directory
            .ask(&signed_in(1), RemovePerson { person }, NOW)
            .unwrap();
        assert_eq!(invite(), Ok(()));
    }

    #[test]
    fn no_queue_gets_the_name_of_one_that_was_removed() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let snippet = "circulation".parse().unwrap();
        directory
            .ask(&signed_in(1), RemoveSnippet { snippet }, NOW)
            .unwrap();
        let queue = "circulation".parse().unwrap();
        directory
            .ask(&signed_in(1), RemoveQueue { queue }, NOW)
            .unwrap();
        let add = AddQueue {
            queue: NewQueue {
                name: "circulation".parse().unwrap(),
                title: "Loans".parse().unwrap(),
                operators: BTreeSet::default().into_iter().collect(),
            },
        };
        assert_eq!(
            directory.ask(&signed_in(1), add, NOW),
            Err(Refused::NameUsed.into())
        );
    }
}
