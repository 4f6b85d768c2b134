//! What administrators do with snippets.

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::{SkinName, SnippetName};
use hushdesk_protocol::limits::SNIPPETS_MAX;
use hushdesk_protocol::rest::{
    Cursor, NewSnippet, Page, SkinSealing, SnippetListing, SnippetSettings,
};
use serde::{Deserialize, Serialize};

use super::{add, levels, read_invitation, sites_of, write_sites};
use crate::audit::Act;
use crate::caller::Administrator;
use crate::change::Change;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::version::{self, Versioned};
use crate::{paging, queues, skins, tables};

/// All snippets, by name.
#[derive(Serialize, Deserialize)]
pub struct ListSnippets {
    /// After which they are listed.
    pub after: Option<Cursor>,
}

impl Question for ListSnippets {
    const PATH: &'static str = "/list-snippets";
    type By = Administrator;
    type Answer = Page<SnippetListing>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<Page<SnippetListing>>, DirectoryError> {
        let database = asked.database;
        let after = self.after.as_ref().map_or("", Cursor::as_str);
        let rows = database.query(
            "SELECT name, queue, skin, invitation FROM snippets WHERE name > ? ORDER BY name LIMIT ?",
            vec![after.into(), paging::ROWS.into()],
        )?;
        let snippets = rows.into_iter().map(|row| read(database, row));
        let snippets: Vec<_> = snippets.collect::<Result<_, _>>()?;
        let after = |snippet: &SnippetListing| Cursor::from(&snippet.name);
        Ok(Answered::with(paging::page(snippets, after)))
    }
}

/// How a snippet is set.
#[derive(Serialize, Deserialize)]
pub struct ShowSnippet {
    /// Which.
    pub snippet: SnippetName,
}

impl Question for ShowSnippet {
    const PATH: &'static str = "/show-snippet";
    type By = Administrator;
    type Answer = Versioned<SnippetSettings>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<Versioned<SnippetSettings>>, DirectoryError> {
        let state = known(asked.database, &self.snippet)?;
        let version = version::of(&state)?;
        Ok(Answered::with(Versioned { state, version }))
    }
}

/// Makes a snippet. That its sites are not too many, and its levels some, has been checked.
#[derive(Serialize, Deserialize)]
pub struct AddSnippet {
    /// Which.
    pub snippet: NewSnippet,
}

impl Question for AddSnippet {
    const PATH: &'static str = "/add-snippet";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        let (database, new) = (asked.database, &self.snippet);
        if find(database, &new.name)?.is_some() {
            return Err(Refused::NameTaken.into());
        }
        tables::must_have_room(database, "snippets", SNIPPETS_MAX)?;
        queues::must_be(database, &new.queue)?;
        skins::settings_of(database, &new.skin)?.ok_or(Refused::NoSkin)?;
        add(database, new)?;
        let act = Act::made("add_snippet", new.name.as_str(), new)?;
        Ok(Answered::done(act))
    }
}

/// Sets a snippet, if it is as whoever sets it has seen it. That its sites are not too many, and its levels some, has been
/// checked. The answer is the number by which the new state is known.
#[derive(Serialize, Deserialize)]
pub struct SetSnippet {
    /// Which.
    pub snippet: SnippetName,
    /// How.
    pub settings: SnippetSettings,
    /// The version that was seen; none, to set it whatever it is.
    pub seen: Option<u64>,
}

impl Question for SetSnippet {
    const PATH: &'static str = "/set-snippet";
    type By = Administrator;
    type Answer = u64;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<u64>, DirectoryError> {
        let (database, snippet, settings) = (asked.database, &self.snippet, &self.settings);
        let change = Change {
            act: "set_snippet",
            subject: snippet.as_str(),
            seen: self.seen,
        };
        change.make(
            || known(database, snippet),
            |before| {
                // Who can read, or whose key counts, is another thing in another skin.
                if sealing(database, &before.skin)? != sealing(database, &settings.skin)? {
                    asked.by.must_have_proved(database, asked.now)?;
                }
                write(database, snippet, settings)
            },
        )
    }
}

fn sealing(database: &impl Database, skin: &SkinName) -> Result<SkinSealing, DirectoryError> {
    let settings = skins::settings_of(database, skin)?;
    Ok(settings.ok_or(Refused::NoSkin)?.sealing)
}

/// Removes a snippet.
#[derive(Serialize, Deserialize)]
pub struct RemoveSnippet {
    /// Which.
    pub snippet: SnippetName,
}

impl Question for RemoveSnippet {
    const PATH: &'static str = "/remove-snippet";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        let before = known(asked.database, &self.snippet)?;
        // Another of its name could wear another skin.
        asked.by.must_have_proved(asked.database, asked.now)?;
        asked.database.query(
            "DELETE FROM snippets WHERE name = ?",
            vec![self.snippet.as_str().into()],
        )?;
        let act = Act::removed("remove_snippet", self.snippet.as_str(), &before)?;
        Ok(Answered::done(act))
    }
}

/// The snippets that wear a skin, by name.
pub(crate) fn in_skin(
    database: &impl Database,
    skin: &SkinName,
) -> Result<Vec<SnippetName>, DatabaseError> {
    names(database.query(
        "SELECT name FROM snippets WHERE skin = ? ORDER BY name",
        vec![skin.as_str().into()],
    )?)
}

/// The names in these rows.
pub(super) fn names(rows: Vec<Row>) -> Result<Vec<SnippetName>, DatabaseError> {
    rows.into_iter()
        .map(|mut row| row.name("snippets.name"))
        .collect()
}

fn write(
    database: &impl Database,
    snippet: &SnippetName,
    settings: &SnippetSettings,
) -> Result<(), DirectoryError> {
    queues::must_be(database, &settings.queue)?;
    skins::settings_of(database, &settings.skin)?.ok_or(Refused::NoSkin)?;
    let invitation = settings.invitation.as_ref().map(serde_json::to_string);
    let invitation = invitation.transpose();
    let invitation = invitation.map_err(|_| DatabaseError::Column("snippets.invitation"))?;
    database.query(
        "UPDATE snippets SET queue = ?, skin = ?, invitation = ? WHERE name = ?",
        vec![
            settings.queue.as_str().into(),
            settings.skin.as_str().into(),
            invitation.as_deref().into(),
            snippet.as_str().into(),
        ],
    )?;
    write_sites(database, snippet, &settings.sites)?;
    levels::write(database, snippet, &settings.rollover)
}

fn find(
    database: &impl Database,
    snippet: &SnippetName,
) -> Result<Option<SnippetListing>, DatabaseError> {
    let rows = database.query(
        "SELECT name, queue, skin, invitation FROM snippets WHERE name = ?",
        vec![snippet.as_str().into()],
    )?;
    let row = rows.into_iter().next();
    row.map(|row| read(database, row)).transpose()
}

fn known(
    database: &impl Database,
    snippet: &SnippetName,
) -> Result<SnippetSettings, DirectoryError> {
    let found = find(database, snippet)?.ok_or(Refused::NoSnippet)?;
    Ok(found.settings)
}

fn read(database: &impl Database, mut row: Row) -> Result<SnippetListing, DatabaseError> {
    let name = row.name("snippets.name")?;
    let settings = SnippetSettings {
        queue: row.name("snippets.queue")?,
        skin: row.name("snippets.skin")?,
        invitation: read_invitation(&mut row)?,
        sites: sites_of(database, &name)?,
        rollover: levels::of(database, &name)?,
    };
    Ok(SnippetListing { name, settings })
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::PageInvitation;

    use super::*;
    use crate::FindSnippet;
    use crate::testing::{Library, NOW, library, nobody, sign_in, signed_in};

    fn administered() -> Library {
        let directory = library();
        sign_in(&directory, "admin", 1);
        directory
    }

    fn settings(queue: &str, skin: &str) -> SnippetSettings {
        SnippetSettings {
            queue: queue.parse().unwrap(),
            skin: skin.parse().unwrap(),
            sites: vec!["https://www.library.example".parse().unwrap()],
            rollover: vec![],
            invitation: None,
        }
    }

    #[test]
    fn a_snippet_invites_as_it_is_set_until_it_does_not_any_more() {
        let directory = administered();
        let name = || "reference".parse::<SnippetName>().unwrap();
        let set = |invitation: Option<PageInvitation>| {
            let settings = SnippetSettings {
                invitation,
                ..settings("reference", "sealed")
            };
            let set = SetSnippet {
                snippet: name(),
                settings,
                seen: None,
            };
            directory.ask(&signed_in(1), set, NOW).unwrap();
            let show = ShowSnippet { snippet: name() };
            let shown = directory.ask(&signed_in(1), show, NOW).unwrap().state;
            let found = directory.ask(&nobody(), FindSnippet { snippet: name() }, NOW);
            assert_eq!(found.unwrap().invitation, shown.invitation);
            shown.invitation
        };
        let invitation = PageInvitation {
            seconds: 30,
            pages: vec!["/maps/*".parse().unwrap()],
            text: Some("Lost in the maps?".parse().unwrap()),
        };
        assert_eq!(set(Some(invitation.clone())), Some(invitation));
        assert_eq!(set(None), None);
    }

    #[test]
    fn a_snippet_is_made_set_and_removed_and_its_page_follows_at_once() {
        let directory = administered();
        let add = |name: &str, queue: &str| {
            let settings = settings(queue, "open");
            let snippet = NewSnippet {
                name: name.parse().unwrap(),
                queue: settings.queue,
                skin: settings.skin,
                sites: settings.sites,
                rollover: vec![],
            };
            directory.ask(&signed_in(1), AddSnippet { snippet }, NOW)
        };
        let name = || "catalogue".parse::<SnippetName>().unwrap();
        let find = || directory.ask(&nobody(), FindSnippet { snippet: name() }, NOW);
        assert_eq!(
            add("reference", "reference"),
            Err(Refused::NameTaken.into())
        );
        assert_eq!(add("catalogue", "nowhere"), Err(Refused::NoQueue.into()));
        assert_eq!(add("catalogue", "reference"), Ok(()));
        assert_eq!(find().unwrap().queue.as_str(), "reference");

        let show = ShowSnippet { snippet: name() };
        let seen = directory.ask(&signed_in(1), show, NOW).unwrap().version;
        let set = |skin: &str| {
            let set = SetSnippet {
                snippet: name(),
                settings: settings("circulation", skin),
                seen: Some(seen),
            };
            directory.ask(&signed_in(1), set, NOW)
        };
        assert_eq!(set("nothing"), Err(Refused::NoSkin.into()));
        assert!(set("sealed").is_ok());
        assert_eq!(set("open"), Err(Refused::ChangedMeanwhile.into()));
        assert_eq!(find().unwrap().queue.as_str(), "circulation");
        assert_eq!(find().unwrap().sites.len(), 1);

        let remove = RemoveSnippet { snippet: name() };
        directory.ask(&signed_in(1), remove, NOW).unwrap();
        assert_eq!(find(), Err(Refused::NoSnippet.into()));
        let list = ListSnippets { after: None };
        let left = directory.ask(&signed_in(1), list, NOW).unwrap().items;
        let names: Vec<_> = left.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["circulation", "reference"]);
    }
}
