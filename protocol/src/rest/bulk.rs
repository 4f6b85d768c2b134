//! What is done with many chats of the history at once.

use serde::{Deserialize, Serialize};

use crate::ids::{BulkId, OperatorName, Timestamp};

/// Bytes of the JSON of what is to be done.
pub const BULK_BYTES_MAX: usize = 256;

/// Days for which it is known what was done.
pub const BULK_DAYS: u64 = 30;

/// What is done with chats.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BulkKind {
    /// What was said is deleted. The rows stay.
    DeleteTranscripts,
    /// The chats are deleted, as if there had been none.
    DeleteChats,
    /// The guest's label and address are forgotten, and what was said. The rows stay, to be counted.
    Anonymise,
}

/// How many chats there are of those that are asked for ([`GetHistoryCount`](super::GetHistoryCount)).
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HistoryCount {
    /// When they were counted.
    pub at: Timestamp,
    /// Those that have ended.
    pub chats: u32,
    /// Those of them of which it is kept what was said.
    pub transcripts: u32,
    /// Those that run.
    pub running: u32,
}

/// What is to be done with chats ([`PostBulkAct`](super::PostBulkAct)).
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BulkWish {
    /// What.
    pub act: BulkKind,
    /// When they were counted: with those that had ended by then it is done, and with no others.
    pub at: Timestamp,
}

/// Something that is done with many chats, or was ([`GetBulkAct`](super::GetBulkAct)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BulkAct {
    /// By what it is known.
    pub id: BulkId,
    /// What is done.
    pub act: BulkKind,
    /// Who asked for it.
    pub by: OperatorName,
    /// When.
    pub asked: Timestamp,
    /// With how many chats.
    pub chats: u32,
    /// Of how many of them it was kept what was said.
    pub transcripts: u32,
    /// With how many it has been done.
    pub done: u32,
    /// Whether it goes on.
    pub state: BulkState,
}

/// Whether something that is done with many chats goes on.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BulkState {
    /// It goes on.
    Works,
    /// It is done with all of them.
    Done,
    /// It was called off. With those that it had been done it stays so.
    CalledOff,
}

impl BulkKind {
    /// As the audit log names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DeleteTranscripts => "delete_transcripts",
            Self::DeleteChats => "delete_chats",
            Self::Anonymise => "anonymise",
        }
    }
}
