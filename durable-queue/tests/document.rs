//! What `docs/protocol.md` tells of bounds is what holds.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use durable_queue::limits::{
    CHAT_BYTES_MAX, CHAT_MESSAGES_MAX, CHATS_MAX, GUESTS_BYTES_MAX, KEPT_BYTES_MAX, MESSAGE_BURST,
    SEATS_MAX, UNCLAIMED_BYTES_MAX, UNDELIVERED_BYTES_MAX, UNDELIVERED_MAX,
};
use hushdesk_protocol::limits::{
    COLLEAGUE_TEXT_BYTES_MAX, COMMIT_BYTES_MAX, NAME_CHARS_MAX, NOTE_BYTES_MAX,
    PAGE_ADDRESS_BYTES_MAX, SEALED_TEXT_BYTES_MAX, STATUS_BYTES_MAX, TEXT_BYTES_MAX,
};

const DOCUMENT: &str = include_str!("../../docs/protocol.md");

/// What is said in the row of a table that begins like this.
fn said(beginning: &str) -> &'static str {
    let rows = DOCUMENT.lines().filter_map(|line| line.strip_prefix("| "));
    let mut rows = rows.filter_map(|row| row.strip_prefix(beginning));
    rows.next()
        .unwrap_or_else(|| panic!("no row begins with “{beginning}”"))
}

/// A number as it is written there: 40,000.
fn written(number: u64) -> String {
    match number {
        0..1_000 => number.to_string(),
        _ => format!("{},{:03}", written(number / 1_000), number % 1_000),
    }
}

#[test]
fn every_field_is_as_long_as_the_document_says() {
    for (field, bound) in [
        ("names of operators", NAME_CHARS_MAX),
        ("`text` of an open `body`", TEXT_BYTES_MAX),
        ("`text` of a sealed `body`", SEALED_TEXT_BYTES_MAX),
        ("`commit` |", COMMIT_BYTES_MAX),
        ("`page`", PAGE_ADDRESS_BYTES_MAX),
        ("`text` of a `status`", STATUS_BYTES_MAX),
        ("`text` of a `tell`", COLLEAGUE_TEXT_BYTES_MAX),
        ("`text` of a `tell`, `note`", NOTE_BYTES_MAX),
    ] {
        let bound = written(u64::try_from(bound).unwrap());
        let said = said(field);
        assert!(said.contains(&bound), "{field}: {bound}, not “{said}”");
    }
    assert!(said("`chat`, `seat`").contains("32 hexadecimal digits in lower case"));
    assert!(said("`epoch`, `visit`").contains(&written(u64::from(u32::MAX))));
}

#[test]
fn a_queue_takes_as_much_as_the_document_says() {
    let of = |count: usize| u64::try_from(count).unwrap();
    for (what, bounds) in [
        (
            "undelivered messages of one end",
            vec![of(UNDELIVERED_MAX), of(UNDELIVERED_BYTES_MAX)],
        ),
        (
            "of a guest whose chat nobody holds",
            vec![of(UNCLAIMED_BYTES_MAX)],
        ),
        (
            "undelivered messages of a queue's chats",
            vec![of(KEPT_BYTES_MAX), of(GUESTS_BYTES_MAX)],
        ),
        (
            "messages of one end over the whole chat",
            vec![CHAT_MESSAGES_MAX, CHAT_BYTES_MAX],
        ),
        ("messages of a guest", vec![MESSAGE_BURST]),
        (
            "chats of a queue that run",
            vec![of(CHATS_MAX), of(SEATS_MAX)],
        ),
    ] {
        for bound in bounds {
            let bound = written(bound);
            let said = said(what);
            assert!(said.contains(&bound), "{what}: {bound}, not “{said}”");
        }
    }
}
