//! Texts to events: reads what a client sends, within bounds, and refuses what is not a frame.

use durable_queue::reading::{self, Line, NoEvent};
use durable_queue::{Address, End, Event, GuestSays, OperatorSays};
use hushdesk_edge::NoText;
use hushdesk_protocol::frames::{About, Refusal};
use hushdesk_protocol::ids::{ChatId, Number};
use hushdesk_protocol::limits::FRAME_BYTES_MAX;
use hushdesk_protocol::strict;
use serde::Deserialize;

use crate::attachment::{Attachment, Standing, Visitor};

/// Why what a client sent is no event.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Unread {
    /// It is longer than any frame: the socket is closed.
    TooLong,
    /// It is no text: the client is told so, and the socket is closed.
    NotText,
    /// It is not done, and the client is told why.
    No(About, NoEvent),
}

impl From<NoText> for Unread {
    fn from(no_text: NoText) -> Self {
        match no_text {
            NoText::Binary => Self::NotText,
            NoText::TooLong => Self::TooLong,
        }
    }
}

/// The event that a client's text makes. The random bits that a new guest's label needs are not in it.
pub(crate) fn read(text: &str, from: &Attachment) -> Result<Event, Unread> {
    if text.len() > FRAME_BYTES_MAX {
        return Err(Unread::TooLong);
    }
    let line = Line {
        connection: from.connection,
        is_new: from.standing == Standing::New,
    };
    let event = match &from.visitor {
        Visitor::Guest { opens, .. } => {
            let frame = strict::from_str(text).map_err(|_| {
                of_another_version(text, line).unwrap_or_else(|| malformed_of_guest(text, from))
            })?;
            let address = from.visitor.addresses().first().cloned();
            reading::guest_event(frame, line, opens.as_ref(), address.map(Address::from), 0)
        }
        Visitor::Operator(by) => {
            let frame = strict::from_str(text).map_err(|_| {
                of_another_version(text, line).unwrap_or_else(|| malformed_of_operator(text))
            })?;
            reading::operator_event(frame, line, &by.name, &by.display)
        }
    };
    event.map_err(|no_event| Unread::No(About::Socket, no_event))
}

/// What a client is told whose text comes too fast.
pub(crate) fn too_fast(event: &Event, from: &Attachment, wait_millis: u64) -> Unread {
    refused(about(event, from), Refusal::TooFast { wait_millis })
}

fn about(event: &Event, from: &Attachment) -> About {
    let number = match event {
        Event::GuestSaid { says, .. } => match says {
            GuestSays::KeyExchange { number, .. } => Some(*number),
            GuestSays::Message(message) => Some(message.number),
            GuestSays::Ack { .. }
            | GuestSays::Typing { .. }
            | GuestSays::RefuseHolder { .. }
            | GuestSays::End => None,
        },
        Event::OperatorSaid {
            says: OperatorSays::Tell { .. },
            ..
        } => return About::Colleagues,
        Event::Woke { .. }
        | Event::GuestOpened { .. }
        | Event::GuestResumed { .. }
        | Event::OperatorArrived { .. }
        | Event::OperatorSaid { .. }
        | Event::Disconnected { .. }
        | Event::Rated { .. }
        | Event::Configured(_)
        | Event::Reskinned(_)
        | Event::Letter { .. }
        | Event::Tick => None,
    };
    about_guests(number, from)
}

/// A message of the guest's chat, if its number is known.
fn about_guests(number: Option<Number>, from: &Attachment) -> About {
    match (number, from.admitted()) {
        (Some(number), Some((_, End::Guest { chat, .. }))) => About::Message { chat, number },
        (Some(_) | None, _) => About::Socket,
    }
}

/// As much of a guest's frame as says which message it is.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum GuestsMessage {
    Message { number: Number },
    KeyExchange { number: Number },
}

/// As much of an operator's frame.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum OperatorsMessage {
    Message { chat: ChatId, message: Numbered },
    Tell {},
}

#[derive(Deserialize)]
struct Numbered {
    number: Number,
}

/// As much of a first frame as every version says in the same way.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum FirstFrame {
    Open { version: u16 },
    Resume { version: u16 },
    Hello { version: u16 },
}

/// That a first frame is of another version, which has to be known whatever else it holds.
fn of_another_version(text: &str, line: Line) -> Option<Unread> {
    let version = match serde_json::from_str(text).ok()? {
        FirstFrame::Open { version }
        | FirstFrame::Resume { version }
        | FirstFrame::Hello { version } => version,
    };
    let no_event = line.check_first(version).err()?;
    Some(Unread::No(About::Socket, no_event))
}

fn malformed_of_guest(text: &str, from: &Attachment) -> Unread {
    let number = serde_json::from_str(text).ok();
    let number = number.map(|message| match message {
        GuestsMessage::Message { number } | GuestsMessage::KeyExchange { number } => number,
    });
    refused(about_guests(number, from), Refusal::Malformed)
}

fn malformed_of_operator(text: &str) -> Unread {
    let message = serde_json::from_str(text).ok();
    let about = message.map_or(About::Socket, |message| match message {
        OperatorsMessage::Message { chat, message } => {
            let number = message.number;
            About::Message { chat, number }
        }
        OperatorsMessage::Tell {} => About::Colleagues,
    });
    refused(about, Refusal::Malformed)
}

const fn refused(about: About, refusal: Refusal) -> Unread {
    Unread::No(about, NoEvent::Refused(refusal))
}

#[cfg(test)]
mod tests {
    use durable_queue::ConnectionId;
    use hushdesk_protocol::VERSION;
    use hushdesk_protocol::ids::Timestamp;

    use super::*;
    use crate::routes::StaffedBy;

    fn guest() -> Attachment {
        let visitor = Visitor::Guest {
            opens: None,
            from: vec![],
        };
        Attachment::new(ConnectionId(7), visitor, Timestamp(0))
    }

    fn admitted_guest() -> Attachment {
        let end = End::Guest {
            chat: chat(),
            from: None,
        };
        Attachment {
            standing: Standing::Admitted { end },
            ..guest()
        }
    }

    fn operator() -> Attachment {
        let visitor = Visitor::Operator(StaffedBy {
            name: "ann".parse().unwrap(),
            display: "Ann".parse().unwrap(),
            session: "ab".to_owned(),
            ends: Timestamp(1_000),
        });
        Attachment::new(ConnectionId(8), visitor, Timestamp(0))
    }

    fn chat() -> ChatId {
        ChatId::from_bytes([0xab; 16])
    }

    #[test]
    fn a_guest_cannot_speak_as_an_operator() {
        let claim = format!(r#"{{"claim":{{"chat":"{}"}}}}"#, chat().as_str());
        let malformed = refused(About::Socket, Refusal::Malformed);
        assert_eq!(read(&claim, &guest()), Err(malformed));
    }

    #[test]
    fn what_is_malformed_about_a_message_says_which() {
        let message = r#"{"message":{"number":7,"body":{"sealed":{"epoch":1,"text":"hello"}}}}"#;
        let about = About::Message {
            chat: chat(),
            number: Number(7),
        };
        let malformed = Err(refused(about, Refusal::Malformed));
        assert_eq!(read(message, &admitted_guest()), malformed);
        let exchange = r#"{"key_exchange":{"number":7,"commit":"?OTR:AAIC."}}"#;
        assert_eq!(read(exchange, &admitted_guest()), malformed);
        let operators = format!(
            r#"{{"message":{{"chat":"{}","lease":1,"message":{{"number":7,"body":"hello"}}}}}}"#,
            chat().as_str()
        );
        assert_eq!(read(&operators, &operator()), malformed);
        let tell = r#"{"tell":{"to":"room","text":""}}"#;
        let to_colleagues = Err(refused(About::Colleagues, Refusal::Malformed));
        assert_eq!(read(tell, &operator()), to_colleagues);
        let nobodys = Err(refused(About::Socket, Refusal::Malformed));
        assert_eq!(read(message, &guest()), nobodys, "no chat is known");
    }

    #[test]
    fn a_first_frame_of_another_version_is_refused_for_that_whatever_it_holds() {
        let ours = VERSION;
        let other = NoEvent::Hopeless(Refusal::Version { ours });
        let of_another = Err(Unread::No(About::Socket, other));
        let malformed = Err(refused(About::Socket, Refusal::Malformed));
        let first = |name: &str, version: u16| {
            format!(r#"{{"{name}":{{"version":{version},"chat":null,"more":["of it"]}}}}"#)
        };
        for version in [ours - 1, ours + 1] {
            assert_eq!(read(&first("open", version), &guest()), of_another);
            assert_eq!(read(&first("resume", version), &guest()), of_another);
            assert_eq!(read(&first("hello", version), &operator()), of_another);
        }
        assert_eq!(read(&first("open", ours), &guest()), malformed);
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
            let malformed = refused(About::Socket, Refusal::Malformed);
            assert_eq!(read(text, &admitted_guest()), Err(malformed), "{text}");
        }
        let long = "x".repeat(FRAME_BYTES_MAX + 1);
        assert_eq!(read(&long, &guest()), Err(Unread::TooLong));
    }
}
