//! What the Worker asks a queue object for. The object is reachable through the Worker only, which has
//! checked who asks; the host of the addresses is of no meaning.

/// `GET` with an upgrade to a WebSocket: a guest's socket. Needs nothing; its first frame says which chat.
pub const GUEST: &str = "/guest";

/// `GET` with an upgrade to a WebSocket: an operator's socket. Needs [`OPERATOR_HEADER`].
pub const DESK: &str = "/desk";

/// `GET`: whether anybody staffs the queue, as the JSON of a [`Staffed`].
pub const STAFFED: &str = "/staffed";

/// The header by which the Worker tells the object who opens a socket at [`DESK`]. The Worker sets it itself,
/// after it has checked the sign-in and the assignment, and removes one that came from outside.
pub const OPERATOR_HEADER: &str = "x-hushdesk-operator";

/// The answer to [`STAFFED`].
#[derive(Clone, Copy, Debug, Eq, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Staffed {
    /// Whether an operator is connected.
    pub staffed: bool,
}
