//! Apps that are being set up. Each belongs to the session that began, and has a while to show a code.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{OperatorName, Timestamp};

use super::SECRET_BYTES;
use crate::passkeys;
use crate::sessions::hashes::TokenHash;

/// How long an app may take to show a code.
pub(super) const PENDING_MILLIS: u64 = 15 * 60 * 1_000;

/// Keeps the secret of an app that has yet to show a code in this session.
pub(super) fn keep(
    database: &impl Database,
    session: TokenHash,
    secret: [u8; SECRET_BYTES],
    now: Timestamp,
) -> Result<(), DatabaseError> {
    database.query(
        "INSERT INTO pending_second_factors (session, secret, ends) VALUES (?, ?, ?)
         ON CONFLICT (session) DO UPDATE SET secret = excluded.secret, ends = excluded.ends",
        vec![
            session.into(),
            secret.as_slice().into(),
            now.plus(PENDING_MILLIS).into(),
        ],
    )?;
    Ok(())
}

/// The secret of the app that is being set up in this session, if one is.
pub(super) fn find(
    database: &impl Database,
    session: TokenHash,
    now: Timestamp,
) -> Result<Option<[u8; SECRET_BYTES]>, DatabaseError> {
    let rows = database.query(
        "SELECT secret FROM pending_second_factors WHERE session = ? AND ends > ?",
        vec![session.into(), now.into()],
    )?;
    let mut rows = rows.into_iter();
    rows.next()
        .map(|mut row| row.bytes("pending_second_factors.secret"))
        .transpose()
}

/// Whatever app somebody is setting up, or passkey they are adding, in whichever session, it is so no longer.
pub(crate) fn forget(database: &impl Database, name: &OperatorName) -> Result<(), DatabaseError> {
    database.query(
        "DELETE FROM pending_second_factors WHERE session IN (SELECT token FROM sessions WHERE operator = ?)",
        vec![name.as_str().into()],
    )?;
    passkeys::forget_challenges(database, name)
}
