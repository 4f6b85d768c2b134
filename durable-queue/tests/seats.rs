//! An operator's windows: a reload keeps its seat, a closed window's chats go to the next one.

mod common;

use common::*;
use durable_queue::limits::TAKE_ALONG_MILLIS;
use durable_queue::{Closing, Effect, HolderSays};
use hushdesk_protocol::frames::{
    ChatKind, Content, HeldChat, Lapsed, Opening, Party, ToGuest, ToOperator, Whereabouts,
};
use hushdesk_protocol::ids::Seq;
use hushdesk_protocol::rest::QueueSettings;

fn welcome(now: u64, chats: Vec<HeldChat>) -> ToOperator {
    common::welcome(now, "ann", vec![], chats)
}

#[test]
fn a_window_that_comes_back_says_what_it_has_and_gets_the_rest() {
    let mut world = a_held_chat(Opening::Open);
    world.holding(1, 1, 1, HolderSays::Message(message(1, text("hello"))));
    world.guest(
        2,
        durable_queue::GuestSays::Message(message(1, text("one"))),
    );
    world.guest(
        2,
        durable_queue::GuestSays::Message(message(2, text("two"))),
    );
    let gone = world.cut(1);

    let back = world.hello(5, ann(), vec![cursor(1, 1, 3)]);

    assert_eq!(gone, [to_guest(2, ToGuest::Presence { present: false })]);
    let two = Content::Message {
        from: Party::Guest,
        body: text("two"),
    };
    let held = held_chat(1, 1, ChatKind::Open, sent(1, 0), vec![entry(4, 0, two)]);
    assert_eq!(
        back,
        [
            admit_seat(5, ann()),
            to_guest(2, ToGuest::Sent(sent(2, 1))),
            to_operator(5, welcome(0, vec![held])),
            to_guest(2, ToGuest::Presence { present: true }),
        ]
    );
}

#[test]
fn a_window_that_has_forgotten_all_gets_all_that_is_unacknowledged() {
    let mut world = a_held_chat(sealed());
    world.holding(1, 1, 1, HolderSays::Ack { received: Seq(2) });
    world.guest(
        2,
        durable_queue::GuestSays::Message(message(2, sealed_text(1, "x"))),
    );

    let back = world.hello(5, ann(), vec![]);

    let unread = Content::Message {
        from: Party::Guest,
        body: sealed_text(1, "x"),
    };
    let held = held_chat(
        1,
        1,
        ChatKind::Sealed,
        sent(0, 0),
        vec![entry(3, 0, unread)],
    );
    assert_eq!(
        back,
        [
            close(1, Closing::Replaced),
            admit_seat(5, ann()),
            to_operator(5, welcome(0, vec![held])),
            to_guest(2, ToGuest::Presence { present: true }),
        ]
    );
}

#[test]
fn a_new_window_takes_along_what_a_closed_one_held() {
    let mut world = a_held_chat(Opening::Open);
    world.cut(1);
    world.pass(TAKE_ALONG_MILLIS);
    let window = seat("ann", 9);

    let says = world.hello(5, window.clone(), vec![]);

    let held = held_chat(
        1,
        1,
        ChatKind::Open,
        sent(0, 0),
        vec![entry(1, 0, claimed("ann", 1))],
    );
    assert_eq!(
        says,
        [
            admit_seat(5, window),
            to_operator(5, welcome(world.now.0, vec![held])),
            to_guest(2, ToGuest::Presence { present: true }),
        ]
    );
    let written = world.holding(5, 1, 1, HolderSays::Message(message(1, text("still ann"))));
    let accepted = ToOperator::Sent {
        chat: id(1),
        sent: sent(1, 0),
    };
    assert_eq!(written.last(), Some(&to_operator(5, accepted)));
}

#[test]
fn the_window_that_comes_back_first_takes_nothing_from_one_that_follows() {
    let mut world = a_held_chat(sealed());
    let idle = seat("ann", 9);
    world.hello(5, idle.clone(), vec![]);
    world.cut(1);
    world.cut(5);
    world.pass(TAKE_ALONG_MILLIS - 1);

    let first = world.hello(6, idle.clone(), vec![]);
    let second = world.hello(7, ann(), vec![cursor(1, 1, 2)]);

    assert_eq!(
        first,
        [
            admit_seat(6, idle),
            to_operator(6, welcome(world.now.0, vec![]))
        ]
    );
    let held = held_chat(1, 1, ChatKind::Sealed, sent(0, 0), vec![]);
    assert_eq!(
        second,
        [
            admit_seat(7, ann()),
            to_operator(7, welcome(world.now.0, vec![held])),
            to_guest(2, ToGuest::Presence { present: true }),
        ]
    );
}

#[test]
fn a_chat_goes_to_another_window_when_its_own_stays_away() {
    let mut world = a_held_chat(Opening::Open);
    let idle = seat("ann", 9);
    world.hello(5, idle, vec![]);
    world.cut(1);
    assert_eq!(world.pass(TAKE_ALONG_MILLIS - 1), []);

    let says = world.pass(1);

    let entries = vec![entry(1, 0, claimed("ann", 1))];
    let held = held_chat(1, 1, ChatKind::Open, sent(0, 0), entries);
    assert_eq!(
        says,
        [
            to_operator(5, ToOperator::Claimed(held)),
            to_guest(2, ToGuest::Presence { present: true }),
        ]
    );
    let back = world.hello(6, ann(), vec![cursor(1, 1, 1)]);
    let mut welcome = welcome(world.now.0, vec![]);
    if let ToOperator::Welcome { lapsed, .. } = &mut welcome {
        lapsed.push(Lapsed {
            chat: id(1),
            now: Whereabouts::Held { by: ann().operator },
        });
    }
    assert_eq!(back, [admit_seat(6, ann()), to_operator(6, welcome)]);
    assert_eq!(world.pass(120_000), [], "nobody is missing");
}

#[test]
fn a_grace_that_is_shorter_still_lets_another_window_go_on() {
    let mut world = a_held_chat(Opening::Open);
    world.configure(&QueueSettings {
        grace_seconds: 5,
        ..QueueSettings::default()
    });
    world.hello(5, seat("ann", 9), vec![]);
    world.cut(1);

    let says = world.pass(5_000);

    assert!(matches!(
        says.first(),
        Some(Effect::ToOperator {
            frame: ToOperator::Claimed(_),
            ..
        })
    ));
}

#[test]
fn a_new_window_takes_nothing_from_one_that_is_open_or_of_somebody_else() {
    let mut world = a_held_chat(Opening::Open);

    let second = world.hello(5, seat("ann", 9), vec![]);
    world.cut(1);
    let other = world.hello(6, bob(), vec![]);

    assert_eq!(
        second,
        [
            admit_seat(5, seat("ann", 9)),
            to_operator(5, welcome(0, vec![]))
        ]
    );
    let nothing = common::welcome(0, "bob", vec![], vec![]);
    assert_eq!(other, [admit_seat(6, bob()), to_operator(6, nothing)]);
}

#[test]
fn a_cursor_of_a_former_lease_acknowledges_nothing() {
    let mut world = a_held_chat(Opening::Open);
    world.cut(1);

    let says = world.hello(5, ann(), vec![cursor(1, 7, 9)]);

    let held = held_chat(
        1,
        1,
        ChatKind::Open,
        sent(0, 0),
        vec![entry(1, 0, claimed("ann", 1))],
    );
    assert_eq!(says.get(1), Some(&to_operator(5, welcome(0, vec![held]))));
}
