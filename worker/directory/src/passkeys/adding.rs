//! Adding a passkey: an authenticator is given what it makes it by, and then says what it has made.

use hushdesk_edge::{Database, DatabaseError, Value};
use hushdesk_passkeys::{Made, Site, encoded};
use hushdesk_protocol::ids::{OperatorName, PasskeyId, Timestamp};
use hushdesk_protocol::rest::{Encoded, NewPasskey, PASSKEYS_MAX, PasskeyBeginning, SecondFactor};
use serde::{Deserialize, Serialize};

use super::{CHALLENGE_BYTES, HANDLE_BYTES, challenges, note_shown};
use crate::audit::Act;
use crate::caller::Holder;
use crate::people::password_of;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::second_factor::{self, Checked};
use crate::sessions::hashes::RecoveryHash;
use crate::sessions::proof;
use crate::tables::must_count_less;

/// Begins to add a passkey. Whoever does has shown a moment ago that it is them, and could sign in with a password: who comes in by
/// the identity provider shows what the provider asks for.
#[derive(Serialize, Deserialize)]
pub struct BeginPasskey {
    /// What is to be answered.
    pub challenge: [u8; CHALLENGE_BYTES],
    /// By what authenticators know whose it is, unless they know somebody's already.
    pub handle: [u8; HANDLE_BYTES],
}

impl Question for BeginPasskey {
    const PATH: &'static str = "/begin-passkey";
    type By = Holder;
    type Answer = PasskeyBeginning;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<PasskeyBeginning>, DirectoryError> {
        let (database, now) = (asked.database, asked.now);
        let (name, session) = (asked.by.operator(), asked.by.token());
        password_of(database, name)?.ok_or(Refused::PasswordsOff)?;
        proof::must_be_recent(database, session, now)?;
        must_have_room(database, name)?;
        challenges::keep(database, &self.challenge, Some(session), now)?;
        let rows = database.query(
            "SELECT credential FROM passkeys WHERE operator = ? ORDER BY made, id",
            vec![name.as_str().into()],
        )?;
        let known = rows
            .into_iter()
            .map(|mut row| Ok(Encoded::new(row.text("passkeys.credential")?)));
        Ok(Answered::with(PasskeyBeginning {
            challenge: encoded(&self.challenge),
            user: handle(database, name, self.handle)?,
            known: known.collect::<Result<_, DatabaseError>>()?,
        }))
    }
}

fn must_have_room(database: &impl Database, name: &OperatorName) -> Result<(), DirectoryError> {
    must_count_less(
        database,
        "SELECT count(*) FROM passkeys WHERE operator = ?",
        vec![name.as_str().into()],
        PASSKEYS_MAX,
    )
}

/// By what authenticators know somebody: this, if nothing yet.
fn handle(
    database: &impl Database,
    name: &OperatorName,
    handle: [u8; HANDLE_BYTES],
) -> Result<Encoded, DatabaseError> {
    let rows = database.query(
        "INSERT INTO passkey_holders (operator, handle) VALUES (?, ?)
         ON CONFLICT (operator) DO UPDATE SET handle = handle RETURNING handle",
        vec![name.as_str().into(), encoded(&handle).as_str().into()],
    )?;
    let row = rows.into_iter().next();
    let mut row = row.ok_or(DatabaseError::Column("passkey_holders.handle"))?;
    Ok(Encoded::new(row.text("passkey_holders.handle")?))
}

/// Adds the passkey that was made in this session after that. Whether recovery codes were given for it, is answered.
#[derive(Serialize, Deserialize)]
pub struct AddPasskey {
    /// By what it is listed.
    pub id: PasskeyId,
    /// What was made.
    pub new: NewPasskey,
    /// Where.
    pub site: Site,
    /// The hashes of recovery codes, for whoever has had no second factor.
    pub recovery: Vec<RecoveryHash>,
}

impl Question for AddPasskey {
    const PATH: &'static str = "/add-passkey";
    type By = Holder;
    type Answer = Checked<bool>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<Checked<bool>>, DirectoryError> {
        let (database, now) = (asked.database, asked.now);
        let (name, session) = (asked.by.operator(), asked.by.token());
        let Some(made) = made(&asked, &self.new, &self.site)? else {
            return Ok(Answered::with(Checked::WrongCode));
        };
        must_have_room(database, name)?;
        let is_first = second_factor::of(database, name)? != SecondFactor::On;
        self.store(database, name, &made, now)?;
        // It was made by unlocking the authenticator.
        note_shown(database, session, now)?;
        if is_first {
            second_factor::give_recovery(database, name, &self.recovery)?;
        }
        let act = Act::made("add_passkey", name.as_str(), &self.new.label)?;
        Ok(Answered::after(Checked::Passed(is_first), [act]))
    }
}

/// What was made, if it was made for this session and can be true.
fn made<D: Database>(
    asked: &Asked<'_, D, Holder>,
    new: &NewPasskey,
    site: &Site,
) -> Result<Option<Made>, DatabaseError> {
    let Ok(made) = Made::read(new, site) else {
        return Ok(None);
    };
    let session = Some(asked.by.token());
    let is_asked_for = challenges::take(asked.database, &made.challenge, session, asked.now)?;
    Ok(is_asked_for.then_some(made))
}

impl AddPasskey {
    /// Refused if an authenticator knows another by the same, whosever that is.
    fn store(
        &self,
        database: &impl Database,
        name: &OperatorName,
        made: &Made,
        now: Timestamp,
    ) -> Result<(), DirectoryError> {
        let stored = database.query(
            "INSERT INTO passkeys (id, operator, credential, algorithm, key, counter, label, made)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (credential) DO NOTHING RETURNING 1",
            vec![
                self.id.as_str().into(),
                name.as_str().into(),
                encoded(&made.id).as_str().into(),
                Value::Integer(made.key.cose().into()),
                made.key.info().as_str().into(),
                made.counter.into(),
                self.new.label.as_str().into(),
                now.into(),
            ],
        )?;
        if stored.is_empty() {
            return Err(Refused::NameTaken.into());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_passkeys::testing::{Authenticator, elsewhere, site};
    use hushdesk_protocol::rest::{PASSKEY_MINUTES, PROOF_MINUTES};

    use super::super::testing::{add, begin, keys, makes};
    use super::*;
    use crate::testing::{Library, NOW, hash_of, library, sign_in, signed_in};
    use crate::{ChangeOwnPassword, EndOwnSessions, FindSession};

    const WRONG: Result<Checked<bool>, DirectoryError> = Ok(Checked::WrongCode);

    fn signed_in_library() -> Library {
        let directory = library();
        sign_in(&directory, "desk1", 1);
        sign_in(&directory, "desk1", 2);
        sign_in(&directory, "desk2", 3);
        directory
    }

    #[test]
    fn the_first_second_factor_comes_with_recovery_codes_and_another_leaves_them() {
        let directory = signed_in_library();
        let added = |number| makes(&directory, 1, number);
        assert_eq!(added(1), Ok(Checked::Passed(true)));
        assert_eq!(added(2), Ok(Checked::Passed(false)));
        let session = directory.ask(&signed_in(1), FindSession, NOW).unwrap();
        assert_eq!(session.second_factor, SecondFactor::On);
        assert!(session.factors.passkeys && !session.factors.app);
        assert_eq!(keys(&directory, 1), ["Key 1", "Key 2"]);
        assert_eq!(keys(&directory, 3), [""; 0]);
    }

    #[test]
    fn all_of_somebodys_are_known_by_the_same_and_those_there_are_are_named() {
        let directory = signed_in_library();
        let first = begin(&directory, 1, 1, NOW).unwrap();
        assert_eq!(first.known, []);
        makes(&directory, 1, 2).unwrap();
        let second = begin(&directory, 2, 3, NOW).unwrap();
        assert_eq!(second.user, first.user);
        assert_eq!(second.known, [encoded(&[2; 16])]);
        let other = begin(&directory, 3, 4, NOW).unwrap();
        assert_ne!(other.user, first.user);
    }

    #[test]
    fn a_session_alone_adds_none() {
        let directory = signed_in_library();
        let later = NOW.plus(PROOF_MINUTES * 60_000);
        let refused = begin(&directory, 1, 1, later);
        assert_eq!(refused.map(drop), Err(Refused::ProofNeeded.into()));
    }

    #[test]
    fn a_challenge_is_answered_once_in_its_session_and_in_time() {
        let directory = signed_in_library();
        assert_eq!(add(&directory, 1, 1, [9; 32], NOW), WRONG, "never given");
        begin(&directory, 1, 5, NOW).unwrap();
        assert_eq!(add(&directory, 2, 1, [5; 32], NOW), WRONG);
        assert_eq!(add(&directory, 3, 1, [5; 32], NOW), WRONG);
        assert!(add(&directory, 1, 1, [5; 32], NOW).is_ok());
        assert_eq!(add(&directory, 1, 2, [5; 32], NOW), WRONG, "used");
        begin(&directory, 1, 6, NOW).unwrap();
        let over = NOW.plus(PASSKEY_MINUTES * 60_000);
        assert_eq!(add(&directory, 1, 2, [6; 32], over), WRONG);
        assert_eq!(add(&directory, 1, 2, [6; 32], NOW), WRONG, "used");
        assert_eq!(keys(&directory, 1), ["Key 1"]);
    }

    #[test]
    fn another_password_ends_the_adding_of_one() {
        let directory = signed_in_library();
        begin(&directory, 1, 5, NOW).unwrap();
        let change = ChangeOwnPassword {
            verified: hash_of("desk1"),
            shown: None,
            password: hash_of("new"),
        };
        directory.ask(&signed_in(1), change, NOW).unwrap();
        let added = add(&directory, 1, 1, [5; 32], NOW);
        assert_eq!(added, WRONG);
        begin(&directory, 3, 6, NOW).unwrap();
        sign_in(&directory, "desk2", 4);
        let end = EndOwnSessions { session: None };
        directory.ask(&signed_in(4), end, NOW).unwrap();
        let rows = directory.database.contents();
        let pending = |row: &&String| row.starts_with("passkey_challenges ");
        assert_eq!(rows.iter().filter(pending).count(), 0);
    }

    #[test]
    fn what_a_foreign_page_had_made_or_somebody_has_already_is_not_added() {
        let directory = signed_in_library();
        begin(&directory, 1, 5, NOW).unwrap();
        let foreign = AddPasskey {
            id: PasskeyId::from_bytes([1; 16]),
            new: Authenticator::new(1).make(&[5; 32], &elsewhere(), "Key"),
            site: site(),
            recovery: vec![],
        };
        assert_eq!(directory.ask(&signed_in(1), foreign, NOW), WRONG);
        makes(&directory, 1, 1).unwrap();
        for (session, challenge) in [(1, 6), (3, 7)] {
            begin(&directory, session, challenge, NOW).unwrap();
            let taken = add(&directory, session, 1, [challenge; 32], NOW);
            assert_eq!(taken, Err(Refused::NameTaken.into()));
        }
    }

    #[test]
    fn somebody_has_so_many_at_most() {
        let directory = signed_in_library();
        for number in 1..=u8::try_from(PASSKEYS_MAX).unwrap() {
            makes(&directory, 1, number).unwrap();
        }
        let full = begin(&directory, 1, 99, NOW);
        assert_eq!(full.map(drop), Err(Refused::Full.into()));
    }

    #[test]
    fn no_challenge_and_no_key_stands_in_the_audit_log() {
        let directory = signed_in_library();
        makes(&directory, 1, 7).unwrap();
        let rows = directory.database.contents();
        let audit = rows.iter().filter(|row| row.starts_with("audit "));
        let added: Vec<_> = audit.filter(|row| row.contains("add_passkey")).collect();
        assert_eq!(added.len(), 1);
        assert!(added[0].contains("Key 7") && !added[0].contains(encoded(&[7; 16]).as_str()));
        assert!(
            !rows
                .iter()
                .any(|row| row.contains(encoded(&[7; 32]).as_str()))
        );
    }
}
