//! Those who answer messages read them, say that they are answered, and delete them. Whose messages somebody may read, the
//! directory has said before.

use std::collections::BTreeSet;

use hushdesk_edge::{Database, DatabaseError, Value};
use hushdesk_protocol::ids::{MailId, MessageId, OperatorName, QueueName, Timestamp};
use hushdesk_protocol::rest::{Cursor, MessageRow, Page};
use serde::{Deserialize, Serialize};

use super::{COLUMNS, forget, read};
use crate::mails::delivery::withdraw;
use crate::question::{Asked, Question};
use crate::ranked;
use crate::refused::{ArchiveError, Refused};
use crate::statement::Statement;

/// The queues whose messages somebody reads; nothing: all.
pub type Queues = Option<BTreeSet<QueueName>>;

/// The messages of some queues: those that nobody has answered first, and the last one first of either.
#[derive(Serialize, Deserialize)]
pub struct ListMessages {
    /// Of which.
    pub queues: Queues,
    /// After which they are listed.
    pub after: Option<Cursor>,
}

impl Question for ListMessages {
    const PATH: &'static str = "/list-messages";
    type Answer = Page<MessageRow>;

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<Page<MessageRow>, ArchiveError> {
        let rows = self.statement()?.query(asked.database)?;
        let read: Result<Vec<_>, DatabaseError> = rows.into_iter().map(read).collect();
        Ok(ranked::page(read?, |row| {
            (row.answered.is_some(), row.at, row.id.as_str())
        })?)
    }
}

impl ListMessages {
    fn statement(&self) -> Result<Statement, ArchiveError> {
        let mut statement = Statement::of(&format!("SELECT {COLUMNS} FROM messages WHERE true"));
        if let Some(queues) = &self.queues {
            let queues = serde_json::to_string(queues)
                .map_err(|_| DatabaseError::Column("messages.queue"))?;
            statement = statement.with(
                " AND queue IN (SELECT value FROM json_each(?))",
                [Value::Text(queues)],
            );
        }
        if let Some(after) = &self.after {
            statement = statement.with(ranked::BEHIND, ranked::place::<MessageId>(after)?);
        }
        Ok(statement.with(" ORDER BY rank, turn, id LIMIT ?", [ranked::rows()]))
    }
}

/// One of them.
#[derive(Serialize, Deserialize)]
pub struct FindMessage {
    /// Which.
    pub message: MessageId,
    /// Of which queues it may be.
    pub queues: Queues,
}

impl Question for FindMessage {
    const PATH: &'static str = "/find-message";
    type Answer = MessageRow;

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<MessageRow, ArchiveError> {
        find(asked.database, &self.message, &self.queues)
    }
}

fn find(
    database: &impl Database,
    message: &MessageId,
    queues: &Queues,
) -> Result<MessageRow, ArchiveError> {
    let rows = database.query(
        &format!("SELECT {COLUMNS} FROM messages WHERE id = ?"),
        vec![message.as_str().into()],
    )?;
    let row = read(rows.into_iter().next().ok_or(Refused::NoMessage)?)?;
    match queues {
        Some(queues) if !queues.contains(&row.queue) => Err(Refused::NoMessage.into()),
        Some(_) | None => Ok(row),
    }
}

/// Says that one is answered, or is not after all. Of two who answer one the first one stays.
#[derive(Serialize, Deserialize)]
pub struct AnswerMessage {
    /// Which.
    pub message: MessageId,
    /// Of which queues it may be.
    pub queues: Queues,
    /// Who has answered it, and when; nothing if nobody has after all.
    pub answered: Option<(OperatorName, Timestamp)>,
}

impl Question for AnswerMessage {
    const PATH: &'static str = "/answer-message";
    type Answer = ();

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<(), ArchiveError> {
        let database = asked.database;
        find(database, &self.message, &self.queues)?;
        let id = || Value::from(self.message.as_str());
        match &self.answered {
            Some((by, at)) => database.query(
                "UPDATE messages SET answered = ?, answered_by = ? WHERE id = ? AND answered IS NULL",
                vec![(*at).into(), by.as_str().into(), id()],
            )?,
            None => database.query(
                "UPDATE messages SET answered = NULL, answered_by = NULL WHERE id = ?",
                vec![id()],
            )?,
        };
        Ok(())
    }
}

/// Deletes one. If its mail has not gone yet it does not go: the answer says which that was.
#[derive(Serialize, Deserialize)]
pub struct DeleteMessage {
    /// Which.
    pub message: MessageId,
    /// Of which queues it may be.
    pub queues: Queues,
}

impl Question for DeleteMessage {
    const PATH: &'static str = "/delete-message";
    type Answer = Vec<MailId>;

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<Vec<MailId>, ArchiveError> {
        let database = asked.database;
        find(database, &self.message, &self.queues)?;
        forget(database, "id = ?", &self.message.as_str().into())?;
        Ok(withdraw(database, self.message.as_str())?)
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_edge::testing::Memory;
    use hushdesk_protocol::rest::{AnsweredMessage, MESSAGE_DAYS, Writer};

    use super::*;
    use crate::messages::leaving::Leave;
    use crate::testing::{MINUTE, NOW, administrator, archive};
    use crate::{Archive, Went};

    fn id(byte: u8) -> MessageId {
        MessageId::from_bytes([byte; 16])
    }

    fn leave(byte: u8, queue: &str) -> Leave {
        Leave {
            id: id(byte),
            queue: queue.parse().unwrap(),
            at: NOW.plus(u64::from(byte) * MINUTE),
            writer: Writer::Open {
                name: Some("Jonas".parse().unwrap()),
                email: "jonas@example.org".parse().unwrap(),
                page: Some("https://library.example/maps".parse().unwrap()),
            },
            mail: MailId::from_bytes([byte; 16]),
            to: "ask@library.example".parse().unwrap(),
        }
    }

    fn left(messages: &[(u8, &str)]) -> Archive<Memory> {
        let archive = archive(&[]);
        for (byte, queue) in messages {
            archive.leave(&leave(*byte, queue)).unwrap();
        }
        archive
    }

    fn queues(names: &[&str]) -> Queues {
        Some(names.iter().map(|name| name.parse().unwrap()).collect())
    }

    fn list(archive: &Archive<Memory>, queues: Queues) -> Vec<MessageId> {
        let list = ListMessages {
            queues,
            after: None,
        };
        let page = archive.ask(&administrator(), list).unwrap();
        page.items.into_iter().map(|row| row.id).collect()
    }

    fn answer(archive: &Archive<Memory>, byte: u8, by: Option<&str>) {
        let answer = AnswerMessage {
            message: id(byte),
            queues: None,
            answered: by.map(|by| (by.parse().unwrap(), NOW)),
        };
        archive.ask(&administrator(), answer).unwrap();
    }

    #[test]
    fn those_that_nobody_has_answered_come_first_and_the_last_one_first() {
        let archive = left(&[(1, "reference"), (2, "maps"), (3, "reference")]);
        answer(&archive, 3, Some("ann"));
        answer(&archive, 3, Some("bob"));
        assert_eq!(list(&archive, None), [id(2), id(1), id(3)]);
        assert_eq!(list(&archive, queues(&["reference"])), [id(1), id(3)]);
        assert_eq!(list(&archive, queues(&[])), []);
        let find = FindMessage {
            message: id(3),
            queues: queues(&["reference"]),
        };
        let answered = archive.ask(&administrator(), find).unwrap().answered;
        let by = "ann".parse().unwrap();
        assert_eq!(answered, Some(AnsweredMessage { by, at: NOW }));
        answer(&archive, 3, None);
        assert_eq!(list(&archive, None), [id(3), id(2), id(1)]);
    }

    #[test]
    fn a_long_list_is_read_page_by_page_without_a_walk_through_all_rows() {
        let all: Vec<(u8, &str)> = (0..=250).map(|byte| (byte, "reference")).collect();
        let archive = left(&all);
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let list = ListMessages {
                queues: queues(&["reference"]),
                after: after.clone(),
            };
            let plan = list.statement().unwrap().plan(&archive.database).join("; ");
            assert!(plan.contains("messages_in_order"), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
            let page = archive.ask(&administrator(), list).unwrap();
            seen.extend(page.items.into_iter().map(|row| row.id));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let expected: Vec<MessageId> = (0..=250).rev().map(id).collect();
        assert_eq!(seen, expected);
        let wrong = ListMessages {
            queues: None,
            after: Some("nonsense".to_owned().try_into().unwrap()),
        };
        let refused = archive.ask(&administrator(), wrong);
        assert_eq!(refused, Err(Refused::NoCursor.into()));
    }

    #[test]
    fn of_a_sealed_note_nothing_is_known_of_who_has_left_it_and_it_is_forgotten_like_the_others() {
        let archive = left(&[(1, "reference")]);
        let note = Leave {
            writer: Writer::Sealed,
            ..leave(2, "reference")
        };
        archive.leave(&note).unwrap();
        let find = |byte| FindMessage {
            message: id(byte),
            queues: None,
        };
        let found = archive.ask(&administrator(), find(2)).unwrap();
        assert_eq!(found.writer, Writer::Sealed);
        answer(&archive, 2, Some("ann"));
        assert_eq!(list(&archive, None), [id(1), id(2)]);
        let delete = DeleteMessage {
            message: id(2),
            queues: None,
        };
        archive.ask(&administrator(), delete).unwrap();
        assert_eq!(list(&archive, None), [id(1)]);
    }

    #[test]
    fn of_another_queue_a_message_is_not_there() {
        let archive = left(&[(1, "reference")]);
        let find = FindMessage {
            message: id(1),
            queues: queues(&["maps"]),
        };
        let found = archive.ask(&administrator(), find);
        assert_eq!(found, Err(Refused::NoMessage.into()));
    }

    #[test]
    fn one_that_is_deleted_is_not_mailed_any_more_and_one_that_was_left_is() {
        let archive = left(&[(1, "reference"), (2, "reference")]);
        let delete = DeleteMessage {
            message: id(1),
            queues: None,
        };
        let withdrawn = archive.ask(&administrator(), delete);
        assert_eq!(withdrawn, Ok(vec![MailId::from_bytes([1; 16])]));
        assert_eq!(list(&archive, None), [id(2)]);
        let mail = MailId::from_bytes([2; 16]);
        let now = NOW.plus(MINUTE * 9);
        assert_eq!(archive.due_mails(now), Ok(vec![mail.clone()]));
        archive.mail_went(&mail, Went::Taken, now).unwrap();
        let stored = archive.database.contents().join("\n");
        assert_eq!(stored.matches("jonas@").count(), 1, "{stored}");
    }

    #[test]
    fn a_message_is_forgotten_after_a_while() {
        let archive = left(&[(1, "reference")]);
        let later = leave(2, "reference");
        let at = leave(1, "reference").at.plus(MESSAGE_DAYS * 86_400_000);
        archive.leave(&Leave { at, ..later }).unwrap();
        assert_eq!(list(&archive, None), [id(2)]);
    }
}
