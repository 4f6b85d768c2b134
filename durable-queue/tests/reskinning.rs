//! A skin that is set otherwise while chats go on that began through it.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::*;
use durable_queue::{Effect, Event};
use hushdesk_protocol::frames::{Opening, ToGuest};

fn reskinned(world: &mut World, skin: &str) -> Vec<Effect> {
    world.handle(Event::Reskinned(skin.parse().unwrap()))
}

#[test]
fn guests_who_came_through_it_and_are_there_hear_of_it() {
    let mut world = World::default();
    world.open(1, 1, Opening::Open);
    world.open(2, 2, Opening::Open);
    world.open(3, 3, Opening::Open);
    world.cut(2);
    let told = [to_guest(1, ToGuest::Changed), to_guest(3, ToGuest::Changed)];
    let written = world.written.len();
    assert_eq!(reskinned(&mut world, "blue"), told);
    assert_eq!(world.written.len(), written, "nothing is stored for it");
}

#[test]
fn others_hear_nothing() {
    let mut world = World::default();
    world.hello(9, ann(), vec![]);
    world.open(1, 1, Opening::Open);
    assert_eq!(reskinned(&mut world, "green"), []);
}
