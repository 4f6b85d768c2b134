//! What guests say of open chats that are over, since the queue has asked. It stands here because the transcript is written by then, and
//! never changed; it is read with that, and goes with it.

use hushdesk_edge::{Database, DatabaseError, Value, overwritten};
use hushdesk_protocol::ids::{ChatId, Timestamp};
use hushdesk_protocol::rest::{Said, TranscriptEntry};
use hushdesk_protocol::text::OpenText;
use serde::{Deserialize, Serialize};

use crate::archive::Archive;

/// What a guest says. That it is the guest, and that what was said in the chat is kept, the queue has said.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Survey {
    /// Of which chat.
    pub chat: ChatId,
    /// When.
    pub at: Timestamp,
    /// What.
    pub said: OpenText,
}

impl<D: Database> Archive<D> {
    /// Takes what a guest says of a chat: once, and only as long as what was said in it is not gone.
    ///
    /// # Errors
    ///
    /// The database failed.
    pub fn survey(&self, survey: &Survey) -> Result<(), DatabaseError> {
        self.open()?;
        self.database.query(
            "INSERT OR IGNORE INTO surveys (number, at, said)
             SELECT number, ?1, ?2 FROM chats
             WHERE chat = ?3 AND kind = 'open' AND text_gone IS NULL AND coalesce(text_until > ?1, 1)",
            vec![
                survey.at.into(),
                survey.said.as_str().into(),
                survey.chat.as_str().into(),
            ],
        )?;
        Ok(())
    }
}

/// What its guest has said of a chat, as the last entry of what was said.
pub(crate) fn find(
    database: &impl Database,
    chat: &ChatId,
) -> Result<Option<TranscriptEntry>, DatabaseError> {
    let rows = database.query(
        "SELECT at, said FROM surveys JOIN chats USING (number) WHERE chat = ?",
        vec![chat.as_str().into()],
    )?;
    let Some(mut row) = rows.into_iter().next() else {
        return Ok(None);
    };
    let at = row.moment("surveys.at")?;
    let text = OpenText::try_from(row.text("surveys.said")?);
    let text = text.map_err(|_| DatabaseError::Column("surveys.said"))?;
    Ok(Some(TranscriptEntry {
        at,
        said: Said::Survey { text },
    }))
}

/// Nothing of what the guests of these chats have said of them is left.
pub(crate) fn forget(database: &impl Database, numbers: &Value) -> Result<(), DatabaseError> {
    let over = overwritten("said");
    for statement in [
        &*format!("UPDATE surveys SET {over} WHERE number IN (SELECT value FROM json_each(?))"),
        "DELETE FROM surveys WHERE number IN (SELECT value FROM json_each(?))",
    ] {
        database.query(statement, vec![numbers.clone()])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use durable_queue::limits::DAY_MILLIS;
    use durable_queue::to_archive::{RetainedUntil, ToArchive};
    use hushdesk_edge::testing::Memory;
    use hushdesk_protocol::frames::ChatKind;

    use super::*;
    use crate::testing::{MINUTE, NOW, administrator, archive, ended, take, told};
    use crate::{DeleteText, FindText};

    const LATER: Timestamp = Timestamp(NOW.0 + 20 * MINUTE);

    /// An open chat of which what was said is kept for 30 days.
    fn kept() -> ToArchive {
        let mut told = ended(told(1));
        told.chat.kind = ChatKind::Open;
        told.retained = Some(RetainedUntil {
            until: NOW.plus(30 * DAY_MILLIS),
            version: 1,
        });
        told
    }

    fn survey(said: &str) -> Survey {
        Survey {
            chat: told(1).chat.chat,
            at: LATER,
            said: said.parse().unwrap(),
        }
    }

    fn said(archive: &Archive<Memory>) -> Option<TranscriptEntry> {
        let chat = told(1).chat.chat;
        let found = archive.ask(&administrator(), FindText { chat });
        found.unwrap().survey
    }

    fn entry(text: &str) -> TranscriptEntry {
        TranscriptEntry {
            at: LATER,
            said: Said::Survey {
                text: text.parse().unwrap(),
            },
        }
    }

    #[test]
    fn what_a_guest_says_first_is_read_with_what_was_said() {
        let archive = archive(&[kept()]);
        assert_eq!(said(&archive), None);
        archive.survey(&survey("Very kind.")).unwrap();
        archive.survey(&survey("Not at all.")).unwrap();
        assert_eq!(said(&archive), Some(entry("Very kind.")));
    }

    #[test]
    fn it_may_come_before_the_archive_has_heard_that_the_chat_is_over() {
        let mut running = told(1);
        running.chat.kind = ChatKind::Open;
        let archive = archive(&[running]);
        archive.survey(&survey("Very kind.")).unwrap();
        take(&archive, 2, kept());
        assert_eq!(said(&archive), Some(entry("Very kind.")));
    }

    #[test]
    fn of_a_sealed_chat_and_of_none_nothing_is_taken() {
        let archive = archive(&[ended(told(1))]);
        archive.survey(&survey("Very kind.")).unwrap();
        let other = Survey {
            chat: told(2).chat.chat,
            ..survey("Very kind.")
        };
        archive.survey(&other).unwrap();
        let rows = archive.database.query("SELECT 1 FROM surveys", vec![]);
        assert!(rows.unwrap().is_empty());
    }

    #[test]
    fn it_goes_with_what_was_said_and_does_not_come_again() {
        let chat = || told(1).chat.chat;
        for goes in ["deleted", "expired"] {
            let archive = archive(&[kept()]);
            archive.survey(&survey("Very kind.")).unwrap();
            match goes {
                "deleted" => {
                    let delete = DeleteText {
                        chat: chat(),
                        now: LATER,
                    };
                    archive.ask(&administrator(), delete).unwrap();
                }
                _ => {
                    archive.due_removals(NOW.plus(31 * DAY_MILLIS)).unwrap();
                }
            }
            assert_eq!(said(&archive), None, "{goes}");
            archive.survey(&survey("Very kind.")).unwrap();
            let rows = archive.database.query("SELECT 1 FROM surveys", vec![]);
            assert!(rows.unwrap().is_empty(), "{goes}");
        }
    }
}
