//! How a chat ends: by the guest, by the operator, because the guest stays away; and how it is forgotten.

mod common;

use common::*;
use durable_queue::limits::{
    ENDED_CHAT_KEPT_MILLIS, HELD_GUEST_GRACE_MILLIS, WAITING_GUEST_GRACE_MILLIS,
};
use durable_queue::{Closing, Effect, GuestSays, HolderSays, Key};
use hushdesk_protocol::frames::{
    About, Closer, Content, HeldChat, OfferEnd, Opening, Refusal, ToGuest, ToOperator,
};
use hushdesk_protocol::ids::{Number, Timestamp, Visit};

fn closed(by: Closer) -> Content {
    Content::Closed { by }
}

#[test]
fn the_guest_ends_a_held_chat() {
    let mut world = a_held_chat(Opening::Open);

    let says = world.guest(2, GuestSays::End);

    let last = entry(2, 0, closed(Closer::Guest));
    assert_eq!(
        says,
        [
            to_guest(2, ToGuest::Entry(last.clone())),
            to_operator(
                1,
                ToOperator::Entry {
                    chat: id(1),
                    entry: last
                }
            ),
        ]
    );
}

#[test]
fn the_guest_leaves_before_anybody_has_claimed() {
    let mut world = World::default();
    world.hello(1, ann(), vec![]);
    world.open(2, 1, sealed());

    let says = world.guest(2, GuestSays::End);

    let ended = ToOperator::OfferEnded {
        chat: id(1),
        end: OfferEnd::GuestLeft,
    };
    assert_eq!(
        says,
        [
            to_guest(2, ToGuest::Entry(entry(2, 0, closed(Closer::Guest)))),
            to_operator(1, ended)
        ]
    );
}

#[test]
fn after_the_end_nothing_more_is_taken() {
    let mut world = a_held_chat(Opening::Open);
    world.holding(1, 1, 1, HolderSays::End);

    let written = world.guest(2, GuestSays::Message(message(1, text("late"))));
    let ended = world.holding(1, 1, 1, HolderSays::End);

    let about = About::Message {
        chat: id(1),
        number: Number(1),
    };
    let refusal = Refusal::Closed;
    assert_eq!(written, [to_guest(2, ToGuest::Refused { about, refusal })]);
    let about = About::Chat(id(1));
    assert_eq!(
        ended,
        [to_operator(1, ToOperator::Refused { about, refusal })]
    );
}

#[test]
fn an_operator_who_was_away_hears_of_the_end_and_of_what_came_before() {
    let mut world = a_held_chat(Opening::Open);
    world.cut(1);
    world.guest(2, GuestSays::Message(message(1, text("bye"))));
    world.guest(2, GuestSays::End);

    let first = world.hello(5, ann(), vec![cursor(1, 1, 1)]);
    let second = world.hello(6, ann(), vec![cursor(1, 1, 3)]);

    let entries = |effects: &[Effect]| {
        let chats = effects.iter().find_map(welcomed)?;
        Some(
            chats
                .iter()
                .map(|chat| chat.entries.len())
                .collect::<Vec<_>>(),
        )
    };
    assert_eq!(entries(&first), Some(vec![2]));
    assert_eq!(entries(&second), Some(vec![]));
}

#[test]
fn a_guest_who_stays_away_from_a_held_chat_ends_it() {
    let mut world = a_held_chat(Opening::Open);
    let gone = world.cut(2);
    assert_eq!(
        gone,
        [to_operator(
            1,
            ToOperator::Presence {
                chat: id(1),
                absent_since: Some(world.now)
            }
        )]
    );
    assert_eq!(
        world.queue.next_deadline(),
        Some(Timestamp(HELD_GUEST_GRACE_MILLIS))
    );

    assert_eq!(world.pass(HELD_GUEST_GRACE_MILLIS - 1), []);
    let says = world.pass(1);

    let last = entry(2, HELD_GUEST_GRACE_MILLIS, closed(Closer::GuestGone));
    assert_eq!(
        says,
        [to_operator(
            1,
            ToOperator::Entry {
                chat: id(1),
                entry: last
            }
        )]
    );
}

#[test]
fn a_guest_who_comes_back_in_time_goes_on() {
    let mut world = World::default();
    world.open(2, 1, Opening::Open);
    world.cut(2);
    world.pass(WAITING_GUEST_GRACE_MILLIS - 1);
    world.resume(3, 1, 0);

    assert_eq!(world.pass(WAITING_GUEST_GRACE_MILLIS), []);
    assert_eq!(
        world.queue.next_deadline(),
        Some(Timestamp(660_000)),
        "somebody has to claim it still"
    );
}

#[test]
fn a_guest_who_stays_away_while_waiting_is_not_offered_any_more() {
    let mut world = World::default();
    world.hello(1, ann(), vec![]);
    world.open(2, 1, Opening::Open);
    world.cut(2);

    let says = world.pass(WAITING_GUEST_GRACE_MILLIS);

    let ended = ToOperator::OfferEnded {
        chat: id(1),
        end: OfferEnd::GuestLeft,
    };
    assert_eq!(says, [to_operator(1, ended)]);
}

#[test]
fn an_ended_chat_is_forgotten_with_all_that_belongs_to_it() {
    let mut world = a_held_chat(sealed());
    world.guest(2, GuestSays::End);

    let says = world.pass(ENDED_CHAT_KEPT_MILLIS);

    assert_eq!(says, [close(2, Closing::Over)]);
    let kept: Vec<Key> = world.stored.keys().cloned().collect();
    assert_eq!(kept, [Key::Operator(ann().operator)]);
    assert_eq!(world.queue.next_deadline(), None);
}

#[test]
fn what_is_due_is_carried_out_before_what_comes_late() {
    let mut world = World::default();
    world.open(2, 1, Opening::Open);
    world.cut(2);
    world.now = world.now.plus(WAITING_GUEST_GRACE_MILLIS);

    let says = world.resume(3, 1, 0);

    let last = entry(1, WAITING_GUEST_GRACE_MILLIS, closed(Closer::GuestGone));
    let kind = hushdesk_protocol::frames::ChatKind::Open;
    let mut chat = guest_chat(world.now.0, kind, sent(0, 0), vec![last]);
    chat.visit = Visit(2);
    assert_eq!(says, [admit_guest(3, 1), to_guest(3, ToGuest::Chat(chat))]);
}

fn welcomed(effect: &Effect) -> Option<&Vec<HeldChat>> {
    if let Effect::ToOperator {
        frame: ToOperator::Welcome { chats, .. },
        ..
    } = effect
    {
        Some(chats)
    } else {
        None
    }
}
