//! Asking that something be done with many chats, looking how far it has come, and calling it off.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{BulkId, OperatorName, Timestamp};
use hushdesk_protocol::rest::{BULK_DAYS, BulkAct, BulkKind, HistoryCount, Page};
use serde::{Deserialize, Serialize};

use super::counting::CountHistory;
use super::{COLUMNS, read};
use crate::filter::Filter;
use crate::question::{Asked, Question};
use crate::reader::Reader;
use crate::refused::{ArchiveError, Refused};

const DAY_MILLIS: u64 = 24 * 60 * 60 * 1_000;

/// Asks that something be done with the chats that are asked for and have ended. For administrators.
#[derive(Serialize, Deserialize)]
pub struct AskBulk {
    /// By what it is to be known.
    pub id: BulkId,
    /// What.
    pub act: BulkKind,
    /// With which.
    pub filter: Filter,
    /// By what they are narrowed down: JSON for the audit log, without a word of what was said.
    pub narrowed: String,
    /// With those that had ended by then.
    pub at: Timestamp,
    /// Who asks.
    pub by: OperatorName,
    /// From where.
    pub address: String,
    /// When.
    pub now: Timestamp,
}

impl Question for AskBulk {
    const PATH: &'static str = "/ask-bulk";
    type Answer = BulkAct;

    fn answer<D: Database>(mut self, asked: Asked<'_, D>) -> Result<BulkAct, ArchiveError> {
        let Asked { by, database } = asked;
        must_administer(by)?;
        forget_old(database, self.now)?;
        let at = self.at.min(self.now);
        self.filter = self.filter.hashed(database)?;
        if self.act == BulkKind::DeleteTranscripts {
            self.filter.kept = Some(true);
        }
        let filter = self.filter.clone();
        let counted = CountHistory { filter, at }.answer(Asked { by, database })?;
        if self.filter.chats.is_some() && counted.running > 0 {
            return Err(Refused::ChatRuns.into());
        }
        self.write_down(database, at, counted)?;
        find(database, &self.id)
    }
}

impl AskBulk {
    /// One at a time: none goes on.
    fn write_down(
        &self,
        database: &impl Database,
        at: Timestamp,
        counted: HistoryCount,
    ) -> Result<(), ArchiveError> {
        let filter = serde_json::to_string(&self.filter)
            .map_err(|_| DatabaseError::Column("bulk.filter"))?;
        let written = database.query(
            "INSERT INTO bulk (id, act, by, address, asked, at, filter, narrowed, chats, transcripts, state, due)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'works', ?5
             WHERE NOT EXISTS (SELECT 1 FROM bulk WHERE due IS NOT NULL AND state = 'works') RETURNING id",
            vec![
                self.id.as_str().into(),
                self.act.as_str().into(),
                self.by.as_str().into(),
                self.address.as_str().into(),
                self.now.into(),
                at.into(),
                filter.as_str().into(),
                self.narrowed.as_str().into(),
                counted.chats.into(),
                counted.transcripts.into(),
            ],
        )?;
        if written.is_empty() {
            return Err(Refused::BulkWorks.into());
        }
        Ok(())
    }
}

/// What was done with many chats within the last days, and is being done, the newest first. For administrators.
#[derive(Serialize, Deserialize)]
pub struct ListBulk;

impl Question for ListBulk {
    const PATH: &'static str = "/list-bulk";
    type Answer = Page<BulkAct>;

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<Page<BulkAct>, ArchiveError> {
        must_administer(asked.by)?;
        let newest = format!("SELECT {COLUMNS} FROM bulk ORDER BY asked DESC, id LIMIT 100");
        let rows = asked.database.query(&newest, vec![])?;
        let items: Result<Vec<_>, DatabaseError> = rows.into_iter().map(read).collect();
        Ok(Page {
            items: items?,
            next: None,
        })
    }
}

/// How far one of them has come. For administrators.
#[derive(Serialize, Deserialize)]
pub struct FindBulk {
    /// Which.
    pub bulk: BulkId,
}

impl Question for FindBulk {
    const PATH: &'static str = "/find-bulk";
    type Answer = BulkAct;

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<BulkAct, ArchiveError> {
        must_administer(asked.by)?;
        find(asked.database, &self.bulk)
    }
}

/// Calls one off, if it goes on. For administrators.
#[derive(Serialize, Deserialize)]
pub struct CallOffBulk {
    /// Which.
    pub bulk: BulkId,
    /// When.
    pub now: Timestamp,
}

impl Question for CallOffBulk {
    const PATH: &'static str = "/call-off-bulk";
    type Answer = ();

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<(), ArchiveError> {
        must_administer(asked.by)?;
        find(asked.database, &self.bulk)?;
        asked.database.query(
            "UPDATE bulk SET state = 'called_off', due = ? WHERE id = ? AND state = 'works'",
            vec![self.now.into(), self.bulk.as_str().into()],
        )?;
        Ok(())
    }
}

fn must_administer(by: &Reader) -> Result<(), Refused> {
    match by {
        Reader::Administrator => Ok(()),
        Reader::Operator { .. } => Err(Refused::NoBulk),
    }
}

fn find(database: &impl Database, bulk: &BulkId) -> Result<BulkAct, ArchiveError> {
    let rows = database.query(
        &format!("SELECT {COLUMNS} FROM bulk WHERE id = ?"),
        vec![bulk.as_str().into()],
    )?;
    Ok(read(rows.into_iter().next().ok_or(Refused::NoBulk)?)?)
}

fn forget_old(database: &impl Database, now: Timestamp) -> Result<(), DatabaseError> {
    let before = now.0.saturating_sub(BULK_DAYS.saturating_mul(DAY_MILLIS));
    let old = "DELETE FROM bulk WHERE asked <= ? AND due IS NULL";
    database
        .query(old, vec![Timestamp(before).into()])
        .map(drop)
}
