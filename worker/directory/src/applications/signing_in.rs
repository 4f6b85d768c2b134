//! Signing in with an application password: two questions, as with one's own. The first counts the try; before it the program's
//! session is counted.

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::{ApplicationId, OperatorName};
use hushdesk_protocol::language::Language;
use hushdesk_protocol::rest::Session;
use serde::{Deserialize, Serialize};

use super::{SALT_BYTES, note_use, salt};
use crate::caller::Anybody;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::sessions;
use crate::sessions::hashes::TokenHash;
use crate::sessions::tries;

/// What a password of somebody can be held against. Counts as a try, at a made-up name as at a real one.
#[derive(Serialize, Deserialize)]
pub struct FindApplications {
    /// Who wants to sign in.
    pub name: OperatorName,
}

/// What there is of somebody's application passwords.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Applications {
    /// The salt of all of them.
    pub salt: [u8; SALT_BYTES],
    /// Each, and what can be held against it.
    pub passwords: Vec<(ApplicationId, String)>,
}

impl Question for FindApplications {
    const PATH: &'static str = "/find-applications";
    type By = Anybody;
    type Answer = Applications;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<Applications>, DirectoryError> {
        let database = asked.database;
        let mut sign_ins = asked.counts.sign_ins.borrow_mut();
        sign_ins.count(asked.address, asked.now)?;
        tries::count(database, &self.name, asked.address, None, asked.now)?;
        let rows = database.query(
            "SELECT id, keys FROM application_passwords
             WHERE operator = (SELECT name FROM operators WHERE name = ? AND NOT disabled) ORDER BY made, id",
            vec![self.name.as_str().into()],
        )?;
        Ok(Answered::with(Applications {
            salt: salt(database, &self.name)?,
            passwords: rows.into_iter().map(password).collect::<Result<_, _>>()?,
        }))
    }
}

fn password(mut row: Row) -> Result<(ApplicationId, String), DatabaseError> {
    Ok((
        row.name("application_passwords.id")?,
        row.text("application_passwords.keys")?,
    ))
}

/// Opens a session for somebody who has shown that they have this application password.
#[derive(Serialize, Deserialize)]
pub struct OpenApplicationSession {
    /// Who.
    pub name: OperatorName,
    /// Which. It must still be theirs: it may have been taken back meanwhile.
    pub application: ApplicationId,
    /// The hash of the session's token.
    pub token: TokenHash,
}

/// A session of a program.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct ApplicationSession {
    /// Whose, and what they may.
    pub session: Session,
    /// In which language the contacts speak that the program shows.
    pub language: Option<Language>,
}

impl Question for OpenApplicationSession {
    const PATH: &'static str = "/open-application-session";
    type By = Anybody;
    type Answer = ApplicationSession;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<ApplicationSession>, DirectoryError> {
        let (database, name) = (asked.database, &self.name);
        let rows = database.query(
            "SELECT label, language FROM application_passwords
             WHERE id = ? AND operator = (SELECT name FROM operators WHERE name = ? AND NOT disabled)",
            vec![self.application.as_str().into(), name.as_str().into()],
        )?;
        let row = rows.into_iter().next();
        let mut row = row.ok_or(Refused::WrongCredentials)?;
        let label: String = row.text("application_passwords.label")?;
        let language = row.optional_name("application_passwords.language")?;
        tries::forgive(database, name, asked.address, None)?;
        note_use(database, &self.application, asked.now)?;
        let session = sessions::open_by_application(
            database,
            name,
            (self.token, &self.application),
            &label,
            asked.now,
        )?;
        Ok(Answered::with(ApplicationSession { session, language }))
    }
}
