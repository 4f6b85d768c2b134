//! How what queues' objects have to hear is told: by the directory's object, which asks here what is due.

use hushdesk_edge::Database;
use hushdesk_edge::outbox::{self, Message};
use hushdesk_protocol::ids::Timestamp;

use crate::directory::Directory;
use crate::refused::DirectoryError;

impl<D: Database> Directory<D> {
    /// What is to be told now. The receivers are names of queues.
    ///
    /// # Errors
    ///
    /// Nobody has set the organisation up, or the database failed.
    pub fn due_tellings(&self, now: Timestamp) -> Result<Vec<Message>, DirectoryError> {
        Ok(outbox::take_due(self.tables()?, now)?)
    }

    /// Takes note of how telling it went.
    ///
    /// # Errors
    ///
    /// Nobody has set the organisation up, or the database failed.
    pub fn telling_went(
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

    /// Since when a queue's object has not heard what it was told.
    ///
    /// # Errors
    ///
    /// Nobody has set the organisation up, or the database failed.
    pub fn unheard_since(&self) -> Result<Option<Timestamp>, DirectoryError> {
        Ok(outbox::waiting_since(self.tables()?)?)
    }

    /// When something is to be told next.
    ///
    /// # Errors
    ///
    /// Nobody has set the organisation up, or the database failed.
    pub fn next_telling(&self) -> Result<Option<Timestamp>, DirectoryError> {
        Ok(outbox::next_due(self.tables()?)?)
    }
}
