//! A sealed chat between a guest's window and an operator's, through the real queue:
//! - from the first text to the end;
//! - what is written before keys are exchanged waits, and arrives then;
//! - the wire and the storage hold nothing readable.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use common::logs::{notes, ours};
use common::world::{Seal, World, chat, fingerprint};
use hushdesk_protocol::frames::{Closer, Whereabouts};
use hushdesk_protocol::rest::UnverifiedOperator::{Accept, Refuse};
use hushdesk_web::session::desk::{DeskEvent, OfferStanding};
use hushdesk_web::session::guest_session::{End, GuestEvent, GuestStanding, Trust};
use hushdesk_web::session::note::Note;
use hushdesk_web::session::operator_session::Standing;

#[test]
fn both_write_and_read_and_the_other_end_is_verified() {
    let mut world = World::claimed(1, &Seal::Pinned(0, Refuse), "first");
    world.operator_writes(0, "hello");
    world.settle();
    world.guest_writes("שלום 😀 ?OTR <b>x</b>");
    world.settle();

    assert_eq!(
        world.said_to_operator(0),
        ["first", "שלום 😀 ?OTR <b>x</b>"]
    );
    assert_eq!(world.said_to_guest(), ["hello"]);
    let operator = "Desk1".parse().unwrap();
    let trust = Trust::Verified { name: None };
    assert_eq!(
        world.guest.view().standing,
        GuestStanding::Talking { operator, trust }
    );
    assert!(matches!(
        world.desks[0].chat(&chat()).standing,
        Standing::Sealed { .. }
    ));
    assert_eq!(
        ours(&world.guest.view().log)[0],
        ("first".to_owned(), "delivered")
    );
}

#[test]
fn what_is_written_before_anybody_answers_waits_and_arrives_in_order() {
    let mut world = World::new(2, 1, &Seal::Pinned(0, Refuse), "one");
    world.settle();
    world.guest_writes("two");
    world.settle();
    assert_eq!(
        ours(&world.guest.view().log),
        [("one".to_owned(), "waiting"), ("two".to_owned(), "waiting")]
    );
    world.claim(0);
    world.operator_writes(0, "too early: not held yet");
    world.settle();
    assert_eq!(world.said_to_operator(0), ["one", "two"]);
}

#[test]
fn neither_the_wire_nor_the_storage_holds_what_was_written() {
    let mut world = World::claimed(3, &Seal::Pinned(0, Refuse), "xylophone");
    world.operator_writes(0, "zeppelin");
    world.settle();
    assert_eq!(world.said_to_guest(), ["zeppelin"]);
    for word in ["xylophone", "zeppelin"] {
        assert!(!world.wire.contains(word), "{word} went over the wire");
        assert!(!world.server.stored().contains(word), "{word} is stored");
    }
    assert!(world.wire.contains("desk1"), "the search finds something");
}

#[test]
fn whom_the_wrong_key_was_handed_on_to_reads_the_question_and_the_guest_goes_on() {
    let mut world = World::new(75, 2, &Seal::Pinned(0, Refuse), "secret");
    world.settle();
    world.claim(1);
    world.settle();
    assert_eq!(
        world.desks[1].chat(&chat()).standing,
        Standing::Lapsed {
            now: Some(Whereabouts::KeyRefused)
        }
    );
    world.hand_on(1, 0);
    world.settle();
    world.claim(0);
    world.settle();
    assert_eq!(world.said_to_operator(0), ["secret"]);
    assert_eq!(world.said_to_operator(1), Vec::<String>::new());
    world.operator_writes(0, "good day");
    world.settle();
    assert_eq!(world.said_to_guest(), ["good day"]);
}

#[test]
fn the_wrong_key_gets_nothing() {
    let mut world = World::new(4, 2, &Seal::Pinned(0, Refuse), "secret");
    world.settle();
    world.claim(1);
    world.settle();
    let wrong = fingerprint(&world.desks[1]);
    assert_eq!(
        world.guest.view().standing,
        GuestStanding::LookingForAnother {
            refused: "Desk2".parse().unwrap(),
            staffed: true,
        }
    );
    world.guest_writes("more");
    world.operator_writes(1, "let me in");
    world.settle();

    assert_eq!(world.said_to_operator(1), [""; 0]);
    assert_eq!(world.said_to_guest(), [""; 0]);
    assert_eq!(
        world.desks[1].chat(&chat()).standing,
        Standing::Lapsed {
            now: Some(Whereabouts::KeyRefused)
        }
    );
    let log = world.guest.view().log;
    assert!(
        ours(&log)
            .iter()
            .all(|(_, delivery)| *delivery == "waiting")
    );
    assert!(notes(&log).contains(&Note::WrongKey { fingerprint: wrong }));
}

#[test]
fn another_key_is_taken_if_the_skin_says_so_and_the_guest_is_told() {
    let mut world = World::new(5, 2, &Seal::Pinned(0, Accept), "hello");
    world.settle();
    world.claim(1);
    world.settle();
    assert_eq!(world.said_to_operator(1), ["hello"]);
    let fingerprint = fingerprint(&world.desks[1]);
    assert_eq!(
        world.guest.view().standing,
        GuestStanding::Talking {
            operator: "Desk2".parse().unwrap(),
            trust: Trust::Unverified { fingerprint },
        }
    );
}

#[test]
fn of_two_who_claim_one_wins_and_the_other_is_told_who() {
    let mut world = World::new(6, 2, &Seal::Pinned(0, Refuse), "hello");
    world.settle();
    world.claim(0);
    world.claim(1);
    world.settle();
    assert_eq!(world.said_to_operator(0), ["hello"]);
    let loser = world.desks[1].view();
    assert!(loser.chats.is_empty());
    assert_eq!(
        loser.offers[0].standing,
        OfferStanding::Answered {
            by: "desk1".parse().unwrap()
        }
    );
}

#[test]
fn either_end_ends_the_chat_and_the_other_sees_it() {
    let mut world = World::claimed(7, &Seal::Pinned(0, Refuse), "hello");
    world.at_desk(0, DeskEvent::End(chat()));
    world.settle();
    let by = Closer::Operator;
    assert_eq!(
        world.guest.view().standing,
        GuestStanding::Over(End::By(by))
    );
    assert!(world.guest.hung_up);

    let mut world = World::claimed(8, &Seal::Pinned(0, Refuse), "hello");
    world.at_guest(GuestEvent::Ended);
    world.settle();
    let by = Closer::Guest;
    assert_eq!(
        world.desks[0].chat(&chat()).standing,
        Standing::Closed { by }
    );
}

#[test]
fn a_chat_ended_while_the_line_is_down_ends_when_it_is_back() {
    let mut world = World::claimed(9, &Seal::Pinned(0, Refuse), "hello");
    world.cut_guest(true);
    world.at_guest(GuestEvent::Ended);
    world.guest.run_all();
    assert_eq!(world.guest.view().standing, GuestStanding::Ending);
    world.reload_guest();
    world.connect_guest();
    world.settle();
    let by = Closer::Guest;
    assert_eq!(
        world.desks[0].chat(&chat()).standing,
        Standing::Closed { by }
    );
    assert_eq!(
        world.guest.view().standing,
        GuestStanding::Over(End::By(by))
    );
}

#[test]
fn typing_is_shown_at_the_other_end_and_ends_with_the_text() {
    let mut world = World::claimed(10, &Seal::Pinned(0, Refuse), "hello");
    world.at_guest(GuestEvent::Typing(true));
    world.settle();
    assert!(world.desks[0].chat(&chat()).typing);
    world.guest_writes("done");
    world.settle();
    assert!(!world.desks[0].chat(&chat()).typing);

    let typing = true;
    world.at_desk(
        0,
        DeskEvent::Typing {
            chat: chat(),
            typing,
        },
    );
    world.settle();
    assert!(world.guest.view().typing);
}

#[test]
fn an_open_chat_is_readable_and_says_so() {
    let mut world = World::claimed(11, &Seal::Open, "hello");
    world.operator_writes(0, "good day");
    world.settle();
    assert_eq!(world.said_to_operator(0), ["hello"]);
    assert_eq!(world.said_to_guest(), ["good day"]);
    assert_eq!(world.desks[0].chat(&chat()).standing, Standing::Open);
    assert_eq!(
        world.guest.view().standing,
        GuestStanding::Talking {
            operator: "Desk1".parse().unwrap(),
            trust: Trust::Readable,
        }
    );
}
