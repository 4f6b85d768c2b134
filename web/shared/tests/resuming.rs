//! A sealed chat over cut lines, reloads and a server that is killed:
//! - a cut line says nothing twice and loses nothing;
//! - after a reload of the guest's page the conversation is still there, and goes on in a new epoch;
//! - after a reload of the operator's page the chat goes on, and the operator is told what can be asked for;
//! - texts under way at a re-key arrive once;
//! - a key exchange is not begun twice for want of its answer;
//! - another operator gets new keys, and nothing of before.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use common::logs::{notes, ours};
use common::world::{Seal, World, chat};
use hushdesk_protocol::rest::UnverifiedOperator::Refuse;
use hushdesk_web::session::guest_session::GuestStanding;
use hushdesk_web::session::line::Line;
use hushdesk_web::session::note::Note;
use hushdesk_web::session::operator_session::Standing;

const SEAL: Seal = Seal::Pinned(0, Refuse);

#[test]
fn what_was_written_while_the_line_was_down_arrives_once() {
    let mut world = World::claimed(20, &SEAL, "a");
    world.cut_guest(true);
    world.guest_writes("b");
    world.operator_writes(0, "x");
    world.settle();
    assert_eq!(world.guest.view().line, Line::Down);
    assert!(world.desks[0].chat(&chat()).absent_since.is_some());
    world.connect_guest();
    world.settle();
    assert_eq!(world.said_to_operator(0), ["a", "b"]);
    assert_eq!(world.said_to_guest(), ["x"]);
}

#[test]
fn a_frame_whose_answer_was_lost_is_taken_once() {
    let mut world = World::claimed(21, &SEAL, "a");
    world.guest_writes("b");
    world.guest.run_all();
    assert!(world.carry_from_guest(), "the queue has it");
    world.cut_guest(false);
    world.connect_guest();
    world.settle();
    assert_eq!(world.said_to_operator(0), ["a", "b"]);
    assert_eq!(ours(&world.guest.view().log)[1].1, "delivered");
}

#[test]
fn the_server_may_be_killed_in_the_middle() {
    let mut world = World::claimed(22, &SEAL, "a");
    world.guest_writes("b");
    world.operator_writes(0, "x");
    world.guest.run_all();
    world.carry_from_guest();
    world.crash();
    world.guest_writes("c");
    world.connect_guest();
    world.connect_desk(0);
    world.settle();
    assert_eq!(world.said_to_operator(0), ["a", "b", "c"]);
    assert_eq!(world.said_to_guest(), ["x"]);
}

#[test]
fn a_guest_who_reloads_keeps_the_conversation_and_the_key() {
    let mut world = World::claimed(23, &SEAL, "a");
    world.operator_writes(0, "x");
    world.settle();
    let before = world.desks[0].chat(&chat()).standing;
    world.reload_guest();
    assert_eq!(world.said_to_guest(), ["x"]);
    world.operator_writes(0, "y");
    world.connect_guest();
    world.settle();
    world.guest_writes("b");
    world.settle();

    assert_eq!(world.said_to_guest(), ["x", "y"]);
    assert_eq!(world.said_to_operator(0), ["a", "b"]);
    let after = world.desks[0].chat(&chat());
    assert_eq!(after.standing, before, "the guest has the key of before");
    let changed = |note: &Note| matches!(note, Note::GuestKeyChanged { .. });
    assert!(!notes(&after.log).iter().any(changed));
}

#[test]
fn a_guest_who_reloads_before_anybody_came_is_answered_all_the_same() {
    let mut world = World::new(24, 1, &SEAL, "a");
    world.settle();
    world.reload_guest();
    world.connect_guest();
    world.settle();
    world.claim(0);
    world.settle();
    assert_eq!(world.said_to_operator(0), ["a"]);
}

#[test]
fn a_guest_who_reloads_before_the_queue_heard_anything_opens_the_chat() {
    let mut world = World::new(25, 1, &SEAL, "a");
    world.reload_guest();
    world.connect_guest();
    world.settle();
    world.claim(0);
    world.settle();
    assert_eq!(world.said_to_operator(0), ["a"]);
}

#[test]
fn an_operator_who_reloads_goes_on_and_is_told_that_there_is_more() {
    let mut world = World::claimed(26, &SEAL, "a");
    world.begin_desk_anew(0);
    world.guest_writes("b");
    world.connect_desk(0);
    world.settle();
    world.operator_writes(0, "x");
    world.settle();
    assert_eq!(world.said_to_operator(0), ["b"]);
    assert_eq!(world.said_to_guest(), ["x"]);
    assert!(notes(&world.desks[0].chat(&chat()).log).contains(&Note::EarlierMessages));
}

#[test]
fn both_may_reload_at_once() {
    let mut world = World::claimed(27, &SEAL, "a");
    world.begin_desk_anew(0);
    world.reload_guest();
    world.connect_desk(0);
    world.connect_guest();
    world.settle();
    world.guest_writes("b");
    world.operator_writes(0, "x");
    world.settle();
    assert_eq!(world.said_to_operator(0), ["b"]);
    assert_eq!(world.said_to_guest(), ["x"]);
}

#[test]
fn a_reload_in_the_middle_of_a_key_exchange_begins_another() {
    for steps in 1..=12 {
        let mut world = World::new(28, 1, &SEAL, "a");
        world.settle();
        world.claim(0);
        for _ in 0..steps {
            world.carry_from_desk(0);
            world.carry_to_guest();
            world.guest.run_all();
            world.carry_from_guest();
            world.carry_to_desk(0);
        }
        world.begin_desk_anew(0);
        world.connect_desk(0);
        world.settle();
        world.reload_guest();
        world.connect_guest();
        world.settle();
        world.operator_writes(0, "x");
        world.guest_writes("b");
        world.settle();
        assert_eq!(world.said_to_guest(), ["x"], "after {steps} steps");
        let standing = world.guest.view().standing;
        assert!(matches!(standing, GuestStanding::Talking { .. }));
        assert!(world.said_to_operator(0).ends_with(&["b".to_owned()]));
    }
}

#[test]
fn texts_under_way_at_a_new_key_exchange_are_sealed_again() {
    let mut world = World::claimed(29, &SEAL, "a");
    world.cut_desk(0, true);
    world.guest_writes("b");
    world.settle();
    assert_eq!(ours(&world.guest.view().log)[1].1, "sent");
    world.reload_guest();
    world.connect_guest();
    world.settle();
    world.guest_writes("c");
    world.connect_desk(0);
    world.settle();
    assert_eq!(world.said_to_operator(0), ["a", "b", "c"]);
}

#[test]
fn what_was_delivered_just_before_a_new_epoch_is_not_sent_again() {
    let mut world = World::claimed(30, &SEAL, "a");
    world.guest_writes("b");
    world.guest.run_all();
    world.carry_from_guest();
    while world.carry_to_desk(0) {}
    // The desk has read it and its acknowledgement is under way when the guest reloads.
    world.reload_guest();
    while world.carry_from_desk(0) {}
    world.connect_guest();
    world.settle();
    assert_eq!(world.said_to_operator(0), ["a", "b"]);
    assert_eq!(ours(&world.guest.view().log)[1].1, "delivered");
}

#[test]
fn the_word_about_a_new_epoch_may_be_lost() {
    let mut world = World::claimed(31, &SEAL, "a");
    world.reload_guest();
    world.connect_guest();
    world.guest_writes("b");
    // Resumed, and the key exchange has reached the queue; its answer has not come back.
    world.guest.run_all();
    world.carry_from_guest();
    world.carry_to_guest();
    world.guest.run_all();
    while world.carry_from_guest() {}
    while world.carry_to_desk(0) {}
    while world.carry_from_desk(0) {}
    world.cut_guest(false);
    world.connect_guest();
    world.settle();
    assert_eq!(world.said_to_operator(0), ["a", "b"]);
}

#[test]
fn ten_reloads_of_either_end_lose_nothing() {
    let mut world = World::claimed(32, &SEAL, "0");
    let mut expected = vec!["0".to_owned()];
    for turn in 1..=10 {
        let text = turn.to_string();
        world.guest_writes(&text);
        world.operator_writes(0, &text);
        world.settle();
        expected.push(text);
        world.reload_guest();
        world.connect_guest();
        world.settle();
    }
    assert_eq!(world.said_to_operator(0), expected);
    assert_eq!(world.said_to_guest(), expected[1..]);
    assert!(matches!(
        world.desks[0].chat(&chat()).standing,
        Standing::Sealed { .. }
    ));
}

#[test]
fn a_key_exchange_whose_answer_was_lost_with_the_line_is_not_begun_again() {
    let mut world = World::claimed(69, &SEAL, "a");
    world.reload_guest();
    world.connect_guest();
    world.guest.run_all();
    // The page is back, and its commit is with the queue.
    assert!(world.carry_from_guest() && world.carry_to_guest());
    world.guest.run_all();
    while world.carry_from_guest() {}
    world.cut_guest(true);
    world.connect_guest();
    world.guest_writes("b");
    world.settle();
    assert_eq!(world.said_to_operator(0), ["a", "b"]);
    assert!(world.wire.contains(r#""epoch":2"#));
    assert!(!world.wire.contains(r#""epoch":3"#), "and no further one");
}
