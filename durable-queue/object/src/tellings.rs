//! What the organisation's archive has yet to hear, and what was said and is yet to be put where that is kept. It stands in
//! the outbox since the transaction that made it so, and is tried until it is done.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use durable_queue::Retained;
use hushdesk_edge::outbox::{self, Message};
use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{ChatId, Timestamp};
use serde::Serialize;

use crate::transcripts::{self, Standing};

/// The only one who is told anything; [`KEEPER`](crate::transcripts::KEEPER) is this object itself.
const RECEIVER: &str = "archive";

/// The outbox of a queue, whose tables are made by then.
pub(crate) struct Tellings<D> {
    database: D,
    /// Whether something may be in it. As long as nothing is, no frame looks.
    may_wait: Cell<bool>,
    /// The chats whose transcripts somebody is putting where they are kept: a slow one is due again before it is done.
    taken_up: RefCell<BTreeSet<ChatId>>,
}

impl<D: Database> Tellings<D> {
    /// That in this database. The object has just woken up, and does not know what is in it.
    pub(crate) const fn new(database: D) -> Self {
        Self {
            database,
            may_wait: Cell::new(true),
            taken_up: RefCell::new(BTreeSet::new()),
        }
    }

    /// Writes down what the archive is to hear. The caller's transaction keeps it.
    pub(crate) fn tell(&self, what: &impl Serialize, now: Timestamp) -> Result<(), DatabaseError> {
        self.may_wait.set(true);
        outbox::post(&self.database, RECEIVER, what, now, None)
    }

    /// Writes down what is to be kept. The caller's transaction keeps it.
    pub(crate) fn keep(&self, what: &Retained, now: Timestamp) -> Result<(), DatabaseError> {
        self.may_wait.set(true);
        transcripts::write_down(&self.database, what, now)
    }

    /// What is to become of what was said in a chat.
    pub(crate) fn transcript(&self, chat: &ChatId) -> Result<Standing, DatabaseError> {
        transcripts::standing(&self.database, chat)
    }

    /// What was said in a chat is not to be kept after all.
    pub(crate) fn forgo_transcript(&self, chat: &ChatId) -> Result<(), DatabaseError> {
        self.database
            .transaction(|| transcripts::forgo(&self.database, chat))
    }

    /// Whether nobody is putting what was said in a chat where it is kept; from now on somebody is, until they have
    /// [put it down](Self::puts_down).
    pub(crate) fn takes_up(&self, chat: &ChatId) -> bool {
        self.taken_up.borrow_mut().insert(chat.clone())
    }

    /// Whoever was putting it where it is kept has done so, or has failed.
    pub(crate) fn puts_down(&self, chat: &ChatId) {
        self.taken_up.borrow_mut().remove(chat);
    }

    /// Takes note that what was said in a chat is where it is kept.
    pub(crate) fn is_kept(&self, message: &Message, chat: &ChatId) -> Result<(), DatabaseError> {
        self.database.transaction(|| {
            transcripts::forget(&self.database, chat)?;
            outbox::acknowledged(&self.database, message)
        })
    }

    /// When something is to be told next.
    pub(crate) fn next(&self) -> Result<Option<Timestamp>, DatabaseError> {
        if !self.may_wait.get() {
            return Ok(None);
        }
        let next = outbox::next_due(&self.database)?;
        self.may_wait.set(next.is_some());
        Ok(next)
    }

    /// What is to be told now.
    pub(crate) fn take_due(&self, now: Timestamp) -> Result<Vec<Message>, DatabaseError> {
        if self.may_wait.get() {
            outbox::take_due(&self.database, now)
        } else {
            Ok(Vec::new())
        }
    }

    /// Takes note of how telling it went.
    pub(crate) fn went(
        &self,
        message: &Message,
        was_heard: bool,
        now: Timestamp,
    ) -> Result<(), DatabaseError> {
        if was_heard {
            outbox::acknowledged(&self.database, message)
        } else {
            outbox::not_reached(&self.database, message, now)
        }
    }
}

#[cfg(test)]
mod tests {
    use durable_queue::to_archive::ToArchive;
    use hushdesk_edge::migrate;
    use hushdesk_edge::outbox::OUTBOX_TABLES;
    use hushdesk_edge::testing::Memory;
    use hushdesk_protocol::frames::{ChatKind, GuestLabel};
    use hushdesk_protocol::ids::{ChatId, Number};
    use hushdesk_protocol::rest::ChatRow;

    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    fn told() -> ToArchive {
        ToArchive {
            revision: Number(1),
            chat: ChatRow {
                chat: ChatId::from_bytes([1; 16]),
                kind: ChatKind::Sealed,
                guest: GuestLabel("heron-abc".to_owned()),
                queue: "reference".parse().unwrap(),
                skin: "blue".parse().unwrap(),
                page: None,
                address: None,
                started: NOW,
                claimed: None,
                ended: None,
                operators: vec![],
                transfers: 0,
                rolled_over: vec![],
                categories: vec![],
                rating: None,
            },
            holder: None,
            retained: None,
        }
    }

    #[test]
    fn what_was_not_heard_is_told_again_and_what_was_heard_is_not() {
        let tellings = Tellings::new(Memory::new());
        migrate(&tellings.database, &[OUTBOX_TABLES]).unwrap();
        assert_eq!(tellings.next(), Ok(None));
        tellings.tell(&told(), NOW).unwrap();
        assert_eq!(tellings.next(), Ok(Some(NOW)));
        let [message] = tellings.take_due(NOW).unwrap().try_into().unwrap();
        let says = message.delivery("reference").unwrap().says;
        assert_eq!(serde_json::from_value::<ToArchive>(says).unwrap(), told());
        tellings.went(&message, false, NOW).unwrap();
        let again = tellings.next().unwrap().unwrap();
        assert!(again > NOW);
        let [message] = tellings.take_due(again).unwrap().try_into().unwrap();
        tellings.went(&message, true, again).unwrap();
        assert_eq!(tellings.next(), Ok(None));
        assert!(!tellings.may_wait.get(), "nobody looks until there is more");
    }

    #[test]
    fn of_two_who_would_put_a_transcript_where_it_is_kept_one_does() {
        let tellings = Tellings::new(Memory::new());
        let chat = ChatId::from_bytes([1; 16]);
        assert!(tellings.takes_up(&chat));
        assert!(!tellings.takes_up(&chat));
        tellings.puts_down(&chat);
        assert!(tellings.takes_up(&chat));
    }
}
