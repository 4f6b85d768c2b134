//! The tables: a row for each chat, entry of a log, operator and chat that another queue offers. Migrated by numbered steps.
//!
//! A text that is passed on writes two rows: its entry, and that entry's end; an acknowledgement, one more for all that
//! it covers.

use std::fmt;

use durable_queue::{Effect, Key, Record};
use hushdesk_protocol::ids::{ChatId, OperatorName, Seq};
use js_sys::JsString;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use worker::{Error, Result, SqlStorageValue, Storage, console_error};

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

    #[wasm_bindgen(method, getter)]
    fn sql(this: &TransactionalStorage) -> Statements;

    /// The tables, to be written by statements that are strings of JavaScript already: the runtime keeps prepared what
    /// it gets a second time.
    type Statements;

    #[wasm_bindgen(method, catch, js_name = exec)]
    fn exec_with_key(
        this: &Statements,
        statement: &JsString,
        key: &str,
    ) -> std::result::Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = exec)]
    fn exec_with_two(
        this: &Statements,
        statement: &JsString,
        key: &str,
        record: &str,
    ) -> std::result::Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = exec)]
    fn exec_with_place(
        this: &Statements,
        statement: &JsString,
        key: &str,
        place: f64,
        record: &str,
    ) -> std::result::Result<JsValue, JsValue>;
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

/// What is written, and how.
pub(crate) struct Writer {
    storage: Storage,
    statements: Statements,
    store_chat: JsString,
    store_entry: JsString,
    store_operator: JsString,
    store_inbound: JsString,
    store_config: JsString,
    forget_chat: JsString,
    forget_entries: JsString,
    forget_operator: JsString,
    forget_inbound: JsString,
}

/// One statement to be carried out.
enum Write<'a> {
    Store(&'a Record),
    Forget(&'a Key),
    /// Entries of one chat, by their places.
    ForgetEntries(&'a ChatId, Vec<Seq>),
}

impl Writer {
    /// One that writes into this storage.
    pub(crate) fn new(storage: Storage) -> Self {
        let raw: &TransactionalStorage = storage.as_raw().unchecked_ref();
        let statements = raw.sql();
        Self {
            storage,
            statements,
            store_chat: "INSERT OR REPLACE INTO chats VALUES (?, ?)".into(),
            store_entry: "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)".into(),
            store_operator: "INSERT OR REPLACE INTO operators VALUES (?, ?)".into(),
            store_inbound: "INSERT OR REPLACE INTO inbound VALUES (?, ?)".into(),
            store_config: "INSERT OR REPLACE INTO config VALUES (1, ?)".into(),
            forget_chat: "DELETE FROM chats WHERE id = ?".into(),
            forget_entries:
                "DELETE FROM entries WHERE chat = ? AND seq IN (SELECT value FROM json_each(?))"
                    .into(),
            forget_operator: "DELETE FROM operators WHERE name = ?".into(),
            forget_inbound: "DELETE FROM inbound WHERE chat = ?".into(),
        }
    }

    /// Writes what a list of effects says has to be stored: all of it, or nothing.
    pub(crate) fn write(&self, effects: &[Effect]) -> Result<()> {
        match writes(effects).as_slice() {
            [] => Ok(()),
            [one] => self.carry_out(one),
            all => in_transaction(&self.storage, || {
                all.iter().try_for_each(|write| self.carry_out(write))
            }),
        }
    }

    fn carry_out(&self, write: &Write<'_>) -> Result<()> {
        match write {
            Write::Store(record) => self.store(record),
            Write::Forget(key) => self.forget(key),
            Write::ForgetEntries(chat, places) => {
                let places = serde_json::to_string(places)?;
                self.with_two(&self.forget_entries, chat.as_str(), &places)
            }
        }
    }

    fn store(&self, record: &Record) -> Result<()> {
        match record {
            Record::Chat(chat, record) => {
                let record = serde_json::to_string(record)?;
                self.with_two(&self.store_chat, chat.as_str(), &record)
            }
            Record::Entry(chat, record) => {
                let place = place(record.entry.seq)?;
                let record = serde_json::to_string(record)?;
                self.statements
                    .exec_with_place(&self.store_entry, chat.as_str(), place, &record)
                    .map(drop)
                    .map_err(Error::from)
            }
            Record::Operator(name, record) => {
                let record = serde_json::to_string(record)?;
                self.with_two(&self.store_operator, name.as_str(), &record)
            }
            Record::Inbound(chat, record) => {
                let record = serde_json::to_string(record)?;
                self.with_two(&self.store_inbound, chat.as_str(), &record)
            }
            Record::Config(record) => {
                self.with_key(&self.store_config, &serde_json::to_string(record)?)
            }
        }
    }

    fn forget(&self, key: &Key) -> Result<()> {
        match key {
            Key::Chat(chat) => self.with_key(&self.forget_chat, chat.as_str()),
            Key::Entry(chat, seq) => {
                let places = serde_json::to_string(&[seq])?;
                self.with_two(&self.forget_entries, chat.as_str(), &places)
            }
            Key::Operator(name) => self.with_key(&self.forget_operator, name.as_str()),
            Key::Inbound(chat) => self.with_key(&self.forget_inbound, chat.as_str()),
            Key::Config => self
                .storage
                .sql()
                .exec("DELETE FROM config", None)
                .map(drop),
        }
    }

    fn with_key(&self, statement: &JsString, key: &str) -> Result<()> {
        let done = self.statements.exec_with_key(statement, key);
        done.map(drop).map_err(Error::from)
    }

    fn with_two(&self, statement: &JsString, key: &str, record: &str) -> Result<()> {
        let done = self.statements.exec_with_two(statement, key, record);
        done.map(drop).map_err(Error::from)
    }
}

/// What is to be written, in order; entries of one chat that go together in one statement.
fn writes(effects: &[Effect]) -> Vec<Write<'_>> {
    let mut writes = Vec::new();
    for effect in effects {
        match effect {
            Effect::Store(record) => writes.push(Write::Store(record)),
            Effect::Forget(Key::Entry(chat, seq)) => match writes.last_mut() {
                Some(Write::ForgetEntries(of, places)) if *of == chat => places.push(*seq),
                Some(_) | None => writes.push(Write::ForgetEntries(chat, vec![*seq])),
            },
            Effect::Forget(key) => writes.push(Write::Forget(key)),
            Effect::Admit { .. }
            | Effect::ToGuest { .. }
            | Effect::ToOperator { .. }
            | Effect::Post { .. }
            | Effect::Close { .. } => {}
        }
    }
    writes
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

fn in_transaction(storage: &Storage, writes: impl Fn() -> Result<()>) -> Result<()> {
    let storage: &TransactionalStorage = storage.as_raw().unchecked_ref();
    storage
        .transaction_sync(&mut || writes().map_err(JsValue::from))
        .map_err(Error::from)
}

/// A place in a log as a number of JavaScript: no log has more than 2^32 entries.
fn place(seq: Seq) -> Result<f64> {
    let place = u32::try_from(seq.0).map_err(|error| Error::RustError(error.to_string()))?;
    Ok(f64::from(place))
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
