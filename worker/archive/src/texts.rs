//! Where what was said in a chat can be read, if anywhere. The archive has none of it.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::{ChatId, MailId, QueueName, Timestamp};
use hushdesk_protocol::rest::{ChatRow, TranscriptEntry};
use serde::{Deserialize, Serialize};

use crate::history::FindChat;
use crate::mails::delivery::withdraw;
use crate::question::{Asked, Question};
use crate::reader::Reader;
use crate::refused::{ArchiveError, Refused};
use crate::{retention, surveys};

/// Where what was said in a chat can be read.
#[derive(Serialize, Deserialize)]
pub struct FindText {
    /// Which chat.
    pub chat: ChatId,
}

/// Where what was said in a chat is.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct FoundText {
    /// The queue that has the chat, or had it last.
    pub queue: QueueName,
    /// What has become of it.
    pub state: TextState,
    /// What the guest has said of it afterwards, as long as it is kept.
    pub survey: Option<TranscriptEntry>,
}

/// What has become of what was said in a chat.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum TextState {
    /// Nobody but the two ends can read it.
    Sealed,
    /// The chat runs.
    Runs,
    /// It was forgotten with the end of the chat.
    NotRetained,
    /// It is kept.
    Kept {
        /// Until then.
        until: Timestamp,
    },
    /// It was kept until its time was over.
    Expired,
    /// It was deleted.
    Deleted,
}

impl Question for FindText {
    const PATH: &'static str = "/find-text";
    type Answer = FoundText;

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<FoundText, ArchiveError> {
        let Asked { by, database } = asked;
        let row = FindChat { chat: self.chat }.answer(Asked { by, database })?;
        of(database, &row, by.may_read_along(&row))
    }
}

/// Where what was said in this chat is, for somebody who sees the chat and may read along or not while it runs.
pub(crate) fn of(
    database: &impl Database,
    row: &ChatRow,
    may_read_along: bool,
) -> Result<FoundText, ArchiveError> {
    let state = match (row.kind, &row.ended) {
        (ChatKind::Sealed, _) => TextState::Sealed,
        (ChatKind::Open, None) if may_read_along => TextState::Runs,
        (ChatKind::Open, None) => return Err(Refused::NotAlong.into()),
        (ChatKind::Open, Some(_)) => kept(database, &row.chat)?,
    };
    let survey = match state {
        TextState::Kept { .. } => surveys::find(database, &row.chat)?,
        TextState::Sealed
        | TextState::Runs
        | TextState::NotRetained
        | TextState::Expired
        | TextState::Deleted => None,
    };
    Ok(FoundText {
        queue: row.queue.clone(),
        state,
        survey,
    })
}

fn kept(database: &impl Database, chat: &ChatId) -> Result<TextState, DatabaseError> {
    let rows = database.query(
        "SELECT text_until, text_gone FROM chats WHERE chat = ?",
        vec![chat.as_str().into()],
    )?;
    let Some(mut row) = rows.into_iter().next() else {
        return Ok(TextState::NotRetained);
    };
    let until = row.optional_moment("chats.text_until")?;
    let gone = row.optional_text("chats.text_gone")?;
    match (until, gone.as_deref()) {
        (None, _) => Ok(TextState::NotRetained),
        (Some(until), None) => Ok(TextState::Kept { until }),
        (Some(_), Some("expired")) => Ok(TextState::Expired),
        (Some(_), Some("deleted")) => Ok(TextState::Deleted),
        (Some(_), Some(_)) => Err(DatabaseError::Column("chats.text_gone")),
    }
}

/// Deletes what was said in a chat, wherever it is kept. Nobody reads it from then on, and mails of it that have not gone do not go:
/// the answer says which. For administrators.
#[derive(Serialize, Deserialize)]
pub struct DeleteText {
    /// Which chat.
    pub chat: ChatId,
    /// When.
    pub now: Timestamp,
}

impl Question for DeleteText {
    const PATH: &'static str = "/delete-text";
    type Answer = Vec<MailId>;

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<Vec<MailId>, ArchiveError> {
        match asked.by {
            Reader::Administrator => {
                retention::delete(asked.database, &self.chat, self.now)?;
                Ok(withdraw(asked.database, self.chat.as_str())?)
            }
            Reader::Operator { .. } => Err(Refused::NoChat.into()),
        }
    }
}
