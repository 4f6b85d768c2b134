//! Guests who wait hear which place they have, when that changes; of a long line only the first.
#![allow(
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "a test fails by panicking"
)]

mod common;

use common::*;
use durable_queue::{Effect, GuestSays, HolderSays};
use hushdesk_protocol::frames::{Opening, Place, ToGuest};
use hushdesk_protocol::limits::PLACES_TOLD_MAX;
use hushdesk_protocol::rest::QueueSettings;

/// So many guests wait: the first is at socket 11 with chat 1. Ann (socket 1) is there.
fn line(guests: u8) -> World {
    let mut world = World {
        tells_guests: true,
        ..World::default()
    };
    world.configure(&QueueSettings::default());
    world.hello(1, ann(), vec![]);
    for chat in 1..=guests {
        world.now = world.now.plus(1);
        world.open(socket(chat), chat, Opening::Open);
    }
    world
}

fn socket(chat: u8) -> u64 {
    10 + u64::from(chat)
}

/// Who is told which place.
fn places(effects: &[Effect]) -> Vec<(u64, Place)> {
    let places = effects.iter().filter_map(|effect| match effect {
        Effect::ToGuest {
            connection,
            frame: ToGuest::Waiting(prospect),
        } => Some((connection.0, prospect.place)),
        Effect::ToGuest {
            connection,
            frame: ToGuest::Chat(chat),
        } => Some((connection.0, chat.waiting?.place)),
        _ => None,
    });
    places.collect()
}

#[test]
fn whoever_comes_hears_how_many_are_before_them_and_nobody_else_hears_anything() {
    let mut world = line(2);
    let effects = world.open(socket(3), 3, Opening::Open);
    assert_eq!(places(&effects), [(socket(3), Place::Nth(3))]);
}

#[test]
fn when_one_is_answered_or_leaves_those_behind_move_up() {
    let mut world = line(3);
    let effects = world.claim(1, 1);
    let moved = [(socket(2), Place::Nth(1)), (socket(3), Place::Nth(2))];
    assert_eq!(places(&effects), moved);
    let effects = world.guest(socket(2), GuestSays::End);
    assert_eq!(places(&effects), [(socket(3), Place::Nth(1))]);
    let effects = world.holding(1, 1, 1, HolderSays::End);
    assert_eq!(places(&effects), []);
}

#[test]
fn of_a_long_line_as_many_are_told_as_of_a_longer_one() {
    let told = usize::try_from(PLACES_TOLD_MAX).unwrap();
    for guests in [20, 40] {
        let mut world = line(guests);
        let last = Place::Behind(PLACES_TOLD_MAX);
        let resumed = world.resume(9, guests, 0);
        assert_eq!(places(&resumed), [(9, last)]);
        let places = places(&world.claim(1, 1));
        assert_eq!(places.len(), told);
        assert!(places.contains(&(socket(11), Place::Nth(PLACES_TOLD_MAX))));
    }
}

#[test]
fn who_has_been_with_somebody_is_before_those_who_came_later() {
    let mut world = line(1);
    world.claim(1, 1);
    world.now = world.now.plus(1);
    world.open(socket(2), 2, Opening::Open);
    world.cut(1);
    let effects = world.pass(60_000);
    let moved = [(socket(1), Place::Nth(1)), (socket(2), Place::Nth(2))];
    assert_eq!(places(&effects), moved);
}
