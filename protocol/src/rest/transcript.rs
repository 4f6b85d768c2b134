//! What was said in an open chat, as it is kept and read. There is none of a sealed chat: no text of one fits.

use serde::{Deserialize, Serialize};

use crate::frames::Closer;
use crate::ids::Timestamp;
use crate::text::{DisplayName, NoticeText, OpenText};

/// What was said in an open chat ([`GetTranscript`](super::GetTranscript)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Transcript {
    /// Whether the chat runs: there may be more in a moment.
    pub runs: bool,
    /// Until when it is kept; null while the chat runs.
    pub until: Option<Timestamp>,
    /// Whether its beginning is missing: of a very long chat the end is kept.
    pub cut: bool,
    /// All of it, in order.
    pub entries: Vec<TranscriptEntry>,
}

/// Something that was said or happened.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TranscriptEntry {
    /// When.
    pub at: Timestamp,
    /// What.
    pub said: Said,
}

/// What was said or happened.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Said {
    /// The guest wrote.
    Guest {
        /// What.
        text: OpenText,
    },
    /// An operator wrote.
    Operator {
        /// Who, if that is known.
        operator: Option<DisplayName>,
        /// What.
        text: OpenText,
    },
    /// An operator holds the chat from here on.
    Claimed {
        /// Who.
        operator: DisplayName,
    },
    /// The operator hands the chat on.
    Passing {
        /// Who does.
        operator: DisplayName,
    },
    /// The chat stays with the operator who wanted to hand it on.
    Kept {
        /// With whom.
        operator: DisplayName,
    },
    /// The operator went away and stayed away. The chat is offered to others.
    Interrupted {
        /// Who went.
        operator: DisplayName,
    },
    /// The guest did not want whoever held the chat. It is offered to others.
    HolderRefused {
        /// Whom they did not want.
        operator: DisplayName,
    },
    /// The service said something in the queue's name.
    Notice {
        /// What.
        text: NoticeText,
    },
    /// The guest said something more once the chat was over, since the queue had asked. It comes last.
    Survey {
        /// What.
        text: OpenText,
    },
    /// The chat ended.
    Closed {
        /// Who ended it.
        by: Closer,
    },
}
