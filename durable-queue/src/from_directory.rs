//! What the organisation's directory tells a queue: how it is set, and whom it may let stay. The queue's object carries it.

use std::collections::BTreeSet;

use hushdesk_protocol::ids::{OperatorName, QueueName, SkinName};
use hushdesk_protocol::rest::QueueSettings;
use serde::{Deserialize, Serialize};

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

/// What the organisation's directory tells a queue.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[allow(
    clippy::large_enum_variant,
    reason = "there is one at a time, and it is written down at once"
)]
pub enum FromDirectory {
    /// How the queue is set from now on.
    Configure(QueueConfig),
    /// What has let sockets in is gone: they are closed. For an operator who has signed out or may not staff the queue
    /// any more, and for a queue that is gone.
    Dismiss(Dismissal),
    /// A skin is set otherwise than it was: guests who came through it look at it anew.
    Reskin(SkinName),
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
            (
                FromDirectory::Reskin("blue".parse().unwrap()),
                r#"{"reskin":"blue"}"#,
            ),
            (configure, configured.as_str()),
        ] {
            assert_eq!(serde_json::to_string(&told).unwrap(), literal);
            let read: FromDirectory = serde_json::from_str(literal).unwrap();
            assert_eq!(read, told);
        }
    }
}
