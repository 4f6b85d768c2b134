//! What an event costs: how many rows it writes, and that it does nothing if it changes nothing.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::*;
use durable_queue::{Effect, GuestSays, HolderSays, Key, Stored};
use hushdesk_protocol::frames::{Body, Opening};
use hushdesk_protocol::ids::Seq;

/// What is written, by kind.
#[derive(Debug, Default, Eq, PartialEq)]
struct Rows {
    chats: usize,
    entries: usize,
    forgotten_entries: usize,
    others: usize,
}

fn rows(effects: &[Effect]) -> Rows {
    let mut rows = Rows::default();
    for effect in effects {
        match effect {
            Effect::Store(Stored::Chat(..)) => rows.chats += 1,
            Effect::Store(Stored::Entry(..)) => rows.entries += 1,
            Effect::Forget(Key::Entry(..)) => rows.forgotten_entries += 1,
            Effect::Store(_) | Effect::Forget(_) => rows.others += 1,
            Effect::Admit { .. }
            | Effect::ToGuest { .. }
            | Effect::ToOperator { .. }
            | Effect::Tell(_)
            | Effect::TellOfQueue(_)
            | Effect::Retain(_)
            | Effect::Post { .. }
            | Effect::Close { .. } => {}
        }
    }
    rows
}

/// Hands an event to the queue by which `act` does something, and gives what it writes.
fn written(world: &mut World, act: impl FnOnce(&mut World) -> Vec<Effect>) -> Rows {
    let before = world.written.len();
    act(world);
    rows(world.written.get(before..).unwrap())
}

#[test]
fn a_text_writes_its_entry_and_an_acknowledgement_one_row_beside_what_it_deletes() {
    // What is said in an open chat is kept while it runs, and costs no row when it is acknowledged.
    let open: fn(&str) -> Body = text;
    let of_epoch_1: fn(&str) -> Body = |words| sealed_text(1, words);
    for (opening, body, deleted) in [(Opening::Open, open, 0), (sealed(), of_epoch_1, 4)] {
        let mut world = a_held_chat(opening);
        let received = Seq(u64::MAX);
        // The first message of a holder says that the commit is answered.
        let first = u64::from(world.is_sealed(1));
        for number in 1..=first {
            world.holding(1, 1, 1, HolderSays::Message(message(number, body("keys"))));
        }
        world.holding(1, 1, 1, HolderSays::Ack { received });
        world.guest(2, GuestSays::Ack { received });
        let entry = Rows {
            entries: 1,
            ..Rows::default()
        };
        for number in first + 1..=first + 4 {
            let guests = GuestSays::Message(message(number, body("one")));
            let operators = HolderSays::Message(message(number, body("two")));
            assert_eq!(written(&mut world, |it| it.guest(2, guests)), entry);
            assert_eq!(
                written(&mut world, |it| it.holding(1, 1, 1, operators)),
                entry
            );
        }
        let four = Rows {
            chats: 1,
            forgotten_entries: deleted,
            ..Rows::default()
        };
        let acked = written(&mut world, |it| it.guest(2, GuestSays::Ack { received }));
        assert_eq!(acked, four);
        let acks = HolderSays::Ack { received };
        assert_eq!(written(&mut world, |it| it.holding(1, 1, 1, acks)), four);
    }
}

#[test]
fn what_changes_nothing_writes_nothing_and_says_nothing() {
    let mut world = a_held_chat(Opening::Open);
    let received = Seq(u64::MAX);
    world.guest(2, GuestSays::Ack { received });
    world.holding(1, 1, 1, HolderSays::Ack { received });
    for received in [Seq(0), Seq(1), received] {
        assert_eq!(world.guest(2, GuestSays::Ack { received }), []);
        assert_eq!(world.holding(1, 1, 1, HolderSays::Ack { received }), []);
    }
    world.guest(2, GuestSays::Typing { typing: true });
    world.pass(0);
    let nothing = Rows::default();
    let acked = written(&mut world, |it| it.guest(2, GuestSays::Ack { received }));
    assert_eq!(acked, nothing);
    let typed = written(&mut world, |it| {
        it.guest(2, GuestSays::Typing { typing: true })
    });
    assert_eq!(typed, nothing);
    assert_eq!(written(&mut world, |it| it.pass(0)), nothing);
}
