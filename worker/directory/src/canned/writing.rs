//! Making, changing and removing canned messages.

use hushdesk_edge::Database;
use hushdesk_protocol::ids::{CannedId, OperatorName, QueueName};
use hushdesk_protocol::rest::{CANNED_MAX, CannedChange, NewCanned, Pool};
use serde::{Deserialize, Serialize};

use super::{changeable, must_write, writable};
use crate::audit::Act;
use crate::caller::SignedIn;
use crate::question::{Answered, Asked, Question};
use crate::queues;
use crate::refused::DirectoryError;
use crate::{tables, version};

/// Makes a canned message.
#[derive(Serialize, Deserialize)]
pub struct AddCanned {
    /// By what it will be known.
    pub id: CannedId,
    /// Where, and what.
    pub new: NewCanned,
}

impl Question for AddCanned {
    const PATH: &'static str = "/add-canned";
    type By = SignedIn;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<()>, DirectoryError> {
        let (database, name) = (asked.database, asked.by.operator());
        let NewCanned { pool, message } = &self.new;
        if let Pool::Queue(queue) = pool {
            queues::must_be(database, queue)?;
        }
        must_write(database, name, pool)?;
        let (operator, queue) = whose(pool, name);
        must_have_room(database, operator, queue)?;
        database.query(
            "INSERT INTO canned (id, operator, queue, title, text) VALUES (?, ?, ?, ?, ?)",
            vec![
                self.id.as_str().into(),
                operator.map(OperatorName::as_str).into(),
                queue.map(QueueName::as_str).into(),
                message.title.as_str().into(),
                message.text.as_str().into(),
            ],
        )?;
        let made = Act::made("add_canned", message.title.as_str(), &self.new)?;
        Ok(Answered::after((), shared(pool).then_some(made)))
    }
}

/// Changes a canned message, if it is as whoever changes it has seen it. The answer is the number by which the new state is
/// known.
#[derive(Serialize, Deserialize)]
pub struct ChangeCanned {
    /// Which.
    pub id: CannedId,
    /// How it is from now on.
    pub change: CannedChange,
    /// The version that was seen; none, to change it whatever it is.
    pub seen: Option<u64>,
}

impl Question for ChangeCanned {
    const PATH: &'static str = "/change-canned";
    type By = SignedIn;
    type Answer = u64;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<u64>, DirectoryError> {
        let (database, after) = (asked.database, &self.change);
        let message = writable(database, asked.by.operator(), &self.id)?;
        let before = changeable(&message);
        version::must_be(self.seen, &before)?;
        database.query(
            "UPDATE canned SET title = ?, text = ? WHERE id = ?",
            vec![
                after.title.as_str().into(),
                after.text.as_str().into(),
                self.id.as_str().into(),
            ],
        )?;
        let changed = Act::changed("change_canned", before.title.as_str(), &before, after)?;
        Ok(Answered::after(
            version::of(after)?,
            changed.filter(|_| shared(&message.pool)),
        ))
    }
}

/// Removes a canned message.
#[derive(Serialize, Deserialize)]
pub struct RemoveCanned {
    /// Which.
    pub id: CannedId,
}

impl Question for RemoveCanned {
    const PATH: &'static str = "/remove-canned";
    type By = SignedIn;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<()>, DirectoryError> {
        let message = writable(asked.database, asked.by.operator(), &self.id)?;
        asked.database.query(
            "DELETE FROM canned WHERE id = ?",
            vec![self.id.as_str().into()],
        )?;
        let removed = Act::removed("remove_canned", message.title.as_str(), &message)?;
        Ok(Answered::after(
            (),
            shared(&message.pool).then_some(removed),
        ))
    }
}

/// What somebody keeps for themselves is nobody else's business.
fn shared(pool: &Pool) -> bool {
    *pool != Pool::Own
}

/// Whose a message is, as it is stored.
fn whose<'a>(
    pool: &'a Pool,
    name: &'a OperatorName,
) -> (Option<&'a OperatorName>, Option<&'a QueueName>) {
    match pool {
        Pool::Own => (Some(name), None),
        Pool::Queue(queue) => (None, Some(queue)),
        Pool::Organisation => (None, None),
    }
}

fn must_have_room(
    database: &impl Database,
    operator: Option<&OperatorName>,
    queue: Option<&QueueName>,
) -> Result<(), DirectoryError> {
    tables::must_count_less(
        database,
        "SELECT count(*) FROM canned WHERE operator IS ? AND queue IS ?",
        vec![
            operator.map(OperatorName::as_str).into(),
            queue.map(QueueName::as_str).into(),
        ],
        CANNED_MAX,
    )
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::refused::Refused;
    use crate::testing::{Library, NOW, library, make_manager, sign_in, signed_in};
    use crate::{ListCanned, ShowCanned};

    /// An administrator, desk1 and desk2 by 1, 2 and 3; desk2 manages the reference desk, and is at no other.
    fn staffed() -> Library {
        let directory = library();
        sign_in(&directory, "admin", 1);
        sign_in(&directory, "desk1", 2);
        sign_in(&directory, "desk2", 3);
        make_manager(&directory, "desk2");
        directory
    }

    fn id(byte: u8) -> CannedId {
        CannedId::from_bytes([byte; 16])
    }

    fn message(text: &str) -> CannedChange {
        CannedChange {
            title: "Hours".parse().unwrap(),
            text: text.parse().unwrap(),
        }
    }

    fn add(directory: &Library, by: u8, byte: u8, pool: Pool) -> Result<(), DirectoryError> {
        let new = NewCanned {
            pool,
            message: message("We open at nine."),
        };
        directory.ask(&signed_in(by), AddCanned { id: id(byte), new }, NOW)
    }

    fn queue(name: &str) -> Pool {
        Pool::Queue(name.parse().unwrap())
    }

    fn list(directory: &Library, by: u8) -> Vec<CannedId> {
        let list = ListCanned { after: None };
        let page = directory.ask(&signed_in(by), list, NOW).unwrap();
        page.items.into_iter().map(|message| message.id).collect()
    }

    #[test]
    fn everybody_reads_the_pools_of_their_queues_and_their_own() {
        let directory = staffed();
        add(&directory, 1, 1, Pool::Organisation).unwrap();
        add(&directory, 1, 2, queue("circulation")).unwrap();
        add(&directory, 3, 3, queue("reference")).unwrap();
        add(&directory, 2, 4, Pool::Own).unwrap();
        add(&directory, 3, 5, Pool::Own).unwrap();
        assert_eq!(list(&directory, 1), [id(1), id(2), id(3)]);
        assert_eq!(list(&directory, 2), [id(1), id(2), id(3), id(4)]);
        assert_eq!(list(&directory, 3), [id(1), id(3), id(5)]);
    }

    #[test]
    fn a_pool_is_written_by_whoever_looks_after_it() {
        let directory = staffed();
        let refused = |by, pool| add(&directory, by, 9, pool).unwrap_err();
        let not_administrator = Refused::NotAdministrator.into();
        assert_eq!(refused(3, Pool::Organisation), not_administrator);
        assert_eq!(refused(3, queue("circulation")), Refused::NotManager.into());
        assert_eq!(refused(1, queue("nowhere")), Refused::NoQueue.into());
        add(&directory, 3, 3, queue("reference")).unwrap();
        add(&directory, 3, 5, Pool::Own).unwrap();
        let remove = |by, byte| directory.ask(&signed_in(by), RemoveCanned { id: id(byte) }, NOW);
        assert_eq!(remove(2, 3), Err(Refused::NotManager.into()));
        assert_eq!(remove(1, 5), Err(Refused::NoCanned.into()), "not theirs");
        assert_eq!(remove(3, 5), Ok(()));
        assert_eq!(remove(1, 3), Ok(()));
        assert_eq!(list(&directory, 3), []);
    }

    #[test]
    fn of_two_who_change_a_message_the_second_is_told() {
        let directory = staffed();
        add(&directory, 1, 1, queue("reference")).unwrap();
        let show = ShowCanned { id: id(1) };
        let seen = directory.ask(&signed_in(3), show, NOW).unwrap().version;
        let change = |by| {
            let change = ChangeCanned {
                id: id(1),
                change: message("We open at ten."),
                seen: Some(seen),
            };
            directory.ask(&signed_in(by), change, NOW)
        };
        assert!(change(3).is_ok());
        assert_eq!(change(1), Err(Refused::ChangedMeanwhile.into()));
    }

    #[test]
    fn a_pool_has_a_bound() {
        let directory = staffed();
        for n in 0..CANNED_MAX {
            directory
                .database
                .query(
                    "INSERT INTO canned (id, operator, title, text) VALUES (?, 'desk1', 'a', 'b')",
                    vec![format!("{n}").as_str().into()],
                )
                .unwrap();
        }
        assert_eq!(add(&directory, 2, 1, Pool::Own), Err(Refused::Full.into()));
        assert_eq!(add(&directory, 3, 1, Pool::Own), Ok(()));
    }

    #[test]
    fn what_is_somebodys_own_is_in_no_audit_log() {
        let directory = staffed();
        add(&directory, 2, 1, Pool::Own).unwrap();
        add(&directory, 1, 2, Pool::Organisation).unwrap();
        let rows = directory.database.contents();
        let audit = rows.iter().filter(|row| row.contains("add_canned"));
        assert_eq!(audit.count(), 1);
    }
}
