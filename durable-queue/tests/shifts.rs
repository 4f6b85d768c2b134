//! Shifts: when they end, who says so, and how they go on.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::*;
use durable_queue::{Arrival, Closing, ConnectionId, Effect, Event, GuestSays, Letter, Says, Seat};
use hushdesk_protocol::frames::{ChatKind, ChosenEnd, OfferEnd, Opening, Origin, Until};
use hushdesk_protocol::ids::{Number, Timestamp};
use hushdesk_protocol::rest::{QueueSettings, ShiftEnd};

const HOUR: u64 = 3_600_000;

fn an_hour() -> QueueSettings {
    QueueSettings {
        shift: ShiftEnd::After { minutes: 60 },
        ..QueueSettings::default()
    }
}

/// Ann comes, by this socket, and says when her shift ends, as she has just chosen it.
fn ann_comes(world: &mut World, connection: u64, until: Option<Until>) -> Vec<Effect> {
    let chosen = world.now;
    let until = until.map(|ends| ChosenEnd { ends, chosen });
    comes(world, connection, ann(), until)
}

/// A window comes, and says what was chosen at it.
fn comes(world: &mut World, by: u64, seat: Seat, until: Option<ChosenEnd>) -> Vec<Effect> {
    let arrival = Arrival {
        until,
        ..arrival(&seat)
    };
    world.handle(Event::OperatorArrived {
        connection: ConnectionId(by),
        seat,
        arrival,
    })
}

/// Another window of Ann's.
fn anns_other() -> Seat {
    seat("ann", 11)
}

fn world(settings: &QueueSettings, until: Option<Until>) -> World {
    let mut world = World::default();
    world.configure(settings);
    ann_comes(&mut world, 1, until);
    world
}

#[test]
fn a_shift_ends_as_the_queue_is_set_and_who_holds_nothing_is_disconnected() {
    let mut world = world(&an_hour(), None);
    assert_eq!(world.pass(HOUR - 1), []);
    assert_eq!(world.pass(1), [close(1, Closing::ShiftOver)]);
}

#[test]
fn what_an_operator_chooses_takes_the_place_of_the_queues_setting() {
    let until = Until::At(Timestamp(2 * HOUR));
    let mut late = world(&an_hour(), Some(until));
    assert_eq!(late.pass(2 * HOUR - 1), []);
    assert_eq!(late.pass(1), [close(1, Closing::ShiftOver)]);

    let mut never = world(&an_hour(), Some(Until::Never));
    assert_eq!(never.pass(20 * HOUR), []);
}

#[test]
fn what_was_chosen_is_kept_until_something_else_is() {
    let mut world = world(&QueueSettings::default(), Some(Until::At(Timestamp(HOUR))));
    ann_comes(&mut world, 2, None);
    world.pass(HOUR / 2);
    ann_comes(&mut world, 3, Some(Until::Never));
    assert_eq!(world.pass(HOUR), []);
}

/// A choice of this hour.
const fn chosen_at(hour: u64, ends: Until) -> Option<ChosenEnd> {
    let chosen = Timestamp(hour * HOUR);
    Some(ChosenEnd { ends, chosen })
}

#[test]
fn what_a_window_says_again_does_not_take_the_place_of_what_another_has_chosen_since() {
    let mut world = World::default();
    world.configure(&QueueSettings::default());
    let first = chosen_at(0, Until::Never);
    let second = chosen_at(1, Until::At(Timestamp(3 * HOUR)));
    comes(&mut world, 1, ann(), first);
    world.pass(HOUR);
    comes(&mut world, 2, anns_other(), second);
    // The first one's line is cut, and it says what it said.
    world.cut(1);
    comes(&mut world, 3, ann(), first);
    world.pass(2 * HOUR - 1);
    let over = world.pass(1);
    for socket in [2, 3] {
        assert!(over.contains(&close(socket, Closing::ShiftOver)));
    }
}

#[test]
fn of_two_choices_the_later_counts_also_where_the_queue_knew_none_any_more() {
    for order in [[0, 1], [1, 0]] {
        let mut world = World::default();
        let choices = [
            (ann(), chosen_at(0, Until::Never)),
            (anns_other(), chosen_at(1, Until::At(Timestamp(3 * HOUR)))),
        ];
        world.pass(2 * HOUR);
        for (socket, which) in (1..).zip(order) {
            let (seat, until) = choices[which].clone();
            comes(&mut world, socket, seat, until);
        }
        assert_eq!(world.pass(HOUR).len(), 2, "both are disconnected");
    }
}

#[test]
fn a_shift_that_was_over_goes_on_when_it_is_extended() {
    let mut world = world(&an_hour(), None);
    world.open(2, 1, Opening::Open);
    world.claim(1, 1);
    world.pass(HOUR);
    assert!(!world.queue.is_staffed());

    ann_comes(&mut world, 3, Some(Until::At(Timestamp(2 * HOUR))));

    assert!(world.queue.is_staffed());
    let ended = world.guest(2, GuestSays::End);
    assert!(!ended.contains(&close(3, Closing::ShiftOver)));
    assert_eq!(world.pass(HOUR).last(), Some(&close(3, Closing::ShiftOver)));
}

#[test]
fn a_shift_that_was_over_goes_on_when_the_queue_is_set_otherwise() {
    let mut world = world(&an_hour(), None);
    world.open(2, 1, Opening::Open);
    world.claim(1, 1);
    world.pass(HOUR);
    assert!(!world.queue.is_staffed());

    world.configure(&QueueSettings::default());

    assert!(world.queue.is_staffed());
}

#[test]
fn a_shift_does_not_end_while_a_chat_is_on_its_way_to_its_operator() {
    let mut world = world(&an_hour(), None);
    world.pass(HOUR - 1_000);
    let mut offer = offer(1, ChatKind::Open, HOUR - 1_000);
    offer.origin = Origin::Transfer {
        by: "dora".parse().unwrap(),
        note: None,
    };
    let until = world.now.plus(60_000);
    let offer = Box::new(offer);
    let letter = |says| Letter {
        chat: id(1),
        transfer: Number(1),
        says,
    };
    world.letter(
        "circulation",
        letter(Says::Offer {
            offer,
            until,
            refused: Default::default(),
        }),
    );
    world.claim(1, 1);

    let over = world.pass(2_000);
    assert!(!over.contains(&close(1, Closing::ShiftOver)));

    let end = OfferEnd::GuestLeft;
    let gone = world.letter("circulation", letter(Says::Gone { end }));
    assert_eq!(gone.last(), Some(&close(1, Closing::ShiftOver)));
}
