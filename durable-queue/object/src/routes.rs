//! What the Worker asks a queue object for. The object is reachable through the Worker only, which has
//! checked who asks; the host of the addresses is of no meaning.

pub use durable_queue::ConfigRecord;
use hushdesk_protocol::ids::{OrganisationName, QueueName};

/// `GET` with an upgrade to a WebSocket: a guest's socket. Needs nothing; its first frame says which chat.
pub const GUEST: &str = "/guest";

/// `GET` with an upgrade to a WebSocket: an operator's socket. Needs [`OPERATOR_HEADER`].
pub const DESK: &str = "/desk";

/// `GET`: whether anybody staffs the queue, as the JSON of a [`Staffed`].
pub const STAFFED: &str = "/staffed";

/// `POST`: a letter of another queue's object.
pub(crate) const LETTER: &str = "/letter";

/// In the addresses of [`GUEST`] and [`DESK`], what the object has to know of itself: the JSON of a
/// [`ConfigRecord`].
pub const CONFIG_QUERY: &str = "config";

/// The name of the binding in `wrangler.toml`.
pub const BINDING: &str = "QUEUE";

/// The name of the object of a queue.
pub fn object_name(organisation: &OrganisationName, queue: &QueueName) -> String {
    format!("{organisation}/{queue}")
}

/// The header by which the Worker tells the object who opens a socket at [`DESK`]. The Worker sets it itself,
/// after it has checked the sign-in and the assignment, and removes one that came from outside.
pub const OPERATOR_HEADER: &str = "x-hushdesk-operator";

/// The answer to [`STAFFED`].
#[derive(Clone, Copy, Debug, Eq, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Staffed {
    /// Whether an operator takes chats.
    pub staffed: bool,
}
