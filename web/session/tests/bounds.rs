//! The queue's bounds, as both ends of a chat meet them:
//! - what is left out is sent again once, not once for each frame that is refused because of it;
//! - what comes too fast, or is too much for now, is tried again by itself;
//! - a full chat is the end of writing, and shown as that.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use common::logs::ours;
use getrandom::SysRng;
use hushdesk_protocol::frames::{
    About, Body, ChatKind, FromGuest, FromOperator, GuestChat, GuestLabel, HeldChat, Origin,
    Outgoing, Refusal, Sent, ToGuest, ToOperator, Waiting,
};
use hushdesk_protocol::ids::{ChatId, Epoch, Lease, Number, ResumeToken, SeatId, Timestamp, Visit};
use hushdesk_protocol::rest::Sealing;
use hushdesk_session::desk::{Desk, DeskEffect, DeskEvent};
use hushdesk_session::flow::{Flow, Hold};
use hushdesk_session::guest_session::{GuestEffect, GuestEvent, GuestSession, Start};
use hushdesk_session::sealing::OpenOnly;
use hushdesk_session::text::Text;
use rand_core::{CryptoRng, UnwrapErr};

const NOW: Timestamp = Timestamp(1_700_000_000_000);

fn rng() -> impl CryptoRng {
    UnwrapErr(SysRng)
}

fn chat() -> ChatId {
    ChatId::from_bytes([7; 16])
}

fn about(number: u64) -> About {
    About::Message {
        chat: chat(),
        number: Number(number),
    }
}

fn text(text: &str) -> Text {
    Text::typed(text).unwrap()
}

fn number_of(outgoing: &Outgoing) -> u64 {
    outgoing.number.0
}

/// The guest's end of an open chat that the queue has taken.
struct Guest {
    session: GuestSession<OpenOnly>,
    now: Timestamp,
    /// When the session wants to be woken.
    wake: Option<Timestamp>,
}

impl Guest {
    /// One who has written so many texts, which the queue has not answered.
    fn having_written(count: u64) -> Self {
        let start = Start {
            chat: chat(),
            token: ResumeToken::from_bytes([3; 32]),
            snippet: "open".parse().unwrap(),
            sealing: Sealing::Open,
            page: None,
        };
        let (session, _) = GuestSession::open(start, text("1"), NOW, &mut rng());
        let mut guest = Self {
            session,
            now: NOW,
            wake: None,
        };
        guest.does(GuestEvent::Connected);
        let mut sent = guest.hears(ToGuest::Chat(GuestChat {
            now: NOW,
            kind: ChatKind::Open,
            epoch: Epoch(0),
            sent: Sent::default(),
            visit: Visit(1),
            yours: Number(0),
            operator: None,
            lease: Lease(0),
            present: true,
            waiting: None,
            entries: Vec::new(),
        }));
        for number in 2..=count {
            sent.extend(guest.writes(&number.to_string()));
        }
        assert_eq!(sent, (1..=count).collect::<Vec<_>>());
        guest
    }

    /// The numbers of the messages that are sent.
    fn does(&mut self, event: GuestEvent) -> Vec<u64> {
        let effects = self.session.handle(event, self.now, &mut rng());
        let mut sent = Vec::new();
        for effect in effects {
            match effect {
                GuestEffect::Send(FromGuest::Message(outgoing)) => sent.push(number_of(&outgoing)),
                GuestEffect::WakeAt(at) => self.wake = Some(at),
                GuestEffect::Send(_)
                | GuestEffect::Keep(_)
                | GuestEffect::LookUp(_)
                | GuestEffect::Follow(_)
                | GuestEffect::HangUp => {}
            }
        }
        sent
    }

    fn hears(&mut self, frame: ToGuest) -> Vec<u64> {
        self.does(GuestEvent::Received(Box::new(frame)))
    }

    fn is_refused(&mut self, number: u64, refusal: Refusal) -> Vec<u64> {
        let about = about(number);
        self.hears(ToGuest::Refused { about, refusal })
    }

    fn writes(&mut self, written: &str) -> Vec<u64> {
        self.does(GuestEvent::Wrote(text(written)))
    }

    fn flow(&self) -> Flow {
        self.session.view().flow
    }

    fn deliveries(&self) -> Vec<&'static str> {
        let log = ours(&self.session.view().log);
        log.into_iter().map(|(_, delivery)| delivery).collect()
    }
}

/// What a gap is refused with.
fn gap(expected: u64) -> Refusal {
    let expected = Number(expected);
    Refusal::Gap { expected }
}

#[test]
fn what_follows_a_gap_is_sent_again_once_however_many_frames_are_refused_for_it() {
    let mut guest = Guest::having_written(3);
    assert_eq!(guest.is_refused(2, gap(1)), [1, 2, 3]);
    assert_eq!(guest.is_refused(3, gap(1)), [0; 0]);
    let sent = Sent {
        accepted: Number(1),
        delivered: Number(0),
    };
    guest.hears(ToGuest::Sent(sent));
    assert_eq!(
        guest.is_refused(3, gap(2)),
        [2, 3],
        "another one is missing"
    );
}

#[test]
fn a_full_chat_is_the_end_of_writing_for_the_guest() {
    let mut guest = Guest::having_written(3);
    let sent = Sent {
        accepted: Number(1),
        delivered: Number(0),
    };
    guest.hears(ToGuest::Sent(sent));
    assert_eq!(guest.is_refused(2, Refusal::ChatFull), [0; 0]);
    assert_eq!(guest.is_refused(3, gap(2)), [0; 0]);
    assert_eq!(guest.flow(), Flow::Full);
    assert!(!guest.session.view().writable());
    assert_eq!(guest.deliveries(), ["sent", "unsent", "unsent"]);
    assert_eq!(guest.writes("more"), [0; 0]);
    assert_eq!(guest.deliveries().len(), 3);
}

#[test]
fn what_came_too_fast_is_sent_again_when_the_time_is_over() {
    let mut guest = Guest::having_written(3);
    let wait_millis = 700;
    assert_eq!(
        guest.is_refused(1, Refusal::TooFast { wait_millis }),
        [0; 0]
    );
    assert_eq!(guest.is_refused(2, gap(1)), [0; 0]);
    let until = NOW.plus(700);
    assert_eq!(guest.flow(), Flow::Held(Hold::TooFast { until }));
    assert_eq!(guest.wake, Some(until));

    guest.now = until;
    assert_eq!(guest.does(GuestEvent::Woke), [1, 2, 3]);
    assert_eq!(guest.flow(), Flow::Free);
    assert_eq!(
        guest.is_refused(3, gap(1)),
        [0; 0],
        "said before the time was over"
    );
}

#[test]
fn a_clock_that_is_set_back_does_not_keep_a_guest_waiting() {
    let mut guest = Guest::having_written(2);
    guest.now = NOW.plus(40 * 24 * 3_600_000);
    for refusal in [Refusal::TooFast { wait_millis: 700 }, Refusal::TooMany] {
        assert_eq!(guest.is_refused(1, refusal), [0; 0]);
        let held = guest.now;
        guest.now = NOW;
        assert_eq!(guest.does(GuestEvent::Woke), [1, 2], "{refusal:?}");
        guest.now = held;
    }
}

#[test]
fn what_is_too_much_for_now_is_tried_again_even_if_nobody_says_that_there_is_room() {
    let mut guest = Guest::having_written(2);
    guest.is_refused(1, Refusal::TooMany);
    assert_eq!(guest.writes("kept here"), [0; 0]);
    guest.now = guest.wake.unwrap();
    assert_eq!(guest.does(GuestEvent::Woke), [1, 2, 3]);
}

/// An operator's window that holds an open chat, in which it has written two texts.
fn operator_having_written_two() -> Desk<OpenOnly> {
    let mut desk = Desk::new(SeatId::from_bytes([1; 16]), OpenOnly);
    let held = HeldChat {
        chat: chat(),
        lease: Lease(1),
        guest: GuestLabel("Guest".to_owned()),
        kind: ChatKind::Open,
        epoch: Epoch(0),
        skin: "open".parse().unwrap(),
        since: NOW,
        page: None,
        origin: Origin::New,
        handing: None,
        outcome: None,
        absent_since: None,
        sent: Sent::default(),
        entries: Vec::new(),
    };
    let welcome = ToOperator::Welcome {
        operator: "desk1".parse().unwrap(),
        now: NOW,
        waiting: Waiting::default(),
        offers: Vec::new(),
        chats: vec![held],
        lapsed: Vec::new(),
        colleagues: Vec::new(),
    };
    desk.handle(DeskEvent::Received(Box::new(welcome)), NOW, &mut rng());
    for written in ["one", "two"] {
        let (chat, text) = (chat(), text(written));
        desk.handle(DeskEvent::Wrote { chat, text }, NOW, &mut rng());
    }
    desk
}

fn is_refused(desk: &mut Desk<OpenOnly>, number: u64, refusal: Refusal) -> Vec<DeskEffect> {
    let about = about(number);
    let refused = ToOperator::Refused { about, refusal };
    desk.handle(DeskEvent::Received(Box::new(refused)), NOW, &mut rng())
}

/// The messages that are sent, if nothing else is to be done.
fn messages(effects: Vec<DeskEffect>) -> Vec<Outgoing> {
    let message = |effect: DeskEffect| match effect {
        DeskEffect::Keep(_) => None,
        DeskEffect::Send(FromOperator::Message { message, .. }) => Some(message),
        DeskEffect::Send(_)
        | DeskEffect::Forget(_)
        | DeskEffect::Alert(_)
        | DeskEffect::WakeAt(_)
        | DeskEffect::HangUp => panic!("{effect:?}"),
    };
    effects.into_iter().filter_map(message).collect()
}

#[test]
fn a_desk_fills_a_gap_once_with_what_was_written() {
    let mut desk = operator_having_written_two();
    let sent = messages(is_refused(&mut desk, 2, gap(1)));
    let bodies: Vec<_> = sent.into_iter().map(|message| message.body).collect();
    let open = |text: &str| Body::Open {
        text: text.to_owned().try_into().unwrap(),
    };
    assert_eq!(bodies, ["one", "two"].map(open));
    assert_eq!(is_refused(&mut desk, 2, gap(1)), []);
}

#[test]
fn a_full_chat_is_the_end_of_writing_for_the_operator() {
    let mut desk = operator_having_written_two();
    let sent = is_refused(&mut desk, 1, Refusal::ChatFull);
    assert_eq!(messages(sent), []);
    assert_eq!(is_refused(&mut desk, 2, gap(1)), []);
    let (chat, text) = (chat(), text("three"));
    let sent = desk.handle(DeskEvent::Wrote { chat, text }, NOW, &mut rng());
    assert_eq!(messages(sent), []);
    let view = desk.view().chats[0].clone();
    assert_eq!(view.flow, Flow::Full);
    assert!(!view.writable());
    assert!(
        ours(&view.log)
            .iter()
            .all(|(_, delivery)| *delivery == "unsent")
    );
}

#[test]
fn what_was_too_much_for_now_is_tried_again_at_the_desk_too() {
    let mut desk = operator_having_written_two();
    let effects = is_refused(&mut desk, 1, Refusal::TooMany);
    let [DeskEffect::WakeAt(at)] = effects[..] else {
        panic!("{effects:?}");
    };
    let sent = messages(desk.handle(DeskEvent::Woke, at, &mut rng()));
    let sent: Vec<_> = sent.iter().map(number_of).collect();
    assert_eq!(sent, [1, 2]);
}
