//! Doing it: so many chats at a time, each time in one transaction with how far it has come; and telling the audit log when it is
//! over.

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::{BulkId, MailId, Timestamp};
use hushdesk_protocol::rest::{BulkAct, Cursor};

use super::{COLUMNS, read_from};
use crate::archive::Archive;
use crate::chosen::{Way, chosen};
use crate::filter::Filter;
use crate::forgetting::{Those, forget};
use crate::history::Place;
use crate::reader::Reader;
use crate::refused::ArchiveError;
use crate::statement::Statement;

/// Chats it is done with at a time.
const AT_ONCE: usize = 100;

/// Milliseconds after which the audit log is told again that did not hear.
const RETRY_MILLIS: u64 = 60 * 1_000;

/// What the audit log is to hear of one that is over.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BulkOver {
    /// What has become of it.
    pub act: BulkAct,
    /// From where it was asked for.
    pub address: String,
    /// By what the chats were narrowed down, as JSON.
    pub narrowed: String,
}

/// One that goes on.
struct Works {
    act: BulkAct,
    filter: Filter,
    at: Timestamp,
    after: Option<Cursor>,
}

impl<D: Database> Archive<D> {
    /// Does the next step of what is being done with many chats, if anything is. What the mails say that the answer names is to be
    /// deleted where it is kept.
    ///
    /// # Errors
    ///
    /// The database failed: nothing of the step was done.
    pub fn work_bulk(&self, now: Timestamp) -> Result<Vec<MailId>, DatabaseError> {
        self.open()?;
        let stepped = self.database.transaction(|| {
            let works = works(&self.database)?;
            works.map_or(Ok(vec![]), |works| works.step(&self.database, now))
        });
        stepped.map_err(|error| match error {
            ArchiveError::Database(error) => error,
            // What it has stored itself it can read.
            ArchiveError::Refused(_) => DatabaseError::Column("bulk.after"),
        })
    }

    /// Those that are over and of which the audit log is to hear now. Each is told again in a minute, unless it
    /// [has heard](Self::bulk_is_noted).
    ///
    /// # Errors
    ///
    /// The database failed.
    pub fn bulk_to_note(&self, now: Timestamp) -> Result<Vec<BulkOver>, DatabaseError> {
        self.open()?;
        self.database.transaction(|| {
            let over = self.database.query(
                &format!(
                    "SELECT {COLUMNS}, address, narrowed FROM bulk WHERE due <= ? AND state <> 'works' LIMIT 10"
                ),
                vec![now.into()],
            )?;
            let over: Vec<BulkOver> = over.into_iter().map(over_of).collect::<Result<_, _>>()?;
            for it in &over {
                self.database.query(
                    "UPDATE bulk SET due = ? WHERE id = ?",
                    vec![now.plus(RETRY_MILLIS).into(), it.act.id.as_str().into()],
                )?;
            }
            Ok(over)
        })
    }

    /// The audit log has heard of one.
    ///
    /// # Errors
    ///
    /// The database failed: it is told again.
    pub fn bulk_is_noted(&self, bulk: &BulkId) -> Result<(), DatabaseError> {
        let noted = "UPDATE bulk SET due = NULL WHERE id = ? AND state <> 'works'";
        let noted = self.database.query(noted, vec![bulk.as_str().into()]);
        noted.map(drop)
    }

    /// When something is to be done next with many chats.
    ///
    /// # Errors
    ///
    /// The database failed.
    pub fn next_bulk(&self) -> Result<Option<Timestamp>, DatabaseError> {
        self.open()?;
        let next = "SELECT min(due) FROM bulk WHERE due IS NOT NULL";
        let next = self.database.query(next, vec![])?.into_iter().next();
        let next = next.map(|mut row| row.optional_moment("bulk.due"));
        Ok(next.transpose()?.flatten())
    }
}

fn over_of(mut row: Row) -> Result<BulkOver, DatabaseError> {
    let act = read_from(&mut row)?;
    Ok(BulkOver {
        act,
        address: row.text("bulk.address")?,
        narrowed: row.text("bulk.narrowed")?,
    })
}

fn works(database: &impl Database) -> Result<Option<Works>, DatabaseError> {
    let rows = database.query(
        &format!(
            "SELECT {COLUMNS}, filter, at, after FROM bulk WHERE due IS NOT NULL AND state = 'works' LIMIT 1"
        ),
        vec![],
    )?;
    let Some(mut row) = rows.into_iter().next() else {
        return Ok(None);
    };
    let act = read_from(&mut row)?;
    let filter = serde_json::from_str(&row.text("bulk.filter")?);
    Ok(Some(Works {
        act,
        filter: filter.map_err(|_| DatabaseError::Column("bulk.filter"))?,
        at: row.moment("bulk.at")?,
        after: row.optional_name("bulk.after")?,
    }))
}

impl Works {
    fn step(self, database: &impl Database, now: Timestamp) -> Result<Vec<MailId>, ArchiveError> {
        let mut those = Those::default();
        let mut last = None;
        for mut row in self.statement()?.query(database)? {
            let (number, started) = (row.number("chats.number")?, row.moment("chats.started")?);
            those.push(number, row.text("chats.chat")?);
            last = Some(Place { started, number });
        }
        let mails = forget(database, self.act.act, &those, now)?;
        let is_over = those.count() < AT_ONCE;
        let after = last.map(|place| place.cursor()).transpose()?.or(self.after);
        let state = if is_over { "done" } else { "works" };
        database.query(
            "UPDATE bulk SET done = done + ?, after = ?, state = ?, due = ? WHERE id = ?",
            vec![
                u32::try_from(those.count()).unwrap_or(u32::MAX).into(),
                after.as_ref().map(Cursor::as_str).into(),
                state.into(),
                now.into(),
                self.act.id.as_str().into(),
            ],
        )?;
        Ok(mails)
    }

    /// The next chats, in the order of all lists.
    fn statement(&self) -> Result<Statement, ArchiveError> {
        let reader = Reader::Administrator;
        let way = Way::of(&self.filter, &reader);
        let table = way.table();
        let after = match &self.after {
            Some(cursor) => Place::read(cursor)?.before(table),
            None => Statement::default(),
        };
        Ok(
            Statement::of("SELECT chats.number, chats.started, chats.chat FROM ")
                .and(chosen(&self.filter, &reader, &way)?)
                .with(" AND chats.ended <= ?", [self.at.into()])
                .and(after)
                .with(
                    &format!(" ORDER BY {table}.started DESC, {table}.number DESC LIMIT {AT_ONCE}"),
                    [],
                ),
        )
    }
}
