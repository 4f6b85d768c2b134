//! A window that names a chat it does not hold any more is told where it is.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::*;
use durable_queue::{Effect, GuestSays, HolderSays, Letter, Says};
use hushdesk_protocol::frames::{
    Closer, HeldCursor, Lapsed, Opening, Recipient, ToOperator, Whereabouts,
};
use hushdesk_protocol::ids::{Number, Seq};
use hushdesk_protocol::rest::QueueSettings;

/// What ann's window is told when it comes back and names what it has.
fn told(world: &mut World, named: Vec<HeldCursor>) -> Vec<Lapsed> {
    let effects = world.hello(9, ann(), named);
    let lapsed = effects.into_iter().find_map(|effect| {
        if let Effect::ToOperator {
            frame: ToOperator::Welcome { lapsed, .. },
            ..
        } = effect
        {
            return Some(lapsed);
        }
        None
    });
    lapsed.unwrap()
}

fn lapsed(now: Whereabouts) -> Vec<Lapsed> {
    vec![Lapsed { chat: id(1), now }]
}

/// Ann has been away for too long.
fn interrupted() -> World {
    let mut world = a_held_chat(Opening::Open);
    world.configure(&QueueSettings::default());
    world.cut(1);
    world.pass(60_000);
    world
}

#[test]
fn what_she_holds_still_is_not_among_them() {
    let mut world = a_held_chat(Opening::Open);
    world.cut(1);
    assert_eq!(told(&mut world, vec![cursor(1, 1, 1)]), []);
}

#[test]
fn it_waits_or_is_held_by_somebody_else_or_at_another_window_of_hers() {
    let mut world = interrupted();
    assert_eq!(
        told(&mut world, vec![cursor(1, 1, 1)]),
        lapsed(Whereabouts::Waiting)
    );

    world.hello(5, bob(), vec![]);
    world.claim(5, 1);
    let by = bob().operator;
    assert_eq!(
        told(&mut world, vec![cursor(1, 1, 1)]),
        lapsed(Whereabouts::Held { by })
    );

    let mut world = interrupted();
    world.hello(5, seat("ann", 7), vec![]);
    world.claim(5, 1);
    let by = ann().operator;
    assert_eq!(
        told(&mut world, vec![cursor(1, 1, 1)]),
        lapsed(Whereabouts::Held { by })
    );
}

#[test]
fn it_has_ended_or_been_forgotten() {
    let mut world = a_held_chat(Opening::Open);
    world.guest(2, GuestSays::End);
    world.holding(1, 1, 1, HolderSays::Ack { received: Seq(9) });
    let by = Closer::Guest;
    assert_eq!(
        told(&mut world, vec![cursor(1, 1, 2)]),
        lapsed(Whereabouts::Closed { by })
    );
    world.pass(3_600_000);
    assert_eq!(
        told(&mut world, vec![cursor(1, 1, 2)]),
        lapsed(Whereabouts::Forgotten)
    );
}

#[test]
fn it_is_at_another_queue() {
    let mut world = a_held_chat(Opening::Open);
    world.configure(&QueueSettings::default());
    let recipient = Recipient::Queue(other());
    let note = None;
    world.holding(1, 1, 1, HolderSays::Transfer { recipient, note });
    let letter = Letter {
        chat: id(1),
        transfer: Number(1),
        says: Says::Claim {
            by: "dora".parse().unwrap(),
        },
    };
    world.letter("circulation", letter);
    let queue = other();
    assert_eq!(
        told(&mut world, vec![cursor(1, 1, 2)]),
        lapsed(Whereabouts::Moved { queue })
    );
}
