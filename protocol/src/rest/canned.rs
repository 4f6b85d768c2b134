//! Canned messages: what is written often, kept to be sent with a press. Somebody has their own; the organisation and each queue
//! have a pool for all who answer there.

use serde::{Deserialize, Serialize};

use crate::ids::{CannedId, QueueName};
use crate::text::{CannedText, Title};

/// Bytes of the JSON of a canned message: the longest text, escaped.
pub const CANNED_BYTES_MAX: usize = 32_768;

/// Messages in one pool, at most.
pub const CANNED_MAX: u32 = 500;

/// A canned message ([`GetCanned`](super::GetCanned)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CannedMessage {
    /// By what it is changed and removed.
    pub id: CannedId,
    /// In which pool it is.
    pub pool: Pool,
    /// What it is called, and found by.
    pub title: Title,
    /// What it says.
    pub text: CannedText,
}

/// Whose a canned message is.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Pool {
    /// One person's own.
    Own,
    /// Everybody's. Administrators write it.
    Organisation,
    /// That of those who answer at this queue. Its managers write it.
    Queue(QueueName),
}

/// A canned message that is to be made ([`PostCanned`](super::PostCanned)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewCanned {
    /// In which pool.
    pub pool: Pool,
    /// What it is called and says.
    pub message: CannedChange,
}

/// What of a canned message can be changed ([`PutCanned`](super::PutCanned)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CannedChange {
    /// What it is called, and found by.
    pub title: Title,
    /// What it says.
    pub text: CannedText,
}
