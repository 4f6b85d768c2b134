//! Follow-ups: what somebody is to do after an open chat. A sealed one has none: a note about it would be readable.

pub(crate) mod asking;
pub(crate) mod doing;
pub(crate) mod listing;

use hushdesk_edge::{Database, DatabaseError, Row, Value, overwritten};
use hushdesk_protocol::frames::GuestLabel;
use hushdesk_protocol::ids::{ChatId, MailId, Timestamp};
use hushdesk_protocol::rest::{FOLLOW_UP_DAYS, FOLLOW_UP_DONE_DAYS, FollowUp};

use crate::mails::delivery::{forget_of, withdraw_of};
use crate::mails::state_from_stored;
use crate::reader::Reader;

/// Milliseconds of a day.
pub(crate) const DAY_MILLIS: u64 = 24 * 60 * 60 * 1_000;

/// Where follow-ups are, with what is known of their chats and mails.
const ROWS: &str = "follow_ups CROSS JOIN chats ON chats.chat = follow_ups.chat LEFT JOIN mails ON mails.id = follow_ups.mail";

/// The columns of [`ROWS`] that [`read`] reads, in order.
const COLUMNS: &str =
    "follow_ups.id, follow_ups.chat, chats.guest, chats.queue, follow_ups.receiver,
    follow_ups.asked_by, follow_ups.note, follow_ups.asked, follow_ups.done, mails.state";

fn read(mut row: Row) -> Result<FollowUp, DatabaseError> {
    Ok(FollowUp {
        id: row.name("follow_ups.id")?,
        chat: row.name("follow_ups.chat")?,
        guest: GuestLabel(row.text("chats.guest")?),
        queue: row.name("chats.queue")?,
        to: row.name("follow_ups.receiver")?,
        by: row.name("follow_ups.asked_by")?,
        note: row.name("follow_ups.note")?,
        asked: row.moment("follow_ups.asked")?,
        done: row.optional_moment("follow_ups.done")?,
        mail: row
            .optional_text("mails.state")?
            .map(|state| state_from_stored(&state))
            .transpose()?,
    })
}

/// Whether somebody was asked to do something after this chat: then they may see it.
pub(crate) fn is_asked(
    database: &impl Database,
    by: &Reader,
    chat: &ChatId,
) -> Result<bool, DatabaseError> {
    let Reader::Operator { name, .. } = by else {
        return Ok(false);
    };
    let rows = database.query(
        "SELECT 1 FROM follow_ups WHERE chat = ? AND receiver = ? LIMIT 1",
        vec![chat.as_str().into(), name.as_str().into()],
    )?;
    Ok(!rows.is_empty())
}

/// Forgets those that are done or were asked for long ago.
pub(crate) fn forget_old(database: &impl Database, now: Timestamp) -> Result<(), DatabaseError> {
    let ago = |days: u64| Value::from(Timestamp(now.0.saturating_sub(days * DAY_MILLIS)));
    forget(database, "done <= ?", ago(FOLLOW_UP_DONE_DAYS))?;
    forget(database, "asked <= ?", ago(FOLLOW_UP_DAYS))
}

/// Forgets those of which this is true. What stood in a deleted row stays in the file, so the note is written over.
pub(crate) fn forget(
    database: &impl Database,
    condition: &str,
    value: Value,
) -> Result<(), DatabaseError> {
    let over = overwritten("note");
    for statement in [
        format!("UPDATE follow_ups SET {over} WHERE {condition}"),
        format!("DELETE FROM follow_ups WHERE {condition}"),
    ] {
        database.query(&statement, vec![value.clone()])?;
    }
    Ok(())
}

/// Forgets those after these chats, a list in JSON: a note may say who the guest was. Mails of them that have not gone do not go: what
/// they say is to be deleted where it is kept.
pub(crate) fn forget_of_chats(
    database: &impl Database,
    chats: &Value,
) -> Result<Vec<MailId>, DatabaseError> {
    let those = "chat IN (SELECT value FROM json_each(?))";
    let ids = database.query(
        &format!("SELECT json_group_array(id) FROM follow_ups WHERE {those}"),
        vec![chats.clone()],
    )?;
    let ids = ids.into_iter().next();
    let ids = ids.map(|mut row| row.text("follow_ups.id")).transpose()?;
    let ids = Value::Text(ids.unwrap_or_else(|| "[]".to_owned()));
    let mails = withdraw_of(database, &ids)?;
    forget_of(database, &ids)?;
    forget(database, those, chats.clone())?;
    Ok(mails)
}
