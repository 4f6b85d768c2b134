//! What a guest has written stays the guest's until it leaves the browser: it can be written otherwise, or taken back.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use common::logs::ours;
use common::world::{Seal, World};
use hushdesk_protocol::rest::UnverifiedOperator::Refuse;
use hushdesk_web::session::guest_session::GuestEvent;
use hushdesk_web::session::log::EntryId;
use hushdesk_web::session::text::Text;

/// The guest of a sealed chat has written two texts, and nobody has answered.
fn waiting(seed: u64) -> World {
    let mut world = World::new(seed, 2, &Seal::Pinned(0, Refuse), "where is the map rom?");
    world.guest_writes("thank you");
    world.settle();
    world
}

/// The texts of the guest that can be written otherwise.
fn revisable(world: &World) -> Vec<EntryId> {
    let view = world.guest.view();
    let entries = view.log.entries().iter();
    let entries = entries.filter(|entry| view.is_revisable(entry));
    entries.map(|entry| entry.id).collect()
}

fn revises(world: &mut World, entry: EntryId, text: Option<&str>) {
    let text = text.map(|text| Text::typed(text).unwrap());
    world.at_guest(GuestEvent::Revised { entry, text });
    world.settle();
}

#[test]
fn the_operator_reads_what_was_written_last_and_nothing_that_was_taken_back() {
    let mut world = waiting(600);
    let texts = revisable(&world);
    revises(&mut world, texts[0], Some("where is the map room?"));
    revises(&mut world, texts[1], None);
    world.reload_guest();
    world.connect_guest();
    world.settle();
    world.guest_writes("and until when?");
    world.claim(0);
    world.settle();
    let read = ["where is the map room?", "and until when?"];
    assert_eq!(world.said_to_operator(0), read);
    assert_eq!(revisable(&world), []);
}

#[test]
fn what_has_left_is_not_changed_any_more_even_if_it_waits_again() {
    let mut world = waiting(601);
    let texts = revisable(&world);
    world.claim(0);
    world.settle();
    revises(&mut world, texts[0], Some("something else"));
    revises(&mut world, texts[1], None);
    world.cut_desk(0, true);
    world.guest_writes("one more");
    world.settle();
    world.reload_guest();
    world.connect_guest();
    world.settle();
    assert_eq!(revisable(&world), [], "it may have been read");
    let log = world.guest.view().log;
    let said: Vec<_> = ours(&log).into_iter().map(|(text, _)| text).collect();
    assert_eq!(said, ["where is the map rom?", "thank you", "one more"]);
}

#[test]
fn while_another_is_looked_for_it_can_be_changed_still() {
    let mut world = waiting(602);
    world.claim(1);
    world.settle();
    let texts = revisable(&world);
    assert_eq!(texts.len(), 2, "nothing was sealed for a wrong key");
    revises(&mut world, texts[1], None);
    world.claim(0);
    world.settle();
    assert_eq!(world.said_to_operator(0), ["where is the map rom?"]);
}
