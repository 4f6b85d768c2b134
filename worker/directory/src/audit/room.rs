//! How much of the audit log somebody may fill who administers nothing: so much a day of each kind of act, so that nobody can
//! fill the directory with it, and whoever has done too much of one thing can still do another.

use hushdesk_edge::Database;
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::{CANNED_MAX, Role};

use super::Act;
use crate::people;
use crate::rate_limit::TooMany;
use crate::refused::DirectoryError;

const DAY: u64 = 24 * 60 * 60 * 1_000;

/// Entries of one kind within a day: somebody may fill a queue's canned messages at once.
const ENTRIES_A_DAY: u32 = CANNED_MAX;

/// Bytes of what was and is, in all entries of one kind within a day.
const BYTES_A_DAY: u64 = 1_000_000;

/// What takes something from people: it is never put off, not even of an administrator who is none any more after it.
const NEVER_TOO_MUCH: [&str; 4] = ["remove_person", "change_person", "disable_person", "assign"];

/// Refuses an act of whoever has done too much of its kind within a day.
pub(super) fn must_be_left(
    database: &impl Database,
    act: &Act,
    by: &OperatorName,
    now: Timestamp,
) -> Result<(), DirectoryError> {
    if NEVER_TOO_MUCH.contains(&act.name) {
        return Ok(());
    }
    let is_operator = people::find(database, by)?.is_some_and(|it| it.role == Role::Operator);
    if !is_operator {
        return Ok(());
    }
    let since = Timestamp(now.0.saturating_sub(DAY));
    let rows = database.query(
        "SELECT count(*), coalesce(sum(length(CAST(coalesce(before, '') || coalesce(after, '') AS BLOB))), 0),
                coalesce(min(at), 0)
         FROM audit WHERE at > ? AND operator = ? AND act = ?",
        vec![since.into(), by.as_str().into(), act.name.into()],
    )?;
    let Some(mut row) = rows.into_iter().next() else {
        return Ok(());
    };
    let (entries, bytes) = (row.number::<u32>("count")?, row.number::<u64>("bytes")?);
    if entries < ENTRIES_A_DAY && bytes < BYTES_A_DAY {
        return Ok(());
    }
    let again = row.moment("audit.at")?.plus(DAY);
    Err(TooMany {
        retry_after_seconds: again.since(now).div_ceil(1_000).max(1),
    }
    .into())
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::CannedId;
    use hushdesk_protocol::rest::{CannedChange, NewCanned, PersonChange, Pool, QueueSettings};

    use super::*;
    use crate::refused::Refused;
    use crate::second_factor::Checked;
    use crate::testing::{Library, NOW, hash_of, library, make_manager, sign_in, signed_in};
    use crate::{AddCanned, ChangeOwnPassword, ChangePerson, RenameSelf, SetQueue};

    fn rename(
        directory: &Library,
        session: u8,
        n: u32,
        now: Timestamp,
    ) -> Result<(), DirectoryError> {
        let display = format!("Ann {n}").parse().unwrap();
        directory.ask(&signed_in(session), RenameSelf { display }, now)
    }

    fn entries(directory: &Library) -> u32 {
        let rows = directory
            .database
            .query("SELECT count(*) FROM audit", vec![]);
        rows.unwrap().remove(0).number("count").unwrap()
    }

    #[test]
    fn an_operator_fills_so_much_of_the_log_a_day_and_an_administrator_goes_on() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        sign_in(&directory, "desk1", 2);
        for n in 0..ENTRIES_A_DAY {
            assert_eq!(rename(&directory, 2, n, NOW), Ok(()));
        }
        let too_many = TooMany {
            retry_after_seconds: DAY / 1_000,
        };
        assert_eq!(rename(&directory, 2, 999, NOW), Err(too_many.into()));
        for n in 0..=ENTRIES_A_DAY {
            assert_eq!(rename(&directory, 1, n, NOW), Ok(()));
        }
        let change = ChangeOwnPassword {
            verified: hash_of("desk1"),
            shown: None,
            password: hash_of("new"),
        };
        assert_eq!(
            directory.ask(&signed_in(2), change, NOW),
            Ok(Checked::Passed(()))
        );
    }

    #[test]
    fn a_manager_fills_the_canned_messages_of_a_queue_in_a_day() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        sign_in(&directory, "desk1", 2);
        make_manager(&directory, "desk1");
        for n in 0..CANNED_MAX {
            let add = AddCanned {
                id: CannedId::from_bytes(u128::from(n).to_be_bytes()),
                new: NewCanned {
                    pool: Pool::Queue("reference".parse().unwrap()),
                    message: CannedChange {
                        title: format!("Hours {n}").parse().unwrap(),
                        text: "We open at nine.".parse().unwrap(),
                    },
                },
            };
            assert_eq!(directory.ask(&signed_in(2), add, NOW), Ok(()), "{n}");
        }
    }

    #[test]
    fn an_administrator_who_has_changed_many_people_still_becomes_an_operator() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let change = |person: &str, display: String, role| {
            let change = ChangePerson {
                person: person.parse().unwrap(),
                change: PersonChange {
                    display: display.parse().unwrap(),
                    role,
                    queues: vec![],
                },
                seen: None,
            };
            directory.ask(&signed_in(1), change, NOW).map(drop)
        };
        for n in 0..=ENTRIES_A_DAY {
            let display = format!("Ann {n}");
            assert_eq!(change("desk1", display, Role::Administrator), Ok(()));
        }
        let own = change("admin", "Admin".to_owned(), Role::Operator);
        assert_eq!(own, Ok(()));
    }

    #[test]
    fn a_manager_fills_so_many_bytes_of_it_a_day() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        sign_in(&directory, "desk1", 2);
        make_manager(&directory, "desk1");
        let notice = |n: u32| format!("{n:04}{}", "a".repeat(3_900));
        let set = |n| {
            let set = SetQueue {
                queue: "reference".parse().unwrap(),
                settings: QueueSettings {
                    concierge: Some(notice(n).parse().unwrap()),
                    ..QueueSettings::default()
                },
                seen: None,
            };
            directory.ask(&signed_in(2), set, NOW).map(drop)
        };
        let done = (0..200).take_while(|n| set(*n).is_ok()).count();
        assert!((100..150).contains(&done), "{done}");
        assert!(matches!(
            set(999),
            Err(DirectoryError::Refused(Refused::TooMany(_)))
        ));
    }

    #[test]
    fn what_changes_nothing_is_no_entry_and_no_new_version() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        rename(&directory, 1, 1, NOW).unwrap();
        let set = || {
            let set = SetQueue {
                queue: "reference".parse().unwrap(),
                settings: QueueSettings {
                    busy_at: Some(3),
                    ..QueueSettings::default()
                },
                seen: None,
            };
            directory.ask(&signed_in(1), set, NOW).unwrap()
        };
        let version = set();
        let before = entries(&directory);
        assert_eq!(set(), version);
        rename(&directory, 1, 1, NOW).unwrap();
        assert_eq!(entries(&directory), before);
    }
}
