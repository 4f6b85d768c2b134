//! What queues' objects are told: written down with the change that made it so, posted until it is acknowledged.

use durable_queue::from_directory::FromDirectory;
use hushdesk_edge::outbox;
use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{QueueName, Timestamp};

/// Writes down that a queue's object is to hear something, not before `due`, and not after `until`.
pub(crate) fn tell(
    database: &impl Database,
    queue: &QueueName,
    what: &FromDirectory,
    due: Timestamp,
    until: Option<Timestamp>,
) -> Result<(), DatabaseError> {
    outbox::post(database, queue.as_str(), what, due, until)
}
