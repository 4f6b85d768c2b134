//! A chat goes from one queue to another, over a line that loses, repeats and reorders letters, while either queue
//! may die at any moment. Whatever happens: at most one queue has the chat to be written in, it is never with
//! neither, however it went - handed on, or passed on by itself since nobody had answered -, and of what the guest wrote nothing is lost and nothing is read twice.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    clippy::panic,
    reason = "a test fails by panicking, and there are two of each"
)]

#[path = "../common/mod.rs"]
mod common;
mod two_queues;

use common::*;
use durable_queue::limits::REMEMBERED_CHATS_MAX;
use durable_queue::{ConnectionId, Effect, Event, GuestSays, HolderSays, Key, Letter, Says, Stage};
use hushdesk_protocol::frames::Opening;
use hushdesk_protocol::ids::{ChatId, Number, Timestamp};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use two_queues::*;

/// 1,000 schedules; `PROPTEST_CASES=100000` makes a longer run.
fn cases() -> ProptestConfig {
    let named = std::env::var_os("PROPTEST_CASES").is_some();
    let usual = ProptestConfig::default();
    ProptestConfig {
        cases: if named { usual.cases } else { 1_000 },
        // What has failed once is tried first, for ever.
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
            "tests/between_queues/failed.txt",
        ))),
        ..usual
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_chat_is_with_one_queue_and_nothing_of_it_is_lost_or_read_twice(
        is_sealed in any::<bool>(),
        rolls_after in proptest::option::of(10..40_u32),
        acts in proptest::collection::vec(act(), 1..60),
    ) {
        let mut two = Two::rolling(is_sealed, rolls_after);
        acts.into_iter().for_each(|act| two.act(act));
        two.settle();
    }
}

#[test]
fn a_chat_moves_with_what_is_unacknowledged_and_its_guest_follows() {
    let mut two = Two::new(false);
    for act in [
        Act::Claim(0),
        Act::GuestWrites,
        Act::HandOver(0),
        Act::LetterComes {
            which: 0,
            stays: false,
        },
        Act::Claim(1),
        Act::GuestWrites,
        Act::LetterComes {
            which: 0,
            stays: false,
        },
        Act::GuestWrites,
        Act::LetterComes {
            which: 0,
            stays: false,
        },
        Act::LetterComes {
            which: 0,
            stays: false,
        },
    ] {
        two.act(act);
    }
    assert_eq!(
        two.stage(0),
        Some(&Stage::Moved {
            to: name(1),
            at: Timestamp(0)
        })
    );
    assert_eq!((two.guest_at, two.guest_socket), (1, None));
    two.act(Act::GuestComesBack);
    two.act(Act::Acknowledge(1));
    assert_eq!(two.read, [1, 2, 3]);
}

const HOUR: u64 = 3_600_000;

/// The letter that has been on its way for longest comes.
const COMES: Act = Act::LetterComes {
    which: 0,
    stays: false,
};

/// Two queues, the chat has gone from the first to the second, and the letter that says so is lost.
fn arrived_unheard(is_sealed: bool) -> Two {
    let mut two = Two::new(is_sealed);
    let acts = [Act::Claim(0), Act::HandOver(0), COMES, Act::Claim(1)];
    let acts = acts.into_iter().chain([COMES, COMES, Act::LetterIsLost(0)]);
    acts.for_each(|act| two.act(act));
    assert!(two.post.is_empty());
    two
}

#[test]
fn a_guest_who_has_not_heard_that_the_chat_went_comes_to_it_anew_when_it_is_back() {
    for is_sealed in [false, true] {
        let mut two = arrived_unheard(is_sealed);
        let acts = [Act::GuestWrites, Act::HandOver(1), COMES, Act::Claim(0)];
        acts.into_iter().for_each(|act| two.act(act));
        assert!(two.guest_socket.is_some(), "nothing was said to the guest");

        two.act(COMES);
        two.act(COMES);

        assert_eq!((two.guest_at, two.guest_socket), (0, None));
        two.act(Act::GuestComesBack);
        two.act(Act::Acknowledge(0));
        assert_eq!((two.read, two.outbox), (vec![1], vec![]));
    }
}

#[test]
fn a_chat_that_has_ended_is_not_taken_in_anew() {
    let mut two = arrived_unheard(false);
    two.hold(1, HolderSays::End);
    let effects = two.worlds[1].pass(2 * HOUR);
    two.carry_out(1, effects);

    let effects = two.worlds[0].pass(2 * HOUR);
    two.carry_out(0, effects);
    two.letter_comes(0, false);

    assert!(matches!(two.stage(1), Some(Stage::Ended { .. })));
    two.letter_comes(0, false);
    assert!(matches!(two.stage(0), Some(Stage::Moved { .. })));
}

#[test]
fn a_chat_that_cannot_be_brought_is_tried_ever_more_rarely_and_not_for_ever() {
    let mut two = arrived_unheard(false);
    let mut letters = 0;
    while let Some(at) = two.worlds[0].queue.next_deadline()
        && matches!(two.stage(0), Some(Stage::Departed { .. }))
    {
        let wait = at.since(two.worlds[0].now);
        let effects = two.worlds[0].pass(wait);
        letters += effects
            .iter()
            .filter(|it| matches!(it, Effect::Post { .. }))
            .count();
        two.carry_out(0, effects);
    }
    assert!((70..90).contains(&letters), "{letters}");
    assert_eq!(two.worlds[0].now, Timestamp(12 * HOUR));
    assert_eq!((two.guest_at, two.guest_socket), (1, None));
}

#[test]
fn who_claimed_from_a_window_that_is_gone_gets_the_chat_at_another() {
    let mut two = Two::new(false);
    let acts = [Act::Claim(0), Act::HandOver(0), COMES, Act::Claim(1), COMES];
    acts.into_iter().for_each(|act| two.act(act));
    let former = two.desks[1].unwrap();
    two.worlds[1].cut(former);
    let other = seat("bob", 9);
    two.worlds[1].hello(99, other.clone(), vec![]);
    two.desks[1] = Some(99);

    two.act(COMES);

    let Some(Stage::Held(hold)) = two.stage(1) else {
        panic!()
    };
    assert_eq!((&hold.seat, hold.absent_since), (&other, None));
    assert_eq!(two.leases[1], hold.lease, "and is told so");
}

#[test]
fn a_full_queue_takes_a_chat_when_there_is_room_again() {
    let mut two = Two::new(false);
    let acts = [Act::Claim(0), Act::HandOver(0), COMES];
    acts.into_iter().for_each(|act| two.act(act));
    for number in 0..500_u64 {
        let chat = ChatId::from_bytes(u128::from(number).to_be_bytes());
        let connection = ConnectionId(1_000 + number);
        let opened = opening(chat, 3, Opening::Open);
        let event = Event::GuestOpened {
            connection,
            opened,
            from: None,
        };
        let effects = two.worlds[1].queue.handle(event, Timestamp(0));
        two.worlds[1].keep(effects);
    }
    two.act(Act::Claim(1));
    assert!(two.post.is_empty(), "a claim is refused");

    let connection = ConnectionId(1_000);
    let says = GuestSays::End;
    two.handle(1, Event::GuestSaid { connection, says });
    [Act::Claim(1), COMES, COMES]
        .into_iter()
        .for_each(|act| two.act(act));

    assert!(matches!(two.stage(1), Some(Stage::Held(_))));
}

#[test]
fn of_too_many_chats_that_are_over_one_that_went_elsewhere_is_forgotten_last() {
    let mut two = arrived_unheard(false);
    let letter = Letter {
        chat: id(1),
        transfer: Number(1),
        says: Says::Arrived,
    };
    let effects = two.worlds[0].letter("circulation", letter);
    two.carry_out(0, effects);
    let queue = &mut two.worlds[0].queue;
    let chat = |number: usize| ChatId::from_bytes(u128::try_from(number).unwrap().to_be_bytes());
    let mut forgotten = Vec::new();
    for number in 0..REMEMBERED_CHATS_MAX + 1 {
        let connection = ConnectionId(1_000);
        let opened = opening(chat(number), 3, Opening::Open);
        let says = GuestSays::End;
        for event in [
            Event::GuestOpened {
                connection,
                opened,
                from: None,
            },
            Event::GuestSaid { connection, says },
            Event::Disconnected { connection },
        ] {
            let effects = queue.handle(event, Timestamp(1));
            forgotten.extend(effects.into_iter().filter_map(forgotten_chat));
        }
    }
    assert_eq!(forgotten, [chat(0), chat(1)]);
}

fn forgotten_chat(effect: Effect) -> Option<ChatId> {
    match effect {
        Effect::Forget(Key::Chat(chat)) => Some(chat),
        _ => None,
    }
}
