//! What a socket carries through hibernation: which it is, who may be behind it, who is.

use durable_queue::from_directory::Dismissal;
use durable_queue::reading::Opens;
use durable_queue::{ConnectionId, End};
use hushdesk_protocol::close;
use hushdesk_protocol::ids::Timestamp;
use serde::{Deserialize, Serialize};
use worker::Headers;

use crate::routes::{ADDRESS_HEADER, OPENS_HEADER, OPERATOR_HEADER, StaffedBy};

/// The attachment of a socket, kept as JSON: at most about 400 bytes of the 16,384 that the runtime keeps.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) struct Attachment {
    /// The socket's number, random, never used again.
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

/// Who the Worker let in, and by what.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "visitor", rename_all = "snake_case")]
pub(crate) enum Visitor {
    /// Somebody, who has yet to show the token of a chat.
    Guest {
        /// What may be opened through this socket; nothing: it leads back to a chat.
        opens: Option<Opens>,
        /// Whose sockets are counted together with it: the address, and the network it is of.
        from: Vec<String>,
    },
    /// An operator, whose sign-in and assignment were checked.
    Operator(StaffedBy),
}

impl Visitor {
    /// A guest, as the Worker's headers say; nothing if they cannot be read.
    pub(crate) fn guest(headers: &Headers) -> worker::Result<Option<Self>> {
        let from = headers.get(ADDRESS_HEADER)?;
        let from = from.map(|from| from.split(',').map(str::to_owned).collect());
        let from = from.unwrap_or_default();
        let Some(json) = headers.get(OPENS_HEADER)? else {
            let opens = None;
            return Ok(Some(Self::Guest { opens, from }));
        };
        let opens = serde_json::from_str(&json).ok();
        Ok(opens.map(|opens| Self::Guest { opens, from }))
    }

    /// An operator, as the Worker's header says; nothing if there is none.
    pub(crate) fn operator(headers: &Headers) -> worker::Result<Option<Self>> {
        let json = headers.get(OPERATOR_HEADER)?;
        let staffer = json.and_then(|json| serde_json::from_str(&json).ok());
        Ok(staffer.map(Self::Operator))
    }

    /// Whose sockets are counted together with it.
    pub(crate) fn addresses(&self) -> &[String] {
        match self {
            Self::Guest { from, .. } => from,
            Self::Operator(_) => &[],
        }
    }

    /// When the session ends that let it in, if one did.
    pub(crate) const fn ends(&self) -> Option<Timestamp> {
        match self {
            Self::Guest { .. } => None,
            Self::Operator(by) => Some(by.ends),
        }
    }

    /// Whether the session that let it in is over.
    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        self.ends().is_some_and(|ends| ends <= now)
    }

    /// With which code its socket is closed when this is gone; nothing, if it was let in by something else.
    pub(crate) fn dismissed_by(&self, gone: &Dismissal) -> Option<u16> {
        match (self, gone) {
            (Self::Guest { .. }, Dismissal::Queue) => Some(close::OVER),
            (Self::Guest { .. }, Dismissal::Session(_) | Dismissal::Operator(_)) => None,
            (Self::Operator(_), Dismissal::Queue) => Some(close::SIGNED_OUT),
            (Self::Operator(staffer), Dismissal::Session(session)) => {
                (staffer.session == *session).then_some(close::SIGNED_OUT)
            }
            (Self::Operator(staffer), Dismissal::Operator(name)) => {
                (staffer.name == *name).then_some(close::SIGNED_OUT)
            }
        }
    }
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
    pub(crate) fn admitted(&self) -> Option<(ConnectionId, End)> {
        match &self.standing {
            Standing::Admitted { end } => Some((self.connection, end.clone())),
            Standing::New | Standing::Gone => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::ChatKind;
    use hushdesk_protocol::ids::{ChatId, SeatId};

    use super::*;

    fn staffer() -> StaffedBy {
        StaffedBy {
            name: "ann".parse().unwrap(),
            display: "Ann".parse().unwrap(),
            session: "ab".to_owned(),
            ends: Timestamp(1_000),
        }
    }

    #[test]
    fn a_socket_ends_with_what_let_it_in() {
        let operator = Visitor::Operator(staffer());
        let guest = Visitor::Guest {
            opens: None,
            from: vec![],
        };
        let session = |hash: &str| Dismissal::Session(hash.to_owned());
        let name = |name: &str| Dismissal::Operator(name.parse().unwrap());
        for (gone, ann, somebody) in [
            (session("ab"), Some(close::SIGNED_OUT), None),
            (session("cd"), None, None),
            (name("ann"), Some(close::SIGNED_OUT), None),
            (name("bob"), None, None),
            (Dismissal::Queue, Some(close::SIGNED_OUT), Some(close::OVER)),
        ] {
            assert_eq!(operator.dismissed_by(&gone), ann, "{gone:?}");
            assert_eq!(guest.dismissed_by(&gone), somebody, "{gone:?}");
        }
    }

    #[test]
    fn what_a_socket_carries_is_pinned() {
        let visitor = Visitor::Guest {
            opens: Some(Opens {
                skin: "blue".parse().unwrap(),
                kind: ChatKind::Sealed,
                address: None,
                rollover: vec![],
            }),
            from: vec!["198.51.100.7".to_owned()],
        };
        let guest = Attachment::new(ConnectionId(7), visitor, Timestamp(5));
        let ann = staffer();
        let seat = durable_queue::Seat {
            operator: ann.name.clone(),
            window: SeatId::from_bytes([1; 16]),
        };
        let operator = Attachment {
            visitor: Visitor::Operator(ann),
            asked: Some(Timestamp(9)),
            standing: Standing::Admitted {
                end: End::Seat(seat),
            },
            ..guest.clone()
        };
        let returning = Attachment {
            visitor: Visitor::Guest {
                opens: None,
                from: vec![],
            },
            ..guest.clone()
        };
        let admitted = Attachment {
            standing: Standing::Admitted {
                end: End::Guest {
                    chat: ChatId::from_bytes([1; 16]),
                    from: None,
                },
            },
            ..returning.clone()
        };
        let gone = Attachment {
            standing: Standing::Gone,
            ..returning
        };
        let literals = [
            concat!(
                r#"{"connection":7,"visitor":{"visitor":"guest","opens":{"skin":"blue","kind":"sealed"},"#,
                r#""from":["198.51.100.7"]},"opened":5,"asked":null,"standing":{"standing":"new"}}"#
            ),
            concat!(
                r#"{"connection":7,"visitor":{"visitor":"operator","name":"ann","display":"Ann","#,
                r#""session":"ab","ends":1000},"opened":5,"asked":9,"#,
                r#""standing":{"standing":"admitted","end":{"end":"seat","operator":"ann","#,
                r#""window":"01010101010101010101010101010101"}}}"#
            ),
            concat!(
                r#"{"connection":7,"visitor":{"visitor":"guest","opens":null,"from":[]},"opened":5,"#,
                r#""asked":null,"standing":{"standing":"admitted","end":{"end":"guest","#,
                r#""chat":"01010101010101010101010101010101"}}}"#
            ),
            concat!(
                r#"{"connection":7,"visitor":{"visitor":"guest","opens":null,"from":[]},"opened":5,"#,
                r#""asked":null,"standing":{"standing":"gone"}}"#
            ),
        ];
        for (attachment, literal) in [guest, operator, admitted, gone].iter().zip(literals) {
            assert_eq!(serde_json::to_string(attachment).unwrap(), literal);
            let read: Attachment = serde_json::from_str(literal).unwrap();
            assert_eq!(read, *attachment);
        }
    }
}
