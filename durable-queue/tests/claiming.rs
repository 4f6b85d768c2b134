//! Operators claim a waiting chat: one wins, by one transition, and the others are told who.

mod common;

use common::*;
use durable_queue::{Effect, HolderSays, OperatorSays};
use hushdesk_protocol::frames::{
    About, Availability, ChatKind, Content, OfferEnd, Opening, Refusal, Status, ToGuest, ToOperator,
};
use hushdesk_protocol::ids::Epoch;
use hushdesk_protocol::rest::{OfferTo, QueueSettings};

#[test]
fn the_first_to_claim_gets_the_chat_with_the_commit_and_the_others_hear_who_it_was() {
    let mut world = World::default();
    world.hello(1, ann(), vec![]);
    world.hello(2, bob(), vec![]);
    world.open(3, 1, sealed());

    let says = world.claim(2, 1);

    let exchange = Content::KeyExchange {
        epoch: Epoch(1),
        commit: commit("first"),
    };
    let entries = vec![entry(1, 0, exchange), entry(2, 0, claimed("bob", 1))];
    let held = held_chat(1, 1, ChatKind::Sealed, sent(0, 0), entries);
    let ended = OfferEnd::Answered {
        by: "bob".parse().unwrap(),
    };
    assert_eq!(
        says,
        [
            to_operator(2, ToOperator::Claimed(held)),
            to_guest(3, ToGuest::Entry(entry(2, 0, claimed("bob", 1)))),
            to_operator(
                1,
                ToOperator::OfferEnded {
                    chat: id(1),
                    end: ended
                }
            ),
        ]
    );
}

#[test]
fn who_comes_second_is_refused_and_who_asks_twice_has_been_answered() {
    let mut world = World::default();
    world.hello(1, ann(), vec![]);
    world.hello(2, bob(), vec![]);
    world.open(3, 1, sealed());
    world.claim(2, 1);

    let about = About::Chat(id(1));
    let answered = ToOperator::Refused {
        about,
        refusal: Refusal::Answered,
    };
    assert_eq!(world.claim(1, 1), [to_operator(1, answered)]);
    assert_eq!(world.claim(2, 1), []);
}

#[test]
fn a_chat_that_is_over_or_never_was_cannot_be_claimed() {
    let mut world = World::default();
    world.hello(1, ann(), vec![]);
    world.open(3, 1, Opening::Open);
    world.guest(3, durable_queue::GuestSays::End);

    for (chat, refusal) in [(1, Refusal::Closed), (9, Refusal::UnknownChat)] {
        let about = About::Chat(id(chat));
        let refused = ToOperator::Refused { about, refusal };
        assert_eq!(world.claim(1, chat), [to_operator(1, refused)]);
    }
}

#[test]
fn an_offer_that_is_dismissed_stays_with_that_operator_put_aside() {
    let mut world = World::default();
    world.hello(1, ann(), vec![]);
    world.hello(2, bob(), vec![]);
    world.hello(6, seat("ann", 6), vec![]);
    world.open(3, 1, Opening::Open);

    let says = world.operator(1, OperatorSays::Dismiss { chat: id(1) });
    let ann_again = world.hello(4, seat("ann", 7), vec![]);
    let bob_again = world.hello(5, seat("bob", 8), vec![]);

    let waits = offer(1, ChatKind::Open, 0);
    let aside = ToOperator::Offered(put_aside(waits.clone()));
    assert_eq!(says, [to_operator(1, aside.clone()), to_operator(6, aside)]);
    let offers = vec![put_aside(waits.clone())];
    assert_eq!(
        ann_again,
        [
            admit_seat(4, seat("ann", 7)),
            to_operator(4, welcome(0, "ann", offers, vec![]))
        ]
    );
    assert_eq!(
        bob_again,
        [
            admit_seat(5, seat("bob", 8)),
            to_operator(5, welcome(0, "bob", vec![waits], vec![]))
        ]
    );
}

#[test]
fn an_offer_that_was_put_aside_is_claimed_only_after_it_was_taken_up_again() {
    let mut world = World::default();
    world.hello(1, ann(), vec![]);
    world.hello(6, seat("ann", 6), vec![]);
    world.open(3, 1, Opening::Open);
    world.operator(1, OperatorSays::Dismiss { chat: id(1) });

    let about = About::Chat(id(1));
    let refusal = Refusal::NotOffered;
    let refused = ToOperator::Refused { about, refusal };
    assert_eq!(world.claim(6, 1), [to_operator(6, refused)]);

    let again = world.operator(6, OperatorSays::Reconsider { chat: id(1) });
    let offered = ToOperator::Offered(offer(1, ChatKind::Open, 0));
    assert_eq!(
        again,
        [to_operator(1, offered.clone()), to_operator(6, offered)]
    );
    assert_eq!(claims(&world.claim(1, 1)), [1]);
}

#[test]
fn who_is_not_asked_cannot_claim() {
    let mut busy = World::default();
    busy.configure(&QueueSettings {
        busy_at: Some(1),
        ..QueueSettings::default()
    });
    busy.hello(1, ann(), vec![]);
    busy.open(3, 2, Opening::Open);
    busy.claim(1, 2);
    busy.open(4, 1, Opening::Open);

    let mut few = World::default();
    few.configure(&QueueSettings {
        offer: OfferTo::LeastBusy { count: 1 },
        ..QueueSettings::default()
    });
    few.hello(5, bob(), vec![]);
    few.pass(1);
    few.hello(1, ann(), vec![]);
    few.open(4, 1, Opening::Open);

    let mut away = World::default();
    away.hello(1, ann(), vec![]);
    away.open(4, 1, Opening::Open);
    away.operator(
        1,
        OperatorSays::Status(Availability {
            status: Status::Away,
            ..Availability::default()
        }),
    );

    let about = About::Chat(id(1));
    let refusal = Refusal::NotOffered;
    let refused = ToOperator::Refused { about, refusal };
    for mut world in [busy, few, away] {
        assert_eq!(world.claim(1, 1), [to_operator(1, refused.clone())]);
    }
}

/// To which sockets it is said that they hold a chat now.
fn claims(effects: &[Effect]) -> Vec<u64> {
    let claims = effects.iter().filter_map(|effect| {
        if let Effect::ToOperator {
            connection,
            frame: ToOperator::Claimed(_),
        } = effect
        {
            return Some(connection.0);
        }
        None
    });
    claims.collect()
}

#[test]
fn who_arrives_later_is_shown_who_waits_the_longest_waiting_first() {
    let mut world = World::default();
    world.open(3, 2, Opening::Open);
    world.pass(5);
    world.open(4, 1, sealed());

    let says = world.hello(1, ann(), vec![]);

    let offers = vec![offer(2, ChatKind::Open, 0), offer(1, ChatKind::Sealed, 5)];
    let welcome = welcome(5, "ann", offers, vec![]);
    assert_eq!(says, [admit_seat(1, ann()), to_operator(1, welcome)]);
}

#[test]
fn what_comes_under_another_lease_or_from_another_seat_is_refused() {
    let mut world = a_held_chat(Opening::Open);
    world.hello(5, bob(), vec![]);

    let about = About::Message {
        chat: id(1),
        number: hushdesk_protocol::ids::Number(1),
    };
    let lapsed = ToOperator::Refused {
        about,
        refusal: Refusal::LeaseLapsed,
    };
    let says = || HolderSays::Message(message(1, text("late")));
    assert_eq!(
        world.holding(1, 1, 2, says()),
        [to_operator(1, lapsed.clone())]
    );
    assert_eq!(world.holding(5, 1, 1, says()), [to_operator(5, lapsed)]);
}
