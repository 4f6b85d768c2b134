//! Who is connected: told to the other end, and to all who are offered a chat, whenever somebody comes or is lost.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::*;
use durable_queue::{Effect, Event, Letter, OperatorSays, Says};
use hushdesk_protocol::frames::{
    Availability, Offer, Opening, Origin, Status, ToGuest, ToOperator, Waiting,
};
use hushdesk_protocol::ids::{Number, Timestamp};

fn presence(connection: u64, absent_since: Option<u64>) -> Effect {
    let absent_since = absent_since.map(Timestamp);
    let chat = id(1);
    to_operator(connection, ToOperator::Presence { chat, absent_since })
}

#[test]
fn an_offer_says_since_when_its_guest_is_away() {
    let mut world = World::default();
    world.hello(1, ann(), vec![]);
    world.hello(5, bob(), vec![]);
    world.open(2, 1, Opening::Open);
    world.operator(5, OperatorSays::Dismiss { chat: id(1) });
    world.pass(7);

    let lost = world.cut(2);
    let later = world.hello(6, seat("cleo", 3), vec![]);
    let back = world.resume(3, 1, 0);

    assert_eq!(lost, [presence(1, Some(7)), presence(5, Some(7))]);
    let offers = welcome_offers(&later);
    assert_eq!(offers.first().unwrap().absent_since, Some(Timestamp(7)));
    let told = [presence(1, None), presence(5, None), presence(6, None)];
    assert!(told.iter().all(|it| back.contains(it)));
}

#[test]
fn each_end_hears_that_the_other_came_anew_though_its_socket_was_replaced() {
    let mut world = a_held_chat(Opening::Open);

    let guest = world.resume(3, 1, 0);
    let holder = world.hello(5, ann(), vec![]);

    assert_eq!(guest.last(), Some(&presence(1, None)));
    let present = true;
    let told = to_guest(3, ToGuest::Presence { present });
    assert_eq!(holder.last(), Some(&told));
}

#[test]
fn a_guest_whose_operator_did_not_outlive_a_pause_is_told() {
    let mut world = a_held_chat(Opening::Open);

    let says = world.sleep(|connection| connection == 1);

    let present = false;
    assert_eq!(says, [to_guest(2, ToGuest::Presence { present })]);
}

#[test]
fn how_many_wait_is_told_to_all_who_are_there_and_busy_ones_too() {
    let mut world = World::default();
    world.hello(1, ann(), vec![]);
    world.operator(
        1,
        OperatorSays::Status(Availability {
            status: Status::Busy,
            ..Availability::default()
        }),
    );
    world.now = Timestamp(5);

    let opened = opened(&mut world);

    let waiting = Waiting {
        chats: 1,
        since: Some(Timestamp(5)),
    };
    assert!(opened.contains(&to_operator(1, ToOperator::Waiting(waiting))));
}

/// All that is said when chat 1 is opened.
fn opened(world: &mut World) -> Vec<Effect> {
    let connection = durable_queue::ConnectionId(2);
    let opened = opening(id(1), 1, Opening::Open);
    let event = Event::GuestOpened {
        connection,
        opened,
        from: None,
    };
    world.queue.handle(event, world.now)
}

#[test]
fn of_a_chat_that_another_queue_offers_the_offer_said_again_tells_it() {
    let mut world = World::default();
    world.hello(1, ann(), vec![]);
    let offered = |absent_since: Option<u64>| {
        let mut offer = offer(1, hushdesk_protocol::frames::ChatKind::Open, 0);
        offer.origin = Origin::Transfer {
            by: "dora".parse().unwrap(),
            note: None,
        };
        offer.absent_since = absent_since.map(Timestamp);
        let until = Timestamp(60_000);
        let offer = Box::new(offer);
        Letter {
            chat: id(1),
            transfer: Number(1),
            says: Says::Offer {
                offer,
                until,
                refused: Default::default(),
            },
        }
    };
    world.letter("circulation", offered(None));

    assert_eq!(
        world.letter("circulation", offered(Some(3))),
        [presence(1, Some(3))]
    );
    assert_eq!(world.letter("circulation", offered(Some(3))), []);
}

fn welcome_offers(effects: &[Effect]) -> Vec<Offer> {
    let offers = effects.iter().find_map(|effect| {
        if let Effect::ToOperator {
            frame: ToOperator::Welcome { offers, .. },
            ..
        } = effect
        {
            return Some(offers.clone());
        }
        None
    });
    offers.unwrap()
}
