//! What an operator's window keeps of its chats:
//! - after a reload the conversation is there, and goes on with new keys;
//! - what was not delivered is sealed again, once;
//! - another operator who signs in sees nothing of it, and what is put away is kept no longer;
//! - a chat claimed again in the same window keeps the log it had;
//! - what has become of a chat that the window does not hold any more is said.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use std::sync::Arc;

use common::logs::{notes, ours, theirs};
use common::random::SeededRng;
use common::world::{Seal, World, chat};
use durable_queue::Event;
use hushdesk_protocol::frames::{Lapsed, ToOperator, Waiting, Whereabouts};
use hushdesk_protocol::ids::{SeatId, Timestamp};
use hushdesk_protocol::rest::UnverifiedOperator::{Accept, Refuse};
use hushdesk_web::otr::Otr;
use hushdesk_web::session::desk::{Desk, DeskEvent, DeskView};
use hushdesk_web::session::note::Note;
use hushdesk_web::session::operator_session::{Earlier, KeptChat, Standing};
use otr_wasm::Identity;

const SEALED: Seal = Seal::Pinned(0, Refuse);
const BOTH: [Seal; 2] = [SEALED, Seal::Open];

fn talked(seed: u64, seal: &Seal) -> World {
    let mut world = World::claimed(seed, seal, "a");
    world.operator_writes(0, "x");
    world.settle();
    world
}

/// What a new window of this operator makes of what the first desk has kept.
fn taken_up(world: &World, operator: &str) -> DeskView {
    let kept = world.desks[0].kept.values();
    let kept = kept.map(|bytes| KeptChat::from_bytes(bytes).unwrap());
    let identity = Arc::new(Identity::generate(&mut SeededRng::new(1)));
    let desk = Desk::new(SeatId::from_bytes([9; 16]), Otr::of(identity));
    let operator = operator.parse().unwrap();
    desk.having_kept(&operator, kept.collect()).view()
}

#[test]
fn after_a_reload_the_conversation_is_there_and_goes_on() {
    for (seed, seal) in (220..).zip(BOTH) {
        let mut world = talked(seed, &seal);
        world.reload_desk(0);
        assert_eq!(world.said_to_operator(0), ["a"], "before it is connected");
        world.guest_writes("b");
        world.operator_writes(0, "y");
        world.connect_desk(0);
        world.settle();

        assert_eq!(world.said_to_operator(0), ["a", "b"]);
        assert_eq!(world.said_to_guest(), ["x", "y"]);
        let chat = world.desks[0].chat(&chat());
        assert_eq!(chat.earlier, Earlier::None, "nothing is missing");
        assert!(!notes(&chat.log).contains(&Note::Elsewhere));
    }
}

#[test]
fn what_was_under_way_at_a_reload_arrives_once() {
    for (seed, seal) in (222..).zip(BOTH) {
        for steps in 0..6 {
            let mut world = talked(seed, &seal);
            world.operator_writes(0, "y");
            world.guest_writes("b");
            for _ in 0..steps {
                world.guest.run_one();
                let _moved = world.carry_from_desk(0) | world.carry_to_guest();
                let _moved = world.carry_from_guest() | world.carry_to_desk(0);
            }
            world.reload_desk(0);
            world.connect_desk(0);
            world.settle();
            assert_eq!(world.said_to_guest(), ["x", "y"], "after {steps} steps");
            assert_eq!(world.said_to_operator(0), ["a", "b"], "after {steps} steps");
            let ours = ours(&world.desks[0].chat(&chat()).log);
            assert!(ours.iter().all(|(_, delivery)| *delivery == "delivered"));
        }
    }
}

#[test]
fn ten_reloads_of_the_operators_window_lose_nothing() {
    let mut world = talked(224, &SEALED);
    let (mut read, mut heard) = (vec!["a".to_owned()], vec!["x".to_owned()]);
    for turn in 0..10 {
        let text = turn.to_string();
        world.guest_writes(&text);
        world.operator_writes(0, &text);
        world.reload_desk(0);
        world.connect_desk(0);
        world.settle();
        read.push(text.clone());
        heard.push(text);
    }
    assert_eq!(world.said_to_operator(0), read);
    assert_eq!(world.said_to_guest(), heard);
    let encrypted = |note: &Note| matches!(note, Note::Encrypted { .. });
    let log = world.desks[0].chat(&chat()).log;
    let count = notes(&log).into_iter().filter(encrypted).count();
    assert_eq!(count, 1, "it is said once that the chat is encrypted");
    let verified = |note: &Note| matches!(note, Note::Verified { .. });
    let log = world.guest.view().log;
    assert_eq!(notes(&log).into_iter().filter(verified).count(), 1);
}

#[test]
fn what_was_kept_is_shown_to_nobody_else_who_signs_in() {
    let world = talked(225, &SEALED);
    assert_eq!(taken_up(&world, "desk1").chats.len(), 1);
    assert_eq!(taken_up(&world, "desk2").chats, []);
}

#[test]
fn what_is_put_away_is_kept_no_longer() {
    let mut world = talked(226, &SEALED);
    world.at_desk(0, DeskEvent::End(chat()));
    world.settle();
    world.reload_desk(0);
    assert_eq!(
        world.said_to_operator(0),
        ["a"],
        "it is over, and can be read"
    );
    world.at_desk(0, DeskEvent::Dismiss(chat()));
    assert!(world.desks[0].kept.is_empty());
}

#[test]
fn what_was_kept_in_another_form_is_not_read() {
    let world = talked(227, &SEALED);
    let bytes = world.desks[0].kept.values().next().unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let other = text.replace(r#""version":3"#, r#""version":0"#);
    assert_ne!(text, other);
    assert!(KeptChat::from_bytes(other.as_bytes()).is_none());
    assert!(KeptChat::from_bytes(&bytes[..bytes.len() / 2]).is_none());
    assert!(!format!("{:?}", KeptChat::from_bytes(bytes)).contains('x'));
}

#[test]
fn a_chat_that_the_same_window_claims_again_keeps_the_log_it_had() {
    for (seed, seal) in (228..).zip(BOTH) {
        let mut world = talked(seed, &seal);
        world.cut_desk(0, true);
        world.now = world.now.plus(61_000);
        world.hand_over(Event::Tick);
        world.guest_writes("anybody there?");
        world.connect_desk(0);
        world.settle();
        let standing = world.desks[0].chat(&chat()).standing;
        assert!(matches!(standing, Standing::Lapsed { .. }), "{standing:?}");
        world.claim(0);
        world.settle();
        world.operator_writes(0, "y");
        world.settle();
        assert_eq!(world.said_to_operator(0), ["a", "anybody there?"]);
        assert_eq!(world.said_to_guest(), ["x", "y"]);
        let chat = world.desks[0].chat(&chat());
        assert_eq!(ours(&chat.log).len(), 2);
        assert_eq!(chat.earlier, Earlier::None, "nobody else has had it");
    }
}

#[test]
fn a_chat_claimed_again_after_somebody_else_had_it_can_be_asked_for() {
    let seal = Seal::Pinned(0, Accept);
    let mut world = World::new(230, 2, &seal, "a");
    world.settle();
    world.claim(0);
    world.settle();
    for (from, to) in [(0, 1), (1, 0)] {
        world.hand_on(from, to);
        world.settle();
        world.claim(to);
        world.settle();
        world.guest_writes(&format!("to {to}"));
        world.settle();
    }
    assert_eq!(world.said_to_operator(0), ["a", "to 0"]);
    assert_eq!(
        world.desks[0].chat(&chat()).earlier,
        Earlier::Askable { again: false }
    );
}

#[test]
fn where_a_chat_is_that_this_window_does_not_hold_any_more_is_said() {
    let world = talked(231, &SEALED);
    let kept = world.desks[0].kept.values();
    let kept = kept.map(|bytes| KeptChat::from_bytes(bytes).unwrap());
    let mut rng = SeededRng::new(1);
    let identity = Arc::new(Identity::generate(&mut rng));
    let desk = Desk::new(SeatId::from_bytes([9; 16]), Otr::of(identity));
    let operator: hushdesk_protocol::ids::OperatorName = "desk1".parse().unwrap();
    let mut desk = desk.having_kept(&operator, kept.collect());
    let by = "desk2".parse().unwrap();
    let now = Whereabouts::Held { by };
    let welcome = ToOperator::Welcome {
        operator,
        now: Timestamp(5),
        waiting: Waiting::default(),
        offers: Vec::new(),
        chats: Vec::new(),
        lapsed: vec![Lapsed {
            chat: chat(),
            now: now.clone(),
        }],
        colleagues: Vec::new(),
    };
    desk.handle(
        DeskEvent::Received(Box::new(welcome)),
        Timestamp(5),
        &mut rng,
    );
    let chats = desk.view().chats;
    let now = Some(now);
    assert_eq!(chats[0].standing, Standing::Lapsed { now: now.clone() });
    assert_eq!(notes(&chats[0].log).last(), Some(&Note::Lapsed { now }));
    assert_eq!(theirs(&chats[0].log), ["a"], "what was said stays");
}
