//! Who is signed in. A session is known by the hash of its token, so that whoever reads the tables cannot sign
//! in with what is there.

use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::{QueueTitle, Role, Session};
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

use super::database::{Database, DatabaseError, Row};
use super::{Directory, DirectoryError, Question, Refused};
use crate::session_token::{SESSION_SECONDS, TokenHash};

/// Sessions one operator may have at once; the oldest ends when one more is opened. A person has a few
/// browsers; this leaves room for some that were closed without signing out, and bounds the table.
const SESSIONS_PER_OPERATOR_MAX: u32 = 20;

/// Who is signed in with a token.
#[derive(Serialize, Deserialize)]
pub(crate) struct FindSession {
    /// The token's hash.
    pub(crate) token: TokenHash,
}

impl Question for FindSession {
    const PATH: &'static str = "/find-session";
    type Answer = Session;

    fn answer<D: Database>(
        self,
        directory: &Directory<D>,
        now: Timestamp,
    ) -> Result<Session, DirectoryError> {
        let database = directory.tables()?;
        let name = operator_of(database, self.token, now)?;
        described(database, name)
    }
}

/// Ends a session. Ending one that is not there is no error: it has ended.
#[derive(Serialize, Deserialize)]
pub(crate) struct CloseSession {
    /// The token's hash.
    pub(crate) token: TokenHash,
}

impl Question for CloseSession {
    const PATH: &'static str = "/close-session";
    type Answer = ();

    fn answer<D: Database>(
        self,
        directory: &Directory<D>,
        _now: Timestamp,
    ) -> Result<(), DirectoryError> {
        directory.tables()?.query(
            "DELETE FROM sessions WHERE token = ?",
            vec![self.token.into()],
        )?;
        Ok(())
    }
}

/// Opens a session for an operator whose password has been checked.
pub(super) fn open(
    database: &impl Database,
    name: &OperatorName,
    token: TokenHash,
    now: Timestamp,
) -> Result<Session, DirectoryError> {
    let session = described(database, name.clone())?;
    database.query("DELETE FROM sessions WHERE ends <= ?", vec![now.into()])?;
    database.query(
        "INSERT INTO sessions (token, operator, ends) VALUES (?, ?, ?)",
        vec![
            token.into(),
            name.as_str().into(),
            now.plus(SESSION_SECONDS * 1_000).into(),
        ],
    )?;
    end_oldest(database, name)?;
    Ok(session)
}

/// Who is signed in with the token.
pub(super) fn operator_of(
    database: &impl Database,
    token: TokenHash,
    now: Timestamp,
) -> Result<OperatorName, DirectoryError> {
    let rows = database.query(
        "SELECT operator FROM sessions WHERE token = ? AND ends > ?",
        vec![token.into(), now.into()],
    )?;
    let mut row = rows.into_iter().next().ok_or(Refused::SignedOut)?;
    Ok(row.name("sessions.operator")?)
}

/// What whoever is signed in with the token may do.
pub(super) fn role_of(
    database: &impl Database,
    token: TokenHash,
    now: Timestamp,
) -> Result<Role, DirectoryError> {
    let name = operator_of(database, token, now)?;
    Ok(described(database, name)?.role)
}

fn end_oldest(database: &impl Database, name: &OperatorName) -> Result<(), DatabaseError> {
    database.query(
        "DELETE FROM sessions WHERE operator = ?1 AND token NOT IN
         (SELECT token FROM sessions WHERE operator = ?1 ORDER BY ends DESC LIMIT ?2)",
        vec![name.as_str().into(), SESSIONS_PER_OPERATOR_MAX.into()],
    )?;
    Ok(())
}

/// What somebody who is signed in may know.
fn described(database: &impl Database, name: OperatorName) -> Result<Session, DirectoryError> {
    let rows = database.query(
        "SELECT role, display, (SELECT demonstration FROM organisation) FROM operators
         WHERE name = ?",
        vec![name.as_str().into()],
    )?;
    let mut row = rows.into_iter().next().ok_or(Refused::SignedOut)?;
    let role = role_from_stored(&row.text("operators.role")?)?;
    let display = display_from_stored(row.optional_text("operators.display")?, &name)?;
    let demonstration = row.number::<i64>("organisation.demonstration")? != 0;
    Ok(Session {
        role,
        queues: queues_of(database, &name)?,
        display,
        name,
        demonstration,
    })
}

/// What an operator is called.
pub(super) fn display_of(
    database: &impl Database,
    name: &OperatorName,
) -> Result<DisplayName, DatabaseError> {
    let rows = database.query(
        "SELECT display FROM operators WHERE name = ?",
        vec![name.as_str().into()],
    )?;
    let stored = match rows.into_iter().next() {
        Some(mut row) => row.optional_text("operators.display")?,
        None => None,
    };
    display_from_stored(stored, name)
}

fn display_from_stored(
    stored: Option<String>,
    name: &OperatorName,
) -> Result<DisplayName, DatabaseError> {
    match stored {
        Some(display) => {
            DisplayName::try_from(display).map_err(|_| DatabaseError::Column("operators.display"))
        }
        None => Ok(DisplayName::of(name)),
    }
}

fn queues_of(
    database: &impl Database,
    name: &OperatorName,
) -> Result<Vec<QueueTitle>, DatabaseError> {
    let rows = database.query(
        "SELECT queues.name, queues.title FROM assignments
         JOIN queues ON queues.name = assignments.queue
         WHERE assignments.operator = ? ORDER BY queues.place",
        vec![name.as_str().into()],
    )?;
    let queue = |mut row: Row| {
        Ok(QueueTitle {
            name: row.name("queues.name")?,
            title: row.text("queues.title")?,
        })
    };
    rows.into_iter().map(queue).collect()
}

/// The opposite of [`super::founding::role_as_stored`].
fn role_from_stored(text: &str) -> Result<Role, DatabaseError> {
    match text {
        "operator" => Ok(Role::Operator),
        "administrator" => Ok(Role::Administrator),
        _ => Err(DatabaseError::Column("operators.role")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::testing::{Library, NOW, library, open_session, queue_title};

    fn token(byte: u8) -> TokenHash {
        TokenHash::of_bytes([byte; 32])
    }

    fn find(directory: &Library, byte: u8, now: Timestamp) -> Result<Session, DirectoryError> {
        FindSession { token: token(byte) }.answer(directory, now)
    }

    #[test]
    fn a_session_says_who_somebody_is_and_which_queues_are_theirs_in_order() {
        let directory = library();
        let opened = open_session("desk1", [1; 32]).answer(&directory, NOW);
        assert_eq!(
            opened,
            Ok(Session {
                name: "desk1".parse().unwrap(),
                display: "Desk1".parse().unwrap(),
                role: Role::Operator,
                queues: vec![
                    queue_title("reference", "Ask a librarian"),
                    queue_title("circulation", "Loans"),
                ],
                demonstration: true,
            })
        );
        assert_eq!(find(&directory, 1, NOW), opened);
    }

    #[test]
    fn an_unknown_token_is_nobodys() {
        let directory = library();
        assert_eq!(find(&directory, 9, NOW), Err(Refused::SignedOut.into()));
    }

    #[test]
    fn a_session_ends_by_itself() {
        let directory = library();
        open_session("desk1", [1; 32])
            .answer(&directory, NOW)
            .unwrap();
        let end = NOW.plus(SESSION_SECONDS * 1_000);
        assert!(find(&directory, 1, Timestamp(end.0 - 1)).is_ok());
        assert_eq!(find(&directory, 1, end), Err(Refused::SignedOut.into()));
    }

    #[test]
    fn signing_out_ends_this_session_and_no_other() {
        let directory = library();
        for byte in [1, 2] {
            open_session("desk1", [byte; 32])
                .answer(&directory, NOW)
                .unwrap();
        }
        let close = || CloseSession { token: token(1) }.answer(&directory, NOW);
        assert_eq!(close(), Ok(()));
        assert_eq!(close(), Ok(()));
        assert_eq!(find(&directory, 1, NOW), Err(Refused::SignedOut.into()));
        assert!(find(&directory, 2, NOW).is_ok());
    }

    #[test]
    fn the_oldest_session_ends_when_there_are_too_many() {
        let directory = library();
        for byte in 0..=20 {
            open_session("desk1", [byte; 32])
                .answer(&directory, NOW.plus(byte.into()))
                .unwrap();
        }
        assert_eq!(find(&directory, 0, NOW), Err(Refused::SignedOut.into()));
        assert!(find(&directory, 1, NOW).is_ok());
    }
}
