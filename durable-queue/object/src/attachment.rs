//! What a socket carries through hibernation: which it is, who may be behind it, who is.

use durable_queue::reading::Opens;
use durable_queue::{ConnectionId, End};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

/// The attachment of a socket, kept as JSON: at most about 400 bytes of the 16,384 that the runtime keeps.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) struct Attachment {
    /// The socket's number, random, never used again; also its tag.
    pub(crate) connection: ConnectionId,
    /// Who the Worker let in.
    pub(crate) visitor: Visitor,
    /// When.
    pub(crate) opened: Timestamp,
    /// When it was last asked whether anybody is there.
    pub(crate) asked: Option<Timestamp>,
    /// How far it has come.
    pub(crate) standing: Standing,
}

/// Who the Worker let in.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "visitor", rename_all = "snake_case")]
pub(crate) enum Visitor {
    /// Somebody, who has yet to show the token of a chat, or to open one.
    Guest {
        /// What may be opened, if anything.
        opens: Option<Opens>,
    },
    /// An operator, whose sign-in and assignment were checked.
    Operator {
        /// Who.
        name: OperatorName,
        /// What they are called.
        display: DisplayName,
    },
}

/// How far a socket has come.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "standing", rename_all = "snake_case")]
pub(crate) enum Standing {
    /// Its first frame has yet to come, or to be believed.
    New,
    /// Its first frame was believed.
    Admitted {
        /// Who is behind it.
        end: End,
    },
    /// It was closed by us. The runtime may list it for a while.
    Gone,
}

impl Attachment {
    /// One that has just been opened.
    pub(crate) const fn new(connection: ConnectionId, visitor: Visitor, opened: Timestamp) -> Self {
        Self {
            connection,
            visitor,
            opened,
            asked: None,
            standing: Standing::New,
        }
    }

    /// Who is behind the socket, if anybody is.
    pub(crate) fn into_admitted(self) -> Option<(ConnectionId, End)> {
        match self.standing {
            Standing::Admitted { end } => Some((self.connection, end)),
            Standing::New | Standing::Gone => None,
        }
    }
}

/// The tag by which a socket is found.
pub(crate) fn tag(connection: ConnectionId) -> String {
    format!("{:016x}", connection.0)
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::ChatKind;
    use hushdesk_protocol::ids::{ChatId, SeatId};

    use super::*;

    #[test]
    fn what_a_socket_carries_is_pinned() {
        let name: OperatorName = "ann".parse().unwrap();
        let seat = durable_queue::Seat {
            operator: name.clone(),
            window: SeatId::from_bytes([1; 16]),
        };
        let opens = Some(Opens {
            skin: "blue".parse().unwrap(),
            kind: ChatKind::Sealed,
        });
        let guest = Attachment::new(ConnectionId(7), Visitor::Guest { opens }, Timestamp(5));
        let operator = Attachment {
            visitor: Visitor::Operator {
                name,
                display: "Ann".parse().unwrap(),
            },
            asked: Some(Timestamp(9)),
            standing: Standing::Admitted {
                end: End::Seat(seat),
            },
            ..guest.clone()
        };
        let admitted = Attachment {
            standing: Standing::Admitted {
                end: End::Guest {
                    chat: ChatId::from_bytes([1; 16]),
                },
            },
            ..guest.clone()
        };
        let gone = Attachment {
            standing: Standing::Gone,
            ..guest.clone()
        };
        let literals = [
            r#"{"connection":7,"visitor":{"visitor":"guest","opens":{"skin":"blue","kind":"sealed"}},"opened":5,"asked":null,"standing":{"standing":"new"}}"#,
            concat!(
                r#"{"connection":7,"visitor":{"visitor":"operator","name":"ann","display":"Ann"},"opened":5,"asked":9,"#,
                r#""standing":{"standing":"admitted","end":{"end":"seat","operator":"ann","#,
                r#""window":"01010101010101010101010101010101"}}}"#
            ),
            concat!(
                r#"{"connection":7,"visitor":{"visitor":"guest","opens":{"skin":"blue","kind":"sealed"}},"opened":5,"asked":null,"#,
                r#""standing":{"standing":"admitted","end":{"end":"guest","#,
                r#""chat":"01010101010101010101010101010101"}}}"#
            ),
            r#"{"connection":7,"visitor":{"visitor":"guest","opens":{"skin":"blue","kind":"sealed"}},"opened":5,"asked":null,"standing":{"standing":"gone"}}"#,
        ];
        for (attachment, literal) in [guest, operator, admitted, gone].iter().zip(literals) {
            assert_eq!(serde_json::to_string(attachment).unwrap(), literal);
            let read: Attachment = serde_json::from_str(literal).unwrap();
            assert_eq!(read, *attachment);
        }
    }
}
