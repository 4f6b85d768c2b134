//! What may become an alert: looked at when it is due, forgotten when somebody comes.

use durable_queue::to_archive::{AlertRules, Shift, ToArchive};
use hushdesk_edge::{Database, DatabaseError, Row, Value};
use hushdesk_protocol::ids::{QueueName, Timestamp};
use hushdesk_protocol::rest::HoursNow;

use super::{Watched, mailing, rules};
use crate::archive::Archive;
use crate::staffing::shifts;
use crate::webhooks::happening;

/// Things that are looked at at once.
const AT_ONCE: u32 = 50;

/// Milliseconds until a queue is looked at again that does not open for weeks, or stays open for as long.
const LATER_MILLIS: u64 = 24 * 60 * 60 * 1_000;

/// Milliseconds until it is looked at again what somebody began to look at, and did not end.
const AGAIN_MILLIS: u64 = 60 * 1_000;

/// A chat goes on: nobody may have claimed it yet.
pub(crate) fn chat_stands(database: &impl Database, told: &ToArchive) -> Result<(), DatabaseError> {
    let chat = &told.chat;
    if chat.claimed.is_some() || chat.ended.is_some() {
        return forget(database, chat.chat.as_str());
    }
    database.query(
        "INSERT OR IGNORE INTO watched (about, queue, what, since, due)
         SELECT ?1, queue, 'chat', ?2, ?2 + 1000 * json_extract(rules, '$.alerts.waiting_seconds') FROM alert_rules
         WHERE queue = ?3 AND json_extract(rules, '$.alerts.waiting_seconds') IS NOT NULL",
        vec![
            chat.chat.as_str().into(),
            chat.started.into(),
            chat.queue.as_str().into(),
        ],
    )?;
    Ok(())
}

/// Somebody has come to a queue, or gone.
pub(crate) fn shift_stands(database: &impl Database, told: &Shift) -> Result<(), DatabaseError> {
    if shifts::is_staffed(database, &told.queue)? {
        return forget(database, told.queue.as_str());
    }
    let rules = rules::of(database, &told.queue)?;
    let since = told.ended.unwrap_or(told.began);
    rules.map_or(Ok(()), |rules| watch_queue(database, &rules, since))
}

/// Its rules are others now.
pub(super) fn watch_anew(
    database: &impl Database,
    rules: &AlertRules,
) -> Result<(), DatabaseError> {
    forget(database, rules.queue.as_str())?;
    if shifts::is_staffed(database, &rules.queue)? {
        return Ok(());
    }
    watch_queue(database, rules, Timestamp::default())
}

/// A queue is looked at from this moment on, if it is to be told that nobody is there.
fn watch_queue(
    database: &impl Database,
    rules: &AlertRules,
    from: Timestamp,
) -> Result<(), DatabaseError> {
    if rules.alerts.unstaffed_seconds.is_none() {
        return Ok(());
    }
    let queue = rules.queue.as_str();
    database.query(
        "INSERT OR IGNORE INTO watched (about, queue, what, since, due) VALUES (?1, ?1, 'queue', 0, ?2)",
        vec![queue.into(), from.into()],
    )?;
    Ok(())
}

fn forget(database: &impl Database, about: &str) -> Result<(), DatabaseError> {
    database.query("DELETE FROM watched WHERE about = ?", vec![about.into()])?;
    Ok(())
}

impl<D: Database> Archive<D> {
    /// Looks at what is due. Chats that have waited for too long are told of; queues where nobody is are given: of each it has to
    /// be [said](Self::looked_at) whether it is open.
    ///
    /// # Errors
    ///
    /// The database failed.
    pub fn due_watches(&self, now: Timestamp) -> Result<Vec<QueueName>, DatabaseError> {
        self.open()?;
        let database = &self.database;
        database.transaction(|| {
            let due = database.query(
                &format!("SELECT about, queue, what, since FROM watched WHERE due <= ? ORDER BY due LIMIT {AT_ONCE}"),
                vec![now.into()],
            )?;
            let unstaffed = due.into_iter().map(|row| look(database, row, now));
            let unstaffed: Vec<_> = unstaffed.collect::<Result<_, _>>()?;
            Ok(unstaffed.into_iter().flatten().collect())
        })
    }

    /// Takes note of whether a queue is open where nobody is; nothing, if nobody says when it is.
    ///
    /// # Errors
    ///
    /// The database failed.
    pub fn looked_at(
        &self,
        queue: &QueueName,
        hours: Option<&HoursNow>,
        now: Timestamp,
    ) -> Result<(), DatabaseError> {
        self.database
            .transaction(|| stands(&self.database, queue, hours, now))
    }

    /// When something is to be looked at, or mailed, next.
    ///
    /// # Errors
    ///
    /// The database failed.
    pub fn next_alert(&self) -> Result<Option<Timestamp>, DatabaseError> {
        self.open()?;
        let rows = self.database.query(
            "SELECT min(due) FROM (SELECT min(due) AS due FROM watched UNION ALL SELECT min(due) FROM alerts)",
            vec![],
        )?;
        let next = rows.into_iter().next();
        let next = next.map(|mut row| row.optional_moment("watched.due"));
        Ok(next.transpose()?.flatten())
    }
}

fn look(
    database: &impl Database,
    mut row: Row,
    now: Timestamp,
) -> Result<Option<QueueName>, DatabaseError> {
    let about = row.text("watched.about")?;
    let queue: QueueName = row.name("watched.queue")?;
    let what = Watched::of(&mut row)?;
    let since = row.moment("watched.since")?;
    match what {
        Watched::Chat => {
            forget(database, &about)?;
            happening::chat_waits(database, (&about, &queue), now)?;
            mailing::put(database, (&about, what), &queue, since, now)?;
            Ok(None)
        }
        Watched::Queue => {
            // Whoever looks may die before it is said.
            wait_until(database, &queue, (since, now.plus(AGAIN_MILLIS)))?;
            Ok(Some(queue))
        }
    }
}

/// How a queue stands where nobody is: the time for which it is open counts from when that is seen first.
fn stands(
    database: &impl Database,
    queue: &QueueName,
    hours: Option<&HoursNow>,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let Some(since) = counted_since(database, queue)? else {
        return Ok(());
    };
    let change = hours.and_then(|hours| hours.until.as_ref());
    let change = change.map_or_else(|| now.plus(LATER_MILLIS), |change| change.at);
    let not_counted = Timestamp::default();
    let rules = rules::of(database, queue)?;
    let seconds = rules.and_then(|rules| rules.alerts.unstaffed_seconds);
    let Some(seconds) = seconds.filter(|_| hours.is_some_and(|hours| hours.open)) else {
        return wait_until(database, queue, (not_counted, change));
    };
    let since = if since == not_counted { now } else { since };
    let told_at = since.plus(u64::from(seconds) * 1_000);
    if now < told_at {
        return wait_until(database, queue, (since, told_at.min(change)));
    }
    happening::queue_unstaffed(database, queue, since)?;
    mailing::put(
        database,
        (queue.as_str(), Watched::Queue),
        queue,
        since,
        now,
    )?;
    // Not again before it has closed, or somebody has come.
    wait_until(database, queue, (not_counted, change))
}

fn counted_since(
    database: &impl Database,
    queue: &QueueName,
) -> Result<Option<Timestamp>, DatabaseError> {
    let rows = database.query(
        "SELECT since FROM watched WHERE about = ? AND what = 'queue'",
        vec![queue.as_str().into()],
    )?;
    let since = rows.into_iter().next();
    since.map(|mut row| row.moment("watched.since")).transpose()
}

fn wait_until(
    database: &impl Database,
    queue: &QueueName,
    (since, due): (Timestamp, Timestamp),
) -> Result<(), DatabaseError> {
    database.query(
        "UPDATE watched SET since = ?, due = ? WHERE about = ? AND what = 'queue'",
        vec![since.into(), due.into(), Value::from(queue.as_str())],
    )?;
    Ok(())
}
