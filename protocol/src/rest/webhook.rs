//! Webhooks: other programs of the organisation are told when a chat is opened, claimed and ended, when one waits too long, when
//! nobody is there, and when a message is left. They are told which and how it stands, never what was said.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::{QueueName, Timestamp, WebhookId};

/// Bytes of a webhook: an address, and the names of many queues.
pub const WEBHOOK_BYTES_MAX: usize = 16_384;

/// Webhooks of an organisation.
pub const WEBHOOKS_MAX: u32 = 10;

/// Queues of which one tells, if it does not tell of all.
pub const WEBHOOK_QUEUES_MAX: usize = 100;

/// Days for which it is known what a webhook was told.
pub const WEBHOOK_LOG_DAYS: u64 = 7;

/// Bytes of the address of a webhook.
const ADDRESS_BYTES_MAX: usize = 1_000;

/// What a webhook can be told of.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum WebhookEvent {
    /// A guest has opened a chat.
    #[serde(rename = "chat.opened")]
    ChatOpened,
    /// Nobody has claimed it for as long as the queue's [alerts](super::Alerts) allow.
    #[serde(rename = "chat.waiting")]
    ChatWaiting,
    /// An operator has claimed it, the first one.
    #[serde(rename = "chat.claimed")]
    ChatClaimed,
    /// It has ended.
    #[serde(rename = "chat.ended")]
    ChatEnded,
    /// A guest has left a message where nobody was there.
    #[serde(rename = "message.left")]
    MessageLeft,
    /// Nobody has been there in opening hours for as long as the queue's [alerts](super::Alerts) allow.
    #[serde(rename = "queue.unstaffed")]
    QueueUnstaffed,
}

impl WebhookEvent {
    /// All of them, in the order in which they happen.
    pub const ALL: [Self; 6] = [
        Self::ChatOpened,
        Self::ChatWaiting,
        Self::ChatClaimed,
        Self::ChatEnded,
        Self::MessageLeft,
        Self::QueueUnstaffed,
    ];

    /// As it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ChatOpened => "chat.opened",
            Self::ChatWaiting => "chat.waiting",
            Self::ChatClaimed => "chat.claimed",
            Self::ChatEnded => "chat.ended",
            Self::MessageLeft => "message.left",
            Self::QueueUnstaffed => "queue.unstaffed",
        }
    }
}

/// Where a webhook is told: an `https` address; `http` is for programs beside a development server, on a loopback address.
#[derive(Clone, Eq, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WebhookAddress(String);

/// A text to which nothing can be posted.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a webhook's address begins with https:// and has neither user nor fragment")]
pub struct NoWebhookAddress;

impl WebhookAddress {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, which says whose it is.
    pub fn host(&self) -> &str {
        host(&self.0).unwrap_or_default()
    }
}

impl TryFrom<String> for WebhookAddress {
    type Error = NoWebhookAddress;

    fn try_from(text: String) -> Result<Self, NoWebhookAddress> {
        let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"#<>\"\\`{}|^".contains(&byte);
        let is_host = |host: &str| {
            let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte);
            !host.is_empty() && host.bytes().all(is_part)
        };
        let is_right = text.len() <= ADDRESS_BYTES_MAX
            && text.bytes().all(is_plain)
            && host(&text).is_some_and(is_host);
        is_right.then_some(Self(text)).ok_or(NoWebhookAddress)
    }
}

/// Host and port, with a user if there is one.
pub(super) fn host(address: &str) -> Option<&str> {
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))?;
    rest.split(['/', '?']).next()
}

impl std::str::FromStr for WebhookAddress {
    type Err = NoWebhookAddress;

    fn from_str(text: &str) -> Result<Self, NoWebhookAddress> {
        Self::try_from(text.to_owned())
    }
}

impl From<WebhookAddress> for String {
    fn from(address: WebhookAddress) -> Self {
        address.0
    }
}

/// Without the path: it may be what lets somebody post there.
impl fmt::Debug for WebhookAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WebhookAddress({})", self.host())
    }
}

/// A webhook to be made ([`PostWebhook`](super::PostWebhook)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewWebhook {
    /// Where it is told.
    pub address: WebhookAddress,
    /// Of what: at least one.
    pub events: BTreeSet<WebhookEvent>,
    /// Of which queues; of all, if there are none.
    #[serde(default)]
    pub queues: BTreeSet<QueueName>,
}

/// A webhook that was made ([`PostWebhook`](super::PostWebhook)).
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WebhookSecret {
    /// By what it is known.
    pub id: WebhookId,
    /// The key by which what it is told is signed, as Standard Webhooks writes it. It is shown this once.
    pub secret: String,
}

/// Without the secret.
impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookSecret")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// A webhook, as it is listed ([`GetWebhooks`](super::GetWebhooks)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// By what it is known.
    pub id: WebhookId,
    /// Where it is told.
    pub address: WebhookAddress,
    /// Of what.
    pub events: BTreeSet<WebhookEvent>,
    /// Of which queues; of all, if there are none.
    pub queues: BTreeSet<QueueName>,
    /// When it was made.
    pub made: Timestamp,
    /// Whether it is told nothing for now.
    pub paused: bool,
    /// What it was told last, if anything within [`WEBHOOK_LOG_DAYS`].
    pub last: Option<WebhookDelivery>,
}

/// Something a webhook was to be told ([`GetWebhookDeliveries`](super::GetWebhookDeliveries)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WebhookDelivery {
    /// By what it is known: its `webhook-id`. What is told again, because nobody heard that it had come, has the same.
    pub id: String,
    /// Of what; null of a test.
    pub event: Option<WebhookEvent>,
    /// When that was.
    pub at: Timestamp,
    /// What has become of it.
    pub state: WebhookState,
    /// How often it was tried.
    pub tries: u32,
    /// What was answered last, as HTTP says it; null if nothing was.
    pub status: Option<u16>,
}

/// What has become of something a webhook was to be told.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WebhookState {
    /// It is on its way, or is tried again.
    Waiting,
    /// It was taken.
    Sent,
    /// It was not taken, and is not tried again.
    Failed,
    /// What it was about was deleted, or the webhook paused, before it went.
    Withdrawn,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_that_can_be_posted_to_and_hides_nothing() {
        for text in [
            "https://hooks.library.example/hushdesk?team=7",
            "https://library.example:8443",
            "http://127.0.0.1:9000/hook",
        ] {
            assert!(text.parse::<WebhookAddress>().is_ok(), "{text}");
        }
        for text in [
            "",
            "https://",
            "https:///path",
            "ftp://library.example/",
            "https://me:secret@library.example/",
            "https://library.example/#part",
            "https://library.example/a b",
            "https://bücherei.example/",
            "javascript:alert(1)",
        ] {
            assert_eq!(
                text.parse::<WebhookAddress>(),
                Err(NoWebhookAddress),
                "{text}"
            );
        }
        let long = format!("https://library.example/{}", "a".repeat(1_000));
        assert_eq!(long.parse::<WebhookAddress>(), Err(NoWebhookAddress));
    }

    #[test]
    fn what_is_logged_of_an_address_is_its_host() {
        let address: WebhookAddress = "https://hooks.example/T0/secret?x".parse().unwrap();
        assert_eq!(format!("{address:?}"), "WebhookAddress(hooks.example)");
    }

    #[test]
    fn an_event_is_written_as_it_travels() {
        for event in WebhookEvent::ALL {
            let json = serde_json::to_string(&event).unwrap();
            assert_eq!(json, format!("\"{}\"", event.as_str()));
        }
    }
}
