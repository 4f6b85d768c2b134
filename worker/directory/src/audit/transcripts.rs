//! What administrators do with what was said in chats. It is not here; that they have done it is.

use std::collections::BTreeMap;

use hushdesk_edge::Database;
use hushdesk_protocol::ids::{BulkId, ChatId, OperatorName, Timestamp};
use hushdesk_protocol::rest::BulkKind;
use serde::{Deserialize, Serialize};

use super::{Act, write_from};
use crate::caller::{Administrator, SignedIn};
use crate::directory::Directory;
use crate::question::{Answered, Asked, Question};
use crate::refused::DirectoryError;

/// Notes that an administrator deletes what was said in a chat.
#[derive(Serialize, Deserialize)]
pub struct NoteTranscriptDeleted {
    /// Which chat.
    pub chat: ChatId,
}

impl Question for NoteTranscriptDeleted {
    const PATH: &'static str = "/note-transcript-deleted";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        _: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        let act = Act::done("delete_transcript", self.chat.as_str());
        Ok(Answered::done(act))
    }
}

/// Notes that somebody takes along what was said in many chats.
#[derive(Serialize, Deserialize)]
pub struct NoteTranscriptsDownloaded {
    /// Of how many.
    pub transcripts: u32,
    /// By what they were narrowed down, and how.
    pub narrowed: BTreeMap<String, String>,
}

impl Question for NoteTranscriptsDownloaded {
    const PATH: &'static str = "/note-transcripts-downloaded";
    type By = SignedIn;
    type Answer = ();

    fn answer<D: Database>(
        self,
        _: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<()>, DirectoryError> {
        let act = Act::made("download_transcripts", "history", &self)?;
        Ok(Answered::done(act))
    }
}

/// Something that was done with many chats at once, as the audit log has it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct BulkNote {
    /// By what it is known: the log has it once.
    pub id: BulkId,
    /// What.
    pub act: BulkKind,
    /// Who asked for it.
    pub by: OperatorName,
    /// From where.
    pub address: String,
    /// How many they were, and by what they were narrowed down.
    pub says: Bulk,
}

/// How many chats something was done with, and which.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Bulk {
    /// How many they were when it was asked for.
    pub chats: u32,
    /// Of how many it was kept what was said.
    pub transcripts: u32,
    /// With how many it has been done.
    pub done: u32,
    /// By what they were narrowed down, and how.
    pub narrowed: BTreeMap<String, String>,
}

impl<D: Database> Directory<D> {
    /// Notes what was done with many chats at once. Whoever tells it is the archive, which has asked who may; it tells it again
    /// until it has heard that it is noted.
    ///
    /// # Errors
    ///
    /// Nobody has set the organisation up, or the database failed.
    pub fn note_bulk(&self, note: &BulkNote, now: Timestamp) -> Result<(), DirectoryError> {
        let database = self.tables()?;
        let act = Act::made(note.act.as_str(), note.id.as_str(), &note.says)?;
        database.transaction(|| {
            let known = database.query(
                "SELECT 1 FROM audit WHERE act = ? AND subject = ?",
                vec![note.act.as_str().into(), note.id.as_str().into()],
            )?;
            if known.is_empty() {
                write_from(database, &act, Some(&note.by), &note.address, now)?;
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::AuditEntry;

    use super::*;
    use crate::audit::listing::{AuditFilter, ListAudit};
    use crate::refused::Refused;
    use crate::testing::{NOW, library, sign_in, signed_in};

    #[test]
    fn that_a_transcript_is_deleted_is_noted_of_administrators_and_nobody_else_deletes_one() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        sign_in(&directory, "desk1", 2);
        let note = |byte| {
            let chat = ChatId::from_bytes([7; 16]);
            directory.ask(&signed_in(byte), NoteTranscriptDeleted { chat }, NOW)
        };
        assert_eq!(note(2), Err(Refused::NotAdministrator.into()));
        assert_eq!(note(1), Ok(()));
    }

    fn entries(directory: &crate::testing::Library) -> Vec<AuditEntry> {
        let list = ListAudit {
            filter: AuditFilter {
                by: None,
                act: None,
                subject: None,
                since: None,
                until: None,
            },
            after: None,
            rows: 9,
        };
        directory.ask(&signed_in(1), list, NOW).unwrap().items
    }

    #[test]
    fn what_was_done_with_many_chats_is_noted_once_with_who_what_how_many_and_which() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let note = BulkNote {
            id: BulkId::from_bytes([7; 16]),
            act: BulkKind::DeleteChats,
            by: "admin".parse().unwrap(),
            address: "198.51.100.7".to_owned(),
            says: Bulk {
                chats: 412,
                transcripts: 60,
                done: 412,
                narrowed: BTreeMap::from([("queue".to_owned(), "maps".to_owned())]),
            },
        };
        directory.note_bulk(&note, NOW).unwrap();
        directory.note_bulk(&note, NOW.plus(60_000)).unwrap();
        let entries = entries(&directory);
        let noted: Vec<_> = entries
            .iter()
            .filter(|it| it.act == "delete_chats")
            .collect();
        let [noted] = noted.as_slice() else {
            panic!("{entries:?}");
        };
        assert_eq!(noted.by, Some(note.by.clone()));
        assert_eq!((noted.address.as_str(), noted.at), ("198.51.100.7", NOW));
        let says = r#"{"chats":412,"transcripts":60,"done":412,"narrowed":{"queue":"maps"}}"#;
        assert_eq!(noted.after.as_deref(), Some(says));
    }

    #[test]
    fn whoever_takes_along_what_was_said_is_noted() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        sign_in(&directory, "desk1", 2);
        let note = NoteTranscriptsDownloaded {
            transcripts: 60,
            narrowed: BTreeMap::new(),
        };
        directory.ask(&signed_in(2), note, NOW).unwrap();
        let entries = entries(&directory);
        assert_eq!(entries[0].act, "download_transcripts");
        assert_eq!(entries[0].by, Some("desk1".parse().unwrap()));
        let says = r#"{"transcripts":60,"narrowed":{}}"#;
        assert_eq!(entries[0].after.as_deref(), Some(says));
    }
}
