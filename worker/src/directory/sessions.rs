//! Who is signed in. A session is known by the hash of its token, so that whoever reads the tables cannot sign
//! in with what is there.

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::{QueueTitle, Role, Session};
use serde::{Deserialize, Serialize};

use super::{Directory, DirectoryError, Question, Refused, dismissals};
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
        let name = signed_in(database, self.token, now)?.operator;
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
        now: Timestamp,
    ) -> Result<(), DirectoryError> {
        let database = directory.tables()?;
        end(database, self.token, now)?;
        Ok(())
    }
}

/// Somebody who is signed in.
pub(super) struct SignedIn {
    /// Who.
    pub(super) operator: OperatorName,
    /// Until when.
    pub(super) ends: Timestamp,
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
    end_oldest(database, name, now)?;
    Ok(session)
}

/// Who is signed in with the token.
pub(super) fn signed_in(
    database: &impl Database,
    token: TokenHash,
    now: Timestamp,
) -> Result<SignedIn, DirectoryError> {
    let rows = database.query(
        "SELECT operator, ends FROM sessions WHERE token = ? AND ends > ?",
        vec![token.into(), now.into()],
    )?;
    let mut row = rows.into_iter().next().ok_or(Refused::SignedOut)?;
    Ok(SignedIn {
        operator: row.name("sessions.operator")?,
        ends: row.moment("sessions.ends")?,
    })
}

/// What whoever is signed in with the token may do.
pub(super) fn role_of(
    database: &impl Database,
    token: TokenHash,
    now: Timestamp,
) -> Result<Role, DirectoryError> {
    let name = signed_in(database, token, now)?.operator;
    Ok(described(database, name)?.role)
}

/// Ends a session, and with it the sockets it has opened.
fn end(database: &impl Database, token: TokenHash, now: Timestamp) -> Result<(), DatabaseError> {
    dismissals::write_down(database, token, now)?;
    database.query("DELETE FROM sessions WHERE token = ?", vec![token.into()])?;
    Ok(())
}

fn end_oldest(
    database: &impl Database,
    name: &OperatorName,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let oldest = database.query(
        "SELECT token FROM sessions WHERE operator = ? ORDER BY ends DESC LIMIT -1 OFFSET ?",
        vec![name.as_str().into(), SESSIONS_PER_OPERATOR_MAX.into()],
    )?;
    for mut row in oldest {
        let token = TokenHash::stored(row.bytes("sessions.token")?);
        end(database, token, now)?;
    }
    Ok(())
}

/// What somebody who is signed in may know.
fn described(database: &impl Database, name: OperatorName) -> Result<Session, DirectoryError> {
    let rows = database.query(
        "SELECT display, role, (SELECT demonstration FROM organisation) FROM operators WHERE name = ?",
        vec![name.as_str().into()],
    )?;
    let mut row = rows.into_iter().next().ok_or(Refused::SignedOut)?;
    let display = row.name("operators.display")?;
    let role = role_from_stored(&row.text("operators.role")?)?;
    let demonstration = row.number::<i64>("organisation.demonstration")? != 0;
    Ok(Session {
        display,
        role,
        queues: queues_of(database, &name)?,
        name,
        demonstration,
    })
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
        directory.ask(FindSession { token: token(byte) }, now)
    }

    #[test]
    fn a_session_says_who_somebody_is_and_which_queues_are_theirs_in_order() {
        let directory = library();
        let opened = directory.ask(open_session("desk1", [1; 32]), NOW);
        let opened = opened.map(|opened| opened.session);
        assert_eq!(
            opened,
            Ok(Session {
                name: "desk1".parse().unwrap(),
                display: "Ann".parse().unwrap(),
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
        directory.ask(open_session("desk1", [1; 32]), NOW).unwrap();
        let end = NOW.plus(SESSION_SECONDS * 1_000);
        assert!(find(&directory, 1, Timestamp(end.0 - 1)).is_ok());
        assert_eq!(find(&directory, 1, end), Err(Refused::SignedOut.into()));
    }

    #[test]
    fn signing_out_ends_this_session_and_no_other() {
        let directory = library();
        for byte in [1, 2] {
            directory
                .ask(open_session("desk1", [byte; 32]), NOW)
                .unwrap();
        }
        let close = || directory.ask(CloseSession { token: token(1) }, NOW);
        assert_eq!(close(), Ok(()));
        assert_eq!(close(), Ok(()));
        assert_eq!(find(&directory, 1, NOW), Err(Refused::SignedOut.into()));
        assert!(find(&directory, 2, NOW).is_ok());
    }

    #[test]
    fn the_oldest_session_ends_when_there_are_too_many() {
        let directory = library();
        for byte in 0..=20 {
            directory
                .ask(open_session("desk1", [byte; 32]), NOW.plus(byte.into()))
                .unwrap();
        }
        assert_eq!(find(&directory, 0, NOW), Err(Refused::SignedOut.into()));
        assert!(find(&directory, 1, NOW).is_ok());
    }
}
