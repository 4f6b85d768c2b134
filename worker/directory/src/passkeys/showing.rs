//! Looking at what a passkey has signed.

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_passkeys::{Answer, PublicKey, Site, encoded, is_ahead};
use hushdesk_protocol::ids::{OperatorName, PasskeyId, Timestamp};
use hushdesk_protocol::rest::PasskeyAnswer;
use serde::{Deserialize, Serialize};

use super::challenges;
use crate::audit::{self, Act};
use crate::question::Asked;
use crate::refused::DirectoryError;

/// What somebody shows: what was signed, and where.
#[derive(Clone, Serialize, Deserialize)]
pub struct ShownPasskey {
    /// What a browser says was signed.
    pub answer: PasskeyAnswer,
    /// To which site it came.
    pub site: Site,
}

/// A passkey, as far as it is needed to look at an answer.
struct Stored {
    id: PasskeyId,
    owner: OperatorName,
    handle: String,
    key: Option<PublicKey>,
    counter: u32,
    label: String,
}

/// Whose passkey has signed it, if one of somebody's has. Its challenge is used up, whatever comes of it. An authenticator whose
/// counter does not go on may have been copied: it is refused, and stands in the audit log.
pub(crate) fn whose<D: Database, By>(
    asked: &Asked<'_, D, By>,
    shown: &ShownPasskey,
) -> Result<Option<OperatorName>, DirectoryError> {
    let (database, now) = (asked.database, asked.now);
    let Ok(answer) = Answer::read(&shown.answer, &shown.site) else {
        return Ok(None);
    };
    let is_asked_for = challenges::take(database, &answer.challenge, None, now)?;
    let Some(stored) = find(database, &answer.id)?.filter(|_| is_asked_for) else {
        return Ok(None);
    };
    let is_theirs = answer
        .user
        .as_deref()
        .is_none_or(|user| encoded(user).as_str() == stored.handle);
    let is_signed = stored
        .key
        .as_ref()
        .is_some_and(|key| answer.is_signed_by(key));
    if !is_theirs || !is_signed {
        return Ok(None);
    }
    if !is_ahead(answer.counter, stored.counter) {
        let act = Act::made("refuse_passkey", stored.owner.as_str(), &stored.label)?;
        audit::write(database, &act.by(&stored.owner), None, asked.address, now)?;
        return Ok(None);
    }
    note_use(database, &stored.id, answer.counter, now)?;
    Ok(Some(stored.owner))
}

fn find(database: &impl Database, credential: &[u8]) -> Result<Option<Stored>, DatabaseError> {
    let rows = database.query(
        "SELECT id, operator, handle, algorithm, key, counter, label
         FROM passkeys JOIN passkey_holders USING (operator) WHERE credential = ?",
        vec![encoded(credential).as_str().into()],
    )?;
    let read = |mut row: Row| {
        Ok(Stored {
            id: row.name("passkeys.id")?,
            owner: row.name("passkeys.operator")?,
            handle: row.text("passkey_holders.handle")?,
            key: {
                let algorithm = row.number("passkeys.algorithm")?;
                PublicKey::stored(algorithm, row.text("passkeys.key")?).ok()
            },
            counter: row.number("passkeys.counter")?,
            label: row.text("passkeys.label")?,
        })
    };
    rows.into_iter().next().map(read).transpose()
}

fn note_use(
    database: &impl Database,
    id: &PasskeyId,
    counter: u32,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    database.query(
        "UPDATE passkeys SET counter = ?, used = ? WHERE id = ?",
        vec![counter.into(), now.into(), id.as_str().into()],
    )?;
    Ok(())
}
