//! What a queue tells the organisation's archive. The queue's object carries it.

use hushdesk_protocol::ids::Number;
use hushdesk_protocol::rest::ChatRow;
use serde::{Deserialize, Serialize};

/// How a chat stands, for the organisation to remember. There is no text in it, whether the chat is sealed or open.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToArchive {
    /// How often that has changed: of two about one chat the one with the higher number is the newer, whichever queue
    /// it comes from.
    pub revision: Number,
    /// How it stands.
    pub chat: ChatRow,
}
