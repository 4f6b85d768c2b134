//! Transcripts that are to be kept and are not yet where that is. Each is written down in the transaction that ended its
//! chat, with a message to oneself, and stays until it has been put there: so none is lost, and since the same bytes go
//! under the same key, none is doubled.

use durable_queue::Retained;
use durable_queue::limits::DAY_MILLIS;
use durable_queue::open_transcript::WrittenTranscript;
use hushdesk_edge::outbox::{self, Message};
use hushdesk_edge::{Database, DatabaseError, Value};
use hushdesk_protocol::ids::{ChatId, Timestamp};

/// Who puts transcripts where they are kept, as the outbox calls it.
pub(crate) const KEEPER: &str = "transcripts";

/// The step of a migration that makes their table.
pub(crate) const TRANSCRIPT_TABLES: &str = "
    CREATE TABLE transcripts (
        chat   TEXT NOT NULL PRIMARY KEY,
        record TEXT, -- JSON, as it will be kept; NULL: it is not to be kept after all
        ended  INTEGER NOT NULL,
        until  INTEGER NOT NULL -- when it is to be gone
    ) STRICT;
";

/// One that waits.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Waiting {
    /// As it is written.
    pub(crate) record: String,
    /// When its chat ended.
    pub(crate) ended: Timestamp,
    until: Timestamp,
}

impl Waiting {
    /// What was said.
    pub(crate) fn read(&self) -> Result<WrittenTranscript, DatabaseError> {
        let read = serde_json::from_str(&self.record);
        read.map_err(|_| DatabaseError::Column("transcripts.record"))
    }

    /// Until when it is kept, by a queue that keeps what is said for so many days by now.
    pub(crate) fn until(&self, days: Option<u32>) -> Timestamp {
        let days = u64::from(days.unwrap_or(0));
        self.until
            .min(self.ended.plus(days.saturating_mul(DAY_MILLIS)))
    }
}

/// What is to become of what was said in a chat.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Standing {
    /// It is to be put where it is kept.
    Waiting(Waiting),
    /// It is not to be kept after all: what may have been put there already is to be deleted.
    Forgone,
    /// Nothing any more: it is where it is kept, or has been deleted there.
    Done,
}

/// Writes one down. The caller's transaction keeps it.
pub(crate) fn write_down(
    database: &impl Database,
    retained: &Retained,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let record = serde_json::to_string(&retained.transcript)
        .map_err(|_| DatabaseError::Column("transcripts.record"))?;
    database.query(
        "INSERT OR IGNORE INTO transcripts (chat, record, ended, until) VALUES (?, ?, ?, ?)",
        vec![
            retained.chat.as_str().into(),
            record.as_str().into(),
            retained.ended.into(),
            retained.until.into(),
        ],
    )?;
    outbox::post(database, KEEPER, &retained.chat, now, None)
}

/// How that of a chat stands.
pub(crate) fn standing(database: &impl Database, chat: &ChatId) -> Result<Standing, DatabaseError> {
    let rows = database.query(
        "SELECT record, ended, until FROM transcripts WHERE chat = ?",
        vec![chat.as_str().into()],
    )?;
    let Some(mut row) = rows.into_iter().next() else {
        return Ok(Standing::Done);
    };
    let Some(record) = row.optional_text("transcripts.record")? else {
        return Ok(Standing::Forgone);
    };
    Ok(Standing::Waiting(Waiting {
        record,
        ended: row.moment("transcripts.ended")?,
        until: row.moment("transcripts.until")?,
    }))
}

/// That of a chat is not to be kept after all. The row stays until its message is acknowledged, so that whoever is putting it
/// where it is kept learns of that.
pub(crate) fn forgo(database: &impl Database, chat: &ChatId) -> Result<(), DatabaseError> {
    overwrite(database, chat)?;
    database.query(
        "UPDATE transcripts SET record = NULL WHERE chat = ?",
        vec![chat.as_str().into()],
    )?;
    Ok(())
}

/// That of a chat waits no longer: it is where it is kept, or is deleted there.
pub(crate) fn forget(database: &impl Database, chat: &ChatId) -> Result<(), DatabaseError> {
    overwrite(database, chat)?;
    database.query(
        "DELETE FROM transcripts WHERE chat = ?",
        vec![chat.as_str().into()],
    )?;
    Ok(())
}

/// What stood in a deleted row stays in the file.
fn overwrite(database: &impl Database, chat: &ChatId) -> Result<(), DatabaseError> {
    database.query(
        "UPDATE transcripts SET record = substr(hex(zeroblob(octets)), 1, octets)
         FROM (SELECT length(CAST(record AS BLOB)) AS octets FROM transcripts WHERE chat = ?1)
         WHERE chat = ?1 AND record IS NOT NULL",
        vec![Value::from(chat.as_str())],
    )?;
    Ok(())
}

/// Which chat's is to be put where it is kept.
pub(crate) fn meant(message: &Message) -> Result<ChatId, DatabaseError> {
    let says = message.delivery(KEEPER)?.says;
    serde_json::from_value(says).map_err(|_| DatabaseError::Column("outbox.says"))
}

#[cfg(test)]
mod tests {
    use durable_queue::{
        ConnectionId, Effect, Event, GuestOpened, GuestSays, Queue, StoredConfig, TokenHash,
    };
    use hushdesk_edge::migrate;
    use hushdesk_edge::outbox::OUTBOX_TABLES;
    use hushdesk_edge::testing::Memory;
    use hushdesk_protocol::frames::{Body, Opening, Outgoing};
    use hushdesk_protocol::ids::{Number, ResumeToken};
    use hushdesk_protocol::rest::QueueSettings;

    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    fn chat() -> ChatId {
        ChatId::from_bytes([1; 16])
    }

    /// What a queue has kept that keeps it for 30 days.
    fn retained() -> Retained {
        let mut queue = Queue::default();
        let connection = ConnectionId(1);
        let opened = GuestOpened {
            chat: chat(),
            token: TokenHash::of(&ResumeToken::from_bytes([9; 32])),
            opening: Opening::Open,
            skin: "blue".parse().unwrap(),
            page: None,
            address: None,
            rollover: vec![],
            random: 5,
        };
        let text = "A word.".parse().unwrap();
        let message = Outgoing {
            number: Number(1),
            body: Body::Open { text },
        };
        let says = |says| Event::GuestSaid { connection, says };
        let settings = QueueSettings {
            retain: Some(30),
            ..QueueSettings::default()
        };
        let events = [
            Event::Configured(Box::new(StoredConfig {
                settings,
                ..StoredConfig::default()
            })),
            Event::GuestOpened {
                connection,
                opened,
                from: None,
            },
            says(GuestSays::Message(message)),
            says(GuestSays::End),
        ];
        let effects = events.into_iter().flat_map(|it| queue.handle(it, NOW));
        let mut kept = effects.filter_map(|effect| {
            let Effect::Retain(kept) = effect else {
                return None;
            };
            Some(*kept)
        });
        kept.next().unwrap()
    }

    fn object() -> Memory {
        let memory = Memory::new();
        migrate(&memory, &[OUTBOX_TABLES, TRANSCRIPT_TABLES]).unwrap();
        memory
    }

    fn waiting(database: &Memory) -> Waiting {
        let Standing::Waiting(waiting) = standing(database, &chat()).unwrap() else {
            panic!("nothing waits");
        };
        waiting
    }

    #[test]
    fn what_is_not_to_be_kept_after_all_is_known_until_its_message_goes() {
        let database = object();
        write_down(&database, &retained(), NOW).unwrap();
        forgo(&database, &chat()).unwrap();
        assert_eq!(standing(&database, &chat()), Ok(Standing::Forgone));
        forget(&database, &chat()).unwrap();
        assert_eq!(standing(&database, &chat()), Ok(Standing::Done));
        forgo(&database, &chat()).unwrap();
        assert_eq!(standing(&database, &chat()), Ok(Standing::Done));
    }

    #[test]
    fn what_waits_is_the_same_each_time_it_is_tried_until_it_is_kept() {
        let database = object();
        write_down(&database, &retained(), NOW).unwrap();
        let mut tried = Vec::new();
        let mut now = NOW;
        for _ in 0..3 {
            let [message] = outbox::take_due(&database, now)
                .unwrap()
                .try_into()
                .unwrap();
            assert_eq!(meant(&message), Ok(chat()));
            tried.push(waiting(&database));
            outbox::not_reached(&database, &message, now).unwrap();
            now = outbox::next_due(&database).unwrap().unwrap();
        }
        assert!(tried.windows(2).all(|pair| pair[0] == pair[1]));
        assert_eq!(tried[0].until(Some(30)), NOW.plus(30 * DAY_MILLIS));
        let [message] = outbox::take_due(&database, now)
            .unwrap()
            .try_into()
            .unwrap();
        forget(&database, &chat()).unwrap();
        outbox::acknowledged(&database, &message).unwrap();
        assert_eq!(standing(&database, &chat()), Ok(Standing::Done));
        assert_eq!(outbox::next_due(&database), Ok(None));
    }

    #[test]
    fn what_a_queue_keeps_for_a_shorter_time_by_now_is_gone_earlier() {
        let database = object();
        write_down(&database, &retained(), NOW).unwrap();
        let waiting = waiting(&database);
        assert_eq!(waiting.until(Some(7)), NOW.plus(7 * DAY_MILLIS));
        assert_eq!(waiting.until(Some(90)), NOW.plus(30 * DAY_MILLIS));
        assert_eq!(waiting.until(None), NOW);
    }
}
