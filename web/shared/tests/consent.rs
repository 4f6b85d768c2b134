//! Earlier messages, with the guest's permission:
//! - all, some or none of them, with times and who wrote what;
//! - a no may be followed by one more request, and by no third;
//! - a guest who does not answer holds up nothing;
//! - a long log goes in parts, also when either page is loaded anew in the middle;
//! - nothing of it can be read outside.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use common::logs::notes;
use common::world::{Seal, World, chat};
use hushdesk_protocol::frames::Party;
use hushdesk_protocol::rest::UnverifiedOperator::Refuse;
use hushdesk_web::session::desk::DeskEvent;
use hushdesk_web::session::guest_session::{GuestEvent, Permission};
use hushdesk_web::session::log::EntryId;
use hushdesk_web::session::note::Note;
use hushdesk_web::session::operator_session::Earlier;

const SEAL: Seal = Seal::Pinned(0, Refuse);

/// Two texts, an answer, and a window that knows nothing of them any more.
fn begun_anew(seed: u64) -> World {
    let mut world = World::claimed(seed, &SEAL, "first");
    world.operator_writes(0, "xylophone");
    world.settle();
    world.guest_writes("second");
    world.settle();
    world.begin_desk_anew(0);
    world.connect_desk(0);
    world.settle();
    world
}

fn ask(world: &mut World) {
    world.at_desk(0, DeskEvent::AskForEarlier(chat()));
    world.settle();
}

fn allow(world: &mut World, texts: Vec<EntryId>) {
    let words = None;
    world.at_guest(GuestEvent::Allowed { texts, words });
    world.settle();
}

/// The texts that can be asked for, as the guest's window has them.
fn earlier(world: &World) -> Vec<EntryId> {
    let log = world.guest.view().log;
    let entries = log.entries().iter();
    entries
        .filter(|entry| entry.earlier)
        .map(|entry| entry.id)
        .collect()
}

fn standing(world: &World) -> Earlier {
    world.desks[0].chat(&chat()).earlier
}

/// What the operator's window has got: whose it is, who wrote it, what it says.
fn got(world: &World) -> Vec<(Party, Option<String>, String)> {
    let texts = world.desks[0].chat(&chat()).earlier_texts;
    texts
        .iter()
        .map(|text| {
            let operator = text.operator.as_ref().map(ToString::to_string);
            (text.from, operator, text.text.clone())
        })
        .collect()
}

fn guest_wrote(text: &str) -> (Party, Option<String>, String) {
    (Party::Guest, None, text.to_owned())
}

#[test]
fn all_of_them_come_with_who_wrote_them_and_the_chat_goes_on() {
    let mut world = begun_anew(60);
    assert_eq!(standing(&world), Earlier::Askable { again: false });
    ask(&mut world);
    assert_eq!(world.guest.view().permission, Permission::Asked);
    assert_eq!(standing(&world), Earlier::Asked);

    let all = earlier(&world);
    allow(&mut world, all);
    let xylophone = (
        Party::Operator,
        Some("Desk1".to_owned()),
        "xylophone".to_owned(),
    );
    assert_eq!(
        got(&world),
        [guest_wrote("first"), xylophone, guest_wrote("second")]
    );
    let shown = world.desks[0].chat(&chat()).earlier_texts[0].at;
    assert_eq!(shown, world.guest.view().log.entries()[0].at);
    assert_eq!(standing(&world), Earlier::Received);
    assert_eq!(world.guest.view().permission, Permission::None);
    let sent = Note::EarlierSent { texts: 3 };
    assert!(notes(&world.guest.view().log).contains(&sent));
    assert!(notes(&world.desks[0].chat(&chat()).log).contains(&sent));
    assert!(!world.wire.contains("xylophone"));
    assert!(!world.server.stored().contains("xylophone"));

    world.guest_writes("third");
    world.settle();
    assert_eq!(world.said_to_operator(0), ["third"]);
}

#[test]
fn only_what_was_ticked_comes() {
    let mut world = begun_anew(61);
    ask(&mut world);
    let ticked = earlier(&world)[2];
    allow(&mut world, vec![ticked, EntryId(4_711)]);
    assert_eq!(got(&world), [guest_wrote("second")]);
}

#[test]
fn after_a_no_the_guest_is_asked_once_more_and_no_third_time() {
    let mut world = begun_anew(62);
    ask(&mut world);
    allow(&mut world, Vec::new());
    assert_eq!(standing(&world), Earlier::Askable { again: true });
    assert!(notes(&world.desks[0].chat(&chat()).log).contains(&Note::EarlierDeclined));
    ask(&mut world);
    assert_eq!(world.guest.view().permission, Permission::Asked);
    allow(&mut world, Vec::new());
    assert_eq!(standing(&world), Earlier::Declined);
    ask(&mut world);
    assert_eq!(world.guest.view().permission, Permission::None);

    world.begin_desk_anew(0);
    world.connect_desk(0);
    world.settle();
    ask(&mut world);
    assert_eq!(
        world.guest.view().permission,
        Permission::None,
        "a reload gives no further request"
    );
    assert_eq!(got(&world), []);
}

#[test]
fn a_guest_who_does_not_answer_holds_up_nothing() {
    let mut world = begun_anew(63);
    ask(&mut world);
    world.guest_writes("third");
    world.operator_writes(0, "good day");
    world.settle();
    assert_eq!(world.said_to_operator(0), ["third"]);
    assert_eq!(world.said_to_guest(), ["xylophone", "good day"]);

    world.reload_guest();
    world.connect_guest();
    world.settle();
    assert_eq!(
        world.guest.view().permission,
        Permission::Asked,
        "the question outlives the page"
    );
    let all = earlier(&world);
    assert_eq!(all.len(), 3, "what this window has is not among it");
    allow(&mut world, all);
    assert_eq!(got(&world).len(), 3);
}

#[test]
fn where_there_is_nothing_the_guest_is_not_troubled() {
    let mut world = World::new(64, 1, &SEAL, "first");
    world.settle();
    world.claim(0);
    world.settle();
    assert_eq!(standing(&world), Earlier::None);
    ask(&mut world);
    assert_eq!(world.guest.view().permission, Permission::None);
}

/// As `begun_anew`, with enough of texts for many parts.
fn long_and_begun_anew(seed: u64, texts: usize) -> World {
    let mut world = World::claimed(seed, &SEAL, "first");
    for number in 1..texts {
        world.guest_writes(&format!("{number} {}", "😀".repeat(9_000)));
        world.settle();
    }
    world.begin_desk_anew(0);
    world.connect_desk(0);
    world.settle();
    ask(&mut world);
    world
}

#[test]
fn a_long_log_goes_in_parts_of_which_few_are_under_way() {
    let mut world = long_and_begun_anew(65, 20);
    let (texts, words) = (earlier(&world), None);
    world.at_guest(GuestEvent::Allowed { texts, words });
    world.guest.run_all();
    let mut under_way = 0;
    while world.carry_from_guest() {
        under_way += 1;
    }
    assert_eq!(under_way, 8);
    world.settle();
    assert_eq!(got(&world).len(), 20);
    assert_eq!(world.guest.view().permission, Permission::None);
}

#[test]
fn an_answer_begins_anew_with_each_key_exchange_and_arrives_once() {
    let mut world = long_and_begun_anew(66, 12);
    let (texts, words) = (earlier(&world), None);
    world.at_guest(GuestEvent::Allowed { texts, words });
    world.guest.run_all();
    for _ in 0..5 {
        world.carry_from_guest();
        world.carry_to_desk(0);
    }
    assert!(matches!(standing(&world), Earlier::Receiving { .. }));
    world.reload_guest();
    world.connect_guest();
    world.settle();
    assert_eq!(standing(&world), Earlier::Received);
    assert_eq!(got(&world).len(), 12);
}

#[test]
fn a_request_that_was_lost_with_the_keys_is_made_again() {
    let mut world = begun_anew(67);
    world.at_desk(0, DeskEvent::AskForEarlier(chat()));
    world.reload_guest();
    world.connect_guest();
    world.settle();
    assert_eq!(world.guest.view().permission, Permission::Asked);
}

#[test]
fn a_window_that_is_loaded_anew_can_ask_anew() {
    let mut world = begun_anew(68);
    ask(&mut world);
    world.begin_desk_anew(0);
    world.connect_desk(0);
    world.settle();
    assert_eq!(
        world.guest.view().permission,
        Permission::None,
        "nobody waits for the answer"
    );
    ask(&mut world);
    let all = earlier(&world);
    allow(&mut world, all);
    assert_eq!(got(&world).len(), 3);
}
