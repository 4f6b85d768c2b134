//! Stanzas, as they are written. Each says its namespace: libpurple finds nothing in one that does not.

pub(crate) mod iq;
mod presence;

use hushdesk_protocol::frames::Status;
use minidom::Element;

pub(crate) use presence::{Show, show_of, status_of};

use crate::ns;
use crate::xml::Tag;

/// Something that somebody says. "Active" has the program tell in its turn when it is written in.
pub(crate) fn message(from: &str, to: &str, text: &str) -> String {
    let active = Tag::of("active", ns::CHAT_STATES);
    let body = Tag::new("body").text(text);
    chat(from, to).child(&body).child(&active).write()
}

/// Whether somebody is writing: a chat state (XEP-0085).
pub(crate) fn chat_state(from: &str, to: &str, state: &'static str) -> String {
    chat(from, to)
        .child(&Tag::of(state, ns::CHAT_STATES))
        .write()
}

fn chat(from: &str, to: &str) -> Tag {
    Tag::of("message", ns::CLIENT)
        .with("type", "chat")
        .with("from", from)
        .with("to", to)
}

/// Somebody is there, in some way, and says this about it.
pub(crate) fn presence(from: &str, to: &str, show: Show, text: &str) -> String {
    let mut tag = Tag::of("presence", ns::CLIENT)
        .with("from", from)
        .with("to", to);
    let children = match show {
        Show::Gone => {
            tag = tag.with("type", "unavailable");
            None
        }
        Show::There(status) => show_of(status).map(|show| Tag::new("show").text(show)),
    };
    if let Some(child) = children {
        tag = tag.child(&child);
    }
    if !text.is_empty() {
        tag = tag.child(&Tag::new("status").text(text));
    }
    tag.write()
}

/// A contact.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Contact {
    pub(crate) jid: String,
    pub(crate) name: String,
    pub(crate) group: String,
}

impl Contact {
    pub(crate) fn item(&self) -> Tag {
        Tag::new("item")
            .with("jid", &self.jid)
            .with("name", &self.name)
            .with("subscription", "both")
            .child(&Tag::new("group").text(&self.group))
    }

    /// The contact is in the list from now on (RFC 6121, section 2.1.6).
    pub(crate) fn push(&self, to: &str, id: &str) -> String {
        pushed(&self.item(), to, id)
    }

    /// And no longer.
    pub(crate) fn removal(&self, to: &str, id: &str) -> String {
        let item = Tag::new("item")
            .with("jid", &self.jid)
            .with("subscription", "remove");
        pushed(&item, to, id)
    }
}

fn pushed(item: &Tag, to: &str, id: &str) -> String {
    Tag::of("iq", ns::CLIENT)
        .with("type", "set")
        .with("id", id)
        .with("to", to)
        .child(&Tag::of("query", ns::ROSTER).child(item))
        .write()
}

/// What a message says, if it says something: the plain one of its bodies.
pub(crate) fn body_of(message: &Element) -> Option<String> {
    let body = message.get_child("body", ns::CLIENT)?.text();
    (!body.is_empty()).then_some(body)
}

/// Whether the message says that its sender writes, or has stopped.
pub(crate) fn typing_of(message: &Element) -> Option<bool> {
    let mut states = message.children().filter(|it| it.ns() == ns::CHAT_STATES);
    states.next().map(|state| state.name() == "composing")
}

/// How an operator is who is there.
pub(crate) const fn there() -> Show {
    Show::There(Status::Available)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_its_namespace_and_escapes_what_it_says() {
        assert_eq!(
            message("a@b", "c@d/e", "1 < 2 & 'x'"),
            "<message xmlns='jabber:client' type='chat' from='a@b' to='c@d/e'>\
             <body>1 &lt; 2 &amp; &apos;x&apos;</body>\
             <active xmlns='http://jabber.org/protocol/chatstates'/></message>"
        );
    }

    #[test]
    fn presence_says_how_somebody_is_there() {
        assert_eq!(
            presence("a@b", "c@d", Show::There(Status::Away), "Lunch"),
            "<presence xmlns='jabber:client' from='a@b' to='c@d'>\
             <show>away</show><status>Lunch</status></presence>"
        );
        assert_eq!(
            presence("a@b", "c@d", Show::Gone, ""),
            "<presence xmlns='jabber:client' from='a@b' to='c@d' type='unavailable'/>"
        );
    }

    #[test]
    fn what_somebody_writes_is_read_and_that_they_do() {
        let message = |inside: &str| {
            let text = format!("<message xmlns='jabber:client' to='a@b'>{inside}</message>");
            crate::xml::parse(&text).unwrap()
        };
        let composing = message("<composing xmlns='http://jabber.org/protocol/chatstates'/>");
        assert_eq!(typing_of(&composing), Some(true));
        assert_eq!(body_of(&composing), None);
        let text =
            message("<active xmlns='http://jabber.org/protocol/chatstates'/><body> a\t</body>");
        assert_eq!(typing_of(&text), Some(false));
        assert_eq!(body_of(&text), Some(" a\t".to_owned()));
    }
}
