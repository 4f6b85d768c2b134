//! What a client's frame means: with what is known of its socket it makes an event, or it is refused.

use hushdesk_protocol::VERSION;
use hushdesk_protocol::frames::{ChatKind, FromGuest, FromOperator, Opening, Refusal};
use hushdesk_protocol::ids::{OperatorName, SkinName};
use hushdesk_protocol::rest::{GuestAddress, RolloverLevel};
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::event::{
    Arrival, ConnectionId, Event, GuestOpened, GuestSays, HolderSays, OperatorSays, Seat,
};
use crate::token::TokenHash;

/// Why a frame is no event. The client is told, and the queue hears nothing of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NoEvent {
    /// It is not done. The socket stays open.
    Refused(Refusal),
    /// It is not done, and no other first frame will do: the socket is closed.
    Hopeless(Refusal),
}

/// Which socket a frame came by, and how far that has come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Line {
    /// Which.
    pub connection: ConnectionId,
    /// Whether its first frame has yet to come, or to be believed.
    pub is_new: bool,
}

impl Line {
    /// A first frame comes first, once, and in our version.
    ///
    /// # Errors
    ///
    /// It does not.
    pub const fn check_first(self, version: u16) -> Result<(), NoEvent> {
        if !self.is_new {
            Err(NoEvent::Refused(Refusal::OutOfOrder))
        } else if version != VERSION {
            Err(NoEvent::Hopeless(Refusal::Version { ours: VERSION }))
        } else {
            Ok(())
        }
    }
}

/// What a guest's socket may open, as the snippet says through which the guest came.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Opens {
    /// The skin the chat wears.
    pub skin: SkinName,
    /// Sealed or open: another is refused.
    pub kind: ChatKind,
    /// Where the guest comes from, as far as the queue keeps that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<GuestAddress>,
    /// Where a chat goes that nobody answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rollover: Vec<RolloverLevel>,
}

impl Opens {
    fn takes(&self, opening: &Opening) -> bool {
        let kind = match opening {
            Opening::Sealed { .. } => ChatKind::Sealed,
            Opening::Open => ChatKind::Open,
        };
        self.kind == kind
    }
}

/// The event that a guest's frame makes. `opens` is what may be opened, if anything; `from` is where they come
/// from, if they are counted there; `random` is for what operators call a new guest.
///
/// # Errors
///
/// It is a first frame that comes too late or from another version, or opens what may not be opened.
pub fn guest_event(
    frame: FromGuest,
    line: Line,
    opens: Option<&Opens>,
    from: Option<Address>,
    random: u32,
) -> Result<Event, NoEvent> {
    let connection = line.connection;
    let says = match frame {
        FromGuest::Open {
            version,
            chat,
            token,
            opening,
            page,
        } => {
            line.check_first(version)?;
            let opens = opens.filter(|opens| opens.takes(&opening));
            let opens = opens.ok_or(NoEvent::Hopeless(Refusal::NotOffered))?;
            let opened = GuestOpened {
                chat,
                token: TokenHash::of(&token),
                opening,
                skin: opens.skin.clone(),
                page,
                address: opens.address.clone(),
                rollover: opens.rollover.clone(),
                random,
            };
            return Ok(Event::GuestOpened {
                connection,
                opened,
                from,
            });
        }
        FromGuest::Resume {
            version,
            chat,
            token,
            received,
            visit,
        } => {
            line.check_first(version)?;
            return Ok(Event::GuestResumed {
                connection,
                chat,
                token: TokenHash::of(&token),
                received,
                visit,
                from,
            });
        }
        FromGuest::KeyExchange { number, commit } => GuestSays::KeyExchange { number, commit },
        FromGuest::Message(message) => GuestSays::Message(message),
        FromGuest::Ack { received } => GuestSays::Ack { received },
        FromGuest::Typing(typing) => GuestSays::Typing { typing },
        FromGuest::RefuseHolder { lease } => GuestSays::RefuseHolder { lease },
        FromGuest::End => GuestSays::End,
    };
    Ok(Event::GuestSaid { connection, says })
}

/// The event that a frame makes which comes from a window of this operator, who is called so.
///
/// # Errors
///
/// It is a first frame, and it comes too late or from another version.
pub fn operator_event(
    frame: FromOperator,
    line: Line,
    operator: &OperatorName,
    display: &DisplayName,
) -> Result<Event, NoEvent> {
    let connection = line.connection;
    let holding = |chat, lease, says| OperatorSays::Holding { chat, lease, says };
    let says = match frame {
        FromOperator::Hello {
            version,
            seat: window,
            chats,
            availability,
            until,
        } => {
            line.check_first(version)?;
            let seat = Seat {
                operator: operator.clone(),
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
        FromOperator::Tell { to, text } => OperatorSays::Tell { to, text },
        FromOperator::Claim { chat } => OperatorSays::Claim { chat },
        FromOperator::Dismiss { chat } => OperatorSays::Dismiss { chat },
        FromOperator::Reconsider { chat } => OperatorSays::Reconsider { chat },
        FromOperator::TakeOver { chat } => OperatorSays::TakeOver { chat },
        FromOperator::Transfer {
            chat,
            lease,
            recipient,
            note,
        } => holding(chat, lease, HolderSays::Transfer { recipient, note }),
        FromOperator::CancelTransfer { chat, lease } => {
            holding(chat, lease, HolderSays::CancelTransfer)
        }
        FromOperator::AskForEarlier { chat, lease } => {
            holding(chat, lease, HolderSays::AskForEarlier)
        }
        FromOperator::Block { chat, lease } => holding(chat, lease, HolderSays::Block),
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

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::{ChatId, ResumeToken, SeatId, Seq, Visit};

    use super::*;

    fn line(is_new: bool) -> Line {
        let connection = ConnectionId(7);
        Line { connection, is_new }
    }

    fn here() -> Address {
        Address::from("198.51.100.7".to_owned())
    }

    fn resume(version: u16) -> FromGuest {
        FromGuest::Resume {
            version,
            chat: ChatId::from_bytes([0xab; 16]),
            token: ResumeToken::from_bytes([0xcd; 32]),
            received: Seq(4),
            visit: Visit(2),
        }
    }

    #[test]
    fn a_second_first_frame_is_out_of_order() {
        let refused = guest_event(resume(VERSION), line(false), None, None, 0);
        assert_eq!(refused, Err(NoEvent::Refused(Refusal::OutOfOrder)));
    }

    #[test]
    fn another_version_is_told_ours() {
        let refused = guest_event(resume(VERSION + 1), line(true), None, None, 0);
        let ours = VERSION;
        assert_eq!(refused, Err(NoEvent::Hopeless(Refusal::Version { ours })));
    }

    #[test]
    fn a_resume_shows_the_hash_of_its_token_and_never_the_token() {
        let event = guest_event(resume(VERSION), line(true), None, Some(here()), 0).unwrap();
        let token = ResumeToken::from_bytes([0xcd; 32]);
        assert_eq!(
            event,
            Event::GuestResumed {
                connection: ConnectionId(7),
                chat: ChatId::from_bytes([0xab; 16]),
                token: TokenHash::of(&token),
                received: Seq(4),
                visit: Visit(2),
                from: Some(here()),
            }
        );
        assert!(!format!("{event:?}").contains(token.as_str()));
    }

    #[test]
    fn an_operator_is_who_the_worker_says() {
        let frame = FromOperator::Hello {
            version: VERSION,
            seat: SeatId::from_bytes([1; 16]),
            chats: vec![],
            availability: None,
            until: None,
        };
        let operator: OperatorName = "ann".parse().unwrap();
        let display: DisplayName = "Ann".parse().unwrap();
        let event = operator_event(frame, line(true), &operator, &display).unwrap();
        let window = SeatId::from_bytes([1; 16]);
        assert_eq!(
            event,
            Event::OperatorArrived {
                connection: ConnectionId(7),
                seat: Seat { operator, window },
                arrival: Arrival::of(display),
            }
        );
    }

    #[test]
    fn a_chat_is_opened_as_the_snippet_says_or_not_at_all() {
        let opens = |kind| Opens {
            skin: "blue".parse().unwrap(),
            kind,
            address: None,
            rollover: vec![],
        };
        let open = || FromGuest::Open {
            version: VERSION,
            chat: ChatId::from_bytes([0xab; 16]),
            token: ResumeToken::from_bytes([0xcd; 32]),
            opening: Opening::Open,
            page: None,
        };
        let read = |opens: Option<Opens>| guest_event(open(), line(true), opens.as_ref(), None, 0);
        let refused = Err(NoEvent::Hopeless(Refusal::NotOffered));
        assert_eq!(read(None), refused);
        assert_eq!(read(Some(opens(ChatKind::Sealed))), refused);
        let event = read(Some(opens(ChatKind::Open))).unwrap();
        let Event::GuestOpened { opened, .. } = event else {
            panic!("{event:?}");
        };
        assert_eq!(opened.skin, "blue".parse().unwrap());
    }
}
