//! Administrators make webhooks, pause and delete them, and try them out.

use std::collections::BTreeSet;

use hushdesk_edge::{Database, DatabaseError, Value, overwritten};
use hushdesk_protocol::ids::{QueueName, Timestamp, WebhookId};
use hushdesk_protocol::rest::{WEBHOOKS_MAX, WebhookAddress, WebhookEvent};
use serde::{Deserialize, Serialize};

use super::signature::{SECRET_BYTES, shown};
use super::{delivery, json};
use crate::question::{Asked, Question};
use crate::reader::Reader;
use crate::refused::{ArchiveError, Refused};

/// Makes a webhook. The answer is its secret, as receivers read it.
#[derive(Serialize, Deserialize)]
pub struct AddWebhook {
    /// By what it is known.
    pub id: WebhookId,
    /// Where it is told.
    pub address: WebhookAddress,
    /// Of what.
    pub events: BTreeSet<WebhookEvent>,
    /// Of which queues; of all, if there are none.
    pub queues: BTreeSet<QueueName>,
    /// At random: by what is signed what it is told.
    pub secret: [u8; SECRET_BYTES],
    /// When.
    pub now: Timestamp,
}

impl Question for AddWebhook {
    const PATH: &'static str = "/add-webhook";
    type Answer = String;

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<String, ArchiveError> {
        let database = asked.database;
        must_administer(asked.by)?;
        must_have_room(database)?;
        let secret = shown(&self.secret);
        database.query(
            "INSERT INTO webhooks (id, address, secret, events, queues, made) VALUES (?, ?, ?, ?, ?, ?)",
            vec![
                self.id.as_str().into(),
                self.address.as_str().into(),
                secret.as_str().into(),
                Value::Text(json(&self.events)?),
                Value::Text(json(&self.queues)?),
                self.now.into(),
            ],
        )?;
        Ok(secret)
    }
}

fn must_have_room(database: &impl Database) -> Result<(), ArchiveError> {
    let rows = database.query("SELECT count(*) FROM webhooks", vec![])?;
    let count = rows.into_iter().next();
    let count: u32 = count.map_or(Ok(0), |mut row| row.number("webhooks"))?;
    if count >= WEBHOOKS_MAX {
        return Err(Refused::WebhooksFull.into());
    }
    Ok(())
}

/// Has a webhook be told nothing for now, or again what happens from now on. What has not gone yet when it is paused does not go.
#[derive(Serialize, Deserialize)]
pub struct PauseWebhook {
    /// Which.
    pub webhook: WebhookId,
    /// Whether it is told nothing.
    pub paused: bool,
}

impl Question for PauseWebhook {
    const PATH: &'static str = "/pause-webhook";
    type Answer = ();

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<(), ArchiveError> {
        let database = asked.database;
        must_administer(asked.by)?;
        find(database, &self.webhook)?;
        database.query(
            "UPDATE webhooks SET paused = ? WHERE id = ?",
            vec![self.paused.into(), self.webhook.as_str().into()],
        )?;
        if self.paused {
            database.query(
                "UPDATE webhook_deliveries SET state = 'withdrawn', due = NULL WHERE webhook = ? AND state = 'waiting'",
                vec![self.webhook.as_str().into()],
            )?;
        }
        Ok(())
    }
}

/// Tells a webhook something that says nothing.
#[derive(Serialize, Deserialize)]
pub struct TestWebhook {
    /// Which.
    pub webhook: WebhookId,
    /// When.
    pub now: Timestamp,
}

impl Question for TestWebhook {
    const PATH: &'static str = "/test-webhook";
    type Answer = ();

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<(), ArchiveError> {
        must_administer(asked.by)?;
        find(asked.database, &self.webhook)?;
        Ok(delivery::test(asked.database, &self.webhook, self.now)?)
    }
}

/// Deletes a webhook, with what is known of what it was told.
#[derive(Serialize, Deserialize)]
pub struct DeleteWebhook {
    /// Which.
    pub webhook: WebhookId,
}

impl Question for DeleteWebhook {
    const PATH: &'static str = "/delete-webhook";
    type Answer = ();

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<(), ArchiveError> {
        let database = asked.database;
        must_administer(asked.by)?;
        find(database, &self.webhook)?;
        // What stood in a deleted row stays in the file.
        let over = ["address", "secret"].map(overwritten).join(", ");
        for statement in [
            format!("UPDATE webhooks SET {over} WHERE id = ?"),
            "DELETE FROM webhooks WHERE id = ?".to_owned(),
            "DELETE FROM webhook_deliveries WHERE webhook = ?".to_owned(),
        ] {
            database.query(&statement, vec![self.webhook.as_str().into()])?;
        }
        Ok(())
    }
}

/// Where a webhook is told.
#[derive(Serialize, Deserialize)]
pub struct FindWebhook {
    /// Which.
    pub webhook: WebhookId,
}

impl Question for FindWebhook {
    const PATH: &'static str = "/find-webhook";
    type Answer = WebhookAddress;

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<WebhookAddress, ArchiveError> {
        must_administer(asked.by)?;
        find(asked.database, &self.webhook)
    }
}

fn find(database: &impl Database, webhook: &WebhookId) -> Result<WebhookAddress, ArchiveError> {
    let rows = database.query(
        "SELECT address FROM webhooks WHERE id = ?",
        vec![webhook.as_str().into()],
    )?;
    let mut row = rows.into_iter().next().ok_or(Refused::NoWebhook)?;
    let address: Result<_, DatabaseError> = row.name("webhooks.address");
    Ok(address?)
}

/// They are for administrators only; the directory has said who is one.
pub(super) fn must_administer(by: &Reader) -> Result<(), Refused> {
    match by {
        Reader::Administrator => Ok(()),
        Reader::Operator { .. } => Err(Refused::NoWebhook),
    }
}
