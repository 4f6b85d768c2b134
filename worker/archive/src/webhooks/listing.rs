//! Which webhooks there are, and what they were told.

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::WebhookId;
use hushdesk_protocol::rest::{Page, Webhook, WebhookDelivery};
use serde::{Deserialize, Serialize};

use super::managing::must_administer;
use super::{DELIVERY, list, read_delivery};
use crate::question::{Asked, Question};
use crate::refused::ArchiveError;

/// Things it was told that are listed.
const LISTED_MAX: u32 = 100;

/// The webhooks of the organisation, the first one first.
#[derive(Serialize, Deserialize)]
pub struct ListWebhooks;

impl Question for ListWebhooks {
    const PATH: &'static str = "/list-webhooks";
    type Answer = Page<Webhook>;

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<Page<Webhook>, ArchiveError> {
        must_administer(asked.by)?;
        let database = asked.database;
        let rows = database.query(
            "SELECT id, address, events, queues, made, paused FROM webhooks ORDER BY made, id",
            vec![],
        )?;
        let webhooks = rows.into_iter().map(|row| webhook(database, row));
        Ok(Page {
            items: webhooks.collect::<Result<_, _>>()?,
            next: None,
        })
    }
}

fn webhook(database: &impl Database, mut row: Row) -> Result<Webhook, DatabaseError> {
    let id: WebhookId = row.name("webhooks.id")?;
    let last = last(database, &id, 1)?.into_iter().next();
    Ok(Webhook {
        id,
        address: row.name("webhooks.address")?,
        events: list(&row.text("webhooks.events")?)?,
        queues: list(&row.text("webhooks.queues")?)?,
        made: row.moment("webhooks.made")?,
        paused: row.flag("webhooks.paused")?,
        last,
    })
}

/// What a webhook was told, the last one first.
#[derive(Serialize, Deserialize)]
pub struct ListDeliveries {
    /// Which.
    pub webhook: WebhookId,
}

impl Question for ListDeliveries {
    const PATH: &'static str = "/list-deliveries";
    type Answer = Page<WebhookDelivery>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D>,
    ) -> Result<Page<WebhookDelivery>, ArchiveError> {
        must_administer(asked.by)?;
        Ok(Page {
            items: last(asked.database, &self.webhook, LISTED_MAX)?,
            next: None,
        })
    }
}

fn last(
    database: &impl Database,
    webhook: &WebhookId,
    rows: u32,
) -> Result<Vec<WebhookDelivery>, DatabaseError> {
    let rows = database.query(
        &format!(
            "SELECT {DELIVERY} FROM webhook_deliveries WHERE webhook = ? ORDER BY at DESC, id DESC LIMIT ?"
        ),
        vec![webhook.as_str().into(), rows.into()],
    )?;
    rows.into_iter().map(read_delivery).collect()
}
