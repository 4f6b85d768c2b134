//! A sender that is stopped is told so once; what comes behind is dropped until it goes on from there.

mod common;

use common::*;
use durable_queue::{GuestSays, HolderSays};
use hushdesk_protocol::frames::{
    About, Availability, Opening, Recipient, Refusal, Status, ToGuest, ToOperator,
};
use hushdesk_protocol::ids::Number;

fn refused(connection: u64, number: u64, refusal: Refusal) -> durable_queue::Effect {
    let about = About::Message {
        chat: id(1),
        number: Number(number),
    };
    to_operator(connection, ToOperator::Refused { about, refusal })
}

fn writes(number: u64) -> HolderSays {
    HolderSays::Message(message(number, text("more")))
}

#[test]
fn behind_a_gap_nothing_is_answered_until_the_missing_number_comes() {
    let mut world = a_held_chat(Opening::Open);
    let expected = Number(1);

    let gap = world.holding(1, 1, 1, writes(2));
    let behind = [3, 4, 5].map(|number| world.holding(1, 1, 1, writes(number)));
    let missing = world.holding(1, 1, 1, writes(1));
    let next = world.holding(1, 1, 1, writes(2));

    assert_eq!(gap, [refused(1, 2, Refusal::Gap { expected })]);
    assert_eq!(behind.concat(), []);
    assert_eq!((missing.len(), next.len()), (2, 2), "both are taken");
}

#[test]
fn who_writes_while_the_chat_is_handed_on_is_told_so_once() {
    let mut world = a_held_chat(Opening::Open);
    world.hello(5, bob(), vec![]);
    let recipient = Recipient::Operator(bob().operator);
    let note = None;
    world.holding(1, 1, 1, HolderSays::Transfer { recipient, note });

    let first = world.holding(1, 1, 1, writes(1));
    let behind = [2, 3].map(|number| world.holding(1, 1, 1, writes(number)));
    let again = world.holding(1, 1, 1, writes(1));
    world.holding(1, 1, 1, HolderSays::CancelTransfer);
    let late = world.holding(1, 1, 1, writes(2));
    let from_there = world.holding(1, 1, 1, writes(1));

    assert_eq!(first, [refused(1, 1, Refusal::Transferring)]);
    assert_eq!(behind.concat(), []);
    assert_eq!(again, [refused(1, 1, Refusal::Transferring)]);
    assert_eq!(late, []);
    assert_eq!(from_there.len(), 2);
}

#[test]
fn a_guest_who_is_too_fast_is_told_so_once_and_anew_by_another_socket() {
    let mut world = a_held_chat(Opening::Open);
    let says = |number| GuestSays::Message(message(number, text("x")));
    let mut number = 0;
    let stopped = loop {
        number += 1;
        let effects = world.guest(2, says(number));
        if let [
            durable_queue::Effect::ToGuest {
                frame: ToGuest::Refused { .. },
                ..
            },
        ] = effects.as_slice()
        {
            break effects;
        }
    };

    assert_eq!(stopped.len(), 1);
    assert_eq!(world.guest(2, says(number + 1)), []);
    world.resume(3, 1, 0);
    assert_eq!(world.guest(3, says(number + 1)).len(), 1);
}

#[test]
fn a_stop_in_one_chat_is_none_in_another() {
    let mut world = a_held_chat(Opening::Open);
    world.open(4, 2, Opening::Open);
    world.claim(1, 2);
    world.holding(1, 1, 1, writes(7));
    let status = Status::Available;
    let availability = Availability {
        status,
        ..Availability::default()
    };
    world.operator(1, durable_queue::OperatorSays::Status(availability));

    assert_eq!(world.holding(1, 2, 1, writes(1)).len(), 2);
}
