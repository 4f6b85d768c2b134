//! Pages that were left and gone back to, as browsers keep them in memory, and windows beside one another:
//! - an old page that wakes learns from the queue's answer that a newer one has been speaking, and takes over with keys and
//!   numbers of its own;
//! - nothing it wrote is shown as delivered because the newer one's numbers are;
//! - it says that it lacks what was written elsewhere;
//! - all that holds for both ends and both kinds of chat.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use common::guest_window::GuestWindow;
use common::logs::{notes, ours};
use common::world::{Seal, World, chat};
use hushdesk_protocol::rest::UnverifiedOperator::Refuse;
use hushdesk_web::session::desk::DeskEvent;
use hushdesk_web::session::guest_session::{GuestEvent, GuestStanding, Trust};
use hushdesk_web::session::line::Line;
use hushdesk_web::session::note::Note;
use hushdesk_web::session::operator_session::Earlier;

const SEALED: Seal = Seal::Pinned(0, Refuse);
const BOTH: [Seal; 2] = [SEALED, Seal::Open];

/// A guest and an operator who talk; then the guest follows a link, and both say something there.
fn talked_on_the_next_page(seed: u64, seal: &Seal) -> (World, GuestWindow) {
    let mut world = World::claimed(seed, seal, "a");
    world.operator_writes(0, "x");
    world.settle();
    let left = world.leave_the_guests_page(true);
    world.connect_guest();
    world.settle();
    world.guest_writes("b");
    world.operator_writes(0, "y");
    world.settle();
    assert_eq!(world.said_to_operator(0), ["a", "b"]);
    (world, left)
}

fn go_back(world: &mut World, page: GuestWindow) -> GuestWindow {
    let left = world.go_to_the_guests_page(page, true);
    world.connect_guest();
    world.settle();
    left
}

fn lacks_something(world: &World) -> bool {
    notes(&world.guest.view().log).contains(&Note::Elsewhere)
}

#[test]
fn a_page_gone_back_to_takes_over_and_says_what_it_lacks() {
    for (seed, seal) in (200..).zip(BOTH) {
        let (mut world, left) = talked_on_the_next_page(seed, &seal);
        assert!(!lacks_something(&world), "the next page has everything");
        go_back(&mut world, left);
        assert!(lacks_something(&world));

        world.guest_writes("c");
        world.settle();
        world.operator_writes(0, "z");
        world.settle();
        assert_eq!(world.said_to_operator(0), ["a", "b", "c"]);
        assert_eq!(world.said_to_guest(), ["x", "z"]);
        let delivered = ours(&world.guest.view().log);
        assert_eq!(delivered.last(), Some(&("c".to_owned(), "delivered")));
    }
}

#[test]
fn one_may_go_to_and_fro_between_two_pages() {
    let (mut world, mut other) = talked_on_the_next_page(202, &SEALED);
    let mut expected = vec!["a".to_owned(), "b".to_owned()];
    for turn in 0..6 {
        other = go_back(&mut world, other);
        let text = format!("turn {turn}");
        world.guest_writes(&text);
        world.settle();
        expected.push(text);
        assert_eq!(world.said_to_operator(0), expected);
    }
    let standing = world.guest.view().standing;
    let verified = Trust::Verified { name: None };
    assert!(matches!(standing, GuestStanding::Talking { trust, .. } if trust == verified));
}

#[test]
fn what_was_under_way_on_a_page_is_not_delivered_because_another_pages_numbers_are() {
    for (seed, seal) in (204..).zip(BOTH) {
        let mut world = World::claimed(seed, &seal, "a");
        let next = world.guest.another_page(&mut world.rng);
        world.guest_writes("written and lost");
        world.guest.run_all();
        let left = world.go_to_the_guests_page(next, false);
        world.connect_guest();
        world.settle();
        for text in ["b", "c", "d"] {
            world.guest_writes(text);
        }
        world.settle();

        let _next = world.go_to_the_guests_page(left, true);
        world.connect_guest();
        world.guest.run_all();
        world.carry_from_guest();
        world.carry_to_guest();
        let lost = ours(&world.guest.view().log)[1].clone();
        assert_ne!(lost.1, "delivered");
        world.settle();
        let read = world.said_to_operator(0);
        assert_eq!(read, ["a", "b", "c", "d", "written and lost"]);
        assert_eq!(ours(&world.guest.view().log)[1].1, "delivered");
    }
}

#[test]
fn what_a_page_wrote_on_a_dead_line_is_not_delivered_because_its_copys_same_number_is() {
    for (seed, seal) in (214..).zip(BOTH) {
        for is_loaded_anew in [false, true] {
            let mut world = World::claimed(seed, &seal, "a");
            let copy = world.guest.another_page(&mut world.rng);
            world.guest_writes("written on a dead line");
            world.guest.run_all();
            let left = world.go_to_the_guests_page(copy, false);
            world.connect_guest();
            world.settle();
            world.guest_writes("b");
            world.settle();

            let _copy = world.go_to_the_guests_page(left, true);
            if is_loaded_anew {
                world.reload_guest();
            }
            world.connect_guest();
            world.settle();
            let read = world.said_to_operator(0);
            assert_eq!(read, ["a", "b", "written on a dead line"]);
            assert_eq!(ours(&world.guest.view().log)[1].1, "delivered");
            assert!(lacks_something(&world));
        }
    }
}

#[test]
fn what_was_taken_before_a_copy_spoke_is_sent_once() {
    for (seed, seal) in (218..).zip(BOTH) {
        let mut world = World::claimed(seed, &seal, "a");
        let copy = world.guest.another_page(&mut world.rng);
        world.guest_writes("taken");
        world.guest_writes("not taken");
        world.guest.run_all();
        world.carry_from_guest();
        let left = world.go_to_the_guests_page(copy, false);
        world.connect_guest();
        world.settle();
        world.guest_writes("b");
        world.settle();
        let _copy = world.go_to_the_guests_page(left, true);
        world.connect_guest();
        world.settle();
        assert_eq!(world.said_to_operator(0), ["a", "taken", "b", "not taken"]);
        let ours = ours(&world.guest.view().log);
        assert!(ours.iter().all(|(_, delivery)| *delivery == "delivered"));
    }
}

#[test]
fn a_window_that_was_replaced_goes_on_here_with_what_it_knows() {
    for (seed, seal) in (206..).zip(BOTH) {
        let mut world = World::claimed(seed, &seal, "a");
        let other = world.guest.another_page(&mut world.rng);
        world.guest_writes("sent in the last moment");
        world.guest.run_all();
        world.carry_from_guest();
        // The other window takes over before the queue's answer has come.
        world.at_guest(GuestEvent::Replaced);
        world.guest.run_all();
        assert_eq!(world.guest.view().line, Line::Elsewhere);
        let here = world.go_to_the_guests_page(other, false);
        world.connect_guest();
        world.settle();
        let other = world.go_to_the_guests_page(here, false);
        drop(other);
        world.reload_guest();
        world.connect_guest();
        world.settle();
        assert!(lacks_something(&world));
        let ours = ours(&world.guest.view().log);
        assert!(ours.iter().all(|(_, delivery)| *delivery == "delivered"));
        let read = world.said_to_operator(0);
        assert_eq!(read.last().unwrap(), "sent in the last moment");
    }
}

#[test]
fn a_page_left_before_anybody_had_answered_knows_who_has_when_it_is_gone_back_to() {
    let mut world = World::new(208, 1, &SEALED, "a");
    world.settle();
    let left = world.leave_the_guests_page(true);
    world.connect_guest();
    world.settle();
    world.claim(0);
    world.settle();
    go_back(&mut world, left);
    let standing = world.guest.view().standing;
    assert!(
        matches!(standing, GuestStanding::Talking { .. }),
        "{standing:?}"
    );
    world.guest_writes("b");
    world.settle();
    assert_eq!(world.said_to_operator(0), ["a", "b"]);
}

#[test]
fn a_page_gone_back_to_that_nobody_has_followed_goes_on_with_its_keys() {
    let mut world = World::claimed(209, &SEALED, "a");
    let exchanges = world.wire.matches("?OTR:AAMC").count();
    world.cut_guest(true);
    world.connect_guest();
    world.settle();
    world.guest_writes("b");
    world.settle();
    assert_eq!(world.wire.matches("?OTR:AAMC").count(), exchanges);
    assert!(!lacks_something(&world));
}

#[test]
fn an_operators_page_gone_back_to_takes_over_too() {
    for (seed, seal) in (210..).zip(BOTH) {
        let mut world = World::claimed(seed, &seal, "a");
        let left = world.leave_the_desks_page(0);
        world.connect_desk(0);
        world.settle();
        world.operator_writes(0, "x");
        world.guest_writes("b");
        world.settle();

        world.go_to_the_desks_page(0, left);
        world.operator_writes(0, "y");
        world.connect_desk(0);
        world.settle();
        world.guest_writes("c");
        world.settle();
        assert_eq!(world.said_to_guest(), ["x", "y"]);
        assert_eq!(world.said_to_operator(0), ["a", "c"]);
        let chat = world.desks[0].chat(&chat());
        assert!(notes(&chat.log).contains(&Note::Elsewhere));
        let is_sealed = matches!(seal, Seal::Pinned(..));
        assert_eq!(chat.earlier == Earlier::Askable { again: false }, is_sealed);
        assert_eq!(ours(&chat.log), [("y".to_owned(), "delivered")]);
    }
}

#[test]
fn a_desk_that_was_replaced_says_so_and_sends_nothing() {
    let mut world = World::claimed(212, &SEALED, "a");
    world.at_desk(0, DeskEvent::Replaced);
    world.operator_writes(0, "x");
    world.settle();
    assert_eq!(world.desks[0].view().line, Line::Elsewhere);
    assert_eq!(world.said_to_guest(), [""; 0]);
}
