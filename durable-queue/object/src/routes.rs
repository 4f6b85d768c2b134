//! What the Worker asks a queue object for. The object is reachable through the Worker only, which has
//! checked who asks; the host of the addresses is of no meaning.

use std::collections::BTreeSet;

pub use durable_queue::reading::Opens;
use hushdesk_protocol::ids::{OperatorName, QueueName, Timestamp};
use hushdesk_protocol::rest::QueueSettings;
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

/// `GET` with an upgrade to a WebSocket: a guest's socket. Its first frame says which chat; [`OPENS_HEADER`] says what
/// may be opened.
pub const GUEST: &str = "/guest";

/// `GET` with an upgrade to a WebSocket: an operator's socket. Needs [`OPERATOR_HEADER`].
pub const DESK: &str = "/desk";

/// `POST`: whether anybody staffs the queue, as the JSON of a [`Staffed`].
pub const STAFFED: &str = "/staffed";

/// `POST`: a letter of another queue's object.
pub(crate) const LETTER: &str = "/letter";

/// `POST`: something the organisation's directory has to tell, as the JSON of a
/// [`Delivery`](hushdesk_edge::outbox::Delivery) of [`FromDirectory`]. It is taken once.
pub const TELL: &str = "/tell";

/// At [`GUEST`] and [`DESK`], the header that says how the queue is set: the JSON of a [`QueueConfig`] in ASCII
/// ([`ascii`]).
pub const CONFIG_HEADER: &str = "x-hushdesk-config";

/// At [`GUEST`], the header that says whose sockets are counted together, a single address before the network it is of;
/// with commas between them. It is left out for those that are not counted.
pub const ADDRESS_HEADER: &str = "x-hushdesk-address";

/// At [`GUEST`], the header that says what may be opened through the socket, as the JSON of an [`Opens`]. Without it the
/// socket only leads back to a chat.
pub const OPENS_HEADER: &str = "x-hushdesk-opens";

/// The status at [`GUEST`] and [`DESK`] when there are as many sockets as there may be.
pub const NO_ROOM: u16 = 503;

/// The name of the binding in `wrangler.toml`.
pub const BINDING: &str = "QUEUE";

/// How a queue is set. Of two the one with the higher version is the newer.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct QueueConfig {
    /// How it treats its chats.
    pub settings: QueueSettings,
    /// How often anything of this has changed in the whole organisation: what has a lower number is older, and so is
    /// its set of queues.
    pub version: u64,
    /// All queues of the organisation: to others than these no chat is handed.
    pub queues: BTreeSet<QueueName>,
}

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

/// What the organisation's directory tells a queue.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FromDirectory {
    /// How the queue is set from now on.
    Configure(QueueConfig),
    /// What has let sockets in is gone: they are closed. For an operator who has signed out or may not staff the queue
    /// any more, and for a queue that is gone.
    Dismiss(Dismissal),
}

/// What has let sockets in, and is gone.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Dismissal {
    /// A session, by the hash of its token.
    Session(String),
    /// An operator, or their assignment to the queue.
    Operator(OperatorName),
    /// The queue itself.
    Queue,
}

/// The answer to [`STAFFED`].
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Staffed {
    /// Whether an operator takes chats.
    pub staffed: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_directory_tells_is_pinned() {
        let dismiss = FromDirectory::Dismiss;
        let configure = FromDirectory::Configure(QueueConfig {
            settings: QueueSettings::default(),
            version: 3,
            queues: ["reference".parse().unwrap()].into(),
        });
        let settings = serde_json::to_string(&QueueSettings::default()).unwrap();
        let configured = format!(
            r#"{{"configure":{{"settings":{settings},"version":3,"queues":["reference"]}}}}"#
        );
        for (told, literal) in [
            (
                dismiss(Dismissal::Session("ab".to_owned())),
                r#"{"dismiss":{"session":"ab"}}"#,
            ),
            (
                dismiss(Dismissal::Operator("ann".parse().unwrap())),
                r#"{"dismiss":{"operator":"ann"}}"#,
            ),
            (dismiss(Dismissal::Queue), r#"{"dismiss":"queue"}"#),
            (configure, configured.as_str()),
        ] {
            assert_eq!(serde_json::to_string(&told).unwrap(), literal);
            let read: FromDirectory = serde_json::from_str(literal).unwrap();
            assert_eq!(read, told);
        }
    }

    #[test]
    fn json_in_ascii_says_the_same() {
        let text = "Wir sind gleich da \u{2013} \u{1f4da}";
        let json = serde_json::to_string(text).unwrap();
        let ascii = ascii(&json);
        assert_eq!(ascii, r#""Wir sind gleich da \u2013 \ud83d\udcda""#);
        assert_eq!(serde_json::from_str::<String>(&ascii).unwrap(), text);
    }
}
