//! The keys of the organisation: which are pinned, until when, and which count no more. Fingerprints only, and what notes are sealed
//! to beside them.

pub(crate) mod managing;
pub(crate) mod notes;
pub(crate) mod proposing;

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::{Fingerprint, OperatorName, Timestamp};
use hushdesk_protocol::limits::PINNED_FINGERPRINTS_MAX;
use hushdesk_protocol::rest::{KEYS_MAX, Key, KeySettings, KeyState, PinnedKey};
use hushdesk_protocol::text::DisplayName;

use crate::refused::{DirectoryError, Refused};
use crate::tables;

const COLUMNS: &str = "fingerprint, label, holder, name, added, expires, revoked, pinned";

/// The key of this fingerprint, if there is one.
pub(crate) fn find(
    database: &impl Database,
    fingerprint: &Fingerprint,
) -> Result<Option<Key>, DatabaseError> {
    let rows = database.query(
        &format!("SELECT {COLUMNS} FROM keys WHERE fingerprint = ?"),
        vec![fingerprint.as_str().into()],
    )?;
    rows.into_iter().next().map(read).transpose()
}

/// Adds a key.
pub(crate) fn add(
    database: &impl Database,
    fingerprint: &Fingerprint,
    settings: &KeySettings,
    is_pinned: bool,
    now: Timestamp,
) -> Result<(), DirectoryError> {
    if find(database, fingerprint)?.is_some() {
        return Err(Refused::NameTaken.into());
    }
    tables::must_have_room(database, "keys", KEYS_MAX)?;
    must_be_somebodys(database, settings.holder.as_ref())?;
    database.query(
        "INSERT INTO keys (fingerprint, label, holder, name, added, expires, pinned)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
        vec![
            fingerprint.as_str().into(),
            settings.label.as_str().into(),
            settings.holder.as_ref().map(OperatorName::as_str).into(),
            settings.name.as_ref().map(DisplayName::as_str).into(),
            now.into(),
            settings.expires.into(),
            is_pinned.into(),
        ],
    )?;
    must_be_few(database, now)
}

/// The keys that count at this moment, and whose they are, as an administrator has said. What their holders call themselves is
/// nothing that anybody has verified.
pub(crate) fn usable(
    database: &impl Database,
    now: Timestamp,
) -> Result<Vec<PinnedKey>, DatabaseError> {
    let rows = database.query(
        "SELECT fingerprint, name FROM keys
         WHERE pinned AND revoked IS NULL AND (expires IS NULL OR expires > ?)
         ORDER BY fingerprint",
        vec![now.into()],
    )?;
    let pinned = |mut row: Row| {
        Ok(PinnedKey {
            fingerprint: row.name("keys.fingerprint")?,
            name: row.optional_name("keys.name")?,
        })
    };
    rows.into_iter().map(pinned).collect()
}

/// Revokes all keys of somebody who is removed: nobody has them any more who should. What they have only proposed goes.
pub(crate) fn revoke_those_of(
    database: &impl Database,
    holder: &OperatorName,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    database.query(
        "UPDATE keys SET revoked = ?, note_key = NULL WHERE holder = ? AND pinned AND revoked IS NULL",
        vec![now.into(), holder.as_str().into()],
    )?;
    database.query(
        "DELETE FROM keys WHERE holder = ? AND NOT pinned AND revoked IS NULL",
        vec![holder.as_str().into()],
    )?;
    Ok(())
}

/// Refuses what has just been done if more keys count than there may be: a guest's browser is told all of these.
fn must_be_few(database: &impl Database, now: Timestamp) -> Result<(), DirectoryError> {
    if usable(database, now)?.len() > PINNED_FINGERPRINTS_MAX {
        return Err(Refused::Full.into());
    }
    Ok(())
}

/// Refuses a holder who is not there.
fn must_be_somebodys(
    database: &impl Database,
    holder: Option<&OperatorName>,
) -> Result<(), DirectoryError> {
    if let Some(holder) = holder {
        crate::people::find(database, holder)?.ok_or(Refused::NoPerson)?;
    }
    Ok(())
}

fn read(mut row: Row) -> Result<Key, DatabaseError> {
    let fingerprint = row.name("keys.fingerprint")?;
    let label = row.name("keys.label")?;
    let holder = row.optional_name("keys.holder")?;
    let name = row.optional_name("keys.name")?;
    let added = row.moment("keys.added")?;
    let expires = row.optional_moment("keys.expires")?;
    let revoked = row.optional_moment("keys.revoked")?;
    let is_pinned = row.flag("keys.pinned")?;
    Ok(Key {
        fingerprint,
        label,
        holder,
        name,
        added,
        expires,
        state: match (revoked, is_pinned) {
            (Some(at), _) => KeyState::Revoked { at },
            (None, true) => KeyState::Pinned,
            (None, false) => KeyState::Proposed,
        },
    })
}
