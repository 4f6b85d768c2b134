//! A guest's chat that goes to another queue, or to another operator, as the guest's window sees it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use common::logs::{notes, ours};
use common::world::{Seal, World};
use hushdesk_protocol::frames::{ChatKind, Content, Entry, GuestChat, Sent, ToGuest};
use hushdesk_protocol::ids::{Epoch, Lease, Number, QueueName, Seq, Timestamp, Visit};
use hushdesk_protocol::rest::UnverifiedOperator::Refuse;
use hushdesk_protocol::text::DisplayName;
use hushdesk_web::session::guest_session::{GuestEvent, GuestStanding};
use hushdesk_web::session::line::Line;
use hushdesk_web::session::note::Note;

const NOW: Timestamp = Timestamp(1_700_000_000_000);

fn name(name: &str) -> DisplayName {
    name.parse().unwrap()
}

fn told(world: &mut World, frame: ToGuest) {
    world.at_guest(GuestEvent::Received(Box::new(frame)));
    world.guest.run_all();
}

#[test]
fn a_guest_follows_the_chat_to_another_queue() {
    let mut world = World::claimed(91, &Seal::Pinned(0, Refuse), "hello");
    let queue: QueueName = "circulation".parse().unwrap();
    told(
        &mut world,
        ToGuest::Moved {
            queue: queue.clone(),
        },
    );
    assert_eq!(world.guest.followed, [queue]);
    assert!(matches!(world.guest.view().line, Line::Moving(_)));
    world.guest_writes("kept until there");
    world.guest.run_all();
    assert_eq!(ours(&world.guest.view().log)[1].1, "waiting");
}

#[test]
fn a_guest_is_told_of_a_move_that_takes_long_or_breaks() {
    let moving = || {
        let mut world = World::claimed(93, &Seal::Open, "hello");
        let queue = "circulation".parse().unwrap();
        told(&mut world, ToGuest::Moved { queue });
        world
    };
    let mut slow = moving();
    assert!(slow.wake());
    assert_eq!(slow.guest.view().line, Line::Connecting);
    let mut broken = moving();
    broken.at_guest(GuestEvent::Disconnected);
    assert_eq!(broken.guest.view().line, Line::Down);
}

#[test]
fn an_operator_who_has_gone_since_is_not_shown_as_present() {
    let mut world = World::new(94, 0, &Seal::Open, "hello");
    let claimed = Content::Claimed {
        operator: name("desk1"),
        lease: Lease(1),
    };
    told(
        &mut world,
        ToGuest::Chat(GuestChat {
            now: NOW,
            kind: ChatKind::Open,
            epoch: Epoch(0),
            sent: Sent::default(),
            visit: Visit(1),
            yours: Number(0),
            operator: None,
            lease: Lease(0),
            present: false,
            waiting: None,
            entries: vec![Entry {
                seq: Seq(1),
                at: NOW,
                content: claimed,
            }],
        }),
    );
    assert!(!world.guest.view().present);
}

#[test]
fn a_guest_is_told_when_the_operator_is_gone_and_who_goes_on() {
    let mut world = World::claimed(92, &Seal::Open, "hello");
    let entry = |seq, content| {
        ToGuest::Entry(Entry {
            seq: Seq(seq),
            at: NOW,
            content,
        })
    };
    let operator = name("Desk1");
    told(&mut world, entry(100, Content::Interrupted { operator }));
    let operator = name("Desk1");
    assert_eq!(
        world.guest.view().standing,
        GuestStanding::Interrupted { operator }
    );
    let text = "It takes a while.".to_owned();
    let notice = text.clone().try_into().unwrap();
    told(&mut world, entry(101, Content::Notice { text: notice }));
    let (operator, lease) = (name("desk2"), Lease(9));
    told(&mut world, entry(102, Content::Claimed { operator, lease }));

    let of = name("Desk1");
    let answered = Note::Answered {
        by: name("desk2"),
        after: Some(of.clone()),
    };
    assert_eq!(
        notes(&world.guest.view().log)[1..],
        [Note::Interrupted { of }, Note::Service { text }, answered]
    );
}
