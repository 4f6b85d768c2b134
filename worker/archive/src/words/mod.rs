//! Chats are found by words of what was said in them, as long as that is kept. No word is stored: a keyed hash of each is, and who has
//! the database without a guess has nothing to read.
//!
//! SQLite leaves bytes of deleted rows in its file, those of an index for full text too; so this index holds nothing readable in the
//! first place.

mod folding;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use durable_queue::to_archive::ToIndex;
use hmac::{Hmac, KeyInit, Mac};
use hushdesk_edge::{Database, DatabaseError, Value, overwritten};
use hushdesk_protocol::ids::ChatId;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::archive::Archive;
use crate::retention::KEPT;

/// Different words by which one chat is found, at most: the first ones in the order of their hashes, which is none.
const WORDS_MAX: usize = 4_000;

/// Words that are looked for at once, at most.
const LOOKED_FOR_MAX: usize = 30;

/// Words that are looked for: chats are found in which all of them were said.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum Words {
    /// As somebody has typed them.
    Typed(String),
    /// As they are stored. None: nothing is found.
    Hashed(Vec<i64>),
}

impl Words {
    /// As they are stored.
    pub(crate) fn hashed(self, database: &impl Database) -> Result<Self, DatabaseError> {
        let Self::Typed(typed) = self else {
            return Ok(self);
        };
        // As long as there is no key there is no word.
        let key = key(database)?.unwrap_or_default();
        let words = folding::words(&typed).into_iter().take(LOOKED_FOR_MAX);
        let hashes: BTreeSet<i64> = words
            .map(|word| hash(&key, &word))
            .collect::<Result<_, _>>()?;
        Ok(Self::Hashed(hashes.into_iter().collect()))
    }
}

impl<D: Database> Archive<D> {
    /// Has a chat be found by the words that were said in it, from now on and for as long as what was said is kept. Doing it again changes
    /// nothing. Gives whether there is nothing more to do; if not, the archive has yet to hear that the chat has ended. `fresh` are
    /// random bytes, the secret of the hashes if there is none yet.
    ///
    /// # Errors
    ///
    /// The database failed: nothing was done.
    pub fn index(&self, told: &ToIndex, fresh: [u8; 32]) -> Result<bool, DatabaseError> {
        self.open()?;
        let database = &self.database;
        database.transaction(|| {
            let Some(number) = kept(database, &told.chat)? else {
                return has_ended(database, &told.chat);
            };
            let key = key_or(database, fresh)?;
            let words = told.texts.iter().flat_map(|text| folding::words(text.as_str()));
            let hashes: BTreeSet<i64> =
                words.map(|word| hash(&key, &word)).collect::<Result<_, _>>()?;
            let hashes: Vec<i64> = hashes.into_iter().take(WORDS_MAX).collect();
            let json = serde_json::to_string(&hashes);
            let json = Value::Text(json.map_err(|_| DatabaseError::Column("indexed.words"))?);
            database.query(
                "INSERT OR IGNORE INTO words (word, started, number)
                 SELECT each.value, chats.started, chats.number FROM chats, json_each(?) AS each WHERE chats.number = ?",
                vec![json.clone(), Value::Integer(number)],
            )?;
            database.query(
                "INSERT OR IGNORE INTO indexed (number, words) VALUES (?, ?)",
                vec![Value::Integer(number), json],
            )?;
            Ok(true)
        })
    }
}

/// No word leads to these chats any more.
pub(crate) fn forget(database: &impl Database, numbers: &Value) -> Result<(), DatabaseError> {
    database.query(FORGET, vec![numbers.clone()])?;
    let over = overwritten("words");
    for statement in [
        &*format!("UPDATE indexed SET {over} WHERE number IN (SELECT value FROM json_each(?))"),
        "DELETE FROM indexed WHERE number IN (SELECT value FROM json_each(?))",
    ] {
        database.query(statement, vec![numbers.clone()])?;
    }
    Ok(())
}

const FORGET: &str = "DELETE FROM words WHERE (word, started, number) IN
    (SELECT each.value, chats.started, chats.number
     FROM json_each(?) AS those CROSS JOIN indexed ON indexed.number = those.value
     CROSS JOIN chats ON chats.number = indexed.number CROSS JOIN json_each(indexed.words) AS each)";

/// The number of a chat of which it is kept what was said.
fn kept(database: &impl Database, chat: &ChatId) -> Result<Option<i64>, DatabaseError> {
    let rows = database.query(
        &format!("SELECT number FROM chats WHERE chat = ? AND kind = 'open' AND {KEPT}"),
        vec![chat.as_str().into()],
    )?;
    let number = rows.into_iter().next();
    number.map(|mut row| row.number("chats.number")).transpose()
}

/// Whether a chat is known to be over, and with it that nothing is kept of it.
fn has_ended(database: &impl Database, chat: &ChatId) -> Result<bool, DatabaseError> {
    let rows = database.query(
        "SELECT 1 FROM chats WHERE chat = ?1 AND ended IS NOT NULL UNION ALL SELECT 1 FROM deleted WHERE chat = ?1",
        vec![chat.as_str().into()],
    )?;
    Ok(!rows.is_empty())
}

fn key(database: &impl Database) -> Result<Option<String>, DatabaseError> {
    let rows = database.query("SELECT key FROM word_key", vec![])?;
    let key = rows.into_iter().next();
    key.map(|mut row| row.text("word_key.key")).transpose()
}

fn key_or(database: &impl Database, fresh: [u8; 32]) -> Result<String, DatabaseError> {
    if let Some(key) = key(database)? {
        return Ok(key);
    }
    let digits = fresh.iter().map(|byte| format!("{byte:02x}"));
    let key: String = digits.collect();
    database.query(
        "INSERT INTO word_key (one, key) VALUES (1, ?)",
        vec![key.as_str().into()],
    )?;
    Ok(key)
}

/// The first 8 bytes of a word's HMAC-SHA-256 (RFC 2104, section 5).
fn hash(key: &str, word: &str) -> Result<i64, DatabaseError> {
    let wrong = DatabaseError::Column("word_key.key");
    let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).map_err(|_| wrong.clone())?;
    let mac = mac.chain_update(word.as_bytes()).finalize().into_bytes();
    let first = mac.first_chunk::<8>().ok_or(wrong)?;
    Ok(i64::from_be_bytes(*first))
}
