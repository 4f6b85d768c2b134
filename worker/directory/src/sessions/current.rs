//! The sessions that have not ended.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{OperatorName, Timestamp};

use super::hashes::TokenHash;

/// Who is signed in with the token, and until when.
pub(crate) fn find(
    database: &impl Database,
    token: TokenHash,
    now: Timestamp,
) -> Result<Option<(OperatorName, Timestamp)>, DatabaseError> {
    let rows = database.query(
        "SELECT operator, ends FROM sessions WHERE token = ? AND ends > ?",
        vec![token.into(), now.into()],
    )?;
    let Some(mut row) = rows.into_iter().next() else {
        return Ok(None);
    };
    let operator = row.name("sessions.operator")?;
    Ok(Some((operator, row.moment("sessions.ends")?)))
}
