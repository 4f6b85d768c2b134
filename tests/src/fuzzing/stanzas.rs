//! What programs of operators' own say: polls, frames, and the stanzas in them.

use std::sync::LazyLock;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use hushdesk_protocol::frames::{ToOperator, Waiting};
use hushdesk_protocol::ids::{QueueName, Timestamp};
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_web::ambient::rng;
use hushdesk_xmpp::bosh::Request;
use hushdesk_xmpp::jid::Domain;
use hushdesk_xmpp::sasl::{Credential, Credentials, PasswordKeys, SALT_BYTES};
use hushdesk_xmpp::websocket::Frame;
use hushdesk_xmpp::{Account, Element, Event, Line, Session};

use crate::polls::PIDGIN;

const NOW: Timestamp = Timestamp(1_700_000_000_000);

/// Stanzas of one input, at most.
const STANZAS_MAX: usize = 16;

static CREDENTIALS: LazyLock<Credentials> = LazyLock::new(|| {
    let salt = [7; SALT_BYTES];
    let keys = PasswordKeys::of("pencil", &salt);
    let id = "one".to_owned();
    Credentials {
        salt,
        passwords: vec![Credential { id, keys }],
    }
});

/// Texts, parted by zeros, are polls and frames; what they say, a program says that has not signed in, and one that is at its
/// desk if the first byte is `!`.
pub(super) fn said(bytes: &[u8]) {
    let all = String::from_utf8_lossy(bytes);
    let (all, mut session) = match all.strip_prefix('!') {
        Some(all) => (all.to_owned(), at_the_desk()),
        None => (all.into_owned(), new()),
    };
    for text in all.split('\0').take(STANZAS_MAX) {
        let mut stanzas = Vec::new();
        if let Ok(request) = Request::read(text, PIDGIN) {
            stanzas.extend(request.stanzas);
        }
        if let Ok(Frame::Stanza(stanza)) = Frame::read(text) {
            stanzas.push(stanza);
        }
        for stanza in stanzas {
            must_be_read(&stanza);
            session.handle(Event::Said(stanza), NOW, &mut rng());
        }
    }
}

/// What was read says the same when it is written and read again.
fn must_be_read(stanza: &Element) {
    let written = String::from(stanza);
    // Namespaces that are declared once and used often are written out: it may be too long then.
    if let Ok(Frame::Stanza(again)) = Frame::read(&written) {
        assert_eq!(*stanza, again, "{written}");
    }
}

fn new() -> Session {
    let domain = Domain::of("chat.test").expect("it is one");
    let mut session = Session::new(domain);
    session.handle(Event::Opened, NOW, &mut rng());
    session
}

fn at_the_desk() -> Session {
    let mut session = new();
    let text = BASE64_STANDARD.encode("\0ann\0pencil");
    let queue = || -> QueueName { "reference".parse().expect("it is a name") };
    let account = Account {
        name: "ann".parse().expect("it is a name"),
        queues: vec![QueueTitle {
            name: queue(),
            title: "Ask a librarian".to_owned(),
        }],
        language: None,
    };
    let welcome = ToOperator::Welcome {
        operator: "ann".parse().expect("it is a name"),
        now: NOW,
        waiting: Waiting::default(),
        offers: vec![],
        chats: vec![],
        lapsed: vec![],
        colleagues: vec![],
    };
    let events = [
        says(&format!(
            "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{text}</auth>"
        )),
        Event::Credentials(Some(CREDENTIALS.clone())),
        Event::SignedIn(Some(account)),
        Event::Opened,
        says(
            "<iq xmlns='jabber:client' type='set' id='a'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>desk</resource></bind></iq>",
        ),
        says("<iq xmlns='jabber:client' type='get' id='b'><query xmlns='jabber:iq:roster'/></iq>"),
        says("<presence xmlns='jabber:client'/>"),
        Event::Line(queue(), Line::Up),
        Event::Line(queue(), Line::Frame(Box::new(welcome))),
    ];
    for event in events {
        session.handle(event, NOW, &mut rng());
    }
    session
}

fn says(stanza: &str) -> Event {
    Event::Said(stanza.parse().expect("it is a stanza"))
}
