//! The browsers in which an operator has signed in. Each keeps a random token in a cookie for long; here stands its
//! hash. It opens nothing: it says that somebody who guesses at the operator's password is somebody else.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{OperatorName, Timestamp};

use super::hashes::BrowserHash;

/// Browsers remembered of one operator; the one that was used longest ago is forgotten for a new one. Somebody who
/// works at every machine of a branch has that many.
const BROWSERS_PER_OPERATOR_MAX: u32 = 50;

/// The browser, if the operator has signed in with it before.
pub(crate) fn known(
    database: &impl Database,
    operator: &OperatorName,
    browser: Option<BrowserHash>,
) -> Result<Option<BrowserHash>, DatabaseError> {
    let Some(browser) = browser else {
        return Ok(None);
    };
    let rows = database.query(
        "SELECT 1 FROM browsers WHERE operator = ? AND token = ?",
        vec![operator.as_str().into(), browser.into()],
    )?;
    Ok((!rows.is_empty()).then_some(browser))
}

/// Whether anybody has signed in with it. A token that nobody has signed in with is not one of ours: somebody else may have put it
/// there, who knows it.
pub(crate) fn is_ours(
    database: &impl Database,
    browser: BrowserHash,
) -> Result<bool, DatabaseError> {
    let rows = database.query(
        "SELECT 1 FROM browsers WHERE token = ? LIMIT 1",
        vec![browser.into()],
    )?;
    Ok(!rows.is_empty())
}

/// The operator signs in with it.
pub(crate) fn remember(
    database: &impl Database,
    operator: &OperatorName,
    browser: BrowserHash,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    database.query(
        "INSERT INTO browsers (operator, token, used) VALUES (?, ?, ?)
         ON CONFLICT (operator, token) DO UPDATE SET used = excluded.used",
        vec![operator.as_str().into(), browser.into(), now.into()],
    )?;
    database.query(
        "DELETE FROM browsers WHERE operator = ?1 AND token NOT IN
         (SELECT token FROM browsers WHERE operator = ?1 ORDER BY used DESC LIMIT ?2)",
        vec![operator.as_str().into(), BROWSERS_PER_OPERATOR_MAX.into()],
    )?;
    Ok(())
}
