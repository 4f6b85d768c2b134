//! An operator whose own program does OTR, behind a desk through which sealed lines pass, and a guest's window, through the
//! real queue:
//! - the two talk, and the guest's end judges the program's key like any other;
//! - a desk that is made anew goes on in the same private conversation;
//! - a program that asks for other keys gets them;
//! - whatever is cut, killed or made anew between the two, each text is read once and in order;
//! - nothing readable passes through the desk.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::cases::cases;
use common::own_program::World;
use hushdesk_web::session::guest_session::{GuestStanding, Trust};
use otr_wasm::State;
use proptest::prelude::*;

#[test]
fn an_operator_with_a_program_of_their_own_and_a_guest_talk() {
    let mut world = World::claimed(300, true, "where is the map room?");
    assert_eq!(world.program.read, ["where is the map room?"]);
    let standing = world.guest.view().standing;
    let trust = Trust::Verified { name: None };
    assert!(
        matches!(&standing, GuestStanding::Talking { trust: it, .. } if *it == trust),
        "{standing:?}"
    );
    world.program_writes("on the second floor");
    world.guest_writes("thank you");
    world.settle();
    assert_eq!(world.said_to_guest(), ["on the second floor"]);
    assert_eq!(world.program.read[1..], ["thank you"]);
    for word in ["map room", "second floor", "thank you"] {
        assert!(!world.passed.contains(word), "{word}");
    }
}

#[test]
fn a_program_whose_key_is_not_pinned_is_sent_nothing() {
    let world = World::claimed(301, false, "where is the map room?");
    assert!(world.program.read.is_empty());
    let standing = world.guest.view().standing;
    assert!(
        matches!(
            standing,
            GuestStanding::LookingForAnother { staffed: false, .. }
        ),
        "{standing:?}"
    );
    let state = world.program.conversation.state();
    assert_eq!(state, State::Finished, "and hears that the guest has left");
}

#[test]
fn a_desk_that_is_made_anew_goes_on_in_the_same_private_conversation() {
    let mut world = World::claimed(302, true, "a");
    world.program_writes("x");
    world.guest_writes("b");
    world.settle();
    for (to_guest, to_program) in [("y", "c"), ("z", "d")] {
        world.program_writes(to_guest);
        world.make_the_desk_anew();
        world.guest_writes(to_program);
        world.settle();
    }
    assert_eq!(world.program.read, ["a", "b", "c", "d"]);
    assert_eq!(world.said_to_guest(), ["x", "y", "z"]);
    let again = r#""epoch":2"#;
    assert!(!world.passed.contains(again), "with the same keys");
}

#[test]
fn a_program_that_asks_for_other_keys_gets_them_from_the_guests_end() {
    let mut world = World::claimed(303, true, "a");
    world.program_asks();
    world.settle();
    world.guest_writes("b");
    world.program_writes("x");
    world.settle();
    assert_eq!(world.program.read, ["a", "b"]);
    assert_eq!(world.said_to_guest(), ["x"]);
}

/// No other program knows a text again that is sealed twice.
#[test]
fn what_the_queue_has_taken_is_not_sealed_again_when_the_guests_line_is_back() {
    let mut world = World::claimed(304, true, "a");
    world.guest_writes("b");
    while world.carry_from_guest() {}
    world.cut_guest();
    world.settle();
    assert_eq!(world.program.read, ["a", "b"]);
}

/// One thing that happens.
#[derive(Clone, Copy, Debug)]
enum Step {
    GuestWrites,
    ProgramWrites,
    FromGuest,
    ToGuest,
    FromDesk,
    ToDesk,
    ToProgram,
    CutGuest,
    CutDesk { noticed: bool },
    MakeTheDeskAnew,
    Connect,
    Crash,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => Just(Step::GuestWrites),
        4 => Just(Step::ProgramWrites),
        8 => Just(Step::FromGuest),
        8 => Just(Step::ToGuest),
        8 => Just(Step::FromDesk),
        8 => Just(Step::ToDesk),
        4 => Just(Step::ToProgram),
        2 => Just(Step::CutGuest),
        2 => any::<bool>().prop_map(|noticed| Step::CutDesk { noticed }),
        2 => Just(Step::MakeTheDeskAnew),
        6 => Just(Step::Connect),
        1 => Just(Step::Crash),
    ]
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn between_a_program_and_a_guest_nothing_is_lost_and_nothing_is_said_twice(
        seed in any::<u64>(),
        steps in prop::collection::vec(step(), 0..100),
    ) {
        let mut world = World::claimed(seed, true, "0");
        let (mut guest_wrote, mut program_wrote) = (vec!["0".to_owned()], Vec::new());
        for step in steps {
            match step {
                Step::GuestWrites => {
                    let text = guest_wrote.len().to_string();
                    world.guest_writes(&text);
                    guest_wrote.push(text);
                }
                Step::ProgramWrites => {
                    let text = program_wrote.len().to_string();
                    world.program_writes(&text);
                    program_wrote.push(text);
                }
                Step::FromGuest => drop(world.carry_from_guest()),
                Step::ToGuest => drop(world.carry_to_guest()),
                Step::FromDesk => drop(world.carry_from_desk()),
                Step::ToDesk => drop(world.carry_to_desk()),
                Step::ToProgram => drop(world.carry_to_program()),
                Step::CutGuest => world.cut_guest(),
                Step::CutDesk { noticed } => world.cut_desk(noticed),
                Step::MakeTheDeskAnew => world.make_the_desk_anew(),
                Step::Connect => world.connect(),
                Step::Crash => world.crash(),
            }
        }
        world.settle();
        prop_assert_eq!(&world.program.read, &guest_wrote);
        prop_assert_eq!(&world.said_to_guest(), &program_wrote);
    }
}
