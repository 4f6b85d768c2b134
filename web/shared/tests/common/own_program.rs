//! A guest's window, an operator's own program that does OTR behind a desk through which sealed lines pass, and the real
//! queue between them.

use std::sync::Arc;

use durable_queue::reading::Opens;
use durable_queue::{ConnectionId, Effect, Event};
use hushdesk_protocol::frames::{ChatKind, ToOperator};
use hushdesk_protocol::ids::{Fingerprint, OperatorName, ResumeToken, SeatId, Timestamp};
use hushdesk_protocol::rest::{PinnedKey, Sealing, UnverifiedOperator};
use hushdesk_session::desk::{Desk, DeskEffect, DeskEvent};
use hushdesk_session::note::Note;
use hushdesk_session::operator_session::KeptChat;
use hushdesk_session::sealing::PassThrough;
use hushdesk_session::text::Text;
use hushdesk_web::session::guest_session::{GuestEvent, Start};
use otr_wasm::{Conversation, Identity, InstanceTag, Outcome, Policy};

use super::guest_window::GuestWindow;
use super::line::Line;
use super::logs::{notes, theirs};
use super::random::SeededRng;
use super::server::Server;
use super::world::chat;

/// The operator's program: OTR, and nothing of ours.
pub(crate) struct Program {
    pub(crate) conversation: Conversation,
    /// How many lines it has been handed.
    heard: usize,
    pub(crate) read: Vec<String>,
}

pub(crate) struct World {
    server: Server,
    pub(crate) guest: GuestWindow,
    desk: Desk<PassThrough>,
    kept: Option<Vec<u8>>,
    line: Option<Line>,
    /// When the desk wants to be woken.
    wake: Option<Timestamp>,
    pub(crate) program: Program,
    now: Timestamp,
    rng: SeededRng,
    connections: u64,
    /// All that went to the desk and came from it.
    pub(crate) passed: String,
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

fn opens() -> Opens {
    Opens {
        skin: "skin".parse().unwrap(),
        kind: ChatKind::Sealed,
        address: None,
        rollover: vec![],
    }
}

fn start(pinned: [u8; 20]) -> Start {
    Start {
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
    }
}

impl World {
    /// A guest who has written a first text, and an operator who has claimed the chat; the key of their program is pinned,
    /// or another one is.
    pub(crate) fn claimed(seed: u64, is_pinned: bool, first: &str) -> Self {
        let mut rng = SeededRng::new(seed);
        let now = Timestamp(1_700_000_000_000);
        let identity = Arc::new(Identity::generate(&mut rng));
        let tag = InstanceTag::generate(&mut rng);
        let pinned = if is_pinned {
            *identity.fingerprint().as_bytes()
        } else {
            [0; 20]
        };
        let mut world = Self {
            server: Server::default(),
            guest: GuestWindow::open(start(pinned), first, now, &mut rng),
            desk: desk(),
            kept: None,
            line: None,
            wake: None,
            program: Program {
                conversation: Conversation::new(identity, tag, version_3()),
                heard: 0,
                read: Vec::new(),
            },
            now,
            rng,
            connections: 0,
            passed: String::new(),
        };
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
                    if let Some(line) = &mut self.line {
                        line.say(&frame);
                    }
                }
                DeskEffect::Keep(kept) => self.kept = Some(kept.to_bytes()),
                DeskEffect::WakeAt(at) => self.wake = Some(at),
                DeskEffect::Forget(_) | DeskEffect::Alert(_) | DeskEffect::HangUp => {}
            }
        }
    }

    pub(crate) fn at_guest(&mut self, event: GuestEvent) {
        self.guest.handle(event, self.now, &mut self.rng);
    }

    fn next_line(&mut self) -> Line {
        self.connections += 1;
        Line::new(ConnectionId(self.connections))
    }

    /// Both who are not connected are.
    pub(crate) fn connect(&mut self) {
        if self.line.is_none() {
            self.line = Some(self.next_line());
            self.at_desk(DeskEvent::Connected);
        }
        if self.guest.line.is_none() && !self.guest.hung_up {
            let connection = self.next_line().connection;
            self.guest.connect(connection, self.now, &mut self.rng);
        }
    }

    /// The desk's line breaks; the queue hears of it only if `noticed`.
    pub(crate) fn cut_desk(&mut self, noticed: bool) {
        if let Some(Line { connection, .. }) = self.line.take() {
            self.at_desk(DeskEvent::Disconnected);
            if noticed {
                self.hand_over(Event::Disconnected { connection });
            }
        }
    }

    pub(crate) fn cut_guest(&mut self) {
        self.guest.cut(self.now, &mut self.rng);
    }

    /// The server is killed and started again.
    pub(crate) fn crash(&mut self) {
        self.cut_guest();
        self.cut_desk(false);
        self.server.crash(self.now);
    }

    /// The desk is made anew of what it has kept. The program stays.
    pub(crate) fn make_the_desk_anew(&mut self) {
        self.cut_desk(true);
        let kept = self.kept.as_deref().and_then(KeptChat::from_bytes);
        self.desk = desk().having_kept(&operator(), kept.into_iter().collect());
        self.wake = None;
    }

    fn hand_over(&mut self, event: Event) {
        self.now = self.now.plus(1);
        for effect in self.server.handle(event, self.now) {
            match effect {
                Effect::ToGuest { connection, frame } => {
                    let line = self.guest.line.as_mut();
                    if let Some(line) = line.filter(|it| it.connection == connection) {
                        line.tell(&frame);
                    }
                }
                Effect::ToOperator { connection, frame } => {
                    self.passed
                        .push_str(&serde_json::to_string(&frame).unwrap());
                    let line = self.line.as_mut();
                    if let Some(line) = line.filter(|it| it.connection == connection) {
                        line.tell(&frame);
                    }
                }
                Effect::Admit { .. }
                | Effect::Close { .. }
                | Effect::Store(_)
                | Effect::Forget(_)
                | Effect::Tell(_)
                | Effect::TellOfQueue(_)
                | Effect::Retain(_)
                | Effect::Post { .. } => {}
            }
        }
    }

    pub(crate) fn carry_from_guest(&mut self) -> bool {
        let did_something = self.guest.run_one();
        let Some(line) = &mut self.guest.line else {
            return did_something;
        };
        let by = line.connection;
        let Some(frame) = line.said() else {
            return did_something;
        };
        let event = self.server.of_guest(by, frame, &opens()).unwrap();
        self.hand_over(event);
        true
    }

    pub(crate) fn carry_to_guest(&mut self) -> bool {
        self.guest.hear(self.now, &mut self.rng)
    }

    pub(crate) fn carry_from_desk(&mut self) -> bool {
        let Some(line) = &mut self.line else {
            return false;
        };
        let by = line.connection;
        let Some(frame) = line.said() else {
            return false;
        };
        let event = self.server.of_operator(by, &operator(), frame).unwrap();
        self.hand_over(event);
        true
    }

    pub(crate) fn carry_to_desk(&mut self) -> bool {
        let Some(frame) = self.line.as_mut().and_then(Line::told::<ToOperator>) else {
            return false;
        };
        self.at_desk(DeskEvent::Received(Box::new(frame)));
        true
    }

    /// Hands the program what has come out of the desk, and the desk what comes out of the program.
    pub(crate) fn carry_to_program(&mut self) -> bool {
        let chats = self.desk.view().chats;
        let come = chats.first().map(|chat| theirs(&chat.log));
        let Some(line) = come.and_then(|come| come.get(self.program.heard).cloned()) else {
            return false;
        };
        self.program.heard += 1;
        let (now, rng) = (moment(self.now), &mut self.rng);
        let program = &mut self.program.conversation;
        let output = program.receive(&line, now, rng).unwrap();
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

    pub(crate) fn program_writes(&mut self, text: &str) {
        let (now, rng) = (moment(self.now), &mut self.rng);
        let program = &mut self.program.conversation;
        let output = program.send(text, &[], now, rng).unwrap();
        self.pass(output.send);
    }

    /// The program asks the guest's end for other keys.
    pub(crate) fn program_asks(&mut self) {
        let output = self.program.conversation.query().unwrap();
        self.pass(output.send);
    }

    /// The operator wants the guest asked for the earlier messages.
    pub(crate) fn asks(&mut self) {
        self.at_desk(DeskEvent::AskInWords(chat()));
    }

    /// What the desk says of the chat.
    pub(crate) fn notes(&self) -> Vec<Note> {
        let chats = self.desk.view().chats;
        chats.first().map(|it| notes(&it.log)).unwrap_or_default()
    }

    /// The guest's page is loaded anew.
    pub(crate) fn reload_guest(&mut self) {
        self.cut_guest();
        self.guest.reload(&mut self.rng);
    }

    pub(crate) fn guest_writes(&mut self, text: &str) {
        self.at_guest(GuestEvent::Wrote(Text::typed(text).unwrap()));
    }

    /// Both are connected, everything under way arrives, and whatever waits for its time has it.
    pub(crate) fn settle(&mut self) {
        loop {
            self.connect();
            let moved = self.carry_from_guest()
                | self.carry_to_guest()
                | self.carry_from_desk()
                | self.carry_to_desk()
                | self.carry_to_program();
            if !moved && !self.wake() {
                return;
            }
        }
    }

    fn wake(&mut self) -> bool {
        let Some(at) = self.wake.into_iter().chain(self.guest.wake).min() else {
            return false;
        };
        self.now = self.now.max(at);
        if self.wake.take_if(|it| *it <= self.now).is_some() {
            self.at_desk(DeskEvent::Woke);
        }
        if self.guest.wake.take_if(|it| *it <= self.now).is_some() {
            self.at_guest(GuestEvent::Woke);
        }
        true
    }

    pub(crate) fn said_to_guest(&self) -> Vec<String> {
        theirs(&self.guest.view().log)
    }
}

fn moment(now: Timestamp) -> otr_wasm::Timestamp {
    otr_wasm::Timestamp::from_millis(now.0)
}
