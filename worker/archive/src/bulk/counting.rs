//! How many chats it would be done with.

use hushdesk_edge::{Database, Value};
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::HistoryCount;
use serde::{Deserialize, Serialize};

use crate::chosen::{Way, chosen};
use crate::filter::Filter;
use crate::question::{Asked, Question};
use crate::reader::Reader;
use crate::refused::ArchiveError;
use crate::retention::KEPT;
use crate::statement::Statement;

/// How many the chats are that are asked for, and of how many of them it is kept what was said.
#[derive(Serialize, Deserialize)]
pub struct CountHistory {
    /// Which.
    pub filter: Filter,
    /// Those that had ended by then count as such.
    pub at: Timestamp,
}

impl Question for CountHistory {
    const PATH: &'static str = "/count-history";
    type Answer = HistoryCount;

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<HistoryCount, ArchiveError> {
        let filter = self.filter.hashed(asked.database)?;
        let count = Self { filter, ..self };
        let rows = count.statement(asked.by)?.query(asked.database)?;
        let Some(mut row) = rows.into_iter().next() else {
            return Ok(HistoryCount {
                at: self.at,
                chats: 0,
                transcripts: 0,
                running: 0,
            });
        };
        let all: u32 = row.number("chats")?;
        let chats: u32 = row.number("chats.ended")?;
        Ok(HistoryCount {
            at: self.at,
            chats,
            transcripts: row.number("chats.text_until")?,
            running: all.saturating_sub(chats),
        })
    }
}

impl CountHistory {
    fn statement(&self, reader: &Reader) -> Result<Statement, ArchiveError> {
        let way = Way::of(&self.filter, reader);
        let counted = format!(
            "SELECT count(*), count(*) FILTER (WHERE chats.ended <= ?),
                    count(*) FILTER (WHERE chats.ended <= ? AND {KEPT} AND text_until > ?) FROM "
        );
        let at = || Value::from(self.at);
        Ok(Statement::of(&counted)
            .with("", [at(), at(), at()])
            .and(chosen(&self.filter, reader, &way)?))
    }
}
