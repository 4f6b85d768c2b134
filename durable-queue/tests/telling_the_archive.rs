//! What a queue has the organisation's archive hear of its chats.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::*;
use durable_queue::to_archive::ToArchive;
use durable_queue::{Effect, GuestSays, HolderSays, Letter, OperatorSays, Says};
use hushdesk_protocol::frames::{ChatKind, Closer, Opening, Recipient};
use hushdesk_protocol::ids::{Number, OperatorName, Timestamp};
use hushdesk_protocol::rest::{ChatEnd, ChatRow, QueueSettings};

/// A queue that knows its name, with an operator.
fn world() -> World {
    let mut world = World::default();
    world.configure(&QueueSettings::default());
    world.hello(1, ann(), vec![]);
    world
}

/// What the archive has heard since the last call.
fn heard(world: &mut World) -> Vec<ToArchive> {
    std::mem::take(&mut world.told)
}

fn row(told: &[ToArchive]) -> &ChatRow {
    let [told] = told else {
        panic!("one thing is told: {told:?}");
    };
    &told.chat
}

fn names(names: &[&str]) -> Vec<OperatorName> {
    names.iter().map(|name| name.parse().unwrap()).collect()
}

#[test]
fn a_chat_is_told_of_when_it_begins_is_claimed_and_ends_and_not_when_somebody_writes() {
    for (kind, opening, closer) in [
        (ChatKind::Open, Opening::Open, Closer::Guest),
        (ChatKind::Sealed, sealed(), Closer::Guest),
    ] {
        let mut world = world();
        world.now = Timestamp(100);
        world.open(2, 1, opening);
        let begun = heard(&mut world);
        assert_eq!(row(&begun).kind, kind);
        assert_eq!(
            begun,
            [ToArchive {
                revision: Number(1),
                holder: None,
                retained: None,
                chat: ChatRow {
                    chat: id(1),
                    queue: this(),
                    started: Timestamp(100),
                    claimed: None,
                    ended: None,
                    operators: vec![],
                    transfers: 0,
                    rolled_over: vec![],
                    categories: vec![],
                    rating: None,
                    ..row(&begun).clone()
                },
            }]
        );

        world.now = Timestamp(200);
        world.claim(1, 1);
        let claimed = heard(&mut world);
        assert_eq!(
            claimed,
            [ToArchive {
                revision: Number(2),
                holder: Some("ann".parse().unwrap()),
                retained: None,
                chat: ChatRow {
                    claimed: Some(Timestamp(200)),
                    operators: names(&["ann"]),
                    ..row(&begun).clone()
                },
            }]
        );

        let body = if world.is_sealed(1) {
            sealed_text(1, "x")
        } else {
            text("x")
        };
        world.holding(1, 1, 1, HolderSays::Message(message(1, body)));
        world.cut(2);
        world.resume(3, 1, 0);
        assert_eq!(heard(&mut world), []);

        world.now = Timestamp(300);
        world.guest(3, GuestSays::End);
        assert_eq!(
            heard(&mut world),
            [ToArchive {
                revision: Number(3),
                holder: Some("ann".parse().unwrap()),
                retained: None,
                chat: ChatRow {
                    ended: Some(ChatEnd {
                        at: Timestamp(300),
                        by: closer,
                    }),
                    ..row(&claimed).clone()
                },
            }]
        );
    }
}

#[test]
fn who_has_held_a_chat_is_told_once_each_and_a_transfer_when_it_is_taken() {
    let mut world = world();
    world.hello(4, bob(), vec![]);
    world.open(2, 1, Opening::Open);
    world.claim(1, 1);
    heard(&mut world);
    for (lease, from, to) in [(1, 1, 4), (2, 4, 1)] {
        let recipient = Recipient::Queue(this());
        let note = None;
        world.holding(from, 1, lease, HolderSays::Transfer { recipient, note });
        assert_eq!(heard(&mut world), [], "nobody has taken it");
        world.claim(to, 1);
        let told = heard(&mut world);
        assert_eq!(row(&told).operators, names(&["ann", "bob"]));
        assert_eq!(u64::from(row(&told).transfers), lease);
        assert_eq!(row(&told).claimed, Some(Timestamp(0)), "the first claim");
    }
}

#[test]
fn a_chat_that_has_gone_to_another_queue_is_told_of_there_and_the_newer_word_is_known() {
    let (mut here, mut there) = (world(), world());
    here.open(2, 1, Opening::Open);
    here.claim(1, 1);
    let last_here = heard(&mut here).pop().unwrap();
    let recipient = Recipient::Queue(other());
    let note = None;
    here.holding(1, 1, 1, HolderSays::Transfer { recipient, note });
    let letter = |says| Letter {
        chat: id(1),
        transfer: Number(1),
        says,
    };
    let by = "dora".parse().unwrap();
    let left = here.letter("circulation", letter(Says::Claim { by }));
    let package = left.into_iter().find_map(|effect| {
        let Effect::Post { letter, .. } = effect else {
            return None;
        };
        let Says::HandOver(package) = letter.says else {
            return None;
        };
        Some(package)
    });
    here.letter("circulation", letter(Says::Arrived));
    assert_eq!(heard(&mut here), [], "it is not here any more");

    there.letter("reference", letter(Says::HandOver(package.unwrap())));
    let [first_there] = heard(&mut there).try_into().unwrap();
    assert!(first_there.revision > last_here.revision);
    assert_eq!(first_there.chat, last_here.chat);
}

#[test]
fn a_chat_that_nobody_answers_ends_unanswered() {
    let mut world = world();
    world.open(2, 1, Opening::Open);
    world.operator(1, OperatorSays::Dismiss { chat: id(1) });
    heard(&mut world);
    let settings = QueueSettings::default();
    let wait = u64::from(settings.concierge_seconds + settings.unanswered_seconds);
    world.pass(wait * 1_000);
    let told = heard(&mut world);
    let end = row(&told).ended.unwrap();
    assert_eq!((end.by, row(&told).claimed), (Closer::Unanswered, None));
}

#[test]
fn a_queue_that_does_not_know_its_name_tells_nothing() {
    let mut world = a_held_chat(Opening::Open);
    world.guest(2, GuestSays::End);
    assert_eq!(heard(&mut world), []);
}
