//! How somebody is there: XMPP's words (RFC 6121, section 4.7.2.1) and the queue's.

use hushdesk_protocol::frames::Status;
use minidom::Element;

use crate::ns;

/// Whether somebody is there, and how.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Show {
    /// They are.
    There(Status),
    /// They are not.
    Gone,
}

/// The word for a status; none for the usual one.
pub(crate) const fn show_of(status: Status) -> Option<&'static str> {
    match status {
        Status::Available => None,
        Status::Chat => Some("chat"),
        Status::Busy => Some("dnd"),
        Status::Away => Some("away"),
        Status::ExtendedAway => Some("xa"),
    }
}

/// What a presence says of whoever sends it to nobody in particular, and in which words.
pub(crate) fn status_of(presence: &Element) -> Option<(Show, String)> {
    if presence.attr("to").is_some() {
        return None;
    }
    let text = presence.get_child("status", ns::CLIENT);
    let text = text.map(Element::text).unwrap_or_default();
    let show = presence.get_child("show", ns::CLIENT).map(Element::text);
    let show = match (presence.attr("type"), show.as_deref()) {
        (Some("unavailable"), _) => Show::Gone,
        (Some(_), _) => return None,
        (None, Some("chat")) => Show::There(Status::Chat),
        (None, Some("dnd")) => Show::There(Status::Busy),
        (None, Some("away")) => Show::There(Status::Away),
        (None, Some("xa")) => Show::There(Status::ExtendedAway),
        (None, _) => Show::There(Status::Available),
    };
    Some((show, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(presence: &str) -> Option<(Show, String)> {
        status_of(&crate::xml::parse(presence).unwrap())
    }

    #[test]
    fn presence_is_a_status_and_its_words() {
        let lunch = said(
            "<presence xmlns='jabber:client'><show>away</show><status>Lunch</status></presence>",
        );
        assert_eq!(lunch, Some((Show::There(Status::Away), "Lunch".to_owned())));
        let there = said("<presence xmlns='jabber:client'><priority>1</priority></presence>");
        assert_eq!(there, Some((Show::There(Status::Available), String::new())));
        let gone = said("<presence xmlns='jabber:client' type='unavailable'/>");
        assert_eq!(gone, Some((Show::Gone, String::new())));
    }

    #[test]
    fn what_is_said_to_one_contact_is_no_status() {
        for presence in [
            "<presence xmlns='jabber:client' to='a@b'/>",
            "<presence xmlns='jabber:client' type='subscribe'/>",
            "<presence xmlns='jabber:client' type='probe'/>",
        ] {
            assert_eq!(said(presence), None, "{presence}");
        }
    }
}
