//! How somebody sets up their second factor, and how it is taken away.

use hushdesk_edge::Database;
use hushdesk_protocol::ids::OperatorName;
use serde::{Deserialize, Serialize};
use totp_rs::Builder;

use super::{SECRET_BYTES, give_recovery, keep_step, remove, step_of, stored};
use crate::audit::Act;
use crate::caller::{Administrator, Holder};
use crate::people::{self, PasswordHash};
use crate::profile;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::sessions::hashes::RecoveryHash;
use crate::{founding, sessions};

/// Begins to set up an app. One that is there already is good until the new one has shown a code. The answer is the
/// `otpauth:` address of the secret.
#[derive(Serialize, Deserialize)]
pub struct BeginSecondFactor {
    /// The hash that matched the password.
    pub verified: PasswordHash,
    /// The secret.
    pub secret: [u8; SECRET_BYTES],
}

impl Question for BeginSecondFactor {
    const PATH: &'static str = "/begin-second-factor";
    type By = Holder;
    type Answer = String;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<String>, DirectoryError> {
        profile::must_be_proved(&asked, self.verified)?;
        let (database, name) = (asked.database, asked.by.operator());
        database.query(
            "INSERT INTO second_factors (operator, pending) VALUES (?, ?)
             ON CONFLICT (operator) DO UPDATE SET pending = excluded.pending",
            vec![name.as_str().into(), self.secret.as_slice().into()],
        )?;
        // A colon divides the two parts of a name there.
        let issuer = founding::name(database)?.replace(':', " ");
        let totp = Builder::new()
            .with_secret(self.secret.to_vec())
            .with_account_name(name.as_str())
            .with_issuer(Some(issuer))
            .build_noncompliant();
        let address = totp.to_url().map_err(|_| Refused::SecondFactorNeeded)?;
        Ok(Answered::with(address))
    }
}

/// Sets up the app that has shown a code, with these recovery codes.
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
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<()>, DirectoryError> {
        let (database, name) = (asked.database, asked.by.operator());
        let pending = stored(database, name)?.and_then(|stored| stored.pending);
        let pending = pending.ok_or(Refused::WrongCredentials)?;
        let step = step_of(pending, &self.code, asked.now).ok_or(Refused::WrongCredentials)?;
        database.query(
            "UPDATE second_factors SET secret = pending, pending = NULL WHERE operator = ?",
            vec![name.as_str().into()],
        )?;
        keep_step(database, name, step)?;
        give_recovery(database, name, &self.recovery)?;
        let act = Act::done("set_up_second_factor", name.as_str());
        Ok(Answered::done(act))
    }
}

/// Gives whoever asks new recovery codes in the place of all earlier ones.
#[derive(Serialize, Deserialize)]
pub struct RenewRecovery {
    /// The hash that matched the password.
    pub verified: PasswordHash,
    /// The hashes of the recovery codes.
    pub recovery: Vec<RecoveryHash>,
}

impl Question for RenewRecovery {
    const PATH: &'static str = "/renew-recovery";
    type By = Holder;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<()>, DirectoryError> {
        profile::must_be_proved(&asked, self.verified)?;
        let (database, name) = (asked.database, asked.by.operator());
        let secret = stored(database, name)?.and_then(|stored| stored.secret);
        secret.ok_or(Refused::NoSecondFactor)?;
        give_recovery(database, name, &self.recovery)?;
        let act = Act::done("renew_recovery_codes", name.as_str());
        Ok(Answered::done(act))
    }
}

/// Takes the second factor of whoever asks away.
#[derive(Serialize, Deserialize)]
pub struct RemoveSecondFactor {
    /// The hash that matched the password.
    pub verified: PasswordHash,
}

impl Question for RemoveSecondFactor {
    const PATH: &'static str = "/remove-second-factor";
    type By = Holder;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<()>, DirectoryError> {
        profile::must_be_proved(&asked, self.verified)?;
        let name = asked.by.operator();
        remove(asked.database, name)?;
        let act = Act::done("remove_second_factor", name.as_str());
        Ok(Answered::done(act))
    }
}

/// Takes somebody's second factor away who has lost it. Their sessions end.
#[derive(Serialize, Deserialize)]
pub struct ResetSecondFactor {
    /// Whose.
    pub person: OperatorName,
}

impl Question for ResetSecondFactor {
    const PATH: &'static str = "/reset-second-factor";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        let (database, name) = (asked.database, &self.person);
        people::find(database, name)?.ok_or(Refused::NoPerson)?;
        remove(database, name)?;
        sessions::end_all(database, name, None, asked.now)?;
        let act = Act::done("reset_second_factor", name.as_str());
        Ok(Answered::done(act))
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Timestamp;
    use hushdesk_protocol::rest::{Organisation, SecondFactor};

    use super::super::{Shown, totp};
    use super::*;
    use crate::testing::{
        Library, NOW, hash_of, library, nobody, open_session, sign_in, signed_in,
    };
    use crate::{CloseSession, FindSession, ListQueues, OpenSession, SetOrganisation};

    const SECRET: [u8; SECRET_BYTES] = [7; SECRET_BYTES];
    const STEP: u64 = 30_000;

    fn recovery(byte: u8) -> RecoveryHash {
        RecoveryHash::of_bytes([byte; 32])
    }

    fn code(now: Timestamp) -> String {
        totp(SECRET).generate(now.0 / 1_000).to_string()
    }

    fn set_up(directory: &Library, session: u8) -> Result<(), DirectoryError> {
        let begin = BeginSecondFactor {
            verified: hash_of("desk1"),
            secret: SECRET,
        };
        directory.ask(&signed_in(session), begin, NOW)?;
        let confirm = ConfirmSecondFactor {
            code: code(NOW),
            recovery: vec![recovery(1), recovery(2)],
        };
        directory.ask(&signed_in(session), confirm, NOW)
    }

    /// A library in which desk1 is signed in by 1 and has a second factor.
    fn protected() -> Library {
        let directory = library();
        sign_in(&directory, "desk1", 1);
        set_up(&directory, 1).unwrap();
        directory
    }

    fn enter(
        directory: &Library,
        shown: Option<Shown>,
        now: Timestamp,
    ) -> Result<(), DirectoryError> {
        let open = OpenSession {
            shown,
            ..open_session("desk1", 2)
        };
        directory.ask(&nobody(), open, now)?;
        directory.ask(&signed_in(2), CloseSession, now)
    }

    #[test]
    fn who_has_a_second_factor_shows_it_and_each_code_is_good_once() {
        let directory = protected();
        let needed = Err(Refused::SecondFactorNeeded.into());
        let wrong = Err(Refused::WrongCredentials.into());
        let later = NOW.plus(STEP);
        assert_eq!(enter(&directory, None, later), needed);
        let show = |text: &str| Some(Shown::Code(text.to_owned()));
        assert_eq!(enter(&directory, show("000000"), later), wrong);
        assert_eq!(enter(&directory, show(&code(NOW)), later), wrong, "used");
        assert_eq!(enter(&directory, show(&code(later)), later), Ok(()));
        assert_eq!(enter(&directory, show(&code(later)), later), wrong, "used");
        let much_later = later.plus(10 * STEP);
        assert_eq!(enter(&directory, show(&code(later)), much_later), wrong);
    }

    #[test]
    fn a_recovery_code_is_good_once() {
        let directory = protected();
        let show = |byte| Some(Shown::Recovery(recovery(byte)));
        let wrong = Err(Refused::WrongCredentials.into());
        assert_eq!(enter(&directory, show(9), NOW), wrong);
        assert_eq!(enter(&directory, show(1), NOW), Ok(()));
        assert_eq!(enter(&directory, show(1), NOW), wrong);
        let renew = RenewRecovery {
            verified: hash_of("desk1"),
            recovery: vec![recovery(3)],
        };
        directory.ask(&signed_in(1), renew, NOW).unwrap();
        assert_eq!(enter(&directory, show(2), NOW), wrong);
        assert_eq!(enter(&directory, show(3), NOW), Ok(()));
    }

    #[test]
    fn the_address_names_organisation_and_person() {
        let directory = library();
        sign_in(&directory, "desk1", 1);
        let begin = |verified| BeginSecondFactor {
            verified,
            secret: SECRET,
        };
        assert_eq!(
            directory.ask(&signed_in(1), begin(hash_of("other")), NOW),
            Err(Refused::WrongCredentials.into())
        );
        let address = directory.ask(&signed_in(1), begin(hash_of("desk1")), NOW);
        let address = address.unwrap();
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
            secret: [8; SECRET_BYTES],
        };
        directory.ask(&signed_in(1), begin, NOW).unwrap();
        let later = NOW.plus(STEP);
        let shown = Some(Shown::Code(code(later)));
        assert_eq!(enter(&directory, shown, later), Ok(()));
    }

    #[test]
    fn where_it_is_required_nothing_else_is_done_before() {
        let directory = library();
        sign_in(&directory, "admin", 3);
        sign_in(&directory, "desk1", 1);
        let set = SetOrganisation {
            settings: Organisation {
                name: "The library".parse().unwrap(),
                audit_days: 400,
                second_factor_required: true,
            },
            seen: None,
        };
        directory.ask(&signed_in(3), set, NOW).unwrap();
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
    fn it_goes_with_the_password_or_is_reset_by_an_administrator() {
        let directory = protected();
        let remove = RemoveSecondFactor {
            verified: hash_of("desk1"),
        };
        directory.ask(&signed_in(1), remove, NOW).unwrap();
        assert_eq!(enter(&directory, None, NOW), Ok(()));
        set_up(&directory, 1).unwrap();
        sign_in(&directory, "admin", 3);
        let reset = ResetSecondFactor {
            person: "desk1".parse().unwrap(),
        };
        directory.ask(&signed_in(3), reset, NOW).unwrap();
        assert!(directory.ask(&signed_in(1), FindSession, NOW).is_err());
        assert_eq!(enter(&directory, None, NOW), Ok(()));
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
