//! What an object has to tell others, and never forgets. A message is written down in the transaction that made it so, is
//! posted until it is acknowledged, and is taken once, whatever dies or comes twice on the way.
//!
//! ```text
//!  sender                                         receiver
//!    transaction: the change, [post]
//!    [take_due] ---- Delivery, number n ---->       transaction: [once], what it says
//!    [acknowledged] <------- 200 --------
//! ```
//!
//! The sender numbers what it says and tells with each message the oldest number that it may still send; below that the
//! receiver needs to remember nothing.

use hushdesk_protocol::ids::Timestamp;
use serde::{Deserialize, Serialize};

use crate::database::{Database, DatabaseError, Row, Value};

/// The step of a migration that makes the sender's table.
pub const OUTBOX_TABLES: &str = "
    CREATE TABLE outbox (
        number INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice
        receiver TEXT NOT NULL,
        says TEXT NOT NULL, -- JSON
        first_due INTEGER NOT NULL, -- when it was to be posted first
        due INTEGER NOT NULL, -- when it is posted next
        until INTEGER, -- when it is given up
        tries INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX outbox_due ON outbox (due);
";

/// The step of a migration that makes the receiver's tables.
pub const INBOX_TABLES: &str = "
    CREATE TABLE senders (
        sender TEXT NOT NULL PRIMARY KEY,
        oldest INTEGER NOT NULL -- what has a lower number was taken, or given up
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE inbox (
        sender TEXT NOT NULL,
        number INTEGER NOT NULL, -- it was taken
        PRIMARY KEY (sender, number)
    ) STRICT, WITHOUT ROWID;
";

/// Milliseconds after which a message is posted again that was neither acknowledged nor known not to have come: its
/// sender has died over it.
const AGAIN_MILLIS: u64 = 10_000;

/// Milliseconds until the second try of a message that did not come. They double with each, up to the longest pause.
const FIRST_PAUSE_MILLIS: u64 = 1_000;

/// The longest pause between two tries: five minutes.
const PAUSE_MILLIS_MAX: u64 = 300_000;

/// A message that is to be posted.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Message {
    /// To whom, as the sender calls them.
    pub receiver: String,
    number: u64,
    oldest: u64,
    tries: u32,
    says: String,
}

/// A message as it travels.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery<T> {
    /// Who says so.
    pub from: String,
    /// Which of their messages it is.
    pub number: u64,
    /// The lowest number that they may still send to this receiver.
    pub oldest: u64,
    /// What it says.
    pub says: T,
}

impl Message {
    /// As it travels from somebody of this name.
    ///
    /// # Errors
    ///
    /// What was written down is no JSON.
    pub fn delivery(&self, from: &str) -> Result<Delivery<serde_json::Value>, DatabaseError> {
        Ok(Delivery {
            from: from.to_owned(),
            number: self.number,
            oldest: self.oldest,
            says: serde_json::from_str(&self.says)
                .map_err(|_| DatabaseError::Column("outbox.says"))?,
        })
    }
}

/// Writes down that somebody is to be told something, not before `due`, and not after `until`.
///
/// # Errors
///
/// The database failed, or the message cannot be written as JSON.
pub fn post(
    database: &impl Database,
    receiver: &str,
    says: &impl Serialize,
    due: Timestamp,
    until: Option<Timestamp>,
) -> Result<(), DatabaseError> {
    let says = serde_json::to_string(says).map_err(|_| DatabaseError::Column("outbox.says"))?;
    let until = until.map_or(Value::Null, Value::from);
    database.query(
        "INSERT INTO outbox (receiver, says, first_due, due, until) VALUES (?1, ?2, ?3, ?3, ?4)",
        vec![receiver.into(), says.as_str().into(), due.into(), until],
    )?;
    Ok(())
}

/// The messages that are due, in the order in which they were written down. They are on their way from here on: unless
/// it is said how that went, they are due again after a while. What is too late to be told is forgotten.
///
/// # Errors
///
/// The database failed.
pub fn take_due(database: &impl Database, now: Timestamp) -> Result<Vec<Message>, DatabaseError> {
    // Most of the time nothing is: one look has to do then.
    if next_due(database)?.is_none_or(|due| due > now) {
        return Ok(Vec::new());
    }
    database.transaction(|| {
        database.query("DELETE FROM outbox WHERE until <= ?", vec![now.into()])?;
        let rows = database.query(
            "SELECT number, receiver, says, tries,
                    (SELECT min(number) FROM outbox AS all_of WHERE all_of.receiver = outbox.receiver)
             FROM outbox WHERE due <= ? ORDER BY number",
            vec![now.into()],
        )?;
        let again = now.plus(AGAIN_MILLIS);
        database.query(
            "UPDATE outbox SET due = ? WHERE due <= ?",
            vec![again.into(), now.into()],
        )?;
        rows.into_iter().map(message).collect()
    })
}

fn message(mut row: Row) -> Result<Message, DatabaseError> {
    Ok(Message {
        number: row.number("outbox.number")?,
        receiver: row.text("outbox.receiver")?,
        says: row.text("outbox.says")?,
        tries: row.number("outbox.tries")?,
        oldest: row.number("outbox.number")?,
    })
}

/// The receiver has taken a message: it is forgotten.
///
/// # Errors
///
/// The database failed.
pub fn acknowledged(database: &impl Database, message: &Message) -> Result<(), DatabaseError> {
    database.query(
        "DELETE FROM outbox WHERE number = ?",
        vec![number(message.number)],
    )?;
    Ok(())
}

/// A message did not come, as far as is known: it is due again after a pause.
///
/// # Errors
///
/// The database failed.
pub fn not_reached(
    database: &impl Database,
    message: &Message,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let doubled = FIRST_PAUSE_MILLIS.checked_shl(message.tries);
    let pause = doubled.map_or(PAUSE_MILLIS_MAX, |pause| pause.min(PAUSE_MILLIS_MAX));
    let tries = message.tries.saturating_add(1).min(u32::BITS);
    database.query(
        "UPDATE outbox SET due = ?, tries = ? WHERE number = ?",
        vec![now.plus(pause).into(), tries.into(), number(message.number)],
    )?;
    Ok(())
}

/// When something is to be posted next.
///
/// # Errors
///
/// The database failed.
pub fn next_due(database: &impl Database) -> Result<Option<Timestamp>, DatabaseError> {
    let rows = database.query("SELECT due FROM outbox ORDER BY due LIMIT 1", vec![])?;
    let next = rows.into_iter().next();
    next.map(|mut row| row.moment("outbox.due")).transpose()
}

/// Since when the message has been due that did not come and has been waiting for longest.
///
/// # Errors
///
/// The database failed.
pub fn waiting_since(database: &impl Database) -> Result<Option<Timestamp>, DatabaseError> {
    let rows = database.query(
        "SELECT first_due FROM outbox WHERE tries > 0 ORDER BY first_due LIMIT 1",
        vec![],
    )?;
    let longest = rows.into_iter().next();
    longest
        .map(|mut row| row.moment("outbox.first_due"))
        .transpose()
}

/// Does what a delivery says, unless it was done before. It is noted in the same transaction: should the work fail, it
/// has not come.
///
/// # Errors
///
/// That of the work; or the database failed.
pub fn once<T, E: From<DatabaseError>>(
    database: &impl Database,
    delivery: Delivery<T>,
    work: impl FnOnce(T) -> Result<(), E>,
) -> Result<(), E> {
    database.transaction(|| {
        if is_new(database, &delivery)? {
            work(delivery.says)?;
        }
        Ok(())
    })
}

/// Whether a delivery has not come before. Takes note of it.
fn is_new<T>(database: &impl Database, delivery: &Delivery<T>) -> Result<bool, DatabaseError> {
    let sender = || Value::from(delivery.from.as_str());
    let oldest = number(delivery.oldest);
    database.query(
        "INSERT INTO senders (sender, oldest) VALUES (?, ?)
         ON CONFLICT (sender) DO UPDATE SET oldest = max(oldest, excluded.oldest)",
        vec![sender(), oldest],
    )?;
    database.query(
        "DELETE FROM inbox WHERE sender = ?1
         AND number < (SELECT oldest FROM senders WHERE sender = ?1)",
        vec![sender()],
    )?;
    let taken = database.query(
        "INSERT OR IGNORE INTO inbox (sender, number)
         SELECT sender, ?2 FROM senders WHERE sender = ?1 AND oldest <= ?2 RETURNING number",
        vec![sender(), number(delivery.number)],
    )?;
    Ok(!taken.is_empty())
}

fn number(number: u64) -> Value {
    Value::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrate;
    use crate::testing::Memory;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    fn object() -> Memory {
        let memory = Memory::new();
        migrate(&memory, &[OUTBOX_TABLES, INBOX_TABLES]).unwrap();
        memory
    }

    fn says(messages: &[Message]) -> Vec<&str> {
        messages.iter().map(|it| it.says.as_str()).collect()
    }

    fn posted(sender: &Memory, texts: &[&str]) -> Vec<Message> {
        for text in texts {
            post(sender, "archive", text, NOW, None).unwrap();
        }
        take_due(sender, NOW).unwrap()
    }

    /// What of these deliveries the receiver does.
    fn done(receiver: &Memory, messages: &[Message]) -> Vec<String> {
        let mut done = Vec::new();
        for message in messages {
            let delivery = message.delivery("queue").unwrap();
            once(receiver, delivery, |says| {
                done.push(says.to_string());
                Ok::<_, DatabaseError>(())
            })
            .unwrap();
        }
        done
    }

    #[test]
    fn what_is_written_down_is_posted_in_order_until_it_is_acknowledged() {
        let sender = object();
        let messages = posted(&sender, &["one", "two"]);
        assert_eq!(says(&messages), [r#""one""#, r#""two""#]);
        assert_eq!(take_due(&sender, NOW), Ok(vec![]), "they are on their way");
        acknowledged(&sender, &messages[0]).unwrap();
        let again = next_due(&sender).unwrap().unwrap();
        assert_eq!(again, NOW.plus(AGAIN_MILLIS));
        assert_eq!(says(&take_due(&sender, again).unwrap()), [r#""two""#]);
        acknowledged(&sender, &messages[1]).unwrap();
        assert_eq!(next_due(&sender), Ok(None));
    }

    #[test]
    fn what_did_not_come_is_tried_again_more_and_more_rarely() {
        let sender = object();
        let mut messages = posted(&sender, &["one"]);
        let (mut now, mut pauses) = (NOW, Vec::new());
        for _ in 0..40 {
            not_reached(&sender, &messages[0], now).unwrap();
            let due = next_due(&sender).unwrap().unwrap();
            pauses.push(due.since(now));
            now = due;
            messages = take_due(&sender, now).unwrap();
        }
        assert_eq!(pauses[..4], [1_000, 2_000, 4_000, 8_000]);
        assert!(pauses[10..].iter().all(|it| *it == PAUSE_MILLIS_MAX));
    }

    #[test]
    fn what_is_too_late_is_told_no_more_and_what_is_too_early_not_yet() {
        let sender = object();
        let later = NOW.plus(5_000);
        post(&sender, "archive", &"late", NOW, Some(NOW)).unwrap();
        post(&sender, "archive", &"early", later, None).unwrap();
        assert_eq!(take_due(&sender, NOW), Ok(vec![]));
        assert_eq!(next_due(&sender), Ok(Some(later)));
        assert_eq!(says(&take_due(&sender, later).unwrap()), [r#""early""#]);
    }

    #[test]
    fn a_number_is_never_given_twice() {
        let sender = object();
        let first = posted(&sender, &["one"]);
        acknowledged(&sender, &first[0]).unwrap();
        let second = posted(&sender, &["two"]);
        assert!(second[0].number > first[0].number);
    }

    #[test]
    fn what_comes_twice_or_out_of_order_is_done_once() {
        let (sender, receiver) = (object(), object());
        let messages = posted(&sender, &["one", "two", "three"]);
        let back_to_front: Vec<_> = messages.iter().rev().cloned().collect();
        let texts = [r#""three""#, r#""two""#, r#""one""#];
        assert_eq!(done(&receiver, &back_to_front), texts);
        assert_eq!(done(&receiver, &messages), Vec::<String>::new());
    }

    #[test]
    fn what_was_taken_is_remembered_until_it_cannot_come_again() {
        let (sender, receiver) = (object(), object());
        let early = posted(&sender, &["one", "two"]);
        done(&receiver, &early);
        for message in &early {
            acknowledged(&sender, message).unwrap();
        }
        let later = posted(&sender, &["three"]);
        assert_eq!(done(&receiver, &later), [r#""three""#]);
        let inbox = receiver.contents();
        let kept = inbox.iter().filter(|row| row.starts_with("inbox "));
        assert_eq!(kept.count(), 1, "{inbox:?}");
        assert_eq!(done(&receiver, &early), Vec::<String>::new(), "it lingered");
    }

    #[test]
    fn two_senders_have_numbers_of_their_own() {
        let (sender, receiver) = (object(), object());
        let messages = posted(&sender, &["one"]);
        for from in ["one", "another"] {
            let delivery = messages[0].delivery(from).unwrap();
            let mut is_done = false;
            let work = |_| {
                is_done = true;
                Ok::<_, DatabaseError>(())
            };
            once(&receiver, delivery, work).unwrap();
            assert!(is_done, "{from}");
        }
    }

    #[test]
    fn what_fails_has_not_come() {
        let (sender, receiver) = (object(), object());
        let messages = posted(&sender, &["one"]);
        let before = receiver.contents();
        let delivery = messages[0].delivery("queue").unwrap();
        let failed = once(&receiver, delivery, |_| Err(DatabaseError::Column("any")));
        assert_eq!(failed, Err(DatabaseError::Column("any")));
        assert_eq!(receiver.contents(), before);
        assert_eq!(done(&receiver, &messages), [r#""one""#]);
    }

    #[test]
    fn what_did_not_come_is_known_with_the_time_since_when_it_waits() {
        let object = object();
        post(&object, "a", &1, NOW, None).unwrap();
        assert_eq!(waiting_since(&object), Ok(None), "it has not been tried");
        let [message] = take_due(&object, NOW).unwrap().try_into().unwrap();
        not_reached(&object, &message, NOW.plus(5)).unwrap();
        post(&object, "b", &2, NOW.plus(7), None).unwrap();
        assert_eq!(waiting_since(&object), Ok(Some(NOW)));
        acknowledged(&object, &message).unwrap();
        assert_eq!(waiting_since(&object), Ok(None));
    }
}
