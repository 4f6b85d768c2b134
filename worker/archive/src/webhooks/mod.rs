//! Webhooks: other programs are told when a chat is opened, claimed and ended, and when a message is left. They are told what
//! the row says, and nothing is said in a row.

pub(crate) mod delivery;
pub(crate) mod happening;
pub(crate) mod listing;
pub(crate) mod managing;
mod signature;

use hushdesk_edge::{DatabaseError, Row};
use hushdesk_protocol::rest::{WEBHOOK_LOG_DAYS, WebhookDelivery, WebhookEvent, WebhookState};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// For how long it is known what one was told.
const KNOWN_MILLIS: u64 = WEBHOOK_LOG_DAYS * 24 * 60 * 60 * 1_000;

/// The columns that [`read_delivery`] reads, in order.
const DELIVERY: &str = "id, event, at, state, tries, status";

fn read_delivery(mut row: Row) -> Result<WebhookDelivery, DatabaseError> {
    Ok(WebhookDelivery {
        id: row.text("webhook_deliveries.id")?,
        event: event(row.optional_text("webhook_deliveries.event")?)?,
        at: row.moment("webhook_deliveries.at")?,
        state: state(&row.text("webhook_deliveries.state")?)?,
        tries: row.number("webhook_deliveries.tries")?,
        status: row.optional_number("webhook_deliveries.status")?,
    })
}

fn event(stored: Option<String>) -> Result<Option<WebhookEvent>, DatabaseError> {
    let Some(stored) = stored else {
        return Ok(None);
    };
    let mut all = WebhookEvent::ALL.into_iter();
    let event = all.find(|event| event.as_str() == stored);
    let wrong = DatabaseError::Column("webhook_deliveries.event");
    event.map(Some).ok_or(wrong)
}

fn state(stored: &str) -> Result<WebhookState, DatabaseError> {
    match stored {
        "waiting" => Ok(WebhookState::Waiting),
        "sent" => Ok(WebhookState::Sent),
        "failed" => Ok(WebhookState::Failed),
        "withdrawn" => Ok(WebhookState::Withdrawn),
        _ => Err(DatabaseError::Column("webhook_deliveries.state")),
    }
}

fn list<T: DeserializeOwned>(json: &str) -> Result<T, DatabaseError> {
    serde_json::from_str(json).map_err(|_| DatabaseError::Column("webhooks.events, queues"))
}

fn json(list: &impl Serialize) -> Result<String, DatabaseError> {
    serde_json::to_string(list).map_err(|_| DatabaseError::Column("webhooks.events, queues"))
}
