//! What authenticators are given to answer: random bytes, each good once and for a while. Here stand hashes of them.

use hushdesk_edge::{Database, DatabaseError, Value};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::PASSKEY_MINUTES;
use sha2::{Digest, Sha256};

use crate::sessions::hashes::TokenHash;

/// Bytes of a challenge (WebAuthn, section 13.4.3: 16 at least).
pub const CHALLENGE_BYTES: usize = 32;

/// Challenges that are remembered at once, some 100 bytes each: when there are more the oldest is forgotten.
const CHALLENGES_MAX: u32 = 10_000;

/// Remembers a challenge that is being given: to add a passkey in this session, or to show one wherever.
pub(super) fn keep(
    database: &impl Database,
    challenge: &[u8],
    session: Option<TokenHash>,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    database.query(
        "DELETE FROM passkey_challenges WHERE ends <= ?1
         OR number <= (SELECT max(number) FROM passkey_challenges) - ?2",
        vec![now.into(), CHALLENGES_MAX.into()],
    )?;
    database.query(
        "INSERT INTO passkey_challenges (challenge, session, ends) VALUES (?, ?, ?)",
        vec![
            hash(challenge),
            of(session),
            now.plus(PASSKEY_MINUTES * 60_000).into(),
        ],
    )?;
    Ok(())
}

/// Whether it was given for this, and can still be answered. It cannot be any more.
pub(super) fn take(
    database: &impl Database,
    challenge: &[u8],
    session: Option<TokenHash>,
    now: Timestamp,
) -> Result<bool, DatabaseError> {
    let rows = database.query(
        "DELETE FROM passkey_challenges WHERE challenge = ? AND session IS ? RETURNING ends",
        vec![hash(challenge), of(session)],
    )?;
    let ends = rows
        .into_iter()
        .next()
        .map(|mut row| row.moment("passkey_challenges.ends"));
    Ok(ends.transpose()?.is_some_and(|ends| ends > now))
}

/// Whatever passkey somebody is adding, in whichever session, it is so no longer.
pub(crate) fn forget(database: &impl Database, name: &OperatorName) -> Result<(), DatabaseError> {
    database.query(
        "DELETE FROM passkey_challenges WHERE session IN (SELECT token FROM sessions WHERE operator = ?)",
        vec![name.as_str().into()],
    )?;
    Ok(())
}

fn hash(challenge: &[u8]) -> Value {
    let hash: [u8; 32] = Sha256::digest(challenge).into();
    Value::from(hash.as_slice())
}

fn of(session: Option<TokenHash>) -> Value {
    session.map_or(Value::Null, Value::from)
}
