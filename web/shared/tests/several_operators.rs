//! Several operators and one guest, through the real queue:
//! - a chat that is handed on goes on with new keys, and its history with the guest's permission;
//! - one that nobody takes stays where it was;
//! - one whose operator is gone goes on with another.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use common::logs::{notes, ours};
use common::world::{Seal, World, chat};
use durable_queue::Event;
use hushdesk_protocol::frames::{Availability, Origin, Status};
use hushdesk_protocol::rest::UnverifiedOperator::Accept;
use hushdesk_web::session::desk::DeskEvent;
use hushdesk_web::session::guest_session::{GuestEvent, GuestStanding, Permission};
use hushdesk_web::session::log::Item;
use hushdesk_web::session::note::Note;
use hushdesk_web::session::operator_session::{Earlier, Standing};

const SEAL: Seal = Seal::Pinned(0, Accept);

/// Two desks, of which the first talks with the guest.
fn talking(seed: u64) -> World {
    let mut world = World::new(seed, 2, &SEAL, "first");
    world.settle();
    world.claim(0);
    world.settle();
    world.operator_writes(0, "good day");
    world.settle();
    world
}

fn hand_on(world: &mut World) {
    world.hand_on(0, 1);
    world.settle();
}

/// So much time passes, with everybody who is connected still there.
fn wait(world: &mut World, seconds: u64) {
    world.now = world.now.plus(seconds * 1_000);
    world.hand_over(Event::Tick);
    world.settle();
}

fn allow_all(world: &mut World) {
    let log = world.guest.view().log;
    let earlier = log.entries().iter().filter(|entry| entry.earlier);
    let texts = earlier.map(|entry| entry.id).collect();
    let words = None;
    world.at_guest(GuestEvent::Allowed { texts, words });
    world.settle();
}

#[test]
fn a_chat_that_is_handed_on_goes_on_with_new_keys_and_its_history_if_the_guest_allows() {
    let mut world = talking(70);
    hand_on(&mut world);
    let standing = world.desks[0].chat(&chat()).standing;
    assert!(matches!(standing, Standing::Passing(Some(_))));
    let by = "desk1".parse().unwrap();
    let offered = world.desks[1].view().offers[0].offer.origin.clone();
    assert_eq!(offered, Origin::Transfer { by, note: None });
    world.guest_writes("still with the first");
    world.settle();

    world.claim(1);
    world.settle();
    let to = "desk2".parse().unwrap();
    let standing = world.desks[0].chat(&chat()).standing;
    assert_eq!(standing, Standing::HandedOn { to });
    assert!(matches!(
        world.desks[1].chat(&chat()).standing,
        Standing::Sealed { .. }
    ));
    world.guest_writes("to the second");
    world.settle();
    assert_eq!(
        world.said_to_operator(1),
        ["still with the first", "to the second"]
    );

    world.at_desk(1, DeskEvent::AskForEarlier(chat()));
    world.settle();
    assert_eq!(world.guest.view().permission, Permission::Asked);
    allow_all(&mut world);
    let second = world.desks[1].chat(&chat());
    assert_eq!(second.earlier, Earlier::Received);
    let texts: Vec<_> = second
        .earlier_texts
        .iter()
        .map(|it| it.text.as_str())
        .collect();
    assert_eq!(texts, ["first", "good day"], "the others are here");
}

/// What stands in the conversation at a desk, and whose it is.
fn conversation(world: &World, desk: usize) -> Vec<(String, String)> {
    let log = world.desks[desk].chat(&chat()).log;
    let lines = log.entries().iter().filter_map(|entry| {
        let (whose, text) = match &entry.item {
            Item::Ours { text, .. } => ("ours".to_owned(), text),
            Item::Theirs { text } => ("theirs".to_owned(), text),
            Item::Colleagues { by, text } => (by.to_string(), text),
            Item::Note(_) => return None,
        };
        Some((whose, text.as_str().to_owned()))
    });
    lines.collect()
}

fn said(lines: &[(&str, &str)]) -> Vec<(String, String)> {
    let lines = lines.iter();
    lines
        .map(|(whose, text)| ((*whose).to_owned(), (*text).to_owned()))
        .collect()
}

#[test]
fn a_new_holder_of_an_open_chat_reads_what_was_said_before_and_by_whom() {
    let mut world = World::new(75, 2, &Seal::Open, "first");
    world.settle();
    world.claim(0);
    world.settle();
    world.operator_writes(0, "good day");
    world.settle();
    hand_on(&mut world);
    world.guest_writes("while it is handed on");
    world.settle();
    world.claim(1);
    world.settle();
    world.operator_writes(1, "I go on");
    world.settle();
    assert_eq!(
        conversation(&world, 1),
        said(&[
            ("theirs", "first"),
            ("Desk1", "good day"),
            ("theirs", "while it is handed on"),
            ("ours", "I go on"),
        ])
    );

    // Back at the first desk, which has kept what it had, and needs the rest only.
    world.hand_on(1, 0);
    world.settle();
    world.claim(0);
    world.settle();
    assert_eq!(
        conversation(&world, 0),
        said(&[
            ("theirs", "first"),
            ("ours", "good day"),
            ("theirs", "while it is handed on"),
            ("Desk2", "I go on"),
        ])
    );
}

#[test]
fn a_window_of_which_nothing_was_kept_gets_what_it_wrote_in_an_open_chat() {
    let mut world = World::claimed(76, &Seal::Open, "first");
    world.operator_writes(0, "good day");
    world.settle();
    world.begin_desk_anew(0);
    world.guest_writes("second");
    world.connect_desk(0);
    world.settle();
    let expected = said(&[
        ("theirs", "first"),
        ("ours", "good day"),
        ("theirs", "second"),
    ]);
    assert_eq!(conversation(&world, 0), expected);
    world.operator_writes(0, "once more");
    world.settle();
    assert_eq!(world.said_to_guest(), ["good day", "once more"]);
}

#[test]
fn what_is_written_while_the_chat_is_handed_on_goes_to_whoever_has_it_then() {
    for seal in [SEAL, Seal::Open] {
        let mut world = World::new(77, 2, &seal, "first");
        world.settle();
        world.claim(0);
        world.settle();
        hand_on(&mut world);
        let standing = world.guest.view().standing;
        assert!(
            matches!(standing, GuestStanding::Passing { .. }),
            "{standing:?}"
        );
        world.guest_writes("who reads this?");
        world.settle();
        assert_eq!(
            world.said_to_operator(0),
            ["first"],
            "not the one who may not answer"
        );
        assert_eq!(
            ours(&world.guest.view().log)[1].1,
            "sent",
            "and it is not said to be delivered"
        );

        world.at_desk(1, DeskEvent::Dismiss(chat()));
        world.settle();
        let standing = world.guest.view().standing;
        assert!(
            matches!(standing, GuestStanding::Talking { .. }),
            "{standing:?}"
        );
        assert_eq!(world.said_to_operator(0), ["first", "who reads this?"]);

        hand_on(&mut world);
        world.guest_writes("and this?");
        world.settle();
        world.claim(1);
        world.settle();
        assert_eq!(world.said_to_operator(0), ["first", "who reads this?"]);
        assert_eq!(world.said_to_operator(1).last().unwrap(), "and this?");
        assert_eq!(ours(&world.guest.view().log)[2].1, "delivered");
    }
}

#[test]
fn a_chat_that_is_declined_stays_where_it_was() {
    let mut world = talking(71);
    hand_on(&mut world);
    world.at_desk(1, DeskEvent::Dismiss(chat()));
    world.settle();
    let by = "desk2".parse().unwrap();
    let first = world.desks[0].chat(&chat());
    assert_eq!(
        notes(&first.log).last(),
        Some(&Note::TransferDeclined { by })
    );
    world.operator_writes(0, "I am still here");
    world.settle();
    assert_eq!(world.said_to_guest(), ["good day", "I am still here"]);
}

#[test]
fn a_guest_who_reloads_in_the_middle_of_a_transfer_talks_with_whoever_takes_it() {
    let mut world = talking(72);
    hand_on(&mut world);
    world.reload_guest();
    world.claim(1);
    world.connect_guest();
    world.settle();
    world.operator_writes(1, "hello again");
    world.settle();
    assert_eq!(world.said_to_guest(), ["good day", "hello again"]);
    world.at_desk(1, DeskEvent::AskForEarlier(chat()));
    world.settle();
    allow_all(&mut world);
    let texts = world.desks[1].chat(&chat()).earlier_texts.len();
    assert_eq!(texts, 2);
}

#[test]
fn an_operator_who_is_gone_is_followed_by_another() {
    let mut world = talking(73);
    world.cut_desk(0, true);
    wait(&mut world, 61);
    assert!(matches!(
        world.guest.view().standing,
        GuestStanding::Interrupted { .. }
    ));
    let of = "desk1".parse().unwrap();
    let offered = world.desks[1].view().offers[0].offer.origin.clone();
    assert_eq!(offered, Origin::Continuation { of });
    world.guest_writes("hello?");
    world.claim(1);
    world.settle();
    assert_eq!(world.said_to_operator(1), ["hello?"]);

    world.operator_writes(0, "I am back");
    world.connect_desk(0);
    world.settle();
    let standing = world.desks[0].chat(&chat()).standing;
    assert!(matches!(standing, Standing::Lapsed { .. }));
    assert_eq!(world.said_to_guest(), ["good day"]);
}

#[test]
fn who_is_away_is_offered_nothing_and_everything_that_waits_when_back() {
    let mut world = World::new(74, 1, &SEAL, "first");
    world.settle();
    let says = |status| {
        DeskEvent::Status(Availability {
            status,
            ..Availability::default()
        })
    };
    world.at_desk(0, says(Status::Away));
    world.settle();
    assert_eq!(world.desks[0].view().offers, []);
    assert_eq!(world.desks[0].view().availability.status, Status::Away);
    world.at_desk(0, says(Status::Available));
    world.settle();
    assert_eq!(world.desks[0].view().offers.len(), 1);
}
