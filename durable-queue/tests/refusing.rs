//! A guest does not want whoever holds their sealed chat: the others are offered it, and those who were refused never
//! again.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test fails by panicking"
)]

mod common;

use common::*;
use durable_queue::limits::REFUSED_MAX;
use durable_queue::{Effect, GuestSays, HolderSays, Key, Letter, Says, Stage, Stored};
use hushdesk_protocol::frames::{
    About, ChatKind, Closer, Content, Lapsed, Offer, Opening, Origin, Recipient, Refusal, ToGuest,
    ToOperator, Whereabouts,
};
use hushdesk_protocol::ids::{Lease, Number, Timestamp, Visit};
use hushdesk_protocol::rest::{OfferTo, QueueSettings};

/// Ann (socket 1) holds the sealed chat of a guest (socket 2); bob (socket 3) is there, too.
fn held() -> World {
    let mut world = a_held_chat(sealed());
    world.tells_guests = true;
    world.configure(&QueueSettings::default());
    world.hello(3, bob(), vec![]);
    world
}

fn refuses(lease: u64) -> GuestSays {
    let lease = Lease(lease);
    GuestSays::RefuseHolder { lease }
}

fn lapsed(chat: u8) -> ToOperator {
    ToOperator::Lapsed(Lapsed {
        chat: id(chat),
        now: Whereabouts::KeyRefused,
    })
}

fn holder_refused(seq: u64, at: u64, operator: &str) -> ToGuest {
    let operator = display(operator);
    ToGuest::Entry(entry(seq, at, Content::HolderRefused { operator }))
}

fn is_not_offered(effects: &[Effect], connection: u64) -> bool {
    let refusal = Refusal::NotOffered;
    let about = About::Chat(id(1));
    effects
        == [to_operator(
            connection,
            ToOperator::Refused { about, refusal },
        )]
}

#[test]
fn the_chat_is_taken_from_the_holder_who_is_told_why_and_offered_to_the_others() {
    let mut world = held();
    let effects = world.guest(2, refuses(1));
    let again = offer(1, ChatKind::Sealed, 0);
    assert_eq!(
        effects,
        [
            to_operator(1, lapsed(1)),
            to_guest(2, holder_refused(3, 0, "ann")),
            to_operator(3, ToOperator::Offered(again)),
            to_guest(2, ToGuest::Waiting(prospect(true, 1))),
        ]
    );
}

#[test]
fn whoever_was_refused_cannot_claim_it_at_any_window_nor_after_the_server_was_killed() {
    let mut world = held();
    world.guest(2, refuses(1));
    assert!(is_not_offered(&world.claim(1, 1), 1));
    world.crash();
    let effects = world.hello(5, seat("ann", 9), vec![cursor(1, 1, 2)]);
    let Some(Effect::ToOperator {
        frame: ToOperator::Welcome { offers, lapsed, .. },
        ..
    }) = effects.get(1)
    else {
        panic!("{effects:?}")
    };
    assert_eq!(offers, &[]);
    let now = Whereabouts::KeyRefused;
    assert_eq!(lapsed, &[Lapsed { chat: id(1), now }]);
    assert!(is_not_offered(&world.claim(5, 1), 5));
}

#[test]
fn a_refusal_by_another_lease_than_the_present_one_changes_nothing() {
    let mut world = held();
    for lease in [0, 2] {
        assert_eq!(world.guest(2, refuses(lease)), []);
    }
    world.guest(2, refuses(1));
    world.claim(3, 1);
    let before = world.stored.clone();
    assert_eq!(world.guest(2, refuses(1)), [], "that was ann");
    assert_eq!(world.stored, before);
    world.guest(2, GuestSays::End);
    assert_eq!(world.guest(2, refuses(2)), []);
}

#[test]
fn of_an_open_chat_nobody_is_refused() {
    let mut world = a_held_chat(Opening::Open);
    let about = About::Chat(id(1));
    let refusal = Refusal::WrongKind;
    assert_eq!(
        world.guest(2, refuses(1)),
        [to_guest(2, ToGuest::Refused { about, refusal })]
    );
    assert!(matches!(stage(&world), Stage::Held(_)));
}

#[test]
fn a_guest_is_told_that_nobody_else_is_there_and_when_somebody_is() {
    let mut world = a_held_chat(sealed());
    world.tells_guests = true;
    let effects = world.guest(2, refuses(1));
    let alone = to_guest(2, ToGuest::Waiting(prospect(false, 1)));
    assert_eq!(effects.last(), Some(&alone));
    assert_eq!(
        world.resume(4, 1, 3).last(),
        Some(&{
            let mut chat = guest_chat(0, ChatKind::Sealed, sent(1, 0), vec![]);
            chat.lease = Lease(1);
            chat.waiting = Some(prospect(false, 1));
            chat.visit = Visit(2);
            to_guest(4, ToGuest::Chat(chat))
        })
    );
    let effects = world.hello(3, bob(), vec![]);
    let told = to_guest(4, ToGuest::Waiting(prospect(true, 1)));
    assert_eq!(effects.last(), Some(&told));
}

#[test]
fn what_the_holder_was_handing_on_is_handed_on_no_longer_and_never_to_whom_was_refused() {
    let mut world = held();
    let recipient = Recipient::Operator(bob().operator);
    let note = None;
    world.holding(1, 1, 1, HolderSays::Transfer { recipient, note });
    let effects = world.guest(2, refuses(1));
    assert!(effects.contains(&to_operator(1, lapsed(1))));
    world.claim(3, 1);
    let recipient = Recipient::Operator(ann().operator);
    let note = None;
    let about = About::Chat(id(1));
    let refusal = Refusal::Unavailable;
    assert_eq!(
        world.holding(3, 1, 2, HolderSays::Transfer { recipient, note }),
        [to_operator(3, ToOperator::Refused { about, refusal })]
    );
}

#[test]
fn another_queue_offers_it_to_nobody_who_was_refused() {
    let mut world = held();
    world.guest(2, refuses(1));
    world.claim(3, 1);
    let recipient = Recipient::Queue(other());
    let note = None;
    let effects = world.holding(3, 1, 2, HolderSays::Transfer { recipient, note });
    let mut letters = effects.into_iter().filter_map(|effect| match effect {
        Effect::Post { letter, .. } => Some(*letter),
        _ => None,
    });
    let letter = letters.next().unwrap();

    let mut there = World::default();
    there.configure(&QueueSettings::default());
    there.hello(1, ann(), vec![]);
    let unavailable = Letter {
        chat: id(1),
        transfer: Number(1),
        says: Says::Unavailable,
    };
    let answered = Effect::Post {
        to: this(),
        letter: Box::new(unavailable),
    };
    assert_eq!(there.letter("reference", letter.clone()), [answered]);

    there.hello(2, seat("eve", 4), vec![]);
    let offered = offer(1, ChatKind::Sealed, 0);
    let origin = Origin::Transfer {
        by: bob().operator,
        note: None,
    };
    let offered = Offer { origin, ..offered };
    assert_eq!(
        there.letter("reference", letter),
        [to_operator(2, ToOperator::Offered(offered))],
        "not to ann"
    );
    assert!(is_not_offered(&there.claim(1, 1), 1));
}

#[test]
fn when_a_few_are_asked_a_refused_one_is_none_of_them() {
    let mut world = held();
    let settings = QueueSettings {
        offer: OfferTo::LeastBusy { count: 1 },
        ..QueueSettings::default()
    };
    world.configure(&settings);
    let effects = world.guest(2, refuses(1));
    let again = offer(1, ChatKind::Sealed, 0);
    assert!(effects.contains(&to_operator(3, ToOperator::Offered(again))));
}

#[test]
fn a_chat_that_as_many_were_refused_as_a_guest_may_refuse_ends_unanswered() {
    let mut world = World::default();
    world.open(2, 1, sealed());
    let last = u64::try_from(REFUSED_MAX).unwrap();
    for nth in 1..=last {
        let window = u8::try_from(nth).unwrap();
        world.hello(10 + nth, seat(&format!("operator{nth}"), window), vec![]);
        world.claim(10 + nth, 1);
        assert!(matches!(stage(&world), Stage::Held(_)));
        let effects = world.guest(2, refuses(nth));
        let closed = Content::Closed {
            by: Closer::Unanswered,
        };
        let ends = effects.iter().any(|effect| {
            matches!(effect, Effect::ToGuest { frame: ToGuest::Entry(it), .. } if it.content == closed)
        });
        assert_eq!(ends, nth == last, "{nth}");
    }
    assert!(matches!(
        stage(&world),
        Stage::Ended {
            by: Closer::Unanswered,
            hold: None,
            at: Timestamp(0),
            retained: None,
        }
    ));
}

fn stage(world: &World) -> Stage {
    match world.stored.get(&Key::Chat(id(1))) {
        Some(Stored::Chat(_, chat)) => chat.stage.clone(),
        _ => panic!("there is no such chat"),
    }
}
