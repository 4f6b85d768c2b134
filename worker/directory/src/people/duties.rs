//! What people do at which queues. Whoever may not staff a queue any more loses their sockets there.

use std::collections::{BTreeMap, BTreeSet};

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{OperatorName, QueueName, Timestamp};
use hushdesk_protocol::rest::{Assignment, Duty, Role};

use crate::refused::{DirectoryError, Refused};
use crate::sessions::dismissals;

/// What somebody does at which queues, in the order of the queues' names.
pub(crate) fn of(
    database: &impl Database,
    name: &OperatorName,
) -> Result<Vec<Assignment>, DatabaseError> {
    let rows = database.query(
        "SELECT queue, duty FROM duties WHERE operator = ? ORDER BY queue",
        vec![name.as_str().into()],
    )?;
    let mut by_queue = BTreeMap::<QueueName, BTreeSet<Duty>>::new();
    for mut row in rows {
        let queue = row.name("duties.queue")?;
        let duty = from_stored(&row.text("duties.duty")?)?;
        by_queue.entry(queue).or_default().insert(duty);
    }
    let assignment = |(queue, duties)| Assignment { queue, duties };
    Ok(by_queue.into_iter().map(assignment).collect())
}

/// Whether somebody does this at a queue.
pub(crate) fn has(
    database: &impl Database,
    name: &OperatorName,
    queue: &QueueName,
    duty: Duty,
) -> Result<bool, DatabaseError> {
    let rows = database.query(
        "SELECT 1 FROM duties WHERE operator = ? AND queue = ? AND duty = ?",
        vec![
            name.as_str().into(),
            queue.as_str().into(),
            as_stored(duty).into(),
        ],
    )?;
    Ok(!rows.is_empty())
}

/// The queues at which somebody does this, in the order of their names.
pub(crate) fn with(
    database: &impl Database,
    name: &OperatorName,
    duty: Duty,
) -> Result<Vec<QueueName>, DatabaseError> {
    let all = of(database, name)?.into_iter();
    let with = all.filter(|assignment| assignment.duties.contains(&duty));
    Ok(with.map(|assignment| assignment.queue).collect())
}

/// Says all that somebody does at all queues.
pub(crate) fn set(
    database: &impl Database,
    name: &OperatorName,
    assignments: &[Assignment],
    now: Timestamp,
) -> Result<(), DirectoryError> {
    let mut by_queue = BTreeMap::<&QueueName, BTreeSet<Duty>>::new();
    for Assignment { queue, duties } in assignments {
        by_queue.entry(queue).or_default().extend(duties);
    }
    for before in of(database, name)? {
        if !by_queue.contains_key(&before.queue) {
            set_at(database, name, &before.queue, &BTreeSet::new(), now)?;
        }
    }
    for (queue, duties) in by_queue {
        set_at(database, name, queue, &duties, now)?;
    }
    Ok(())
}

/// Says all that somebody does at one queue.
pub(crate) fn set_at(
    database: &impl Database,
    name: &OperatorName,
    queue: &QueueName,
    duties: &BTreeSet<Duty>,
    now: Timestamp,
) -> Result<(), DirectoryError> {
    crate::queues::must_be(database, queue)?;
    let staffed = has(database, name, queue, Duty::Operator)?;
    database.query(
        "DELETE FROM duties WHERE operator = ? AND queue = ?",
        vec![name.as_str().into(), queue.as_str().into()],
    )?;
    for duty in duties {
        database.query(
            "INSERT INTO duties (operator, queue, duty) VALUES (?, ?, ?)",
            vec![
                name.as_str().into(),
                queue.as_str().into(),
                as_stored(*duty).into(),
            ],
        )?;
    }
    if staffed && !duties.contains(&Duty::Operator) {
        dismissals::of_operator(database, queue, name, now)?;
    }
    Ok(())
}

/// Who does what at a queue, by their names.
pub(crate) fn at(
    database: &impl Database,
    queue: &QueueName,
) -> Result<BTreeMap<OperatorName, BTreeSet<Duty>>, DatabaseError> {
    let rows = database.query(
        "SELECT operator, duty FROM duties WHERE queue = ?",
        vec![queue.as_str().into()],
    )?;
    let mut by_person = BTreeMap::<OperatorName, BTreeSet<Duty>>::new();
    for mut row in rows {
        let name = row.name("duties.operator")?;
        let duty = from_stored(&row.text("duties.duty")?)?;
        by_person.entry(name).or_default().insert(duty);
    }
    Ok(by_person)
}

/// Refuses whoever neither administers the organisation nor manages the queue.
pub(crate) fn must_manage(
    database: &impl Database,
    name: &OperatorName,
    queue: &QueueName,
) -> Result<(), DirectoryError> {
    match super::signed_in(database, name)?.role {
        Role::Administrator => Ok(()),
        Role::Operator if has(database, name, queue, Duty::Manager)? => Ok(()),
        Role::Operator => Err(Refused::NotManager.into()),
    }
}

pub(crate) const fn as_stored(duty: Duty) -> &'static str {
    match duty {
        Duty::Operator => "operator",
        Duty::HistoryReader => "history_reader",
        Duty::Manager => "manager",
    }
}

fn from_stored(text: &str) -> Result<Duty, DatabaseError> {
    match text {
        "operator" => Ok(Duty::Operator),
        "history_reader" => Ok(Duty::HistoryReader),
        "manager" => Ok(Duty::Manager),
        _ => Err(DatabaseError::Column("duties.duty")),
    }
}
