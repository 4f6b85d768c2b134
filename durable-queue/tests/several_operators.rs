//! A desk of several: statuses, the least busy, handing on, and who goes on when a holder is gone.

mod common;

use common::*;
use durable_queue::{Effect, GuestSays, HolderSays, OperatorSays};
use hushdesk_protocol::frames::{
    About, Availability, Content, OfferEnd, Opening, Origin, Recipient, Refusal, Status, ToGuest,
    ToOperator, TransferState,
};
use hushdesk_protocol::ids::Number;
use hushdesk_protocol::rest::{OfferTo, QueueSettings};

fn away() -> OperatorSays {
    OperatorSays::Status(Availability {
        status: Status::Away,
        ..Availability::default()
    })
}

fn two_at(settings: &QueueSettings) -> World {
    let mut world = World::default();
    world.configure(settings);
    world.hello(1, ann(), vec![]);
    world.hello(5, bob(), vec![]);
    world
}

fn to_bob() -> HolderSays {
    HolderSays::Transfer {
        recipient: Recipient::Operator(bob().operator),
        note: None,
    }
}

/// To whom a chat is offered by these effects.
fn offered(effects: &[Effect]) -> Vec<(u64, Origin)> {
    let offers = effects.iter().filter_map(|effect| match effect {
        Effect::ToOperator {
            connection,
            frame: ToOperator::Offered(offer),
        } => Some((connection.0, offer.origin.clone())),
        Effect::ToOperator { .. }
        | Effect::ToGuest { .. }
        | Effect::Store(_)
        | Effect::Forget(_)
        | Effect::Admit { .. }
        | Effect::Tell(_)
        | Effect::TellOfQueue(_)
        | Effect::Retain(_)
        | Effect::Post { .. }
        | Effect::Close { .. } => None,
    });
    offers.collect()
}

fn transfer(state: TransferState) -> Effect {
    let chat = id(1);
    to_operator(
        1,
        ToOperator::Transfer {
            chat,
            transfer: state,
        },
    )
}

#[test]
fn only_who_takes_chats_brings_the_queue_online_and_is_offered_any() {
    let mut world = two_at(&QueueSettings::default());
    world.open(2, 1, Opening::Open);
    let end = OfferEnd::Withdrawn;
    let withdrawn = ToOperator::OfferEnded { chat: id(1), end };

    assert_eq!(world.operator(1, away()), [to_operator(1, withdrawn)]);
    assert!(world.queue.is_staffed());
    world.operator(5, away());
    assert!(!world.queue.is_staffed());

    let back = world.operator(1, OperatorSays::Status(Availability::default()));
    assert_eq!(offered(&back), [(1, Origin::New)]);
}

#[test]
fn a_chat_is_offered_to_the_least_busy_and_to_all_when_nobody_comes() {
    let mut world = two_at(&QueueSettings {
        offer: OfferTo::LeastBusy { count: 1 },
        ..QueueSettings::default()
    });
    assert_eq!(
        offered(&world.open(2, 1, Opening::Open)),
        [(1, Origin::New)]
    );
    world.claim(1, 1);
    assert_eq!(
        offered(&world.open(3, 2, Opening::Open)),
        [(5, Origin::New)]
    );

    assert_eq!(offered(&world.pass(60_000)), [(1, Origin::New)]);
}

#[test]
fn a_queue_that_asks_a_few_asks_all_as_soon_as_it_is_set_so() {
    let few = QueueSettings {
        offer: OfferTo::LeastBusy { count: 1 },
        ..QueueSettings::default()
    };
    let mut world = two_at(&few);
    assert_eq!(offered(&world.open(2, 1, Opening::Open)).len(), 1);

    let all = world.configure(&QueueSettings::default());
    assert_eq!(offered(&all), [(5, Origin::New)]);

    let few_again = world.configure(&few);
    let end = OfferEnd::Withdrawn;
    let withdrawn = ToOperator::OfferEnded { chat: id(1), end };
    assert_eq!(few_again, [to_operator(5, withdrawn)]);
}

#[test]
fn who_takes_an_offer_up_again_is_asked_though_another_was_chosen_meanwhile() {
    let mut world = two_at(&QueueSettings {
        offer: OfferTo::LeastBusy { count: 1 },
        ..QueueSettings::default()
    });
    world.open(2, 1, Opening::Open);
    let aside = world.operator(1, OperatorSays::Dismiss { chat: id(1) });
    assert_eq!(offered(&aside).len(), 2, "put aside by ann, and bob's now");

    let again = world.operator(1, OperatorSays::Reconsider { chat: id(1) });

    assert_eq!(offered(&again), [(1, Origin::New)]);
    let taken = world.claim(1, 1);
    assert!(!taken.is_empty());
    assert!(offered(&taken).is_empty());
}

#[test]
fn who_has_as_many_chats_as_the_queue_allows_is_offered_no_more() {
    let mut world = two_at(&QueueSettings {
        busy_at: Some(1),
        ..QueueSettings::default()
    });
    world.open(2, 1, Opening::Open);
    world.claim(1, 1);

    assert_eq!(
        offered(&world.open(3, 2, Opening::Open)),
        [(5, Origin::New)]
    );
    let ended = world.guest(2, GuestSays::End);
    assert_eq!(offered(&ended), [(1, Origin::New)]);
}

#[test]
fn a_chat_is_handed_to_a_colleague_and_the_sender_cannot_write_meanwhile() {
    let mut world = two_at(&QueueSettings::default());
    world.open(2, 1, Opening::Open);
    world.claim(1, 1);
    let by = Origin::Transfer {
        by: ann().operator,
        note: None,
    };

    assert_eq!(offered(&world.holding(1, 1, 1, to_bob())), [(5, by)]);
    let late = || HolderSays::Message(message(1, text("wait")));
    let about = About::Message {
        chat: id(1),
        number: Number(1),
    };
    let refused = |refusal| {
        let about = about.clone();
        to_operator(1, ToOperator::Refused { about, refusal })
    };
    assert_eq!(
        world.holding(1, 1, 1, late()),
        [refused(Refusal::Transferring)]
    );

    let taken = world.claim(5, 1);
    let taken_by = TransferState::Taken { by: bob().operator };
    assert_eq!(taken.first(), Some(&transfer(taken_by)));
    let told = ToGuest::Entry(entry(3, 0, claimed("bob", 2)));
    assert!(taken.contains(&to_guest(2, told)));
    assert_eq!(
        world.holding(1, 1, 1, late()),
        [refused(Refusal::LeaseLapsed)]
    );
}

#[test]
fn while_a_sealed_chat_is_handed_on_its_sender_can_exchange_keys_and_nothing_else() {
    let mut world = two_at(&QueueSettings::default());
    world.open(2, 1, sealed());
    world.claim(1, 1);
    world.holding(1, 1, 1, to_bob());
    let says = |line| HolderSays::Message(message(1, sealed_line(1, line)));

    let refused = world.holding(1, 1, 1, says("AAMDAAAB"));
    let about = About::Message {
        chat: id(1),
        number: Number(1),
    };
    let refusal = Refusal::Transferring;
    assert_eq!(
        refused,
        [to_operator(1, ToOperator::Refused { about, refusal })]
    );

    let taken = world.holding(1, 1, 1, says("AAMKAAAB"));
    assert!(
        taken
            .iter()
            .any(|effect| matches!(effect, Effect::ToGuest { .. }))
    );
}

#[test]
fn a_chat_that_is_not_taken_stays_with_the_sender_who_is_told_why() {
    let mut world = two_at(&QueueSettings::default());
    world.open(2, 1, Opening::Open);
    world.claim(1, 1);

    world.holding(1, 1, 1, to_bob());
    let declined = world.operator(5, OperatorSays::Dismiss { chat: id(1) });
    let by = bob().operator;
    let why = TransferState::Declined { by };
    assert_eq!(declined.first(), Some(&transfer(why)));

    world.holding(1, 1, 1, to_bob());
    let late = world.pass(60_000);
    assert_eq!(late.first(), Some(&transfer(TransferState::TimedOut)));

    world.holding(1, 1, 1, to_bob());
    let kept = world.holding(1, 1, 1, HolderSays::CancelTransfer);
    assert_eq!(kept.first(), Some(&transfer(TransferState::Cancelled)));
    let written = world.holding(1, 1, 1, HolderSays::Message(message(1, text("I stay"))));
    assert_eq!(written.len(), 2);
}

#[test]
fn a_holder_who_stays_away_loses_the_chat_and_the_guest_is_told() {
    let mut world = two_at(&QueueSettings::default());
    world.open(2, 1, Opening::Open);
    world.claim(1, 1);
    world.cut(1);
    assert_eq!(world.pass(59_999), []);

    let says = world.pass(1);

    let operator = display("ann");
    let interrupted = entry(2, 60_000, Content::Interrupted { operator });
    assert_eq!(
        says.first(),
        Some(&to_guest(2, ToGuest::Entry(interrupted)))
    );
    let of = ann().operator;
    assert_eq!(offered(&says), [(5, Origin::Continuation { of })]);
    let back = world.hello(7, ann(), vec![cursor(1, 1, 1)]);
    assert_eq!(back.len(), 2, "ann has a seat again, and not the chat");
}
