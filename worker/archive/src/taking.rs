//! What queues tell becomes rows.

use durable_queue::to_archive::{FromQueue, OfQueue, ToArchive};
use hushdesk_edge::{Database, DatabaseError, Value};
use hushdesk_protocol::frames::GuestLabel;
use hushdesk_protocol::rest::{ChatEnd, ChatRow};
use serde::Serialize;

use crate::alerts::{self, watching};
use crate::forgetting;
use crate::retention::{self, version};
use crate::staffing::shifts;
use crate::webhooks::happening::{self, Before};

/// Takes note of what a queue tells.
pub(crate) fn take(database: &impl Database, told: &FromQueue) -> Result<(), DatabaseError> {
    match told {
        FromQueue::Chat(told) => take_chat(database, told),
        FromQueue::Queue(OfQueue::Retention(told)) => retention::take(database, told),
        FromQueue::Queue(OfQueue::Alerts(told)) => alerts::rules::take(database, told),
        FromQueue::Queue(OfQueue::Shift(told)) => {
            shifts::take(database, told)?;
            watching::shift_stands(database, told)
        }
    }
}

/// Puts a chat in the place of what was known of it, unless something newer is. What it was about stays: that is said
/// [to the archive itself](crate::FileChat).
fn take_chat(database: &impl Database, told: &ToArchive) -> Result<(), DatabaseError> {
    let before = Before::of(database, told)?;
    if forgetting::is_deleted(database, told.chat.chat.as_str())? {
        return Ok(());
    }
    let Some(number) = put(database, told)? else {
        return Ok(());
    };
    if let Some(before) = before {
        happening::chat_stands(database, before, told)?;
    }
    watching::chat_stands(database, told)?;
    let ChatRow {
        operators,
        categories,
        started,
        ..
    } = &told.chat;
    let (operators, categories) = (json(operators)?, json(categories)?);
    database.query(
        "INSERT OR IGNORE INTO held (number, place, operator, started)
         SELECT ?, key, value, ? FROM json_each(?)",
        vec![Value::Integer(number), (*started).into(), operators],
    )?;
    database.query(
        "INSERT OR IGNORE INTO filed (number, category, started)
         SELECT ?, value, ? FROM json_each(?)",
        vec![Value::Integer(number), (*started).into(), categories],
    )?;
    Ok(())
}

/// The number of the row, if this is news.
fn put(database: &impl Database, told: &ToArchive) -> Result<Option<i64>, DatabaseError> {
    let ToArchive { revision, chat, .. } = told;
    let (ended, ended_by) = match chat.ended {
        Some(ChatEnd { at, by }) => (at.into(), by.as_str().into()),
        None => (Value::Null, Value::Null),
    };
    let anonymous = GuestLabel::ANONYMOUS;
    let until = retention::until(database, told)?;
    let rating = chat.rating.map_or(Value::Null, |rating| {
        Value::from(u32::from(u8::from(rating)))
    });
    let rows = database.query(
        &format!("INSERT INTO chats (chat, revision, kind, guest, queue, skin, page, started, claimed, ended, ended_by,
                            transfers, rolled_over, rating, address, text_until, text_rule, holder)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (chat) DO UPDATE SET
             revision = excluded.revision,
             guest = iif(chats.guest = '{anonymous}', chats.guest, excluded.guest), queue = excluded.queue, page = excluded.page,
             claimed = excluded.claimed, ended = excluded.ended, ended_by = excluded.ended_by,
             transfers = excluded.transfers, rolled_over = excluded.rolled_over, rating = excluded.rating,
             text_until = coalesce(min(chats.text_until, excluded.text_until), excluded.text_until, chats.text_until),
             text_rule = max(chats.text_rule, excluded.text_rule), holder = excluded.holder
         WHERE excluded.revision > chats.revision
         RETURNING number"),
        vec![
            chat.chat.as_str().into(),
            Value::Integer(i64::try_from(revision.0).unwrap_or(i64::MAX)),
            chat.kind.as_str().into(),
            chat.guest.0.as_str().into(),
            chat.queue.as_str().into(),
            chat.skin.as_str().into(),
            chat.page.as_ref().map(|page| page.as_str()).into(),
            chat.started.into(),
            chat.claimed.into(),
            ended,
            ended_by,
            chat.transfers.into(),
            json(&chat.rolled_over)?,
            rating,
            chat.address.as_ref().map(|it| it.as_str()).into(),
            until.map(|it| it.until).into(),
            version(until.map_or(0, |it| it.version)),
            told.holder.as_ref().map(|holder| holder.as_str()).into(),
        ],
    )?;
    let number = rows.into_iter().next();
    number.map(|mut row| row.number("chats.number")).transpose()
}

fn json(names: &impl Serialize) -> Result<Value, DatabaseError> {
    let json = serde_json::to_string(names).map_err(|_| DatabaseError::Column("chats"))?;
    Ok(Value::Text(json))
}

#[cfg(test)]
mod tests {
    use hushdesk_edge::outbox::Delivery;

    use super::*;
    use crate::testing::{all_chats, archive, ended, told};

    fn delivery(from: &str, number: u64, says: ToArchive) -> Delivery<FromQueue> {
        let says = FromQueue::Chat(Box::new(says));
        Delivery {
            from: from.to_owned(),
            number,
            oldest: 0,
            says,
        }
    }

    #[test]
    fn what_is_told_twice_or_too_late_changes_nothing() {
        let (first, last) = (told(1), ended(told(1)));
        let taken = archive(&[]);
        for (number, says) in [(2, &last), (1, &first), (2, &last)] {
            taken
                .take(delivery("reference", number, says.clone()))
                .unwrap();
        }
        assert_eq!(all_chats(&taken), [last.chat]);
    }

    #[test]
    fn of_two_queues_that_tell_of_one_chat_the_newer_word_counts() {
        let here = told(1);
        let mut there = ended(told(1));
        there.chat.queue = "circulation".parse().unwrap();
        there.chat.rolled_over = vec!["reference".parse().unwrap()];
        let taken = archive(&[]);
        taken
            .take(delivery("circulation", 1, there.clone()))
            .unwrap();
        taken.take(delivery("reference", 1, here)).unwrap();
        assert_eq!(all_chats(&taken), [there.chat]);
    }

    #[test]
    fn what_a_chat_was_about_stays_whatever_its_queue_tells_later() {
        let taken = archive(&[told(1)]);
        let mut later = ended(told(1));
        later.chat.categories = vec![];
        taken.take(delivery("a queue", 2, later)).unwrap();
        assert_eq!(all_chats(&taken), [ended(told(1)).chat]);
    }

    #[test]
    fn what_fails_anywhere_has_not_come_and_comes_again() {
        for statements in 0.. {
            let failing = archive(&[]);
            let before = failing.database.contents();
            failing.database.fail_after(statements);
            let came = failing.take(delivery("reference", 1, told(1)));
            failing.database.work_again();
            if came.is_ok() {
                assert!(statements > 5, "{statements}");
                return;
            }
            assert_eq!(failing.database.contents(), before);
            failing.take(delivery("reference", 1, told(1))).unwrap();
            assert_eq!(all_chats(&failing), [told(1).chat]);
        }
    }
}
