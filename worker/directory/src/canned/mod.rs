//! Canned messages: somebody's own, and the pools of the organisation and of its queues. Who answers at a queue reads its pool,
//! who manages it writes it.

pub(crate) mod writing;

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::{CannedId, OperatorName, QueueName};
use hushdesk_protocol::rest::{CannedChange, CannedMessage, Cursor, Page, Pool, Role};
use serde::{Deserialize, Serialize};

use crate::caller::SignedIn;
use crate::paging;
use crate::people::{self, duties};
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::version::{self, Versioned};

/// The canned messages that whoever asks can use or change, in the order of their ids.
#[derive(Serialize, Deserialize)]
pub struct ListCanned {
    /// After which they are listed.
    pub after: Option<Cursor>,
}

impl Question for ListCanned {
    const PATH: &'static str = "/list-canned";
    type By = SignedIn;
    type Answer = Page<CannedMessage>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<Page<CannedMessage>>, DirectoryError> {
        let (database, name) = (asked.database, asked.by.operator());
        let is_administrator = people::signed_in(database, name)?.role == Role::Administrator;
        let after = self.after.as_ref().map_or("", Cursor::as_str);
        let rows = database.query(
            "SELECT id, operator, queue, title, text FROM canned
             WHERE id > ?1 AND (operator = ?2 OR (operator IS NULL AND (queue IS NULL OR ?3
                   OR queue IN (SELECT queue FROM duties WHERE duties.operator = ?2))))
             ORDER BY id LIMIT ?4",
            vec![
                after.into(),
                name.as_str().into(),
                is_administrator.into(),
                paging::ROWS.into(),
            ],
        )?;
        let messages = rows.into_iter().map(|row| Ok(read(row)?.message));
        let messages: Result<Vec<_>, DatabaseError> = messages.collect();
        let after = |message: &CannedMessage| Cursor::from(&message.id);
        Ok(Answered::with(paging::page(messages?, after)))
    }
}

/// A canned message, for whoever may change it.
#[derive(Serialize, Deserialize)]
pub struct ShowCanned {
    /// Which.
    pub id: CannedId,
}

impl Question for ShowCanned {
    const PATH: &'static str = "/show-canned";
    type By = SignedIn;
    type Answer = Versioned<CannedMessage>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<Versioned<CannedMessage>>, DirectoryError> {
        let state = writable(asked.database, asked.by.operator(), &self.id)?;
        let version = version::of(&changeable(&state))?;
        Ok(Answered::with(Versioned { state, version }))
    }
}

/// A message, and who alone has it.
struct Found {
    message: CannedMessage,
    operator: Option<OperatorName>,
}

/// The message of this id, if somebody may change it. What is somebody else's own is not there for them.
fn writable(
    database: &impl Database,
    name: &OperatorName,
    id: &CannedId,
) -> Result<CannedMessage, DirectoryError> {
    let rows = database.query(
        "SELECT id, operator, queue, title, text FROM canned WHERE id = ?",
        vec![id.as_str().into()],
    )?;
    let found = read(rows.into_iter().next().ok_or(Refused::NoCanned)?)?;
    if found.operator.is_some_and(|owner| owner != *name) {
        return Err(Refused::NoCanned.into());
    }
    must_write(database, name, &found.message.pool)?;
    Ok(found.message)
}

/// Refuses whoever may not write what is in a pool.
fn must_write(
    database: &impl Database,
    name: &OperatorName,
    pool: &Pool,
) -> Result<(), DirectoryError> {
    match pool {
        Pool::Own => Ok(()),
        Pool::Queue(queue) => duties::must_manage(database, name, queue),
        Pool::Organisation => match people::signed_in(database, name)?.role {
            Role::Administrator => Ok(()),
            Role::Operator => Err(Refused::NotAdministrator.into()),
        },
    }
}

fn changeable(message: &CannedMessage) -> CannedChange {
    CannedChange {
        title: message.title.clone(),
        text: message.text.clone(),
    }
}

fn read(mut row: Row) -> Result<Found, DatabaseError> {
    let id = row.name("canned.id")?;
    let operator: Option<OperatorName> = row.optional_name("canned.operator")?;
    let queue: Option<QueueName> = row.optional_name("canned.queue")?;
    let pool = match (&operator, queue) {
        (Some(_), _) => Pool::Own,
        (None, Some(queue)) => Pool::Queue(queue),
        (None, None) => Pool::Organisation,
    };
    Ok(Found {
        operator,
        message: CannedMessage {
            id,
            pool,
            title: row.name("canned.title")?,
            text: row.name("canned.text")?,
        },
    })
}
