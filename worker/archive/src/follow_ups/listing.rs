//! What is to be done: after a chat, and by or for somebody.

use hushdesk_edge::{Database, DatabaseError, Value};
use hushdesk_protocol::ids::{ChatId, FollowUpId, OperatorName};
use hushdesk_protocol::rest::{Cursor, FollowUp, Page};
use serde::{Deserialize, Serialize};

use super::{COLUMNS, ROWS, read};
use crate::history::FindChat;
use crate::question::{Asked, Question};
use crate::ranked;
use crate::refused::ArchiveError;
use crate::statement::Statement;

/// What is to be done after one chat, the last thing first.
#[derive(Serialize, Deserialize)]
pub struct ListChatFollowUps {
    /// Which.
    pub chat: ChatId,
}

impl Question for ListChatFollowUps {
    const PATH: &'static str = "/list-chat-follow-ups";
    type Answer = Page<FollowUp>;

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<Page<FollowUp>, ArchiveError> {
        let Asked { by, database } = asked;
        let chat = self.chat.clone();
        FindChat { chat }.answer(Asked { by, database })?;
        let rows = database.query(
            &format!("SELECT {COLUMNS} FROM {ROWS} WHERE follow_ups.chat = ? ORDER BY follow_ups.asked DESC"),
            vec![self.chat.as_str().into()],
        )?;
        let items = rows.into_iter().map(read).collect::<Result<_, _>>()?;
        Ok(Page { items, next: None })
    }
}

/// What somebody is to do, and has asked others to do: what nobody has done first, and the last thing first of either.
#[derive(Serialize, Deserialize)]
pub struct ListFollowUps {
    /// Who: whoever asks, as the directory knows them.
    pub of: OperatorName,
    /// After which they are listed.
    pub after: Option<Cursor>,
}

impl Question for ListFollowUps {
    const PATH: &'static str = "/list-follow-ups";
    type Answer = Page<FollowUp>;

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<Page<FollowUp>, ArchiveError> {
        let rows = self.statement()?.query(asked.database)?;
        let read: Result<Vec<_>, DatabaseError> = rows.into_iter().map(read).collect();
        Ok(ranked::page(read?, |it| {
            (it.done.is_some(), it.asked, it.id.as_str())
        })?)
    }
}

impl ListFollowUps {
    /// Both lists have an index in this order; what stands in both is listed once.
    fn statement(&self) -> Result<Statement, ArchiveError> {
        let place = self.after.as_ref().map(ranked::place::<FollowUpId>);
        let place = place.transpose()?;
        let part = |condition: &str| {
            let after = place.as_ref().map_or("", |_| ranked::BEHIND);
            let statement = format!(
                "SELECT * FROM (SELECT id, rank, turn FROM follow_ups WHERE {condition}{after} ORDER BY rank, turn, id LIMIT ?)"
            );
            let bindings = [Value::from(self.of.as_str())]
                .into_iter()
                .chain(place.clone().into_iter().flatten())
                .chain([ranked::rows()]);
            Statement::default().with(&statement, bindings.collect::<Vec<_>>())
        };
        Ok(Statement::of(&format!("SELECT {COLUMNS} FROM ("))
            .and(part("receiver = ?"))
            .with(" UNION ", [])
            .and(part("asked_by = ?"))
            .with(
                &format!(
                    ") AS wanted CROSS JOIN {ROWS} WHERE follow_ups.id = wanted.id
                     ORDER BY wanted.rank, wanted.turn, wanted.id LIMIT ?"
                ),
                [ranked::rows()],
            ))
    }
}
