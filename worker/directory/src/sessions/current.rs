//! The sessions that have not ended.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{OperatorName, Timestamp};

use super::hashes::TokenHash;

/// How exactly it is kept when somebody was there last: each note is two rows written.
const USE_MILLIS: u64 = 5 * 60 * 1_000;

/// Takes note that somebody has used their session, unless that was a moment ago.
pub(crate) fn note_use(
    database: &impl Database,
    token: TokenHash,
    name: &OperatorName,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let rows = database.query(
        "SELECT coalesce(used, 0) FROM sessions WHERE token = ?",
        vec![token.into()],
    )?;
    let used = rows.into_iter().next();
    let used = used
        .map(|mut row| row.moment("sessions.used"))
        .transpose()?;
    if used.is_none_or(|used| now.since(used) < USE_MILLIS) {
        return Ok(());
    }
    database.query(
        "UPDATE sessions SET used = ? WHERE token = ?",
        vec![now.into(), token.into()],
    )?;
    database.query(
        "UPDATE operators SET seen = ? WHERE name = ?",
        vec![now.into(), name.as_str().into()],
    )?;
    Ok(())
}

/// A session that has not ended.
pub(crate) struct Current {
    /// Who is signed in.
    pub(crate) operator: OperatorName,
    /// Until when.
    pub(crate) ends: Timestamp,
    /// Whether by the identity provider.
    pub(crate) is_by_provider: bool,
}

/// Who is signed in with the token.
pub(crate) fn find(
    database: &impl Database,
    token: TokenHash,
    now: Timestamp,
) -> Result<Option<Current>, DatabaseError> {
    let rows = database.query(
        "SELECT operator, ends, provider FROM sessions WHERE token = ? AND ends > ?",
        vec![token.into(), now.into()],
    )?;
    let Some(mut row) = rows.into_iter().next() else {
        return Ok(None);
    };
    Ok(Some(Current {
        operator: row.name("sessions.operator")?,
        ends: row.moment("sessions.ends")?,
        is_by_provider: row.flag("sessions.provider")?,
    }))
}
