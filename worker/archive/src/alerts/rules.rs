//! When a queue is told to need people, as its administrators have set it.

use durable_queue::to_archive::AlertRules;
use hushdesk_edge::{Database, DatabaseError, Value};
use hushdesk_protocol::ids::QueueName;

use super::watching;
use crate::retention::version;

/// Takes note of them, unless newer ones are known. What is watched is watched anew.
pub(crate) fn take(database: &impl Database, told: &AlertRules) -> Result<(), DatabaseError> {
    let wrong = |_| DatabaseError::Column("alert_rules.rules");
    let rules = serde_json::to_string(told).map_err(wrong)?;
    let news = database.query(
        "INSERT INTO alert_rules (queue, rules, version) VALUES (?, ?, ?)
         ON CONFLICT (queue) DO UPDATE SET rules = excluded.rules, version = excluded.version
         WHERE excluded.version > alert_rules.version RETURNING queue",
        vec![
            told.queue.as_str().into(),
            Value::Text(rules),
            version(told.version),
        ],
    )?;
    if news.is_empty() {
        return Ok(());
    }
    watching::watch_anew(database, told)
}

/// Those of a queue, if any were ever set.
pub(super) fn of(
    database: &impl Database,
    queue: &QueueName,
) -> Result<Option<AlertRules>, DatabaseError> {
    let rows = database.query(
        "SELECT rules FROM alert_rules WHERE queue = ?",
        vec![queue.as_str().into()],
    )?;
    let rules = rows.into_iter().next().map(|mut row| {
        let text = row.text("alert_rules.rules")?;
        serde_json::from_str(&text).map_err(|_| DatabaseError::Column("alert_rules.rules"))
    });
    rules.transpose()
}
