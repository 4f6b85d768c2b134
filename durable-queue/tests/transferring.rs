//! Handing a chat on, when it does not go smoothly: nobody is left to take it, the sender was away when it failed, the
//! other queue is not one, or it is the sender's own.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::*;
use durable_queue::{Effect, Event, HolderSays, Letter, OperatorSays, Says, StoredConfig};
use hushdesk_protocol::frames::{
    About, Availability, ChatKind, HeldChat, OfferEnd, Opening, Origin, Recipient, Refusal, Status,
    ToOperator, TransferState,
};
use hushdesk_protocol::ids::{Number, Timestamp};
use hushdesk_protocol::rest::QueueSettings;

/// Ann (socket 1) holds chat 1, bob (5) and cleo (6) are there.
fn three() -> World {
    let mut world = World::default();
    world.configure(&QueueSettings::default());
    world.hello(1, ann(), vec![]);
    world.open(2, 1, Opening::Open);
    world.claim(1, 1);
    world.hello(5, bob(), vec![]);
    world.hello(6, seat("cleo", 3), vec![]);
    world
}

fn to_queue(queue: &str) -> HolderSays {
    HolderSays::Transfer {
        recipient: Recipient::Queue(queue.parse().unwrap()),
        note: None,
    }
}

fn dismisses() -> OperatorSays {
    OperatorSays::Dismiss { chat: id(1) }
}

fn told(transfer: TransferState) -> Effect {
    let chat = id(1);
    to_operator(1, ToOperator::Transfer { chat, transfer })
}

fn declined(by: &str) -> TransferState {
    TransferState::Declined {
        by: by.parse().unwrap(),
    }
}

fn letter(says: Says) -> Letter {
    Letter {
        chat: id(1),
        transfer: Number(1),
        says,
    }
}

fn posted(effects: &[Effect]) -> Vec<&Says> {
    let letters = effects.iter().filter_map(|effect| match effect {
        Effect::Post { letter, .. } => Some(&letter.says),
        Effect::ToOperator { .. }
        | Effect::ToGuest { .. }
        | Effect::Store(_)
        | Effect::Forget(_)
        | Effect::Tell(_)
        | Effect::TellOfQueue(_)
        | Effect::Retain(_)
        | Effect::Admit { .. }
        | Effect::Close { .. } => None,
    });
    letters.collect()
}

/// The queue is offered a chat by `circulation`, where this operator hands it on.
fn offered_by(world: &mut World, by: &str) -> Vec<Effect> {
    let mut offer = offer(1, ChatKind::Open, 0);
    offer.origin = Origin::Transfer {
        by: by.parse().unwrap(),
        note: None,
    };
    let until = Timestamp(60_000);
    let offer = Box::new(offer);
    world.letter(
        "circulation",
        letter(Says::Offer {
            offer,
            until,
            refused: Default::default(),
        }),
    )
}

fn held_by_ann(effects: &[Effect]) -> Option<HeldChat> {
    effects.iter().find_map(|effect| {
        if let Effect::ToOperator {
            frame: ToOperator::Welcome { chats, .. },
            ..
        } = effect
        {
            return chats.first().cloned();
        }
        None
    })
}

#[test]
fn when_the_last_of_a_queue_declines_the_sender_hears_of_it_at_once() {
    let mut world = three();
    world.holding(1, 1, 1, to_queue("reference"));

    let first = world.operator(5, dismisses());
    let last = world.operator(6, dismisses());

    assert!(!first.contains(&told(declined("bob"))));
    assert_eq!(last.first(), Some(&told(declined("cleo"))));
    let written = world.holding(1, 1, 1, HolderSays::Message(message(1, text("I stay"))));
    assert_eq!(written.len(), 2, "the chat can be written in again");
}

#[test]
fn when_nobody_of_a_queue_is_left_the_sender_hears_of_it_after_the_grace() {
    let mut world = three();
    world.holding(1, 1, 1, to_queue("reference"));
    world.operator(5, dismisses());
    let away = Availability {
        status: Status::Away,
        ..Availability::default()
    };

    let says = world.operator(6, OperatorSays::Status(away));

    assert_eq!(says.first(), Some(&told(TransferState::Unavailable)));
}

#[test]
fn a_colleague_whose_connection_is_cut_is_waited_for() {
    let mut world = three();
    let recipient = Recipient::Operator(bob().operator);
    world.pass(20_000);
    world.holding(
        1,
        1,
        1,
        HolderSays::Transfer {
            recipient,
            note: None,
        },
    );
    world.pass(100);
    assert_eq!(world.cut(5), []);
    world.pass(30_000);
    let back = world.hello(7, bob(), vec![]);
    let offers = back.iter().any(|effect| matches!(
        effect,
        Effect::ToOperator { frame: ToOperator::Welcome { offers, .. }, .. } if offers.len() == 1
    ));
    assert!(offers, "it is still offered");
}

#[test]
fn a_sender_who_was_away_hears_how_it_went_when_they_come_back() {
    let mut world = three();
    let recipient = Recipient::Operator(bob().operator);
    world.holding(
        1,
        1,
        1,
        HolderSays::Transfer {
            recipient,
            note: None,
        },
    );
    world.cut(1);
    world.operator(5, dismisses());

    let back = held_by_ann(&world.hello(7, ann(), vec![cursor(1, 1, 1)])).unwrap();
    assert_eq!((back.handing, back.outcome), (None, Some(declined("bob"))));

    world.holding(7, 1, 1, HolderSays::Message(message(1, text("I go on"))));
    let back = held_by_ann(&world.hello(8, ann(), vec![cursor(1, 1, 1)])).unwrap();
    assert_eq!(back.outcome, None, "it is of no interest any more");
}

#[test]
fn a_chat_is_handed_to_queues_of_the_organisation_only() {
    let mut world = three();

    let refused = world.holding(1, 1, 1, to_queue("no-such-queue"));

    let about = About::Chat(id(1));
    let refusal = Refusal::Unavailable;
    assert_eq!(
        refused,
        [to_operator(1, ToOperator::Refused { about, refusal })]
    );
    assert_eq!(
        posted(&world.holding(1, 1, 1, to_queue("circulation"))).len(),
        1
    );
}

#[test]
fn another_queue_says_that_nobody_there_wants_the_chat() {
    let mut world = three();
    world.holding(1, 1, 1, to_queue("circulation"));
    let by = "dora".parse().unwrap();

    let says = world.letter("circulation", letter(Says::Declined { by }));

    let end = OfferEnd::Withdrawn;
    assert_eq!(posted(&says), [&Says::Withdrawn { end }]);
    assert!(says.contains(&told(declined("dora"))));
}

#[test]
fn the_last_who_declines_a_chat_of_another_queue_answers_for_all_and_again_when_asked() {
    let mut world = three();
    offered_by(&mut world, "dora");

    assert_eq!(posted(&world.operator(1, dismisses())).len(), 0);
    assert_eq!(posted(&world.operator(5, dismisses())).len(), 0);
    let last = world.operator(6, dismisses());

    let by = "cleo".parse().unwrap();
    assert_eq!(posted(&last), [&Says::Declined { by }]);
    let again = offered_by(&mut world, "dora");
    let by = "cleo".parse().unwrap();
    assert_eq!(posted(&again), [&Says::Declined { by }]);
}

#[test]
fn a_chat_is_not_offered_to_its_own_sender_at_the_other_queue() {
    let mut world = three();

    let offers = offered_by(&mut world, "bob");

    let to: Vec<u64> = offers.iter().filter_map(offered_at).collect();
    assert_eq!(to, [1, 6]);
    let refused = world.claim(5, 1);
    let about = About::Chat(id(1));
    let refusal = Refusal::NotOffered;
    assert_eq!(
        refused,
        [to_operator(5, ToOperator::Refused { about, refusal })]
    );
}

#[test]
fn a_queue_where_only_the_sender_is_has_nobody() {
    let mut world = World::default();
    world.configure(&QueueSettings::default());
    world.hello(5, bob(), vec![]);

    let says = offered_by(&mut world, "bob");

    assert_eq!(posted(&says), [&Says::Unavailable]);
}

#[test]
fn older_settings_and_an_older_set_of_queues_do_not_take_the_place_of_newer_ones() {
    let mut world = World::default();
    let config = |version, busy_at, queues: &[&str]| StoredConfig {
        settings: QueueSettings {
            busy_at: Some(busy_at),
            ..QueueSettings::default()
        },
        version,
        queues: queues.iter().map(|name| name.parse().unwrap()).collect(),
        ..StoredConfig::default()
    };
    let newer = config(2, 7, &["circulation", "reference"]);
    world.handle(Event::Configured(Box::new(newer.clone())));
    world.handle(Event::Configured(Box::new(config(1, 3, &["reference"]))));
    assert_eq!(*world.queue.config(), newer);
}

#[test]
fn who_is_offered_a_chat_by_another_queue_hears_how_it_ended() {
    let mut world = three();
    offered_by(&mut world, "dora");
    let by = || "dora".parse().unwrap();

    let end = OfferEnd::Ended { by: by() };
    let says = world.letter("circulation", letter(Says::Withdrawn { end }));

    let end = OfferEnd::Ended { by: by() };
    let ended = ToOperator::OfferEnded { chat: id(1), end };
    let to_all = [1, 5, 6].map(|connection| to_operator(connection, ended.clone()));
    assert_eq!(says, to_all);
}

fn offered_at(effect: &Effect) -> Option<u64> {
    if let Effect::ToOperator {
        connection,
        frame: ToOperator::Offered(_),
    } = effect
    {
        return Some(connection.0);
    }
    None
}
