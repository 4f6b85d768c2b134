//! The second factor beside the password: codes of an app (TOTP, RFC 6238), each good once, passkeys, and codes for when these are
//! lost. The app's secret has to be kept as it is; of recovery codes only hashes are.

pub(crate) mod managing;
mod pending;
pub(crate) mod setting_up;
#[cfg(test)]
mod testing;

use hushdesk_edge::{Database, DatabaseError, Row, Value};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::{Factors, SecondFactor};
use serde::{Deserialize, Serialize};
use totp_rs::{Builder, Totp};

pub(crate) use self::pending::forget as forget_pending;
use crate::passkeys;
use crate::passkeys::showing::{self, ShownPasskey};
use crate::question::{Answered, Asked};
use crate::rate_limit::TooMany;
use crate::refused::DirectoryError;
use crate::sessions::hashes::RecoveryHash;
use crate::sessions::tries::{self, CodeKind, Place};

/// Bytes of an app's secret (RFC 4226, section 4: 160 bits are recommended).
pub const SECRET_BYTES: usize = 20;

/// What somebody shows as their second factor.
#[derive(Clone, Serialize, Deserialize)]
pub enum Shown {
    /// What their app shows.
    Code(String),
    /// The hash of a recovery code.
    Recovery(RecoveryHash),
    /// What a passkey has signed.
    Passkey(Box<ShownPasskey>),
}

impl Shown {
    const fn kind(&self) -> CodeKind {
        match self {
            Self::Code(_) => CodeKind::App,
            Self::Recovery(_) => CodeKind::Recovery,
            Self::Passkey(_) => CodeKind::Passkey,
        }
    }
}

/// What is stored of somebody's.
struct Stored {
    secret: [u8; SECRET_BYTES],
    /// The step of the last code that was used.
    step: u64,
}

/// Whether somebody has one, or has to.
pub(crate) fn of(
    database: &impl Database,
    name: &OperatorName,
) -> Result<SecondFactor, DatabaseError> {
    let rows = database.query(
        "SELECT second_factor_required,
                EXISTS (SELECT 1 FROM second_factors WHERE operator = ?1)
                    OR EXISTS (SELECT 1 FROM passkeys WHERE operator = ?1)
         FROM organisation",
        vec![name.as_str().into()],
    )?;
    let Some(mut row) = rows.into_iter().next() else {
        return Ok(SecondFactor::Off);
    };
    let is_required = row.flag("organisation.second_factor_required")?;
    let is_there = row.flag("second_factors.operator")?;
    Ok(match (is_there, is_required) {
        (true, _) => SecondFactor::On,
        (false, true) => SecondFactor::Missing,
        (false, false) => SecondFactor::Off,
    })
}

/// By what somebody shows theirs.
pub(crate) fn all_of(
    database: &impl Database,
    name: &OperatorName,
) -> Result<Factors, DatabaseError> {
    Ok(Factors {
        app: stored(database, name)?.is_some(),
        passkeys: passkeys::has_any(database, name)?,
    })
}

/// The answer to whoever has to show their second factor for it, if they have one. It is no refusal: what is counted of a
/// wrong code stays counted, and what is given back of a right password stays given back.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum Checked<T> {
    /// They have shown it, or have none.
    Passed(T),
    /// They have one and have shown nothing.
    CodeNeeded,
    /// What they have shown is wrong.
    WrongCode,
    /// They have shown too many that were wrong, and no other is looked at before a while is over.
    TooMany(TooMany),
}

impl<T> Checked<T> {
    /// What is answered to whoever has passed.
    pub(crate) fn then<U>(
        self,
        answer: impl FnOnce(T) -> Result<Answered<U>, DirectoryError>,
    ) -> Result<Answered<Checked<U>>, DirectoryError> {
        match self {
            Self::Passed(it) => {
                let Answered { answer, acts } = answer(it)?;
                Ok(Answered::after(Checked::Passed(answer), acts))
            }
            Self::CodeNeeded => Ok(Answered::with(Checked::CodeNeeded)),
            Self::WrongCode => Ok(Answered::with(Checked::WrongCode)),
            Self::TooMany(too_many) => Ok(Answered::with(Checked::TooMany(too_many))),
        }
    }
}

/// Whether somebody at this place shows their second factor, if they have one. What they show is used up; wrong ones are
/// counted. A passkey that was shown in a session counts there for a while.
pub(crate) fn check<D: Database, By>(
    asked: &Asked<'_, D, By>,
    name: &OperatorName,
    shown: Option<&Shown>,
    place: Place<'_>,
) -> Result<Checked<()>, DirectoryError> {
    let (database, now) = (asked.database, asked.now);
    let (stored, has_passkeys) = (stored(database, name)?, passkeys::has_any(database, name)?);
    if stored.is_none() && !has_passkeys {
        return Ok(Checked::Passed(()));
    }
    let Some(shown) = shown else {
        return match place {
            Place::Session(session)
                if has_passkeys && passkeys::were_shown(database, session, now)? =>
            {
                Ok(Checked::Passed(()))
            }
            Place::Session(_) | Place::Browser(_) | Place::Anywhere(_) => Ok(Checked::CodeNeeded),
        };
    };
    let kind = shown.kind();
    if let Err(too_many) = tries::count_code(database, name, kind, place, now)? {
        return Ok(Checked::TooMany(too_many));
    }
    let is_right = match shown {
        Shown::Code(code) => match &stored {
            Some(stored) => use_step(database, name, stored, step_of(stored.secret, code, now))?,
            None => false,
        },
        Shown::Recovery(code) => use_up(database, name, *code)?,
        Shown::Passkey(passkey) => showing::whose(asked, passkey)?.as_ref() == Some(name),
    };
    if !is_right {
        return Ok(Checked::WrongCode);
    }
    tries::forgive_codes(database, name, kind, place)?;
    Ok(Checked::Passed(()))
}

/// Which step the code is of, if it is one of this secret at about this moment.
fn step_of(secret: [u8; SECRET_BYTES], code: &str, now: Timestamp) -> Option<u64> {
    totp(secret).check(code, now.0 / 1_000)
}

/// What all apps know: SHA-1, six digits, half a minute; a step early or late is let pass (RFC 6238, section 5.2).
fn totp(secret: [u8; SECRET_BYTES]) -> Totp {
    Builder::new()
        .with_secret(secret.to_vec())
        .build_noncompliant()
}

/// Whether it is a step of which, or after which, no code was used. None is now.
fn use_step(
    database: &impl Database,
    name: &OperatorName,
    stored: &Stored,
    step: Option<u64>,
) -> Result<bool, DatabaseError> {
    let Some(step) = step.filter(|step| *step > stored.step) else {
        return Ok(false);
    };
    database.query(
        "UPDATE second_factors SET step = ? WHERE operator = ?",
        vec![Timestamp(step).into(), name.as_str().into()],
    )?;
    Ok(true)
}

/// Whether it was one of theirs, which it is not any more.
fn use_up(
    database: &impl Database,
    name: &OperatorName,
    code: RecoveryHash,
) -> Result<bool, DatabaseError> {
    let used = database.query(
        "DELETE FROM recovery_codes WHERE operator = ? AND code = ? RETURNING 1",
        vec![name.as_str().into(), code.into()],
    )?;
    Ok(!used.is_empty())
}

fn stored(database: &impl Database, name: &OperatorName) -> Result<Option<Stored>, DatabaseError> {
    let rows = database.query(
        "SELECT secret, step FROM second_factors WHERE operator = ?",
        vec![name.as_str().into()],
    )?;
    let read = |mut row: Row| {
        Ok(Stored {
            secret: row.bytes("second_factors.secret")?,
            step: row.number("second_factors.step")?,
        })
    };
    rows.into_iter().next().map(read).transpose()
}

/// Takes somebody's app away, and the recovery codes if they have no passkey either.
fn remove_app(database: &impl Database, name: &OperatorName) -> Result<(), DatabaseError> {
    database.query(
        "DELETE FROM second_factors WHERE operator = ?",
        vec![name.as_str().into()],
    )?;
    forget_pending(database, name)?;
    forget_needless_recovery(database, name)
}

/// Takes all that somebody shows as their second factor away.
fn remove_all(database: &impl Database, name: &OperatorName) -> Result<(), DatabaseError> {
    passkeys::remove_all(database, name)?;
    remove_app(database, name)
}

/// Takes somebody's recovery codes away, if there is nothing any more for which they could be shown.
pub(crate) fn forget_needless_recovery(
    database: &impl Database,
    name: &OperatorName,
) -> Result<(), DatabaseError> {
    let Factors { app, passkeys } = all_of(database, name)?;
    if app || passkeys {
        return Ok(());
    }
    database.query(
        "DELETE FROM recovery_codes WHERE operator = ?",
        vec![name.as_str().into()],
    )?;
    Ok(())
}

/// Gives somebody these recovery codes in the place of all earlier ones.
pub(crate) fn give_recovery(
    database: &impl Database,
    name: &OperatorName,
    codes: &[RecoveryHash],
) -> Result<(), DatabaseError> {
    database.query(
        "DELETE FROM recovery_codes WHERE operator = ?",
        vec![name.as_str().into()],
    )?;
    for code in codes {
        database.query(
            "INSERT INTO recovery_codes (operator, code) VALUES (?, ?)",
            vec![name.as_str().into(), Value::from(*code)],
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::testing::{
        NEEDED, PASSED, STEP, WRONG, code, enter, protected, recovery, show, too_many,
        without_answer,
    };
    use super::*;
    use crate::sessions::hashes::BrowserHash;
    use crate::testing::{
        HOME, Library, NOW, at, find_credential, hash_of, nobody, open_session, signed_in,
    };
    use crate::{FindOwnCredential, OpenSession, RemoveSecondFactor, RenewRecovery};

    #[test]
    fn who_has_a_second_factor_shows_it_and_each_code_is_good_once() {
        let directory = protected();
        let later = NOW.plus(STEP);
        assert_eq!(enter(&directory, None, later), NEEDED);
        assert_eq!(enter(&directory, show("000000"), later), WRONG);
        assert_eq!(enter(&directory, show(&code(NOW)), later), WRONG, "used");
        assert_eq!(enter(&directory, show(&code(later)), later), PASSED);
        assert_eq!(enter(&directory, show(&code(later)), later), WRONG, "used");
        let much_later = later.plus(10 * STEP);
        assert_eq!(enter(&directory, show(&code(later)), much_later), WRONG);
    }

    #[test]
    fn somebody_with_a_second_factor_comes_in_while_their_name_is_tried_from_everywhere() {
        let directory = protected();
        for n in 0..200 {
            let from = at(&format!("10.0.0.{n}"));
            directory.ask(&from, find_credential("desk1"), NOW).unwrap();
        }
        let later = NOW.plus(STEP);
        let find = || directory.ask(&nobody(), find_credential("desk1"), later);
        assert!(find().is_ok());
        assert_eq!(enter(&directory, None, later), NEEDED);
        assert!(find().is_ok(), "the try was given back");
        assert_eq!(enter(&directory, show("000000"), later), WRONG);
        assert!(find().is_ok(), "wrong codes are counted by themselves");
        assert_eq!(enter(&directory, show(&code(later)), later), PASSED);
    }

    #[test]
    fn five_codes_are_tried_in_a_quarter_of_an_hour_and_a_right_one_ends_the_count() {
        let directory = protected();
        let mut later = NOW.plus(STEP);
        let wrong = |now| {
            let tries = 0..100;
            tries
                .take_while(|_| enter(&directory, show("000000"), now) == WRONG)
                .count()
        };
        for _ in 0..4 {
            assert_eq!(enter(&directory, show("000000"), later), WRONG);
        }
        assert_eq!(enter(&directory, show(&code(later)), later), PASSED);
        later = later.plus(2 * STEP);
        assert_eq!(wrong(later), 5);
        assert_eq!(enter(&directory, show(&code(later)), later), too_many(900));
        later = later.plus(900_000);
        assert_eq!(enter(&directory, show(&code(later)), later), PASSED);
    }

    #[test]
    fn a_right_recovery_code_gets_in_while_others_try_codes() {
        let directory = protected();
        for _ in 0..5 {
            assert_eq!(enter(&directory, show("000000"), NOW), WRONG);
        }
        assert_eq!(enter(&directory, show("000000"), NOW), too_many(900));
        for _ in 0..20 {
            assert_eq!(enter_from("203.0.113.9", &directory, 99), WRONG);
        }
        assert_eq!(enter_from("203.0.113.9", &directory, 99), too_many(3_600));
        assert_eq!(enter_from(HOME, &directory, 1), PASSED);
    }

    /// Somebody shows a recovery code from there.
    fn enter_from(
        address: &str,
        directory: &Library,
        byte: u8,
    ) -> Result<Checked<()>, DirectoryError> {
        let open = OpenSession {
            shown: Some(Shown::Recovery(recovery(byte))),
            ..open_session("desk1", 2)
        };
        Ok(without_answer(directory.ask(&at(address), open, NOW)?))
    }

    #[test]
    fn fifty_codes_a_day_are_tried_in_browsers_that_nobody_knows() {
        let directory = protected();
        let mut now = NOW;
        for _ in 0..10 {
            for _ in 0..5 {
                assert_eq!(enter(&directory, show("000000"), now), WRONG);
            }
            now = now.plus(900_000);
        }
        assert!(matches!(
            enter(&directory, show(&code(now)), now),
            Ok(Checked::TooMany(_))
        ));
        let known = OpenSession {
            shown: show(&code(now)),
            browser: Some(BrowserHash::of_bytes([1; 32])),
            ..open_session("desk1", 2)
        };
        let opened = directory.ask(&nobody(), known, now);
        assert!(matches!(opened, Ok(Checked::Passed(_))), "{opened:?}");
        let tomorrow = NOW.plus(24 * 60 * 60 * 1_000);
        assert_eq!(enter(&directory, show(&code(tomorrow)), tomorrow), PASSED);
    }

    #[test]
    fn a_right_password_is_given_back_when_there_were_too_many_codes() {
        let directory = protected();
        for _ in 0..5 {
            assert_eq!(enter(&directory, show("000000"), NOW), WRONG);
        }
        for _ in 0..30 {
            let found = directory.ask(&nobody(), find_credential("desk1"), NOW);
            assert!(found.is_ok(), "{found:?}");
            assert_eq!(enter(&directory, show("000000"), NOW), too_many(900));
        }
        let remove = || {
            directory
                .ask(&signed_in(1), FindOwnCredential, NOW)
                .unwrap();
            let remove = RemoveSecondFactor {
                verified: hash_of("desk1"),
                shown: show("000000"),
            };
            directory.ask(&signed_in(1), remove, NOW)
        };
        assert_eq!((0..5).filter(|_| remove() == WRONG).count(), 5);
        assert_eq!((0..30).filter(|_| remove() == too_many(900)).count(), 30);
    }

    #[test]
    fn a_recovery_code_is_good_once() {
        let directory = protected();
        let show = |byte| Some(Shown::Recovery(recovery(byte)));
        assert_eq!(enter(&directory, show(9), NOW), WRONG);
        assert_eq!(enter(&directory, show(1), NOW), PASSED);
        assert_eq!(enter(&directory, show(1), NOW), WRONG);
        let renew = RenewRecovery {
            verified: hash_of("desk1"),
            shown: Some(Shown::Code(code(NOW.plus(STEP)))),
            recovery: vec![recovery(3)],
        };
        let renewed = directory.ask(&signed_in(1), renew, NOW.plus(STEP));
        assert_eq!(renewed, PASSED);
        assert_eq!(enter(&directory, show(2), NOW), WRONG);
        assert_eq!(enter(&directory, show(3), NOW), PASSED);
    }
}
