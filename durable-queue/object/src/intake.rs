//! Frames to events: reads what a client sends, within bounds, and refuses what is not a frame.

use durable_queue::{
    Arrival, ConnectionId, Event, GuestOpened, GuestSays, HolderSays, OperatorSays, Seat, TokenHash,
};
use hushdesk_protocol::frames::{ChatKind, FromGuest, FromOperator, Opening, Refusal};
use hushdesk_protocol::ids::{OperatorName, ResumeToken, SkinName};
use hushdesk_protocol::limits::FRAME_BYTES_MAX;
use hushdesk_protocol::text::DisplayName;
use hushdesk_protocol::{VERSION, strict};
use sha2::{Digest, Sha256};

use crate::attachment::{Attachment, Opens, Standing, Visitor};

/// Why a text is no event.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum NoEvent {
    /// It is longer than any frame: the socket is closed.
    TooLong,
    /// It is not done, and the client is told why. The socket stays open.
    Refused(Refusal),
    /// It is not done, the client is told why, and the socket is closed.
    Hopeless(Refusal),
}

/// The event that a client's text makes. `random` is for what operators call a new guest.
pub(crate) fn read(text: &str, from: &Attachment, random: u32) -> Result<Event, NoEvent> {
    if text.len() > FRAME_BYTES_MAX {
        return Err(NoEvent::TooLong);
    }
    let malformed = |_| NoEvent::Refused(Refusal::Malformed);
    let is_first = from.standing == Standing::New;
    match &from.visitor {
        Visitor::Guest { opens } => {
            let frame = strict::from_str(text).map_err(malformed)?;
            guest_event(frame, from.connection, is_first, opens.as_ref(), random)
        }
        Visitor::Operator { name, display } => {
            let frame = strict::from_str(text).map_err(malformed)?;
            operator_event(frame, from.connection, is_first, name, display)
        }
    }
}

fn guest_event(
    frame: FromGuest,
    connection: ConnectionId,
    is_first: bool,
    opens: Option<&Opens>,
    random: u32,
) -> Result<Event, NoEvent> {
    let says = match frame {
        FromGuest::Open {
            version,
            chat,
            token,
            opening,
            page,
        } => {
            check_first(is_first, version)?;
            let skin = skin_for(&opening, opens)?;
            let token = hash(&token);
            let opened = GuestOpened {
                chat,
                token,
                opening,
                skin,
                page,
                random,
            };
            return Ok(Event::GuestOpened { connection, opened });
        }
        FromGuest::Resume {
            version,
            chat,
            token,
            received,
        } => {
            check_first(is_first, version)?;
            let token = hash(&token);
            return Ok(Event::GuestResumed {
                connection,
                chat,
                token,
                received,
            });
        }
        FromGuest::KeyExchange { number, commit } => GuestSays::KeyExchange { number, commit },
        FromGuest::Message(message) => GuestSays::Message(message),
        FromGuest::Ack { received } => GuestSays::Ack { received },
        FromGuest::Typing(typing) => GuestSays::Typing { typing },
        FromGuest::End => GuestSays::End,
    };
    Ok(Event::GuestSaid { connection, says })
}

fn operator_event(
    frame: FromOperator,
    connection: ConnectionId,
    is_first: bool,
    name: &OperatorName,
    display: &DisplayName,
) -> Result<Event, NoEvent> {
    let holding = |chat, lease, says| OperatorSays::Holding { chat, lease, says };
    let says = match frame {
        FromOperator::Hello {
            version,
            seat: window,
            chats,
            availability,
            until,
        } => {
            check_first(is_first, version)?;
            let seat = Seat {
                operator: name.clone(),
                window,
            };
            let arrival = Arrival {
                display: display.clone(),
                chats,
                availability,
                until,
            };
            return Ok(Event::OperatorArrived {
                connection,
                seat,
                arrival,
            });
        }
        FromOperator::Status(availability) => OperatorSays::Status(availability),
        FromOperator::Transfer {
            chat,
            lease,
            recipient,
            note,
        } => holding(chat, lease, HolderSays::Transfer { recipient, note }),
        FromOperator::CancelTransfer { chat, lease } => {
            holding(chat, lease, HolderSays::CancelTransfer)
        }
        FromOperator::Claim { chat } => OperatorSays::Claim { chat },
        FromOperator::Dismiss { chat } => OperatorSays::Dismiss { chat },
        FromOperator::Reconsider { chat } => OperatorSays::Reconsider { chat },
        FromOperator::Message {
            chat,
            lease,
            message,
        } => holding(chat, lease, HolderSays::Message(message)),
        FromOperator::Ack {
            chat,
            lease,
            received,
        } => holding(chat, lease, HolderSays::Ack { received }),
        FromOperator::Typing {
            chat,
            lease,
            typing,
        } => holding(chat, lease, HolderSays::Typing { typing }),
        FromOperator::End { chat, lease } => holding(chat, lease, HolderSays::End),
    };
    Ok(Event::OperatorSaid { connection, says })
}

/// The skin of a chat that is opened so, if that may be.
fn skin_for(opening: &Opening, opens: Option<&Opens>) -> Result<SkinName, NoEvent> {
    let kind = match opening {
        Opening::Sealed { .. } => ChatKind::Sealed,
        Opening::Open => ChatKind::Open,
    };
    let may = opens.filter(|opens| opens.kind == kind);
    may.map(|opens| opens.skin.clone())
        .ok_or(NoEvent::Hopeless(Refusal::NotOffered))
}

/// A first frame comes first, once, and in our version.
const fn check_first(is_first: bool, version: u16) -> Result<(), NoEvent> {
    if !is_first {
        Err(NoEvent::Refused(Refusal::OutOfOrder))
    } else if version != VERSION {
        Err(NoEvent::Hopeless(Refusal::Version { ours: VERSION }))
    } else {
        Ok(())
    }
}

fn hash(token: &ResumeToken) -> TokenHash {
    TokenHash::from_digest(Sha256::digest(token.as_str()).into())
}

#[cfg(test)]
mod tests {
    use durable_queue::End;
    use hushdesk_protocol::ids::{ChatId, SeatId, Seq, Timestamp};

    use super::*;

    fn guest(end: Option<End>) -> Attachment {
        let new = Attachment::new(
            ConnectionId(7),
            Visitor::Guest { opens: None },
            Timestamp(0),
        );
        let standing = end.map_or(Standing::New, |end| Standing::Admitted { end });
        Attachment { standing, ..new }
    }

    fn operator() -> Attachment {
        let visitor = Visitor::Operator {
            name: "ann".parse().unwrap(),
            display: "Ann".parse().unwrap(),
        };
        Attachment::new(ConnectionId(8), visitor, Timestamp(0))
    }

    fn resume(version: u16) -> String {
        let (chat, token) = ("ab".repeat(16), "cd".repeat(32));
        format!(
            r#"{{"resume":{{"version":{version},"chat":"{chat}","token":"{token}","received":4}}}}"#
        )
    }

    #[test]
    fn a_resume_shows_the_hash_of_its_token_and_never_the_token() {
        let event = read(&resume(VERSION), &guest(None), 0).unwrap();
        let digest = Sha256::digest("cd".repeat(32)).into();
        assert_eq!(
            event,
            Event::GuestResumed {
                connection: ConnectionId(7),
                chat: ChatId::from_bytes([0xab; 16]),
                token: TokenHash::from_digest(digest),
                received: Seq(4),
            }
        );
    }

    #[test]
    fn a_second_first_frame_is_out_of_order() {
        let end = End::Guest {
            chat: ChatId::from_bytes([0xab; 16]),
        };
        let refused = read(&resume(VERSION), &guest(Some(end)), 0);
        assert_eq!(refused, Err(NoEvent::Refused(Refusal::OutOfOrder)));
    }

    #[test]
    fn another_version_is_told_ours() {
        let refused = read(&resume(VERSION + 1), &guest(None), 0);
        assert_eq!(
            refused,
            Err(NoEvent::Hopeless(Refusal::Version { ours: VERSION }))
        );
    }

    #[test]
    fn an_operator_is_who_the_worker_says() {
        let seat = "01".repeat(16);
        let hello = format!(r#"{{"hello":{{"version":{VERSION},"seat":"{seat}","chats":[]}}}}"#);
        let event = read(&hello, &operator(), 0).unwrap();
        let seat = Seat {
            operator: "ann".parse().unwrap(),
            window: SeatId::from_bytes([1; 16]),
        };
        let connection = ConnectionId(8);
        assert_eq!(
            event,
            Event::OperatorArrived {
                connection,
                seat,
                arrival: Arrival::of("Ann".parse().unwrap()),
            }
        );
    }

    #[test]
    fn a_guest_cannot_speak_as_an_operator() {
        let claim = format!(r#"{{"claim":{{"chat":"{}"}}}}"#, "ab".repeat(16));
        let refused = read(&claim, &guest(None), 0);
        assert_eq!(refused, Err(NoEvent::Refused(Refusal::Malformed)));
    }

    #[test]
    fn what_is_no_frame_is_malformed_and_what_is_too_long_ends_the_socket() {
        for text in [
            "",
            "{}",
            "null",
            r#"{"ack":{"received":1,"more":1}}"#,
            r#"{"ack":{"received":1},"end":null}"#,
            r#"{"ack":[1]}"#,
            r#"{"end":null}"#,
            "[[[[",
            "\u{0}",
        ] {
            let refused = read(text, &guest(None), 0);
            assert_eq!(refused, Err(NoEvent::Refused(Refusal::Malformed)), "{text}");
        }
        let long = "x".repeat(FRAME_BYTES_MAX + 1);
        assert_eq!(read(&long, &guest(None), 0), Err(NoEvent::TooLong));
    }
}
