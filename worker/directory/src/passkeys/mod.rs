//! Passkeys: somebody signs in by one of them alone, since an authenticator makes sure who it is, or shows it as their second factor
//! beside the password. Whether what an authenticator says is true, [`hushdesk_passkeys`] tells; here stands whose it is, that a
//! challenge is answered once, and that no copy goes on where the authenticator was.

pub(crate) mod adding;
mod challenges;
pub(crate) mod managing;
pub(crate) mod showing;
pub(crate) mod signing_in;
#[cfg(test)]
mod testing;

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::PROOF_MINUTES;

pub use self::challenges::CHALLENGE_BYTES;
pub(crate) use self::challenges::forget as forget_challenges;
use crate::sessions::hashes::TokenHash;

/// Bytes by which authenticators know whose a passkey is (WebAuthn, section 14.6.1: 64 at most, and nothing personal).
pub const HANDLE_BYTES: usize = 32;

/// Whether somebody has any.
pub(crate) fn has_any(
    database: &impl Database,
    name: &OperatorName,
) -> Result<bool, DatabaseError> {
    let rows = database.query(
        "SELECT 1 FROM passkeys WHERE operator = ? LIMIT 1",
        vec![name.as_str().into()],
    )?;
    Ok(!rows.is_empty())
}

/// Takes all of somebody's away.
pub(crate) fn remove_all(
    database: &impl Database,
    name: &OperatorName,
) -> Result<(), DatabaseError> {
    for table in ["passkeys", "passkey_holders"] {
        database.query(
            &format!("DELETE FROM {table} WHERE operator = ?"),
            vec![name.as_str().into()],
        )?;
    }
    Ok(())
}

/// One has just been shown in this session.
fn note_shown(
    database: &impl Database,
    session: TokenHash,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    database.query(
        "UPDATE sessions SET passkey = ? WHERE token = ?",
        vec![now.into(), session.into()],
    )?;
    Ok(())
}

/// Whether one was shown in this session a moment ago.
pub(crate) fn were_shown(
    database: &impl Database,
    session: TokenHash,
    now: Timestamp,
) -> Result<bool, DatabaseError> {
    let since = Timestamp(now.0.saturating_sub(PROOF_MINUTES * 60_000));
    let rows = database.query(
        "SELECT 1 FROM sessions WHERE token = ? AND passkey > ?",
        vec![session.into(), since.into()],
    )?;
    Ok(!rows.is_empty())
}
