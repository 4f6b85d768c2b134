//! Rows as they are stored and read.

use hushdesk_edge::{DatabaseError, Row};
use hushdesk_protocol::frames::{ChatKind, Closer, GuestLabel};
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::{ChatEnd, ChatRow, Rating};
use serde::de::DeserializeOwned;

/// The columns of a row, in the order in which [`read`] takes them.
pub(crate) const COLUMNS: &str = "
    chats.number, chats.chat, chats.kind, chats.guest, chats.queue, chats.skin, chats.page, chats.started,
    chats.claimed, chats.ended, chats.ended_by, chats.transfers, chats.rating, chats.address, chats.rolled_over,
    (SELECT json_group_array(operator) FROM
        (SELECT operator FROM held AS holders WHERE holders.number = chats.number ORDER BY place)),
    (SELECT json_group_array(category) FROM
        (SELECT category FROM filed AS subjects WHERE subjects.number = chats.number ORDER BY category))";

/// Reads a row, with its number.
pub(crate) fn read(mut row: Row) -> Result<(i64, ChatRow), DatabaseError> {
    let number = row.number("chats.number")?;
    let read = ChatRow {
        chat: row.name("chats.chat")?,
        kind: kind(&row.text("chats.kind")?)?,
        guest: GuestLabel(row.text("chats.guest")?),
        queue: row.name("chats.queue")?,
        skin: row.name("chats.skin")?,
        page: row.optional_name("chats.page")?,
        started: row.moment("chats.started")?,
        claimed: row.optional_moment("chats.claimed")?,
        ended: end(
            row.optional_moment("chats.ended")?,
            row.optional_text("chats.ended_by")?,
        )?,
        transfers: row.number("chats.transfers")?,
        rating: rating(row.optional_number("chats.rating")?)?,
        address: row.optional_name("chats.address")?,
        rolled_over: list("chats.rolled_over", &mut row)?,
        operators: list("held", &mut row)?,
        categories: list("filed", &mut row)?,
    };
    Ok((number, read))
}

fn end(at: Option<Timestamp>, by: Option<String>) -> Result<Option<ChatEnd>, DatabaseError> {
    let wrong = DatabaseError::Column("chats.ended_by");
    match (at, by) {
        (None, None) => Ok(None),
        (Some(at), Some(by)) => {
            let by = closer(&by).ok_or(wrong)?;
            Ok(Some(ChatEnd { at, by }))
        }
        (Some(_), None) | (None, Some(_)) => Err(wrong),
    }
}

fn rating(number: Option<u8>) -> Result<Option<Rating>, DatabaseError> {
    let rating = number.map(Rating::try_from).transpose();
    rating.map_err(|_| DatabaseError::Column("chats.rating"))
}

fn list<T: DeserializeOwned>(column: &'static str, row: &mut Row) -> Result<Vec<T>, DatabaseError> {
    serde_json::from_str(&row.text(column)?).map_err(|_| DatabaseError::Column(column))
}

fn kind(stored: &str) -> Result<ChatKind, DatabaseError> {
    match stored {
        "sealed" => Ok(ChatKind::Sealed),
        "open" => Ok(ChatKind::Open),
        _ => Err(DatabaseError::Column("chats.kind")),
    }
}

fn closer(stored: &str) -> Option<Closer> {
    match stored {
        "guest" => Some(Closer::Guest),
        "operator" => Some(Closer::Operator),
        "guest_gone" => Some(Closer::GuestGone),
        "unanswered" => Some(Closer::Unanswered),
        _ => None,
    }
}
