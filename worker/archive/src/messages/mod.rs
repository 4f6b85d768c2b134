//! Messages that guests have left: that they did, where they are answered, and who has. What they say is kept elsewhere.

pub(crate) mod leaving;
pub(crate) mod reading;

use hushdesk_edge::{Database, DatabaseError, Row, Value, overwritten};
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::{AnsweredMessage, MESSAGE_DAYS, MessageRow, Writer};

/// Milliseconds after which a message is forgotten.
pub(crate) const KEPT_MILLIS: u64 = MESSAGE_DAYS * 24 * 60 * 60 * 1_000;

/// The columns that [`read`] reads, in order.
const COLUMNS: &str = "id, queue, left_at, sealed, name, email, page, answered, answered_by";

fn read(mut row: Row) -> Result<MessageRow, DatabaseError> {
    let (id, queue) = (row.name("messages.id")?, row.name("messages.queue")?);
    let at = row.moment("messages.left_at")?;
    let writer = writer(&mut row)?;
    let answered = row.optional_moment("messages.answered")?;
    let by = row.optional_name("messages.answered_by")?;
    Ok(MessageRow {
        id,
        queue,
        at,
        writer,
        answered: by.zip(answered).map(|(by, at)| AnsweredMessage { by, at }),
    })
}

/// Who has left it. The next columns are `sealed`, `name`, `email` and `page`.
fn writer(row: &mut Row) -> Result<Writer, DatabaseError> {
    let is_sealed = row.flag("messages.sealed")?;
    let name = row.optional_name("messages.name")?;
    let email = row.text("messages.email")?;
    let page = row.optional_name("messages.page")?;
    if is_sealed {
        return Ok(Writer::Sealed);
    }
    let email = email.parse();
    let email = email.map_err(|_| DatabaseError::Column("messages.email"))?;
    Ok(Writer::Open { name, email, page })
}

/// Forgets those of which this is true. What stood in a deleted row stays in the file, so whose they are is written over.
fn forget(database: &impl Database, condition: &str, value: &Value) -> Result<(), DatabaseError> {
    let over = ["name", "email", "page"].map(overwritten).join(", ");
    for statement in [
        format!("UPDATE messages SET {over} WHERE {condition}"),
        format!("DELETE FROM messages WHERE {condition}"),
    ] {
        database.query(&statement, vec![value.clone()])?;
    }
    Ok(())
}

/// Forgets those that were left long ago.
pub(crate) fn forget_old(database: &impl Database, now: Timestamp) -> Result<(), DatabaseError> {
    let before = Timestamp(now.0.saturating_sub(KEPT_MILLIS));
    forget(database, "left_at <= ?", &before.into())
}
