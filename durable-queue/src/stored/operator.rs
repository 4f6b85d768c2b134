//! An operator who staffs the queue.

use hushdesk_protocol::frames::{Availability, ChosenEnd};
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

/// An operator who staffs the queue, or did a moment ago.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct StoredOperator {
    /// What they are called.
    pub display: DisplayName,
    /// What they say of themselves.
    pub availability: Availability,
    /// When they came.
    pub since: Timestamp,
    /// When they last claimed a chat, or came.
    pub idle_since: Timestamp,
    /// When their shift ends, as they choose it; nothing: as the queue is set.
    pub until: Option<ChosenEnd>,
    /// Their shift is over; they hold chats still.
    pub shift_over: bool,
    /// Since when none of their windows has had a socket.
    pub absent_since: Option<Timestamp>,
    /// Since when they take chats, as the archive has been told; nothing, if they take none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_duty_since: Option<Timestamp>,
}
