//! Signing in. It takes two questions: the first counts the try and gives the hash to check the password
//! against, the second opens the session. In between the Worker does the checking, which is made to be slow.

use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::Session;
use serde::{Deserialize, Serialize};

use super::database::{Database, DatabaseError, Row, Value};
use super::rate_limit::{Limit, Window};
use super::sessions;
use super::{Directory, DirectoryError, Question, Refused};
use crate::address::AddressKey;
use crate::password::PasswordHash;
use crate::session_token::TokenHash;

/// Tries at one name: ten in a quarter of an hour are 960 a day, and a password of ten random letters stands
/// 26^10 / 960 days. Somebody who mistypes needs three.
const PER_NAME: Limit = Limit {
    tries: 10,
    window: QUARTER_OF_AN_HOUR,
};

/// Tries from one address, over all names. A whole library may sit behind one address, hence more than one
/// person would need; right sign-ins are not counted.
const PER_ADDRESS: Limit = Limit {
    tries: 100,
    window: QUARTER_OF_AN_HOUR,
};

const QUARTER_OF_AN_HOUR: u64 = 15 * 60 * 1_000;

/// The hash to check a password against; none if nobody has the name. Counts as a try, at a made-up name as at
/// a real one.
#[derive(Serialize, Deserialize)]
pub(crate) struct FindCredential {
    /// Who wants to sign in.
    pub(crate) name: OperatorName,
    /// From where.
    pub(crate) address: AddressKey,
}

impl Question for FindCredential {
    const PATH: &'static str = "/find-credential";
    type Answer = Option<PasswordHash>;

    fn answer<D: Database>(
        self,
        directory: &Directory<D>,
        now: Timestamp,
    ) -> Result<Option<PasswordHash>, DirectoryError> {
        let database = directory.tables()?;
        forget_old_tries(database, now)?;
        let by_address = (address_subject(&self.address), PER_ADDRESS);
        let by_name = (name_subject(&self.name), PER_NAME);
        for (subject, limit) in [by_address, by_name] {
            let window = limit.count(tries(database, &subject)?, now)?;
            keep_tries(database, &subject, window)?;
        }
        Ok(password_of(database, &self.name)?)
    }
}

/// Opens a session for somebody whose password has been checked against `verified`.
#[derive(Serialize, Deserialize)]
pub(crate) struct OpenSession {
    /// Who.
    pub(crate) name: OperatorName,
    /// The hash that matched. It must still be the operator's: the password may have been changed meanwhile.
    pub(crate) verified: PasswordHash,
    /// The hash of the session's token.
    pub(crate) token: TokenHash,
    /// From where, since the try is not counted any more.
    pub(crate) address: AddressKey,
}

impl Question for OpenSession {
    const PATH: &'static str = "/open-session";
    type Answer = Session;

    fn answer<D: Database>(
        self,
        directory: &Directory<D>,
        now: Timestamp,
    ) -> Result<Session, DirectoryError> {
        let database = directory.tables()?;
        if password_of(database, &self.name)? != Some(self.verified) {
            return Err(Refused::WrongCredentials.into());
        }
        forgive(database, &self.name, &self.address)?;
        sessions::open(database, &self.name, self.token, now)
    }
}

fn password_of(
    database: &impl Database,
    name: &OperatorName,
) -> Result<Option<PasswordHash>, DatabaseError> {
    let mut rows = database
        .query(
            "SELECT password FROM operators WHERE name = ?",
            vec![name.as_str().into()],
        )?
        .into_iter();
    let password = |mut row: Row| row.text("operators.password").map(PasswordHash::stored);
    rows.next().map(password).transpose()
}

fn name_subject(name: &OperatorName) -> String {
    format!("name:{name}")
}

fn address_subject(address: &AddressKey) -> String {
    format!("address:{address}")
}

fn tries(database: &impl Database, subject: &str) -> Result<Option<Window>, DatabaseError> {
    let mut rows = database
        .query(
            "SELECT began, tries FROM sign_in_tries WHERE subject = ?",
            vec![subject.into()],
        )?
        .into_iter();
    let window = |mut row: Row| {
        Ok(Window {
            began: row.moment("sign_in_tries.began")?,
            tries: row.number("sign_in_tries.tries")?,
        })
    };
    rows.next().map(window).transpose()
}

fn keep_tries(
    database: &impl Database,
    subject: &str,
    window: Window,
) -> Result<(), DatabaseError> {
    database.query(
        "INSERT INTO sign_in_tries (subject, began, tries) VALUES (?, ?, ?)
         ON CONFLICT (subject) DO UPDATE SET began = excluded.began, tries = excluded.tries",
        vec![subject.into(), window.began.into(), window.tries.into()],
    )?;
    Ok(())
}

/// Deletes what counts no more, so that the table holds at most what was tried in one window: 101 rows for each
/// address that tried.
fn forget_old_tries(database: &impl Database, now: Timestamp) -> Result<(), DatabaseError> {
    let over = now.0.saturating_sub(QUARTER_OF_AN_HOUR);
    database.query(
        "DELETE FROM sign_in_tries WHERE began <= ?",
        vec![Timestamp(over).into()],
    )?;
    Ok(())
}

/// A right sign-in clears the name, and takes its own try from the address.
fn forgive(
    database: &impl Database,
    name: &OperatorName,
    address: &AddressKey,
) -> Result<(), DatabaseError> {
    let subject = |subject: String| vec![Value::Text(subject)];
    database.query(
        "DELETE FROM sign_in_tries WHERE subject = ?",
        subject(name_subject(name)),
    )?;
    database.query(
        "UPDATE sign_in_tries SET tries = max(tries - 1, 0) WHERE subject = ?",
        subject(address_subject(address)),
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::testing::{
        Library, NOW, address, find_credential, hash_of, library, name, open_session,
    };

    fn try_until_refused(
        directory: &Library,
        names: impl Iterator<Item = String>,
    ) -> (u32, Refused) {
        let mut tries = 0;
        for name in names {
            match find_credential(&name, "198.51.100.7").answer(directory, NOW) {
                Ok(_) => tries += 1,
                Err(DirectoryError::Refused(refused)) => return (tries, refused),
                Err(DirectoryError::Database(error)) => panic!("{error}"),
            }
        }
        panic!("never refused");
    }

    #[test]
    fn a_known_name_has_a_hash_and_a_made_up_one_has_none() {
        let directory = library();
        let find = |name| find_credential(name, "198.51.100.7").answer(&directory, NOW);
        assert_eq!(find("desk1"), Ok(Some(hash_of("desk1"))));
        assert_eq!(find("nobody"), Ok(None));
    }

    #[test]
    fn a_name_is_locked_after_ten_tries_whether_it_exists_or_not() {
        let locked = Refused::TooMany(super::super::TooMany {
            retry_after_seconds: 900,
        });
        for name in ["desk1", "nobody"] {
            let directory = library();
            let tries = std::iter::repeat(name.to_owned());
            assert_eq!(try_until_refused(&directory, tries), (10, locked.clone()));
        }
    }

    #[test]
    fn an_address_is_locked_after_a_hundred_tries_at_any_names() {
        let directory = library();
        let names = (0..).map(|n| format!("name{n}"));
        let (tries, refused) = try_until_refused(&directory, names);
        assert_eq!(tries, 100);
        assert!(matches!(refused, Refused::TooMany(_)));
        let elsewhere = find_credential("desk1", "198.51.100.8").answer(&directory, NOW);
        assert_eq!(elsewhere, Ok(Some(hash_of("desk1"))));
    }

    #[test]
    fn after_the_window_a_locked_name_may_be_tried_again() {
        let directory = library();
        try_until_refused(&directory, std::iter::repeat("desk1".to_owned()));
        let later = NOW.plus(QUARTER_OF_AN_HOUR);
        let answer = find_credential("desk1", "198.51.100.7").answer(&directory, later);
        assert_eq!(answer, Ok(Some(hash_of("desk1"))));
    }

    #[test]
    fn right_sign_ins_are_not_counted() {
        let directory = library();
        for token in 0..200 {
            find_credential("desk1", "198.51.100.7")
                .answer(&directory, NOW)
                .unwrap();
            open_session("desk1", [token; 32])
                .answer(&directory, NOW)
                .unwrap();
        }
    }

    #[test]
    fn a_hash_that_is_not_the_operators_any_more_opens_no_session() {
        let directory = library();
        let stale = OpenSession {
            name: name("desk1"),
            verified: PasswordHash::stored("$argon2id$another".to_owned()),
            token: TokenHash::of_bytes([1; 32]),
            address: address("198.51.100.7"),
        };
        assert_eq!(
            stale.answer(&directory, NOW),
            Err(Refused::WrongCredentials.into())
        );
    }
}
