//! How a chat went, as its guest says once it is over.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::*;
use durable_queue::{Event, GuestSays, TokenHash};
use hushdesk_protocol::frames::Opening;
use hushdesk_protocol::rest::{QueueSettings, Rating};

/// A chat that was opened, and whose guest may be asked.
fn asked(rated: bool, is_claimed: bool) -> World {
    let mut world = World::default();
    world.configure(&QueueSettings {
        rated,
        ..QueueSettings::default()
    });
    world.hello(1, ann(), vec![]);
    world.open(2, 1, Opening::Open);
    if is_claimed {
        world.claim(1, 1);
    }
    world
}

/// What the archive has heard last of how it went.
fn told(world: &World) -> Option<u8> {
    let told = world.told.last().unwrap();
    told.chat.rating.map(u8::from)
}

fn rate(world: &mut World, token: TokenHash, number: u8) {
    let rating = Rating::try_from(number).unwrap();
    let chat = id(1);
    world.handle(Event::Rated {
        chat,
        token,
        rating,
    });
}

#[test]
fn what_the_guest_says_last_is_told_the_archive() {
    let mut world = asked(true, true);
    world.guest(2, GuestSays::End);
    rate(&mut world, token(1), 2);
    assert_eq!(told(&world), Some(2));
    let heard = world.told.len();
    rate(&mut world, token(1), 2);
    assert_eq!(world.told.len(), heard, "that is known");
    rate(&mut world, token(1), 5);
    assert_eq!(told(&world), Some(5));
}

#[test]
fn nothing_is_said_of_a_chat_that_runs_was_not_answered_is_anothers_or_where_nobody_asks() {
    for (rated, is_claimed, is_over, is_theirs) in [
        (true, true, false, true),
        (true, false, true, true),
        (true, true, true, false),
        (false, true, true, true),
    ] {
        let mut world = asked(rated, is_claimed);
        let shown = token(if is_theirs { 1 } else { 99 });
        if is_over {
            world.guest(2, GuestSays::End);
        }
        let heard = world.told.len();
        rate(&mut world, shown, 4);
        assert_eq!(
            world.told.len(),
            heard,
            "{rated} {is_claimed} {is_over} {is_theirs}"
        );
    }
}
