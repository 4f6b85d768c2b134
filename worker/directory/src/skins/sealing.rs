//! Whether the chats of a skin are sealed, and for which keys at the moment.

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::{SkinName, Timestamp};
use hushdesk_protocol::rest::{PinnedKey, Sealing, UnverifiedOperator};

use crate::keys;

/// Whose keys a skin vouches for, as it is stored.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum StoredKeys {
    Organisation,
    Own,
}

/// What a guest's browser is told at this moment. The next columns of the row are `unverified` and `keys`.
pub(crate) fn at(
    database: &impl Database,
    skin: &SkinName,
    row: &mut Row,
    now: Timestamp,
) -> Result<Sealing, DatabaseError> {
    let Some((unverified, keys)) = read(row)? else {
        return Ok(Sealing::Open);
    };
    Ok(Sealing::Sealed {
        unverified,
        pinned: match keys {
            StoredKeys::Organisation => keys::usable(database, now)?,
            StoredKeys::Own => own(database, skin, now)?,
        },
    })
}

/// How a skin is sealed, if it is. The next columns of the row are `unverified` and `keys`.
pub(super) fn read(
    row: &mut Row,
) -> Result<Option<(UnverifiedOperator, StoredKeys)>, DatabaseError> {
    let unverified = row.optional_text("skins.unverified")?;
    let keys = keys_from_stored(&row.text("skins.keys")?)?;
    let unverified = unverified.as_deref().map(unverified_from_stored);
    Ok(unverified.transpose()?.map(|unverified| (unverified, keys)))
}

/// The keys that a skin pins by itself and that count. What the organisation has revoked counts nowhere.
fn own(
    database: &impl Database,
    skin: &SkinName,
    now: Timestamp,
) -> Result<Vec<PinnedKey>, DatabaseError> {
    let rows = database.query(
        "SELECT fingerprint, name FROM pinned_keys
         WHERE skin = ? AND (expires IS NULL OR expires > ?) AND fingerprint NOT IN
               (SELECT fingerprint FROM keys WHERE revoked IS NOT NULL)
         ORDER BY fingerprint",
        vec![skin.as_str().into(), now.into()],
    )?;
    let pinned = |mut row: Row| {
        Ok(PinnedKey {
            fingerprint: row.name("pinned_keys.fingerprint")?,
            name: row.optional_name("pinned_keys.name")?,
        })
    };
    rows.into_iter().map(pinned).collect()
}

pub(super) const fn unverified_as_stored(unverified: UnverifiedOperator) -> &'static str {
    match unverified {
        UnverifiedOperator::Refuse => "refuse",
        UnverifiedOperator::Accept => "accept",
    }
}

fn unverified_from_stored(text: &str) -> Result<UnverifiedOperator, DatabaseError> {
    match text {
        "refuse" => Ok(UnverifiedOperator::Refuse),
        "accept" => Ok(UnverifiedOperator::Accept),
        _ => Err(DatabaseError::Column("skins.unverified")),
    }
}

pub(super) const fn keys_as_stored(keys: StoredKeys) -> &'static str {
    match keys {
        StoredKeys::Organisation => "organisation",
        StoredKeys::Own => "own",
    }
}

fn keys_from_stored(text: &str) -> Result<StoredKeys, DatabaseError> {
    match text {
        "organisation" => Ok(StoredKeys::Organisation),
        "own" => Ok(StoredKeys::Own),
        _ => Err(DatabaseError::Column("skins.keys")),
    }
}
