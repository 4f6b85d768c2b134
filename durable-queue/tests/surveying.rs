//! Who may say what a queue asks at the end of a chat, and who may have mailed what was said in it.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::*;
use durable_queue::GuestSays;
use hushdesk_protocol::frames::Opening;
use hushdesk_protocol::rest::QueueSettings;

/// A queue that asks, with Ann and a guest's chat.
fn asked(settings: QueueSettings, opening: Opening, is_claimed: bool) -> World {
    let mut world = World::default();
    world.configure(&settings);
    world.hello(1, ann(), vec![]);
    world.open(2, 1, opening);
    if is_claimed {
        world.claim(1, 1);
    }
    world
}

fn asks() -> QueueSettings {
    QueueSettings {
        comment: true,
        retain: Some(30),
        ..QueueSettings::default()
    }
}

fn sealed() -> Opening {
    Opening::Sealed {
        commit: commit("first"),
    }
}

#[test]
fn the_guest_of_an_open_chat_that_is_over_and_kept_may_say_something() {
    let mut world = asked(asks(), Opening::Open, true);
    assert!(!world.queue.may_survey(&id(1), &token(1)), "it runs");
    world.guest(2, GuestSays::End);
    assert!(world.queue.may_survey(&id(1), &token(1)));
    assert!(!world.queue.may_survey(&id(1), &token(99)), "somebody else");
    assert!(!world.queue.may_survey(&id(2), &token(1)), "no chat");
}

#[test]
fn nothing_is_said_where_nobody_asks_has_answered_or_keeps_it_and_of_no_sealed_chat() {
    let not_asking = QueueSettings {
        comment: false,
        ..asks()
    };
    let not_keeping = QueueSettings {
        retain: None,
        ..asks()
    };
    for (settings, opening, is_claimed, why) in [
        (not_asking, Opening::Open, true, "nobody asks"),
        (not_keeping, Opening::Open, true, "nothing is kept"),
        (asks(), Opening::Open, false, "nobody has answered"),
        (asks(), sealed(), true, "it is sealed"),
    ] {
        let mut world = asked(settings, opening, is_claimed);
        world.guest(2, GuestSays::End);
        assert!(!world.queue.may_survey(&id(1), &token(1)), "{why}");
    }
}

#[test]
fn what_was_said_is_mailed_to_whoever_knows_the_secret_of_an_answered_chat_where_the_queue_allows_it()
 {
    let mailing = || QueueSettings {
        mailed: true,
        ..QueueSettings::default()
    };
    let mut world = asked(mailing(), Opening::Open, false);
    assert!(
        !world.queue.may_mail(&id(1), &token(1)),
        "nobody has answered"
    );
    world.claim(1, 1);
    assert!(world.queue.may_mail(&id(1), &token(1)));
    assert!(!world.queue.may_mail(&id(1), &token(99)), "somebody else");
    assert!(!world.queue.may_mail(&id(2), &token(1)), "no chat");
    world.guest(2, GuestSays::End);
    assert!(world.queue.may_mail(&id(1), &token(1)));
    let world = asked(asks(), Opening::Open, true);
    assert!(!world.queue.may_mail(&id(1), &token(1)), "not allowed");
}
