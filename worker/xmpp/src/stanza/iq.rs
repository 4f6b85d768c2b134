//! Questions that a program asks (RFC 6120, section 8.2.3), and what is answered to those that need no desk.
//!
//! Little is said to be here: each thing that is brings more questions. What nobody knows is `service-unavailable`, as the RFC
//! has it.

use minidom::Element;

use crate::ns;
use crate::xml::Tag;

/// A question, by what it needs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Question {
    /// A resource.
    Bind,
    /// A session, as it was before RFC 6121.
    Session,
    /// The contacts.
    Roster,
    /// That somebody answers.
    Ping,
    /// What the server is.
    Info,
    /// What else there is.
    Items,
    /// One's own card.
    Card,
    /// Something else.
    Unknown,
    /// It is an answer, and is not answered.
    Answer,
}

/// What a question is about. `domain` is the server's address.
pub(crate) fn question(iq: &Element, domain: &str) -> Question {
    let asked = match iq.attr("type") {
        Some("get" | "set") => iq.children().next(),
        Some(_) | None => return Question::Answer,
    };
    let to_server = iq.attr("to").is_none_or(|to| to == domain);
    let is_get = iq.attr("type") == Some("get");
    let Some(asked) = asked else {
        return Question::Unknown;
    };
    match (asked.name(), asked.ns().as_str()) {
        ("bind", ns::BIND) if !is_get => Question::Bind,
        ("session", ns::SESSION) if !is_get => Question::Session,
        ("query", ns::ROSTER) if is_get => Question::Roster,
        ("ping", ns::PING) if is_get => Question::Ping,
        ("query", ns::DISCO_INFO) if is_get && to_server => Question::Info,
        ("query", ns::DISCO_ITEMS) if is_get && to_server => Question::Items,
        ("vCard", ns::VCARD) if is_get && iq.attr("to").is_none() => Question::Card,
        _ => Question::Unknown,
    }
}

/// The resource that a program would like.
pub(crate) fn wanted_resource(iq: &Element) -> Option<String> {
    let bind = iq.get_child("bind", ns::BIND)?;
    Some(bind.get_child("resource", ns::BIND)?.text())
}

/// A question of the server's own: whether somebody answers (XEP-0199).
pub(crate) fn ping(from: &str, to: &str, id: &str) -> String {
    Tag::of("iq", ns::CLIENT)
        .with("type", "get")
        .with("id", id)
        .with("from", from)
        .with("to", to)
        .child(&Tag::of("ping", ns::PING))
        .write()
}

/// The answer to a question: this, or nothing but that it is done.
pub(crate) fn result(iq: &Element, content: Option<&Tag>) -> String {
    let tag = answer(iq, "result");
    content
        .map_or_else(|| tag.clone(), |content| tag.clone().child(content))
        .write()
}

/// The question is not answered, for this reason.
pub(crate) fn error(iq: &Element, kind: &str, condition: &'static str) -> String {
    let condition = Tag::of(condition, ns::STANZA_ERRORS);
    let error = Tag::new("error").with("type", kind).child(&condition);
    answer(iq, "error").child(&error).write()
}

fn answer(iq: &Element, kind: &str) -> Tag {
    Tag::of("iq", ns::CLIENT)
        .with("type", kind)
        .maybe("id", iq.attr("id"))
        .maybe("from", iq.attr("to"))
}

/// What the server is: one that knows nothing but what every server knows.
pub(crate) fn info() -> Tag {
    let identity = Tag::new("identity")
        .with("category", "server")
        .with("type", "im")
        .with("name", "Hushdesk");
    let feature = |namespace| Tag::new("feature").with("var", namespace);
    Tag::of("query", ns::DISCO_INFO)
        .child(&identity)
        .children(&[feature(ns::DISCO_INFO), feature(ns::PING)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::parse;

    fn asked(text: &str) -> Question {
        question(&parse(text).unwrap(), "help.example")
    }

    #[test]
    fn the_questions_of_a_sign_in_are_known() {
        for (inside, kind, expected) in [
            (
                "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>",
                "set",
                Question::Bind,
            ),
            (
                "<session xmlns='urn:ietf:params:xml:ns:xmpp-session'/>",
                "set",
                Question::Session,
            ),
            ("<query xmlns='jabber:iq:roster'/>", "get", Question::Roster),
            (
                "<query xmlns='jabber:iq:roster'/>",
                "set",
                Question::Unknown,
            ),
            ("<ping xmlns='urn:xmpp:ping'/>", "get", Question::Ping),
            ("<vCard xmlns='vcard-temp'/>", "get", Question::Card),
            (
                "<query xmlns='jabber:iq:private'/>",
                "get",
                Question::Unknown,
            ),
            (
                "<blocklist xmlns='urn:xmpp:blocking'/>",
                "get",
                Question::Unknown,
            ),
            ("", "get", Question::Unknown),
            ("<ping xmlns='urn:xmpp:ping'/>", "result", Question::Answer),
        ] {
            let iq = format!("<iq xmlns='jabber:client' type='{kind}' id='a'>{inside}</iq>");
            assert_eq!(asked(&iq), expected, "{iq}");
        }
    }

    #[test]
    fn what_is_asked_of_a_contact_the_server_does_not_answer_for_itself() {
        let info = |to: &str| {
            asked(&format!(
                "<iq xmlns='jabber:client' type='get' to='{to}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>"
            ))
        };
        assert_eq!(info("help.example"), Question::Info);
        assert_eq!(info("linden@guests.help.example/web"), Question::Unknown);
    }

    #[test]
    fn an_answer_has_the_id_of_its_question() {
        let iq = parse("<iq xmlns='jabber:client' type='get' id='a&apos;b' to='help.example'/>");
        let iq = iq.unwrap();
        assert_eq!(
            result(&iq, None),
            "<iq xmlns='jabber:client' type='result' id='a&apos;b' from='help.example'/>"
        );
        assert_eq!(
            error(&iq, "cancel", "service-unavailable"),
            "<iq xmlns='jabber:client' type='error' id='a&apos;b' from='help.example'><error type='cancel'>\
             <service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
        );
    }

    #[test]
    fn a_program_is_asked_whether_it_is_there() {
        assert_eq!(
            ping("help.example", "ann@help.example/desk", "pulse1"),
            "<iq xmlns='jabber:client' type='get' id='pulse1' from='help.example' to='ann@help.example/desk'>\
             <ping xmlns='urn:xmpp:ping'/></iq>"
        );
    }
}
