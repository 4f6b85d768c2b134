//! An operator whose own program does OTR, behind a desk through which sealed lines pass, and a guest's window, through the
//! real queue:
//! - the two talk, and the guest's end judges the program's key like any other;
//! - a desk that is made anew goes on in the same private conversation;
//! - a program that asks for other keys gets them;
//! - nothing readable passes through the desk.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use std::sync::Arc;

use common::guest_window::GuestWindow;
use common::line::Line;
use common::logs::theirs;
use common::random::SeededRng;
use common::server::Server;
use common::world::chat;
use durable_queue::reading::Opens;
use durable_queue::{ConnectionId, Effect, Event};
use hushdesk_protocol::frames::{ChatKind, ToOperator};
use hushdesk_protocol::ids::{Fingerprint, OperatorName, ResumeToken, SeatId, Timestamp};
use hushdesk_protocol::rest::{PinnedKey, Sealing, UnverifiedOperator};
use hushdesk_session::desk::{Desk, DeskEffect, DeskEvent};
use hushdesk_session::sealing::PassThrough;
use hushdesk_web::session::guest_session::{GuestEvent, GuestStanding, Start, Trust};
use hushdesk_web::session::operator_session::KeptChat;
use hushdesk_web::session::text::Text;
use otr_wasm::{Conversation, Identity, InstanceTag, Outcome, Policy, State};

const GUEST: ConnectionId = ConnectionId(1);

/// The operator's program: OTR, and nothing of ours.
struct Program {
    conversation: Conversation,
    /// How many lines it has been handed.
    heard: usize,
    read: Vec<String>,
}

struct World {
    server: Server,
    guest: GuestWindow,
    desk: Desk<PassThrough>,
    kept: Option<Vec<u8>>,
    line: Line,
    program: Program,
    opens: Opens,
    now: Timestamp,
    rng: SeededRng,
    /// All that went to the desk and came from it.
    passed: String,
}

/// Sealed chats carry nothing else, queries neither.
fn version_3() -> Policy {
    Policy {
        allow_v2: false,
        ..Policy::default()
    }
}

fn operator() -> OperatorName {
    "ana".parse().unwrap()
}

fn desk() -> Desk<PassThrough> {
    Desk::new(SeatId::from_bytes([5; 16]), PassThrough)
}

impl World {
    /// A guest who has written a first text, and an operator with a program; the program's key is pinned, or another one.
    fn new(seed: u64, is_pinned: bool, first: &str) -> Self {
        let mut rng = SeededRng::new(seed);
        let now = Timestamp(1_700_000_000_000);
        let identity = Arc::new(Identity::generate(&mut rng));
        let tag = InstanceTag::generate(&mut rng);
        let pinned = if is_pinned {
            *identity.fingerprint().as_bytes()
        } else {
            [0; 20]
        };
        let start = Start {
            chat: chat(),
            token: ResumeToken::from_bytes([3; 32]),
            snippet: "snippet".parse().unwrap(),
            sealing: Sealing::Sealed {
                pinned: vec![PinnedKey {
                    fingerprint: Fingerprint::from_bytes(pinned),
                    name: None,
                }],
                unverified: UnverifiedOperator::Refuse,
            },
            page: None,
        };
        let mut world = Self {
            server: Server::default(),
            guest: GuestWindow::open(start, first, now, &mut rng),
            desk: desk(),
            kept: None,
            line: Line::new(ConnectionId(2)),
            program: Program {
                conversation: Conversation::new(identity, tag, version_3()),
                heard: 0,
                read: Vec::new(),
            },
            opens: Opens {
                skin: "skin".parse().unwrap(),
                kind: ChatKind::Sealed,
            },
            now,
            rng,
            passed: String::new(),
        };
        world.at_desk(DeskEvent::Connected);
        world.guest.connect(GUEST, now, &mut world.rng);
        world.settle();
        world.at_desk(DeskEvent::Claim(chat()));
        world.settle();
        world
    }

    fn at_desk(&mut self, event: DeskEvent) {
        for effect in self.desk.handle(event, self.now, &mut self.rng) {
            match effect {
                DeskEffect::Send(frame) => {
                    self.passed
                        .push_str(&serde_json::to_string(&frame).unwrap());
                    self.line.say(&frame);
                }
                DeskEffect::Keep(kept) => self.kept = Some(kept.to_bytes()),
                DeskEffect::Forget(_)
                | DeskEffect::Alert(_)
                | DeskEffect::WakeAt(_)
                | DeskEffect::HangUp => {}
            }
        }
    }

    /// The desk is made anew of what it has kept, with another socket.
    fn make_the_desk_anew(&mut self) {
        let connection = self.line.connection;
        self.hand_over(Event::Disconnected { connection });
        let kept = self.kept.as_deref().and_then(KeptChat::from_bytes);
        self.desk = desk().having_kept(&operator(), kept.into_iter().collect());
        self.line = Line::new(ConnectionId(connection.0 + 1));
        self.at_desk(DeskEvent::Connected);
    }

    fn hand_over(&mut self, event: Event) {
        self.now = self.now.plus(1);
        for effect in self.server.handle(event, self.now) {
            match effect {
                Effect::ToGuest { frame, .. } => {
                    if let Some(line) = &mut self.guest.line {
                        line.tell(&frame);
                    }
                }
                Effect::ToOperator { frame, .. } => {
                    self.passed
                        .push_str(&serde_json::to_string(&frame).unwrap());
                    self.line.tell(&frame);
                }
                Effect::Admit { .. }
                | Effect::Close { .. }
                | Effect::Store(_)
                | Effect::Forget(_)
                | Effect::Post { .. } => {}
            }
        }
    }

    fn carry_from_guest(&mut self) -> bool {
        self.guest.run_all();
        let Some(frame) = self.guest.line.as_mut().and_then(Line::said) else {
            return false;
        };
        let event = self.server.of_guest(GUEST, frame, &self.opens).unwrap();
        self.hand_over(event);
        true
    }

    fn carry_from_desk(&mut self) -> bool {
        let Some(frame) = self.line.said() else {
            return false;
        };
        let by = self.line.connection;
        let event = self.server.of_operator(by, &operator(), frame).unwrap();
        self.hand_over(event);
        true
    }

    fn carry_to_desk(&mut self) -> bool {
        let Some(frame) = self.line.told::<ToOperator>() else {
            return false;
        };
        self.at_desk(DeskEvent::Received(Box::new(frame)));
        true
    }

    /// Hands the program what has come out of the desk, and the desk what comes out of the program.
    fn carry_to_program(&mut self) -> bool {
        let chats = self.desk.view().chats;
        let come = chats.first().map(|chat| theirs(&chat.log));
        let Some(line) = come.and_then(|come| come.get(self.program.heard).cloned()) else {
            return false;
        };
        self.program.heard += 1;
        let now = otr_wasm::Timestamp::from_millis(self.now.0);
        let output = self
            .program
            .conversation
            .receive(&line, now, &mut self.rng)
            .unwrap();
        for outcome in output.outcomes {
            if let Outcome::Text(text) = outcome {
                self.program.read.push(text);
            }
        }
        self.pass(output.send);
        true
    }

    fn pass(&mut self, lines: Vec<String>) {
        for line in lines {
            let text = Text::passing(line.parse().unwrap());
            self.at_desk(DeskEvent::Wrote { chat: chat(), text });
        }
    }

    fn program_writes(&mut self, text: &str) {
        let now = otr_wasm::Timestamp::from_millis(self.now.0);
        let program = &mut self.program.conversation;
        let output = program.send(text, &[], now, &mut self.rng).unwrap();
        self.pass(output.send);
    }

    fn guest_writes(&mut self, text: &str) {
        let event = GuestEvent::Wrote(Text::typed(text).unwrap());
        self.guest.handle(event, self.now, &mut self.rng);
    }

    fn settle(&mut self) {
        while self.carry_from_guest()
            | self.guest.hear(self.now, &mut self.rng)
            | self.carry_from_desk()
            | self.carry_to_desk()
            | self.carry_to_program()
        {}
    }

    fn said_to_guest(&self) -> Vec<String> {
        theirs(&self.guest.view().log)
    }
}

#[test]
fn an_operator_with_a_program_of_their_own_and_a_guest_talk() {
    let mut world = World::new(300, true, "where is the map room?");
    assert_eq!(world.program.read, ["where is the map room?"]);
    let standing = world.guest.view().standing;
    let trust = Trust::Verified { name: None };
    assert!(
        matches!(&standing, GuestStanding::Talking { trust: it, .. } if *it == trust),
        "{standing:?}"
    );
    world.program_writes("on the second floor");
    world.guest_writes("thank you");
    world.settle();
    assert_eq!(world.said_to_guest(), ["on the second floor"]);
    assert_eq!(world.program.read[1..], ["thank you"]);
    for word in ["map room", "second floor", "thank you"] {
        assert!(!world.passed.contains(word), "{word}");
    }
}

#[test]
fn a_program_whose_key_is_not_pinned_is_sent_nothing() {
    let world = World::new(301, false, "where is the map room?");
    assert!(world.program.read.is_empty());
    let standing = world.guest.view().standing;
    assert!(
        matches!(standing, GuestStanding::WrongKey { .. }),
        "{standing:?}"
    );
    let state = world.program.conversation.state();
    assert_eq!(state, State::Finished, "and hears that the guest has left");
}

#[test]
fn a_desk_that_is_made_anew_goes_on_in_the_same_private_conversation() {
    let mut world = World::new(302, true, "a");
    world.program_writes("x");
    world.guest_writes("b");
    world.settle();
    for (to_guest, to_program) in [("y", "c"), ("z", "d")] {
        world.program_writes(to_guest);
        world.make_the_desk_anew();
        world.guest_writes(to_program);
        world.settle();
    }
    assert_eq!(world.program.read, ["a", "b", "c", "d"]);
    assert_eq!(world.said_to_guest(), ["x", "y", "z"]);
    let again = r#""epoch":2"#;
    assert!(!world.passed.contains(again), "with the same keys");
}

#[test]
fn a_program_that_asks_for_other_keys_gets_them_from_the_guests_end() {
    let mut world = World::new(303, true, "a");
    let output = world.program.conversation.query().unwrap();
    world.pass(output.send);
    world.settle();
    world.guest_writes("b");
    world.program_writes("x");
    world.settle();
    assert_eq!(world.program.read, ["a", "b"]);
    assert_eq!(world.said_to_guest(), ["x"]);
}
