//! What a socket carries through hibernation: which it is, who may be behind it, who is.

use durable_queue::{ConnectionId, End};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use serde::{Deserialize, Serialize};

/// The attachment of a socket, kept as JSON: at most about 300 bytes of the 16,384 that the runtime keeps.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) struct Attachment {
    /// The socket's number, random, never used again; also its tag.
    pub(crate) connection: ConnectionId,
    /// Who the Worker let in.
    pub(crate) visitor: Visitor,
    /// When.
    pub(crate) opened: Timestamp,
    /// The end behind it, once its first frame was believed.
    pub(crate) end: Option<End>,
}

/// Who the Worker let in.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "visitor", rename_all = "snake_case")]
pub(crate) enum Visitor {
    /// Somebody, who has yet to show the token of a chat.
    Guest,
    /// An operator, whose sign-in and assignment were checked.
    Operator {
        /// Who.
        name: OperatorName,
    },
}

/// The tag by which a socket is found.
pub(crate) fn tag(connection: ConnectionId) -> String {
    format!("{:016x}", connection.0)
}
