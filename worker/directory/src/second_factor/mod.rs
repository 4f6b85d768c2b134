//! The second factor beside the password: codes of an app (TOTP, RFC 6238), each good once, and codes for when it is lost. The
//! app's secret has to be kept as it is; of recovery codes only hashes are.

pub(crate) mod managing;

use hushdesk_edge::{Database, DatabaseError, Row, Value};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::SecondFactor;
use serde::{Deserialize, Serialize};
use totp_rs::{Builder, Totp};

use crate::question::Answered;
use crate::refused::DirectoryError;
use crate::sessions::hashes::RecoveryHash;
use crate::sessions::tries::{self, Place};

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

/// What is stored of somebody's.
struct Stored {
    secret: Option<[u8; SECRET_BYTES]>,
    pending: Option<[u8; SECRET_BYTES]>,
    step: u64,
}

/// Whether somebody has one, or has to.
pub(crate) fn of(
    database: &impl Database,
    name: &OperatorName,
) -> Result<SecondFactor, DatabaseError> {
    let rows = database.query(
        "SELECT second_factor_required,
                EXISTS (SELECT 1 FROM second_factors WHERE operator = ? AND secret IS NOT NULL)
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
/// wrong code stays counted.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum Checked<T> {
    /// They have shown it, or have none.
    Passed(T),
    /// They have one and have shown nothing.
    CodeNeeded,
    /// What they have shown is wrong.
    WrongCode,
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
        }
    }
}

/// Whether somebody at this place shows their second factor, if they have one. What they show is used up; wrong ones are
/// counted, and too many are refused.
pub(crate) fn check(
    database: &impl Database,
    name: &OperatorName,
    shown: Option<&Shown>,
    place: Place,
    now: Timestamp,
) -> Result<Checked<()>, DirectoryError> {
    let stored = stored(database, name)?;
    let Some((secret, last)) = stored.and_then(|it| Some((it.secret?, it.step))) else {
        return Ok(Checked::Passed(()));
    };
    let Some(shown) = shown else {
        return Ok(Checked::CodeNeeded);
    };
    tries::count_code(database, name, place, now)?;
    let is_right = match shown {
        Shown::Code(code) => match step_of(secret, code, now).filter(|step| *step > last) {
            Some(step) => {
                keep_step(database, name, step)?;
                true
            }
            None => false,
        },
        Shown::Recovery(code) => use_up(database, name, *code)?,
    };
    if !is_right {
        return Ok(Checked::WrongCode);
    }
    tries::forgive_codes(database, name, place)?;
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

fn keep_step(
    database: &impl Database,
    name: &OperatorName,
    step: u64,
) -> Result<(), DatabaseError> {
    database.query(
        "UPDATE second_factors SET step = ? WHERE operator = ?",
        vec![Timestamp(step).into(), name.as_str().into()],
    )?;
    Ok(())
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
        "SELECT secret, pending, step FROM second_factors WHERE operator = ?",
        vec![name.as_str().into()],
    )?;
    let read = |mut row: Row| {
        Ok(Stored {
            secret: row.optional_bytes("second_factors.secret")?,
            pending: row.optional_bytes("second_factors.pending")?,
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
    Ok(())
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
