//! Chats are forgotten, in whole or in part: what was said in them, who their guests were, or that there were any. Whoever has
//! this done has looked that they have ended.
//!
//! What stood in a row that is changed or deleted stays in the file until something else is written there: so what says
//! anything of a guest is written over first. Not a guest's label, which is a word and three letters by chance and stands in
//! the order of an index, too.

use hushdesk_edge::{Database, DatabaseError, Value, overwritten};
use hushdesk_protocol::frames::GuestLabel;
use hushdesk_protocol::ids::{MailId, Timestamp};
use hushdesk_protocol::rest::BulkKind;
use serde::Serialize;

use crate::follow_ups;
use crate::mails::delivery::{forget_of, withdraw_of};
use crate::retention;

/// Milliseconds for which it is known that a chat was deleted: no queue takes so long to tell something.
const DELETED_KNOWN_MILLIS: u64 = 30 * 24 * 60 * 60 * 1_000;

/// Chats that something is done with.
#[derive(Debug, Default)]
pub(crate) struct Those {
    numbers: Vec<i64>,
    chats: Vec<String>,
}

impl Those {
    /// One more.
    pub(crate) fn push(&mut self, number: i64, chat: String) {
        self.numbers.push(number);
        self.chats.push(chat);
    }

    /// How many they are.
    pub(crate) const fn count(&self) -> usize {
        self.chats.len()
    }
}

/// Does this with those chats. What the mails say that the answer names is to be deleted where it is kept.
pub(crate) fn forget(
    database: &impl Database,
    kind: BulkKind,
    those: &Those,
    now: Timestamp,
) -> Result<Vec<MailId>, DatabaseError> {
    let (numbers, chats) = (json(&those.numbers)?, json(&those.chats)?);
    retention::delete_of(database, &numbers, now)?;
    let mut mails = withdraw_of(database, &chats)?;
    match kind {
        BulkKind::DeleteTranscripts => {}
        BulkKind::Anonymise => {
            forget_of(database, &chats)?;
            mails.extend(follow_ups::forget_of_chats(database, &chats)?);
            anonymise(database, &numbers)?;
        }
        BulkKind::DeleteChats => {
            forget_of(database, &chats)?;
            mails.extend(follow_ups::forget_of_chats(database, &chats)?);
            delete(database, (&numbers, &chats), now)?;
        }
    }
    Ok(mails)
}

fn anonymise(database: &impl Database, numbers: &Value) -> Result<(), DatabaseError> {
    write_over(database, numbers, &["address", "guest"])?;
    database.query(
        "UPDATE chats SET guest = ?, address = NULL WHERE number IN (SELECT value FROM json_each(?))",
        vec![GuestLabel::ANONYMOUS.into(), numbers.clone()],
    )?;
    Ok(())
}

fn delete(
    database: &impl Database,
    (numbers, chats): (&Value, &Value),
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let before = Timestamp(now.0.saturating_sub(DELETED_KNOWN_MILLIS));
    database.query("DELETE FROM deleted WHERE at <= ?", vec![before.into()])?;
    database.query(
        "INSERT OR REPLACE INTO deleted (chat, at) SELECT value, ? FROM json_each(?)",
        vec![now.into(), chats.clone()],
    )?;
    write_over(database, numbers, &["address", "guest", "page"])?;
    // With its row goes who has held it, and what it was about.
    database.query(
        "DELETE FROM chats WHERE number IN (SELECT value FROM json_each(?))",
        vec![numbers.clone()],
    )?;
    Ok(())
}

fn write_over(
    database: &impl Database,
    numbers: &Value,
    columns: &[&str],
) -> Result<(), DatabaseError> {
    let over: Vec<_> = columns.iter().map(|column| overwritten(column)).collect();
    let over = over.join(", ");
    database.query(
        &format!("UPDATE chats SET {over} WHERE number IN (SELECT value FROM json_each(?))"),
        vec![numbers.clone()],
    )?;
    Ok(())
}

fn json(list: &impl Serialize) -> Result<Value, DatabaseError> {
    let json = serde_json::to_string(list).map_err(|_| DatabaseError::Column("chats"))?;
    Ok(Value::Text(json))
}

/// Whether a chat was deleted not long ago.
pub(crate) fn is_deleted(database: &impl Database, chat: &str) -> Result<bool, DatabaseError> {
    let rows = database.query("SELECT 1 FROM deleted WHERE chat = ?", vec![chat.into()])?;
    Ok(!rows.is_empty())
}
