//! What queues' objects are told: written down with the change that made it so, posted until it is acknowledged.

use hushdesk_edge::outbox::{self, Message};
use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{QueueName, Timestamp};
use hushdesk_queue_object::routes::FromDirectory;

use super::{Directory, DirectoryError};

/// Writes down that a queue's object is to hear something, not before `due`, and not after `until`.
pub(super) fn tell(
    database: &impl Database,
    queue: &QueueName,
    what: &FromDirectory,
    due: Timestamp,
    until: Option<Timestamp>,
) -> Result<(), DatabaseError> {
    outbox::post(database, queue.as_str(), what, due, until)
}

impl<D: Database> Directory<D> {
    /// What is to be told now. The receivers are names of queues.
    pub(crate) fn due_tellings(&self, now: Timestamp) -> Result<Vec<Message>, DirectoryError> {
        Ok(outbox::take_due(self.tables()?, now)?)
    }

    /// Takes note of how telling it went.
    pub(crate) fn telling_went(
        &self,
        message: &Message,
        was_heard: bool,
        now: Timestamp,
    ) -> Result<(), DirectoryError> {
        let database = self.tables()?;
        if was_heard {
            outbox::acknowledged(database, message)?;
        } else {
            outbox::not_reached(database, message, now)?;
        }
        Ok(())
    }

    /// When something is to be told next.
    pub(crate) fn next_telling(&self) -> Result<Option<Timestamp>, DirectoryError> {
        Ok(outbox::next_due(self.tables()?)?)
    }
}
