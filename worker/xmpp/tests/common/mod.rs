//! A program's session to which stanzas and frames are said by hand.

#![allow(dead_code, reason = "each scenario uses some of it")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use base64::prelude::{BASE64_STANDARD, Engine as _};
use getrandom::SysRng;
use hushdesk_protocol::frames::{
    Availability, ChatKind, Colleague, Entry, FromOperator, GuestLabel, HeldChat, Offer, Origin,
    Sent, ToOperator, Waiting,
};
use hushdesk_protocol::ids::{ChatId, Epoch, Lease, QueueName, Timestamp};
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_xmpp::jid::Domain;
use hushdesk_xmpp::sasl::{Credential, Credentials, PasswordKeys, SALT_BYTES};
use hushdesk_xmpp::{Account, Effect, Event, Line, Session};
use rand_core::UnwrapErr;

pub(crate) const NOW: Timestamp = Timestamp(1_700_000_000_000);
pub(crate) const GUEST: &str = "linden-2ih.07070707@guests.chat.test";
pub(crate) const QUEUE: &str = "reference@queues.chat.test";

pub(crate) struct Program {
    session: Session,
    pub(crate) now: Timestamp,
}

impl Program {
    pub(crate) fn new() -> Self {
        Self {
            session: Session::new(Domain::of("chat.test").unwrap()),
            now: NOW,
        }
    }

    /// One that is signed in, bound and there, and whose queue has welcomed it with these chats.
    pub(crate) fn at_the_desk(offers: Vec<Offer>, chats: Vec<HeldChat>) -> Self {
        Self::of(account(), offers, chats)
    }

    /// One whose contacts speak this language, and whose queue offers these chats.
    pub(crate) fn speaking(language: &str, offers: Vec<Offer>) -> Self {
        let language = Some(language.parse().unwrap());
        Self::of(
            Account {
                language,
                ..account()
            },
            offers,
            vec![],
        )
    }

    fn of(account: Account, offers: Vec<Offer>, chats: Vec<HeldChat>) -> Self {
        let mut program = Self::new();
        program.signs_in(account);
        program.says("<iq xmlns='jabber:client' type='set' id='a'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>desk</resource></bind></iq>");
        program.says(
            "<iq xmlns='jabber:client' type='get' id='b'><query xmlns='jabber:iq:roster'/></iq>",
        );
        program.says("<presence xmlns='jabber:client'><priority>1</priority></presence>");
        program.does(Event::Line(queue(), Line::Up));
        program.hears(ToOperator::Welcome {
            operator: "ann".parse().unwrap(),
            now: NOW,
            waiting: Waiting::default(),
            offers,
            chats,
            lapsed: vec![],
            colleagues: vec![colleague("ann", "Ann"), colleague("ben", "Ben")],
        });
        program
    }

    pub(crate) fn does(&mut self, event: Event) -> Vec<Effect> {
        let rng = &mut UnwrapErr(SysRng);
        self.session.handle(event, self.now, rng)
    }

    pub(crate) fn says(&mut self, stanza: &str) -> Vec<Effect> {
        self.does(Event::Said(stanza.parse().unwrap()))
    }

    /// Writes to somebody.
    pub(crate) fn writes(&mut self, to: &str, text: &str) -> Vec<Effect> {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        self.says(&format!(
            "<message xmlns='jabber:client' type='chat' to='{to}'><body>{text}</body></message>"
        ))
    }

    pub(crate) fn hears(&mut self, frame: ToOperator) -> Vec<Effect> {
        self.does(Event::Line(queue(), Line::Frame(Box::new(frame))))
    }

    pub(crate) fn signs_in(&mut self, account: Account) {
        self.does(Event::Opened);
        let text = BASE64_STANDARD.encode("\0ann\0pencil");
        self.says(&format!(
            "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{text}</auth>"
        ));
        self.does(Event::Credentials(Some(credentials())));
        self.does(Event::SignedIn(Some(account)));
        self.does(Event::Opened);
    }
}

pub(crate) fn credentials() -> Credentials {
    let salt = [7; SALT_BYTES];
    Credentials {
        salt,
        passwords: vec![Credential {
            id: "one".to_owned(),
            keys: PasswordKeys::of("pencil", &salt),
        }],
    }
}

pub(crate) fn account() -> Account {
    Account {
        name: "ann".parse().unwrap(),
        queues: vec![QueueTitle {
            name: queue(),
            title: "Ask a librarian".to_owned(),
        }],
        language: None,
    }
}

pub(crate) fn queue() -> QueueName {
    "reference".parse().unwrap()
}

pub(crate) fn chat() -> ChatId {
    ChatId::from_bytes([7; 16])
}

pub(crate) fn colleague(name: &str, display: &str) -> Colleague {
    Colleague {
        operator: name.parse().unwrap(),
        display: display.parse().unwrap(),
        availability: Availability::default(),
        chats: 0,
        takes: true,
    }
}

pub(crate) fn offer(kind: ChatKind, entries: Vec<Entry>) -> Offer {
    Offer {
        chat: chat(),
        guest: GuestLabel("linden-2ih".to_owned()),
        kind,
        skin: "skin".parse().unwrap(),
        since: Timestamp(NOW.0 - 12_000),
        page: None,
        origin: Origin::New,
        absent_since: None,
        dismissed: false,
        entries,
    }
}

pub(crate) fn held(kind: ChatKind, entries: Vec<Entry>) -> HeldChat {
    HeldChat {
        chat: chat(),
        lease: Lease(1),
        guest: GuestLabel("linden-2ih".to_owned()),
        kind,
        epoch: Epoch(u32::from(kind == ChatKind::Sealed)),
        skin: "skin".parse().unwrap(),
        since: NOW,
        page: None,
        origin: Origin::New,
        handing: None,
        outcome: None,
        absent_since: None,
        sent: Sent::default(),
        entries,
    }
}

/// What the program is said, of messages who says what.
pub(crate) fn said(effects: &[Effect]) -> Vec<String> {
    let said = effects.iter().filter_map(|effect| match effect {
        Effect::Say(stanza) => Some(stanza.clone()),
        Effect::FindCredentials(_)
        | Effect::SignIn(..)
        | Effect::Dial(_)
        | Effect::HangUp(_)
        | Effect::Send(..)
        | Effect::File(..)
        | Effect::Fail(_) => None,
    });
    said.collect()
}

/// The messages among it: from whom, and what.
pub(crate) fn messages(effects: &[Effect]) -> Vec<(String, String)> {
    let stanzas = said(effects).into_iter();
    let elements = stanzas.map(|it| it.parse::<minidom::Element>().unwrap());
    let messages = elements.filter_map(|it| {
        let body = it.get_child("body", "jabber:client")?.text();
        Some((it.attr("from").unwrap().to_owned(), body))
    });
    messages.collect()
}

/// The frames that are sent.
pub(crate) fn frames(effects: &[Effect]) -> Vec<FromOperator> {
    let frames = effects.iter().filter_map(|effect| match effect {
        Effect::Send(_, frame) => Some(frame.clone()),
        Effect::Say(_)
        | Effect::FindCredentials(_)
        | Effect::SignIn(..)
        | Effect::Dial(_)
        | Effect::HangUp(_)
        | Effect::File(..)
        | Effect::Fail(_) => None,
    });
    frames.collect()
}

/// The one message that the queue's contact says.
pub(crate) fn queue_says(effects: &[Effect]) -> String {
    let messages = messages(effects);
    let [(from, text)] = messages.as_slice() else {
        panic!("{messages:?}");
    };
    assert_eq!(from, QUEUE);
    text.clone()
}
