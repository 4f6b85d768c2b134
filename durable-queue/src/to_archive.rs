//! What a queue tells the organisation's archive. The queue's object carries it.

use hushdesk_protocol::ids::{ChatId, Number, OperatorName, QueueName, Timestamp};
use hushdesk_protocol::rest::{Alerts, ChatRow};
use hushdesk_protocol::text::OpenText;
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
    /// Who holds it, or did at its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<OperatorName>,
    /// Until when what was said in it is kept, if it is; nothing as long as it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retained: Option<RetainedUntil>,
}

/// Until when what was said in a chat is kept, and by which rule: one that is newer than it may come to the archive first,
/// and so may one that was older.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetainedUntil {
    /// Until when.
    pub until: Timestamp,
    /// How often anything had been set in the organisation when the chat ended.
    pub version: u64,
}

/// For how long a queue keeps what was said in its open chats, and its chats. What has been kept for longer goes.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Which queue.
    pub queue: QueueName,
    /// For how many days after the end of a chat; nothing: not at all.
    pub days: Option<u32>,
    /// So many days after its end a chat is made anonymous; nothing: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anonymise: Option<u32>,
    /// So many days after its end a chat is deleted; nothing: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delete: Option<u32>,
    /// How often anything had been set in the organisation by then: of two the one with the higher number is the newer.
    pub version: u64,
}

/// When it is told that a queue needs people. When it is open, which matters where nobody is, the directory knows.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlertRules {
    /// Which queue.
    pub queue: QueueName,
    /// When.
    pub alerts: Alerts,
    /// How often anything had been set in the organisation by then: of two the one with the higher number is the newer.
    pub version: u64,
}

/// For how long an operator takes chats at a queue, or did: until they go, say that they are away, or end their shift. Whoever
/// comes back within the queue's grace has not gone.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shift {
    /// Which queue.
    pub queue: QueueName,
    /// Who.
    pub operator: OperatorName,
    /// Since when.
    pub began: Timestamp,
    /// Until when; nothing as long as it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Timestamp>,
}

/// Something a queue tells of itself.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OfQueue {
    /// For how long it keeps what.
    Retention(Retention),
    /// When it is told that it needs people.
    Alerts(AlertRules),
    /// Who staffs it.
    Shift(Shift),
}

/// What was said in an open chat, for its words to be found. It goes to the archive when the transcript is put where it is kept, and is
/// written down nowhere on its way.
///
/// There is none of a sealed chat: no text of one fits. This does not compile:
///
/// ```compile_fail,E0308
/// use durable_queue::to_archive::ToIndex;
/// use hushdesk_protocol::ids::ChatId;
/// use hushdesk_protocol::text::SealedText;
///
/// fn to_index(chat: ChatId, text: SealedText) -> ToIndex {
///     ToIndex { chat, texts: vec![text] }
/// }
/// ```
///
/// while this does:
///
/// ```
/// use durable_queue::to_archive::ToIndex;
/// use hushdesk_protocol::ids::ChatId;
/// use hushdesk_protocol::text::OpenText;
///
/// fn to_index(chat: ChatId, text: OpenText) -> ToIndex {
///     ToIndex { chat, texts: vec![text] }
/// }
/// ```
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToIndex {
    /// Which chat.
    pub chat: ChatId,
    /// What its two ends have written.
    pub texts: Vec<OpenText>,
}

/// Something a queue tells.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FromQueue {
    /// How a chat stands.
    Chat(Box<ToArchive>),
    /// How the queue is set and staffed.
    Queue(OfQueue),
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::{ChatKind, GuestLabel};
    use hushdesk_protocol::strict;

    use super::*;

    #[test]
    fn what_is_told_is_read_as_what_it_is() {
        let chat = ToArchive {
            revision: Number(1),
            chat: ChatRow {
                chat: ChatId::from_bytes([1; 16]),
                kind: ChatKind::Open,
                guest: GuestLabel("heron-abc".to_owned()),
                queue: "reference".parse().unwrap(),
                skin: "blue".parse().unwrap(),
                page: None,
                address: None,
                started: Timestamp(5),
                claimed: None,
                ended: None,
                operators: vec![],
                transfers: 0,
                rolled_over: vec![],
                categories: vec![],
                rating: None,
            },
            holder: Some("ann".parse().unwrap()),
            retained: Some(RetainedUntil {
                until: Timestamp(7),
                version: 2,
            }),
        };
        let retention = Retention {
            queue: "reference".parse().unwrap(),
            days: None,
            anonymise: None,
            delete: None,
            version: 3,
        };
        let read = |json: &str| strict::from_str::<FromQueue>(json).unwrap();
        let told = serde_json::to_string(&chat).unwrap();
        assert_eq!(read(&told), FromQueue::Chat(Box::new(chat)));
        let told = r#"{"queue":"reference","days":null,"version":3}"#;
        assert_eq!(serde_json::to_string(&retention).unwrap(), told);
        assert_eq!(
            read(told),
            FromQueue::Queue(OfQueue::Retention(retention.clone()))
        );
        let retention = Retention {
            anonymise: Some(90),
            delete: Some(400),
            ..retention
        };
        let told = r#"{"queue":"reference","days":null,"anonymise":90,"delete":400,"version":3}"#;
        assert_eq!(serde_json::to_string(&retention).unwrap(), told);
        assert_eq!(read(told), FromQueue::Queue(OfQueue::Retention(retention)));
        let shift = Shift {
            queue: "reference".parse().unwrap(),
            operator: "ann".parse().unwrap(),
            began: Timestamp(5),
            ended: None,
        };
        let told = r#"{"queue":"reference","operator":"ann","began":5}"#;
        assert_eq!(serde_json::to_string(&shift).unwrap(), told);
        assert_eq!(read(told), FromQueue::Queue(OfQueue::Shift(shift)));
        let rules = AlertRules {
            queue: "reference".parse().unwrap(),
            alerts: Alerts {
                waiting_seconds: Some(90),
                ..Alerts::default()
            },
            version: 3,
        };
        let told = r#"{"queue":"reference","alerts":{"waiting_seconds":90},"version":3}"#;
        assert_eq!(serde_json::to_string(&rules).unwrap(), told);
        assert_eq!(read(told), FromQueue::Queue(OfQueue::Alerts(rules)));
    }
}
