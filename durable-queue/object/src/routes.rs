//! What the Worker asks a queue object for. The object is reachable through the Worker only, which has
//! checked who asks; the host of the addresses is of no meaning.

use hushdesk_protocol::ids::{ChatId, OperatorName, ResumeToken, Timestamp};
use hushdesk_protocol::rest::Rating;
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

/// `GET` with an upgrade to a WebSocket: a guest's socket. Its first frame says which chat; [`OPENS_HEADER`] says what
/// may be opened.
pub const GUEST: &str = "/guest";

/// `GET` with an upgrade to a WebSocket: an operator's socket. Needs [`OPERATOR_HEADER`].
pub const DESK: &str = "/desk";

/// `POST`: whether anybody staffs the queue and whether chats run there, as the JSON of a [`Staffed`].
pub const STAFFED: &str = "/staffed";

/// `POST` of a chat's id: what has been said in it, while it runs there or has yet to be put where that is kept, as the JSON of
/// a [`Transcript`](hushdesk_protocol::rest::Transcript), or null.
pub const TRANSCRIPT: &str = "/transcript";

/// `POST` of a chat's id: what was said in it is not to be kept after all.
pub const FORGET_TRANSCRIPT: &str = "/forget-transcript";

/// `POST` of a [`RatedBy`]: a guest says how a chat went that is over.
pub const RATE: &str = "/rate";

/// `POST` of a [`GuestOf`]: whether somebody may say what the queue asks at the end of a chat, as JSON.
pub const MAY_SURVEY: &str = "/may-survey";

/// `POST` of a [`GuestOf`]: whether somebody may have mailed what was said in a chat, as JSON.
pub const MAY_MAIL: &str = "/may-mail";

/// `POST`: a letter of another queue's object.
pub(crate) const LETTER: &str = "/letter";

/// `POST`: something the organisation's directory has to tell, as the JSON of a
/// [`Delivery`](hushdesk_edge::outbox::Delivery) of
/// [`FromDirectory`](durable_queue::from_directory::FromDirectory). It is taken once.
pub const TELL: &str = "/tell";

/// Where a queue tells the organisation's archive something, as the JSON of a
/// [`Delivery`](hushdesk_edge::outbox::Delivery) of [`FromQueue`](durable_queue::to_archive::FromQueue). It is taken once.
pub const TAKE: &str = "/take";

/// Where a queue has the words of a chat be found whose transcript it is about to put where that is kept: the JSON of a
/// [`ToIndex`](durable_queue::to_archive::ToIndex). The answer is whether that is done; false: the archive has yet to hear of the chat's end.
pub const INDEX: &str = "/index";

/// The name of the archive's binding in `wrangler.toml`. Its object has the organisation's name.
pub const ARCHIVE_BINDING: &str = "ARCHIVE";

/// At [`GUEST`] and [`DESK`], the header that says how the queue is set: the JSON of a [`QueueConfig`](durable_queue::from_directory::QueueConfig) in ASCII
/// ([`ascii`]).
pub const CONFIG_HEADER: &str = "x-hushdesk-config";

/// At [`GUEST`], the header that says whose sockets are counted together, a single address before the network it is of,
/// each hashed, with commas between them. It is left out for those that are not counted.
pub const ADDRESS_HEADER: &str = "x-hushdesk-address";

/// At [`GUEST`], the header that says what may be opened through the socket, as the JSON of an [`Opens`](durable_queue::reading::Opens). Without it the
/// socket only leads back to a chat.
pub const OPENS_HEADER: &str = "x-hushdesk-opens";

/// The status at [`GUEST`] and [`DESK`] when there are as many sockets as there may be.
pub const NO_ROOM: u16 = 503;

/// The name of the binding in `wrangler.toml`.
pub const BINDING: &str = "QUEUE";

/// JSON as a header can carry it: every other character as the escapes of its UTF-16 (RFC 8259, section 7).
pub fn ascii(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() {
            text.push(character);
        } else {
            let mut units = [0; 2];
            let units = character.encode_utf16(&mut units).iter();
            text.extend(units.map(|unit| format!("\\u{unit:04x}")));
        }
    }
    text
}

/// The header by which the Worker tells the object who opens a socket at [`DESK`]: the JSON of a [`StaffedBy`] in ASCII
/// ([`ascii`]). The Worker sets it itself, after it has checked the sign-in and the assignment, and removes one that came
/// from outside.
pub const OPERATOR_HEADER: &str = "x-hushdesk-operator";

/// Who opens a socket at [`DESK`].
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct StaffedBy {
    /// Who.
    pub name: OperatorName,
    /// What guests and colleagues read.
    pub display: DisplayName,
    /// The hash of the session's token: what lets them in.
    pub session: String,
    /// When the session ends by itself, and the socket with it.
    pub ends: Timestamp,
}

/// What a guest says at [`RATE`], and the secret by which they are known.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RatedBy {
    /// Of which chat.
    pub chat: ChatId,
    /// The secret by which they are known.
    pub token: ResumeToken,
    /// How it went.
    pub rating: Rating,
}

/// Whoever says at [`MAY_SURVEY`] and [`MAY_MAIL`] that a chat is theirs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GuestOf {
    /// Of which chat.
    pub chat: ChatId,
    /// The secret by which they are known.
    pub token: ResumeToken,
}

/// The answer to [`STAFFED`].
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Staffed {
    /// Whether an operator takes chats.
    pub staffed: bool,
    /// Whether chats run there.
    pub busy: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_in_ascii_says_the_same() {
        let text = "Wir sind gleich da \u{2013} \u{1f4da}";
        let json = serde_json::to_string(text).unwrap();
        let ascii = ascii(&json);
        assert_eq!(ascii, r#""Wir sind gleich da \u2013 \ud83d\udcda""#);
        assert_eq!(serde_json::from_str::<String>(&ascii).unwrap(), text);
    }
}
