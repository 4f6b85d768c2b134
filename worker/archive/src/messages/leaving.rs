//! A guest leaves a message.

use hushdesk_edge::{Database, Value};
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::{MailId, MessageId, QueueName, Timestamp};
use hushdesk_protocol::rest::Writer;
use hushdesk_protocol::text::{DisplayName, PageAddress};
use serde::{Deserialize, Serialize};

use super::forget_old;
use crate::archive::Archive;
use crate::mails;
use crate::refused::{ArchiveError, Refused};
use crate::webhooks::happening;

/// Messages for one queue within a day, at most: ten times as many as a busy desk gets in a night.
const PER_DAY: u32 = 300;

const DAY_MILLIS: u64 = 24 * 60 * 60 * 1_000;

/// A message that was left, as the Worker tells: where it goes has been checked, and what it says was put elsewhere before.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Leave {
    /// As what it was put there.
    pub id: MessageId,
    /// For which queue.
    pub queue: QueueName,
    /// When.
    pub at: Timestamp,
    /// By whom, as far as that is known.
    pub writer: Writer,
    /// As what the mail of it was put there.
    pub mail: MailId,
    /// Where that goes.
    pub to: EmailAddress,
}

impl<D: Database> Archive<D> {
    /// Takes a message, and has it mailed.
    ///
    /// # Errors
    ///
    /// [`Refused::MessagesFull`] if very many were left for the queue within a day; or the database failed. It was not left then.
    pub fn leave(&self, message: &Leave) -> Result<(), ArchiveError> {
        self.open()?;
        let database = &self.database;
        database.transaction(|| {
            forget_old(database, message.at)?;
            must_have_room(database, message)?;
            let row = [
                message.id.as_str().into(),
                message.queue.as_str().into(),
                message.at.into(),
            ];
            database.query(
                "INSERT INTO messages (id, queue, left_at, sealed, name, email, page) VALUES (?, ?, ?, ?, ?, ?, ?)",
                row.into_iter().chain(columns(&message.writer)).collect(),
            )?;
            let about = (&message.mail, message.id.as_str());
            mails::put(database, about, Some(&message.to), None, message.at)?;
            happening::message_left(database, message)?;
            Ok(())
        })
    }
}

/// Whether a message is sealed, and who has left it.
fn columns(writer: &Writer) -> [Value; 4] {
    match writer {
        Writer::Open { name, email, page } => [
            false.into(),
            name.as_ref().map(DisplayName::as_str).into(),
            email.as_str().into(),
            page.as_ref().map(PageAddress::as_str).into(),
        ],
        Writer::Sealed => [true.into(), Value::Null, "".into(), Value::Null],
    }
}

/// Whoever writes to a desk from many places at once fills neither its letter box nor these tables.
fn must_have_room(database: &impl Database, message: &Leave) -> Result<(), ArchiveError> {
    let since = Timestamp(message.at.0.saturating_sub(DAY_MILLIS));
    let rows = database.query(
        "SELECT count(*) FROM messages WHERE left_at > ? AND queue = ?",
        vec![since.into(), message.queue.as_str().into()],
    )?;
    let count = rows.into_iter().next();
    let count: u32 = count.map_or(Ok(0), |mut row| row.number("messages"))?;
    if count >= PER_DAY {
        return Err(Refused::MessagesFull.into());
    }
    Ok(())
}
