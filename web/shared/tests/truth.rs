//! What both ends show is so:
//! - a guest is told that the chat is being handed on, until that is over;
//! - who came or went is not writing;
//! - ages and times are right whatever the person's clock shows, and a clock that is set stalls nothing;
//! - how many wait is said to those who take no chats, too;
//! - a conversation of thousands of lines stays quick, and a line that has not changed is the same one.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use std::rc::Rc;

use common::window::{NOW, Window, chat, display, held, name, offer};
use common::world::{Seal, World, notes, ours};
use hushdesk_protocol::frames::{
    About, Body, ChatKind, Content, Entry, FromOperator, GuestChat, HeldChat, Offer, OfferEnd,
    Origin, Party, Refusal, Sent, ToGuest, ToOperator, Waiting,
};
use hushdesk_protocol::ids::{Epoch, Lease, Number, Seq, Timestamp, Visit};
use hushdesk_protocol::rest::UnverifiedOperator::Refuse;
use hushdesk_web::session::desk::{DeskEvent, OfferStanding};
use hushdesk_web::session::guest_session::{GuestEvent, GuestStanding, Trust};
use hushdesk_web::session::note::Note;

const HOURS: u64 = 3_600_000;

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
    let operator = display(by);
    Content::Passing { operator }
}

#[test]
fn a_guest_sees_that_the_chat_is_handed_on_until_that_is_over() {
    let operator = || display("Desk1");
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
                operator: display("Desk2"),
                lease,
            },
            Note::Answered {
                by: display("Desk2"),
                after: Some(operator()),
            },
        ),
        (
            Content::Interrupted {
                operator: operator(),
            },
            Note::Interrupted { of: operator() },
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
fn of_what_a_window_gets_back_of_its_own_only_what_has_arrived_is_shown_as_delivered() {
    let said = |seq, content| Entry {
        seq: Seq(seq),
        at: NOW,
        content,
    };
    let wrote = |seq, text: &str| {
        let text = text.to_owned().try_into().unwrap();
        let (from, body) = (Party::Operator, Body::Open { text });
        said(seq, Content::Message { from, body })
    };
    let claimed = Content::Claimed {
        operator: display("Desk1"),
        lease: Lease(1),
    };
    // Of five messages the queue has the last two, and the guest has all but the last.
    let held = HeldChat {
        sent: Sent {
            accepted: Number(5),
            delivered: Number(4),
        },
        entries: vec![said(1, claimed), wrote(8, "fourth"), wrote(9, "fifth")],
        ..held(Origin::New, None)
    };
    let window = Window::new(vec![held], vec![]);
    assert_eq!(
        ours(&window.chat().log),
        [
            ("fourth".to_owned(), "delivered"),
            ("fifth".to_owned(), "sent")
        ]
    );
}

#[test]
fn who_comes_or_goes_is_not_writing() {
    let mut world = World::claimed(252, &Seal::Open, "hello");
    for present in [false, true] {
        hears(&mut world, ToGuest::Typing(true));
        assert!(world.guest.view().typing);
        hears(&mut world, ToGuest::Presence { present });
        assert!(!world.guest.view().typing);
    }
    let mut window = Window::new(vec![held(Origin::New, None)], vec![]);
    for absent_since in [Some(NOW), None] {
        let (chat, typing) = (chat(), true);
        window.hears(ToOperator::Typing { chat, typing });
        assert!(window.chat().typing);
        let chat = self::chat();
        window.hears(ToOperator::Presence { chat, absent_since });
        assert!(!window.chat().typing);
        assert_eq!(window.chat().absent_since, absent_since);
    }
}

#[test]
fn of_an_offered_chat_too_it_is_said_since_when_its_guest_is_gone() {
    let mut window = Window::new(vec![], vec![offer(Origin::New)]);
    let (chat, absent_since) = (chat(), Some(NOW));
    window.hears(ToOperator::Presence { chat, absent_since });
    assert_eq!(window.desk.view().offers[0].offer.absent_since, Some(NOW));
}

#[test]
fn how_many_wait_is_known_when_nothing_is_offered() {
    let mut window = Window::new(vec![], vec![]);
    let waiting = Waiting {
        chats: 3,
        since: Some(NOW),
    };
    window.hears(ToOperator::Waiting(waiting));
    assert_eq!(window.desk.view().waiting, waiting);
    window.does(DeskEvent::Left);
    assert_eq!(window.desk.view().waiting, Waiting::default());
}

#[test]
fn who_ended_a_chat_that_was_offered_is_said() {
    let by = name("desk2");
    let mut window = Window::new(vec![], vec![offer(Origin::New)]);
    let end = OfferEnd::Ended { by: by.clone() };
    window.hears(ToOperator::OfferEnded { chat: chat(), end });
    let standing = window.desk.view().offers[0].standing.clone();
    assert_eq!(standing, OfferStanding::Ended { by });
}

#[test]
fn who_leaves_a_queue_keeps_what_was_said_there() {
    let mut window = Window::new(vec![held(Origin::New, None)], vec![offer(Origin::New)]);
    window.does(DeskEvent::Left);
    let view = window.desk.view();
    assert_eq!(view.offers, []);
    assert!(view.chats[0].standing.is_over());
}

#[test]
fn who_is_back_before_anybody_has_followed_goes_on() {
    let mut window = Window::new(vec![held(Origin::New, None)], vec![]);
    window.does(DeskEvent::Left);
    let hello = window.does(DeskEvent::Connected);
    assert!(matches!(&hello[..], [FromOperator::Hello { chats, .. }] if chats.len() == 1));
    window.is_welcomed(vec![held(Origin::New, None)], vec![]);
    assert!(window.chat().writable());
    assert_eq!(window.writes("here I am").len(), 1);
}

#[test]
fn a_clock_that_is_hours_off_changes_no_age_and_no_time_of_day() {
    for here in [NOW.plus(5 * HOURS), Timestamp(NOW.0 - 5 * HOURS)] {
        let mut window = Window::new(vec![], vec![]);
        window.now = here;
        let since = Timestamp(NOW.0 - 1_000);
        let waiting = Offer {
            since,
            ..offer(Origin::New)
        };
        let text = "hello".to_owned().try_into().unwrap();
        let entry = Entry {
            seq: Seq(1),
            at: since,
            content: Content::Message {
                from: Party::Guest,
                body: Body::Open { text },
            },
        };
        let talked = HeldChat {
            entries: vec![entry],
            ..held(Origin::New, None)
        };
        window.is_welcomed(vec![talked], vec![waiting]);
        let view = window.desk.view();
        assert_eq!(view.clock.age(since, here), 1_000);
        let log = &view.chats[0].log;
        let shown = log.entries().last().unwrap().at;
        assert_eq!(
            shown,
            Timestamp(here.0 - 1_000),
            "as the person's clock shows it"
        );
    }
}

#[test]
fn a_clock_that_is_set_back_stalls_nothing() {
    let mut window = Window::new(vec![held(Origin::New, None)], vec![]);
    window.now = NOW.plus(40 * 24 * HOURS);
    let sent = window.writes("hello");
    let about = About::Message {
        chat: chat(),
        number: Number(1),
    };
    let wait_millis = 500;
    let refusal = Refusal::TooFast { wait_millis };
    assert_eq!(window.hears(ToOperator::Refused { about, refusal }), []);
    window.now = NOW;
    assert_eq!(window.does(DeskEvent::Woke), sent);
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
        present: true,
        staffed: true,
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
