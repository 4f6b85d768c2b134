//! What one guest can take of what all need: bytes before a claim, bytes after the end, and the room that is kept for
//! operators' answers.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::*;
use durable_queue::limits::{
    GUESTS_BYTES_MAX, KEPT_BYTES_MAX, LEFT_OVER_BYTES_MAX, UNCLAIMED_BYTES_MAX,
    UNDELIVERED_BYTES_MAX,
};
use durable_queue::{ConnectionId, Effect, Event, GuestSays, HolderSays, Key, OperatorSays};
use hushdesk_protocol::frames::{Body, Opening, Refusal, ToGuest, ToOperator};
use hushdesk_protocol::ids::{ChatId, Epoch, Lease, Seq};
use hushdesk_protocol::text::{OpenText, SealedText};

fn open_text(bytes: usize) -> Body {
    let text = OpenText::try_from("x".repeat(bytes)).unwrap();
    Body::Open { text }
}

fn sealed_bytes(bytes: usize) -> Body {
    let text = format!("?OTR:AAMD{}.", "x".repeat(bytes - 10));
    let text = SealedText::try_from(text).unwrap();
    let epoch = Epoch(1);
    Body::Sealed { epoch, text }
}

fn writes(number: u64, body: Body) -> GuestSays {
    GuestSays::Message(message(number, body))
}

fn refusals(effects: &[Effect]) -> Vec<Refusal> {
    let refusals = effects.iter().filter_map(|effect| match effect {
        Effect::ToGuest {
            frame: ToGuest::Refused { refusal, .. },
            ..
        }
        | Effect::ToOperator {
            frame: ToOperator::Refused { refusal, .. },
            ..
        } => Some(*refusal),
        Effect::ToGuest { .. }
        | Effect::ToOperator { .. }
        | Effect::Store(_)
        | Effect::Forget(_)
        | Effect::Admit { .. }
        | Effect::Tell(_)
        | Effect::TellOfQueue(_)
        | Effect::Retain(_)
        | Effect::Post { .. }
        | Effect::Close { .. } => None,
    });
    refusals.collect()
}

fn entries(world: &World) -> usize {
    let keys = world.stored.keys();
    keys.filter(|key| matches!(key, Key::Entry(..))).count()
}

#[test]
fn a_chat_that_waits_holds_a_first_question_and_little_more() {
    let longest = "\u{1f4da}".repeat(10_000);
    let question = Body::Open {
        text: OpenText::try_from(longest).unwrap(),
    };
    let mut world = World::default();
    world.open(2, 1, Opening::Open);
    assert_eq!(refusals(&world.guest(2, writes(1, question))), []);
    let rest = UNCLAIMED_BYTES_MAX - 40_000;
    let too_many = world.guest(2, writes(2, open_text(rest + 1)));
    assert_eq!(refusals(&too_many), [Refusal::TooMany]);
    assert_eq!(refusals(&world.guest(2, writes(2, open_text(rest)))), []);

    world.hello(1, ann(), vec![]);
    world.claim(1, 1);
    assert_eq!(refusals(&world.guest(2, writes(3, open_text(40_000)))), []);
}

#[test]
fn a_sealed_chat_that_waits_holds_no_more_either() {
    let mut world = World::default();
    world.open(2, 1, sealed());
    let too_many = world.guest(2, writes(2, sealed_bytes(UNCLAIMED_BYTES_MAX)));
    assert_eq!(refusals(&too_many), [Refusal::TooMany]);

    world.hello(1, ann(), vec![]);
    world.claim(1, 1);
    let longest = sealed_bytes(86_667);
    assert_eq!(refusals(&world.guest(2, writes(2, longest))), []);
}

#[test]
fn nothing_that_was_written_outlives_a_chat_that_nobody_held() {
    let mut world = World::default();
    world.open(2, 1, Opening::Open);
    world.guest(2, writes(1, open_text(40_000)));
    assert_eq!(entries(&world), 1);
    world.guest(2, GuestSays::End);
    assert_eq!(entries(&world), 1, "that it has ended");
    world.guest(
        2,
        GuestSays::Ack {
            received: Seq(u64::MAX),
        },
    );
    assert_eq!(entries(&world), 0);
}

/// The id of one of many chats.
fn many(number: usize) -> ChatId {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&u64::try_from(number).unwrap().to_be_bytes());
    ChatId::from_bytes(bytes)
}

fn connection(number: usize) -> ConnectionId {
    ConnectionId(1_000 + u64::try_from(number).unwrap())
}

/// So many chats that ann holds, with nothing between the queue and the test: to restore it after each event would take
/// long.
struct Full {
    world: World,
    lasts: Vec<u64>,
}

impl Full {
    fn of(chats: usize) -> Self {
        let mut world = World::default();
        world.hello(1, ann(), vec![]);
        for number in 0..chats {
            let opened = opening(many(number), 1, Opening::Open);
            let connection = connection(number);
            let events = [
                Event::GuestOpened {
                    connection,
                    opened,
                    from: None,
                },
                Event::OperatorSaid {
                    connection: ConnectionId(1),
                    says: OperatorSays::Claim { chat: many(number) },
                },
            ];
            for event in events {
                let effects = world.queue.handle(event, world.now);
                world.keep(effects);
            }
        }
        let lasts = vec![0; chats];
        Self { world, lasts }
    }

    fn handle(&mut self, event: Event) -> Vec<Refusal> {
        let effects = self.world.queue.handle(event, self.world.now);
        refusals(&self.world.keep(effects))
    }

    fn guest_writes(&mut self, chat: usize, bytes: usize) -> Vec<Refusal> {
        let number = self.lasts.get(chat).copied().unwrap() + 1;
        let refused = self.handle(Event::GuestSaid {
            connection: connection(chat),
            says: writes(number, open_text(bytes)),
        });
        if refused.is_empty() {
            *self.lasts.get_mut(chat).unwrap() = number;
        }
        refused
    }

    fn ann_says(&mut self, chat: usize, says: HolderSays) -> Vec<Refusal> {
        self.handle(Event::OperatorSaid {
            connection: ConnectionId(1),
            says: OperatorSays::Holding {
                chat: many(chat),
                lease: Lease(1),
                says,
            },
        })
    }

    /// All guests write as much as one may, until the queue takes no more.
    fn fill(&mut self) -> usize {
        let mut kept = 0;
        for chat in 0..self.lasts.len() {
            for _ in 0..UNDELIVERED_BYTES_MAX / 40_000 {
                if !self.guest_writes(chat, 40_000).is_empty() {
                    return kept;
                }
                kept += 40_000;
            }
        }
        kept
    }
}

#[test]
fn operators_answer_while_guests_have_filled_the_queue() {
    let mut full = Full::of(45);
    let kept = full.fill();
    assert!(kept <= GUESTS_BYTES_MAX && kept > GUESTS_BYTES_MAX - 40_000);
    assert_eq!(full.guest_writes(44, 40_000), [Refusal::TooMany]);
    for chat in 0..45 {
        let answer = HolderSays::Message(message(1, open_text(40_000)));
        assert_eq!(full.ann_says(chat, answer), []);
    }
    assert!(kept + 45 * 40_000 < KEPT_BYTES_MAX);
}

#[test]
fn what_ended_chats_have_left_is_in_nobodys_way_and_the_oldest_gives_way() {
    let mut full = Full::of(45);
    let kept = full.fill();
    assert!(kept > LEFT_OVER_BYTES_MAX);
    for chat in 0..44 {
        full.world.now = full.world.now.plus(1);
        assert_eq!(full.ann_says(chat, HolderSays::End), []);
    }
    assert_eq!(full.guest_writes(44, 40_000), [], "only living chats count");
    full.handle(Event::Tick);
    let left = |chat: usize| {
        let entries = full.world.stored.keys();
        let entries = entries.filter(|key| matches!(key, Key::Entry(of, _) if *of == many(chat)));
        entries.count()
    };
    let texts = UNDELIVERED_BYTES_MAX / 40_000;
    assert!(left(0) < texts && left(30) > texts);
    let bytes: usize = (0..44)
        .map(|chat| left(chat).saturating_sub(2) * 40_000)
        .sum();
    assert!(bytes <= LEFT_OVER_BYTES_MAX, "{bytes}");
}
