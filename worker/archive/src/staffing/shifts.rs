//! Shifts, as queues tell of them: once when one begins, and once when it is over.

use durable_queue::to_archive::Shift;
use hushdesk_edge::{Database, DatabaseError, Row, Value};
use hushdesk_protocol::ids::{OperatorName, QueueName, Timestamp};

use crate::filter::Period;
use crate::reader::Reader;
use crate::statement::Statement;

/// Milliseconds for which a shift is known: a bit more than the three years that are counted at once.
const KNOWN_MILLIS: u64 = 1_100 * 24 * 60 * 60 * 1_000;

/// Takes note of one, in whatever order its beginning and its end come. Those of long ago are forgotten.
pub(crate) fn take(database: &impl Database, told: &Shift) -> Result<(), DatabaseError> {
    database.query(
        "INSERT INTO shifts (queue, operator, began, ended) VALUES (?, ?, ?, ?)
         ON CONFLICT (queue, operator, began) DO UPDATE SET ended = coalesce(shifts.ended, excluded.ended)",
        vec![
            told.queue.as_str().into(),
            told.operator.as_str().into(),
            told.began.into(),
            told.ended.map_or(Value::Null, Value::from),
        ],
    )?;
    let before = Timestamp(told.began.0.saturating_sub(KNOWN_MILLIS));
    database.query("DELETE FROM shifts WHERE ended <= ?", vec![before.into()])?;
    Ok(())
}

/// Whether somebody takes chats at a queue.
pub(crate) fn is_staffed(
    database: &impl Database,
    queue: &QueueName,
) -> Result<bool, DatabaseError> {
    let rows = database.query(
        "SELECT 1 FROM shifts WHERE queue = ? AND ended IS NULL LIMIT 1",
        vec![queue.as_str().into()],
    )?;
    Ok(!rows.is_empty())
}

/// What of a shift lies within a period.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Stretch {
    pub(crate) queue: QueueName,
    pub(crate) operator: OperatorName,
    pub(crate) from: Timestamp,
    pub(crate) until: Timestamp,
}

/// Whose shifts, and where.
#[derive(Clone, Copy)]
pub(crate) struct Whose<'a> {
    pub(crate) queue: Option<&'a QueueName>,
    pub(crate) operator: Option<&'a OperatorName>,
}

/// The shifts of a period of which a reader may know: their own, and those at queues whose history they read.
pub(crate) fn within(
    database: &impl Database,
    reader: &Reader,
    whose: Whose<'_>,
    period: Period,
    now: Timestamp,
) -> Result<Vec<Stretch>, DatabaseError> {
    let from = period.from.unwrap_or_default();
    let until = period.until.map_or(now, |until| until.min(now));
    let shifts = statement(reader, whose, from, until)?.query(database)?;
    let read = |mut row: Row| -> Result<Stretch, DatabaseError> {
        Ok(Stretch {
            queue: row.name("shifts.queue")?,
            operator: row.name("shifts.operator")?,
            from: row.moment("shifts.began")?.max(from),
            until: row
                .optional_moment("shifts.ended")?
                .map_or(until, |ended| ended.min(until)),
        })
    };
    let stretches = shifts.into_iter().map(read);
    let is_some = |it: &Result<Stretch, _>| it.as_ref().map_or(true, |it| it.from < it.until);
    stretches.filter(is_some).collect()
}

/// Those that are over and those that go on are found each by its own way.
pub(super) fn statement(
    reader: &Reader,
    whose: Whose<'_>,
    from: Timestamp,
    until: Timestamp,
) -> Result<Statement, DatabaseError> {
    let also = also(reader, whose)?;
    let of = |condition: &str, values: Vec<Value>| {
        Statement::of(&format!(
            "SELECT queue, operator, began, ended FROM shifts INDEXED BY {} WHERE {condition} AND began < ?",
            if whose.operator.is_some() { "shifts_by_operator" } else { "shifts_by_end" },
        ))
        .with("", values)
        .with("", [until.into()])
        .and(also.clone())
    };
    Ok(of("ended > ?", vec![from.into()])
        .with(" UNION ALL ", [])
        .and(of("ended IS NULL", vec![])))
}

fn also(reader: &Reader, whose: Whose<'_>) -> Result<Statement, DatabaseError> {
    let mut also = Statement::default();
    if let Some(operator) = whose.operator {
        also = also.with(" AND operator = ?", [operator.as_str().into()]);
    }
    if let Some(queue) = whose.queue {
        also = also.with(" AND queue = ?", [queue.as_str().into()]);
    }
    if let Reader::Operator { name, reads } = reader {
        let reads = serde_json::to_string(reads);
        let reads = reads.map_err(|_| DatabaseError::Column("shifts.queue"))?;
        also = also.with(
            " AND (operator = ? OR queue IN (SELECT value FROM json_each(?)))",
            [name.as_str().into(), Value::Text(reads)],
        );
    }
    Ok(also)
}
