//! What a holder of an open chat gets of what was written before: all of it, as long as it runs.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::*;
use durable_queue::limits::{SAID_OVERHEAD_BYTES, TRANSCRIPT_BYTES_MAX};
use durable_queue::{Effect, GuestSays, HolderSays, Key};
use hushdesk_protocol::frames::{Body, Content, Entry, Opening, Party, ToOperator};
use hushdesk_protocol::ids::Seq;

fn said(from: Party, words: &str) -> Content {
    let body = text(words);
    Content::Message { from, body }
}

/// Ann (socket 1) has talked with the guest (2), and both have acknowledged everything.
fn a_conversation() -> World {
    let mut world = a_held_chat(Opening::Open);
    world.guest(2, GuestSays::Message(message(1, text("is it open?"))));
    world.holding(
        1,
        1,
        1,
        HolderSays::Message(message(1, text("until eight"))),
    );
    world.holding(1, 1, 1, HolderSays::Ack { received: Seq(3) });
    world.guest(2, GuestSays::Ack { received: Seq(3) });
    world
}

fn entries_told(effects: &[Effect]) -> Vec<Entry> {
    let told = effects.iter().find_map(|effect| {
        if let Effect::ToOperator { frame, .. } = effect {
            return match frame {
                ToOperator::Claimed(held) => Some(held.entries.clone()),
                ToOperator::Welcome { chats, .. } => Some(chats.first()?.entries.clone()),
                ToOperator::Waiting(_)
                | ToOperator::Colleague(_)
                | ToOperator::ColleagueLeft { .. }
                | ToOperator::Lapsed(_)
                | ToOperator::Offered(_)
                | ToOperator::OfferEnded { .. }
                | ToOperator::Transfer { .. }
                | ToOperator::Entry { .. }
                | ToOperator::Sent { .. }
                | ToOperator::Typing { .. }
                | ToOperator::Presence { .. }
                | ToOperator::Told { .. }
                | ToOperator::Blocked { .. }
                | ToOperator::Refused { .. } => None,
            };
        }
        None
    });
    told.unwrap()
}

fn contents(entries: &[Entry]) -> Vec<Content> {
    entries.iter().map(|entry| entry.content.clone()).collect()
}

#[test]
fn who_goes_on_with_an_open_chat_gets_what_was_said_and_who_said_it() {
    let mut world = a_conversation();
    world.guest(2, GuestSays::Message(message(2, text("thank you"))));
    world.cut(1);
    world.pass(60_000);
    world.hello(5, bob(), vec![]);

    let taken = world.claim(5, 1);

    assert_eq!(
        contents(&entries_told(&taken)),
        [
            claimed("ann", 1),
            said(Party::Guest, "is it open?"),
            said(Party::Operator, "until eight"),
            said(Party::Guest, "thank you"),
            claimed("bob", 2),
        ]
    );
}

#[test]
fn a_window_that_has_forgotten_an_open_chat_gets_it_again_and_one_that_has_not_only_the_rest() {
    let mut world = a_conversation();

    let forgotten = world.hello(5, ann(), vec![]);
    let known = world.hello(6, ann(), vec![cursor(1, 1, 3)]);

    assert_eq!(
        contents(&entries_told(&forgotten)),
        [
            claimed("ann", 1),
            said(Party::Guest, "is it open?"),
            said(Party::Operator, "until eight"),
        ]
    );
    assert_eq!(entries_told(&known), []);
}

#[test]
fn of_a_long_conversation_the_beginning_is_missing() {
    let mut world = a_held_chat(Opening::Open);
    let long = "x".repeat(10_000);
    let kept = TRANSCRIPT_BYTES_MAX / (long.len() + SAID_OVERHEAD_BYTES);
    for number in 1..=10 {
        world.guest(2, GuestSays::Message(message(number, text(&long))));
        world.holding(1, 1, 1, HolderSays::Ack { received: Seq(99) });
    }

    let again = world.hello(5, ann(), vec![]);

    let told = entries_told(&again);
    let texts = told
        .iter()
        .filter(|it| matches!(it.content, Content::Message { .. }));
    assert_eq!(texts.count(), kept);
    assert!(kept < 10);
}

#[test]
fn a_sealed_chat_leaves_nothing_behind_and_an_open_one_nothing_when_it_has_ended() {
    let mut world = a_held_chat(sealed());
    let body = sealed_text(1, "x");
    world.guest(2, GuestSays::Message(message(2, body)));
    world.holding(1, 1, 1, HolderSays::Ack { received: Seq(9) });
    world.guest(2, GuestSays::Ack { received: Seq(9) });
    assert_eq!(entries_stored(&world), 0);

    let mut world = a_conversation();
    assert!(entries_stored(&world) > 0);
    world.guest(2, GuestSays::End);
    world.holding(1, 1, 1, HolderSays::Ack { received: Seq(9) });
    world.guest(2, GuestSays::Ack { received: Seq(9) });
    assert_eq!(entries_stored(&world), 0);
}

#[test]
fn an_offer_of_an_open_chat_shows_only_what_is_unread() {
    let mut world = a_conversation();
    world.cut(1);
    world.pass(60_000);
    let says = world.hello(5, bob(), vec![]);
    let offered = says.iter().find_map(|effect| {
        if let Effect::ToOperator {
            frame: ToOperator::Welcome { offers, .. },
            ..
        } = effect
        {
            return Some(offers.first()?.entries.len());
        }
        None
    });
    assert_eq!(offered, Some(0));
}

fn entries_stored(world: &World) -> usize {
    let keys = world.stored.keys();
    keys.filter(|key| matches!(key, Key::Entry(..))).count()
}

#[test]
fn what_was_said_is_not_counted_among_what_is_undelivered() {
    let mut world = a_held_chat(Opening::Open);
    let body = || -> Body { text(&"x".repeat(40_000)) };
    for number in 1..=40 {
        let says = world.guest(2, GuestSays::Message(message(number, body())));
        assert_eq!(says.len(), 2, "{number} is taken");
        world.holding(1, 1, 1, HolderSays::Ack { received: Seq(99) });
    }
}
