//! What a desk shows is so:
//! - who came or went is not writing;
//! - ages and times are right whatever the person's clock shows, and a clock that is set stalls nothing;
//! - how many wait is said to those who take no chats, too;
//! - what a window has left or lost is shown as that.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use common::logs::ours;
use common::window::{NOW, Window, chat, display, handing, held, name, offer};
use hushdesk_protocol::frames::{
    About, Body, Content, Entry, FromOperator, HeldChat, Offer, OfferEnd, Origin, Party, Refusal,
    Sent, ToOperator, TransferState, Waiting,
};
use hushdesk_protocol::ids::{Lease, Number, Seq, Timestamp};
use hushdesk_session::desk::{DeskEvent, OfferStanding};

const HOURS: u64 = 3_600_000;

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
fn nobody_is_writing_to_whoever_hands_the_chat_on() {
    let mut window = Window::new(vec![held(Origin::New, None)], vec![]);
    let (chat, typing) = (chat(), true);
    window.hears(ToOperator::Typing { chat, typing });
    window.hands_on();
    assert!(window.chat().typing, "the queue has not heard of it");
    window.transfer(TransferState::Offered(handing()));
    assert!(!window.chat().typing);
    window.transfer(TransferState::TimedOut);
    assert!(
        !window.chat().typing,
        "what was begun before may have ended"
    );
}

#[test]
fn a_guest_who_comes_or_goes_is_not_writing() {
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
