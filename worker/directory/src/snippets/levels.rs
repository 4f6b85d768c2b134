//! Where the chats of a snippet go that nobody answers. A level goes with its queue.

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::SnippetName;
use hushdesk_protocol::rest::RolloverLevel;

use crate::queues;
use crate::refused::DirectoryError;

/// The levels of a snippet, in their order.
pub(super) fn of(
    database: &impl Database,
    snippet: &SnippetName,
) -> Result<Vec<RolloverLevel>, DatabaseError> {
    let rows = database.query(
        "SELECT queue, seconds FROM snippet_levels WHERE snippet = ? ORDER BY place",
        vec![snippet.as_str().into()],
    )?;
    let level = |mut row: Row| {
        Ok(RolloverLevel {
            queue: row.name("snippet_levels.queue")?,
            seconds: row.number("snippet_levels.seconds")?,
        })
    };
    rows.into_iter().map(level).collect()
}

/// Writes down the levels of a snippet, and no others. That they are some has been checked; their queues have to be there.
pub(super) fn write(
    database: &impl Database,
    snippet: &SnippetName,
    levels: &[RolloverLevel],
) -> Result<(), DirectoryError> {
    database.query(
        "DELETE FROM snippet_levels WHERE snippet = ?",
        vec![snippet.as_str().into()],
    )?;
    for (place, level) in (1_u32..).zip(levels) {
        queues::must_be(database, &level.queue)?;
        database.query(
            "INSERT INTO snippet_levels (snippet, place, queue, seconds) VALUES (?, ?, ?, ?)",
            vec![
                snippet.as_str().into(),
                place.into(),
                level.queue.as_str().into(),
                level.seconds.into(),
            ],
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::QueueName;
    use hushdesk_protocol::rest::{NewQueue, SnippetSettings};

    use crate::refused::Refused;
    use crate::testing::{Library, NOW, library, nobody, sign_in, signed_in};
    use crate::{AddQueue, AdmitGuest, FindSnippet, RemoveQueue, SetSnippet, ShowSnippet};

    use super::*;

    fn level(queue: &str, seconds: u32) -> RolloverLevel {
        RolloverLevel {
            queue: queue.parse().unwrap(),
            seconds,
        }
    }

    /// A library with a third queue, whose administrator has signed in.
    fn administered() -> Library {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let queue = NewQueue {
            name: "law".parse().unwrap(),
            title: "Law library".parse().unwrap(),
            operators: vec![],
        };
        directory
            .ask(&signed_in(1), AddQueue { queue }, NOW)
            .unwrap();
        directory
    }

    fn set(directory: &Library, rollover: &[RolloverLevel]) -> Result<u64, DirectoryError> {
        let snippet: SnippetName = "reference".parse().unwrap();
        let show = ShowSnippet {
            snippet: snippet.clone(),
        };
        let before = directory.ask(&signed_in(1), show, NOW)?.state;
        let settings = SnippetSettings {
            rollover: rollover.to_vec(),
            ..before
        };
        let seen = None;
        let set = SetSnippet {
            snippet,
            settings,
            seen,
        };
        directory.ask(&signed_in(1), set, NOW)
    }

    fn found(directory: &Library) -> Vec<RolloverLevel> {
        let snippet = "reference".parse().unwrap();
        let found = directory.ask(&nobody(), FindSnippet { snippet }, NOW);
        found.unwrap().rollover
    }

    #[test]
    fn levels_are_kept_in_their_order_and_come_with_the_guest() {
        let directory = administered();
        let levels = [level("law", 60), level("circulation", 30)];
        set(&directory, &levels).unwrap();
        assert_eq!(found(&directory), levels);
        let admit = |queue: &str| {
            let admit = AdmitGuest {
                queue: queue.parse::<QueueName>().unwrap(),
                snippet: Some("reference".parse().unwrap()),
                foreign: None,
            };
            let admitted = directory.ask(&nobody(), admit, NOW).unwrap();
            admitted.opens.map(|opens| opens.rollover)
        };
        assert_eq!(admit("reference"), Some(levels.to_vec()));
        assert_eq!(admit("law"), None, "a new chat begins where it leads");

        set(&directory, &levels[1..]).unwrap();
        assert_eq!(found(&directory), levels[1..]);
        let nowhere = set(&directory, &[level("nowhere", 60)]);
        assert_eq!(nowhere, Err(Refused::NoQueue.into()));
        assert_eq!(found(&directory), levels[1..]);
    }

    #[test]
    fn a_level_goes_with_its_queue() {
        let directory = administered();
        set(&directory, &[level("law", 60), level("circulation", 30)]).unwrap();
        let queue = "law".parse().unwrap();
        directory
            .ask(&signed_in(1), RemoveQueue { queue }, NOW)
            .unwrap();
        assert_eq!(found(&directory), [level("circulation", 30)]);
    }
}
