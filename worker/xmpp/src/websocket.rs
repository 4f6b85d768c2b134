//! XMPP over WebSocket (RFC 7395): a frame is a stanza, and begins or ends the stream.

use minidom::Element;

use crate::jid::Domain;
use crate::ns;
use crate::xml::{BadXml, Tag, parse};

/// Bytes of a frame: the longest sealed text, and as much again for what is around it.
pub const FRAME_BYTES_MAX: usize = 262_144;

/// The subprotocol (section 3.1).
pub const SUBPROTOCOL: &str = "xmpp";

/// A frame of a program.
#[derive(Clone, Debug, PartialEq)]
pub enum Frame {
    /// It begins the stream, or begins it anew; with which server, as it calls it.
    Open(Option<Domain>),
    /// It ends the stream.
    Close,
    /// It says something.
    Stanza(Element),
}

impl Frame {
    /// Reads one.
    ///
    /// # Errors
    ///
    /// It is none.
    pub fn read(text: &str) -> Result<Self, BadXml> {
        if text.len() > FRAME_BYTES_MAX {
            return Err(BadXml::Malformed);
        }
        let element = parse(text)?;
        Ok(if element.is("open", ns::FRAMING) {
            Self::Open(element.attr("to").and_then(Domain::of))
        } else if element.is("close", ns::FRAMING) {
            Self::Close
        } else {
            Self::Stanza(element)
        })
    }
}

/// The stream begins, under this id.
pub fn open(domain: &Domain, id: &str) -> String {
    Tag::of("open", ns::FRAMING)
        .with("from", domain.as_str())
        .with("id", id)
        .with("version", "1.0")
        .with("xml:lang", "en")
        .write()
}

/// The stream is over.
pub fn close() -> String {
    Tag::of("close", ns::FRAMING).write()
}

/// The stream has an error (section 3.5), and is over.
pub fn stream_error(condition: &'static str) -> String {
    Tag::new("stream:error")
        .with("xmlns:stream", ns::STREAM)
        .child(&Tag::of(condition, ns::STREAM_ERRORS))
        .write()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_opened_spoken_over_and_closed() {
        let open = "<open version=\"1.0\" xmlns=\"urn:ietf:params:xml:ns:xmpp-framing\" to=\"chat.test\" from=\"visitor@chat.test\"/>";
        assert_eq!(Frame::read(open), Ok(Frame::Open(Domain::of("chat.test"))));
        let close = "<close xmlns=\"urn:ietf:params:xml:ns:xmpp-framing\"/>";
        assert_eq!(Frame::read(close), Ok(Frame::Close));
        let presence = Frame::read("<presence xmlns=\"jabber:client\"/>");
        assert!(matches!(presence, Ok(Frame::Stanza(_))));
        for text in ["", "<stream:stream>", " ", "</open>"] {
            assert!(Frame::read(text).is_err(), "{text}");
        }
    }
}
