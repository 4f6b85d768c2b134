//! For tests: a database in memory, and the directory of a made-up library.

use std::cell::Cell;
use std::collections::BTreeSet;

use hushdesk_protocol::ids::{Fingerprint, OperatorName, QueueName, Timestamp};
use hushdesk_protocol::rest::{
    NewQueue, NewSkin, NewSnippet, PinnedKey, QueueTitle, Role, Sealing, UnverifiedOperator,
};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};

use super::database::{Database, DatabaseError, Row, Value};
use super::{Directory, FindCredential, Found, FoundingOperator, OpenSession};
use crate::address::Address;
use crate::browser_token::BrowserHash;
use crate::password::PasswordHash;
use crate::session_token::TokenHash;

/// Some moment.
pub(super) const NOW: Timestamp = Timestamp(1_800_000_000_000);

/// A SQLite database in memory, which can be made to fail.
pub(super) struct Memory {
    connection: Connection,
    statements_left: Cell<Option<u32>>,
}

impl Memory {
    pub(super) fn new() -> Self {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .pragma_update(None, "foreign_keys", true)
            .unwrap();
        Self {
            connection,
            statements_left: Cell::new(None),
        }
    }

    /// Every statement after so many more fails.
    pub(super) fn fail_after(&self, statements: u32) {
        self.statements_left.set(Some(statements));
    }

    /// From here on no statement fails.
    pub(super) fn work_again(&self) {
        self.statements_left.set(None);
    }

    /// The names of all tables, and so whether anything is there.
    pub(super) fn tables(&self) -> Vec<String> {
        let rows = self.query(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
             ORDER BY name",
            vec![],
        );
        let rows = rows.unwrap().into_iter();
        rows.map(|mut row| row.text("name").unwrap()).collect()
    }

    /// All that is in the tables, row by row.
    pub(super) fn contents(&self) -> Vec<String> {
        let mut contents = Vec::new();
        for table in self.tables() {
            for row in self
                .query(&format!("SELECT * FROM {table}"), vec![])
                .unwrap()
            {
                contents.push(format!("{table} {row:?}"));
            }
        }
        contents
    }

    fn count(&self) -> Result<(), DatabaseError> {
        match self.statements_left.get() {
            Some(0) => Err(DatabaseError::Statement("the disk is full".to_owned())),
            left => {
                self.statements_left.set(left.map(|left| left - 1));
                Ok(())
            }
        }
    }
}

impl Database for Memory {
    fn query(&self, statement: &str, bindings: Vec<Value>) -> Result<Vec<Row>, DatabaseError> {
        self.count()?;
        let mut statement = self.connection.prepare(statement).map_err(failed)?;
        let columns = statement.column_count();
        let rows = statement
            .query_map(params_from_iter(bindings), |row| {
                let values = (0..columns).map(|column| Ok(value(row.get_ref(column)?)));
                Ok(Row::new(values.collect::<Result<_, rusqlite::Error>>()?))
            })
            .map_err(failed)?;
        rows.collect::<Result<_, _>>().map_err(failed)
    }

    fn run(&self, script: &str) -> Result<(), DatabaseError> {
        self.count()?;
        self.connection.execute_batch(script).map_err(failed)
    }

    fn transaction<T, E: From<DatabaseError>>(
        &self,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let script = |script: &str| self.connection.execute_batch(script).map_err(failed);
        script("SAVEPOINT work")?;
        let done = work();
        if done.is_err() {
            script("ROLLBACK TO work")?;
        }
        script("RELEASE work")?;
        done
    }
}

fn failed(error: rusqlite::Error) -> DatabaseError {
    DatabaseError::Statement(error.to_string())
}

fn value(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => panic!("a broken number: {number}"),
        ValueRef::Text(text) => Value::Text(String::from_utf8(text.to_vec()).unwrap()),
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Null => Ok(rusqlite::types::Null.to_sql()?),
            Self::Integer(number) => number.to_sql(),
            Self::Text(text) => text.to_sql(),
            Self::Blob(bytes) => bytes.to_sql(),
        }
    }
}

/// The library's directory.
pub(super) type Library = Directory<Memory>;

/// A directory that nobody has set up.
pub(super) fn empty() -> Library {
    Directory::new(Memory::new())
}

/// A directory that has been set up.
pub(super) fn library() -> Library {
    let directory = empty();
    directory.ask(library_founding(), NOW).unwrap();
    directory
}

/// An administrator, two operators, two queues, a sealed and an open skin. desk2 has one queue only.
pub(super) fn library_founding() -> Found {
    Found {
        demonstration: true,
        operators: vec![
            operator("admin", "Admin", Role::Administrator),
            operator("desk1", "Ann", Role::Operator),
            operator("desk2", "Desk2", Role::Operator),
        ],
        queues: vec![
            queue("reference", "Ask a librarian", &["desk1", "desk2"]),
            queue("circulation", "Loans", &["desk1"]),
        ],
        skins: vec![
            NewSkin {
                name: "sealed".parse().unwrap(),
                title: "Ask us in private".to_owned(),
                sealing: Sealing::Sealed {
                    pinned: pinned_keys(),
                    unverified: UnverifiedOperator::Refuse,
                },
            },
            NewSkin {
                name: "open".parse().unwrap(),
                title: "Ask us".to_owned(),
                sealing: Sealing::Open,
            },
        ],
        snippets: vec![
            snippet("reference", "sealed"),
            snippet("circulation", "open"),
        ],
    }
}

/// One of Ann, and one of somebody unnamed.
pub(super) fn pinned_keys() -> Vec<PinnedKey> {
    vec![
        PinnedKey {
            fingerprint: Fingerprint::from_bytes([0xab; 20]),
            name: Some("Ann".parse().unwrap()),
        },
        PinnedKey {
            fingerprint: Fingerprint::from_bytes([0xcd; 20]),
            name: None,
        },
    ]
}

fn operator(name: &str, display: &str, role: Role) -> FoundingOperator {
    FoundingOperator {
        name: name.parse().unwrap(),
        display: display.parse().unwrap(),
        role,
        password: hash_of(name),
    }
}

fn queue(name: &str, title: &str, operators: &[&str]) -> NewQueue {
    NewQueue {
        name: name.parse().unwrap(),
        title: title.to_owned(),
        operators: operators.iter().map(|name| name.parse().unwrap()).collect(),
    }
}

fn snippet(queue: &str, skin: &str) -> NewSnippet {
    NewSnippet {
        name: queue.parse().unwrap(),
        queue: queue.parse().unwrap(),
        skin: skin.parse().unwrap(),
        sites: vec![],
    }
}

/// The queues of the library.
pub(super) fn queue_names() -> BTreeSet<QueueName> {
    ["circulation", "reference"]
        .map(|name| name.parse().unwrap())
        .into()
}

pub(super) fn queue_title(name: &str, title: &str) -> QueueTitle {
    QueueTitle {
        name: name.parse().unwrap(),
        title: title.to_owned(),
    }
}

/// What stands for the hash of this operator's password.
pub(super) fn hash_of(name: &str) -> PasswordHash {
    PasswordHash::stored(format!("$argon2id$of-{name}"))
}

pub(super) fn name(name: &str) -> OperatorName {
    name.parse().unwrap()
}

/// Where somebody is at home.
pub(super) const HOME: &str = "198.51.100.7";

pub(super) fn address(text: &str) -> Address {
    Address::of(text.parse().unwrap())
}

pub(super) fn find_credential(name: &str, from: &str) -> FindCredential {
    FindCredential {
        name: name.parse().unwrap(),
        address: address(from),
        browser: None,
    }
}

/// Somebody signs in at home, in a browser that is new.
pub(super) fn open_session(name: &str, token: [u8; 32]) -> OpenSession {
    OpenSession {
        name: name.parse().unwrap(),
        verified: hash_of(name),
        token: TokenHash::of_bytes(token),
        address: address(HOME),
        browser: None,
        new_browser: BrowserHash::of_bytes(token),
    }
}
