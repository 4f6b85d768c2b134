//! A chat that nobody answers is passed on by itself: after its seconds, or at once where nobody is; only to a queue where
//! somebody is, over those where nobody is; and to one holder only, whoever is first.
#![allow(
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "a test fails by panicking, and looks at what it is about"
)]

mod common;

use std::collections::BTreeSet;

use common::*;
use durable_queue::limits::{AGAIN_MILLIS, ASKED_MILLIS, ROLLOVER_AGAIN_MILLIS};
use durable_queue::{
    ConnectionId, Effect, Event, GuestSays, Key, Letter, OperatorSays, Package, Rolling, Says,
    Stage, Stored, StoredChat, StoredConfig,
};
use hushdesk_protocol::frames::{
    About, Content, Offer, OfferEnd, Opening, Origin, Prospect, Refusal, ToGuest, ToOperator,
};
use hushdesk_protocol::ids::{Lease, Number, QueueName, Timestamp};
use hushdesk_protocol::rest::{QueueSettings, RolloverLevel};

const NOBODY: &[&str] = &[];

fn queue(name: &str) -> QueueName {
    name.parse().unwrap()
}

fn level(name: &str, seconds: u32) -> RolloverLevel {
    RolloverLevel {
        queue: queue(name),
        seconds,
    }
}

/// The queue `reference`, with `circulation` and `law` beside it, and these at their desks.
fn desk(settings: &QueueSettings, operators: &[&str]) -> World {
    let mut world = World::default();
    world.handle(Event::Configured(Box::new(StoredConfig {
        organisation: Some(queue("main").as_str().parse().unwrap()),
        name: Some(this()),
        settings: settings.clone(),
        queues: [this(), other(), queue("law")].into(),
        ..StoredConfig::default()
    })));
    for (window, operator) in (1..).zip(operators) {
        world.hello(u64::from(window), seat(operator, window), vec![]);
    }
    world
}

/// A guest (socket 9) comes with chat 1, which goes to `circulation` after a minute and then to `law` after half a one.
fn comes(world: &mut World, how: Opening) -> Vec<Effect> {
    let mut opened = opening(id(1), 1, how);
    opened.rollover = vec![level("circulation", 60), level("law", 30)];
    world.handle(Event::GuestOpened {
        connection: ConnectionId(9),
        opened,
        from: None,
    })
}

/// Ann is at her desk, and a guest waits.
fn waiting(how: Opening) -> World {
    let mut world = desk(&QueueSettings::default(), &["ann"]);
    comes(&mut world, how);
    world
}

fn letter(transfer: u64, says: Says) -> Letter {
    Letter {
        chat: id(1),
        transfer: Number(transfer),
        says,
    }
}

fn posted(to: &str, transfer: u64, says: Says) -> Effect {
    Effect::Post {
        to: queue(to),
        letter: Box::new(letter(transfer, says)),
    }
}

fn asks(to: &str, transfer: u64) -> Effect {
    let refused = BTreeSet::new();
    posted(to, transfer, Says::Ask { refused })
}

fn chat(world: &World) -> StoredChat {
    match world.stored.get(&Key::Chat(id(1))) {
        Some(Stored::Chat(_, chat)) => (**chat).clone(),
        other => unreachable!("{other:?}"),
    }
}

fn rolling(world: &World) -> Rolling {
    match chat(world).stage {
        Stage::Waiting(wait) => wait.rolling,
        other => unreachable!("{other:?}"),
    }
}

fn package(effects: &[Effect]) -> (QueueName, Package) {
    let mut packages = effects.iter().filter_map(|effect| match effect {
        Effect::Post { to, letter } => match &letter.says {
            Says::HandOver(package) => Some((to.clone(), (**package).clone())),
            _ => None,
        },
        _ => None,
    });
    packages.next().unwrap()
}

fn offered(effects: &[Effect], connection: u64) -> Option<Offer> {
    effects.iter().find_map(|effect| match effect {
        Effect::ToOperator {
            connection: at,
            frame: ToOperator::Offered(offer),
        } if at.0 == connection => Some(offer.clone()),
        _ => None,
    })
}

#[test]
fn after_its_seconds_the_next_queue_is_asked_and_the_chat_leaves_when_somebody_is_there() {
    let mut world = waiting(Opening::Open);
    world.guest(9, GuestSays::Message(message(1, text("where is it?"))));

    assert_eq!(world.pass(59_999), [], "not yet");
    assert_eq!(world.pass(1), [asks("circulation", 1)]);
    let left = world.letter("circulation", letter(1, Says::Staffed));

    let (to, package) = package(&left);
    assert_eq!(to, other());
    let seconds = 60;
    let origin = Origin::RolledOver {
        from: this(),
        seconds,
    };
    assert_eq!(package.origin, origin);
    assert_eq!(package.chat.rollover, [level("law", 30)]);
    let kept: Vec<_> = package.entries.iter().map(|it| &it.entry.content).collect();
    assert_eq!(kept, [&from_guest(text("where is it?"))]);
    let ended = ToOperator::OfferEnded {
        chat: id(1),
        end: OfferEnd::PassedOn { to: other() },
    };
    assert_eq!(left.last(), Some(&to_operator(1, ended)));

    let arrived = world.letter("circulation", letter(1, Says::Arrived));
    let moved = ToGuest::Moved { queue: other() };
    assert_eq!(arrived.first(), Some(&to_guest(9, moved)));
}

#[test]
fn where_it_arrives_it_waits_and_says_from_where_and_after_how_long() {
    let mut world = desk(&QueueSettings::default(), &["ann"]);
    let mut elsewhere = waiting(sealed());
    elsewhere.pass(60_000);
    let (_, mut package) = package(&elsewhere.letter("circulation", letter(1, Says::Staffed)));
    let origin = Origin::RolledOver {
        from: other(),
        seconds: 60,
    };
    package.origin = origin.clone();
    world.now = Timestamp(60_000);

    let arrived = world.letter(
        "circulation",
        letter(1, Says::HandOver(Box::new(package.clone()))),
    );

    assert_eq!(
        arrived.first(),
        Some(&posted("circulation", 1, Says::Arrived))
    );
    assert_eq!(offered(&arrived, 1).unwrap().origin, origin);
    assert_eq!(chat(&world).story.rolled_over, [other()]);
    assert_eq!(world.told.last().unwrap().chat.rolled_over, [other()]);
    let again = world.letter("circulation", letter(1, Says::HandOver(Box::new(package))));
    assert_eq!(again, [posted("circulation", 1, Says::Arrived)]);

    let claimed = world.claim(1, 1);
    let commit = claimed.iter().any(|effect| match effect {
        Effect::ToOperator {
            frame: ToOperator::Claimed(held),
            ..
        } => {
            let mut entries = held.entries.iter();
            entries.any(|it| matches!(it.content, Content::KeyExchange { .. }))
        }
        _ => false,
    });
    assert!(commit, "the guest's D-H Commit has come along");
}

#[test]
fn with_the_seconds_of_the_next_level_it_goes_on_from_there() {
    let mut world = desk(&QueueSettings::default(), &["ann"]);
    let mut elsewhere = waiting(Opening::Open);
    elsewhere.pass(60_000);
    let (_, package) = package(&elsewhere.letter("circulation", letter(1, Says::Staffed)));
    world.letter("circulation", letter(1, Says::HandOver(Box::new(package))));

    assert_eq!(world.pass(29_999), []);
    assert_eq!(world.pass(1), [asks("law", 2)]);
}

#[test]
fn over_a_queue_where_nobody_is_it_goes_at_once() {
    let mut world = waiting(Opening::Open);
    world.pass(60_000);

    let next = world.letter("circulation", letter(1, Says::Unavailable));
    assert_eq!(next, [asks("law", 2)]);
    let late = world.letter("circulation", letter(1, Says::Staffed));
    assert_eq!(late, [], "it is another one's turn");
    let (to, package) = package(&world.letter("law", letter(2, Says::Staffed)));

    assert_eq!((to, package.chat.rollover), (queue("law"), vec![]));
}

#[test]
fn where_nobody_is_it_does_not_wait_and_its_guest_is_not_told_so() {
    let mut world = desk(&QueueSettings::default(), NOBODY);
    world.tells_guests = true;

    let came = comes(&mut world, Opening::Open);

    assert!(came.contains(&asks("circulation", 1)));
    let told = |staffed| {
        let place = hushdesk_protocol::frames::Place::Nth(1);
        to_guest(9, ToGuest::Waiting(Prospect { staffed, place }))
    };
    assert!(!came.contains(&told(false)));
    world.letter("circulation", letter(1, Says::Unavailable));
    let nobody = world.letter("law", letter(2, Says::Unavailable));
    assert_eq!(nobody, [told(false)], "nobody is anywhere");
}

#[test]
fn a_colleague_whose_connection_is_cut_is_waited_for_and_one_who_puts_it_aside_is_not() {
    let mut world = desk(&QueueSettings::default(), &["ann", "bob"]);
    world.cut(2);
    let came = comes(&mut world, Opening::Open);
    assert!(!came.contains(&asks("circulation", 1)));

    let aside = world.operator(1, OperatorSays::Dismiss { chat: id(1) });
    assert!(!aside.contains(&asks("circulation", 1)), "bob may be back");
    let gone = world.pass(60_000);

    assert_eq!(gone.last(), Some(&asks("circulation", 1)));
}

#[test]
fn where_nobody_is_anywhere_it_stays_and_they_are_asked_again() {
    let mut world = waiting(Opening::Open);
    world.pass(60_000);
    world.letter("circulation", letter(1, Says::Unavailable));
    assert_eq!(
        world.letter("law", letter(2, Says::Unavailable)),
        [],
        "ann still has it"
    );

    assert_eq!(world.pass(ROLLOVER_AGAIN_MILLIS - 1), []);
    assert_eq!(world.pass(1), [asks("circulation", 3)]);
}

#[test]
fn a_queue_that_does_not_answer_is_asked_again_and_then_passed_over() {
    let mut world = waiting(Opening::Open);
    world.pass(60_000);

    let mut asked = Vec::new();
    for _ in 0..ASKED_MILLIS / AGAIN_MILLIS {
        asked.extend(world.pass(AGAIN_MILLIS));
    }

    assert_eq!(
        asked,
        [
            asks("circulation", 1),
            asks("circulation", 1),
            asks("law", 2)
        ]
    );
}

#[test]
fn who_claims_while_another_queue_is_asked_has_it() {
    let mut world = waiting(Opening::Open);
    world.pass(60_000);
    world.claim(1, 1);

    let late = world.letter("circulation", letter(1, Says::Staffed));

    assert_eq!(late, []);
    assert!(matches!(chat(&world).stage, Stage::Held(_)));
}

#[test]
fn who_claims_after_it_has_left_does_not_have_it() {
    let mut world = waiting(Opening::Open);
    world.pass(60_000);
    world.letter("circulation", letter(1, Says::Staffed));

    let refused = ToOperator::Refused {
        about: About::Chat(id(1)),
        refusal: Refusal::Answered,
    };
    assert_eq!(world.claim(1, 1), [to_operator(1, refused)]);
}

#[test]
fn it_is_not_given_up_as_unanswered_before_it_has_been_passed_on() {
    let settings = QueueSettings {
        concierge_seconds: 5,
        unanswered_seconds: 10,
        ..QueueSettings::default()
    };
    let mut world = desk(&settings, &["ann"]);
    comes(&mut world, Opening::Open);

    assert_eq!(world.pass(15_000), [asks("circulation", 1)]);
    world.letter("circulation", letter(1, Says::Unavailable));
    world.letter("law", letter(2, Says::Unavailable));
    world.pass(0);
    assert!(
        matches!(chat(&world).stage, Stage::Ended { .. }),
        "it was tried, and the time of this queue is up"
    );
}

#[test]
fn a_queue_that_is_gone_falls_out() {
    let mut world = waiting(Opening::Open);
    world.handle(Event::Configured(Box::new(StoredConfig {
        name: Some(this()),
        queues: [this(), queue("law")].into(),
        version: 1,
        ..StoredConfig::default()
    })));

    assert_eq!(world.pass(30_000), [asks("law", 1)]);
    world.handle(Event::Configured(Box::new(StoredConfig {
        name: Some(this()),
        queues: [this()].into(),
        version: 2,
        ..StoredConfig::default()
    })));
    assert_eq!(world.letter("law", letter(1, Says::Staffed)), []);
    world.pass(660_000);
    assert!(matches!(chat(&world).stage, Stage::Ended { .. }));
}

#[test]
fn a_chat_that_somebody_has_answered_is_not_passed_on() {
    let mut world = waiting(Opening::Open);
    world.claim(1, 1);
    world.cut(1);
    let interrupted = world.pass(60_000);
    assert!(matches!(chat(&world).stage, Stage::Waiting(_)));
    assert!(!interrupted.contains(&asks("circulation", 1)));
    assert_eq!(rolling(&world), Rolling::NotYet);
}

#[test]
fn a_sealed_chat_whose_guest_refused_the_operators_key_goes_on_to_others() {
    let mut world = waiting(sealed());
    world.claim(1, 1);

    let lease = Lease(1);
    let refused = world.guest(9, GuestSays::RefuseHolder { lease });

    let asks = posted(
        "circulation",
        1,
        Says::Ask {
            refused: [ann().operator].into(),
        },
    );
    assert!(refused.contains(&asks), "nobody else is here: {refused:?}");
}

#[test]
fn who_is_asked_says_whether_anybody_is_there_for_this_guest() {
    let ask = |refused: &[&str]| Says::Ask {
        refused: refused.iter().map(|it| it.parse().unwrap()).collect(),
    };
    for (operators, refused, says) in [
        (["ann"].as_slice(), NOBODY, Says::Staffed),
        (["ann"].as_slice(), ["ann"].as_slice(), Says::Unavailable),
        (NOBODY, NOBODY, Says::Unavailable),
    ] {
        let mut world = desk(&QueueSettings::default(), operators);
        let before = world.stored.clone();
        assert_eq!(
            world.letter("circulation", letter(1, ask(refused))),
            [posted("circulation", 1, says)]
        );
        assert_eq!(world.stored, before, "nothing is kept of it");
    }
}
