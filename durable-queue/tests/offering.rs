//! What an offer of an open chat shows: what it is about, and not all that was ever written.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::*;
use durable_queue::limits::OFFERED_BYTES_MAX;
use durable_queue::{Effect, GuestSays};
use hushdesk_protocol::frames::{Body, Content, Opening, ToOperator};

/// The first letters of the texts that ann is shown, who comes when these lengths have been written.
fn shown(lengths: &[usize]) -> String {
    let mut world = World::default();
    world.open(2, 1, Opening::Open);
    for (number, (length, letter)) in (1..).zip(lengths.iter().zip('a'..)) {
        let body = text(&letter.to_string().repeat(*length));
        world.guest(2, GuestSays::Message(message(number, body)));
    }
    let offers = world.hello(1, ann(), vec![]).into_iter().find_map(offers);
    let offers = offers.unwrap();
    let entries = offers.iter().flat_map(|offer| &offer.entries);
    entries.filter_map(|entry| letter(&entry.content)).collect()
}

fn offers(effect: Effect) -> Option<Vec<hushdesk_protocol::frames::Offer>> {
    if let Effect::ToOperator {
        frame: ToOperator::Welcome { offers, .. },
        ..
    } = effect
    {
        return Some(offers);
    }
    None
}

fn letter(content: &Content) -> Option<char> {
    if let Content::Message {
        body: Body::Open { text },
        ..
    } = content
    {
        return text.as_str().chars().next();
    }
    None
}

#[test]
fn all_is_shown_if_it_fits() {
    assert_eq!(shown(&[10, 20, 30]), "abc");
    assert_eq!(shown(&[OFFERED_BYTES_MAX - 50, 20, 30]), "abc");
    assert_eq!(shown(&[]), "");
}

#[test]
fn otherwise_the_first_text_and_the_last_ones_are_shown() {
    assert_eq!(shown(&[4_000, 9_000, 9_000, 300]), "acd");
    assert_eq!(shown(&[4_000, 100, 40_000, 100]), "ad");
}

#[test]
fn a_first_text_that_fills_the_offer_leaves_it_to_the_last_ones() {
    assert_eq!(shown(&[40_000, 300, 200]), "bc");
    assert_eq!(shown(&[40_000]), "");
}
