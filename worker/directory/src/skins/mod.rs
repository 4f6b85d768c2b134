//! The skins of an organisation: how chats look, whether they are sealed, and for which keys.

pub(crate) mod managing;
pub(crate) mod picture;
pub(crate) mod sealing;
mod stored;

pub(crate) use stored::{settings_of, write};

use durable_queue::from_directory::FromDirectory;
use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::{SkinName, Timestamp};
use hushdesk_protocol::rest::{Cursor, Page, SkinListing, SkinSettings};
use serde::{Deserialize, Serialize};

use crate::caller::SignedIn;
use crate::paging;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::tellings::tell;

/// Minutes after which it need not be told any more that a skin is another: by then a widget that was not reached has most likely
/// been opened anew.
const TOLD_MINUTES: u64 = 15;

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
            "SELECT name, title, unverified, keys, (SELECT id FROM skin_pictures WHERE skin = skins.name)
             FROM skins WHERE name > ? ORDER BY name LIMIT ?",
            vec![after.into(), paging::ROWS.into()],
        )?;
        let skin = |mut row: Row| {
            let name = row.name("skins.name")?;
            let title = row.text("skins.title")?;
            let sealing = sealing::at(database, &name, &mut row, asked.now)?;
            Ok(SkinListing {
                name,
                title,
                sealing,
                picture: row.optional_name("skin_pictures.id")?,
            })
        };
        let skins: Result<Vec<_>, DatabaseError> = rows.into_iter().map(skin).collect();
        let after = |skin: &SkinListing| Cursor::from(&skin.name);
        Ok(Answered::with(paging::page(skins?, after)))
    }
}

/// How a skin is set.
fn known(database: &impl Database, skin: &SkinName) -> Result<SkinSettings, DirectoryError> {
    let settings: Result<_, DatabaseError> = settings_of(database, skin);
    Ok(settings?.ok_or(Refused::NoSkin)?)
}

/// Has all queues hear that a skin is another: a chat that began through it may be at any of them.
fn tell_queues(
    database: &impl Database,
    skin: &SkinName,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let reskin = FromDirectory::Reskin(skin.clone());
    let until = now.plus(TOLD_MINUTES * 60_000);
    for mut row in database.query("SELECT name FROM queues ORDER BY place", vec![])? {
        let queue = row.name("queues.name")?;
        tell(database, &queue, &reskin, now, Some(until))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::Sealing;

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
