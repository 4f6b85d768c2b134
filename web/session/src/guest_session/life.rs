//! Whether a guest's chat goes on, and how it ended.

use hushdesk_protocol::frames::Closer;
use serde::{Deserialize, Serialize};

/// Whether the chat goes on.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(super) enum Life {
    /// It does.
    Running,
    /// The guest ended it, and the queue has not heard of it yet.
    Ending,
    /// It is over.
    Over(End),
}

/// How a chat ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum End {
    /// Somebody ended it.
    By(Closer),
    /// The queue does not have it any more.
    Gone,
    /// The queue takes no more chats at the moment.
    QueueFull,
}
