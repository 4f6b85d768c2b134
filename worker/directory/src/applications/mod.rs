//! Application passwords: by them programs other than browsers are let in, each by its own, so that one can be taken back and
//! none of them is what somebody signs in with.
//!
//! The Worker makes them, at random, and holds them against what is stored; here stands of each what that needs, and the salt of
//! each name.

pub(crate) mod making;
pub(crate) mod signing_in;

use hmac::{Hmac, KeyInit, Mac};
use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::{ApplicationId, OperatorName, Timestamp};
use hushdesk_protocol::rest::{ApplicationListing, Page};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::audit::Act;
use crate::caller::SignedIn;
use crate::question::{Answered, Asked, Question};
use crate::refused::DirectoryError;
use crate::sessions;

/// Application passwords of one person: more programs than anybody has at work.
const PER_PERSON_MAX: u32 = 10;

/// Bytes of a salt.
pub const SALT_BYTES: usize = 16;

/// The application passwords of whoever asks.
#[derive(Serialize, Deserialize)]
pub struct ListApplications;

impl Question for ListApplications {
    const PATH: &'static str = "/list-applications";
    type By = SignedIn;
    type Answer = Page<ApplicationListing>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<Self::Answer>, DirectoryError> {
        let rows = asked.database.query(
            "SELECT id, label, made, used FROM application_passwords WHERE operator = ? ORDER BY made, id",
            vec![asked.by.operator().as_str().into()],
        )?;
        let items = rows.into_iter().map(listing).collect::<Result<_, _>>()?;
        Ok(Answered::with(Page { items, next: None }))
    }
}

fn listing(mut row: Row) -> Result<ApplicationListing, DatabaseError> {
    Ok(ApplicationListing {
        id: row.name("application_passwords.id")?,
        label: row.name("application_passwords.label")?,
        made: row.moment("application_passwords.made")?,
        used: row.optional_moment("application_passwords.used")?,
    })
}

/// Takes an application password of whoever asks back. The sessions that it has opened end.
#[derive(Serialize, Deserialize)]
pub struct RevokeApplication {
    /// Which.
    pub application: ApplicationId,
}

impl Question for RevokeApplication {
    const PATH: &'static str = "/revoke-application";
    type By = SignedIn;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<()>, DirectoryError> {
        let (database, name) = (asked.database, asked.by.operator());
        let rows = database.query(
            "DELETE FROM application_passwords WHERE id = ? AND operator = ? RETURNING label",
            vec![self.application.as_str().into(), name.as_str().into()],
        )?;
        let Some(mut row) = rows.into_iter().next() else {
            return Ok(Answered::with(()));
        };
        sessions::end_of_application(database, &self.application, asked.now)?;
        let label: String = row.text("application_passwords.label")?;
        let act = Act::removed("revoke_application_password", name.as_str(), &label)?;
        Ok(Answered::done(act))
    }
}

/// Takes all application passwords of somebody back, whose own password may be known to others. Their sessions end otherwise.
pub(crate) fn revoke_all(
    database: &impl Database,
    name: &OperatorName,
) -> Result<(), DatabaseError> {
    database.query(
        "DELETE FROM application_passwords WHERE operator = ?",
        vec![name.as_str().into()],
    )?;
    Ok(())
}

/// The salt of a name, whether anybody has it or not: so nobody learns who there is.
pub(crate) fn salt(
    database: &impl Database,
    name: &OperatorName,
) -> Result<[u8; SALT_BYTES], DatabaseError> {
    const COLUMN: &str = "salt_key.secret";
    let rows = database.query("SELECT secret FROM salt_key", vec![])?;
    let row = rows.into_iter().next();
    let mut row = row.ok_or(DatabaseError::Column(COLUMN))?;
    let secret = row.bytes::<32>(COLUMN)?;
    let mac = Hmac::<Sha256>::new_from_slice(&secret);
    let mut mac = mac.map_err(|_| DatabaseError::Column(COLUMN))?;
    mac.update(name.as_str().as_bytes());
    let hash = mac.finalize().into_bytes();
    let (salt, _) = hash
        .split_first_chunk()
        .ok_or(DatabaseError::Column(COLUMN))?;
    Ok(*salt)
}

/// Takes note that somebody has signed in with it.
fn note_use(
    database: &impl Database,
    application: &ApplicationId,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    database.query(
        "UPDATE application_passwords SET used = ? WHERE id = ?",
        vec![now.into(), application.as_str().into()],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::SecondFactor;

    use super::*;
    use crate::refused::Refused;
    use crate::second_factor::Checked;
    use crate::sessions::hashes::TokenHash;
    use crate::testing::{Library, NOW, hash_of, library, nobody, sign_in, signed_in, told};
    use crate::{
        AddApplication, AdmitOperator, ChangeOwnPassword, DisablePerson, FindApplications,
        FindOwnSalt, FindSession, OpenApplicationSession,
    };

    fn id(byte: u8) -> ApplicationId {
        ApplicationId::from_bytes([byte; 16])
    }

    /// Somebody signed in by this byte makes an application password.
    fn make(directory: &Library, name: &str, byte: u8) -> Result<Checked<()>, DirectoryError> {
        let add = AddApplication {
            verified: Some(hash_of(name)),
            shown: None,
            id: id(byte),
            label: "Pidgin".parse().unwrap(),
            keys: format!("keys {byte}"),
            language: Some("de".parse().unwrap()),
        };
        directory.ask(&signed_in(1), add, NOW)
    }

    fn made(name: &str) -> Library {
        let directory = library();
        sign_in(&directory, name, 1);
        assert_eq!(make(&directory, name, 5), Ok(Checked::Passed(())));
        directory
    }

    fn find(directory: &Library, name: &str) -> crate::Applications {
        let name = name.parse().unwrap();
        directory
            .ask(&nobody(), FindApplications { name }, NOW)
            .unwrap()
    }

    fn open(directory: &Library, name: &str, byte: u8) -> Result<(), DirectoryError> {
        let open = OpenApplicationSession {
            name: name.parse().unwrap(),
            application: id(byte),
            token: TokenHash::of_bytes([9; 32]),
        };
        let opened = directory.ask(&nobody(), open, NOW.plus(7))?;
        assert_eq!(opened.language, Some("de".parse().unwrap()));
        Ok(())
    }

    fn list(directory: &Library) -> Vec<ApplicationListing> {
        directory
            .ask(&signed_in(1), ListApplications, NOW)
            .unwrap()
            .items
    }

    #[test]
    fn a_name_has_one_salt_whether_anybody_has_it_or_not() {
        let directory = made("desk1");
        let own = directory.ask(&signed_in(1), FindOwnSalt, NOW).unwrap();
        let found = find(&directory, "desk1");
        assert_eq!(found.salt, own);
        assert_eq!(found.passwords, [(id(5), "keys 5".to_owned())]);
        let nobody = find(&directory, "nobody");
        assert_eq!(nobody.passwords, []);
        assert_eq!(nobody.salt, find(&directory, "nobody").salt);
        assert_ne!(nobody.salt, own);
    }

    #[test]
    fn whoever_shows_one_is_signed_in_and_when_is_noted() {
        let directory = made("desk1");
        assert_eq!(list(&directory).first().unwrap().used, None);
        assert_eq!(open(&directory, "desk1", 5), Ok(()));
        assert_eq!(list(&directory).first().unwrap().used, Some(NOW.plus(7)));
        let session = directory.ask(&signed_in(9), FindSession, NOW).unwrap();
        assert_eq!(session.name.as_str(), "desk1");
        assert_eq!(session.second_factor, SecondFactor::Off);
        let wrong = Err(Refused::WrongCredentials.into());
        assert_eq!(open(&directory, "desk2", 5), wrong);
        assert_eq!(open(&directory, "desk1", 6), wrong);
    }

    #[test]
    fn the_password_of_another_makes_none() {
        let directory = library();
        sign_in(&directory, "desk1", 1);
        let refused = make(&directory, "desk2", 5);
        assert_eq!(refused, Err(Refused::WrongCredentials.into()));
        assert_eq!(list(&directory), []);
    }

    #[test]
    fn nobody_has_more_than_ten() {
        let directory = library();
        sign_in(&directory, "desk1", 1);
        for byte in 0..10 {
            assert_eq!(make(&directory, "desk1", byte), Ok(Checked::Passed(())));
        }
        assert_eq!(make(&directory, "desk1", 10), Err(Refused::Full.into()));
    }

    #[test]
    fn one_that_is_taken_back_ends_what_it_has_opened_and_opens_nothing() {
        let directory = made("desk1");
        open(&directory, "desk1", 5).unwrap();
        let queue = "reference".parse().unwrap();
        let admitted = directory.ask(&signed_in(9), AdmitOperator { queue }, NOW);
        assert!(admitted.is_ok());
        let revoke = RevokeApplication { application: id(5) };
        assert_eq!(directory.ask(&signed_in(1), revoke, NOW), Ok(()));
        let ended = directory.ask(&signed_in(9), FindSession, NOW);
        assert_eq!(ended, Err(Refused::SignedOut.into()));
        assert_eq!(told(&directory, NOW).len(), 1, "the queue hears of it");
        assert_eq!(
            open(&directory, "desk1", 5),
            Err(Refused::WrongCredentials.into())
        );
        assert!(directory.ask(&signed_in(1), FindSession, NOW).is_ok());
    }

    #[test]
    fn nobody_takes_back_what_is_anothers() {
        let directory = made("desk1");
        sign_in(&directory, "desk2", 2);
        let revoke = RevokeApplication { application: id(5) };
        assert_eq!(directory.ask(&signed_in(2), revoke, NOW), Ok(()));
        assert_eq!(list(&directory).len(), 1);
    }

    #[test]
    fn whoever_is_disabled_is_not_let_in_by_one() {
        let directory = made("desk1");
        sign_in(&directory, "admin", 2);
        let disable = DisablePerson {
            person: "desk1".parse().unwrap(),
            disabled: true,
        };
        directory.ask(&signed_in(2), disable, NOW).unwrap();
        assert_eq!(find(&directory, "desk1").passwords, []);
        assert_eq!(
            open(&directory, "desk1", 5),
            Err(Refused::WrongCredentials.into())
        );
    }

    #[test]
    fn another_password_of_ones_own_takes_all_of_them_back() {
        let directory = made("desk1");
        open(&directory, "desk1", 5).unwrap();
        let change = ChangeOwnPassword {
            verified: hash_of("desk1"),
            shown: None,
            password: hash_of("new"),
        };
        let changed = directory.ask(&signed_in(1), change, NOW);
        assert_eq!(changed, Ok(Checked::Passed(())));
        assert_eq!(list(&directory), []);
        let wrong = Err(Refused::WrongCredentials.into());
        assert_eq!(open(&directory, "desk1", 5), wrong);
        let ended = directory.ask(&signed_in(9), FindSession, NOW);
        assert_eq!(ended, Err(Refused::SignedOut.into()));
    }
}
