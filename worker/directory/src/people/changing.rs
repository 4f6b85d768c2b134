//! Changing people, keeping them out, removing them. The last administrator stays one.

use hushdesk_edge::Database;
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::{PersonChange, Role};
use serde::{Deserialize, Serialize};

use super::listing::{changeable, person};
use super::{Known, duties, has_password, must_have_administrator, set};
use crate::audit::Act;
use crate::caller::Administrator;
use crate::change::Change;
use crate::former_names::{self, Kind};
use crate::question::{Answered, Asked, Question};
use crate::refused::DirectoryError;
use crate::{keys, sessions};

/// Changes somebody, if they are as whoever changes them has seen them. The answer is the number by which the new state is
/// known.
#[derive(Serialize, Deserialize)]
pub struct ChangePerson {
    /// Whom.
    pub person: OperatorName,
    /// How they are from now on.
    pub change: PersonChange,
    /// The version that was seen; none, to change them whatever they are.
    pub seen: Option<u64>,
}

impl Question for ChangePerson {
    const PATH: &'static str = "/change-person";
    type By = Administrator;
    type Answer = u64;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<u64>, DirectoryError> {
        let (database, name) = (asked.database, &self.person);
        let change = Change {
            act: "change_person",
            subject: name.as_str(),
            seen: self.seen,
        };
        change.make(
            || Ok(changeable(&person(database, name)?)),
            |before| {
                if self.change.role == Role::Administrator && before.role != self.change.role {
                    asked.by.must_have_proved(database, asked.now)?;
                }
                write(database, name, before, &self.change, asked.now)
            },
        )
    }
}

fn write(
    database: &impl Database,
    name: &OperatorName,
    before: &PersonChange,
    change: &PersonChange,
    now: Timestamp,
) -> Result<(), DirectoryError> {
    let known = Known {
        display: change.display.clone(),
        role: change.role,
    };
    set(database, name, &known)?;
    duties::set(database, name, &change.queues, now)?;
    if change.role != before.role {
        sessions::end_all(database, name, None, now)?;
    }
    must_have_administrator(database)
}

/// Keeps somebody from signing in, or lets them again.
#[derive(Serialize, Deserialize)]
pub struct DisablePerson {
    /// Whom.
    pub person: OperatorName,
    /// Whether they are kept out.
    pub disabled: bool,
}

impl Question for DisablePerson {
    const PATH: &'static str = "/disable-person";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        let (database, name) = (asked.database, &self.person);
        let role = person(database, name)?.role;
        if !self.disabled && role == Role::Administrator {
            asked.by.must_have_proved(database, asked.now)?;
        }
        let changed = database.query(
            "UPDATE operators SET disabled = ?1 WHERE name = ?2 AND disabled <> ?1 RETURNING 1",
            vec![self.disabled.into(), name.as_str().into()],
        )?;
        if self.disabled {
            sessions::end_all(database, name, None, asked.now)?;
        }
        must_have_administrator(database)?;
        let act = if self.disabled {
            "disable_person"
        } else {
            "enable_person"
        };
        let done = Act::done(act, name.as_str());
        Ok(Answered::done((!changed.is_empty()).then_some(done)))
    }
}

/// Removes somebody, with all that is theirs. Their keys are revoked. Nobody else gets their name, unless they never came in.
#[derive(Serialize, Deserialize)]
pub struct RemovePerson {
    /// Whom.
    pub person: OperatorName,
}

impl Question for RemovePerson {
    const PATH: &'static str = "/remove-person";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        let (database, name) = (asked.database, &self.person);
        let removed = person(database, name)?;
        let before = changeable(&removed);
        if has_password(database, name)? || removed.provider {
            former_names::keep(database, Kind::Person, name.as_str())?;
        }
        sessions::end_all(database, name, None, asked.now)?;
        keys::revoke_those_of(database, name, asked.now)?;
        database.query(
            "DELETE FROM operators WHERE name = ?",
            vec![name.as_str().into()],
        )?;
        must_have_administrator(database)?;
        let act = Act::removed("remove_person", name.as_str(), &before)?;
        Ok(Answered::done(act))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use durable_queue::from_directory::{Dismissal, FromDirectory};
    use hushdesk_protocol::rest::{Assignment, Duty, Role};

    use super::*;
    use crate::refused::Refused;
    use crate::testing::{
        Library, NOW, admitted, find_credential, library, nobody, sign_in, signed_in, told,
    };
    use crate::{FindSession, ShowPerson};

    fn staffed() -> Library {
        let directory = library();
        sign_in(&directory, "admin", 1);
        sign_in(&directory, "desk1", 2);
        directory
    }

    fn shown(directory: &Library, name: &str) -> crate::Versioned<hushdesk_protocol::rest::Person> {
        let person = name.parse().unwrap();
        directory
            .ask(&signed_in(1), ShowPerson { person }, NOW)
            .unwrap()
    }

    fn change(
        directory: &Library,
        name: &str,
        role: Role,
        queues: &[&str],
        seen: Option<u64>,
    ) -> Result<u64, DirectoryError> {
        let queues = queues.iter().map(|queue| Assignment {
            queue: queue.parse().unwrap(),
            duties: BTreeSet::from([Duty::Operator]),
        });
        let change = ChangePerson {
            person: name.parse().unwrap(),
            change: PersonChange {
                display: "Anna".parse().unwrap(),
                role,
                queues: queues.collect(),
            },
            seen,
        };
        directory.ask(&signed_in(1), change, NOW)
    }

    fn is_signed_in(directory: &Library, byte: u8) -> bool {
        directory.ask(&signed_in(byte), FindSession, NOW).is_ok()
    }

    #[test]
    fn a_change_holds_at_once_and_is_refused_to_whoever_comes_second() {
        let directory = staffed();
        let seen = shown(&directory, "desk1").version;
        let version = change(
            &directory,
            "desk1",
            Role::Operator,
            &["reference"],
            Some(seen),
        );
        let after = shown(&directory, "desk1");
        assert_eq!(version, Ok(after.version));
        assert_eq!(after.state.display.as_str(), "Anna");
        assert_eq!(after.state.queues.len(), 1);
        assert!(is_signed_in(&directory, 2));
        assert_eq!(
            change(&directory, "desk1", Role::Operator, &[], Some(seen)),
            Err(Refused::ChangedMeanwhile.into())
        );
        assert_eq!(
            change(&directory, "desk1", Role::Operator, &["nowhere"], None),
            Err(Refused::NoQueue.into())
        );
    }

    #[test]
    fn whoever_loses_a_queue_loses_their_sockets_there_and_keeps_the_session() {
        let directory = staffed();
        admitted(&directory, 2, &["reference", "circulation"]);
        change(&directory, "desk1", Role::Operator, &["reference"], None).unwrap();
        let gone = Dismissal::Operator("desk1".parse().unwrap());
        let dismissed = ("circulation".to_owned(), FromDirectory::Dismiss(gone));
        assert_eq!(told(&directory, NOW), [dismissed]);
        assert!(is_signed_in(&directory, 2));
    }

    #[test]
    fn another_role_ends_all_sessions() {
        let directory = staffed();
        change(&directory, "desk1", Role::Administrator, &[], None).unwrap();
        assert!(!is_signed_in(&directory, 2));
        assert!(is_signed_in(&directory, 1));
    }

    #[test]
    fn whoever_is_disabled_is_signed_out_and_not_let_in_until_they_are_enabled() {
        let directory = staffed();
        let disable = |disabled| {
            let person = "desk1".parse().unwrap();
            let disable = DisablePerson { person, disabled };
            directory.ask(&signed_in(1), disable, NOW).unwrap();
        };
        let credential = || {
            directory
                .ask(&nobody(), find_credential("desk1"), NOW)
                .unwrap()
        };
        disable(true);
        assert!(!is_signed_in(&directory, 2));
        assert_eq!(credential(), None);
        disable(false);
        assert!(credential().is_some());
    }

    #[test]
    fn the_last_administrator_stays() {
        let directory = staffed();
        let last = Err(Refused::LastAdministrator.into());
        let admin = || "admin".parse().unwrap();
        assert_eq!(change(&directory, "admin", Role::Operator, &[], None), last);
        let remove = RemovePerson { person: admin() };
        assert_eq!(
            directory.ask(&signed_in(1), remove, NOW),
            Err(Refused::LastAdministrator.into())
        );
        let disable = DisablePerson {
            person: admin(),
            disabled: true,
        };
        assert_eq!(
            directory.ask(&signed_in(1), disable, NOW),
            Err(Refused::LastAdministrator.into())
        );
        assert!(is_signed_in(&directory, 1));
        change(&directory, "desk1", Role::Administrator, &[], None).unwrap();
        assert!(change(&directory, "admin", Role::Operator, &[], None).is_ok());
    }

    #[test]
    fn whoever_is_removed_is_gone_with_all_that_is_theirs() {
        let directory = staffed();
        admitted(&directory, 2, &["reference"]);
        let remove = RemovePerson {
            person: "desk1".parse().unwrap(),
        };
        directory.ask(&signed_in(1), remove, NOW).unwrap();
        assert!(!is_signed_in(&directory, 2));
        assert_eq!(told(&directory, NOW).len(), 1);
        let rest = directory.database.contents();
        let rows = rest.iter().filter(|row| row.contains("desk1"));
        let tables: BTreeSet<_> = rows.filter_map(|row| row.split(' ').next()).collect();
        assert_eq!(tables, BTreeSet::from(["audit", "former_names"]));
    }
}
