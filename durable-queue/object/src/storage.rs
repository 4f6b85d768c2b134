//! The tables: a row for each chat, entry of a log, operator, chat that another queue offers and blocked address. Migrated
//! by numbered steps.
//!
//! A text that is passed on writes two rows: its entry, and that entry's end; an acknowledgement, one more for all that
//! it covers.

use std::fmt;
use std::rc::Rc;

use durable_queue::to_archive::{OfQueue, ToArchive};
use durable_queue::{Effect, Key, Retained, Stored};
use hushdesk_edge::outbox::{INBOX_TABLES, OUTBOX_TABLES};
use hushdesk_edge::{Database, DatabaseError, ObjectDatabase, Row, migrate, now};
use hushdesk_protocol::ids::{ChatId, Seq};
use js_sys::JsString;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use worker::{Error, Result, Storage, console_error};

use crate::tellings::Tellings;
use crate::transcripts::TRANSCRIPT_TABLES;

/// The steps that lead from nothing to the tables of today. A step that was once deployed is never changed.
/// The tables have no hidden row numbers, so that each row written is billed once.
const MIGRATIONS: [&str; 6] = [
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
    INBOX_TABLES,
    OUTBOX_TABLES,
    "
    CREATE TABLE blocks (
        address TEXT NOT NULL PRIMARY KEY,
        record  TEXT NOT NULL
    ) WITHOUT ROWID;
",
    TRANSCRIPT_TABLES,
];

#[wasm_bindgen]
extern "C" {
    /// The part of the runtime's storage that has statements kept prepared.
    type PreparingStorage;

    #[wasm_bindgen(method, getter)]
    fn sql(this: &PreparingStorage) -> Statements;

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

/// Brings the tables up to date and reads all that is in them. A row that cannot be read is told to the log and left
/// as it is, so that the others go on and a later version may still read it.
pub(crate) fn load(database: &impl Database) -> Result<Vec<Stored>, DatabaseError> {
    migrate(database, &MIGRATIONS)?;
    let all = |statement| database.query(statement, vec![]);
    let mut records = readable("chats", all("SELECT id, record FROM chats")?, chat);
    let entries = all("SELECT chat, record FROM entries")?;
    records.extend(readable("entries", entries, entry));
    let operators = all("SELECT name, record FROM operators")?;
    records.extend(readable("operators", operators, operator));
    let inbound = all("SELECT chat, record FROM inbound")?;
    records.extend(readable("inbound", inbound, inbound_chat));
    let blocks = all("SELECT address, record FROM blocks")?;
    records.extend(readable("blocks", blocks, block));
    records.extend(readable(
        "config",
        all("SELECT record FROM config")?,
        config,
    ));
    Ok(records)
}

/// Why a row cannot be read. Without what stands in it.
#[derive(Debug, Eq, PartialEq)]
enum Unreadable {
    Key,
    Stored { column: usize },
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key => f.write_str("it has no such key"),
            Self::Stored { column } => write!(f, "its record makes no sense at character {column}"),
        }
    }
}

fn chat(row: &mut Row) -> std::result::Result<Stored, Unreadable> {
    let id = key(row)?;
    Ok(Stored::Chat(id, Box::new(record(row)?)))
}

fn entry(row: &mut Row) -> std::result::Result<Stored, Unreadable> {
    Ok(Stored::Entry(key(row)?, record(row)?))
}

fn operator(row: &mut Row) -> std::result::Result<Stored, Unreadable> {
    Ok(Stored::Operator(key(row)?, record(row)?))
}

fn inbound_chat(row: &mut Row) -> std::result::Result<Stored, Unreadable> {
    let id = key(row)?;
    Ok(Stored::Inbound(id, Box::new(record(row)?)))
}

fn block(row: &mut Row) -> std::result::Result<Stored, Unreadable> {
    Ok(Stored::Block(key(row)?, record(row)?))
}

fn config(row: &mut Row) -> std::result::Result<Stored, Unreadable> {
    Ok(Stored::Config(Box::new(record(row)?)))
}

fn key<T: TryFrom<String>>(row: &mut Row) -> std::result::Result<T, Unreadable> {
    row.name("the key").map_err(|_| Unreadable::Key)
}

fn record<T: DeserializeOwned>(row: &mut Row) -> std::result::Result<T, Unreadable> {
    let json = row
        .text("record")
        .map_err(|_| Unreadable::Stored { column: 0 })?;
    serde_json::from_str(&json).map_err(|error| Unreadable::Stored {
        column: error.column(),
    })
}

fn readable(
    table: &str,
    rows: Vec<Row>,
    read: impl Fn(&mut Row) -> std::result::Result<Stored, Unreadable>,
) -> Vec<Stored> {
    let read = rows.into_iter().map(|mut row| read(&mut row));
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
    database: ObjectDatabase,
    tellings: Rc<Tellings<ObjectDatabase>>,
    statements: Statements,
    store_chat: JsString,
    store_entry: JsString,
    store_operator: JsString,
    store_inbound: JsString,
    store_block: JsString,
    store_config: JsString,
    forget_chat: JsString,
    overwrite_entries: JsString,
    forget_entries: JsString,
    forget_operator: JsString,
    overwrite_inbound: JsString,
    forget_inbound: JsString,
    forget_block: JsString,
}

/// One statement to be carried out.
enum Write<'a> {
    Store(&'a Stored),
    Forget(&'a Key),
    Tell(&'a ToArchive),
    TellOfQueue(&'a OfQueue),
    Retain(&'a Retained),
    /// Entries of one chat, by their places.
    ForgetEntries(&'a ChatId, Vec<Seq>),
}

impl Writer {
    /// One that writes into this storage, and what the archive is to hear into its outbox.
    pub(crate) fn new(storage: &Storage, tellings: Rc<Tellings<ObjectDatabase>>) -> Self {
        let raw: &PreparingStorage = storage.as_raw().unchecked_ref();
        Self {
            database: ObjectDatabase::of(storage),
            tellings,
            statements: raw.sql(),
            store_chat: "INSERT OR REPLACE INTO chats VALUES (?, ?)".into(),
            store_entry: "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)".into(),
            store_operator: "INSERT OR REPLACE INTO operators VALUES (?, ?)".into(),
            store_inbound: "INSERT OR REPLACE INTO inbound VALUES (?, ?)".into(),
            store_block: "INSERT OR REPLACE INTO blocks VALUES (?, ?)".into(),
            store_config: "INSERT OR REPLACE INTO config VALUES (1, ?)".into(),
            forget_chat: "DELETE FROM chats WHERE id = ?".into(),
            // What stood in a deleted row stays in the file.
            overwrite_entries: "
                UPDATE entries SET record = substr(hex(zeroblob(length(CAST(record AS BLOB)))), 1,
                                                   length(CAST(record AS BLOB)))
                WHERE chat = ? AND seq IN (SELECT value FROM json_each(?))
                      AND instr(record, '\"body\":{\"open\"') > 0"
                .into(),
            forget_entries:
                "DELETE FROM entries WHERE chat = ? AND seq IN (SELECT value FROM json_each(?))"
                    .into(),
            forget_operator: "DELETE FROM operators WHERE name = ?".into(),
            // A chat that was offered here brought the last of what was said in it.
            overwrite_inbound: "
                UPDATE inbound SET record = substr(hex(zeroblob(length(CAST(record AS BLOB)))), 1,
                                                   length(CAST(record AS BLOB)))
                WHERE chat = ?"
                .into(),
            forget_inbound: "DELETE FROM inbound WHERE chat = ?".into(),
            forget_block: "DELETE FROM blocks WHERE address = ?".into(),
        }
    }

    /// Writes what a list of effects says has to be stored: all of it, or nothing.
    pub(crate) fn write(&self, effects: &[Effect]) -> Result<()> {
        match writes(effects).as_slice() {
            [] => Ok(()),
            [one] => self.carry_out(one),
            all => self
                .database
                .transaction(|| all.iter().try_for_each(|write| self.carry_out(write))),
        }
    }

    fn carry_out(&self, write: &Write<'_>) -> Result<()> {
        match write {
            Write::Store(record) => self.store(record),
            Write::Forget(key) => self.forget(key),
            Write::Tell(what) => Ok(self.tellings.tell(what, now())?),
            Write::TellOfQueue(what) => Ok(self.tellings.tell(what, now())?),
            Write::Retain(what) => Ok(self.tellings.keep(what, now())?),
            Write::ForgetEntries(chat, places) => {
                let places = serde_json::to_string(places)?;
                self.with_two(&self.overwrite_entries, chat.as_str(), &places)?;
                self.with_two(&self.forget_entries, chat.as_str(), &places)
            }
        }
    }

    fn store(&self, record: &Stored) -> Result<()> {
        match record {
            Stored::Chat(chat, record) => {
                let record = serde_json::to_string(record)?;
                self.with_two(&self.store_chat, chat.as_str(), &record)
            }
            Stored::Entry(chat, record) => {
                let place = place(record.entry.seq)?;
                let record = serde_json::to_string(record)?;
                self.statements
                    .exec_with_place(&self.store_entry, chat.as_str(), place, &record)
                    .map(drop)
                    .map_err(Error::from)
            }
            Stored::Operator(name, record) => {
                let record = serde_json::to_string(record)?;
                self.with_two(&self.store_operator, name.as_str(), &record)
            }
            Stored::Inbound(chat, record) => {
                let record = serde_json::to_string(record)?;
                self.with_key(&self.overwrite_inbound, chat.as_str())?;
                self.with_two(&self.store_inbound, chat.as_str(), &record)
            }
            Stored::Block(address, record) => {
                let record = serde_json::to_string(record)?;
                self.with_two(&self.store_block, address.as_str(), &record)
            }
            Stored::Config(record) => {
                self.with_key(&self.store_config, &serde_json::to_string(record)?)
            }
        }
    }

    fn forget(&self, key: &Key) -> Result<()> {
        match key {
            Key::Chat(chat) => self.with_key(&self.forget_chat, chat.as_str()),
            Key::Entry(chat, seq) => self.carry_out(&Write::ForgetEntries(chat, vec![*seq])),
            Key::Operator(name) => self.with_key(&self.forget_operator, name.as_str()),
            Key::Inbound(chat) => {
                self.with_key(&self.overwrite_inbound, chat.as_str())?;
                self.with_key(&self.forget_inbound, chat.as_str())
            }
            Key::Block(address) => self.with_key(&self.forget_block, address.as_str()),
            Key::Config => Ok(self.database.run("DELETE FROM config")?),
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
            Effect::Tell(what) => writes.push(Write::Tell(what)),
            Effect::TellOfQueue(what) => writes.push(Write::TellOfQueue(what)),
            Effect::Retain(what) => writes.push(Write::Retain(what)),
            Effect::Admit { .. }
            | Effect::ToGuest { .. }
            | Effect::ToOperator { .. }
            | Effect::Post { .. }
            | Effect::Close { .. } => {}
        }
    }
    writes
}

/// A place in a log as a number of JavaScript: no log has more than 2^32 entries.
fn place(seq: Seq) -> Result<f64> {
    let place = u32::try_from(seq.0).map_err(|error| Error::RustError(error.to_string()))?;
    Ok(f64::from(place))
}

#[cfg(test)]
mod tests {
    use hushdesk_edge::Value;

    use super::*;

    #[test]
    fn a_row_that_cannot_be_read_says_where_and_nothing_of_what_stands_there() {
        let row = |id: &str, record: &str| Row::new(vec![Value::from(id), Value::from(record)]);
        let no_key = chat(&mut row("somebody", "{}"));
        let record = r#"{"token":"secret words","kind":7}"#;
        let no_record = chat(&mut row(&"ab".repeat(16), record));
        for (unreadable, words) in [
            (no_record, "its record makes no sense at character 32"),
            (no_key, "it has no such key"),
        ] {
            assert_eq!(unreadable.unwrap_err().to_string(), words);
        }
    }
}
