//! A guest is blocked, for a day, by where they come from:
//!
//! - whoever holds the chat says so, and is told until when; the guest is told nothing, and the chat goes on;
//! - a new chat from there is refused as if the queue were full, one that runs is come back to, and elsewhere nothing is
//!   different;
//! - it lapses by itself; of too many the one that would be first is let go.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::*;
use durable_queue::limits::{BLOCK_MILLIS, BLOCKS_MAX};
use durable_queue::{Closing, Effect, GuestSays, HolderSays, Key};
use hushdesk_protocol::frames::{About, Opening, Refusal, ToGuest, ToOperator};
use hushdesk_protocol::ids::Timestamp;

/// Ann (socket 1) holds chat 1 of a guest (socket 2), who comes from here.
fn a_guest_from(last: u8) -> World {
    let mut world = World {
        guests_come_from: Some(address(last)),
        ..World::default()
    };
    world.hello(1, ann(), vec![]);
    world.open(2, 1, Opening::Open);
    world.claim(1, 1);
    world
}

fn blocked(chat: u8, until: Option<u64>) -> Effect {
    let (chat, until) = (id(chat), until.map(Timestamp));
    to_operator(1, ToOperator::Blocked { chat, until })
}

fn turned_away(connection: u64, chat: u8) -> Vec<Effect> {
    let (about, refusal) = (About::Chat(id(chat)), Refusal::QueueFull);
    vec![
        to_guest(connection, ToGuest::Refused { about, refusal }),
        close(connection, Closing::Refused),
    ]
}

fn is_opened(effects: &[Effect]) -> bool {
    let is_admission = |effect: &Effect| matches!(effect, Effect::Admit { .. });
    effects.iter().any(is_admission)
}

#[test]
fn a_new_chat_from_there_is_refused_for_a_day_as_if_the_queue_were_full() {
    let mut world = a_guest_from(7);
    let done = world.holding(1, 1, 1, HolderSays::Block);
    assert_eq!(
        done,
        [blocked(1, Some(BLOCK_MILLIS))],
        "the guest is told nothing"
    );
    assert_eq!(world.open(3, 2, Opening::Open), turned_away(3, 2));

    world.guest(2, GuestSays::End);
    world.pass(BLOCK_MILLIS - 1);
    assert_eq!(world.open(4, 2, Opening::Open), turned_away(4, 2));
    world.pass(1);
    assert!(is_opened(&world.open(5, 2, Opening::Open)));
}

#[test]
fn it_lapses_by_itself() {
    let mut world = a_guest_from(7);
    world.holding(1, 1, 1, HolderSays::Block);
    world.holding(1, 1, 1, HolderSays::End);
    world.cut(2);
    world.pass(BLOCK_MILLIS - 1);
    assert_eq!(world.queue.next_deadline(), Some(Timestamp(BLOCK_MILLIS)));
    world.pass(1);
    assert!(!world.stored.contains_key(&Key::Block(address(7))));
}

#[test]
fn chats_that_run_are_come_back_to_and_elsewhere_nothing_is_different() {
    let mut world = a_guest_from(7);
    world.holding(1, 1, 1, HolderSays::Block);
    world.cut(2);
    assert!(is_opened(&world.resume(3, 1, 0)));
    world.guests_come_from = Some(address(8));
    assert!(is_opened(&world.open(4, 2, Opening::Open)));
    world.guests_come_from = None;
    assert!(is_opened(&world.open(5, 3, Opening::Open)));
}

#[test]
fn it_outlives_the_server() {
    let mut world = a_guest_from(7);
    world.holding(1, 1, 1, HolderSays::Block);
    world.crash();
    assert_eq!(world.open(3, 2, Opening::Open), turned_away(3, 2));
}

#[test]
fn a_guest_is_blocked_from_where_they_are_now() {
    let mut world = a_guest_from(7);
    world.guests_come_from = Some(address(8));
    world.resume(3, 1, 0);
    world.holding(1, 1, 1, HolderSays::Block);
    assert_eq!(world.open(4, 2, Opening::Open), turned_away(4, 2));
    world.guests_come_from = Some(address(7));
    assert!(is_opened(&world.open(5, 2, Opening::Open)));
}

#[test]
fn a_guest_who_is_not_there_or_comes_from_where_nobody_is_counted_is_not_blocked() {
    let mut world = a_guest_from(7);
    world.cut(2);
    let done = world.holding(1, 1, 1, HolderSays::Block);
    assert_eq!(done, [blocked(1, None)]);
    world.guests_come_from = None;
    world.resume(3, 1, 0);
    let done = world.holding(1, 1, 1, HolderSays::Block);
    assert_eq!(done, [blocked(1, None)]);
}

#[test]
fn who_held_a_chat_blocks_its_guest_after_its_end_too_and_nobody_else_does() {
    let mut world = a_guest_from(7);
    world.hello(3, bob(), vec![]);
    let (about, refusal) = (About::Chat(id(1)), Refusal::LeaseLapsed);
    let refused = to_operator(3, ToOperator::Refused { about, refusal });
    assert_eq!(world.holding(3, 1, 1, HolderSays::Block), [refused]);
    world.guest(2, GuestSays::End);
    let done = world.holding(1, 1, 1, HolderSays::Block);
    assert_eq!(done, [blocked(1, Some(BLOCK_MILLIS))]);
}

#[test]
fn of_too_many_the_one_that_would_be_free_first_is_free_early() {
    let mut world = a_guest_from(0);
    for number in 0..=BLOCKS_MAX {
        let from = format!("10.0.{}.{}", number / 256, number % 256);
        world.guests_come_from = Some(from.into());
        world.now = world.now.plus(1);
        world.resume(2, 1, 0);
        world.holding(1, 1, 1, HolderSays::Block);
    }
    let blocks = world.stored.keys();
    let blocks = blocks.filter(|key| matches!(key, Key::Block(_)));
    assert_eq!(blocks.count(), BLOCKS_MAX);
    world.guests_come_from = Some("10.0.0.0".to_owned().into());
    assert!(is_opened(&world.open(3, 2, Opening::Open)));
    world.guests_come_from = Some("10.0.0.1".to_owned().into());
    assert_eq!(world.open(4, 3, Opening::Open), turned_away(4, 3));
}
