//! Whoever answers with a key that is not accepted does not keep the chat:
//! - a wrong key is refused by itself, and the next who claims gets what was written, though nothing was typed again;
//! - a guest who is asked may have somebody else;
//! - whoever was refused is told why, and does not get it back;
//! - a broken line or a reload in between loses nothing.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use common::logs::notes;
use common::world::{Seal, World, chat, fingerprint};
use hushdesk_protocol::frames::{Closer, Whereabouts};
use hushdesk_protocol::rest::UnverifiedOperator::{Accept, Refuse};
use hushdesk_web::session::guest_session::{End, GuestEvent, GuestStanding, Trust};
use hushdesk_web::session::note::Note;
use hushdesk_web::session::operator_session::Standing;

fn looking(refused: &str, staffed: bool) -> GuestStanding {
    GuestStanding::LookingForAnother {
        refused: refused.parse().unwrap(),
        staffed,
    }
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

/// Whether a desk has been told that its key was refused, and is not offered the chat.
fn is_out(world: &World, desk: usize) -> bool {
    let now = Some(Whereabouts::KeyRefused);
    let view = world.desks[desk].view();
    world.desks[desk].chat(&chat()).standing == Standing::Lapsed { now } && view.offers.is_empty()
}

/// The first desk's key is pinned; the second one has claimed.
fn wrong(seed: u64, unverified: hushdesk_protocol::rest::UnverifiedOperator) -> World {
    let mut world = World::new(seed, 2, &Seal::Pinned(0, unverified), "a secret");
    world.is_wary = true;
    world.settle();
    world.claim(1);
    world.settle();
    world
}

#[test]
fn the_next_who_claims_gets_what_was_written() {
    let mut world = wrong(400, Refuse);
    assert_eq!(world.guest.view().standing, looking("Desk2", true));
    assert!(world.guest.view().writable());
    world.guest_writes("and more");
    world.claim(1);
    world.settle();
    assert!(is_out(&world, 1));

    world.claim(0);
    world.settle();
    assert_eq!(world.said_to_operator(0), ["a secret", "and more"]);
    assert_eq!(world.said_to_operator(1), [""; 0]);
    assert!(is_verified(&world));
    world.operator_writes(0, "good day");
    world.settle();
    assert_eq!(world.said_to_guest(), ["good day"]);
    let told = notes(&world.guest.view().log);
    let fingerprint = fingerprint(&world.desks[1]);
    let refused = "Desk2".parse().unwrap();
    assert!(told.contains(&Note::WrongKey { fingerprint }));
    assert!(told.contains(&Note::LookingForAnother { refused }));
}

#[test]
fn a_guest_who_is_asked_may_have_somebody_else() {
    let mut world = wrong(401, Accept);
    let key = fingerprint(&world.desks[1]);
    world.at_guest(GuestEvent::Declines(fingerprint(&world.desks[0])));
    world.settle();
    let standing = world.guest.view().standing;
    assert!(
        matches!(standing, GuestStanding::Doubtful { .. }),
        "that is another key"
    );
    world.at_guest(GuestEvent::Declines(key));
    assert_eq!(
        world.guest.view().standing,
        looking("Desk2", true),
        "at once"
    );
    world.settle();
    assert!(is_out(&world, 1));
    world.claim(0);
    world.settle();
    assert_eq!(world.said_to_operator(0), ["a secret"]);
    assert!(is_verified(&world));
}

#[test]
fn a_guest_is_told_when_nobody_else_is_there_and_waits() {
    let mut world = wrong(402, Refuse);
    world.cut_desk(0, true);
    world.settle();
    assert_eq!(world.guest.view().standing, looking("Desk2", false));
    world.connect_desk(0);
    world.settle();
    assert_eq!(world.guest.view().standing, looking("Desk2", true));
}

#[test]
fn what_was_decided_on_a_broken_line_is_said_when_it_is_back() {
    let mut world = wrong(403, Accept);
    world.cut_guest(true);
    world.at_guest(GuestEvent::Declines(fingerprint(&world.desks[1])));
    world.connect_guest();
    world.settle();
    assert!(is_out(&world, 1));
    assert_eq!(world.guest.view().standing, looking("Desk2", true));
}

#[test]
fn a_refusal_that_was_lost_is_said_again_and_one_that_comes_late_hits_nobody_else() {
    let mut world = World::new(404, 2, &Seal::Pinned(0, Refuse), "a secret");
    world.settle();
    world.claim(1);
    while world.guest.view().standing != looking("Desk2", true) {
        world.guest.run_all();
        world.carry_from_guest();
        world.carry_to_guest();
        world.carry_from_desk(1);
        world.carry_to_desk(1);
    }
    // Its frames do not leave before the line breaks.
    world.cut_guest(false);
    world.connect_guest();
    world.settle();
    assert!(is_out(&world, 1));
    world.claim(0);
    world.cut_guest(true);
    world.connect_guest();
    world.settle();
    assert!(is_verified(&world));
    assert_eq!(world.said_to_operator(0), ["a secret"]);
}

#[test]
fn reloads_of_both_ends_change_nothing_of_it() {
    let mut world = wrong(405, Refuse);
    world.reload_guest();
    world.reload_desk(1);
    world.connect_guest();
    world.connect_desk(1);
    world.settle();
    assert_eq!(world.guest.view().standing, looking("Desk2", true));
    assert!(is_out(&world, 1));
    world.crash();
    world.connect_guest();
    (0..2).for_each(|desk| world.connect_desk(desk));
    world.settle();
    world.claim(1);
    world.settle();
    assert_eq!(world.guest.view().standing, looking("Desk2", true));
    world.claim(0);
    world.settle();
    assert_eq!(world.said_to_operator(0), ["a secret"]);
}

#[test]
fn an_operator_who_asks_for_other_keys_meanwhile_is_not_looked_at_again() {
    let mut world = wrong(406, Accept);
    world.at_guest(GuestEvent::Declines(fingerprint(&world.desks[1])));
    world.begin_desk_anew(1);
    world.connect_desk(1);
    world.settle();
    assert_eq!(world.guest.view().standing, looking("Desk2", true));
    assert!(is_out(&world, 1));
}

#[test]
fn a_guest_nobody_can_answer_hears_so_in_the_end() {
    let mut world = wrong(407, Refuse);
    let hour = world.now.plus(3_600_000);
    world.now = hour;
    world.hand_over(durable_queue::Event::Tick);
    world.settle();
    let ended = GuestStanding::Over(End::By(Closer::Unanswered));
    assert_eq!(world.guest.view().standing, ended);
}
