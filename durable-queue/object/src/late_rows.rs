//! Rows of chats that are not written at once, but with what the chat has to write next.

use std::cell::{RefCell, RefMut};
use std::collections::BTreeMap;

use durable_queue::{Stored, StoredChat};
use hushdesk_protocol::ids::{ChatId, Timestamp};
use worker::{Error, Result};

use crate::liveness::CHECK_MILLIS;

/// How long a row may be held back: half of what passes from alarm to alarm while chats run.
const HELD_MILLIS: u64 = CHECK_MILLIS / 2;

/// The last row of each chat that has one.
#[derive(Default)]
pub(crate) struct LateRows(RefCell<BTreeMap<ChatId, LateRow>>);

struct LateRow {
    since: Timestamp,
    record: Box<StoredChat>,
}

impl LateRows {
    /// Holds a row back, in place of an earlier one of the same chat.
    pub(crate) fn hold(&self, chat: &ChatId, record: &StoredChat, now: Timestamp) -> Result<()> {
        let mut rows = self.rows()?;
        let since = rows.get(chat).map_or(now, |row| row.since);
        let record = Box::new(record.clone());
        rows.insert(chat.clone(), LateRow { since, record });
        Ok(())
    }

    /// Gives what is held back of a chat, and holds it back no longer.
    pub(crate) fn take(&self, chat: &ChatId) -> Result<Option<Stored>> {
        let row = self.rows()?.remove(chat);
        Ok(row.map(|row| Stored::Chat(chat.clone(), row.record)))
    }

    /// Gives what has been held back for long.
    pub(crate) fn take_old(&self, now: Timestamp) -> Result<Vec<Stored>> {
        let mut rows = self.rows()?;
        let old = rows.extract_if(.., |_, row| row.since.plus(HELD_MILLIS) <= now);
        Ok(old
            .map(|(chat, row)| Stored::Chat(chat, row.record))
            .collect())
    }

    /// Holds nothing back any more.
    pub(crate) fn forget_all(&self) -> Result<()> {
        self.rows()?.clear();
        Ok(())
    }

    fn rows(&self) -> Result<RefMut<'_, BTreeMap<ChatId, LateRow>>> {
        let busy = |_| Error::RustError("the rows that are held back are in use".to_owned());
        self.0.try_borrow_mut().map_err(busy)
    }
}

#[cfg(test)]
mod tests {
    use durable_queue::ConnectionId;
    use durable_queue::{Effect, Event, GuestOpened, Queue, TokenHash};
    use hushdesk_protocol::frames::Opening;
    use hushdesk_protocol::ids::ResumeToken;

    use super::*;

    /// The row of a chat that has just been opened.
    fn row(chat: &ChatId) -> StoredChat {
        let opened = GuestOpened {
            chat: chat.clone(),
            token: TokenHash::of(&ResumeToken::from_bytes([9; 32])),
            opening: Opening::Open,
            skin: "blue".parse().unwrap(),
            page: None,
            address: None,
            rollover: vec![],
            random: 5,
        };
        let event = Event::GuestOpened {
            connection: ConnectionId(1),
            opened,
            from: None,
        };
        let effects = Queue::default().handle(event, Timestamp(0));
        let Some(Effect::Store(Stored::Chat(_, record))) = effects.into_iter().next() else {
            panic!("a chat that is opened is stored");
        };
        *record
    }

    #[test]
    fn a_row_is_given_once_and_the_last_one_of_its_chat() {
        let (rows, chat) = (LateRows::default(), ChatId::from_bytes([1; 16]));
        let first = row(&chat);
        let last = StoredChat {
            refused: ["ann".parse().unwrap()].into(),
            ..first.clone()
        };
        rows.hold(&chat, &first, Timestamp(0)).unwrap();
        rows.hold(&chat, &last, Timestamp(1)).unwrap();
        let other = ChatId::from_bytes([2; 16]);
        assert_eq!(rows.take(&other).unwrap(), None);
        let given = rows.take(&chat).unwrap();
        assert_eq!(given, Some(Stored::Chat(chat.clone(), Box::new(last))));
        assert_eq!(rows.take(&chat).unwrap(), None);
    }

    #[test]
    fn a_row_grows_old_from_when_the_first_of_its_chat_was_held_back() {
        let (rows, chat) = (LateRows::default(), ChatId::from_bytes([1; 16]));
        let record = row(&chat);
        rows.hold(&chat, &record, Timestamp(0)).unwrap();
        rows.hold(&chat, &record, Timestamp(HELD_MILLIS - 1))
            .unwrap();
        assert_eq!(rows.take_old(Timestamp(HELD_MILLIS - 1)).unwrap(), []);
        let old = rows.take_old(Timestamp(HELD_MILLIS)).unwrap();
        assert_eq!(old, [Stored::Chat(chat, Box::new(record))]);
        assert_eq!(rows.take_old(Timestamp(HELD_MILLIS)).unwrap(), []);
    }
}
