//! The queues of an organisation: which there are, and how each treats its chats.

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::{QueueName, Timestamp};
use hushdesk_protocol::rest::{QueueSettings, QueueTitle, Role};
use hushdesk_queue_object::routes::{FromDirectory, QueueConfig};
use serde::{Deserialize, Serialize};

use super::sessions;
use super::told::tell;
use super::{Directory, DirectoryError, Question, Refused};
use crate::session_token::TokenHash;

/// Which queues there are, for somebody who is signed in, in the order they are shown.
#[derive(Serialize, Deserialize)]
pub(crate) struct ListQueues {
    /// The hash of the session's token.
    pub(crate) token: TokenHash,
}

impl Question for ListQueues {
    const PATH: &'static str = "/list-queues";
    type Answer = Vec<QueueTitle>;

    fn answer<D: Database>(
        self,
        directory: &Directory<D>,
        now: Timestamp,
    ) -> Result<Vec<QueueTitle>, DirectoryError> {
        let database = directory.tables()?;
        sessions::signed_in(database, self.token, now)?;
        let rows = database.query("SELECT name, title FROM queues ORDER BY place", vec![])?;
        let queue = |mut row: Row| {
            Ok(QueueTitle {
                name: row.name("queues.name")?,
                title: row.text("queues.title")?,
            })
        };
        rows.into_iter().map(queue).collect()
    }
}

/// How a queue is set, for an administrator.
#[derive(Serialize, Deserialize)]
pub(crate) struct ShowQueueSettings {
    /// The hash of the session's token.
    pub(crate) token: TokenHash,
    /// Which queue.
    pub(crate) queue: QueueName,
}

impl Question for ShowQueueSettings {
    const PATH: &'static str = "/show-queue-settings";
    type Answer = QueueSettings;

    fn answer<D: Database>(
        self,
        directory: &Directory<D>,
        now: Timestamp,
    ) -> Result<QueueSettings, DirectoryError> {
        let database = directory.tables()?;
        must_administer(database, self.token, now)?;
        Ok(config_of(database, &self.queue)?.settings)
    }
}

/// Sets a queue, whose object is told. The settings have been checked.
#[derive(Serialize, Deserialize)]
pub(crate) struct SetQueue {
    /// The hash of the session's token, an administrator's.
    pub(crate) token: TokenHash,
    /// Which queue.
    pub(crate) queue: QueueName,
    /// How.
    pub(crate) settings: QueueSettings,
}

impl Question for SetQueue {
    const PATH: &'static str = "/set-queue";
    type Answer = ();

    fn answer<D: Database>(
        self,
        directory: &Directory<D>,
        now: Timestamp,
    ) -> Result<(), DirectoryError> {
        let database = directory.tables()?;
        must_administer(database, self.token, now)?;
        config_of(database, &self.queue)?;
        let json = serde_json::to_string(&self.settings)
            .map_err(|_| DatabaseError::Column("queues.settings"))?;
        database.query(
            "UPDATE queues SET settings = ? WHERE name = ?",
            vec![json.as_str().into(), self.queue.as_str().into()],
        )?;
        database.query("UPDATE organisation SET version = version + 1", vec![])?;
        let config = config_of(database, &self.queue)?;
        tell(
            database,
            &self.queue,
            &FromDirectory::Configure(config),
            now,
            None,
        )?;
        Ok(())
    }
}

/// What the object of a queue has to know.
pub(super) fn config_of(
    database: &impl Database,
    queue: &QueueName,
) -> Result<QueueConfig, DirectoryError> {
    let rows = database.query(
        "SELECT coalesce(settings, '{}'), (SELECT version FROM organisation) FROM queues WHERE name = ?",
        vec![queue.as_str().into()],
    )?;
    let mut row = rows.into_iter().next().ok_or(Refused::NoQueue)?;
    let json = row.text("queues.settings")?;
    let settings = serde_json::from_str(&json);
    let all = database.query("SELECT name FROM queues", vec![])?;
    let names = all.into_iter().map(|mut row| row.name("queues.name"));
    Ok(QueueConfig {
        settings: settings.map_err(|_| DatabaseError::Column("queues.settings"))?,
        version: row.number("organisation.version")?,
        queues: names.collect::<Result<_, _>>()?,
    })
}

fn must_administer(
    database: &impl Database,
    token: TokenHash,
    now: Timestamp,
) -> Result<(), DirectoryError> {
    match sessions::role_of(database, token, now)? {
        Role::Administrator => Ok(()),
        Role::Operator => Err(Refused::NotAdministrator.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::testing::{NOW, library, open_session, queue_names, queue_title, told};

    fn token(byte: u8) -> TokenHash {
        TokenHash::of_bytes([byte; 32])
    }

    #[test]
    fn whoever_is_signed_in_sees_all_queues_in_order() {
        let directory = library();
        directory.ask(open_session("desk2", [2; 32]), NOW).unwrap();
        let list = |byte| directory.ask(ListQueues { token: token(byte) }, NOW);
        let queues = vec![
            queue_title("reference", "Ask a librarian"),
            queue_title("circulation", "Loans"),
        ];
        assert_eq!(list(2), Ok(queues));
        assert_eq!(list(9), Err(Refused::SignedOut.into()));
    }

    #[test]
    fn an_administrator_sets_a_queue_and_nobody_else_does() {
        let directory = library();
        directory.ask(open_session("admin", [1; 32]), NOW).unwrap();
        directory.ask(open_session("desk2", [2; 32]), NOW).unwrap();
        let settings = QueueSettings {
            busy_at: Some(3),
            ..QueueSettings::default()
        };
        let set = |byte, queue: &str| {
            let set = SetQueue {
                token: token(byte),
                queue: queue.parse().unwrap(),
                settings: settings.clone(),
            };
            directory.ask(set, NOW)
        };
        let show = || {
            let show = ShowQueueSettings {
                token: token(1),
                queue: "reference".parse().unwrap(),
            };
            directory.ask(show, NOW)
        };
        assert_eq!(show(), Ok(QueueSettings::default()));
        assert_eq!(set(2, "reference"), Err(Refused::NotAdministrator.into()));
        assert_eq!(set(1, "nothing"), Err(Refused::NoQueue.into()));
        let configured = |queue: &str, version| {
            let config = QueueConfig {
                settings: settings.clone(),
                version,
                queues: queue_names(),
            };
            (queue.to_owned(), FromDirectory::Configure(config))
        };
        assert_eq!(told(&directory, NOW), []);
        for (queue, version) in [("reference", 1), ("reference", 2), ("circulation", 3)] {
            assert_eq!(set(1, queue), Ok(()));
            assert_eq!(told(&directory, NOW), [configured(queue, version)]);
        }
        assert_eq!(show(), Ok(settings.clone()));
    }
}
