//! Who is signed in. A session is known by the hash of its token, so that whoever reads the tables cannot sign
//! in with what is there.

mod browsers;
pub(crate) mod current;
pub(crate) mod dismissals;
pub(crate) mod hashes;
pub(crate) mod listing;
pub(crate) mod proof;
pub(crate) mod sign_in;
pub(crate) mod tries;

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{ApplicationId, OperatorName, Timestamp};
use hushdesk_protocol::rest::{Duty, Session};
use serde::{Deserialize, Serialize};

use crate::caller::Holder;
use crate::people::{self, duties};
use crate::question::{Answered, Asked, Question};
use crate::refused::DirectoryError;
use crate::{founding, provider, queues, second_factor};
use hashes::TokenHash;

/// The tables.
pub(crate) const TABLES: &str = include_str!("sessions.sql");

/// Seconds a sign-in lasts: a long shift.
pub const SESSION_SECONDS: u64 = 12 * 60 * 60;

/// Sessions one operator may have at once; the oldest ends when one more is opened. A person has a few
/// browsers; this leaves room for some that were closed without signing out, and bounds the table.
const SESSIONS_PER_OPERATOR_MAX: u32 = 20;

/// Who is signed in.
#[derive(Serialize, Deserialize)]
pub struct FindSession;

impl Question for FindSession {
    const PATH: &'static str = "/find-session";
    type By = Holder;
    type Answer = Session;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<Session>, DirectoryError> {
        Ok(Answered::with(described(asked.database, asked.by)?))
    }
}

/// Ends the session of whoever asks.
#[derive(Serialize, Deserialize)]
pub struct CloseSession;

impl Question for CloseSession {
    const PATH: &'static str = "/close-session";
    type By = Holder;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<()>, DirectoryError> {
        end(asked.database, asked.by.token(), asked.now)?;
        Ok(Answered::with(()))
    }
}

/// Opens a session for an operator whose password has been checked.
fn open(
    database: &impl Database,
    name: &OperatorName,
    token: TokenHash,
    device: &str,
    now: Timestamp,
) -> Result<Session, DirectoryError> {
    begin(database, (name, false), token, device, now)
}

/// Opens a session, of somebody who has come in by the provider or not.
fn begin(
    database: &impl Database,
    (name, is_by_provider): (&OperatorName, bool),
    token: TokenHash,
    device: &str,
    now: Timestamp,
) -> Result<Session, DirectoryError> {
    let ends = now.plus(SESSION_SECONDS * 1_000);
    let holder = Holder::opened(token, name, ends, is_by_provider);
    let session = described(database, &holder)?;
    database.query("DELETE FROM sessions WHERE ends <= ?", vec![now.into()])?;
    database.query(
        "INSERT INTO sessions (token, operator, ends, since, proved, device, provider)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
        vec![
            token.into(),
            name.as_str().into(),
            ends.into(),
            now.into(),
            now.into(),
            device.into(),
            is_by_provider.into(),
        ],
    )?;
    current::note_use(database, token, name, now)?;
    end_oldest(database, name, now)?;
    Ok(session)
}

/// Opens a session for somebody of whom the identity provider has said who they are, and when they signed in there, if it does. Only
/// that shows who sits here now.
pub(crate) fn open_by_provider(
    database: &impl Database,
    name: &OperatorName,
    (token, proved): (TokenHash, Option<Timestamp>),
    device: &str,
    now: Timestamp,
) -> Result<Session, DirectoryError> {
    let session = begin(database, (name, true), token, device, now)?;
    proof::note(database, token, proved.unwrap_or(Timestamp(0)))?;
    Ok(session)
}

/// Opens a session for somebody who has shown one of their application passwords.
pub(crate) fn open_by_application(
    database: &impl Database,
    name: &OperatorName,
    (token, application): (TokenHash, &ApplicationId),
    device: &str,
    now: Timestamp,
) -> Result<Session, DirectoryError> {
    let session = open(database, name, token, device, now)?;
    // It is nobody who could show who they are otherwise.
    database.query(
        "UPDATE sessions SET application = ?, proved = 0 WHERE token = ?",
        vec![application.as_str().into(), token.into()],
    )?;
    Ok(session)
}

/// Ends all sessions that were opened by an application password.
pub(crate) fn end_of_application(
    database: &impl Database,
    application: &ApplicationId,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let rows = database.query(
        "SELECT token FROM sessions WHERE application = ? ORDER BY ends",
        vec![application.as_str().into()],
    )?;
    for mut row in rows {
        let token = TokenHash::of_bytes(row.bytes("sessions.token")?);
        end(database, token, now)?;
    }
    Ok(())
}

/// Ends all sessions that were opened by the identity provider.
pub(crate) fn end_of_provider(
    database: &impl Database,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let rows = database.query(
        "SELECT token FROM sessions WHERE provider <> 0 ORDER BY ends",
        vec![],
    )?;
    for mut row in rows {
        let token = TokenHash::of_bytes(row.bytes("sessions.token")?);
        end(database, token, now)?;
    }
    Ok(())
}

/// Ends all sessions that were opened by a password of one's own, but for those of one.
pub(crate) fn end_of_passwords(
    database: &impl Database,
    but: &OperatorName,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let rows = database.query(
        "SELECT token FROM sessions
         WHERE provider = 0 AND application IS NULL AND operator <> ? ORDER BY ends",
        vec![but.as_str().into()],
    )?;
    for mut row in rows {
        let token = TokenHash::of_bytes(row.bytes("sessions.token")?);
        end(database, token, now)?;
    }
    Ok(())
}

/// Ends a session, and with it the sockets it has opened.
fn end(database: &impl Database, token: TokenHash, now: Timestamp) -> Result<(), DatabaseError> {
    dismissals::write_down(database, token, now)?;
    database.query("DELETE FROM sessions WHERE token = ?", vec![token.into()])?;
    Ok(())
}

/// Ends all sessions of somebody, but perhaps for one.
pub(crate) fn end_all(
    database: &impl Database,
    name: &OperatorName,
    but: Option<TokenHash>,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let ending = tokens_of(database, name)?.into_iter();
    for token in ending.filter(|token| Some(*token) != but) {
        end(database, token, now)?;
    }
    Ok(())
}

/// The tokens of all sessions of somebody.
fn tokens_of(
    database: &impl Database,
    name: &OperatorName,
) -> Result<Vec<TokenHash>, DatabaseError> {
    let rows = database.query(
        "SELECT token FROM sessions WHERE operator = ? ORDER BY ends",
        vec![name.as_str().into()],
    )?;
    rows.into_iter()
        .map(|mut row| Ok(TokenHash::of_bytes(row.bytes("sessions.token")?)))
        .collect()
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
        let token = TokenHash::of_bytes(row.bytes("sessions.token")?);
        end(database, token, now)?;
    }
    Ok(())
}

/// What somebody who is signed in may know.
pub(crate) fn described(
    database: &impl Database,
    holder: &Holder,
) -> Result<Session, DirectoryError> {
    let name = holder.operator();
    let known = people::signed_in(database, name)?;
    Ok(Session {
        name: name.clone(),
        display: known.display,
        role: known.role,
        queues: queues::assigned_to(database, name)?,
        demonstration: is_demonstration(database)?,
        organisation: founding::name(database)?,
        manages: duties::with(database, name, Duty::Manager)?,
        second_factor: holder.second_factor(database)?,
        factors: second_factor::all_of(database, name)?,
        provider: holder
            .is_by_provider()
            .then(|| provider::name(database))
            .transpose()?
            .flatten(),
        password: people::password_of(database, name)?.is_some(),
    })
}

fn is_demonstration(database: &impl Database) -> Result<bool, DatabaseError> {
    let rows = database.query("SELECT demonstration FROM organisation", vec![])?;
    match rows.into_iter().next() {
        Some(mut row) => Ok(row.number::<i64>("organisation.demonstration")? != 0),
        None => Ok(false),
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::{Factors, Role, SecondFactor};

    use super::*;
    use crate::refused::Refused;
    use crate::second_factor::Checked;
    use crate::testing::{
        Library, NOW, library, nobody, open_session, queue_title, sign_in, signed_in,
    };

    fn find(directory: &Library, byte: u8, now: Timestamp) -> Result<Session, DirectoryError> {
        directory.ask(&signed_in(byte), FindSession, now)
    }

    #[test]
    fn a_session_says_who_somebody_is_and_which_queues_are_theirs_in_order() {
        let directory = library();
        let opened = directory.ask(&nobody(), open_session("desk1", 1), NOW);
        let Ok(Checked::Passed(opened)) = opened else {
            panic!("{opened:?}");
        };
        let opened = Ok(opened.session);
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
                organisation: "The library".to_owned(),
                manages: vec![],
                second_factor: SecondFactor::Off,
                factors: Factors::default(),
                provider: None,
                password: true,
            })
        );
        assert_eq!(find(&directory, 1, NOW), opened);
    }

    #[test]
    fn an_unknown_token_is_nobodys() {
        let directory = library();
        let refused = Err(Refused::SignedOut.into());
        assert_eq!(find(&directory, 9, NOW), refused);
        assert_eq!(directory.ask(&nobody(), FindSession, NOW), refused);
    }

    #[test]
    fn a_session_ends_by_itself() {
        let directory = library();
        sign_in(&directory, "desk1", 1);
        let end = NOW.plus(SESSION_SECONDS * 1_000);
        assert!(find(&directory, 1, Timestamp(end.0 - 1)).is_ok());
        assert_eq!(find(&directory, 1, end), Err(Refused::SignedOut.into()));
    }

    #[test]
    fn signing_out_ends_this_session_and_no_other() {
        let directory = library();
        for byte in [1, 2] {
            sign_in(&directory, "desk1", byte);
        }
        let close = || directory.ask(&signed_in(1), CloseSession, NOW);
        assert_eq!(close(), Ok(()));
        assert_eq!(close(), Err(Refused::SignedOut.into()));
        assert_eq!(find(&directory, 1, NOW), Err(Refused::SignedOut.into()));
        assert!(find(&directory, 2, NOW).is_ok());
    }

    #[test]
    fn the_oldest_session_ends_when_there_are_too_many() {
        let directory = library();
        for byte in 0..=20 {
            let open = open_session("desk1", byte);
            directory
                .ask(&nobody(), open, NOW.plus(byte.into()))
                .unwrap();
        }
        assert_eq!(find(&directory, 0, NOW), Err(Refused::SignedOut.into()));
        assert!(find(&directory, 1, NOW).is_ok());
    }
}
