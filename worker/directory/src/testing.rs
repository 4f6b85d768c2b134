//! For tests: the directory of a made-up library.

use std::collections::BTreeSet;

use durable_queue::from_directory::FromDirectory;
use hushdesk_edge::testing::Memory;
use hushdesk_protocol::ids::{Fingerprint, QueueName, Timestamp};
use hushdesk_protocol::rest::{
    Assignment, AssignmentChange, Assignments, Duty, NewQueue, NewSkin, NewSnippet, PinnedKey,
    QueueTitle, Role, Sealing, UnverifiedOperator,
};

use crate::{
    Address, AdmitOperator, Asker, Assign, BrowserHash, Directory, FindCredential, Found,
    FoundingOperator, OpenSession, PasswordHash, TokenHash,
};

/// Some moment.
pub(crate) const NOW: Timestamp = Timestamp(1_800_000_000_000);

/// The library's directory.
pub(crate) type Library = Directory<Memory>;

/// A directory that nobody has set up.
pub(crate) fn empty() -> Library {
    Directory::new(Memory::new())
}

/// A directory that has been set up.
pub(crate) fn library() -> Library {
    let directory = empty();
    directory.ask(&nobody(), library_founding(), NOW).unwrap();
    directory
}

/// An administrator, two operators, two queues, a sealed and an open skin. desk2 has one queue only.
pub(crate) fn library_founding() -> Found {
    Found {
        demonstration: true,
        organisation: "The library".parse().unwrap(),
        operators: vec![
            operator("admin", "Admin", Role::Administrator),
            operator("desk1", "Ann", Role::Operator),
            operator("desk2", "Desk2", Role::Operator),
        ],
        queues: vec![
            queue("reference", "Ask a librarian", &["desk1", "desk2"]),
            queue("circulation", "Loans", &["desk1"]),
        ],
        skins: vec![
            NewSkin {
                name: "sealed".parse().unwrap(),
                title: "Ask us in private".parse().unwrap(),
                sealing: Sealing::Sealed {
                    pinned: pinned_keys(),
                    unverified: UnverifiedOperator::Refuse,
                },
            },
            NewSkin {
                name: "open".parse().unwrap(),
                title: "Ask us".parse().unwrap(),
                sealing: Sealing::Open,
            },
        ],
        snippets: vec![
            snippet("reference", "sealed"),
            snippet("circulation", "open"),
        ],
    }
}

/// One of Ann, and one of somebody unnamed.
pub(crate) fn pinned_keys() -> Vec<PinnedKey> {
    vec![
        PinnedKey {
            fingerprint: Fingerprint::from_bytes([0xab; 20]),
            name: Some("Ann".parse().unwrap()),
        },
        PinnedKey {
            fingerprint: Fingerprint::from_bytes([0xcd; 20]),
            name: None,
        },
    ]
}

fn operator(name: &str, display: &str, role: Role) -> FoundingOperator {
    FoundingOperator {
        name: name.parse().unwrap(),
        display: display.parse().unwrap(),
        role,
        password: hash_of(name),
    }
}

fn queue(name: &str, title: &str, operators: &[&str]) -> NewQueue {
    NewQueue {
        name: name.parse().unwrap(),
        title: title.parse().unwrap(),
        operators: operators.iter().map(|name| name.parse().unwrap()).collect(),
    }
}

fn snippet(queue: &str, skin: &str) -> NewSnippet {
    NewSnippet {
        name: queue.parse().unwrap(),
        queue: queue.parse().unwrap(),
        skin: skin.parse().unwrap(),
        sites: vec![],
        rollover: vec![],
    }
}

/// The queues of the library.
pub(crate) fn queue_names() -> BTreeSet<QueueName> {
    ["circulation", "reference"]
        .map(|name| name.parse().unwrap())
        .into()
}

pub(crate) fn queue_title(name: &str, title: &str) -> QueueTitle {
    QueueTitle {
        name: name.parse().unwrap(),
        title: title.to_owned(),
    }
}

/// What stands for the hash of this operator's password.
pub(crate) fn hash_of(name: &str) -> PasswordHash {
    PasswordHash::stored(format!("$argon2id$of-{name}"))
}

/// Where somebody is at home.
pub(crate) const HOME: &str = "198.51.100.7";

/// Somebody there who shows no session.
pub(crate) fn at(address: &str) -> Asker {
    Asker::nobody(Address::of(address.parse().unwrap()))
}

/// Somebody at home who shows no session.
pub(crate) fn nobody() -> Asker {
    at(HOME)
}

/// Somebody at home who shows the session of this number.
pub(crate) fn signed_in(session: u8) -> Asker {
    Asker {
        session: Some(TokenHash::of_bytes([session; 32])),
        ..nobody()
    }
}

pub(crate) fn find_credential(name: &str) -> FindCredential {
    FindCredential {
        name: name.parse().unwrap(),
        browser: None,
    }
}

/// Somebody signs in, in a browser that is new, to a session of this number.
pub(crate) fn open_session(name: &str, session: u8) -> OpenSession {
    OpenSession {
        name: name.parse().unwrap(),
        verified: hash_of(name),
        shown: None,
        token: TokenHash::of_bytes([session; 32]),
        device: "Firefox, Linux".to_owned(),
        browser: None,
        new_browser: BrowserHash::of_bytes([session; 32]),
    }
}

/// Somebody signs in to a session of this number.
pub(crate) fn sign_in(directory: &Library, name: &str, session: u8) {
    directory
        .ask(&nobody(), open_session(name, session), NOW)
        .unwrap();
}

/// The administrator, who is signed in by 1, has somebody manage the reference desk.
pub(crate) fn make_manager(directory: &Library, person: &str) {
    let assignments = Assignments {
        people: BTreeSet::from([person.parse().unwrap()]),
        queues: vec![Assignment {
            queue: "reference".parse().unwrap(),
            duties: BTreeSet::from([Duty::Manager]),
        }],
        change: AssignmentChange::Give,
    };
    let assign = Assign { assignments };
    directory.ask(&signed_in(1), assign, NOW).unwrap();
}

/// Whoever is signed in by the session of this number gets sockets at these queues.
pub(crate) fn admitted(directory: &Library, session: u8, queues: &[&str]) {
    for queue in queues {
        let queue = queue.parse().unwrap();
        directory
            .ask(&signed_in(session), AdmitOperator { queue }, NOW)
            .unwrap();
    }
}

/// What queues' objects are told at this moment. They hear it.
pub(crate) fn told(directory: &Library, now: Timestamp) -> Vec<(String, FromDirectory)> {
    let due = directory.due_tellings(now).unwrap().into_iter();
    let heard = due.map(|message| {
        directory.telling_went(&message, true, now).unwrap();
        let delivery = message.delivery("directory").unwrap();
        let says = serde_json::from_value(delivery.says).unwrap();
        (message.receiver, says)
    });
    heard.collect()
}
