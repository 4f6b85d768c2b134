//! Somebody takes over an open chat that a colleague holds.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::*;
use durable_queue::{
    Effect, GuestSays, HolderSays, Key, Letter, OperatorSays, Says, Stage, Stored,
};
use hushdesk_protocol::frames::{
    About, Content, Lapsed, OfferEnd, Opening, Origin, Recipient, Refusal, ToGuest, ToOperator,
    Whereabouts,
};
use hushdesk_protocol::ids::{Lease, Number};
use hushdesk_protocol::rest::QueueSettings;

/// Ann (socket 1) holds chat 1 of a guest (2), and bob (5) is there.
fn held(opening: Opening) -> World {
    let mut world = World::default();
    world.configure(&QueueSettings::default());
    world.hello(1, ann(), vec![]);
    world.open(2, 1, opening);
    world.claim(1, 1);
    world.hello(5, bob(), vec![]);
    world
}

fn takes_over() -> OperatorSays {
    OperatorSays::TakeOver { chat: id(1) }
}

fn refused(refusal: Refusal) -> [Effect; 1] {
    let about = About::Chat(id(1));
    [to_operator(5, ToOperator::Refused { about, refusal })]
}

fn has_lapsed() -> Effect {
    let by = bob().operator;
    let lapsed = Lapsed {
        chat: id(1),
        now: Whereabouts::Held { by },
    };
    to_operator(1, ToOperator::Lapsed(lapsed))
}

#[test]
fn both_ends_are_told_who_has_it_and_what_was_said_comes_along() {
    let mut world = held(Opening::Open);
    world.guest(2, GuestSays::Message(message(1, text("so?"))));
    world.told.clear();

    let taken = world.operator(5, takes_over());

    let [Effect::ToOperator { connection, frame }, to_guest_, lapsed] = taken.as_slice() else {
        unreachable!("{taken:?}");
    };
    assert_eq!(connection.0, 5);
    let ToOperator::Claimed(claimed) = frame else {
        unreachable!("{frame:?}");
    };
    let from = ann().operator;
    assert_eq!(claimed.origin, Origin::TakenOver { from });
    let said: Vec<_> = claimed.entries.iter().map(|it| &it.content).collect();
    assert!(said.contains(&&from_guest(text("so?"))));
    let Effect::ToGuest {
        frame: ToGuest::Entry(entry),
        ..
    } = to_guest_
    else {
        unreachable!("{to_guest_:?}");
    };
    let claimed = Content::Claimed {
        operator: "Bob".parse().unwrap(),
        lease: Lease(2),
    };
    assert_eq!(entry.content, claimed);
    assert_eq!(*lapsed, has_lapsed());
    let row = &world.told.last().unwrap().chat;
    let names: Vec<_> = row.operators.iter().map(|it| it.as_str()).collect();
    assert_eq!((names, row.transfers), (vec!["ann", "bob"], 1));
}

#[test]
fn whatever_the_former_holder_sends_later_is_refused() {
    let mut world = held(Opening::Open);
    world.operator(5, takes_over());

    let late = world.holding(1, 1, 1, HolderSays::Message(message(1, text("late"))));

    let about = About::Message {
        chat: id(1),
        number: Number(1),
    };
    let refusal = Refusal::LeaseLapsed;
    assert_eq!(
        late,
        [to_operator(1, ToOperator::Refused { about, refusal })]
    );
    assert_eq!(world.operator(5, takes_over()), [], "said twice");
}

#[test]
fn a_sealed_chat_one_that_is_over_and_one_that_is_unknown_are_not_taken_over() {
    let mut world = held(sealed());
    assert_eq!(world.operator(5, takes_over()), refused(Refusal::WrongKind));
    world.holding(1, 1, 1, HolderSays::End);
    assert_eq!(world.operator(5, takes_over()), refused(Refusal::Closed));
    let unknown = OperatorSays::TakeOver { chat: id(7) };
    let about = About::Chat(id(7));
    let refusal = Refusal::UnknownChat;
    assert_eq!(
        world.operator(5, unknown),
        [to_operator(5, ToOperator::Refused { about, refusal })]
    );
}

#[test]
fn what_an_operator_has_at_another_window_stays_there() {
    let mut world = held(Opening::Open);
    world.hello(6, seat("ann", 9), vec![]);
    let about = About::Chat(id(1));
    let refusal = Refusal::Answered;
    assert_eq!(
        world.operator(6, takes_over()),
        [to_operator(6, ToOperator::Refused { about, refusal })]
    );
}

#[test]
fn one_that_waits_is_claimed() {
    let mut world = World::default();
    world.configure(&QueueSettings::default());
    world.hello(5, bob(), vec![]);
    world.open(2, 1, sealed());
    let taken = world.operator(5, takes_over());
    assert!(matches!(
        taken.first(),
        Some(Effect::ToOperator {
            frame: ToOperator::Claimed(held),
            ..
        }) if held.origin == Origin::New
    ));
}

#[test]
fn one_that_is_being_handed_on_is_offered_to_nobody_any_more() {
    let mut world = held(Opening::Open);
    let recipient = Recipient::Queue(other());
    let note = None;
    world.holding(1, 1, 1, HolderSays::Transfer { recipient, note });

    let taken = world.operator(5, takes_over());

    let end = OfferEnd::Withdrawn;
    let letter = |says| Letter {
        chat: id(1),
        transfer: Number(1),
        says,
    };
    let withdrawn = Effect::Post {
        to: other(),
        letter: Box::new(letter(Says::Withdrawn { end })),
    };
    assert!(taken.contains(&withdrawn));
    let by = "dora".parse().unwrap();
    let late = world.letter("circulation", letter(Says::Claim { by }));
    let end = OfferEnd::Withdrawn;
    assert_eq!(
        late,
        [Effect::Post {
            to: other(),
            letter: Box::new(letter(Says::Gone { end })),
        }]
    );
    let stored = world.stored.get(&Key::Chat(id(1)));
    let Some(Stored::Chat(_, chat)) = stored else {
        unreachable!("{stored:?}");
    };
    assert!(matches!(&chat.stage, Stage::Held(hold) if hold.seat == bob()));
}
