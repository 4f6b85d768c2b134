//! Lists in which what is still to be done comes first, and the last thing first of either: by `rank`, `turn` and `id`, which their
//! tables have with an index. How a page ends, and where the next one begins.

use std::str::FromStr;

use hushdesk_edge::{DatabaseError, Value};
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::{Cursor, PAGE_ITEMS_MAX, Page};

use crate::refused::Refused;

/// That something comes behind a [`place`].
pub(crate) const BEHIND: &str = " AND (rank, turn, id) > (?, ?, ?)";

/// Rows that are asked for: by one more than are listed it is known that others follow.
pub(crate) fn rows() -> Value {
    let rows = u32::try_from(PAGE_ITEMS_MAX).unwrap_or(u32::MAX);
    rows.saturating_add(1).into()
}

/// A page of what was found. Of the last thing on it is said whether it is done, since when it is there, and its id.
pub(crate) fn page<T>(
    mut items: Vec<T>,
    place: impl Fn(&T) -> (bool, Timestamp, &str),
) -> Result<Page<T>, DatabaseError> {
    let is_more = items.len() > PAGE_ITEMS_MAX;
    items.truncate(PAGE_ITEMS_MAX);
    let next = items.last().filter(|_| is_more).map(|item| {
        let (is_done, at, id) = place(item);
        let text = format!("{}-{at}-{id}", u8::from(is_done));
        Cursor::try_from(text).map_err(|_| DatabaseError::Column("id"))
    });
    let next = next.transpose()?;
    Ok(Page { items, next })
}

/// Rank, turn and id of what a cursor stands behind.
pub(crate) fn place<Id: FromStr>(cursor: &Cursor) -> Result<[Value; 3], Refused> {
    let mut parts = cursor.as_str().splitn(3, '-');
    let rank = parts.next().and_then(|rank| rank.parse::<u32>().ok());
    let at = parts.next().and_then(|at| at.parse::<i64>().ok());
    let id = parts.next().filter(|id| id.parse::<Id>().is_ok());
    match (rank, at, id) {
        (Some(rank), Some(at), Some(id)) => {
            Ok([rank.into(), Value::Integer(at.saturating_neg()), id.into()])
        }
        _ => Err(Refused::NoCursor),
    }
}
