//! Whoever holds a sealed chat has its guest asked for the earlier messages:
//!
//! - both ends are told at a place of the log, so that a guest who is away hears of it when they are back;
//! - only by the present lease, twice under each, and not while the chat is handed on, nor in an open one or after the end.
#![allow(
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "a test fails by panicking, and looks at what matters to it"
)]

mod common;

use common::*;
use durable_queue::{Effect, GuestSays, HolderSays};
use hushdesk_protocol::frames::{
    About, Content, Entry, Opening, Recipient, Refusal, ToGuest, ToOperator,
};
use hushdesk_protocol::ids::Lease;
use hushdesk_protocol::rest::QueueSettings;

/// Ann (socket 1) holds the sealed chat of a guest (socket 2); bob (socket 3) is there, too.
fn held() -> World {
    let mut world = a_held_chat(sealed());
    world.configure(&QueueSettings::default());
    world.hello(3, bob(), vec![]);
    world
}

fn asks(world: &mut World, connection: u64, lease: u64) -> Vec<Effect> {
    world.holding(connection, 1, lease, HolderSays::AskForEarlier)
}

fn asked(seq: u64, lease: u64) -> Entry {
    let lease = Lease(lease);
    entry(seq, 0, Content::EarlierAsked { lease })
}

fn refused(connection: u64, refusal: Refusal) -> Vec<Effect> {
    let about = About::Chat(id(1));
    let frame = ToOperator::Refused { about, refusal };
    vec![to_operator(connection, frame)]
}

#[test]
fn both_ends_are_told() {
    let mut world = held();
    let (chat, entry) = (id(1), asked(3, 1));
    assert_eq!(
        asks(&mut world, 1, 1),
        [
            to_guest(2, ToGuest::Entry(entry.clone())),
            to_operator(1, ToOperator::Entry { chat, entry }),
        ]
    );
}

#[test]
fn a_guest_who_is_away_hears_of_it_when_they_are_back_also_after_the_server_was_killed() {
    let mut world = held();
    world.cut(2);
    asks(&mut world, 1, 1);
    world.crash();
    let effects = world.resume(5, 1, 2);
    let entries = effects.iter().find_map(|effect| match effect {
        Effect::ToGuest {
            frame: ToGuest::Chat(chat),
            ..
        } => Some(chat.entries.clone()),
        _ => None,
    });
    assert_eq!(entries, Some(vec![asked(3, 1)]));
}

#[test]
fn a_guest_is_asked_twice_under_a_claim_and_by_the_next_holder_anew() {
    let mut world = held();
    for _ in 0..2 {
        assert_ne!(asks(&mut world, 1, 1), refused(1, Refusal::TooMany));
    }
    assert_eq!(asks(&mut world, 1, 1), refused(1, Refusal::TooMany));
    world.crash();
    world.hello(6, ann(), vec![]);
    assert_eq!(asks(&mut world, 6, 1), refused(6, Refusal::TooMany));

    let bob = Recipient::Operator("bob".parse().unwrap());
    world.hello(7, common::bob(), vec![]);
    let (recipient, note) = (bob, None);
    world.holding(6, 1, 1, HolderSays::Transfer { recipient, note });
    world.claim(7, 1);
    let told = asks(&mut world, 7, 2);
    assert!(matches!(told.last(), Some(Effect::ToOperator { .. })));
    assert_ne!(told, refused(7, Refusal::TooMany));
}

#[test]
fn nobody_is_asked_by_a_lease_that_has_lapsed_nor_by_a_window_that_does_not_hold_the_chat() {
    let mut world = held();
    assert_eq!(asks(&mut world, 1, 2), refused(1, Refusal::LeaseLapsed));
    assert_eq!(asks(&mut world, 3, 1), refused(3, Refusal::LeaseLapsed));
    let recipient = Recipient::Operator("bob".parse().unwrap());
    let note = None;
    world.holding(1, 1, 1, HolderSays::Transfer { recipient, note });
    assert_eq!(asks(&mut world, 1, 1), refused(1, Refusal::Transferring));
    world.claim(3, 1);
    let before = world.stored.clone();
    assert_eq!(asks(&mut world, 1, 1), refused(1, Refusal::LeaseLapsed));
    assert_eq!(world.stored, before);
}

#[test]
fn nobody_is_asked_in_an_open_chat_nor_after_the_end() {
    let mut open = a_held_chat(Opening::Open);
    assert_eq!(asks(&mut open, 1, 1), refused(1, Refusal::WrongKind));
    let mut world = held();
    world.guest(2, GuestSays::End);
    assert_eq!(asks(&mut world, 1, 1), refused(1, Refusal::Closed));
}
