//! The queues of an organisation: which there are, and who may staff them.

pub(crate) mod admission;
pub(crate) mod colleagues;
pub(crate) mod hashed_address;
pub(crate) mod managing;
pub(crate) mod messages;
pub(crate) mod profile;
pub(crate) mod settings;

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::{OperatorName, QueueName};
use hushdesk_protocol::rest::{Cursor, Duty, NewQueue, OpeningHours, Page, QueueTitle};
use hushdesk_protocol::text::Title;
use serde::{Deserialize, Serialize};

use crate::caller::{Anybody, SignedIn};
use crate::paging;
use crate::people::duties;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};

/// The tables.
pub(crate) const TABLES: &str = include_str!("queues.sql");

/// Which queues there are, in the order they are shown.
#[derive(Serialize, Deserialize)]
pub struct ListQueues {
    /// After which they are listed.
    pub after: Option<Cursor>,
}

impl Question for ListQueues {
    const PATH: &'static str = "/list-queues";
    type By = SignedIn;
    type Answer = Page<QueueTitle>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<Page<QueueTitle>>, DirectoryError> {
        let after = self.after.as_ref().map_or("", Cursor::as_str);
        let rows = asked.database.query(
            "SELECT name, title FROM queues
             WHERE place > coalesce((SELECT place FROM queues WHERE name = ?), 0)
             ORDER BY place LIMIT ?",
            vec![after.into(), paging::ROWS.into()],
        )?;
        let after = |queue: &QueueTitle| Cursor::from(&queue.name);
        Ok(Answered::with(paging::page(titles(rows)?, after)))
    }
}

/// The queues that somebody may staff, in the order they are shown.
pub(crate) fn assigned_to(
    database: &impl Database,
    name: &OperatorName,
) -> Result<Vec<QueueTitle>, DatabaseError> {
    titles(database.query(
        "SELECT queues.name, queues.title FROM duties
         JOIN queues ON queues.name = duties.queue
         WHERE duties.operator = ? AND duties.duty = ? ORDER BY queues.place",
        vec![
            name.as_str().into(),
            duties::as_stored(Duty::Operator).into(),
        ],
    )?)
}

/// Whether there is a queue, and when it is open around now, if the library says so: refused, if there is none.
#[derive(Serialize, Deserialize)]
pub struct FindQueue {
    /// Its name.
    pub queue: QueueName,
}

impl Question for FindQueue {
    const PATH: &'static str = "/find-queue";
    type By = Anybody;
    type Answer = Option<OpeningHours>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<Option<OpeningHours>>, DirectoryError> {
        let hours = settings::find_hours(asked.database, &self.queue, asked.now)?;
        Ok(Answered::with(hours))
    }
}

/// What people call a queue; nothing, if it is not there.
pub(crate) fn title(
    database: &impl Database,
    queue: &QueueName,
) -> Result<Option<Title>, DatabaseError> {
    let rows = database.query(
        "SELECT title FROM queues WHERE name = ?",
        vec![queue.as_str().into()],
    )?;
    let title = rows.into_iter().next();
    title.map(|mut row| row.name("queues.title")).transpose()
}

/// Refuses a queue that is not there.
pub(crate) fn must_be(database: &impl Database, queue: &QueueName) -> Result<(), DirectoryError> {
    let rows = database.query(
        "SELECT 1 FROM queues WHERE name = ?",
        vec![queue.as_str().into()],
    )?;
    if rows.is_empty() {
        return Err(Refused::NoQueue.into());
    }
    Ok(())
}

/// Adds a queue, with those who may staff it.
pub(crate) fn add(
    database: &impl Database,
    new: &NewQueue,
    place: u32,
) -> Result<(), DatabaseError> {
    database.query(
        "INSERT INTO queues (name, title, place) VALUES (?, ?, ?)",
        vec![
            new.name.as_str().into(),
            new.title.as_str().into(),
            place.into(),
        ],
    )?;
    for operator in &new.operators {
        database.query(
            "INSERT INTO duties (operator, queue, duty) VALUES (?, ?, ?)",
            vec![
                operator.as_str().into(),
                new.name.as_str().into(),
                duties::as_stored(Duty::Operator).into(),
            ],
        )?;
    }
    Ok(())
}

fn titles(rows: Vec<Row>) -> Result<Vec<QueueTitle>, DatabaseError> {
    let title = |mut row: Row| {
        Ok(QueueTitle {
            name: row.name("queues.name")?,
            title: row.text("queues.title")?,
        })
    };
    rows.into_iter().map(title).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NOW, library, nobody, queue_title, sign_in, signed_in};

    #[test]
    fn anybody_learns_whether_there_is_a_queue() {
        let find = |queue: &str| {
            let queue = queue.parse().unwrap();
            library().ask(&nobody(), FindQueue { queue }, NOW)
        };
        assert_eq!(find("reference"), Ok(None));
        assert_eq!(find("nowhere"), Err(Refused::NoQueue.into()));
    }

    #[test]
    fn whoever_is_signed_in_sees_all_queues_in_order() {
        let directory = library();
        sign_in(&directory, "desk2", 2);
        let list = |byte, after: Option<&str>| {
            let after = after.map(|name| Cursor::from(&name.parse::<QueueName>().unwrap()));
            let listed = directory.ask(&signed_in(byte), ListQueues { after }, NOW);
            listed.map(|page| page.items)
        };
        let queues = vec![
            queue_title("reference", "Ask a librarian"),
            queue_title("circulation", "Loans"),
        ];
        assert_eq!(list(2, Some("reference")), Ok(queues[1..].to_vec()));
        assert_eq!(list(2, None), Ok(queues));
        assert_eq!(list(9, None), Err(Refused::SignedOut.into()));
    }
}
