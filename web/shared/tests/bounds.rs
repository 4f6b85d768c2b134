//! The queue's bounds, as a guest meets them who writes more than it takes at once.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use common::world::{Seal, World};
use hushdesk_protocol::rest::UnverifiedOperator::Refuse;
use hushdesk_web::session::flow::{Flow, Hold};

#[test]
fn a_guest_who_writes_far_too_fast_is_read_to_the_last_word() {
    let mut world = World::claimed(110, &Seal::Pinned(0, Refuse), "0");
    let mut expected = vec!["0".to_owned()];
    for number in 1..=300 {
        let written = number.to_string();
        world.guest_writes(&written);
        world.settle();
        expected.push(written);
    }
    assert!(matches!(
        world.guest.view().flow,
        Flow::Held(Hold::TooFast { .. })
    ));
    while world.wake() {
        world.settle();
    }
    assert_eq!(world.said_to_operator(0), expected);
}

#[test]
fn an_operator_who_reloads_reaches_a_guest_with_more_undelivered_than_the_queue_keeps() {
    let mut world = World::claimed(111, &Seal::Pinned(0, Refuse), "0");
    world.begin_desk_anew(0);
    let mut expected = Vec::new();
    for number in 1..=210 {
        let written = number.to_string();
        world.guest_writes(&written);
        world.settle();
        expected.push(written);
    }
    assert!(matches!(
        world.guest.view().flow,
        Flow::Held(Hold::TooMany { .. })
    ));
    world.connect_desk(0);
    world.settle();
    while world.wake() {
        world.settle();
    }
    assert_eq!(world.said_to_operator(0), expected);
}
