//! The tables: a row for each chat, entry of a log, operator and chat that another queue offers. Migrated by numbered steps.

use durable_queue::{Effect, Key, Record};
use hushdesk_protocol::ids::{ChatId, OperatorName, Seq};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use worker::{Error, Result, SqlStorage, SqlStorageValue, Storage};

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

/// Brings the tables up to date and reads all that is in them.
pub(crate) fn load(storage: &Storage) -> Result<Vec<Record>> {
    migrate(storage)?;
    let sql = storage.sql();
    let chats: Vec<ChatRow> = sql.exec("SELECT id, record FROM chats", None)?.to_array()?;
    let entries: Vec<EntryRow> = sql
        .exec("SELECT chat, record FROM entries", None)?
        .to_array()?;
    let chats = chats.into_iter().map(|row| {
        Ok(Record::Chat(
            chat_id(row.id)?,
            Box::new(parse(&row.record)?),
        ))
    });
    let entries = entries
        .into_iter()
        .map(|row| Ok(Record::Entry(chat_id(row.chat)?, parse(&row.record)?)));
    let records: Result<Vec<Record>> = chats.chain(entries).collect();
    let mut records = records?;
    records.extend(load_desk(&sql)?);
    Ok(records)
}

/// What is not part of a chat.
fn load_desk(sql: &SqlStorage) -> Result<Vec<Record>> {
    let operators: Vec<NamedRow> = sql
        .exec("SELECT name, record FROM operators", None)?
        .to_array()?;
    let operators = operators.into_iter().map(|row| {
        let name = OperatorName::try_from(row.name);
        let name = name.map_err(|error| Error::RustError(error.to_string()))?;
        Ok(Record::Operator(name, parse(&row.record)?))
    });
    let inbound: Vec<ChatRow> = sql
        .exec("SELECT chat AS id, record FROM inbound", None)?
        .to_array()?;
    let inbound = inbound.into_iter().map(|row| {
        let record = Box::new(parse(&row.record)?);
        Ok(Record::Inbound(chat_id(row.id)?, record))
    });
    let config: Vec<ConfigRow> = sql.exec("SELECT record FROM config", None)?.to_array()?;
    let config = config
        .into_iter()
        .map(|row| Ok(Record::Config(Box::new(parse(&row.record)?))));
    operators.chain(inbound).chain(config).collect()
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

fn chat_id(id: String) -> Result<ChatId> {
    ChatId::try_from(id).map_err(|error| Error::RustError(error.to_string()))
}

fn parse<T: DeserializeOwned>(json: &str) -> Result<T> {
    Ok(serde_json::from_str(json)?)
}
