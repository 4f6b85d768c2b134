//! While a chat is handed on the guest is told so, and what they write waits for whoever holds it next.
#![allow(
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "a test fails by panicking, and looks for one thing"
)]

mod common;

use common::*;
use durable_queue::{Effect, GuestSays, HolderSays, Letter, OperatorSays, Says};
use hushdesk_protocol::frames::{
    About, Body, Closer, Content, Entry, OfferEnd, Opening, Recipient, Refusal, ToGuest, ToOperator,
};
use hushdesk_protocol::ids::{Number, Seq};
use hushdesk_protocol::rest::QueueSettings;

/// Ann (socket 1) hands chat 1 of a guest (2) to bob (5). If it is sealed she has answered the guest's commit.
fn handed_on(opening: Opening) -> World {
    let answer = match opening {
        Opening::Open => text("hello"),
        Opening::Sealed { .. } => sealed_line(1, "AAMKAAAB"),
    };
    let mut world = World::default();
    world.configure(&QueueSettings::default());
    world.hello(1, ann(), vec![]);
    world.open(2, 1, opening);
    world.claim(1, 1);
    world.hello(5, bob(), vec![]);
    world.holding(1, 1, 1, HolderSays::Message(message(1, answer)));
    world.holding(1, 1, 1, HolderSays::Ack { received: Seq(9) });
    world.holding(1, 1, 1, to_bob());
    world
}

fn to_bob() -> HolderSays {
    HolderSays::Transfer {
        recipient: Recipient::Operator(bob().operator),
        note: None,
    }
}

fn write(world: &mut World, number: u64, body: Body) -> Vec<Effect> {
    world.guest(2, GuestSays::Message(message(number, body)))
}

/// The entries that are said to a socket, in a frame of their own or with what it holds.
fn told(effects: &[Effect], to: u64) -> Vec<Entry> {
    let entries = effects.iter().flat_map(|effect| match effect {
        Effect::ToOperator { connection, frame } if connection.0 == to => match frame {
            ToOperator::Entry { entry, .. } => vec![entry.clone()],
            ToOperator::Claimed(held) => held.entries.clone(),
            ToOperator::Welcome { chats, .. } => {
                chats.iter().flat_map(|held| held.entries.clone()).collect()
            }
            _ => vec![],
        },
        Effect::ToGuest { connection, frame } if connection.0 == to => match frame {
            ToGuest::Entry(entry) => vec![entry.clone()],
            ToGuest::Chat(chat) => chat.entries.clone(),
            _ => vec![],
        },
        _ => vec![],
    });
    entries.collect()
}

fn contents(entries: &[Entry]) -> Vec<Content> {
    entries.iter().map(|entry| entry.content.clone()).collect()
}

fn texts(effects: &[Effect], to: u64) -> Vec<Content> {
    let contents = contents(&told(effects, to)).into_iter();
    contents
        .filter(|it| matches!(it, Content::Message { .. }))
        .collect()
}

fn passing() -> Content {
    let operator = display("ann");
    Content::Passing { operator }
}

fn kept() -> Content {
    let operator = display("ann");
    Content::Kept { operator }
}

#[test]
fn the_guest_is_told_that_the_chat_is_handed_on_and_that_it_has_failed() {
    let mut world = handed_on(Opening::Open);
    let back = world.resume(3, 1, 2);
    assert_eq!(contents(&told(&back, 3)), [passing()]);

    let says = world.holding(1, 1, 1, HolderSays::CancelTransfer);

    assert_eq!(contents(&told(&says, 3)), [kept()]);
}

#[test]
fn what_the_guest_writes_meanwhile_goes_to_whoever_takes_the_chat() {
    let mut world = handed_on(Opening::Open);

    let written = write(&mut world, 1, text("are you still there?"));
    let taken = world.claim(5, 1);

    assert_eq!(
        written.last(),
        Some(&to_guest(2, ToGuest::Sent(sent(1, 0))))
    );
    assert_eq!(told(&written, 1), []);
    assert_eq!(told(&taken, 1), []);
    assert_eq!(
        texts(&taken, 5).last(),
        Some(&from_guest(text("are you still there?")))
    );
    let acked = world.holding(5, 1, 2, HolderSays::Ack { received: Seq(9) });
    assert_eq!(acked, [to_guest(2, ToGuest::Sent(sent(1, 1)))]);
}

#[test]
fn if_it_fails_the_sender_gets_it_in_order() {
    for opening in [Opening::Open, sealed()] {
        let mut world = handed_on(opening.clone());
        let (first, body): (u64, fn(&str) -> Body) = match opening {
            Opening::Open => (1, text),
            Opening::Sealed { .. } => (2, |words| sealed_text(1, words)),
        };
        write(&mut world, first, body("one"));
        write(&mut world, first + 1, body("two"));

        let says = world.operator(5, OperatorSays::Dismiss { chat: id(1) });

        assert_eq!(
            texts(&says, 1),
            [from_guest(body("one")), from_guest(body("two"))]
        );
        let later = write(&mut world, first + 2, body("three"));
        let (says, later) = (told(&says, 1), told(&later, 1));
        assert!(says.last().unwrap().seq < later.first().unwrap().seq);
        let received = later.first().unwrap().seq;
        let acked = world.holding(1, 1, 1, HolderSays::Ack { received });
        let all = sent(first + 2, first + 2);
        assert_eq!(acked, [to_guest(2, ToGuest::Sent(all))]);
    }
}

#[test]
fn a_reloaded_sender_is_not_given_it_either() {
    let mut world = handed_on(Opening::Open);
    write(&mut world, 1, text("for the next one"));

    let back = world.hello(6, ann(), vec![]);

    let withheld = from_guest(text("for the next one"));
    assert!(!texts(&back, 6).contains(&withheld));
}

#[test]
fn an_acknowledgement_never_covers_what_is_withheld() {
    let mut world = handed_on(sealed());
    write(&mut world, 2, sealed_text(1, "withheld"));
    // A line of a key exchange passes, and its place is later.
    let line = write(&mut world, 3, sealed_line(1, "AAMRAAAB"));
    let received = told(&line, 1).last().unwrap().seq;

    let acked = world.holding(1, 1, 1, HolderSays::Ack { received });
    assert_eq!(acked, [], "nothing that was written is delivered");

    let failed = world.holding(1, 1, 1, HolderSays::CancelTransfer);
    let withheld = told(&failed, 1);
    assert_eq!(
        contents(&withheld),
        [from_guest(sealed_text(1, "withheld"))]
    );
    let place = withheld.first().unwrap().seq;
    assert!(place > received, "it is new to the sender");
    let acked = world.holding(1, 1, 1, HolderSays::Ack { received: place });
    assert_eq!(acked, [to_guest(2, ToGuest::Sent(sent(3, 2)))]);
}

#[test]
fn a_reloaded_sender_exchanges_keys_while_the_chat_is_handed_on() {
    let mut world = handed_on(sealed());
    world.hello(6, ann(), vec![]);

    let asked = world.holding(6, 1, 1, HolderSays::Message(message(2, query(1))));
    let begun = world.guest(
        2,
        GuestSays::KeyExchange {
            number: Number(2),
            commit: commit("again"),
        },
    );
    let key = sealed_line(2, "AAMKAAAB");
    let answered = world.holding(6, 1, 1, HolderSays::Message(message(3, key)));
    let revealed = write(&mut world, 3, sealed_line(2, "AAMRAAAB"));
    let signature = sealed_line(2, "AAMSAAAB");
    let signed = world.holding(6, 1, 1, HolderSays::Message(message(4, signature)));

    for (effects, to) in [
        (asked, 2),
        (begun, 6),
        (answered, 2),
        (revealed, 6),
        (signed, 2),
    ] {
        assert_eq!(told(&effects, to).len(), 1, "{effects:?}");
    }
    let written = write(&mut world, 4, sealed_text(2, "withheld all the same"));
    assert_eq!(told(&written, 6), []);
}

#[test]
fn what_was_sealed_for_the_sender_is_not_given_to_the_next_one_who_could_not_open_it() {
    let mut world = handed_on(sealed());
    write(&mut world, 2, sealed_text(1, "for ann"));

    let taken = world.claim(5, 1);
    assert_eq!(texts(&taken, 5), []);

    let acked = world.holding(5, 1, 2, HolderSays::Ack { received: Seq(99) });
    assert_eq!(
        acked,
        [],
        "it is not delivered, and its sender seals it again"
    );
}

#[test]
fn what_the_guest_seals_before_hearing_of_the_next_one_is_sealed_too_late() {
    let mut world = handed_on(sealed());
    world.claim(5, 1);

    let says = write(&mut world, 2, sealed_text(1, "for ann"));

    let about = About::Message {
        chat: id(1),
        number: Number(2),
    };
    let refusal = Refusal::EpochOver;
    assert_eq!(
        says,
        [
            to_guest(2, ToGuest::Sent(sent(2, 0))),
            to_guest(2, ToGuest::Refused { about, refusal }),
        ]
    );
}

#[test]
fn closing_gives_the_holder_what_was_withheld() {
    let mut world = handed_on(Opening::Open);
    write(&mut world, 1, text("never mind"));

    let says = world.guest(2, GuestSays::End);

    let by = Closer::Guest;
    assert_eq!(
        contents(&told(&says, 1)),
        [from_guest(text("never mind")), Content::Closed { by }]
    );
}

#[test]
fn who_is_handed_a_chat_hears_that_its_sender_has_ended_it() {
    let mut world = handed_on(Opening::Open);

    let says = world.holding(1, 1, 1, HolderSays::End);

    let by = ann().operator;
    let ended = ToOperator::OfferEnded {
        chat: id(1),
        end: OfferEnd::Ended { by },
    };
    assert_eq!(says.last(), Some(&to_operator(5, ended)));
}

#[test]
fn typing_is_told_to_nobody_while_a_chat_is_handed_on() {
    let mut world = handed_on(Opening::Open);
    let typing = true;
    assert_eq!(world.guest(2, GuestSays::Typing { typing }), []);
    assert_eq!(world.holding(1, 1, 1, HolderSays::Typing { typing }), []);
}

#[test]
fn what_is_written_goes_along_to_another_queue() {
    let mut world = World::default();
    world.configure(&QueueSettings::default());
    world.hello(1, ann(), vec![]);
    world.open(2, 1, Opening::Open);
    world.claim(1, 1);
    let recipient = Recipient::Queue(other());
    let note = None;
    let offered = world.holding(1, 1, 1, HolderSays::Transfer { recipient, note });
    assert_eq!(contents(&told(&offered, 2)), [passing()]);
    let written = write(&mut world, 1, text("for the other desk"));
    assert_eq!(told(&written, 1), []);

    let by = "dora".parse().unwrap();
    let letter = Letter {
        chat: id(1),
        transfer: Number(1),
        says: Says::Claim { by },
    };
    let left = world.letter("circulation", letter);

    assert_eq!(told(&left, 1), []);
    let package = left.iter().find_map(|effect| match effect {
        Effect::Post { letter, .. } => match &letter.says {
            Says::HandOver(package) => Some(package),
            _ => None,
        },
        _ => None,
    });
    let entries: Vec<Entry> = package
        .unwrap()
        .entries
        .iter()
        .map(|it| it.entry.clone())
        .collect();
    assert!(contents(&entries).contains(&from_guest(text("for the other desk"))));
}

#[test]
fn cancelling_nothing_is_answered_like_cancelling_something() {
    let mut world = a_held_chat(Opening::Open);
    let says = world.holding(1, 1, 1, HolderSays::CancelTransfer);
    let transfer = hushdesk_protocol::frames::TransferState::Cancelled;
    let chat = id(1);
    assert_eq!(
        says,
        [to_operator(1, ToOperator::Transfer { chat, transfer })]
    );
}
