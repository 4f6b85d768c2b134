//! Random schedules of honest clients, cut sockets, crashes and time, against a naive model.
//!
//! After each event: the stage of each chat is the model's, so that there is one holder at most; what is read
//! is read in order and not twice; the queue wakes up in time for each chat; the queue restored from what it stored
//! is the same and does the same. At the end all sockets come back, somebody claims whatever waits, and everything
//! that was accepted, and not dropped by a key exchange or for want of its keys, has been read. Operators change their
//! status, shifts end, and the queue is set otherwise, at any moment. To whom chats are offered, who hands one on to
//! whom, who takes one over and what becomes of that, the model works out by itself, and each window has been told just that. Where a guest was
//! blocked no other chat is opened from; a guest is asked for the earlier messages by whoever holds the chat, and as often as
//! they may be; what operators say to each other those hear whom it is for.
//!
//! 10,000 schedules; `PROPTEST_CASES=1000000` makes a longer run. One that fails is kept in `failed.txt`.

#[path = "../common/mod.rs"]
mod common;
mod desk;
mod guest;
mod naive;
mod schedule;
mod shown;
mod staff;

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use hushdesk_protocol::frames::Status;
use hushdesk_protocol::rest::{OfferTo, QueueSettings, ShiftEnd};
use schedule::{Act, HandTo, Schedule};

fn cases() -> ProptestConfig {
    let named = std::env::var_os("PROPTEST_CASES").is_some();
    let cases = if named {
        ProptestConfig::default().cases
    } else {
        10_000
    };
    ProptestConfig {
        cases,
        // What has failed once is tried first, for ever.
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
            "tests/model/failed.txt",
        ))),
        ..ProptestConfig::default()
    }
}

fn chat() -> impl Strategy<Value = u8> {
    1..=schedule::CHATS
}

fn desk() -> impl Strategy<Value = usize> {
    0..schedule::DESKS
}

fn to() -> impl Strategy<Value = HandTo> {
    prop_oneof![Just(HandTo::Ann), Just(HandTo::Bob), Just(HandTo::All)]
}

fn status() -> impl Strategy<Value = Status> {
    prop_oneof![
        Just(Status::Available),
        Just(Status::Chat),
        Just(Status::Busy),
        Just(Status::Away)
    ]
}

fn settings() -> impl Strategy<Value = QueueSettings> {
    let offer = prop_oneof![
        Just(OfferTo::All),
        (1..3_u32).prop_map(|count| OfferTo::LeastBusy { count })
    ];
    let shift = prop_oneof![
        Just(ShiftEnd::Never),
        (2..6_u32).prop_map(|minutes| ShiftEnd::After { minutes })
    ];
    let busy_at = proptest::option::of(1..3_u32);
    let waits = (5..120_u32, 5..600_u32, 5..90_u32, 5..90_u32);
    (offer, shift, busy_at, waits).prop_map(|(offer, shift, busy_at, waits)| QueueSettings {
        offer,
        concierge_seconds: waits.0,
        concierge: None,
        unanswered_seconds: waits.1,
        grace_seconds: waits.2,
        transfer_seconds: waits.3,
        busy_at,
        shift,
        ..QueueSettings::default()
    })
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => chat().prop_map(Act::GuestComes),
        8 => chat().prop_map(Act::GuestWrites),
        2 => chat().prop_map(Act::GuestExchangesKeys),
        8 => chat().prop_map(Act::GuestReads),
        4 => chat().prop_map(Act::GuestAcknowledges),
        2 => chat().prop_map(Act::GuestIsCut),
        1 => chat().prop_map(Act::GuestEnds),
        1 => chat().prop_map(Act::GuestRefuses),
        4 => (desk(), any::<bool>()).prop_map(|(desk, warm)| Act::OperatorComes { desk, warm }),
        6 => (desk(), chat()).prop_map(|(desk, chat)| Act::OperatorClaims { desk, chat }),
        2 => (desk(), chat()).prop_map(|(desk, chat)| Act::OperatorTakesOver { desk, chat }),
        8 => (desk(), chat()).prop_map(|(desk, chat)| Act::OperatorWrites { desk, chat }),
        8 => desk().prop_map(Act::OperatorReads),
        4 => (desk(), chat()).prop_map(|(desk, chat)| Act::OperatorAcknowledges { desk, chat }),
        2 => desk().prop_map(Act::OperatorIsCut),
        1 => (desk(), chat()).prop_map(|(desk, chat)| Act::OperatorEnds { desk, chat }),
        1 => (desk(), chat()).prop_map(|(desk, chat)| Act::OperatorDismisses { desk, chat }),
        1 => (desk(), chat()).prop_map(|(desk, chat)| Act::OperatorReconsiders { desk, chat }),
        3 => (desk(), chat(), to()).prop_map(|(desk, chat, to)| Act::OperatorHandsOn { desk, chat, to }),
        1 => (desk(), to()).prop_map(|(desk, to)| Act::OperatorTells { desk, to }),
        1 => (desk(), chat()).prop_map(|(desk, chat)| Act::OperatorAsks { desk, chat }),
        1 => (desk(), chat()).prop_map(|(desk, chat)| Act::OperatorBlocks { desk, chat }),
        1 => (desk(), chat()).prop_map(|(desk, chat)| Act::OperatorKeeps { desk, chat }),
        1 => (desk(), status()).prop_map(|(desk, status)| Act::OperatorIs { desk, status }),
        1 => settings().prop_map(|settings| Act::QueueIsSet(Box::new(settings))),
        1 => Just(Act::ServerCrashes),
        1 => any::<u64>().prop_map(Act::ObjectSleeps),
        2 => (1..400_000_u64).prop_map(Act::TimePasses),
    ]
}

#[test]
fn what_an_operator_writes_before_the_welcome_goes_out_after_it() {
    let (desk, chat) = (2, 2);
    let mut schedule = Schedule::new(&QueueSettings::default());
    for act in [
        Act::OperatorComes { desk, warm: false },
        Act::GuestComes(chat),
        Act::OperatorClaims { desk, chat },
        Act::OperatorReads(desk),
        Act::OperatorReads(desk),
        Act::OperatorReads(desk),
        Act::ServerCrashes,
        Act::OperatorWrites { desk, chat },
        Act::OperatorComes { desk, warm: true },
        Act::OperatorWrites { desk, chat },
    ] {
        schedule.act(act);
    }
    schedule.settle();
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn nothing_is_lost_nothing_is_said_twice_and_order_is_kept(
        settings in settings(),
        acts in proptest::collection::vec(act(), 1..80),
    ) {
        let mut schedule = Schedule::new(&settings);
        for act in acts {
            schedule.act(act);
        }
        schedule.settle();
    }
}
