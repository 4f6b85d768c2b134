//! Ends that seal nothing:
//! - an open chat goes on as ever;
//! - of a sealed one nothing is answered, acknowledged or sent.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::logs::theirs;
use common::sealed::{acknowledges, begins, held_sealed, of_guest, open, says, sealed};
use common::window::{NOW, Window, held};
use getrandom::SysRng;
use hushdesk_protocol::frames::{HeldChat, Origin};
use hushdesk_protocol::ids::{ChatId, ResumeToken};
use hushdesk_protocol::rest::{Sealing, UnverifiedOperator};
use hushdesk_session::guest_session::{GuestEffect, GuestEvent, GuestSession, Start};
use hushdesk_session::sealing::OpenOnly;
use hushdesk_session::text::Text;
use rand_core::UnwrapErr;

#[test]
fn an_open_chat_goes_on_without_anything_that_seals() {
    let mut window = Window::sealing(OpenOnly);
    let held = HeldChat {
        entries: vec![of_guest(4, open("hello"))],
        ..held(Origin::New, None)
    };
    assert_eq!(window.connect(held), [acknowledges(4)]);
    let frames = window.writes("good morning");
    assert_eq!(frames, [says(1, open("good morning"))]);
    assert_eq!(theirs(&window.chat().log), ["hello"]);
}

#[test]
fn of_a_sealed_chat_nothing_is_answered_acknowledged_or_sent() {
    let mut window = Window::sealing(OpenOnly);
    let commit = begins(4, 1, "?OTR:AAMCAAAB.");
    let frames = window.connect(held_sealed(1, 0, vec![commit]));
    assert_eq!(frames, []);
    assert_eq!(window.gets(of_guest(5, sealed(1, "?OTR:AAMDAAAD."))), []);
    assert_eq!(window.gets(of_guest(6, open("in the open"))), []);
    assert_eq!(window.writes("anybody?"), []);
    assert!(theirs(&window.chat().log).is_empty());
}

#[test]
fn a_guests_end_that_cannot_seal_does_not_open_a_sealed_chat() {
    let start = Start {
        chat: ChatId::from_bytes([1; 16]),
        token: ResumeToken::from_bytes([2; 32]),
        snippet: "snippet".parse().unwrap(),
        sealing: Sealing::Sealed {
            pinned: Vec::new(),
            unverified: UnverifiedOperator::Refuse,
        },
        page: None,
    };
    let rng = &mut UnwrapErr(SysRng);
    let first = Text::typed("Where is the map room?").unwrap();
    let (mut session, _) = GuestSession::<OpenOnly>::open(start, first, NOW, rng);
    let effects = session.handle(GuestEvent::Connected, NOW, rng);
    let says_something = |it: &GuestEffect| matches!(it, GuestEffect::Send(_));
    assert!(!effects.iter().any(says_something), "{effects:?}");
}
