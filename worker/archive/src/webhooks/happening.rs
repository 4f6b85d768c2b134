//! What happens becomes something to be told, in the transaction in which it becomes known: once, however often that comes.

use durable_queue::to_archive::ToArchive;
use hushdesk_edge::{Database, DatabaseError, Value};
use hushdesk_protocol::ids::{QueueName, Timestamp};
use hushdesk_protocol::rest::WebhookEvent;
use serde::Serialize;

use crate::messages::leaving::Leave;

/// How a chat stood before something about it became known.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Before {
    is_known: bool,
    is_claimed: bool,
    is_over: bool,
}

impl Before {
    /// How it stands; nothing, if there are no webhooks, for which alone that matters.
    pub(crate) fn of(
        database: &impl Database,
        told: &ToArchive,
    ) -> Result<Option<Self>, DatabaseError> {
        let rows = database.query(
            "SELECT chats.chat IS NOT NULL, chats.claimed IS NOT NULL, chats.ended IS NOT NULL
             FROM (SELECT 1 FROM webhooks LIMIT 1) LEFT JOIN chats ON chats.chat = ?",
            vec![told.chat.chat.as_str().into()],
        )?;
        let before = rows.into_iter().next().map(|mut row| {
            Ok(Self {
                is_known: row.flag("chats.chat")?,
                is_claimed: row.flag("chats.claimed")?,
                is_over: row.flag("chats.ended")?,
            })
        });
        before.transpose()
    }

    /// What has happened since, and when.
    fn happened(self, told: &ToArchive) -> Vec<(WebhookEvent, Timestamp)> {
        let chat = &told.chat;
        let opened = (!self.is_known).then_some(chat.started);
        let claimed = chat.claimed.filter(|_| !self.is_claimed);
        let ended = chat.ended.filter(|_| !self.is_over).map(|end| end.at);
        [
            (WebhookEvent::ChatOpened, opened),
            (WebhookEvent::ChatClaimed, claimed),
            (WebhookEvent::ChatEnded, ended),
        ]
        .into_iter()
        .filter_map(|(event, at)| Some((event, at?)))
        .collect()
    }
}

/// Has webhooks be told how a chat went on.
pub(crate) fn chat_stands(
    database: &impl Database,
    before: Before,
    told: &ToArchive,
) -> Result<(), DatabaseError> {
    for (event, at) in before.happened(told) {
        let chat = &told.chat;
        happens(database, event, (chat.chat.as_str(), &chat.queue), at)?;
    }
    Ok(())
}

/// Has webhooks be told that a chat has waited for too long.
pub(crate) fn chat_waits(
    database: &impl Database,
    about: (&str, &QueueName),
    now: Timestamp,
) -> Result<(), DatabaseError> {
    happens(database, WebhookEvent::ChatWaiting, about, now)
}

/// Has webhooks be told that nobody has been at a queue since then.
pub(crate) fn queue_unstaffed(
    database: &impl Database,
    queue: &QueueName,
    since: Timestamp,
) -> Result<(), DatabaseError> {
    let about = Nobody {
        queue: queue.clone(),
        since,
    };
    happens(
        database,
        WebhookEvent::QueueUnstaffed,
        (&about.to_string(), queue),
        since,
    )
}

/// At which queue nobody has been, and since when. As text, what a webhook is told of.
#[derive(Serialize)]
pub(super) struct Nobody {
    queue: QueueName,
    since: Timestamp,
}

impl std::fmt::Display for Nobody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.queue, self.since)
    }
}

impl Nobody {
    /// Read from such a text.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (queue, since) = text.rsplit_once('.')?;
        Some(Self {
            queue: queue.parse().ok()?,
            since: Timestamp(since.parse().ok()?),
        })
    }
}

/// Has webhooks be told that a message was left.
pub(crate) fn message_left(database: &impl Database, message: &Leave) -> Result<(), DatabaseError> {
    let about = (message.id.as_str(), &message.queue);
    happens(database, WebhookEvent::MessageLeft, about, message.at)
}

fn happens(
    database: &impl Database,
    event: WebhookEvent,
    (about, queue): (&str, &QueueName),
    at: Timestamp,
) -> Result<(), DatabaseError> {
    let id = format!("{}.{about}", event.as_str());
    database.query(
        "INSERT OR IGNORE INTO webhook_deliveries (webhook, id, event, about, at, state, due)
         SELECT id, ?1, ?2, ?3, ?4, 'waiting', ?4 FROM webhooks
         WHERE NOT paused AND EXISTS (SELECT 1 FROM json_each(events) WHERE value = ?2)
             AND (queues = '[]' OR EXISTS (SELECT 1 FROM json_each(queues) WHERE value = ?5))",
        vec![
            Value::Text(id),
            event.as_str().into(),
            about.into(),
            at.into(),
            queue.as_str().into(),
        ],
    )?;
    Ok(())
}
