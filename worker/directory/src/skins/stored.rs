//! Skins in their rows.

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::SkinName;
use hushdesk_protocol::rest::{Pin, SkinKeys, SkinSealing, SkinSettings};
use hushdesk_protocol::text::DisplayName;

use super::sealing::{self, StoredKeys, keys_as_stored, unverified_as_stored};

/// How a skin is set, if it is there.
pub(crate) fn settings_of(
    database: &impl Database,
    skin: &SkinName,
) -> Result<Option<SkinSettings>, DatabaseError> {
    let rows = database.query(
        "SELECT title, look, unverified, keys FROM skins WHERE name = ?",
        vec![skin.as_str().into()],
    )?;
    let Some(mut row) = rows.into_iter().next() else {
        return Ok(None);
    };
    let title = row.name("skins.title")?;
    let look = serde_json::from_str(&row.text("skins.look")?);
    let sealing = match sealing::read(&mut row)? {
        None => SkinSealing::Open,
        Some((unverified, keys)) => SkinSealing::Sealed {
            unverified,
            keys: match keys {
                StoredKeys::Organisation => SkinKeys::Organisation,
                StoredKeys::Own => SkinKeys::Own(pins_of(database, skin)?),
            },
        },
    };
    Ok(Some(SkinSettings {
        title,
        sealing,
        look: look.map_err(|_| DatabaseError::Column("skins.look"))?,
    }))
}

/// Writes down how a skin is set, be it there already or not.
pub(crate) fn write(
    database: &impl Database,
    skin: &SkinName,
    settings: &SkinSettings,
) -> Result<(), DatabaseError> {
    let (unverified, keys, pins) = match &settings.sealing {
        SkinSealing::Open => (None, StoredKeys::Organisation, [].as_slice()),
        SkinSealing::Sealed { keys, unverified } => {
            let unverified = Some(unverified_as_stored(*unverified));
            match keys {
                SkinKeys::Organisation => (unverified, StoredKeys::Organisation, [].as_slice()),
                SkinKeys::Own(pins) => (unverified, StoredKeys::Own, pins.as_slice()),
            }
        }
    };
    let look =
        serde_json::to_string(&settings.look).map_err(|_| DatabaseError::Column("skins.look"))?;
    database.query(
        "INSERT INTO skins (name, title, unverified, keys, look) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET title = excluded.title, unverified = excluded.unverified,
                keys = excluded.keys, look = excluded.look",
        vec![
            skin.as_str().into(),
            settings.title.as_str().into(),
            unverified.into(),
            keys_as_stored(keys).into(),
            look.as_str().into(),
        ],
    )?;
    database.query(
        "DELETE FROM pinned_keys WHERE skin = ?",
        vec![skin.as_str().into()],
    )?;
    for pin in pins {
        database.query(
            "INSERT INTO pinned_keys (skin, fingerprint, name, expires) VALUES (?, ?, ?, ?)",
            vec![
                skin.as_str().into(),
                pin.fingerprint.as_str().into(),
                pin.name.as_ref().map(DisplayName::as_str).into(),
                pin.expires.into(),
            ],
        )?;
    }
    Ok(())
}

fn pins_of(database: &impl Database, skin: &SkinName) -> Result<Vec<Pin>, DatabaseError> {
    let rows = database.query(
        "SELECT fingerprint, name, expires FROM pinned_keys WHERE skin = ? ORDER BY fingerprint",
        vec![skin.as_str().into()],
    )?;
    let pin = |mut row: Row| {
        Ok(Pin {
            fingerprint: row.name("pinned_keys.fingerprint")?,
            name: row.optional_name("pinned_keys.name")?,
            expires: row.optional_moment("pinned_keys.expires")?,
        })
    };
    rows.into_iter().map(pin).collect()
}
