//! A skin that accepts operators whose keys it does not pin:
//! - the first text waits until the guest has agreed to such a key, and the operator's end is not told otherwise;
//! - once agreed is agreed for this chat and this key, over reloads too;
//! - a pinned key needs no agreement, and goes by the name that is pinned with it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use common::logs::notes;
use common::world::{Seal, World, chat, fingerprint};
use hushdesk_protocol::ids::Fingerprint;
use hushdesk_protocol::rest::UnverifiedOperator::Accept;
use hushdesk_web::session::guest_session::{GuestEvent, GuestStanding, Trust};
use hushdesk_web::session::note::Note;
use hushdesk_web::session::operator_session::Standing;

/// The first desk's key is pinned; the second one has claimed.
fn doubtful(seed: u64) -> World {
    let mut world = World::new(seed, 2, &Seal::Pinned(0, Accept), "a secret");
    world.is_wary = true;
    world.settle();
    world.claim(1);
    world.settle();
    world
}

fn is_heard(world: &World) -> bool {
    let standing = world.desks[1].chat(&chat()).standing;
    matches!(standing, Standing::Sealed { heard: true, .. })
}

#[test]
fn nothing_goes_to_an_unpinned_key_before_the_guest_has_agreed() {
    let mut world = doubtful(240);
    let key = fingerprint(&world.desks[1]);
    let operator = "Desk2".parse().unwrap();
    assert_eq!(
        world.guest.view().standing,
        GuestStanding::Doubtful {
            operator,
            fingerprint: key.clone()
        }
    );
    world.guest_writes("another secret");
    world.settle();
    assert_eq!(world.said_to_operator(1), [""; 0]);
    assert!(!is_heard(&world));
    assert!(
        !notes(&world.desks[1].chat(&chat()).log)
            .iter()
            .any(|note| matches!(note, Note::Encrypted { .. }))
    );

    world.at_guest(GuestEvent::Trusts(Fingerprint::from_bytes([7; 20])));
    world.settle();
    assert_eq!(world.said_to_operator(1), [""; 0], "that is another key");
    world.at_guest(GuestEvent::Trusts(key.clone()));
    world.settle();
    assert_eq!(world.said_to_operator(1), ["a secret", "another secret"]);
    assert!(is_heard(&world));
    let note = Note::Unverified { fingerprint: key };
    assert!(notes(&world.guest.view().log).contains(&note));
}

#[test]
fn what_the_guest_has_agreed_to_is_not_asked_again() {
    let mut world = doubtful(241);
    world.at_guest(GuestEvent::Trusts(fingerprint(&world.desks[1])));
    world.settle();
    for _ in 0..2 {
        world.reload_guest();
        world.connect_guest();
        world.settle();
        let standing = world.guest.view().standing;
        let is_agreed = matches!(
            standing,
            GuestStanding::Talking {
                trust: Trust::Unverified { .. },
                ..
            }
        );
        assert!(is_agreed, "{standing:?}");
        assert!(is_heard(&world), "although nothing was left to be said");
    }
}

#[test]
fn a_reload_before_the_answer_asks_again() {
    let mut world = doubtful(242);
    world.reload_guest();
    world.connect_guest();
    world.settle();
    let standing = world.guest.view().standing;
    assert!(matches!(standing, GuestStanding::Doubtful { .. }));
    assert_eq!(world.said_to_operator(1), [""; 0]);
}

#[test]
fn a_pinned_key_needs_no_agreement() {
    let mut world = World::new(243, 2, &Seal::Pinned(0, Accept), "a secret");
    world.is_wary = true;
    world.settle();
    world.claim(0);
    world.settle();
    assert_eq!(world.said_to_operator(0), ["a secret"]);
}
