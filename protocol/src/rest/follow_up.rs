//! Follow-ups: what somebody is asked to do after an open chat. The note is readable, as the chat is.

use serde::{Deserialize, Serialize};

use super::mail::MailState;
use super::narrowing::ZoneName;
use crate::frames::GuestLabel;
use crate::ids::{ChatId, FollowUpId, OperatorName, QueueName, Timestamp};
use crate::language::Language;
use crate::text::{DisplayName, NoteText};

/// Bytes of what asks for one: a note of 4 KB in JSON's longest way, and names.
pub const FOLLOW_UP_BYTES_MAX: usize = 65_536;

/// Follow-ups of one chat.
pub const CHAT_FOLLOW_UPS_MAX: u32 = 20;

/// Days for which one is listed that is done.
pub const FOLLOW_UP_DONE_DAYS: u64 = 30;

/// Days after which one is forgotten that nobody has done.
pub const FOLLOW_UP_DAYS: u64 = 365;

/// What somebody is to do ([`PostFollowUp`](super::PostFollowUp)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewFollowUp {
    /// Who: whoever asks, or a colleague.
    pub to: OperatorName,
    /// What.
    pub note: NoteText,
    /// In which language the mail of it is, of those there are; English, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// In the local time of which zone it tells when the chat was; UTC, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneName>,
}

/// Something that is to be done after a chat, or was ([`GetFollowUps`](super::GetFollowUps)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// By what it is known.
    pub id: FollowUpId,
    /// After which chat.
    pub chat: ChatId,
    /// What its guest is called.
    pub guest: GuestLabel,
    /// The queue that had it.
    pub queue: QueueName,
    /// Who is to do it.
    pub to: OperatorName,
    /// Who asked for it.
    pub by: OperatorName,
    /// What is to be done.
    pub note: NoteText,
    /// Since when.
    pub asked: Timestamp,
    /// When it was done; null as long as it is not.
    pub done: Option<Timestamp>,
    /// What has become of the mail of it; null, if none was sent.
    pub mail: Option<MailState>,
}

/// Somebody whom one can ask to do something ([`GetColleagues`](super::GetColleagues)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Colleague {
    /// By what name they sign in.
    pub name: OperatorName,
    /// What they are called.
    pub display: DisplayName,
}
