//! Whether an end is connected to the queue.

use hushdesk_protocol::frames::Refusal;
use hushdesk_protocol::ids::Timestamp;

/// How a session stands with the queue.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Line {
    /// Not yet connected.
    Connecting,
    /// Connected a moment ago: the chat is on its way to another queue. Until this moment nobody has to notice.
    Moving(Timestamp),
    /// Connected, and the queue has answered.
    Up,
    /// Connected before, not now; it will be again.
    Down,
    /// Another window has taken this one's place: nothing comes here any more, and nothing is sent.
    Elsewhere,
    /// The queue does not want this client: only a reload can help.
    Refused(Refusal),
}
