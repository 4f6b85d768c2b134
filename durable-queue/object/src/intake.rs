//! Texts to events: reads what a client sends, within bounds, and refuses what is not a frame.

use durable_queue::Event;
use durable_queue::reading::{self, Line, NoEvent};
use hushdesk_protocol::frames::Refusal;
use hushdesk_protocol::limits::FRAME_BYTES_MAX;
use hushdesk_protocol::strict;

use crate::attachment::{Attachment, Standing, Visitor};

/// Why a text is no event.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Unread {
    /// It is longer than any frame: the socket is closed.
    TooLong,
    /// It is no frame, or not one for now.
    No(NoEvent),
}

/// The event that a client's text makes. `random` is for what operators call a new guest.
pub(crate) fn read(text: &str, from: &Attachment, random: u32) -> Result<Event, Unread> {
    if text.len() > FRAME_BYTES_MAX {
        return Err(Unread::TooLong);
    }
    let malformed = |_| Unread::No(NoEvent::Refused(Refusal::Malformed));
    let line = Line {
        connection: from.connection,
        is_new: from.standing == Standing::New,
    };
    let event = match &from.visitor {
        Visitor::Guest { opens } => {
            let frame = strict::from_str(text).map_err(malformed)?;
            reading::guest_event(frame, line, opens.as_ref(), random)
        }
        Visitor::Operator { name, display } => {
            let frame = strict::from_str(text).map_err(malformed)?;
            reading::operator_event(frame, line, name, display)
        }
    };
    event.map_err(Unread::No)
}

#[cfg(test)]
mod tests {
    use durable_queue::ConnectionId;
    use hushdesk_protocol::ids::Timestamp;

    use super::*;

    const MALFORMED: Unread = Unread::No(NoEvent::Refused(Refusal::Malformed));

    fn guest() -> Attachment {
        Attachment::new(
            ConnectionId(7),
            Visitor::Guest { opens: None },
            Timestamp(0),
        )
    }

    #[test]
    fn a_guest_cannot_speak_as_an_operator() {
        let claim = format!(r#"{{"claim":{{"chat":"{}"}}}}"#, "ab".repeat(16));
        let refused = read(&claim, &guest(), 0);
        assert_eq!(refused, Err(MALFORMED));
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
            let refused = read(text, &guest(), 0);
            assert_eq!(refused, Err(MALFORMED), "{text}");
        }
        let long = "x".repeat(FRAME_BYTES_MAX + 1);
        assert_eq!(read(&long, &guest(), 0), Err(Unread::TooLong));
    }
}
