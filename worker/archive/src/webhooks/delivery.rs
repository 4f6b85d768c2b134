//! What webhooks are told, on its way: which calls are to be made now, and how they went.
//!
//! As with mails, that a call is made is written down before, with when it is made again: so nothing is lost whatever dies, and
//! what was heard without our hearing that is told again, under the same id. What a call says is made of the row as it stands
//! then: nothing is copied that would have to be deleted with it.

use hushdesk_edge::{Database, DatabaseError, Row, Value};
use hushdesk_protocol::ids::{ChatId, MessageId, QueueName, Timestamp, WebhookId};
use hushdesk_protocol::rest::{ChatRow, WebhookAddress, WebhookEvent, Writer};
use serde::Serialize;

use super::happening::Nobody;
use super::{KNOWN_MILLIS, signature};
use crate::archive::Archive;
use crate::history::FindChat;
use crate::messages::reading::FindMessage;
use crate::question::{Asked, Question};
use crate::reader::Reader;
use crate::refused::ArchiveError;

/// Milliseconds after which a call is made again of which was not heard how it went.
const AGAIN_MILLIS: u64 = 2 * 60 * 1_000;

/// Milliseconds until the second try of one that was not taken. They double with each: 10, 20, 40 seconds and so on.
const FIRST_PAUSE_MILLIS: u64 = 10 * 1_000;

/// How often one is tried: for a bit more than five hours.
const TRIES_MAX: u32 = 12;

/// Calls that are made at once.
const AT_ONCE: u32 = 20;

/// Something to be posted.
#[derive(Debug, Eq, PartialEq)]
pub struct Call {
    /// By whom it is heard.
    pub webhook: WebhookId,
    /// Where.
    pub address: WebhookAddress,
    /// Its `webhook-id`.
    pub id: String,
    /// Its `webhook-timestamp`: seconds since 1970.
    pub seconds: u64,
    /// Its `webhook-signature`.
    pub signature: String,
    /// What it says, in JSON.
    pub body: String,
}

/// What was answered to a call, as HTTP says it; nothing if nobody answered.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Answered(pub Option<u16>);

impl Answered {
    /// Whether the call was taken: whatever answers otherwise hears it again, one that leads elsewhere too.
    const fn is_taken(self) -> bool {
        matches!(self.0, Some(200..=299))
    }
}

/// What a call says.
#[derive(Serialize)]
struct Said<T> {
    /// Of what; a test, if of nothing.
    r#type: &'static str,
    /// When that was.
    timestamp: Timestamp,
    /// What it was about, as it stands now.
    data: T,
}

/// What is said of a message: where it can be read.
#[derive(Serialize)]
struct LeftBehind {
    id: MessageId,
    queue: QueueName,
    /// Whether only those who have one of the organisation's keys can read it.
    sealed: bool,
}

/// Has a webhook be told something that says nothing.
pub(super) fn test(
    database: &impl Database,
    webhook: &WebhookId,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    database.query(
        "INSERT OR IGNORE INTO webhook_deliveries (webhook, id, at, state, due) VALUES (?1, ?2, ?3, 'waiting', ?3)",
        vec![
            webhook.as_str().into(),
            format!("test.{now}").as_str().into(),
            now.into(),
        ],
    )?;
    Ok(())
}

impl<D: Database> Archive<D> {
    /// The calls that are to be made now. What was told long ago is forgotten.
    ///
    /// # Errors
    ///
    /// The database failed.
    pub fn due_calls(&self, now: Timestamp) -> Result<Vec<Call>, DatabaseError> {
        self.open()?;
        let database = &self.database;
        database.transaction(|| {
            let before = Timestamp(now.0.saturating_sub(KNOWN_MILLIS));
            database.query(
                "DELETE FROM webhook_deliveries WHERE at <= ?",
                vec![before.into()],
            )?;
            let due = database.query(
                &format!(
                    "SELECT webhook, address, secret, webhook_deliveries.id, event, about, at
                     FROM webhook_deliveries JOIN webhooks ON webhooks.id = webhook
                     WHERE due <= ? ORDER BY due, at LIMIT {AT_ONCE}"
                ),
                vec![now.into()],
            )?;
            let calls = due.into_iter().map(|row| call(database, row, now));
            let calls: Result<Vec<_>, _> = calls.collect();
            Ok(calls?.into_iter().flatten().collect())
        })
    }

    /// Takes note of what was answered to a call.
    ///
    /// # Errors
    ///
    /// The database failed.
    pub fn call_went(
        &self,
        call: &Call,
        answered: Answered,
        now: Timestamp,
    ) -> Result<(), DatabaseError> {
        let status = answered.0.map(u32::from);
        let status = status.map_or(Value::Null, Into::into);
        let of = [call.webhook.as_str().into(), call.id.as_str().into()];
        if answered.is_taken() {
            // Whoever paused it meanwhile came too late.
            self.database.query(
                "UPDATE webhook_deliveries SET state = 'sent', due = NULL, status = ? WHERE webhook = ? AND id = ?",
                [status].into_iter().chain(of).collect(),
            )?;
            return Ok(());
        }
        self.database.query(
            &format!(
                "UPDATE webhook_deliveries SET state = iif(tries < {TRIES_MAX}, 'waiting', 'failed'), status = ?,
                     due = iif(tries < {TRIES_MAX}, ? + ({FIRST_PAUSE_MILLIS} << (tries - 1)), NULL)
                 WHERE webhook = ? AND id = ? AND state = 'waiting'"
            ),
            [status, now.into()].into_iter().chain(of).collect(),
        )?;
        Ok(())
    }

    /// When a call is to be made next, or one to be forgotten.
    ///
    /// # Errors
    ///
    /// The database failed.
    pub fn next_call(&self) -> Result<Option<Timestamp>, DatabaseError> {
        self.open()?;
        let rows = self.database.query(
            &format!(
                "SELECT min(due) FROM (SELECT min(due) AS due FROM webhook_deliveries WHERE due IS NOT NULL
                 UNION ALL SELECT min(at) + {KNOWN_MILLIS} FROM webhook_deliveries)"
            ),
            vec![],
        )?;
        let next = rows.into_iter().next();
        let next = next.map(|mut row| row.optional_moment("webhook_deliveries.due"));
        Ok(next.transpose()?.flatten())
    }
}

/// A call that is due, written down as tried; nothing if what it is about is there no more.
fn call(
    database: &impl Database,
    mut row: Row,
    now: Timestamp,
) -> Result<Option<Call>, DatabaseError> {
    let webhook: WebhookId = row.name("webhook_deliveries.webhook")?;
    let address = row.name("webhooks.address")?;
    let secret = row.text("webhooks.secret")?;
    let id = row.text("webhook_deliveries.id")?;
    let event = super::event(row.optional_text("webhook_deliveries.event")?)?;
    let about = row.optional_text("webhook_deliveries.about")?;
    let at = row.moment("webhook_deliveries.at")?;
    let of = || vec![webhook.as_str().into(), id.as_str().into()];
    let Some(body) = body(database, event, about, at)? else {
        database.query(
            "UPDATE webhook_deliveries SET state = 'withdrawn', due = NULL WHERE webhook = ? AND id = ?",
            of(),
        )?;
        return Ok(None);
    };
    let again = now.plus(AGAIN_MILLIS).into();
    database.query(
        "UPDATE webhook_deliveries SET due = ?, tries = tries + 1 WHERE webhook = ? AND id = ?",
        [again].into_iter().chain(of()).collect(),
    )?;
    let seconds = now.0 / 1_000;
    let signature = signature::of(&secret, &id, seconds, &body);
    let signature = signature.ok_or(DatabaseError::Column("webhooks.secret"))?;
    Ok(Some(Call {
        webhook,
        address,
        id,
        seconds,
        signature,
        body,
    }))
}

/// What a call says; nothing if what it is about is there no more.
fn body(
    database: &impl Database,
    event: Option<WebhookEvent>,
    about: Option<String>,
    at: Timestamp,
) -> Result<Option<String>, DatabaseError> {
    let Some(event) = event else {
        return said("test", at, serde_json::Map::new()).map(Some);
    };
    let about = about.ok_or(DatabaseError::Column("webhook_deliveries.about"))?;
    let wrong = |_| DatabaseError::Column("webhook_deliveries.about");
    match event {
        WebhookEvent::ChatOpened
        | WebhookEvent::ChatWaiting
        | WebhookEvent::ChatClaimed
        | WebhookEvent::ChatEnded => {
            let chat = ChatId::try_from(about).map_err(wrong)?;
            let row = there(FindChat { chat }, database)?;
            row.map(|row| said(event.as_str(), at, without_address(row)))
        }
        WebhookEvent::QueueUnstaffed => {
            let nobody = Nobody::read(&about);
            nobody.map(|nobody| said(event.as_str(), at, nobody))
        }
        WebhookEvent::MessageLeft => {
            let message = MessageId::try_from(about).map_err(wrong)?;
            let queues = None;
            let row = there(FindMessage { message, queues }, database)?;
            row.map(|row| {
                let left = LeftBehind {
                    sealed: row.writer == Writer::Sealed,
                    id: row.id,
                    queue: row.queue,
                };
                said(event.as_str(), at, left)
            })
        }
    }
    .transpose()
}

/// What is there, seen by whoever sees everything.
fn there<Q: Question>(
    question: Q,
    database: &impl Database,
) -> Result<Option<Q::Answer>, DatabaseError> {
    let by = &Reader::Administrator;
    match question.answer(Asked { by, database }) {
        Ok(answer) => Ok(Some(answer)),
        Err(ArchiveError::Refused(_)) => Ok(None),
        Err(ArchiveError::Database(error)) => Err(error),
    }
}

/// Where a guest comes from is nobody's business but the organisation's.
fn without_address(row: ChatRow) -> ChatRow {
    ChatRow {
        address: None,
        ..row
    }
}

fn said(
    r#type: &'static str,
    timestamp: Timestamp,
    data: impl Serialize,
) -> Result<String, DatabaseError> {
    let said = Said {
        r#type,
        timestamp,
        data,
    };
    serde_json::to_string(&said).map_err(|_| DatabaseError::Column("webhook_deliveries.about"))
}

#[cfg(test)]
mod tests {
    use durable_queue::to_archive::ToArchive;
    use hushdesk_edge::testing::Memory;
    use hushdesk_protocol::rest::{WebhookDelivery, WebhookState};

    use super::*;
    use crate::testing::{
        NOW, administrator, archive, ended, hook, left, reader, take, told, webhook,
    };
    use crate::{
        AddWebhook, DeleteWebhook, Leave, ListDeliveries, ListWebhooks, PauseWebhook, Refused,
        TestWebhook,
    };

    /// An archive with a webhook that is told of everything, at all queues.
    fn with_webhook() -> Archive<Memory> {
        let archive = archive(&[]);
        archive.ask(&administrator(), hook(1, &[])).unwrap();
        archive
    }

    fn deliveries(archive: &Archive<Memory>) -> Vec<WebhookDelivery> {
        let list = ListDeliveries {
            webhook: webhook(1),
        };
        archive.ask(&administrator(), list).unwrap().items
    }

    fn bodies(archive: &Archive<Memory>, now: Timestamp) -> Vec<serde_json::Value> {
        let calls = archive.due_calls(now).unwrap();
        let read = |call: &Call| serde_json::from_str(&call.body).unwrap();
        calls.iter().map(read).collect()
    }

    fn later(millis: u64) -> Timestamp {
        told(1).chat.started.plus(60 * 60_000 + millis)
    }

    #[test]
    fn a_chat_is_told_when_it_begins_is_claimed_and_ends_once_each() {
        let archive = with_webhook();
        let mut waits = told(1);
        waits.chat.claimed = None;
        waits.chat.operators = vec![];
        let claimed = ToArchive {
            revision: waits.revision.next(),
            ..told(1)
        };
        let over = ended(claimed.clone());
        for (number, says) in (1..).zip([&waits, &claimed, &claimed, &over, &waits]) {
            take(&archive, number, says.clone());
        }
        let said = bodies(&archive, later(0));
        let types: Vec<_> = said.iter().map(|it| it["type"].as_str().unwrap()).collect();
        assert_eq!(types, ["chat.opened", "chat.claimed", "chat.ended"]);
        let chat = &over.chat;
        let times = [chat.started, chat.claimed.unwrap(), chat.ended.unwrap().at];
        for (said, at) in said.iter().zip(times) {
            assert_eq!(said["timestamp"], at.0);
            assert_eq!(said["data"]["chat"], chat.chat.as_str());
            assert_eq!(said["data"]["guest"], "heron-001");
            assert!(said["data"]["address"].is_null(), "{said}");
        }
    }

    #[test]
    fn what_is_heard_of_late_is_told_all_the_same() {
        let archive = with_webhook();
        take(&archive, 1, ended(told(1)));
        assert_eq!(bodies(&archive, later(0)).len(), 3);
    }

    #[test]
    fn a_webhook_is_told_of_its_queues_and_of_what_it_wants_to_hear() {
        let archive = archive(&[]);
        let mut of_maps = hook(1, &["maps"]);
        of_maps.events = [WebhookEvent::ChatClaimed].into();
        archive.ask(&administrator(), of_maps).unwrap();
        take(&archive, 1, told(1));
        assert_eq!(bodies(&archive, later(0)), Vec::<serde_json::Value>::new());
        let mut maps = told(2);
        maps.chat.queue = "maps".parse().unwrap();
        take(&archive, 2, maps);
        let said = bodies(&archive, later(0));
        assert_eq!(said.len(), 1);
        assert_eq!(said[0]["type"], "chat.claimed");
    }

    #[test]
    fn a_message_that_was_left_is_told_without_what_it_says_and_who_wrote_it() {
        let archive = with_webhook();
        let note = Leave {
            writer: Writer::Sealed,
            ..left(2)
        };
        archive.leave(&left(1)).unwrap();
        archive.leave(&note).unwrap();
        let said = bodies(&archive, later(0));
        let expected = [(left(1), false), (note, true)].map(|(message, sealed)| {
            serde_json::json!({
                "type": "message.left",
                "timestamp": message.at.0,
                "data": {"id": message.id.as_str(), "queue": "reference", "sealed": sealed},
            })
        });
        assert_eq!(said, expected);
    }

    #[test]
    fn a_call_is_signed_and_made_again_until_it_is_taken_under_the_same_id() {
        let archive = with_webhook();
        let test = || TestWebhook {
            webhook: webhook(1),
            now: NOW,
        };
        archive.ask(&administrator(), test()).unwrap();
        assert_eq!(archive.next_call(), Ok(Some(NOW)));
        let calls = archive.due_calls(NOW).unwrap();
        let [call] = calls.as_slice() else {
            panic!("{calls:?}");
        };
        assert_eq!(archive.due_calls(NOW), Ok(vec![]));
        let secret = signature::shown(&[7; 32]);
        let signed = signature::of(&secret, &call.id, NOW.0 / 1_000, &call.body);
        assert_eq!(Some(&call.signature), signed.as_ref());

        let again = archive.due_calls(NOW.plus(AGAIN_MILLIS)).unwrap();
        assert_eq!(again.first().map(|it| &it.id), Some(&call.id));
        archive.call_went(call, Answered(Some(503)), NOW).unwrap();
        assert_eq!(
            archive.next_call(),
            Ok(Some(NOW.plus(2 * FIRST_PAUSE_MILLIS)))
        );
        archive.call_went(call, Answered(Some(204)), NOW).unwrap();
        let expected = WebhookDelivery {
            id: call.id.clone(),
            event: None,
            at: NOW,
            state: WebhookState::Sent,
            tries: 2,
            status: Some(204),
        };
        assert_eq!(deliveries(&archive), std::slice::from_ref(&expected));
        let listed = archive.ask(&administrator(), ListWebhooks).unwrap().items;
        assert_eq!(listed[0].last, Some(expected));
    }

    #[test]
    fn whoever_never_takes_it_is_tried_more_and_more_rarely_and_then_given_up() {
        let archive = with_webhook();
        let test = TestWebhook {
            webhook: webhook(1),
            now: NOW,
        };
        archive.ask(&administrator(), test).unwrap();
        let (mut now, mut pauses) = (NOW, Vec::new());
        loop {
            let calls = archive.due_calls(now).unwrap();
            let Some(call) = calls.first() else { break };
            archive.call_went(call, Answered(Some(302)), now).unwrap();
            let next = archive.next_call().unwrap().unwrap();
            pauses.push(next.since(now) / 1_000);
            now = next;
        }
        pauses.pop();
        assert_eq!(
            pauses,
            [10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 5_120, 10_240]
        );
        assert_eq!(deliveries(&archive), [], "it is seven days later");
    }

    #[test]
    fn what_is_about_a_paused_or_deleted_webhook_does_not_go() {
        for pause in [true, false] {
            let archive = with_webhook();
            take(&archive, 1, told(1));
            if pause {
                let pause = PauseWebhook {
                    webhook: webhook(1),
                    paused: true,
                };
                archive.ask(&administrator(), pause).unwrap();
                take(&archive, 2, ended(told(1)));
                let states: Vec<_> = deliveries(&archive).iter().map(|it| it.state).collect();
                assert_eq!(states, [WebhookState::Withdrawn; 2]);
            } else {
                let delete = DeleteWebhook {
                    webhook: webhook(1),
                };
                archive.ask(&administrator(), delete).unwrap();
                assert_eq!(deliveries(&archive), []);
            }
            assert_eq!(archive.due_calls(later(0)), Ok(vec![]));
        }
    }

    #[test]
    fn webhooks_are_for_administrators_and_there_are_ten_of_them() {
        let archive = archive(&[]);
        let ann = reader("ann", &["reference"]);
        let refused = Err(Refused::NoWebhook.into());
        assert_eq!(archive.ask(&ann, hook(1, &[])), refused);
        assert!(archive.ask(&ann, ListWebhooks).is_err());
        for byte in 0..10 {
            let secret = archive.ask(&administrator(), hook(byte, &[])).unwrap();
            assert_eq!(secret, signature::shown(&[7; 32]));
        }
        let full = Err(Refused::WebhooksFull.into());
        assert_eq!(archive.ask(&administrator(), hook(10, &[])), full);
        let shown: AddWebhook = hook(1, &[]);
        let list = archive.ask(&administrator(), ListWebhooks).unwrap().items;
        assert_eq!(list.len(), 10);
        assert_eq!(list[1].address, shown.address);
    }
}
