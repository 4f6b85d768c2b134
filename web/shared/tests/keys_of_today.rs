//! Operators are judged by what the library says of keys when they claim, not by what it said when the page was opened:
//! - a key that was added meanwhile is verified, and one that was taken back is not;
//! - before the library has answered nothing goes out, and whoever wrote waits;
//! - a library that cannot be asked holds nobody up: what was known counts.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use common::logs::theirs;
use common::world::{Seal, World, fingerprint};
use hushdesk_protocol::rest::UnverifiedOperator::{Accept, Refuse};
use hushdesk_protocol::rest::{PinnedKey, Sealing, UnverifiedOperator};
use hushdesk_web::session::guest_session::{GuestEvent, GuestStanding, Trust};

/// The first desk's key was pinned when the page was opened.
fn opened(seed: u64, unverified: UnverifiedOperator) -> World {
    let mut world = World::new(seed, 2, &Seal::Pinned(0, unverified), "a secret");
    world.is_wary = true;
    world.settle();
    world
}

/// From now on the library vouches for these desks.
fn vouches_for(world: &mut World, desks: &[usize], unverified: UnverifiedOperator) {
    let keys = desks.iter().map(|desk| PinnedKey {
        fingerprint: fingerprint(&world.desks[*desk]),
        name: None,
    });
    world.guest.sealing = Sealing::Sealed {
        pinned: keys.collect(),
        unverified,
    };
}

fn claims(world: &mut World, desk: usize) {
    world.claim(desk);
    world.settle();
}

/// The library does not answer.
fn cannot_be_asked(world: &mut World) {
    let of = world.guest.asked.take().unwrap();
    world.at_guest(GuestEvent::Vouches { of, today: None });
    world.settle();
}

fn is_verified(world: &World) -> bool {
    let standing = world.guest.view().standing;
    matches!(
        standing,
        GuestStanding::Talking {
            trust: Trust::Verified { .. },
            ..
        }
    )
}

#[test]
fn a_key_that_was_added_since_the_page_was_opened_is_verified() {
    for (seed, unverified) in [(500, Accept), (501, Refuse)] {
        let mut world = opened(seed, unverified);
        vouches_for(&mut world, &[0, 1], unverified);
        claims(&mut world, 1);
        assert!(is_verified(&world));
        assert_eq!(world.said_to_operator(1), ["a secret"]);
        world.reload_guest();
        world.connect_guest();
        world.settle();
        assert!(is_verified(&world));
    }
}

#[test]
fn a_key_that_was_taken_back_since_the_page_was_opened_gets_nothing() {
    let mut world = opened(502, Refuse);
    vouches_for(&mut world, &[1], Refuse);
    claims(&mut world, 0);
    assert_eq!(world.said_to_operator(0), [""; 0]);
    claims(&mut world, 1);
    assert!(is_verified(&world));
    assert_eq!(world.said_to_operator(1), ["a secret"]);
}

#[test]
fn nothing_goes_out_before_the_library_has_answered() {
    let mut world = opened(503, Refuse);
    world.guest.library_is_slow = true;
    claims(&mut world, 0);
    let operator = "Desk1".parse().unwrap();
    let standing = world.guest.view().standing;
    assert_eq!(standing, GuestStanding::Exchanging { operator });
    assert_eq!(world.said_to_operator(0), [""; 0]);
    world.guest.library_answers(world.now, &mut world.rng);
    world.settle();
    assert!(is_verified(&world));
    assert_eq!(world.said_to_operator(0), ["a secret"]);
}

#[test]
fn where_the_library_cannot_be_asked_what_was_known_counts() {
    let mut world = opened(504, Refuse);
    world.guest.library_is_slow = true;
    claims(&mut world, 1);
    cannot_be_asked(&mut world);
    assert_eq!(world.said_to_operator(1), [""; 0]);
    claims(&mut world, 0);
    cannot_be_asked(&mut world);
    assert!(is_verified(&world));
}

#[test]
fn what_was_asked_about_an_earlier_holder_says_nothing_of_the_next() {
    let mut world = opened(506, Refuse);
    world.guest.library_is_slow = true;
    claims(&mut world, 1);
    let of = world.guest.asked.unwrap();
    cannot_be_asked(&mut world);
    vouches_for(&mut world, &[1], Refuse);
    claims(&mut world, 0);
    world.at_guest(GuestEvent::Vouches { of, today: None });
    world.settle();
    assert_eq!(world.said_to_operator(0), [""; 0]);
    world.guest.library_answers(world.now, &mut world.rng);
    world.settle();
    assert_eq!(world.said_to_operator(0), [""; 0]);
}

#[test]
fn an_answer_that_comes_after_all_is_acted_on() {
    let mut world = opened(507, Refuse);
    world.guest.library_is_slow = true;
    vouches_for(&mut world, &[1], Refuse);
    claims(&mut world, 0);
    let of = world.guest.asked.unwrap();
    cannot_be_asked(&mut world);
    assert!(is_verified(&world), "as far as is known");
    let today = Some(world.guest.sealing.clone());
    world.at_guest(GuestEvent::Vouches { of, today });
    world.settle();
    assert!(!is_verified(&world));
    world.guest_writes("another secret");
    world.settle();
    assert_eq!(world.said_to_operator(0), ["a secret"]);
}

#[test]
fn what_the_operator_writes_before_the_library_has_answered_is_read_afterwards() {
    let mut world = opened(508, Refuse);
    world.guest.library_is_slow = true;
    claims(&mut world, 0);
    world.operator_writes(0, "Hello");
    world.settle();
    assert_eq!(theirs(&world.guest.view().log), [""; 0]);
    world.guest.library_answers(world.now, &mut world.rng);
    world.settle();
    assert_eq!(theirs(&world.guest.view().log), ["Hello"]);
}

#[test]
fn of_whoever_turns_out_to_have_the_wrong_key_nothing_is_read() {
    let mut world = opened(509, Refuse);
    world.guest.library_is_slow = true;
    vouches_for(&mut world, &[1], Refuse);
    claims(&mut world, 0);
    world.operator_writes(0, "Hello");
    world.settle();
    world.guest.library_answers(world.now, &mut world.rng);
    world.settle();
    assert_eq!(theirs(&world.guest.view().log), [""; 0]);
}

#[test]
fn a_skin_that_was_opened_meanwhile_opens_no_chat() {
    let mut world = opened(505, Refuse);
    world.guest.sealing = Sealing::Open;
    claims(&mut world, 0);
    assert!(is_verified(&world));
    assert!(!world.wire.contains("a secret"));
}
