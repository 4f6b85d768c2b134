//! What a guest's window shows is so:
//! - the guest is told that the chat is being handed on, until that is over;
//! - who came or went is not writing;
//! - a conversation of thousands of lines stays quick, and a line that has not changed is the same one.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use std::rc::Rc;

use common::logs::{notes, ours};
use common::world::{Seal, World};
use hushdesk_protocol::frames::{Body, ChatKind, Content, Entry, GuestChat, Party, Sent, ToGuest};
use hushdesk_protocol::ids::{Epoch, Lease, Number, Seq, Timestamp, Visit};
use hushdesk_protocol::rest::UnverifiedOperator::Refuse;
use hushdesk_protocol::text::DisplayName;
use hushdesk_web::session::guest_session::{GuestEvent, GuestStanding, Trust};
use hushdesk_web::session::note::Note;

const NOW: Timestamp = Timestamp(1_700_000_000_000);

fn name(name: &str) -> DisplayName {
    name.parse().unwrap()
}

fn told(world: &mut World, seq: u64, content: Content) {
    let entry = ToGuest::Entry(Entry {
        seq: Seq(seq),
        at: world.now,
        content,
    });
    hears(world, entry);
}

fn hears(world: &mut World, frame: ToGuest) {
    world.at_guest(GuestEvent::Received(Box::new(frame)));
    world.guest.run_all();
}

fn passing(by: &str) -> Content {
    let operator = name(by);
    Content::Passing { operator }
}

#[test]
fn a_guest_sees_that_the_chat_is_handed_on_until_that_is_over() {
    let operator = || name("Desk1");
    let lease = Lease(2);
    for (over, note) in [
        (
            Content::Kept {
                operator: operator(),
            },
            Note::Stays { with: operator() },
        ),
        (
            Content::Claimed {
                operator: name("Desk2"),
                lease,
            },
            Note::Answered {
                by: name("Desk2"),
                after: Some(operator()),
            },
        ),
        (
            Content::Interrupted {
                operator: operator(),
            },
            Note::Interrupted { of: operator() },
        ),
        (
            Content::HolderRefused {
                operator: operator(),
            },
            Note::LookingForAnother {
                refused: operator(),
            },
        ),
    ] {
        let mut world = World::claimed(250, &Seal::Pinned(0, Refuse), "hello");
        hears(&mut world, ToGuest::Typing(true));
        told(&mut world, 100, passing("Desk1"));
        let view = world.guest.view();
        let trust = Some(Trust::Verified { name: None });
        let operator = operator();
        assert_eq!(view.standing, GuestStanding::Passing { operator, trust });
        assert!(view.writable() && !view.typing);
        world.reload_guest();
        let standing = world.guest.view().standing;
        assert!(matches!(standing, GuestStanding::Passing { .. }), "kept");

        told(&mut world, 101, over);
        let view = world.guest.view();
        assert!(!matches!(view.standing, GuestStanding::Passing { .. }));
        assert_eq!(notes(&view.log).last(), Some(&note));
    }
}

#[test]
fn what_is_written_meanwhile_is_shown_as_sent_and_not_as_delivered() {
    let mut world = World::claimed(251, &Seal::Open, "hello");
    told(&mut world, 100, passing("Desk1"));
    world.guest_writes("who will read this?");
    world.guest.run_all();
    let sent = Sent {
        accepted: Number(2),
        delivered: Number(1),
    };
    hears(&mut world, ToGuest::Sent(sent));
    let log = world.guest.view().log;
    assert_eq!(ours(&log)[1].1, "sent");
}

#[test]
fn an_operator_who_comes_or_goes_is_not_writing() {
    let mut world = World::claimed(252, &Seal::Open, "hello");
    for present in [false, true] {
        hears(&mut world, ToGuest::Typing(true));
        assert!(world.guest.view().typing);
        hears(&mut world, ToGuest::Presence { present });
        assert!(!world.guest.view().typing);
    }
}

#[test]
fn a_guest_who_ends_a_chat_that_nobody_has_heard_of_is_done_at_once() {
    let mut world = World::new(253, 0, &Seal::Open, "hello");
    world.cut_guest(true);
    world.at_guest(GuestEvent::Ended);
    assert!(world.guest.view().standing.is_over());
    let texts = ours(&world.guest.view().log);
    assert_eq!(
        texts,
        [("hello".to_owned(), "unsent")],
        "it can be written again"
    );
}

#[test]
fn writing_into_a_long_conversation_leaves_its_lines_as_they_are() {
    let mut world = World::new(254, 0, &Seal::Open, "hello");
    let entry = |seq: u64| {
        let text = "x".to_owned().try_into().unwrap();
        Entry {
            seq: Seq(seq),
            at: NOW,
            content: Content::Message {
                from: Party::Operator,
                body: Body::Open { text },
            },
        }
    };
    let chat = GuestChat {
        now: NOW,
        kind: ChatKind::Open,
        epoch: Epoch(0),
        sent: Sent::default(),
        visit: Visit(1),
        yours: Number(0),
        operator: None,
        lease: Lease(0),
        present: true,
        waiting: None,
        entries: (1..=5_000).map(entry).collect(),
    };
    hears(&mut world, ToGuest::Chat(chat));
    let before = world.guest.view().log;
    world.guest_writes("one more");
    let after = world.guest.view().log;
    assert_eq!(after.entries().len(), before.entries().len() + 1);
    let pairs = before.entries().iter().zip(after.entries()).skip(1);
    assert!(pairs.into_iter().all(|(one, other)| Rc::ptr_eq(one, other)));
}
