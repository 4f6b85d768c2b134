//! People's passwords, as their hashes.

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::OperatorName;

use super::PasswordHash;

/// The hash of somebody's password, if there is somebody of this name who has one and may sign in with it.
pub(crate) fn password_of(
    database: &impl Database,
    name: &OperatorName,
) -> Result<Option<PasswordHash>, DatabaseError> {
    let rows = database.query(
        "SELECT hash FROM passwords JOIN operators ON operators.name = passwords.operator
         WHERE operator = ?1 AND NOT disabled
           AND NOT EXISTS (SELECT 1 FROM identity_provider WHERE password_of <> ?1)",
        vec![name.as_str().into()],
    )?;
    let password = |mut row: Row| row.text("passwords.hash").map(PasswordHash::stored);
    rows.into_iter().next().map(password).transpose()
}

/// Whether somebody has chosen a password, be they kept out or not.
pub(crate) fn has_password(
    database: &impl Database,
    name: &OperatorName,
) -> Result<bool, DatabaseError> {
    let rows = database.query(
        "SELECT 1 FROM passwords WHERE operator = ?",
        vec![name.as_str().into()],
    )?;
    Ok(!rows.is_empty())
}

/// Gives somebody another password, or their first.
pub(crate) fn set_password(
    database: &impl Database,
    name: &OperatorName,
    password: &PasswordHash,
) -> Result<(), DatabaseError> {
    database.query(
        "INSERT INTO passwords (operator, hash) VALUES (?, ?)
         ON CONFLICT (operator) DO UPDATE SET hash = excluded.hash",
        vec![name.as_str().into(), password.as_str().into()],
    )?;
    Ok(())
}
