//! The two ways in: queues tell, readers ask.

use std::cell::Cell;

use durable_queue::to_archive::FromQueue;
use hushdesk_edge::outbox::{self, Delivery};
use hushdesk_edge::{Database, DatabaseError};

use crate::question::{Asked, Question};
use crate::reader::Reader;
use crate::refused::ArchiveError;
use crate::{tables, taking};

/// The archive of one organisation.
pub struct Archive<D> {
    pub(crate) database: D,
    is_open: Cell<bool>,
}

impl<D: Database> Archive<D> {
    /// The archive whose tables are, or will be, in this database.
    pub const fn new(database: D) -> Self {
        Self {
            database,
            is_open: Cell::new(false),
        }
    }

    /// Takes what a queue tells, once, in whatever order it comes.
    ///
    /// # Errors
    ///
    /// The database failed: it has not come.
    pub fn take(&self, delivery: Delivery<FromQueue>) -> Result<(), DatabaseError> {
        self.open()?;
        outbox::once(&self.database, delivery, |told| {
            taking::take(&self.database, &told)
        })
    }

    /// Answers a question of a reader, in one transaction.
    ///
    /// # Errors
    ///
    /// [`ArchiveError::Refused`] if there is no answer to it; [`ArchiveError::Database`] if the database failed.
    pub fn ask<Q: Question>(&self, by: &Reader, question: Q) -> Result<Q::Answer, ArchiveError> {
        self.open()?;
        let database = &self.database;
        database.transaction(|| question.answer(Asked { by, database }))
    }

    /// Brings the tables up to date.
    pub(crate) fn open(&self) -> Result<(), DatabaseError> {
        if !self.is_open.get() {
            tables::migrate(&self.database)?;
            self.is_open.set(true);
        }
        Ok(())
    }
}
