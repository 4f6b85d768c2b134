//! What was said in an open chat: it is read while the chat runs, and kept at its end where the queue says so. Of a sealed
//! chat there is nothing to read or to keep.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::*;
use durable_queue::limits::{DAY_MILLIS, TRANSCRIPT_BYTES_MAX};
use durable_queue::to_archive::{OfQueue, Retention};
use durable_queue::{Effect, GuestSays, HolderSays, Key, Stored};
use hushdesk_protocol::frames::Opening;
use hushdesk_protocol::ids::{Seq, Timestamp};
use hushdesk_protocol::rest::{QueueSettings, Said, TranscriptEntry};

const ENDED: Timestamp = Timestamp(500);

fn keeps(days: Option<u32>) -> QueueSettings {
    QueueSettings {
        retain: days,
        ..QueueSettings::default()
    }
}

/// A queue that keeps what is said for so many days, with Ann and a guest who talk, and have read what the other wrote.
fn talking(days: Option<u32>, opening: Opening) -> World {
    let mut world = World::default();
    world.configure(&keeps(days));
    world.hello(1, ann(), vec![]);
    world.now = Timestamp(100);
    world.open(2, 1, opening);
    let write = |world: &mut World, words: &str| {
        if world.is_sealed(1) {
            sealed_text(1, words.trim_end_matches('.'))
        } else {
            text(words)
        }
    };
    world.now = Timestamp(300);
    world.claim(1, 1);
    world.now = Timestamp(400);
    let hello = write(&mut world, "A question.");
    let number = if world.is_sealed(1) { 2 } else { 1 };
    world.guest(2, GuestSays::Message(message(number, hello)));
    let answer = write(&mut world, "An answer.");
    world.holding(1, 1, 1, HolderSays::Message(message(1, answer)));
    world.guest(2, GuestSays::Ack { received: Seq(9) });
    world.holding(1, 1, 1, HolderSays::Ack { received: Seq(9) });
    world
}

fn at(at: u64, said: Said) -> TranscriptEntry {
    let at = Timestamp(at);
    TranscriptEntry { at, said }
}

fn said() -> Vec<TranscriptEntry> {
    let operator = display("ann");
    vec![
        at(
            300,
            Said::Claimed {
                operator: operator.clone(),
            },
        ),
        at(
            400,
            Said::Guest {
                text: "A question.".parse().unwrap(),
            },
        ),
        at(
            400,
            Said::Operator {
                operator: Some(operator),
                text: "An answer.".parse().unwrap(),
            },
        ),
    ]
}

/// The texts of open chats that are stored.
fn stored_texts(world: &World) -> usize {
    let is_entry = |record: &&Stored| matches!(record, Stored::Entry(..));
    world.stored.values().filter(is_entry).count()
}

#[test]
fn what_is_said_in_an_open_chat_is_read_while_it_runs_and_kept_once_at_its_end() {
    let mut world = talking(Some(30), Opening::Open);
    let runs = world.queue.transcript(&id(1)).unwrap();
    assert_eq!((runs.entries(), runs.is_cut()), (&*said(), false));
    assert_eq!(world.retained, []);

    world.now = ENDED;
    world.guest(2, GuestSays::End);
    let [kept] = world.retained.as_slice() else {
        panic!("one is kept: {:?}", world.retained);
    };
    assert_eq!(
        (&kept.chat, kept.ended, kept.until),
        (&id(1), ENDED, ENDED.plus(30 * DAY_MILLIS))
    );
    assert_eq!(
        serde_json::to_string(&kept.transcript).unwrap(),
        concat!(
            r#"{"version":1,"chat":"01010101010101010101010101010101","guest":"amber-aaa","started":100,"cut":false,"#,
            r#""entries":[{"at":300,"said":{"claimed":{"operator":"Ann"}}},"#,
            r#"{"at":400,"said":{"guest":{"text":"A question."}}},"#,
            r#"{"at":400,"said":{"operator":{"operator":"Ann","text":"An answer."}}},"#,
            r#"{"at":500,"said":{"closed":{"by":"guest"}}}]}"#
        )
    );
    let told = world.told.last().unwrap().retained.unwrap();
    assert_eq!((told.until, told.version), (kept.until, 0));
    assert_eq!(world.queue.transcript(&id(1)), None, "it is over");
    world.pass(1);
    assert_eq!(world.retained.len(), 1);
}

#[test]
fn it_stands_in_the_same_write_as_the_end_of_the_chat_and_the_texts_go_with_it() {
    let mut world = talking(Some(30), Opening::Open);
    let events = durable_queue::Event::GuestSaid {
        connection: durable_queue::ConnectionId(2),
        says: GuestSays::End,
    };
    let effects = world.queue.handle(events, ENDED);
    let place = |is: fn(&Effect) -> bool| effects.iter().position(is).unwrap();
    let kept = place(|it| matches!(it, Effect::Retain(_)));
    let said = place(|it| matches!(it, Effect::ToGuest { .. }));
    assert!(kept < said, "{effects:?}");
    let forgotten = effects
        .iter()
        .filter(|it| matches!(it, Effect::Forget(Key::Entry(..))));
    assert_eq!(forgotten.count(), said_entries());
}

fn said_entries() -> usize {
    said().len()
}

#[test]
fn where_nothing_is_kept_the_texts_go_with_the_chat() {
    let mut world = talking(None, Opening::Open);
    assert_eq!(world.queue.transcript(&id(1)).unwrap().entries(), said());
    world.guest(2, GuestSays::End);
    assert_eq!(world.retained, []);
    assert_eq!(world.told.last().unwrap().retained, None);
    assert_eq!(stored_texts(&world), 1, "that it has ended");
}

#[test]
fn of_a_sealed_chat_nothing_is_read_or_kept() {
    let mut world = talking(Some(30), sealed());
    assert_eq!(world.queue.transcript(&id(1)), None);
    world.guest(2, GuestSays::End);
    assert_eq!(world.retained, []);
    assert_eq!(world.told.last().unwrap().retained, None);
}

#[test]
fn what_nobody_answered_is_kept_too() {
    let mut world = World::default();
    world.configure(&keeps(Some(1)));
    world.open(2, 1, Opening::Open);
    world.guest(2, GuestSays::Message(message(1, text("Anybody?"))));
    world.guest(2, GuestSays::End);
    let [kept] = world.retained.as_slice() else {
        panic!("one is kept: {:?}", world.retained);
    };
    let first = kept.transcript.entries().first().unwrap();
    let text = "Anybody?".parse().unwrap();
    assert_eq!(first.said, Said::Guest { text });
}

#[test]
fn of_a_very_long_chat_the_end_is_kept_and_it_is_told_that_the_beginning_is_missing() {
    let mut world = talking(Some(30), Opening::Open);
    let long = "x".repeat(TRANSCRIPT_BYTES_MAX / 4);
    for number in 2..=6 {
        world.guest(2, GuestSays::Message(message(number, text(&long))));
        world.holding(1, 1, 1, HolderSays::Ack { received: Seq(99) });
    }
    let transcript = world.queue.transcript(&id(1)).unwrap();
    assert!(transcript.is_cut());
    assert_eq!(transcript.entries().len(), 3);
}

#[test]
fn for_how_long_chats_and_what_is_said_are_kept_is_told_when_it_changes() {
    let mut world = World::default();
    world.configure(&keeps(None));
    assert_eq!(world.told_of_queue, []);
    world.configure(&keeps(Some(30)));
    world.configure(&QueueSettings {
        grace_seconds: 30,
        ..keeps(Some(30))
    });
    world.configure(&keeps(None));
    world.configure(&QueueSettings {
        anonymise: Some(90),
        delete: Some(400),
        ..keeps(None)
    });
    let told = |days| Retention {
        queue: this(),
        days,
        anonymise: None,
        delete: None,
        version: 0,
    };
    let chats = Retention {
        anonymise: Some(90),
        delete: Some(400),
        ..told(None)
    };
    let all = [told(Some(30)), told(None), chats].map(OfQueue::Retention);
    assert_eq!(world.told_of_queue, all);
}
