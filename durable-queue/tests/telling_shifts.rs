//! What a queue has the organisation's archive hear of who staffs it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::*;
use durable_queue::OperatorSays;
use durable_queue::to_archive::{OfQueue, Shift};
use hushdesk_protocol::frames::{Availability, Status};
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::{QueueSettings, ShiftEnd};

/// A queue that Ann has come to at 100, as one who takes chats.
fn staffed(settings: &QueueSettings) -> World {
    let mut world = World::default();
    world.configure(settings);
    world.now = Timestamp(100);
    world.hello(1, ann(), vec![]);
    assert_eq!(heard(&mut world), [shift(100, None)]);
    world
}

fn says(status: Status) -> OperatorSays {
    OperatorSays::Status(Availability {
        status,
        ..Availability::default()
    })
}

/// What the archive has heard since the last call.
fn heard(world: &mut World) -> Vec<OfQueue> {
    std::mem::take(&mut world.told_of_queue)
}

fn shift(began: u64, ended: Option<u64>) -> OfQueue {
    OfQueue::Shift(Shift {
        queue: this(),
        operator: ann().operator,
        began: Timestamp(began),
        ended: ended.map(Timestamp),
    })
}

#[test]
fn a_shift_ends_when_somebody_takes_no_chats_any_more_and_begins_when_they_do_again() {
    let mut world = staffed(&QueueSettings::default());
    world.pass(50);
    world.operator(1, says(Status::Busy));
    assert_eq!(heard(&mut world), [shift(100, Some(150))]);
    world.pass(50);
    world.operator(1, says(Status::Away));
    assert_eq!(heard(&mut world), []);
    world.pass(50);
    world.operator(1, says(Status::Available));
    assert_eq!(heard(&mut world), [shift(250, None)]);
}

#[test]
fn whoever_comes_back_within_the_grace_has_not_gone() {
    let mut world = staffed(&QueueSettings::default());
    world.pass(50);
    world.cut(1);
    world.pass(1_000);
    world.hello(2, ann(), vec![]);
    assert_eq!(heard(&mut world), []);
}

#[test]
fn the_shift_of_somebody_who_stays_away_has_ended_when_they_went() {
    let mut world = staffed(&QueueSettings::default());
    world.pass(50);
    world.cut(1);
    world.pass(120_000);
    assert_eq!(heard(&mut world), [shift(100, Some(150))]);
}

#[test]
fn a_shift_that_is_over_is_told_of_whoever_still_holds_a_chat() {
    let mut world = staffed(&QueueSettings {
        shift: ShiftEnd::After { minutes: 1 },
        ..QueueSettings::default()
    });
    world.open(2, 1, sealed());
    world.claim(1, 1);
    world.pass(60_000);
    assert_eq!(heard(&mut world), [shift(100, Some(60_100))]);
}

#[test]
fn whose_other_window_comes_has_been_there() {
    let mut world = staffed(&QueueSettings::default());
    world.hello(2, seat("ann", 11), vec![]);
    world.cut(1);
    world.pass(120_000);
    assert_eq!(heard(&mut world), []);
}
