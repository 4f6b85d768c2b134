//! The people of an organisation, as administrators see and change them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::session::Role;
use crate::email_address::EmailAddress;
use crate::ids::{OperatorName, QueueName, Timestamp};
use crate::text::DisplayName;

/// Bytes of the JSON of a person: a display name, and 100 queues with all duties.
pub const PERSON_BYTES_MAX: usize = 32_768;

/// Bytes of many assignments at once: 500 people and 100 queues.
pub const ASSIGNMENTS_BYTES_MAX: usize = 131_072;

/// People who are assigned at once, at most.
pub const ASSIGNED_AT_ONCE_MAX: usize = 500;

/// Somebody of the organisation ([`GetPerson`](super::GetPerson)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// By what name they sign in.
    pub name: OperatorName,
    /// What guests and colleagues know them by.
    pub display: DisplayName,
    /// What the sign-in allows.
    pub role: Role,
    /// Whether they can sign in.
    pub state: PersonState,
    /// What they do at which queues, in the order of the queues' names.
    pub queues: Vec<Assignment>,
    /// Whether they have a second factor.
    pub second_factor: bool,
    /// Whether it is known which account of the identity provider is theirs.
    pub provider: bool,
    /// Where they can be reached, if they have said so.
    pub email: Option<EmailAddress>,
    /// When they were there last, to five minutes.
    pub seen: Option<Timestamp>,
}

/// Whether somebody can sign in.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PersonState {
    /// They have a password, or have signed in at the identity provider, and may.
    Active,
    /// They have yet to choose a password, by the link of their invitation, or to sign in at the provider.
    Invited {
        /// Until when the link works; it may be over.
        until: Option<Timestamp>,
    },
    /// They may not until an administrator lets them again.
    Disabled,
}

/// What somebody does at a queue.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// The queue.
    pub queue: QueueName,
    /// What they do there.
    pub duties: BTreeSet<Duty>,
}

/// Something that somebody does at a queue.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// Answers its chats.
    Operator,
    /// Reads its history.
    HistoryReader,
    /// Sets it, and says who does what at it.
    Manager,
}

/// What of a person can be changed ([`PutPerson`](super::PutPerson)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PersonChange {
    /// What guests and colleagues know them by.
    pub display: DisplayName,
    /// What the sign-in allows.
    pub role: Role,
    /// All that they do at queues: what is left out they do no more.
    pub queues: Vec<Assignment>,
}

/// Many people and many queues at once ([`PostAssignments`](super::PostAssignments)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Assignments {
    /// Whom.
    pub people: BTreeSet<OperatorName>,
    /// To what.
    pub queues: Vec<Assignment>,
    /// What becomes of these duties.
    pub change: AssignmentChange,
}

/// What becomes of duties.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AssignmentChange {
    /// They come to what somebody does already.
    Give,
    /// They are taken away.
    Take,
}
