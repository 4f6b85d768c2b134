//! The tables: a row for each chat, entry of a log, operator and chat that another queue offers. Migrated by numbered steps.

use std::fmt;

use durable_queue::{Effect, Key, Record};
use hushdesk_protocol::ids::{ChatId, OperatorName, Seq};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use worker::{Error, Result, SqlStorage, SqlStorageValue, Storage, console_error};

/// The steps that lead from nothing to the tables of today. A step that was once deployed is never changed.
/// The tables have no hidden row numbers, so that each row written is billed once.
const MIGRATIONS: [&str; 2] = [
    "
    CREATE TABLE chats (
        id     TEXT NOT NULL PRIMARY KEY,
        record TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE entries (
        chat   TEXT NOT NULL,
        seq    INTEGER NOT NULL,
        record TEXT NOT NULL,
        PRIMARY KEY (chat, seq)
    ) WITHOUT ROWID;
",
    "
    CREATE TABLE operators (
        name   TEXT NOT NULL PRIMARY KEY,
        record TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE inbound (
        chat   TEXT NOT NULL PRIMARY KEY,
        record TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE config (
        number INTEGER NOT NULL PRIMARY KEY CHECK (number = 1),
        record TEXT NOT NULL
    );
",
];

#[wasm_bindgen]
extern "C" {
    /// The part of the runtime's storage that the `worker` crate leaves out.
    type TransactionalStorage;

    #[wasm_bindgen(method, catch, js_name = transactionSync)]
    fn transaction_sync(
        this: &TransactionalStorage,
        writes: &mut dyn FnMut() -> std::result::Result<(), JsValue>,
    ) -> std::result::Result<(), JsValue>;
}

#[derive(Deserialize)]
struct ChatRow {
    id: String,
    record: String,
}

#[derive(Deserialize)]
struct EntryRow {
    chat: String,
    record: String,
}

#[derive(Deserialize)]
struct NamedRow {
    name: String,
    record: String,
}

#[derive(Deserialize)]
struct ConfigRow {
    record: String,
}

#[derive(Deserialize)]
struct MigrationRow {
    last: Option<u32>,
}

/// Brings the tables up to date and reads all that is in them. A row that cannot be read is told to the log and left
/// as it is, so that the others go on and a later version may still read it.
pub(crate) fn load(storage: &Storage) -> Result<Vec<Record>> {
    migrate(storage)?;
    let sql = storage.sql();
    let chats: Vec<ChatRow> = sql.exec("SELECT id, record FROM chats", None)?.to_array()?;
    let entries: Vec<EntryRow> = sql
        .exec("SELECT chat, record FROM entries", None)?
        .to_array()?;
    let operators: Vec<NamedRow> = sql
        .exec("SELECT name, record FROM operators", None)?
        .to_array()?;
    let inbound: Vec<ChatRow> = sql
        .exec("SELECT chat AS id, record FROM inbound", None)?
        .to_array()?;
    let config: Vec<ConfigRow> = sql.exec("SELECT record FROM config", None)?.to_array()?;
    let mut records = readable("chats", chats, ChatRow::chat);
    records.extend(readable("entries", entries, EntryRow::entry));
    records.extend(readable("operators", operators, NamedRow::operator));
    records.extend(readable("inbound", inbound, ChatRow::inbound));
    records.extend(readable("config", config, ConfigRow::config));
    Ok(records)
}

/// Why a row cannot be read. Without what stands in it.
#[derive(Debug, Eq, PartialEq)]
enum Unreadable {
    Key,
    Record { column: usize },
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key => f.write_str("it has no such key"),
            Self::Record { column } => write!(f, "its record makes no sense at character {column}"),
        }
    }
}

impl ChatRow {
    fn chat(self) -> std::result::Result<Record, Unreadable> {
        let record = Box::new(parse(&self.record)?);
        Ok(Record::Chat(chat_id(self.id)?, record))
    }

    fn inbound(self) -> std::result::Result<Record, Unreadable> {
        let record = Box::new(parse(&self.record)?);
        Ok(Record::Inbound(chat_id(self.id)?, record))
    }
}

impl EntryRow {
    fn entry(self) -> std::result::Result<Record, Unreadable> {
        Ok(Record::Entry(chat_id(self.chat)?, parse(&self.record)?))
    }
}

impl NamedRow {
    fn operator(self) -> std::result::Result<Record, Unreadable> {
        let name = OperatorName::try_from(self.name).map_err(|_| Unreadable::Key)?;
        Ok(Record::Operator(name, parse(&self.record)?))
    }
}

impl ConfigRow {
    fn config(self) -> std::result::Result<Record, Unreadable> {
        Ok(Record::Config(Box::new(parse(&self.record)?)))
    }
}

fn readable<Row>(
    table: &str,
    rows: Vec<Row>,
    read: impl Fn(Row) -> std::result::Result<Record, Unreadable>,
) -> Vec<Record> {
    let read = rows.into_iter().map(read);
    let records = read.filter_map(|record| match record {
        Ok(record) => Some(record),
        Err(why) => {
            console_error!("a row of {table} cannot be read: {why}");
            None
        }
    });
    records.collect()
}

/// Writes what a list of effects says has to be stored: all of it, or nothing.
pub(crate) fn write(storage: &Storage, effects: &[Effect]) -> Result<()> {
    let sql = storage.sql();
    in_transaction(storage, || {
        effects.iter().try_for_each(|effect| match effect {
            Effect::Store(record) => store(&sql, record),
            Effect::Forget(key) => forget(&sql, key),
            Effect::Admit { .. }
            | Effect::ToGuest { .. }
            | Effect::ToOperator { .. }
            | Effect::Post { .. }
            | Effect::Close { .. } => Ok(()),
        })
    })
}

fn migrate(storage: &Storage) -> Result<()> {
    let sql = storage.sql();
    sql.exec(
        "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY)",
        None,
    )?;
    let row: MigrationRow = sql
        .exec("SELECT max(number) AS last FROM migrations", None)?
        .one()?;
    let done = row.last.unwrap_or(0);
    for (number, step) in (1..).zip(MIGRATIONS) {
        if number > done {
            in_transaction(storage, || {
                sql.exec(step, None)?;
                let number = SqlStorageValue::Integer(number.into());
                sql.exec("INSERT INTO migrations VALUES (?)", vec![number])?;
                Ok(())
            })?;
        }
    }
    Ok(())
}

fn store(sql: &SqlStorage, record: &Record) -> Result<()> {
    match record {
        Record::Chat(chat, record) => {
            let row = vec![chat.as_str().into(), serde_json::to_string(record)?.into()];
            sql.exec("INSERT OR REPLACE INTO chats VALUES (?, ?)", row)?;
        }
        Record::Entry(chat, record) => {
            let json = serde_json::to_string(record)?;
            let row = vec![
                chat.as_str().into(),
                integer(record.entry.seq)?,
                json.into(),
            ];
            sql.exec("INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", row)?;
        }
        Record::Operator(name, record) => {
            let row = vec![name.as_str().into(), serde_json::to_string(record)?.into()];
            sql.exec("INSERT OR REPLACE INTO operators VALUES (?, ?)", row)?;
        }
        Record::Inbound(chat, record) => {
            let row = vec![chat.as_str().into(), serde_json::to_string(record)?.into()];
            sql.exec("INSERT OR REPLACE INTO inbound VALUES (?, ?)", row)?;
        }
        Record::Config(record) => {
            let row = vec![serde_json::to_string(record)?.into()];
            sql.exec("INSERT OR REPLACE INTO config VALUES (1, ?)", row)?;
        }
    }
    Ok(())
}

fn forget(sql: &SqlStorage, key: &Key) -> Result<()> {
    match key {
        Key::Chat(chat) => {
            sql.exec("DELETE FROM chats WHERE id = ?", vec![chat.as_str().into()])?;
        }
        Key::Entry(chat, seq) => {
            let key = vec![chat.as_str().into(), integer(*seq)?];
            sql.exec("DELETE FROM entries WHERE chat = ? AND seq = ?", key)?;
        }
        Key::Operator(name) => {
            sql.exec(
                "DELETE FROM operators WHERE name = ?",
                vec![name.as_str().into()],
            )?;
        }
        Key::Inbound(chat) => {
            sql.exec(
                "DELETE FROM inbound WHERE chat = ?",
                vec![chat.as_str().into()],
            )?;
        }
        Key::Config => {
            sql.exec("DELETE FROM config", None)?;
        }
    }
    Ok(())
}

fn in_transaction(storage: &Storage, writes: impl Fn() -> Result<()>) -> Result<()> {
    let storage: &TransactionalStorage = storage.as_raw().unchecked_ref();
    storage
        .transaction_sync(&mut || writes().map_err(JsValue::from))
        .map_err(Error::from)
}

fn integer(seq: Seq) -> Result<SqlStorageValue> {
    let number = i64::try_from(seq.0).map_err(|error| Error::RustError(error.to_string()))?;
    SqlStorageValue::try_from_i64(number)
}

fn chat_id(id: String) -> std::result::Result<ChatId, Unreadable> {
    ChatId::try_from(id).map_err(|_| Unreadable::Key)
}

fn parse<T: DeserializeOwned>(json: &str) -> std::result::Result<T, Unreadable> {
    serde_json::from_str(json).map_err(|error| Unreadable::Record {
        column: error.column(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_cannot_be_read_says_where_and_nothing_of_what_stands_there() {
        let row = |id: &str, record: &str| ChatRow {
            id: id.to_owned(),
            record: record.to_owned(),
        };
        let key = row("somebody", "{}").chat();
        let record = row(&"ab".repeat(16), r#"{"token":"secret words","kind":7}"#).chat();
        for (unreadable, words) in [
            (record, "its record makes no sense at character 32"),
            (key, "its record makes no sense at character 2"),
        ] {
            assert_eq!(unreadable.unwrap_err().to_string(), words);
        }
    }
}
