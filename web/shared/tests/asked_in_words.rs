//! Earlier messages for an operator whose program reads ordinary texts only: the queue has the guest asked.
//! - what the guest allows comes as an ordinary sealed text, and nothing of it can be read outside;
//! - a no comes as one, too; a guest is asked twice under a claim, and no third time;
//! - the word of the queue is void under another claim, waits for the keys, and outlives the guest's page;
//! - an answer that was under way when keys were exchanged anew is sealed again, for the same holder only;
//! - nobody is told anything that the guest was not asked for.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use common::logs::notes;
use common::own_program;
use common::world::{Seal, World, chat};
use hushdesk_protocol::frames::{Content, Entry, ToGuest};
use hushdesk_protocol::ids::{Lease, Seq};
use hushdesk_protocol::rest::UnverifiedOperator::{Accept, Refuse};
use hushdesk_web::session::desk::DeskEvent;
use hushdesk_web::session::guest_session::{GuestEvent, GuestStanding, GuestView, Permission};
use hushdesk_web::session::log::EntryId;
use hushdesk_web::session::note::Note;
use hushdesk_web::session::operator_session::Earlier;
use hushdesk_web::session::text::Text;

const SEAL: Seal = Seal::Pinned(0, Refuse);

fn earlier(view: &GuestView) -> Vec<EntryId> {
    let entries = view.log.entries().iter();
    let earlier = entries.filter(|entry| entry.earlier);
    earlier.map(|entry| entry.id).collect()
}

/// The guest lets the operator have all of it, said like this.
fn allows(view: &GuestView, words: &str) -> GuestEvent {
    GuestEvent::Allowed {
        texts: earlier(view),
        words: Text::received(words),
    }
}

fn declines() -> GuestEvent {
    GuestEvent::Allowed {
        texts: Vec::new(),
        words: Text::received("[none]"),
    }
}

/// A guest and an operator with Pidgin, say, who begins a private conversation anew; the guest is asked.
fn asked_by_a_program(seed: u64) -> own_program::World {
    let mut world = own_program::World::claimed(seed, true, "where is the map room?");
    world.program_writes("upstairs");
    world.settle();
    world.program_asks();
    world.settle();
    world.asks();
    world.settle();
    world
}

#[test]
fn what_the_guest_allows_comes_to_a_program_as_an_ordinary_text() {
    let mut world = asked_by_a_program(500);
    let view = world.guest.view();
    assert_eq!(view.permission, Permission::Asked);
    assert_eq!(earlier(&view).len(), 2);
    assert_eq!(world.notes().last(), Some(&Note::EarlierAsked));

    world.at_guest(allows(&view, "[1] Guest: 1 < 2\n[2] Ana: upstairs"));
    world.settle();
    let read = world.program.read.last().unwrap();
    assert_eq!(read, "[1] Guest: 1 &lt; 2\n[2] Ana: upstairs");
    let view = world.guest.view();
    assert_eq!(view.permission, Permission::None);
    assert!(notes(&view.log).contains(&Note::EarlierSent { texts: 2 }));
    for word in ["map room", "upstairs"] {
        assert!(!world.passed.contains(word), "{word}");
    }
    world.guest_writes("thanks");
    world.settle();
    assert_eq!(world.program.read.last().unwrap(), "thanks");
}

#[test]
fn a_no_comes_too_and_after_two_of_them_nobody_is_asked_again() {
    let mut world = asked_by_a_program(501);
    for _ in 0..2 {
        assert_eq!(world.guest.view().permission, Permission::Asked);
        world.at_guest(declines());
        world.settle();
        assert_eq!(world.program.read.last().unwrap(), "[none]");
        assert!(notes(&world.guest.view().log).contains(&Note::EarlierDeclined));
        world.asks();
        world.settle();
    }
    assert_eq!(world.guest.view().permission, Permission::None);
    assert_eq!(world.notes().last(), Some(&Note::EarlierAskedEnough));
    assert_eq!(world.program.read.len(), 3);
}

#[test]
fn the_question_outlives_the_guests_page_and_new_keys() {
    let mut world = asked_by_a_program(502);
    world.reload_guest();
    world.settle();
    assert_eq!(world.guest.view().permission, Permission::Asked);
    world.program_asks();
    world.settle();
    let view = world.guest.view();
    assert_eq!(view.permission, Permission::Asked);
    world.at_guest(allows(&view, "all of it"));
    world.settle();
    assert_eq!(world.program.read.last().unwrap(), "all of it");
}

#[test]
fn an_answer_under_way_is_sealed_again_when_keys_are_exchanged_anew() {
    let mut world = asked_by_a_program(503);
    let view = world.guest.view();
    world.cut_desk(true);
    world.at_guest(allows(&view, "all of it"));
    while world.carry_from_guest() {}
    world.program_asks();
    world.settle();
    world.program_asks();
    world.settle();
    assert!(world.program.read.contains(&"all of it".to_owned()));
    assert_eq!(world.guest.view().permission, Permission::None);
}

/// Desk 0 had the chat and desk 1 has it; its key is the one that is pinned.
fn handed_on(seed: u64) -> World {
    let mut world = World::new(seed, 2, &Seal::Pinned(1, Accept), "first");
    world.settle();
    world.claim(0);
    world.settle();
    world.operator_writes(0, "xylophone");
    world.settle();
    world.hand_on(0, 1);
    world.settle();
    world.claim(1);
    world
}

fn asks(world: &mut World, desk: usize) {
    world.at_desk(desk, DeskEvent::AskInWords(chat()));
}

#[test]
fn a_holder_who_asks_at_once_is_answered_when_the_keys_are_there_and_once() {
    let mut world = handed_on(504);
    while world.carry_from_desk(1) {}
    while world.carry_to_desk(1) {}
    asks(&mut world, 1);
    while world.carry_from_desk(1) {}
    while world.carry_to_guest() {}
    let view = world.guest.view();
    assert!(matches!(view.standing, GuestStanding::Exchanging { .. }));
    assert_eq!(view.permission, Permission::None);
    world.settle();
    let view = world.guest.view();
    assert_eq!(view.permission, Permission::Asked);
    assert_eq!(earlier(&view).len(), 2);
    world.at_guest(allows(&view, "first, xylophone"));
    world.settle();
    world.reload_guest();
    world.connect_guest();
    world.settle();
    assert_eq!(world.said_to_operator(1), ["first, xylophone"]);
    assert!(!world.wire.contains("xylophone"));
}

#[test]
fn the_word_of_a_former_holder_is_void() {
    let mut world = World::new(505, 2, &Seal::Pinned(1, Accept), "first");
    world.settle();
    world.claim(0);
    world.settle();
    world.cut_guest(true);
    asks(&mut world, 0);
    while world.carry_from_desk(0) {}
    world.hand_on(0, 1);
    while world.carry_from_desk(0) {}
    while world.carry_to_desk(1) {}
    world.claim(1);
    world.connect_guest();
    world.settle();
    assert_eq!(world.guest.view().permission, Permission::None);
    assert_eq!(earlier(&world.guest.view()).len(), 1);
}

#[test]
fn an_answer_that_a_former_holder_has_not_got_goes_to_nobody_else() {
    let mut world = World::claimed(506, &SEAL, "first");
    world.begin_desk_anew(0);
    world.connect_desk(0);
    world.settle();
    asks(&mut world, 0);
    world.settle();
    world.cut_desk(0, true);
    let view = world.guest.view();
    assert_eq!(view.permission, Permission::Asked);
    world.at_guest(allows(&view, "all of it"));
    while world.carry_from_guest() {}
    world.now = world.now.plus(61_000);
    world.hand_over(durable_queue::Event::Tick);
    world.connect_desk(0);
    world.settle();
    world.claim(0);
    world.settle();
    assert_eq!(world.said_to_operator(0), Vec::<String>::new());
    assert_eq!(world.guest.view().permission, Permission::None);
}

#[test]
fn what_nobody_has_asked_for_is_told_nobody() {
    let mut world = World::claimed(507, &SEAL, "first");
    world.begin_desk_anew(0);
    world.connect_desk(0);
    world.settle();
    let view = world.guest.view();
    assert_eq!(earlier(&view).len(), 1);
    world.at_guest(allows(&view, "all of it"));
    // By the service, and by no lease of the present holder.
    for lease in [0, 2, 9] {
        let entry = Entry {
            seq: Seq(1_000 + lease),
            at: world.now,
            content: Content::EarlierAsked {
                lease: Lease(lease),
            },
        };
        world.at_guest(GuestEvent::Received(Box::new(ToGuest::Entry(entry))));
        assert_eq!(world.guest.view().permission, Permission::None);
    }
    world.settle();
    assert_eq!(world.said_to_operator(0), Vec::<String>::new());
}

#[test]
fn who_asks_inside_the_session_as_well_is_answered_there() {
    let mut world = World::claimed(508, &SEAL, "first");
    world.begin_desk_anew(0);
    world.connect_desk(0);
    world.settle();
    asks(&mut world, 0);
    world.settle();
    let view = world.guest.view();
    world.cut_desk(0, true);
    world.at_guest(allows(&view, "all of it"));
    while world.carry_from_guest() {}
    world.connect_desk(0);
    world.at_desk(0, DeskEvent::AskForEarlier(chat()));
    world.settle();
    let view = world.guest.view();
    if view.permission == Permission::Asked {
        world.at_guest(allows(&view, "all of it"));
        world.settle();
    }
    assert_eq!(world.desks[0].chat(&chat()).earlier, Earlier::Received);
    assert_eq!(world.guest.view().permission, Permission::None);
}
