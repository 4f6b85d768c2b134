//! Where the chats of a snippet go and how they look.

use hushdesk_protocol::ids::{QueueName, SkinName, SnippetName, Timestamp};
use hushdesk_protocol::rest::{PinnedKey, Sealing, UnverifiedOperator};
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

use super::database::{Database, DatabaseError, Row};
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
        let rows = database.query(
            "SELECT queues.name, queues.title, skins.name, skins.title, skins.unverified
             FROM snippets
             JOIN queues ON queues.name = snippets.queue
             JOIN skins ON skins.name = snippets.skin
             WHERE snippets.name = ?",
            vec![self.snippet.as_str().into()],
        )?;
        let mut row = rows.into_iter().next().ok_or(Refused::NoSnippet)?;
        let queue = row.name("queues.name")?;
        let queue_title = row.text("queues.title")?;
        let skin: SkinName = row.name("skins.name")?;
        let title = row.text("skins.title")?;
        let sealing = match row.optional_text("skins.unverified")? {
            Some(unverified) => Sealing::Sealed {
                pinned: pinned_by(database, &skin)?,
                unverified: unverified_from_stored(&unverified)?,
            },
            None => Sealing::Open,
        };
        Ok(SnippetRecord {
            queue,
            queue_title,
            skin,
            title,
            sealing,
        })
    }
}

fn pinned_by(database: &impl Database, skin: &SkinName) -> Result<Vec<PinnedKey>, DatabaseError> {
    let rows = database.query(
        "SELECT fingerprint, name FROM pinned_keys WHERE skin = ? ORDER BY fingerprint",
        vec![skin.as_str().into()],
    )?;
    let key = |mut row: Row| {
        let fingerprint = row.name("pinned_keys.fingerprint")?;
        let name = row.optional_text("pinned_keys.name")?;
        let name = name.map(DisplayName::try_from).transpose();
        let name = name.map_err(|_| DatabaseError::Column("pinned_keys.name"))?;
        Ok(PinnedKey { fingerprint, name })
    };
    rows.into_iter().map(key).collect()
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
    use hushdesk_protocol::ids::Fingerprint;

    use super::*;
    use crate::directory::testing::{NOW, empty, library};

    fn find(snippet: &str) -> FindSnippet {
        FindSnippet {
            snippet: snippet.parse().unwrap(),
        }
    }

    #[test]
    fn a_sealed_snippet_names_the_pinned_keys() {
        assert_eq!(
            find("reference").answer(&library(), NOW),
            Ok(SnippetRecord {
                queue: "reference".parse().unwrap(),
                queue_title: "Ask a librarian".to_owned(),
                skin: "sealed".parse().unwrap(),
                title: "Ask us in private".to_owned(),
                sealing: Sealing::Sealed {
                    pinned: vec![PinnedKey {
                        fingerprint: Fingerprint::from_bytes([0xab; 20]),
                        name: Some("Ana".parse().unwrap()),
                    }],
                    unverified: UnverifiedOperator::Refuse,
                },
            })
        );
    }

    #[test]
    fn an_open_snippet_pins_nothing() {
        let record = find("circulation").answer(&library(), NOW).unwrap();
        assert_eq!(record.sealing, Sealing::Open);
    }

    #[test]
    fn an_unknown_snippet_and_an_unknown_organisation_are_told_apart() {
        assert_eq!(
            find("nothing").answer(&library(), NOW),
            Err(Refused::NoSnippet.into())
        );
        assert_eq!(
            find("reference").answer(&empty(), NOW),
            Err(Refused::NotFounded.into())
        );
    }
}
