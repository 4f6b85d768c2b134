//! How somebody sets up an app: it is told its secret, and shows a code of it.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use serde::{Deserialize, Serialize};
use totp_rs::Builder;

use super::{Checked, SECRET_BYTES, Shown, give_recovery, pending, step_of};
use crate::audit::Act;
use crate::caller::Holder;
use crate::founding;
use crate::people::PasswordHash;
use crate::profile::must_be_proved;
use crate::question::{Answered, Asked, Question};
use crate::refused::DirectoryError;
use crate::sessions::hashes::RecoveryHash;
use crate::sessions::tries::{self, CodeKind, Place};

/// Begins to set up an app. One that is there already is good until the new one has shown a code. The answer is the
/// `otpauth:` address of the secret.
#[derive(Serialize, Deserialize)]
pub struct BeginSecondFactor {
    /// The hash that matched the password.
    pub verified: PasswordHash,
    /// What they show of the second factor they have, if anything.
    pub shown: Option<Shown>,
    /// The secret.
    pub secret: [u8; SECRET_BYTES],
}

impl Question for BeginSecondFactor {
    const PATH: &'static str = "/begin-second-factor";
    type By = Holder;
    type Answer = Checked<String>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<Checked<String>>, DirectoryError> {
        let (database, name) = (asked.database, asked.by.operator());
        let checked = must_be_proved(&asked, self.verified, self.shown.as_ref())?;
        checked.then(|()| {
            pending::keep(database, asked.by.token(), self.secret, asked.now)?;
            Ok(Answered::with(address(database, name, self.secret)?))
        })
    }
}

/// The address of a secret.
fn address(
    database: &impl Database,
    name: &OperatorName,
    secret: [u8; SECRET_BYTES],
) -> Result<String, DirectoryError> {
    // A colon divides the two parts of a name there.
    let issuer = founding::name(database)?.replace(':', " ");
    let totp = Builder::new()
        .with_secret(secret.to_vec())
        .with_account_name(name.as_str())
        .with_issuer(Some(issuer))
        .build_noncompliant();
    let address = totp.to_url();
    Ok(address.map_err(|_| DatabaseError::Column("second_factors.secret"))?)
}

/// Sets up the app that this session has begun to set up and that has shown a code, with these recovery codes.
#[derive(Serialize, Deserialize)]
pub struct ConfirmSecondFactor {
    /// What it shows.
    pub code: String,
    /// The hashes of the recovery codes.
    pub recovery: Vec<RecoveryHash>,
}

impl Question for ConfirmSecondFactor {
    const PATH: &'static str = "/confirm-second-factor";
    type By = Holder;
    type Answer = Checked<()>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<Checked<()>>, DirectoryError> {
        let (database, name) = (asked.database, asked.by.operator());
        let confirmed = confirm(&asked, &self.code)?;
        confirmed.then(|Confirmed { secret, step }| {
            database.query(
                "INSERT INTO second_factors (operator, secret, step) VALUES (?, ?, ?)
                 ON CONFLICT (operator) DO UPDATE SET secret = excluded.secret, step = excluded.step",
                vec![
                    name.as_str().into(),
                    secret.as_slice().into(),
                    Timestamp(step).into(),
                ],
            )?;
            pending::forget(database, name)?;
            give_recovery(database, name, &self.recovery)?;
            let act = Act::done("set_up_second_factor", name.as_str());
            Ok(Answered::done(act))
        })
    }
}

/// An app that has shown a code.
struct Confirmed {
    secret: [u8; SECRET_BYTES],
    step: u64,
}

/// Whether the app that is being set up in this session shows this code. Wrong ones are counted.
fn confirm<D: Database>(
    asked: &Asked<'_, D, Holder>,
    code: &str,
) -> Result<Checked<Confirmed>, DatabaseError> {
    let (database, name, session) = (asked.database, asked.by.operator(), asked.by.token());
    let Some(secret) = pending::find(database, session, asked.now)? else {
        return Ok(Checked::WrongCode);
    };
    let (kind, place) = (CodeKind::App, Place::Session(session));
    if let Err(too_many) = tries::count_code(database, name, kind, place, asked.now)? {
        return Ok(Checked::TooMany(too_many));
    }
    let Some(step) = step_of(secret, code, asked.now) else {
        return Ok(Checked::WrongCode);
    };
    tries::forgive_codes(database, name, kind, place)?;
    Ok(Checked::Passed(Confirmed { secret, step }))
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::SecondFactor;

    use super::super::of;
    use super::super::testing::{
        PASSED, SECRET, STEP, WRONG, begun, code, confirm, enter, protected, recovery, require,
        set_up, show, too_many,
    };
    use super::*;
    use crate::refused::Refused;
    use crate::sessions::hashes::LinkHash;
    use crate::testing::{Library, NOW, hash_of, library, nobody, sign_in, signed_in};
    use crate::{ChangeOwnPassword, FindSession, ListQueues, MakeLink, UseLink};

    #[test]
    fn codes_of_the_app_that_is_set_up_are_not_guessed_without_end() {
        let directory = begun();
        let guess = || confirm(&directory, 1, "000000", NOW);
        assert_eq!((0..100).take_while(|_| guess() == WRONG).count(), 5);
        assert_eq!(confirm(&directory, 1, &code(NOW), NOW), too_many(900));
        let factor = of(&directory.database, &"desk1".parse().unwrap());
        assert_eq!(factor, Ok(SecondFactor::Off));
    }

    #[test]
    fn an_app_is_set_up_by_the_session_that_began_and_within_a_quarter_of_an_hour() {
        let directory = begun();
        assert_eq!(confirm(&directory, 2, &code(NOW), NOW), WRONG);
        let last = NOW.plus(pending::PENDING_MILLIS - 1);
        let over = NOW.plus(pending::PENDING_MILLIS);
        assert_eq!(confirm(&directory, 1, &code(over), over), WRONG);
        assert_eq!(confirm(&directory, 1, &code(last), last), PASSED);
        assert_eq!(confirm(&directory, 1, &code(last), last), WRONG, "set up");
    }

    #[test]
    fn another_password_ends_the_setting_up_of_an_app() {
        let pending = |directory: &Library| {
            let rows = directory.database.contents();
            rows.iter()
                .any(|row| row.starts_with("pending_second_factors "))
        };
        let directory = begun();
        assert!(pending(&directory));
        let change = ChangeOwnPassword {
            verified: hash_of("desk1"),
            shown: None,
            password: hash_of("new"),
        };
        assert_eq!(directory.ask(&signed_in(1), change, NOW), PASSED);
        assert!(!pending(&directory));
        assert_eq!(confirm(&directory, 1, &code(NOW), NOW), WRONG);

        let directory = begun();
        sign_in(&directory, "admin", 3);
        let link = LinkHash::of_bytes([1; 32]);
        let make = MakeLink {
            person: "desk1".parse().unwrap(),
            link,
        };
        directory.ask(&signed_in(3), make, NOW).unwrap();
        let password = hash_of("new");
        let chosen = directory.ask(&nobody(), UseLink { link, password }, NOW);
        assert_eq!(chosen, Ok(()));
        assert!(!pending(&directory));
    }

    #[test]
    fn the_address_names_organisation_and_person() {
        let directory = library();
        sign_in(&directory, "desk1", 1);
        let begin = |verified| BeginSecondFactor {
            verified,
            shown: None,
            secret: SECRET,
        };
        assert_eq!(
            directory.ask(&signed_in(1), begin(hash_of("other")), NOW),
            Err(Refused::WrongCredentials.into())
        );
        let address = directory.ask(&signed_in(1), begin(hash_of("desk1")), NOW);
        let Ok(Checked::Passed(address)) = address else {
            panic!("{address:?}");
        };
        assert!(
            address.starts_with("otpauth://totp/The%20library:desk1?secret="),
            "{address}"
        );
    }

    #[test]
    fn an_app_that_has_shown_nothing_changes_nothing() {
        let directory = protected();
        let begin = BeginSecondFactor {
            verified: hash_of("desk1"),
            shown: Some(Shown::Recovery(recovery(1))),
            secret: [8; SECRET_BYTES],
        };
        directory.ask(&signed_in(1), begin, NOW).unwrap();
        let later = NOW.plus(STEP);
        assert_eq!(enter(&directory, show(&code(later)), later), PASSED);
    }

    #[test]
    fn where_it_is_required_nothing_else_is_done_before() {
        let directory = library();
        sign_in(&directory, "admin", 3);
        sign_in(&directory, "desk1", 1);
        require(&directory, 3);
        let list = || {
            let list = ListQueues { after: None };
            directory.ask(&signed_in(1), list, NOW).map(drop)
        };
        let factor = || {
            let session = directory.ask(&signed_in(1), FindSession, NOW);
            session.unwrap().second_factor
        };
        assert_eq!(list(), Err(Refused::SecondFactorMissing.into()));
        assert_eq!(factor(), SecondFactor::Missing);
        set_up(&directory, 1).unwrap();
        assert_eq!((list(), factor()), (Ok(()), SecondFactor::On));
    }

    #[test]
    fn no_secret_stands_in_the_audit_log() {
        let directory = protected();
        let rows = directory.database.contents();
        let audit: Vec<_> = rows
            .iter()
            .filter(|row| row.starts_with("audit "))
            .collect();
        assert!(audit.iter().any(|row| row.contains("set_up_second_factor")));
        assert!(
            !audit.iter().any(|row| row.contains("7, 7, 7")),
            "{audit:?}"
        );
    }
}
