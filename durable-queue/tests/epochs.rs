//! Sealed chats: what was sealed under a key exchange that is over is dropped, never delivered late.

mod common;

use common::*;
use durable_queue::{GuestSays, HolderSays, Key, Stored};
use hushdesk_protocol::frames::{About, ChatKind, Content, Party, Refusal, ToGuest, ToOperator};
use hushdesk_protocol::ids::{Epoch, Number, Seq};

fn exchange(number: u64, of: &str) -> GuestSays {
    GuestSays::KeyExchange {
        number: Number(number),
        commit: commit(of),
    }
}

#[test]
fn a_key_exchange_begins_an_epoch_and_drops_what_was_undelivered_both_ways() {
    let mut world = a_held_chat(sealed());
    world.guest(
        2,
        GuestSays::Message(message(2, sealed_text(1, "from the guest"))),
    );
    world.holding(
        1,
        1,
        1,
        HolderSays::Message(message(1, sealed_text(1, "from ann"))),
    );

    let says = world.guest(2, exchange(3, "second"));

    let content = Content::KeyExchange {
        epoch: Epoch(2),
        commit: commit("second"),
    };
    assert_eq!(
        says,
        [
            to_guest(
                2,
                ToGuest::Epoch {
                    number: Number(3),
                    epoch: Epoch(2)
                }
            ),
            to_guest(2, ToGuest::Sent(sent(3, 0))),
            to_operator(
                1,
                ToOperator::Entry {
                    chat: id(1),
                    entry: entry(5, 0, content)
                }
            ),
        ]
    );
    let kept: Vec<Seq> = entries(&world);
    assert_eq!(kept, [Seq(2), Seq(5)], "the claim and the new commit");
}

#[test]
fn before_the_claim_only_the_last_commit_waits() {
    let mut world = World::default();
    world.open(2, 1, sealed());
    world.guest(2, exchange(2, "second"));
    world.hello(1, ann(), vec![]);

    let says = world.claim(1, 1);

    let content = Content::KeyExchange {
        epoch: Epoch(2),
        commit: commit("second"),
    };
    let entries = vec![entry(2, 0, content), entry(3, 0, claimed("ann", 1))];
    let mut held = held_chat(1, 1, ChatKind::Sealed, sent(0, 0), entries);
    held.epoch = Epoch(2);
    assert_eq!(
        says.first(),
        Some(&to_operator(1, ToOperator::Claimed(held)))
    );
}

#[test]
fn a_key_exchange_said_again_has_the_epoch_it_had() {
    let mut world = a_held_chat(sealed());
    world.guest(2, exchange(2, "second"));

    let says = world.guest(2, exchange(2, "second"));

    assert_eq!(
        says,
        [
            to_guest(
                2,
                ToGuest::Epoch {
                    number: Number(2),
                    epoch: Epoch(2)
                }
            ),
            to_guest(2, ToGuest::Sent(sent(2, 0))),
        ]
    );
}

#[test]
fn what_was_sealed_too_late_uses_up_its_number_and_is_sealed_again_under_the_next() {
    let mut world = a_held_chat(sealed());
    world.guest(2, exchange(2, "second"));

    let late = world.holding(
        1,
        1,
        1,
        HolderSays::Message(message(1, sealed_text(1, "late"))),
    );
    let again = world.holding(
        1,
        1,
        1,
        HolderSays::Message(message(2, sealed_text(2, "again"))),
    );

    let about = About::Message {
        chat: id(1),
        number: Number(1),
    };
    assert_eq!(
        late,
        [
            to_operator(
                1,
                ToOperator::Sent {
                    chat: id(1),
                    sent: sent(1, 0)
                }
            ),
            to_operator(
                1,
                ToOperator::Refused {
                    about,
                    refusal: Refusal::EpochOver
                }
            ),
        ]
    );
    let content = Content::Message {
        from: Party::Operator,
        body: sealed_text(2, "again"),
    };
    assert_eq!(
        again,
        [
            to_guest(2, ToGuest::Entry(entry(4, 0, content))),
            to_operator(
                1,
                ToOperator::Sent {
                    chat: id(1),
                    sent: sent(2, 0)
                }
            ),
        ]
    );
}

#[test]
fn a_key_exchange_is_not_counted_as_delivered_so_that_what_it_dropped_can_be_told_apart() {
    let mut world = a_held_chat(sealed());
    world.guest(2, GuestSays::Message(message(2, sealed_text(1, "dropped"))));
    world.guest(2, exchange(3, "second"));

    let says = world.holding(1, 1, 1, HolderSays::Ack { received: Seq(4) });

    assert_eq!(says, []);
}

#[test]
fn an_open_chat_has_no_key_exchange() {
    let mut world = a_held_chat(hushdesk_protocol::frames::Opening::Open);

    let says = world.guest(2, exchange(1, "no"));

    let about = About::Message {
        chat: id(1),
        number: Number(1),
    };
    assert_eq!(
        says,
        [to_guest(
            2,
            ToGuest::Refused {
                about,
                refusal: Refusal::WrongKind
            }
        )]
    );
}

fn entries(world: &World) -> Vec<Seq> {
    let entry = |record: &Stored| match record.key() {
        Key::Entry(_, seq) => Some(seq),
        Key::Chat(_) | Key::Operator(_) | Key::Inbound(_) | Key::Block(_) | Key::Config => None,
    };
    world.stored.values().filter_map(entry).collect()
}
