//! Which chats are asked for.

use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::{OperatorName, QueueName, Timestamp};
use hushdesk_protocol::rest::Rating;
use hushdesk_protocol::text::Category;
use serde::{Deserialize, Serialize};

/// Which chats are asked for: those of which all of it is true. What is not said is of no account.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// When they began.
    pub period: Period,
    /// The queue that had them last.
    pub queue: Option<QueueName>,
    /// Somebody who has held them.
    pub operator: Option<OperatorName>,
    /// What their guest's label begins with.
    pub guest: Option<String>,
    /// What they were about.
    pub category: Option<Category>,
    /// Sealed or open.
    pub kind: Option<ChatKind>,
    /// Whether an operator claimed them.
    pub answered: Option<bool>,
    /// How they were rated.
    pub rating: Option<Rating>,
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Period {
    /// From this moment on.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
}
