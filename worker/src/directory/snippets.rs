//! Where the chats of a snippet go and how they look.

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::{QueueName, SkinName, SnippetName, Timestamp};
use hushdesk_protocol::page_origin::PageOrigin;
use hushdesk_protocol::rest::{PinnedKey, Sealing, UnverifiedOperator};
use serde::{Deserialize, Serialize};

use super::{Directory, DirectoryError, Question, Refused};

/// What there is to know about a snippet.
#[derive(Serialize, Deserialize)]
pub(crate) struct FindSnippet {
    /// Its name.
    pub(crate) snippet: SnippetName,
}

/// What the directory knows of a snippet; whether the queue is staffed only the queue knows.
#[derive(Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) struct SnippetRecord {
    /// The queue its chats go to.
    pub(crate) queue: QueueName,
    /// What people call the queue.
    pub(crate) queue_title: String,
    /// The skin.
    pub(crate) skin: SkinName,
    /// What stands at the top of the widget.
    pub(crate) title: String,
    /// Whether chats are sealed, and for whom.
    pub(crate) sealing: Sealing,
    /// Whose pages may embed it; none named: anybody's.
    pub(crate) sites: Vec<PageOrigin>,
}

impl Question for FindSnippet {
    const PATH: &'static str = "/find-snippet";
    type Answer = SnippetRecord;

    fn answer<D: Database>(
        self,
        directory: &Directory<D>,
        _now: Timestamp,
    ) -> Result<SnippetRecord, DirectoryError> {
        let database = directory.tables()?;
        Ok(find(database, &self.snippet)?.ok_or(Refused::NoSnippet)?)
    }
}

/// The snippet of this name, if there is one.
pub(super) fn find(
    database: &impl Database,
    snippet: &SnippetName,
) -> Result<Option<SnippetRecord>, DatabaseError> {
    let rows = database.query(
        "SELECT queues.name, queues.title, skins.name, skins.title, skins.unverified
         FROM snippets
         JOIN queues ON queues.name = snippets.queue
         JOIN skins ON skins.name = snippets.skin
         WHERE snippets.name = ?",
        vec![snippet.as_str().into()],
    )?;
    let record = |row| read(database, row, sites_of(database, snippet)?);
    rows.into_iter().next().map(record).transpose()
}

fn read(
    database: &impl Database,
    mut row: Row,
    sites: Vec<PageOrigin>,
) -> Result<SnippetRecord, DatabaseError> {
    let queue = row.name("queues.name")?;
    let queue_title = row.text("queues.title")?;
    let skin: SkinName = row.name("skins.name")?;
    let title = row.text("skins.title")?;
    let sealing = sealing_of(database, &skin, row.optional_text("skins.unverified")?)?;
    Ok(SnippetRecord {
        queue,
        queue_title,
        skin,
        title,
        sealing,
        sites,
    })
}

fn sites_of(
    database: &impl Database,
    snippet: &SnippetName,
) -> Result<Vec<PageOrigin>, DatabaseError> {
    let rows = database.query(
        "SELECT origin FROM snippet_sites WHERE snippet = ? ORDER BY origin",
        vec![snippet.as_str().into()],
    )?;
    rows.into_iter()
        .map(|mut row| row.name("snippet_sites.origin"))
        .collect()
}

/// Whether chats of a skin are sealed, and for whom. `unverified` as it is stored.
pub(super) fn sealing_of(
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

/// The opposite of [`super::founding::unverified_as_stored`].
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
    use crate::directory::testing::{NOW, empty, library, library_founding, pinned_keys};

    fn find(snippet: &str) -> FindSnippet {
        FindSnippet {
            snippet: snippet.parse().unwrap(),
        }
    }

    #[test]
    fn a_sealed_snippet_names_the_pinned_keys_and_whose_they_are() {
        assert_eq!(
            library().ask(find("reference"), NOW),
            Ok(SnippetRecord {
                queue: "reference".parse().unwrap(),
                queue_title: "Ask a librarian".to_owned(),
                skin: "sealed".parse().unwrap(),
                title: "Ask us in private".to_owned(),
                sealing: Sealing::Sealed {
                    pinned: pinned_keys(),
                    unverified: UnverifiedOperator::Refuse,
                },
                sites: vec![],
            })
        );
    }

    #[test]
    fn an_open_snippet_pins_nothing() {
        let record = library().ask(find("circulation"), NOW).unwrap();
        assert_eq!(record.sealing, Sealing::Open);
    }

    #[test]
    fn a_snippet_names_whose_pages_may_embed_it() {
        let directory = empty();
        let mut founding = library_founding();
        let sites: Vec<PageOrigin> = vec![
            "https://*.library.example".parse().unwrap(),
            "https://university.example".parse().unwrap(),
        ];
        for snippet in &mut founding.snippets {
            snippet.sites.clone_from(&sites);
        }
        directory.ask(founding, NOW).unwrap();
        let record = directory.ask(find("reference"), NOW).unwrap();
        assert_eq!(record.sites, sites);
    }

    #[test]
    fn an_unknown_snippet_and_an_unknown_organisation_are_told_apart() {
        assert_eq!(
            library().ask(find("nothing"), NOW),
            Err(Refused::NoSnippet.into())
        );
        assert_eq!(
            empty().ask(find("reference"), NOW),
            Err(Refused::NotFounded.into())
        );
    }
}
