//! Comparing a secret, with OTR at both ends:
//! - whoever asks has proof of the other if both had the same in mind, and nothing of it goes over the line;
//! - a guest who asks takes the operator's key for proven, in this chat; one who only answers does not;
//! - what is under way is lost with the keys, and can be begun again.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::logs::notes;
use common::world::{Seal, World, chat, fingerprint};
use hushdesk_protocol::rest::UnverifiedOperator::{Accept, Refuse};
use hushdesk_web::session::comparison::{Compare, Comparison, SecretWord, Verdict};
use hushdesk_web::session::desk::DeskEvent;
use hushdesk_web::session::guest_session::{GuestEvent, GuestStanding, Trust};
use hushdesk_web::session::note::Note;

const QUESTION: &str = "Which colour has the door?";

fn ask(secret: &str) -> Compare {
    Compare::Ask {
        question: QUESTION.to_owned(),
        secret: SecretWord::typed(secret).unwrap(),
    }
}

fn answer(secret: &str) -> Compare {
    Compare::Answer(SecretWord::typed(secret).unwrap())
}

/// A chat with an operator whose key is not pinned, and to whom the guest has agreed.
fn agreed(seed: u64) -> World {
    let mut world = World::new(seed, 2, &Seal::Pinned(0, Accept), "hello");
    world.settle();
    world.claim(1);
    world.settle();
    world
}

fn guest(world: &mut World, step: Compare) {
    world.at_guest(GuestEvent::Compares(step));
    world.settle();
}

fn operator(world: &mut World, step: Compare) {
    let chat = chat();
    world.at_desk(1, DeskEvent::Compare { chat, step });
    world.settle();
}

fn views(world: &World) -> (Comparison, Comparison) {
    let guests = world.guest.view().comparison;
    (guests, world.desks.get(1).unwrap().chat(&chat()).comparison)
}

const fn over(ours: bool, verdict: Verdict) -> Comparison {
    Comparison::Over { ours, verdict }
}

fn asked() -> Comparison {
    let question = Some(QUESTION.to_owned());
    Comparison::Asked { question }
}

fn trust(world: &World) -> Trust {
    let standing = world.guest.view().standing;
    let GuestStanding::Talking { trust, .. } = standing else {
        unreachable!("{standing:?}")
    };
    trust
}

fn key(world: &World) -> hushdesk_protocol::ids::Fingerprint {
    fingerprint(world.desks.get(1).unwrap())
}

#[test]
fn a_guest_who_asks_has_proof_of_whoever_answers_right() {
    let mut world = agreed(500);
    let fingerprint = key(&world);
    assert_eq!(trust(&world), Trust::Unverified { fingerprint });
    guest(&mut world, ask("Green"));
    assert_eq!(views(&world), (Comparison::Waiting { ours: true }, asked()));
    operator(&mut world, answer(" Green "));
    let same = (over(true, Verdict::Same), over(false, Verdict::Same));
    assert_eq!(views(&world), same);
    let fingerprint = key(&world);
    assert_eq!(trust(&world), Trust::Compared { fingerprint });
    let note = |ours| Note::Compared {
        ours,
        verdict: Verdict::Same,
    };
    assert!(notes(&world.guest.view().log).contains(&note(true)));
    let desk = world.desks.get(1).unwrap().chat(&chat());
    assert!(notes(&desk.log).contains(&note(false)));
    for word in ["Green", "colour"] {
        assert!(!world.wire.contains(word) && !world.server.stored().contains(word));
    }
}

#[test]
fn the_proof_is_of_the_key_and_stays_over_a_reload_of_either_end() {
    let mut world = agreed(501);
    guest(&mut world, ask("Green"));
    operator(&mut world, answer("Green"));
    world.reload_guest();
    world.reload_desk(1);
    world.connect_desk(1);
    world.connect_guest();
    world.settle();
    let fingerprint = key(&world);
    assert_eq!(trust(&world), Trust::Compared { fingerprint });
    assert_eq!(views(&world), (Comparison::None, Comparison::None));

    world.hand_on(1, 0);
    world.settle();
    world.claim(0);
    world.settle();
    assert_eq!(trust(&world), Trust::Verified { name: None });
}

#[test]
fn the_proof_lasts_no_longer_than_the_claim_of_who_gave_it() {
    let mut world = agreed(507);
    guest(&mut world, ask("Green"));
    operator(&mut world, answer("Green"));
    let fingerprint = key(&world);
    for (from, to) in [(1, 0), (0, 1)] {
        world.hand_on(from, to);
        world.settle();
        world.claim(to);
        world.settle();
    }
    // The same key, of which the library may have given several people the private part.
    assert_eq!(trust(&world), Trust::Unverified { fingerprint });
}

#[test]
fn a_guest_who_only_answers_has_no_proof() {
    let mut world = agreed(502);
    operator(&mut world, ask("Green"));
    assert_eq!(views(&world), (asked(), Comparison::Waiting { ours: true }));
    guest(&mut world, answer("Green"));
    let same = (over(false, Verdict::Same), over(true, Verdict::Same));
    assert_eq!(views(&world), same);
    let fingerprint = key(&world);
    assert_eq!(trust(&world), Trust::Unverified { fingerprint });
}

#[test]
fn a_wrong_answer_proves_nothing_and_another_try_may_follow() {
    let mut world = agreed(503);
    guest(&mut world, ask("Green"));
    operator(&mut world, answer("green"));
    let different = (
        over(true, Verdict::Different),
        over(false, Verdict::Different),
    );
    assert_eq!(views(&world), different);
    let fingerprint = key(&world);
    assert_eq!(trust(&world), Trust::Unverified { fingerprint });
    guest(&mut world, ask("Green"));
    operator(&mut world, answer("Green"));
    assert_eq!(views(&world).0, over(true, Verdict::Same));
}

#[test]
fn either_end_may_give_up() {
    let mut world = agreed(504);
    guest(&mut world, ask("Green"));
    guest(&mut world, Compare::GiveUp);
    let given_up = (over(true, Verdict::Aborted), over(false, Verdict::Aborted));
    assert_eq!(views(&world), given_up);
    guest(&mut world, ask("Green"));
    operator(&mut world, Compare::GiveUp);
    assert_eq!(views(&world), given_up);
}

#[test]
fn what_is_under_way_is_lost_with_the_keys_and_can_be_begun_again() {
    for reload_guest in [true, false] {
        let mut world = agreed(505);
        guest(&mut world, ask("Green"));
        if reload_guest {
            world.reload_guest();
            world.connect_guest();
        } else {
            world.reload_desk(1);
            world.connect_desk(1);
        }
        world.settle();
        let (guests, operators) = views(&world);
        if reload_guest {
            assert_eq!(guests, Comparison::None);
            assert_eq!(operators, over(false, Verdict::Aborted));
        } else {
            assert_eq!(guests, over(true, Verdict::Aborted));
            assert_eq!(operators, Comparison::None);
        }
        operator(&mut world, answer("Green"));
        guest(&mut world, ask("Green"));
        operator(&mut world, answer("Green"));
        assert_eq!(views(&world).0, over(true, Verdict::Same));
    }
}

#[test]
fn of_a_key_that_is_pinned_the_library_goes_on_vouching() {
    let mut world = World::claimed(506, &Seal::Pinned(0, Refuse), "hello");
    guest(&mut world, ask("Green"));
    let step = answer("Green");
    world.at_desk(0, DeskEvent::Compare { chat: chat(), step });
    world.settle();
    assert_eq!(world.guest.view().comparison, over(true, Verdict::Same));
    assert_eq!(trust(&world), Trust::Verified { name: None });
}

#[test]
fn nothing_is_compared_with_whom_the_guest_has_not_agreed_to_nor_in_an_open_chat() {
    let mut world = World::new(507, 2, &Seal::Pinned(0, Accept), "hello");
    world.is_wary = true;
    world.settle();
    world.claim(1);
    world.settle();
    let before = world.wire.len();
    guest(&mut world, ask("Green"));
    assert_eq!(world.wire.len(), before);
    operator(&mut world, ask("Green"));
    assert_eq!(world.guest.view().comparison, Comparison::None);
    world.at_guest(GuestEvent::Trusts(key(&world)));
    world.settle();
    assert_eq!(world.guest.view().comparison, asked());

    let mut world = World::claimed(508, &Seal::Open, "hello");
    let before = world.wire.len();
    guest(&mut world, ask("Green"));
    assert_eq!(world.wire.len(), before);
}
