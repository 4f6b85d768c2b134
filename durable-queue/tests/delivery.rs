//! What is written arrives once and in order: numbers, acknowledgements, replay from the cursor, bounds.

mod common;

use common::*;
use durable_queue::limits::{UNDELIVERED_BYTES_MAX, UNDELIVERED_MAX, VISITS_MAX};
use durable_queue::{Effect, GuestSays, HolderSays};
use hushdesk_protocol::frames::{
    About, Body, ChatKind, Content, Opening, Party, Refusal, ToGuest, ToOperator,
};
use hushdesk_protocol::ids::{Lease, Number, Seq, Visit};

fn from_operator(body: Body) -> Content {
    Content::Message {
        from: Party::Operator,
        body,
    }
}

#[test]
fn a_message_is_accepted_and_passed_on_and_then_reported_as_delivered() {
    let mut world = a_held_chat(Opening::Open);

    let written = world.guest(2, GuestSays::Message(message(1, text("hello"))));
    let acked = world.holding(1, 1, 1, HolderSays::Ack { received: Seq(2) });

    let passed = entry(2, 0, from_guest(text("hello")));
    assert_eq!(
        written,
        [
            to_operator(
                1,
                ToOperator::Entry {
                    chat: id(1),
                    entry: passed
                }
            ),
            to_guest(2, ToGuest::Sent(sent(1, 0))),
        ]
    );
    assert_eq!(acked, [to_guest(2, ToGuest::Sent(sent(1, 1)))]);
    assert_eq!(
        world.stored.len(),
        4,
        "the operator, the chat, the claim that the guest has yet to acknowledge, and what was said"
    );
}

#[test]
fn a_message_sent_again_is_taken_once() {
    let mut world = a_held_chat(Opening::Open);
    world.guest(2, GuestSays::Message(message(1, text("hello"))));

    let again = world.guest(2, GuestSays::Message(message(1, text("hello"))));

    assert_eq!(again, [to_guest(2, ToGuest::Sent(sent(1, 0)))]);
}

#[test]
fn a_number_that_was_left_out_is_asked_for() {
    let mut world = a_held_chat(Opening::Open);

    let says = world.holding(1, 1, 1, HolderSays::Message(message(3, text("third"))));

    let about = About::Message {
        chat: id(1),
        number: Number(3),
    };
    let refusal = Refusal::Gap {
        expected: Number(1),
    };
    assert_eq!(
        says,
        [to_operator(1, ToOperator::Refused { about, refusal })]
    );
}

#[test]
fn who_comes_back_gets_what_follows_the_cursor() {
    let mut world = a_held_chat(Opening::Open);
    for number in 1..=3 {
        let body = text(&format!("text {number}"));
        world.holding(1, 1, 1, HolderSays::Message(message(number, body)));
    }
    world.cut(2);

    let says = world.resume(3, 1, 3);

    let entries = vec![entry(4, 0, from_operator(text("text 3")))];
    let mut chat = guest_chat(world.now.0, ChatKind::Open, sent(0, 0), entries);
    chat.visit = Visit(2);
    chat.operator = Some(display("ann"));
    chat.lease = Lease(1);
    chat.present = true;
    assert_eq!(
        says,
        [
            to_operator(
                1,
                ToOperator::Sent {
                    chat: id(1),
                    sent: sent(3, 2)
                }
            ),
            admit_guest(3, 1),
            to_guest(3, ToGuest::Chat(chat)),
            to_operator(
                1,
                ToOperator::Presence {
                    chat: id(1),
                    absent_since: None
                }
            ),
        ]
    );
}

#[test]
fn what_is_not_of_the_chats_kind_is_refused_and_its_number_stays_free() {
    let mut world = a_held_chat(Opening::Open);

    let sealed = world.guest(2, GuestSays::Message(message(1, sealed_text(1, "x"))));
    let open = world.guest(2, GuestSays::Message(message(1, text("hello"))));

    let about = About::Message {
        chat: id(1),
        number: Number(1),
    };
    let refused = ToGuest::Refused {
        about,
        refusal: Refusal::WrongKind,
    };
    assert_eq!(sealed, [to_guest(2, refused)]);
    assert_eq!(open.last(), Some(&to_guest(2, ToGuest::Sent(sent(1, 0)))));
}

#[test]
fn more_than_the_queue_keeps_is_refused_until_something_arrives() {
    let mut world = a_held_chat(Opening::Open);
    world.cut(2);
    let count = u64::try_from(UNDELIVERED_MAX).unwrap();
    for number in 1..=count {
        world.holding(1, 1, 1, HolderSays::Message(message(number, text("more"))));
    }
    let one_more = || HolderSays::Message(message(count + 1, text("one more")));

    let full = world.holding(1, 1, 1, one_more());
    world.resume(3, 1, 2);
    let freed = world.holding(1, 1, 1, one_more());

    let about = About::Message {
        chat: id(1),
        number: Number(count + 1),
    };
    let refused = ToOperator::Refused {
        about,
        refusal: Refusal::TooMany,
    };
    assert_eq!(full, [to_operator(1, refused)]);
    let accepted = ToOperator::Sent {
        chat: id(1),
        sent: sent(count + 1, 1),
    };
    assert_eq!(freed.last(), Some(&to_operator(1, accepted)));
}

#[test]
fn long_texts_are_bounded_by_their_bytes() {
    let mut world = a_held_chat(Opening::Open);
    world.cut(1);
    let long = text(&"x".repeat(40_000));
    let fit = u64::try_from(UNDELIVERED_BYTES_MAX / 40_000).unwrap();
    for number in 1..=fit {
        let says = world.guest(2, GuestSays::Message(message(number, long.clone())));
        assert_eq!(says, [to_guest(2, ToGuest::Sent(sent(number, 0)))]);
    }

    let says = world.guest(2, GuestSays::Message(message(fit + 1, long)));

    let about = About::Message {
        chat: id(1),
        number: Number(fit + 1),
    };
    assert_eq!(
        says,
        [to_guest(
            2,
            ToGuest::Refused {
                about,
                refusal: Refusal::TooMany
            }
        )]
    );
}

#[test]
fn typing_is_passed_on_and_kept_nowhere() {
    let mut world = a_held_chat(Opening::Open);
    let stored = world.stored.clone();

    let guest = world.guest(2, GuestSays::Typing { typing: true });
    let operator = world.holding(1, 1, 1, HolderSays::Typing { typing: false });

    assert_eq!(
        guest,
        [to_operator(
            1,
            ToOperator::Typing {
                chat: id(1),
                typing: true
            }
        )]
    );
    assert_eq!(operator, [to_guest(2, ToGuest::Typing(false))]);
    assert_eq!(world.stored, stored);
}

/// The guest's browser comes back from a visit. Gives the number of the new one, and up to where the numbers are its own.
fn comes_back(world: &mut World, connection: u64, from: Visit) -> (Visit, Number) {
    let says = world.resume_from(from, connection, 1, 0);
    let mut chats = says.iter().filter_map(|effect| {
        if let Effect::ToGuest { frame, .. } = effect
            && let ToGuest::Chat(chat) = frame
        {
            Some((chat.visit, chat.yours))
        } else {
            None
        }
    });
    chats.next_back().unwrap_or_default()
}

#[test]
fn a_page_is_told_which_numbers_are_its_own() {
    let mut world = World::default();
    world.open(2, 1, Opening::Open);
    world.guest(2, GuestSays::Message(message(1, text("of one page"))));
    let another = comes_back(&mut world, 3, Visit(1));
    assert_eq!(another, (Visit(2), Number(1)));
    world.guest(3, GuestSays::Message(message(2, text("of another"))));

    let one = comes_back(&mut world, 4, Visit(1));
    assert_eq!(one, (Visit(3), Number(1)), "2 is not its own");
    let another = comes_back(&mut world, 5, Visit(2));
    assert_eq!(another, (Visit(4), Number(2)), "and there it is");
    let again = comes_back(&mut world, 6, Visit(4));
    assert_eq!(again, (Visit(5), Number(2)), "nobody else has spoken");
}

#[test]
fn what_a_page_had_sent_is_forgotten_after_many_visits() {
    let mut world = World::default();
    world.open(2, 1, Opening::Open);
    world.guest(2, GuestSays::Message(message(1, text("hello"))));
    let mut visit = Visit(1);
    for socket in (3..).take(VISITS_MAX) {
        visit = comes_back(&mut world, socket, visit).0;
    }
    let mut copy = world.clone();
    assert_eq!(comes_back(&mut copy, 99, Visit(1)).1, Number(1));
    comes_back(&mut world, 98, visit);
    assert_eq!(comes_back(&mut world, 99, Visit(1)).1, Number(0));
    assert_eq!(comes_back(&mut world, 100, Visit(77)).1, Number(0));
}
