//! For how long what was said in open chats is kept, and what is to be deleted where it is kept. The archive has none of it.
//!
//! A queue keeps a text until a moment that it tells with the chat's end. When it is set to keep texts for a shorter time, the
//! moments of all that it has kept come nearer, and what is past is not read from then on. The texts themselves are deleted,
//! not written anew with a shorter time to live: that would fetch every one of them, could meet a reader halfway, and
//! would leave a copy until the new time is over.

use durable_queue::limits::DAY_MILLIS;
use durable_queue::to_archive::{RetainedUntil, Retention, ToArchive};
use hushdesk_edge::{Database, DatabaseError, Row, Value};
use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::{ChatId, QueueName, Timestamp};

use crate::archive::Archive;
use crate::{surveys, words};

/// How often a text is deleted: a queue that is putting it there at that moment may be done just after the first time.
const TIMES: u32 = 2;

/// Milliseconds until the second time, by when nothing of before is on its way.
const AGAIN_MILLIS: u64 = 10 * 60 * 1_000;

/// Milliseconds after which it is tried again what did not work.
const RETRY_MILLIS: u64 = 60 * 1_000;

/// Texts that are dealt with at once: as many calls to where they are kept as one event may make, with room to spare.
const AT_ONCE: u32 = 200;

/// That texts are kept which these statements speak of.
pub(crate) const KEPT: &str = "text_until IS NOT NULL AND text_gone IS NULL";

/// Takes note of for how long a queue keeps what is said. What has been kept for longer goes.
pub(crate) fn take(database: &impl Database, told: &Retention) -> Result<(), DatabaseError> {
    let days = Value::from(told.days.unwrap_or(0));
    let queue = || Value::from(told.queue.as_str());
    let news = database.query(
        "INSERT INTO retention (queue, days, anonymise_days, delete_days, version) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (queue) DO UPDATE SET
             days = excluded.days, anonymise_days = excluded.anonymise_days, delete_days = excluded.delete_days,
             version = excluded.version
         WHERE excluded.version > retention.version RETURNING days",
        vec![
            queue(),
            days.clone(),
            told.anonymise.map_or(Value::Null, Value::from),
            told.delete.map_or(Value::Null, Value::from),
            version(told.version),
        ],
    )?;
    if !news.is_empty() {
        database.query(
            &format!(
                "UPDATE chats SET text_until = min(text_until, ended + ? * {DAY_MILLIS})
                 WHERE queue = ? AND {KEPT} AND text_rule < ?"
            ),
            vec![days, queue(), version(told.version)],
        )?;
    }
    Ok(())
}

/// How often anything had been set, as it is stored.
pub(crate) fn version(version: u64) -> Value {
    Value::Integer(i64::try_from(version).unwrap_or(i64::MAX))
}

/// Until when what was said in a chat is kept, as its queue tells, or was set after the chat had ended.
pub(crate) fn until(
    database: &impl Database,
    told: &ToArchive,
) -> Result<Option<RetainedUntil>, DatabaseError> {
    let (Some(told), Some(ended), ChatKind::Open, queue) = (
        told.retained,
        &told.chat.ended,
        told.chat.kind,
        &told.chat.queue,
    ) else {
        return Ok(None);
    };
    let longest = newer(database, queue, told.version)?
        .map(|days| ended.at.plus(days.saturating_mul(DAY_MILLIS)));
    let until = longest.map_or(told.until, |longest| told.until.min(longest));
    Ok(Some(RetainedUntil { until, ..told }))
}

/// The days that have been set since.
fn newer(
    database: &impl Database,
    queue: &QueueName,
    than: u64,
) -> Result<Option<u64>, DatabaseError> {
    let rows = database.query(
        "SELECT days FROM retention WHERE queue = ? AND version > ?",
        vec![queue.as_str().into(), version(than)],
    )?;
    let days = rows.into_iter().next();
    days.map(|mut row| row.number("retention.days")).transpose()
}

/// What was said in a chat is to be deleted, and is read no more.
pub(crate) fn delete(
    database: &impl Database,
    chat: &ChatId,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let gone = database.query(
        &format!(
            "UPDATE chats SET text_gone = 'deleted' WHERE chat = ? AND {KEPT} RETURNING number"
        ),
        vec![chat.as_str().into()],
    )?;
    forget_words(database, gone)?;
    remove(database, chat, now)
}

/// What was said in the chats of these numbers is found by no word any more.
fn forget_words(database: &impl Database, rows: Vec<Row>) -> Result<(), DatabaseError> {
    if rows.is_empty() {
        return Ok(());
    }
    let numbers = rows
        .into_iter()
        .map(|mut row| row.number::<i64>("chats.number"));
    let numbers: Vec<i64> = numbers.collect::<Result<_, _>>()?;
    let json = serde_json::to_string(&numbers);
    let json = json.map_err(|_| DatabaseError::Column("chats.number"))?;
    forget_said(database, &Value::Text(json))
}

/// Of what was said in the chats of these numbers, and of them, nothing is left here.
fn forget_said(database: &impl Database, numbers: &Value) -> Result<(), DatabaseError> {
    words::forget(database, numbers)?;
    surveys::forget(database, numbers)
}

fn remove(database: &impl Database, chat: &ChatId, now: Timestamp) -> Result<(), DatabaseError> {
    database.query(
        "INSERT OR REPLACE INTO removals (chat, due, times) VALUES (?, ?, ?)",
        vec![chat.as_str().into(), now.into(), TIMES.into()],
    )?;
    Ok(())
}

/// What was said in these chats, as far as it is kept, is to be deleted, and is read no more. Their queues are told, too: one may
/// be putting it there at that moment.
pub(crate) fn delete_of(
    database: &impl Database,
    numbers: &Value,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    forget_said(database, numbers)?;
    database.query(
        &format!(
            "INSERT OR REPLACE INTO removals (chat, due, times, queue)
             SELECT chat, ?, {TIMES}, queue FROM chats WHERE number IN (SELECT value FROM json_each(?)) AND {KEPT}"
        ),
        vec![now.into(), numbers.clone()],
    )?;
    database.query(
        &format!(
            "UPDATE chats SET text_gone = 'deleted' WHERE number IN (SELECT value FROM json_each(?)) AND {KEPT}"
        ),
        vec![numbers.clone()],
    )?;
    Ok(())
}

impl<D: Database> Archive<D> {
    /// The queue that has to hear that what was said in a chat is not to be kept after all, before it is deleted where it is kept.
    ///
    /// # Errors
    ///
    /// The database failed.
    pub fn not_told(&self, chat: &ChatId) -> Result<Option<QueueName>, DatabaseError> {
        let rows = self.database.query(
            "SELECT queue FROM removals WHERE chat = ? AND queue IS NOT NULL",
            vec![chat.as_str().into()],
        )?;
        let queue = rows.into_iter().next();
        queue.map(|mut row| row.name("removals.queue")).transpose()
    }

    /// The chats whose texts are to be deleted now where they are kept: those whose time is over are among them.
    ///
    /// # Errors
    ///
    /// The database failed.
    pub fn due_removals(&self, now: Timestamp) -> Result<Vec<ChatId>, DatabaseError> {
        self.open()?;
        let database = &self.database;
        database.transaction(|| {
            let over = database.query(
                &format!(
                    "UPDATE chats SET text_gone = 'expired' WHERE number IN
                     (SELECT number FROM chats WHERE text_until <= ? AND {KEPT} ORDER BY text_until LIMIT {AT_ONCE})
                     RETURNING chat, number"
                ),
                vec![now.into()],
            )?;
            let mut numbers = Vec::new();
            for mut row in over {
                remove(database, &row.name("chats.chat")?, now)?;
                numbers.push(row);
            }
            forget_words(database, numbers)?;
            let due = database.query(
                &format!("SELECT chat FROM removals WHERE due <= ? ORDER BY due LIMIT {AT_ONCE}"),
                vec![now.into()],
            )?;
            ids(due)
        })
    }

    /// Takes note of how deleting one went. What did not work is tried again, and what did is done once more later.
    ///
    /// # Errors
    ///
    /// The database failed.
    pub fn removal_went(
        &self,
        chat: &ChatId,
        is_done: bool,
        now: Timestamp,
    ) -> Result<(), DatabaseError> {
        let pause = if is_done { AGAIN_MILLIS } else { RETRY_MILLIS };
        self.database.transaction(|| {
            self.database.query(
                "UPDATE removals SET due = ?1, times = times - ?2, queue = iif(?2, NULL, queue) WHERE chat = ?3",
                vec![now.plus(pause).into(), is_done.into(), chat.as_str().into()],
            )?;
            let done = "DELETE FROM removals WHERE chat = ? AND times <= 0";
            self.database
                .query(done, vec![chat.as_str().into()])
                .map(drop)
        })
    }

    /// When something is to be deleted next.
    ///
    /// # Errors
    ///
    /// The database failed.
    pub fn next_removal(&self) -> Result<Option<Timestamp>, DatabaseError> {
        self.open()?;
        let rows = self.database.query(
            &format!(
                "SELECT min(due) FROM
                 (SELECT min(text_until) AS due FROM chats WHERE {KEPT} UNION ALL SELECT min(due) FROM removals)"
            ),
            vec![],
        )?;
        let next = rows.into_iter().next();
        let next = next.map(|mut row| row.optional_moment("removals.due"));
        Ok(next.transpose()?.flatten())
    }
}

fn ids(rows: Vec<Row>) -> Result<Vec<ChatId>, DatabaseError> {
    rows.into_iter()
        .map(|mut row| row.name("chats.chat"))
        .collect()
}

#[cfg(test)]
mod tests {
    use durable_queue::to_archive::{FromQueue, OfQueue};
    use hushdesk_edge::outbox::Delivery;
    use hushdesk_edge::testing::Memory;

    use super::*;
    use crate::refused::Refused;
    use crate::testing::{NOW, administrator, archive, ended, reader, told};
    use crate::{DeleteText, FindText, TextState};

    /// An open chat that has ended, of which what was said is kept for so many days.
    fn kept(number: u8, days: u64) -> ToArchive {
        let mut told = ended(told(number));
        told.chat.kind = ChatKind::Open;
        let ended = told.chat.ended.unwrap().at;
        ToArchive {
            retained: Some(RetainedUntil {
                until: ended.plus(days * DAY_MILLIS),
                version: 4,
            }),
            ..told
        }
    }

    fn end_of(told: &ToArchive) -> Timestamp {
        told.chat.ended.unwrap().at
    }

    fn set(archive: &Archive<Memory>, number: u64, days: Option<u32>, version: u64) {
        let says = FromQueue::Queue(OfQueue::Retention(Retention {
            queue: "reference".parse().unwrap(),
            days,
            anonymise: None,
            delete: None,
            version,
        }));
        let delivery = Delivery {
            from: "reference".to_owned(),
            number,
            oldest: 0,
            says,
        };
        archive.take(delivery).unwrap();
    }

    fn state(archive: &Archive<Memory>, told: &ToArchive) -> TextState {
        let chat = told.chat.chat.clone();
        let found = archive.ask(&administrator(), FindText { chat }).unwrap();
        found.state
    }

    fn until(told: &ToArchive, days: u64) -> TextState {
        let until = end_of(told).plus(days * DAY_MILLIS);
        TextState::Kept { until }
    }

    #[test]
    fn where_what_was_said_is_is_told_to_those_who_see_the_chat() {
        let open = |told: ToArchive| {
            let mut told = told;
            told.chat.kind = ChatKind::Open;
            told
        };
        let (sealed, runs, forgotten) = (ended(told(1)), open(told(2)), open(ended(told(3))));
        let kept = kept(4, 30);
        let archive = archive(&[
            sealed.clone(),
            runs.clone(),
            forgotten.clone(),
            kept.clone(),
        ]);
        assert_eq!(state(&archive, &sealed), TextState::Sealed);
        assert_eq!(state(&archive, &runs), TextState::Runs);
        assert_eq!(state(&archive, &forgotten), TextState::NotRetained);
        assert_eq!(state(&archive, &kept), until(&kept, 30));
        let find = |by| {
            let chat = kept.chat.chat.clone();
            archive.ask(&by, FindText { chat })
        };
        assert!(find(reader("ann", &[])).is_ok());
        assert_eq!(find(reader("eve", &[])), Err(Refused::NoChat.into()));
    }

    #[test]
    fn a_sealed_chat_is_never_said_to_be_kept() {
        let mut told = kept(1, 30);
        told.chat.kind = ChatKind::Sealed;
        let archive = archive(std::slice::from_ref(&told));
        assert_eq!(state(&archive, &told), TextState::Sealed);
        assert_eq!(archive.next_removal(), Ok(None));
    }

    #[test]
    fn a_shorter_time_holds_for_what_is_kept_and_a_longer_one_does_not() {
        let (one, other) = (kept(1, 30), kept(2, 3));
        let archive = archive(&[one.clone(), other.clone()]);
        set(&archive, 1, Some(7), 5);
        assert_eq!(state(&archive, &one), until(&one, 7));
        assert_eq!(state(&archive, &other), until(&other, 3));
        set(&archive, 2, Some(90), 6);
        assert_eq!(state(&archive, &one), until(&one, 7));
        set(&archive, 3, Some(1), 5);
        assert_eq!(state(&archive, &one), until(&one, 7), "that is older");
    }

    #[test]
    fn a_shorter_time_that_was_told_first_holds_for_an_end_that_is_told_later() {
        let told = kept(1, 30);
        let archive = archive(&[]);
        set(&archive, 2, Some(7), 5);
        let says = FromQueue::Chat(Box::new(told.clone()));
        let delivery = Delivery {
            from: "reference".to_owned(),
            number: 1,
            oldest: 0,
            says,
        };
        archive.take(delivery).unwrap();
        assert_eq!(state(&archive, &told), until(&told, 7));
    }

    #[test]
    fn an_end_by_a_longer_rule_that_overtakes_the_rule_is_not_shortened_by_the_one_before() {
        let told = kept(1, 90);
        for is_end_first in [false, true] {
            let archive = archive(&[]);
            let end = |number| {
                let says = FromQueue::Chat(Box::new(told.clone()));
                let delivery = Delivery {
                    from: "reference".to_owned(),
                    number,
                    oldest: 0,
                    says,
                };
                archive.take(delivery).unwrap();
            };
            if is_end_first {
                end(1);
            }
            set(&archive, 2, Some(1), 3);
            if !is_end_first {
                end(3);
            }
            assert_eq!(state(&archive, &told), until(&told, 90), "{is_end_first}");
            set(&archive, 4, Some(90), 4);
            assert_eq!(state(&archive, &told), until(&told, 90), "{is_end_first}");
        }
    }

    #[test]
    fn what_is_kept_no_longer_is_deleted_twice_and_what_does_not_work_is_tried_again() {
        let told = kept(1, 30);
        let archive = archive(std::slice::from_ref(&told));
        let over = end_of(&told).plus(30 * DAY_MILLIS);
        assert_eq!(archive.next_removal(), Ok(Some(over)));
        assert_eq!(archive.due_removals(Timestamp(over.0 - 1)), Ok(vec![]));
        let chat = told.chat.chat.clone();
        assert_eq!(archive.due_removals(over), Ok(vec![chat.clone()]));
        assert_eq!(state(&archive, &told), TextState::Expired);
        assert_eq!(
            archive.due_removals(over),
            Ok(vec![chat.clone()]),
            "nobody has said that it is done"
        );
        let mut now = over;
        for (is_done, pause) in [
            (false, RETRY_MILLIS),
            (true, AGAIN_MILLIS),
            (false, RETRY_MILLIS),
        ] {
            archive.removal_went(&chat, is_done, now).unwrap();
            now = now.plus(pause);
            assert_eq!(archive.next_removal(), Ok(Some(now)));
            assert_eq!(archive.due_removals(now), Ok(vec![chat.clone()]));
        }
        archive.removal_went(&chat, true, now).unwrap();
        assert_eq!(archive.next_removal(), Ok(None));
    }

    #[test]
    fn where_nothing_is_kept_any_more_all_goes_at_once() {
        let told = kept(1, 30);
        let archive = archive(std::slice::from_ref(&told));
        set(&archive, 1, None, 5);
        let chat = told.chat.chat.clone();
        assert_eq!(archive.due_removals(end_of(&told)), Ok(vec![chat]));
    }

    #[test]
    fn an_administrator_deletes_what_was_said_and_nobody_else_does() {
        let told = kept(1, 30);
        let archive = archive(std::slice::from_ref(&told));
        let delete = |by| {
            let chat = told.chat.chat.clone();
            archive.ask(&by, DeleteText { chat, now: NOW })
        };
        assert_eq!(
            delete(reader("ann", &["reference"])),
            Err(Refused::NoChat.into())
        );
        assert_eq!(delete(administrator()), Ok(vec![]));
        assert_eq!(state(&archive, &told), TextState::Deleted);
        assert_eq!(archive.next_removal(), Ok(Some(NOW)));
        let again = FromQueue::Chat(Box::new(ToArchive {
            revision: told.revision.next(),
            ..told.clone()
        }));
        let delivery = Delivery {
            from: "reference".to_owned(),
            number: 7,
            oldest: 0,
            says: again,
        };
        archive.take(delivery).unwrap();
        assert_eq!(state(&archive, &told), TextState::Deleted);
    }

    #[test]
    fn what_is_due_is_found_without_a_walk_through_all_rows() {
        let archive = archive(&[]);
        let plan = |text: &str| {
            crate::statement::Statement::of(text)
                .plan(&archive.database)
                .join("; ")
        };
        let due = plan(&format!(
            "SELECT number FROM chats WHERE text_until <= 5 AND {KEPT} ORDER BY text_until LIMIT 9"
        ));
        assert!(due.contains("chats_by_text_until"), "{due}");
        let shorter = plan(&format!(
            "UPDATE chats SET text_until = 1 WHERE queue = 'x' AND {KEPT} AND text_rule < 5"
        ));
        assert!(shorter.contains("chats_with_text"), "{shorter}");
    }
}
