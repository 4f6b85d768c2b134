//! The second factor beside the password: codes of an app (TOTP, RFC 6238), each good once, and codes for when it is lost. The
//! app's secret has to be kept as it is; of recovery codes only hashes are.

pub(crate) mod managing;
mod pending;

use hushdesk_edge::{Database, DatabaseError, Row, Value};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::SecondFactor;
use serde::{Deserialize, Serialize};
use totp_rs::{Builder, Totp};

pub(crate) use self::pending::forget as forget_pending;
use crate::question::Answered;
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
}

impl Shown {
    const fn kind(&self) -> CodeKind {
        match self {
            Self::Code(_) => CodeKind::App,
            Self::Recovery(_) => CodeKind::Recovery,
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
                EXISTS (SELECT 1 FROM second_factors WHERE operator = ?)
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
/// counted.
pub(crate) fn check(
    database: &impl Database,
    name: &OperatorName,
    shown: Option<&Shown>,
    place: Place<'_>,
    now: Timestamp,
) -> Result<Checked<()>, DatabaseError> {
    let Some(stored) = stored(database, name)? else {
        return Ok(Checked::Passed(()));
    };
    let Some(shown) = shown else {
        return Ok(Checked::CodeNeeded);
    };
    let kind = shown.kind();
    if let Err(too_many) = tries::count_code(database, name, kind, place, now)? {
        return Ok(Checked::TooMany(too_many));
    }
    let is_right = match shown {
        Shown::Code(code) => use_step(database, name, &stored, step_of(stored.secret, code, now))?,
        Shown::Recovery(code) => use_up(database, name, *code)?,
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

/// Takes somebody's second factor and recovery codes away.
pub(crate) fn remove(database: &impl Database, name: &OperatorName) -> Result<(), DatabaseError> {
    for table in ["second_factors", "recovery_codes"] {
        database.query(
            &format!("DELETE FROM {table} WHERE operator = ?"),
            vec![name.as_str().into()],
        )?;
    }
    forget_pending(database, name)
}

/// Gives somebody these recovery codes in the place of all earlier ones.
fn give_recovery(
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
