//! The skins of an organisation: how chats look, whether they are sealed, and for which keys.

use hushdesk_edge::{Database, DatabaseError, Row, Value};
use hushdesk_protocol::ids::SkinName;
use hushdesk_protocol::rest::{
    Cursor, NewSkin, Page, PinnedKey, Sealing, SkinListing, UnverifiedOperator,
};
use serde::{Deserialize, Serialize};

use crate::caller::SignedIn;
use crate::paging;
use crate::question::{Answered, Asked, Question};
use crate::refused::DirectoryError;

/// The tables.
pub(crate) const TABLES: &str = include_str!("skins.sql");

/// Which skins there are, by name.
#[derive(Serialize, Deserialize)]
pub struct ListSkins {
    /// After which they are listed.
    pub after: Option<Cursor>,
}

impl Question for ListSkins {
    const PATH: &'static str = "/list-skins";
    type By = SignedIn;
    type Answer = Page<SkinListing>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<Page<SkinListing>>, DirectoryError> {
        let database = asked.database;
        let after = self.after.as_ref().map_or("", Cursor::as_str);
        let rows = database.query(
            "SELECT name, unverified FROM skins WHERE name > ? ORDER BY name LIMIT ?",
            vec![after.into(), paging::ROWS.into()],
        )?;
        let skin = |mut row: Row| {
            let name = row.name("skins.name")?;
            let unverified = row.optional_text("skins.unverified")?;
            let sealing = sealing_of(database, &name, unverified)?;
            Ok(SkinListing { name, sealing })
        };
        let skins: Result<Vec<_>, DatabaseError> = rows.into_iter().map(skin).collect();
        let after = |skin: &SkinListing| Cursor::from(&skin.name);
        Ok(Answered::with(paging::page(skins?, after)))
    }
}

/// Adds a skin.
pub(crate) fn add(database: &impl Database, new: &NewSkin) -> Result<(), DatabaseError> {
    let (unverified, pinned) = match &new.sealing {
        Sealing::Sealed { pinned, unverified } => {
            (Some(unverified_as_stored(*unverified)), pinned.as_slice())
        }
        Sealing::Open => (None, [].as_slice()),
    };
    let skin = || Value::from(new.name.as_str());
    database.query(
        "INSERT INTO skins (name, title, unverified) VALUES (?, ?, ?)",
        vec![skin(), new.title.as_str().into(), unverified.into()],
    )?;
    for key in pinned {
        let name = key.name.as_ref().map(|name| name.as_str());
        database.query(
            "INSERT INTO pinned_keys (skin, fingerprint, name) VALUES (?, ?, ?)",
            vec![skin(), key.fingerprint.as_str().into(), name.into()],
        )?;
    }
    Ok(())
}

/// Whether chats of a skin are sealed, and for whom. `unverified` as it is stored.
pub(crate) fn sealing_of(
    database: &impl Database,
    skin: &SkinName,
    unverified: Option<String>,
) -> Result<Sealing, DatabaseError> {
    Ok(match unverified {
        Some(unverified) => Sealing::Sealed {
            pinned: pinned_by(database, skin)?,
            unverified: unverified_from_stored(&unverified)?,
        },
        None => Sealing::Open,
    })
}

fn pinned_by(database: &impl Database, skin: &SkinName) -> Result<Vec<PinnedKey>, DatabaseError> {
    let rows = database.query(
        "SELECT fingerprint, name FROM pinned_keys WHERE skin = ? ORDER BY fingerprint",
        vec![skin.as_str().into()],
    )?;
    let pinned = |mut row: Row| {
        Ok(PinnedKey {
            fingerprint: row.name("pinned_keys.fingerprint")?,
            name: row.optional_name("pinned_keys.name")?,
        })
    };
    rows.into_iter().map(pinned).collect()
}

const fn unverified_as_stored(unverified: UnverifiedOperator) -> &'static str {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refused::Refused;
    use crate::testing::{NOW, library, sign_in, signed_in};

    #[test]
    fn an_operator_learns_which_keys_the_skins_pin_and_nobody_else_asks() {
        let directory = library();
        sign_in(&directory, "desk2", 2);
        let list = |byte| directory.ask(&signed_in(byte), ListSkins { after: None }, NOW);
        let skins = list(2).unwrap().items;
        let kinds: Vec<_> = skins
            .iter()
            .map(|skin| (skin.name.as_str(), skin.sealing == Sealing::Open))
            .collect();
        assert_eq!(kinds, [("open", true), ("sealed", false)]);
        assert_eq!(list(9), Err(Refused::SignedOut.into()));
    }
}
