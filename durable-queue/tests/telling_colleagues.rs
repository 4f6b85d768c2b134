//! Operators of a queue talk to each other: to all who are there, or to one. What is said is passed on and not kept.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::*;
use durable_queue::Effect;
use hushdesk_protocol::frames::{About, Audience, Refusal, ToOperator};
use hushdesk_protocol::ids::OperatorName;

fn told(connection: u64, by: &str, to: &Audience, world: &World) -> Effect {
    let frame = ToOperator::Told {
        by: by.parse().unwrap(),
        to: to.clone(),
        at: world.now,
        text: "Lunch?".parse().unwrap(),
    };
    to_operator(connection, frame)
}

fn only(operator: &str) -> Audience {
    Audience::Operator(operator.parse::<OperatorName>().unwrap())
}

fn refused(connection: u64) -> Effect {
    let (about, refusal) = (About::Colleagues, Refusal::Unavailable);
    to_operator(connection, ToOperator::Refused { about, refusal })
}

/// Two windows of ann (sockets 1 and 4), bob (2) and cleo (3).
fn desk() -> World {
    let mut world = World::default();
    world.hello(1, ann(), vec![]);
    world.hello(2, bob(), vec![]);
    world.hello(3, seat("cleo", 3), vec![]);
    world.hello(4, seat("ann", 4), vec![]);
    world.now = world.now.plus(7);
    world
}

#[test]
fn what_is_said_to_all_goes_to_all_who_are_there_and_is_not_kept() {
    let mut world = desk();
    let stored = world.stored.clone();
    let said = world.operator(2, tells(Audience::Room));
    let to = |connection| told(connection, "bob", &Audience::Room, &world);
    // Seats in their order: those of ann come first.
    assert_eq!(said, [1, 4, 2, 3].map(to));
    assert_eq!(world.stored, stored);
}

#[test]
fn what_is_said_to_one_goes_to_all_windows_of_the_two_and_to_nobody_else() {
    let mut world = desk();
    let to_ann = only("ann");
    let said = world.operator(2, tells(to_ann.clone()));
    let to = |connection| told(connection, "bob", &to_ann, &world);
    assert_eq!(said, [1, 4, 2].map(to));
}

#[test]
fn to_somebody_who_is_not_there_nothing_is_said_nor_to_oneself() {
    let mut world = desk();
    world.cut(3);
    for to in ["cleo", "dora", "bob"] {
        assert_eq!(world.operator(2, tells(only(to))), [refused(2)], "{to}");
    }
}

#[test]
fn guests_and_those_who_have_no_seat_say_nothing_to_operators() {
    let mut world = desk();
    let (about, refusal) = (About::Socket, Refusal::OutOfOrder);
    let out_of_order = to_operator(9, ToOperator::Refused { about, refusal });
    assert_eq!(world.operator(9, tells(Audience::Room)), [out_of_order]);
}
