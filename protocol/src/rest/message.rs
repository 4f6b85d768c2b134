//! Messages that guests leave where nobody is there. They are open: the service reads and mails them.

use serde::{Deserialize, Serialize};

use crate::email_address::EmailAddress;
use crate::ids::{MessageId, OperatorName, QueueName, Timestamp};
use crate::language::Language;
use crate::text::{DisplayName, OpenText, PageAddress};

/// Bytes of a message in JSON's longest way: a text of 4 KB escaped, a name, addresses.
pub const MESSAGE_BYTES_MAX: usize = 65_536;

/// Days after which a message is deleted, answered or not.
pub const MESSAGE_DAYS: u64 = 90;

/// What a guest leaves ([`PostMessage`](super::PostMessage)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LeftMessage {
    /// What they write.
    pub text: OpenText,
    /// Where they are answered.
    pub email: EmailAddress,
    /// What they are called, if they say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<DisplayName>,
    /// The page they write from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<PageAddress>,
    /// The language they read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

/// A message, as it is listed ([`GetMessages`](super::GetMessages)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MessageRow {
    /// By what it is known.
    pub id: MessageId,
    /// For which queue it was left.
    pub queue: QueueName,
    /// When.
    pub at: Timestamp,
    /// What the guest is called, if they said so.
    pub name: Option<DisplayName>,
    /// Where they are answered.
    pub email: EmailAddress,
    /// The page they wrote from.
    pub page: Option<PageAddress>,
    /// Who has answered it, and when; null as long as nobody says so.
    pub answered: Option<AnsweredMessage>,
}

/// That somebody has answered a message.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AnsweredMessage {
    /// Who.
    pub by: OperatorName,
    /// When.
    pub at: Timestamp,
}

/// A message with what it says ([`GetMessage`](super::GetMessage)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// All but what it says.
    pub row: MessageRow,
    /// What it says.
    pub text: OpenText,
}
