//! Why a question has no answer.

use hushdesk_edge::DatabaseError;
use serde::{Deserialize, Serialize};

/// Why the archive does not answer, as it travels back.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum Refused {
    /// There is no such chat, or it is none that this reader may see: nobody learns which.
    NoChat,
    /// They may see the chat, and have not held it.
    NotHolder,
    /// They have held the chat, which runs, and do not read its queue's history.
    NotAlong,
    /// There is no such message, or it is none of those queues.
    NoMessage,
    /// What was said in the chat is not there any more.
    NoText,
    /// As many messages were left for the queue as may be in a day.
    MessagesFull,
    /// As many mails of the chat were asked for as may be.
    MailsFull,
    /// They have asked for many mails within an hour.
    TooManyMails,
    /// The chat is sealed.
    Sealed,
    /// There is nothing like that to be done, or it concerns somebody else: nobody learns which.
    NoFollowUp,
    /// Somebody else has asked for it.
    NotAsker,
    /// As much is to be done after the chat as may be.
    FollowUpsFull,
    /// There is no such webhook.
    NoWebhook,
    /// There are as many webhooks as there may be.
    WebhooksFull,
    /// One of the chats that are named runs.
    ChatRuns,
    /// Something is being done with many chats: one thing at a time.
    BulkWorks,
    /// There is nothing such that is done with many chats, or it is none that this reader may see.
    NoBulk,
    /// The list gave no such cursor.
    NoCursor,
}

/// What ends a question without an answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ArchiveError {
    /// The one who asks is told.
    Refused(Refused),
    /// The archive itself failed.
    Database(DatabaseError),
}

impl From<Refused> for ArchiveError {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<DatabaseError> for ArchiveError {
    fn from(error: DatabaseError) -> Self {
        Self::Database(error)
    }
}
