//! The server is killed, or sleeps: what was stored brings everything back but the sockets that are gone.

mod common;

use common::*;
use durable_queue::limits::HELD_GUEST_GRACE_MILLIS;
use durable_queue::{Closing, ConnectionId, End, Event, HolderSays, Queue};
use hushdesk_protocol::frames::{ChatKind, Content, Opening, Party, ToGuest, ToOperator};
use hushdesk_protocol::ids::{Lease, Timestamp, Visit};

#[test]
fn after_a_crash_both_come_back_and_get_what_they_missed() {
    let mut world = a_held_chat(Opening::Open);
    world.holding(1, 1, 1, HolderSays::Message(message(1, text("hello"))));
    assert_eq!(world.crash(), []);

    let guest = world.resume(3, 1, 1);
    let operator = world.hello(4, ann(), vec![cursor(1, 1, 1)]);

    let hello = Content::Message {
        from: Party::Operator,
        body: text("hello"),
    };
    let mut chat = guest_chat(
        world.now.0,
        ChatKind::Open,
        sent(0, 0),
        vec![entry(2, 0, hello)],
    );
    chat.visit = Visit(2);
    chat.operator = Some(display("ann"));
    chat.lease = Lease(1);
    assert_eq!(guest, [admit_guest(3, 1), to_guest(3, ToGuest::Chat(chat))]);
    let held = held_chat(1, 1, ChatKind::Open, sent(1, 0), vec![]);
    let welcome = welcome(0, "ann", vec![], vec![held]);
    assert_eq!(
        operator,
        [
            admit_seat(4, ann()),
            to_operator(4, welcome),
            to_guest(3, ToGuest::Presence { present: true }),
        ]
    );
}

#[test]
fn a_guest_whose_socket_did_not_outlive_the_pause_is_away_and_the_holder_hears_of_it() {
    let mut world = a_held_chat(Opening::Open);
    world.pass(1_000);
    let mut queue = Queue::restore(world.stored.values().cloned());
    let connections = vec![(ConnectionId(1), End::Seat(ann()))];

    let effects = queue.handle(Event::Woke { connections }, world.now);

    let presence = ToOperator::Presence {
        chat: id(1),
        absent_since: Some(Timestamp(1_000)),
    };
    assert_eq!(effects.last(), Some(&to_operator(1, presence)));
    assert_eq!(
        queue.next_deadline(),
        Some(Timestamp(1_000 + HELD_GUEST_GRACE_MILLIS))
    );
}

#[test]
fn entries_of_a_chat_that_is_not_there_are_left_out() {
    let world = a_held_chat(Opening::Open);
    let orphans = world
        .stored
        .into_values()
        .filter(|record| matches!(record, durable_queue::Stored::Entry(..)));

    assert_eq!(Queue::restore(orphans), Queue::default());
}

#[test]
fn of_two_sockets_with_the_same_end_the_newer_stays() {
    let world = a_held_chat(Opening::Open);
    let mut queue = Queue::restore(world.stored.values().cloned());
    let guest = || End::Guest {
        chat: id(1),
        from: None,
    };
    let connections = vec![
        (ConnectionId(1), End::Seat(ann())),
        (ConnectionId(2), guest()),
        (ConnectionId(3), guest()),
    ];

    let effects = queue.handle(Event::Woke { connections }, world.now);

    assert_eq!(effects, [close(2, Closing::Replaced)]);
}
