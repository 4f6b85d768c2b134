//! A Durable Object's own SQLite. Nothing of it awaits.

use wasm_bindgen::prelude::*;
use worker::{SqlStorage, SqlStorageValue, Storage};

use crate::database::{Database, DatabaseError, Row, Value};

#[wasm_bindgen]
extern "C" {
    /// The part of the runtime's storage that the `worker` crate leaves out.
    type Transactions;

    #[wasm_bindgen(method, catch, js_name = transactionSync)]
    fn transaction_sync(
        this: &Transactions,
        work: &mut dyn FnMut() -> Result<(), JsValue>,
    ) -> Result<(), JsValue>;
}

/// The database of a Durable Object.
pub struct ObjectDatabase {
    sql: SqlStorage,
    transactions: Transactions,
}

impl ObjectDatabase {
    /// That of the object with this storage.
    pub fn of(storage: &Storage) -> Self {
        let raw: &JsValue = storage.as_raw().as_ref();
        Self {
            sql: storage.sql(),
            transactions: raw.clone().unchecked_into(),
        }
    }
}

impl Database for ObjectDatabase {
    fn query(&self, statement: &str, bindings: Vec<Value>) -> Result<Vec<Row>, DatabaseError> {
        let bindings: Vec<_> = bindings.into_iter().map(SqlStorageValue::from).collect();
        let cursor = self.sql.exec(statement, bindings).map_err(failed)?;
        cursor
            .raw()
            .map(|row| row.map_err(failed).and_then(read_row))
            .collect()
    }

    fn run(&self, script: &str) -> Result<(), DatabaseError> {
        self.sql.exec(script, None).map_err(failed).map(drop)
    }

    fn transaction<T, E: From<DatabaseError>>(
        &self,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let mut work = Some(work);
        let mut done = None;
        let committed = self.transactions.transaction_sync(&mut || {
            let result = work.take().map(|work| work());
            // What is thrown here undoes everything; what it was is in `done`.
            let outcome = match &result {
                Some(Ok(_)) => Ok(()),
                Some(Err(_)) | None => Err(JsValue::NULL),
            };
            done = result;
            outcome
        });
        match (done, committed) {
            (Some(Ok(value)), Ok(())) => Ok(value),
            (Some(Err(error)), _) => Err(error),
            (Some(Ok(_)) | None, _) => {
                Err(DatabaseError::Statement("a transaction was not kept".to_owned()).into())
            }
        }
    }
}

fn failed(error: worker::Error) -> DatabaseError {
    DatabaseError::Statement(error.to_string())
}

fn read_row(values: Vec<SqlStorageValue>) -> Result<Row, DatabaseError> {
    let values: Result<Vec<_>, _> = values.into_iter().map(read_value).collect();
    Ok(Row::new(values?))
}

fn read_value(value: SqlStorageValue) -> Result<Value, DatabaseError> {
    match value {
        SqlStorageValue::Null => Ok(Value::Null),
        SqlStorageValue::Integer(number) => Ok(Value::Integer(number)),
        SqlStorageValue::String(text) => Ok(Value::Text(text)),
        SqlStorageValue::Blob(bytes) => Ok(Value::Blob(bytes)),
        SqlStorageValue::Boolean(_) | SqlStorageValue::Float(_) => {
            Err(DatabaseError::Column("of a type that no table has"))
        }
    }
}

impl From<Value> for SqlStorageValue {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Integer(number) => Self::Integer(number),
            Value::Text(text) => Self::String(text),
            Value::Blob(bytes) => Self::Blob(bytes),
        }
    }
}
