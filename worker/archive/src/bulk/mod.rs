//! What is done with many chats at once: counted before, asked for, and then done step by step, whenever the object's alarm rings.
//! How far it has come stands in the database with what was done, so that it goes on where it was, whatever dies.

pub(crate) mod asking;
pub(crate) mod counting;
#[cfg(test)]
mod tests;
pub(crate) mod working;

use hushdesk_edge::{DatabaseError, Row};
use hushdesk_protocol::rest::{BulkAct, BulkKind, BulkState};

/// The columns of what is told of one, in the order in which [`read`] takes them.
const COLUMNS: &str = "id, act, by, asked, chats, transcripts, done, state";

fn read(mut row: Row) -> Result<BulkAct, DatabaseError> {
    read_from(&mut row)
}

/// Reads it where more follows.
fn read_from(row: &mut Row) -> Result<BulkAct, DatabaseError> {
    Ok(BulkAct {
        id: row.name("bulk.id")?,
        act: kind(&row.text("bulk.act")?)?,
        by: row.name("bulk.by")?,
        asked: row.moment("bulk.asked")?,
        chats: row.number("bulk.chats")?,
        transcripts: row.number("bulk.transcripts")?,
        done: row.number("bulk.done")?,
        state: state(&row.text("bulk.state")?)?,
    })
}

fn kind(stored: &str) -> Result<BulkKind, DatabaseError> {
    let all = [
        BulkKind::DeleteTranscripts,
        BulkKind::DeleteChats,
        BulkKind::Anonymise,
    ];
    let named = all.into_iter().find(|it| it.as_str() == stored);
    named.ok_or(DatabaseError::Column("bulk.act"))
}

fn state(stored: &str) -> Result<BulkState, DatabaseError> {
    match stored {
        "works" => Ok(BulkState::Works),
        "done" => Ok(BulkState::Done),
        "called_off" => Ok(BulkState::CalledOff),
        _ => Err(DatabaseError::Column("bulk.state")),
    }
}
