//! For tests: the directory of a made-up library.

use std::collections::BTreeSet;

use hushdesk_edge::testing::Memory;
use hushdesk_protocol::ids::{Fingerprint, OperatorName, QueueName, Timestamp};
use hushdesk_protocol::rest::{
    NewQueue, NewSkin, NewSnippet, PinnedKey, QueueTitle, Role, Sealing, UnverifiedOperator,
};

use hushdesk_queue_object::routes::FromDirectory;

use super::{Directory, FindCredential, Found, FoundingOperator, OpenSession};
use crate::address::Address;
use crate::browser_token::BrowserHash;
use crate::password::PasswordHash;
use crate::session_token::TokenHash;

/// Some moment.
pub(super) const NOW: Timestamp = Timestamp(1_800_000_000_000);

/// The library's directory.
pub(super) type Library = Directory<Memory>;

/// A directory that nobody has set up.
pub(super) fn empty() -> Library {
    Directory::new(Memory::new())
}

/// A directory that has been set up.
pub(super) fn library() -> Library {
    let directory = empty();
    directory.ask(library_founding(), NOW).unwrap();
    directory
}

/// An administrator, two operators, two queues, a sealed and an open skin. desk2 has one queue only.
pub(super) fn library_founding() -> Found {
    Found {
        demonstration: true,
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
                title: "Ask us in private".to_owned(),
                sealing: Sealing::Sealed {
                    pinned: pinned_keys(),
                    unverified: UnverifiedOperator::Refuse,
                },
            },
            NewSkin {
                name: "open".parse().unwrap(),
                title: "Ask us".to_owned(),
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
pub(super) fn pinned_keys() -> Vec<PinnedKey> {
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
        title: title.to_owned(),
        operators: operators.iter().map(|name| name.parse().unwrap()).collect(),
    }
}

fn snippet(queue: &str, skin: &str) -> NewSnippet {
    NewSnippet {
        name: queue.parse().unwrap(),
        queue: queue.parse().unwrap(),
        skin: skin.parse().unwrap(),
        sites: vec![],
    }
}

/// The queues of the library.
pub(super) fn queue_names() -> BTreeSet<QueueName> {
    ["circulation", "reference"]
        .map(|name| name.parse().unwrap())
        .into()
}

pub(super) fn queue_title(name: &str, title: &str) -> QueueTitle {
    QueueTitle {
        name: name.parse().unwrap(),
        title: title.to_owned(),
    }
}

/// What stands for the hash of this operator's password.
pub(super) fn hash_of(name: &str) -> PasswordHash {
    PasswordHash::stored(format!("$argon2id$of-{name}"))
}

pub(super) fn name(name: &str) -> OperatorName {
    name.parse().unwrap()
}

/// Where somebody is at home.
pub(super) const HOME: &str = "198.51.100.7";

pub(super) fn address(text: &str) -> Address {
    Address::of(text.parse().unwrap())
}

pub(super) fn find_credential(name: &str, from: &str) -> FindCredential {
    FindCredential {
        name: name.parse().unwrap(),
        address: address(from),
        browser: None,
    }
}

/// Somebody signs in at home, in a browser that is new.
pub(super) fn open_session(name: &str, token: [u8; 32]) -> OpenSession {
    OpenSession {
        name: name.parse().unwrap(),
        verified: hash_of(name),
        token: TokenHash::of_bytes(token),
        address: address(HOME),
        browser: None,
        new_browser: BrowserHash::of_bytes(token),
    }
}

/// What queues' objects are told at this moment. They hear it.
pub(super) fn told(directory: &Library, now: Timestamp) -> Vec<(String, FromDirectory)> {
    let due = directory.due_tellings(now).unwrap().into_iter();
    let heard = due.map(|message| {
        directory.telling_went(&message, true, now).unwrap();
        let delivery = message.delivery("directory").unwrap();
        let says = serde_json::from_value(delivery.says).unwrap();
        (message.receiver, says)
    });
    heard.collect()
}
