//! For tests: a database in memory.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a test fails by panicking"
)]

use std::cell::Cell;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};

use crate::database::{Database, DatabaseError, Row, Value};

/// A SQLite database in memory, which can be made to fail.
pub struct Memory {
    connection: Connection,
    statements_left: Cell<Option<u32>>,
}

impl Default for Memory {
    fn default() -> Self {
        Self::new()
    }
}

impl Memory {
    /// An empty one.
    pub fn new() -> Self {
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
    pub fn fail_after(&self, statements: u32) {
        self.statements_left.set(Some(statements));
    }

    /// From here on no statement fails.
    pub fn work_again(&self) {
        self.statements_left.set(None);
    }

    /// The names of all tables, and so whether anything is there.
    pub fn tables(&self) -> Vec<String> {
        let rows = self.query(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
             ORDER BY name",
            vec![],
        );
        let rows = rows.unwrap().into_iter();
        rows.map(|mut row| row.text("name").unwrap()).collect()
    }

    /// All that is in the tables, row by row.
    pub fn contents(&self) -> Vec<String> {
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
        // The edge takes a comment after the last statement for another, and finds none.
        let last = script.rsplit(';').next().unwrap_or_default().trim();
        assert!(!last.starts_with("--"), "it ends with a comment: {script}");
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
