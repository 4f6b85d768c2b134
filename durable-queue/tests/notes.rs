//! What an operator says about a chat that they hand on: to whom it goes, and that it goes with open chats only.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::*;
use durable_queue::{Effect, HolderSays, Stored};
use hushdesk_protocol::frames::{About, Opening, Recipient, Refusal, ToOperator};
use serde::Serialize;

const NOTE: &str = "Looks for her aunt.";

/// Ann (socket 1) holds chat 1 of a guest (socket 2); bob (5) and cleo (6) are there.
fn three(opening: Opening) -> World {
    let mut world = a_held_chat(opening);
    world.hello(5, bob(), vec![]);
    world.hello(6, seat("cleo", 3), vec![]);
    world
}

fn to_bob() -> HolderSays {
    HolderSays::Transfer {
        recipient: Recipient::Operator(bob().operator),
        note: Some(NOTE.parse().unwrap()),
    }
}

fn has_note(value: &impl Serialize) -> bool {
    serde_json::to_string(value).unwrap().contains(NOTE)
}

/// The operators' sockets by which the note is said.
fn readers(effects: &[Effect]) -> Vec<u64> {
    let mut readers = Vec::new();
    for effect in effects {
        if let Effect::ToGuest { connection, frame } = effect {
            assert!(!has_note(frame), "no guest reads it: {connection:?}");
        }
        if let Effect::ToOperator { connection, frame } = effect
            && has_note(frame)
        {
            readers.push(connection.0);
        }
    }
    readers
}

#[test]
fn a_note_is_read_by_those_whom_the_chat_is_offered_and_by_whoever_claims_it() {
    let mut world = three(Opening::Open);
    assert_eq!(readers(&world.holding(1, 1, 1, to_bob())), [5]);
    assert_eq!(readers(&world.claim(5, 1)), [5]);
    let is_in_log = |stored: &Stored| matches!(stored, Stored::Entry(_, entry) if has_note(entry));
    assert!(!world.stored.values().any(is_in_log), "nobody has said it");
}

#[test]
fn a_note_does_not_go_further_than_to_the_next_holder() {
    let mut world = three(Opening::Open);
    world.holding(1, 1, 1, to_bob());
    world.claim(5, 1);
    let recipient = Recipient::Operator("cleo".parse().unwrap());
    let passed = world.holding(
        5,
        1,
        2,
        HolderSays::Transfer {
            recipient,
            note: None,
        },
    );
    assert!(readers(&passed).is_empty());
    assert!(readers(&world.claim(6, 1)).is_empty());
    let is_kept = |stored: &Stored| matches!(stored, Stored::Chat(_, chat) if has_note(chat));
    assert!(!world.stored.values().any(is_kept));
}

#[test]
fn no_note_goes_with_a_sealed_chat() {
    let mut world = three(sealed());
    let (about, refusal) = (About::Chat(id(1)), Refusal::WrongKind);
    let refused = to_operator(1, ToOperator::Refused { about, refusal });
    assert_eq!(world.holding(1, 1, 1, to_bob()), [refused]);
}
