//! One guest, some desks, one queue.

use std::mem;

use durable_queue::reading::Opens;
use durable_queue::{ConnectionId, Effect, Event};
use hushdesk_protocol::frames::{ChatKind, Recipient};
use hushdesk_protocol::ids::{ChatId, Fingerprint, ResumeToken, Timestamp};
use hushdesk_protocol::rest::{PinnedKey, Sealing, UnverifiedOperator};
use hushdesk_web::session::desk::DeskEvent;
use hushdesk_web::session::guest_session::{GuestEvent, GuestStanding, Start};
use hushdesk_web::session::text::Text;

use super::desk_window::DeskWindow;
use super::guest_window::GuestWindow;
use super::logs::theirs;
use super::random::SeededRng;
use super::server::Server;

pub(crate) struct World {
    pub(crate) server: Server,
    pub(crate) guest: GuestWindow,
    pub(crate) desks: Vec<DeskWindow>,
    pub(crate) rng: SeededRng,
    pub(crate) now: Timestamp,
    connections: u64,
    opens: Opens,
    /// The guest does not agree to keys that are not pinned.
    pub(crate) is_wary: bool,
    /// All that went over any line.
    pub(crate) wire: String,
}

/// How a chat of a test is sealed.
pub(crate) enum Seal {
    /// With the key of this desk pinned.
    Pinned(usize, UnverifiedOperator),
    /// Not at all.
    Open,
}

pub(crate) fn chat() -> ChatId {
    ChatId::from_bytes([0x11; 16])
}

impl World {
    /// A guest with a first text, and so many desks: all connected, nothing said yet.
    pub(crate) fn new(seed: u64, desks: u8, seal: &Seal, first: &str) -> Self {
        let mut rng = SeededRng::new(seed);
        let now = Timestamp(1_700_000_000_000);
        let desks: Vec<_> = (1..=desks)
            .map(|number| {
                let name = format!("desk{number}").parse().unwrap();
                DeskWindow::new(name, number, &mut rng)
            })
            .collect();
        let start = Start {
            chat: chat(),
            token: ResumeToken::from_bytes([0x33; 32]),
            snippet: "snippet".parse().unwrap(),
            sealing: sealing(seal, &desks),
            page: None,
        };
        let guest = GuestWindow::open(start, first, now, &mut rng);
        let mut world = Self {
            server: Server::default(),
            guest,
            desks,
            rng,
            now,
            connections: 0,
            opens: opens(seal),
            is_wary: false,
            wire: String::new(),
        };
        for desk in 0..world.desks.len() {
            world.connect_desk(desk);
        }
        world.connect_guest();
        world
    }

    /// The same, and the first desk holds the chat.
    pub(crate) fn claimed(seed: u64, seal: &Seal, first: &str) -> Self {
        let mut world = Self::new(seed, 1, seal, first);
        world.settle();
        world.claim(0);
        world.settle();
        world
    }

    fn next_connection(&mut self) -> ConnectionId {
        self.connections += 1;
        ConnectionId(self.connections)
    }

    pub(crate) fn connect_guest(&mut self) {
        if self.guest.line.is_none() && !self.guest.hung_up {
            let connection = self.next_connection();
            self.guest.connect(connection, self.now, &mut self.rng);
        }
    }

    pub(crate) fn connect_desk(&mut self, desk: usize) {
        if self.desks[desk].line.is_none() {
            let connection = self.next_connection();
            self.desks[desk].connect(connection, self.now, &mut self.rng);
        }
    }

    /// The guest's line breaks; the queue hears of it only if `noticed`.
    pub(crate) fn cut_guest(&mut self, noticed: bool) {
        if let Some(line) = &self.guest.line {
            let connection = line.connection;
            self.guest.cut(self.now, &mut self.rng);
            self.notice(connection, noticed);
        }
    }

    pub(crate) fn cut_desk(&mut self, desk: usize, noticed: bool) {
        if let Some(line) = &self.desks[desk].line {
            let connection = line.connection;
            self.desks[desk].cut(self.now, &mut self.rng);
            self.notice(connection, noticed);
        }
    }

    fn notice(&mut self, connection: ConnectionId, noticed: bool) {
        if noticed {
            self.hand_over(Event::Disconnected { connection });
        }
    }

    pub(crate) fn reload_guest(&mut self) {
        self.cut_guest(true);
        self.guest.reload(&mut self.rng);
    }

    pub(crate) fn reload_desk(&mut self, desk: usize) {
        self.cut_desk(desk, true);
        self.desks[desk].reload();
    }

    /// The operator's window is loaded anew, and nothing of its chats was kept.
    pub(crate) fn begin_desk_anew(&mut self, desk: usize) {
        self.cut_desk(desk, true);
        self.desks[desk].begin_anew();
    }

    /// The guest follows a link. The page that is left stays as it is, in the browser's memory; the new one is made of
    /// what it has kept.
    pub(crate) fn leave_the_guests_page(&mut self, noticed: bool) -> GuestWindow {
        self.cut_guest(noticed);
        let next = self.guest.another_page(&mut self.rng);
        mem::replace(&mut self.guest, next)
    }

    /// The guest goes back to a page; the one that was open stays in the browser's memory.
    pub(crate) fn go_to_the_guests_page(
        &mut self,
        page: GuestWindow,
        noticed: bool,
    ) -> GuestWindow {
        self.cut_guest(noticed);
        mem::replace(&mut self.guest, page)
    }

    /// The same at a desk.
    pub(crate) fn leave_the_desks_page(&mut self, desk: usize) -> DeskWindow {
        self.cut_desk(desk, true);
        let next = self.desks[desk].another_page();
        mem::replace(&mut self.desks[desk], next)
    }

    pub(crate) fn go_to_the_desks_page(&mut self, desk: usize, page: DeskWindow) -> DeskWindow {
        self.cut_desk(desk, true);
        mem::replace(&mut self.desks[desk], page)
    }

    /// A guest who is asked whether to go on with a key that is not pinned says yes.
    fn agree(&mut self) -> bool {
        let GuestStanding::Doubtful { fingerprint, .. } = self.guest.view().standing else {
            return false;
        };
        if self.is_wary {
            return false;
        }
        self.at_guest(GuestEvent::Trusts(fingerprint));
        true
    }

    /// The server is killed and started again.
    pub(crate) fn crash(&mut self) {
        self.guest.cut(self.now, &mut self.rng);
        for desk in &mut self.desks {
            desk.cut(self.now, &mut self.rng);
        }
        self.server.crash(self.now);
    }

    /// Turns the clock to the next moment at which a window wants to be woken. Gives whether there is one.
    pub(crate) fn wake(&mut self) -> bool {
        let desks = self.desks.iter().filter_map(|desk| desk.wake);
        let Some(at) = desks.chain(self.guest.wake).min() else {
            return false;
        };
        self.now = self.now.max(at);
        if self.guest.wake.take_if(|it| *it <= self.now).is_some() {
            self.at_guest(GuestEvent::Woke);
        }
        for desk in 0..self.desks.len() {
            if self.desks[desk]
                .wake
                .take_if(|it| *it <= self.now)
                .is_some()
            {
                self.at_desk(desk, DeskEvent::Woke);
            }
        }
        true
    }

    pub(crate) fn claim(&mut self, desk: usize) {
        self.at_desk(desk, DeskEvent::Claim(chat()));
    }

    pub(crate) fn hand_on(&mut self, from: usize, to: usize) {
        let operator = self.desks[to].seat.operator.clone();
        let event = DeskEvent::Transfer {
            chat: chat(),
            recipient: Recipient::Operator(operator),
            note: None,
        };
        self.at_desk(from, event);
    }

    pub(crate) fn guest_writes(&mut self, text: &str) {
        self.at_guest(GuestEvent::Wrote(Text::typed(text).unwrap()));
    }

    pub(crate) fn operator_writes(&mut self, desk: usize, text: &str) {
        let text = Text::typed(text).unwrap();
        self.at_desk(desk, DeskEvent::Wrote { chat: chat(), text });
    }

    pub(crate) fn at_guest(&mut self, event: GuestEvent) {
        self.guest.handle(event, self.now, &mut self.rng);
    }

    pub(crate) fn at_desk(&mut self, desk: usize, event: DeskEvent) {
        self.desks[desk].handle(event, self.now, &mut self.rng);
    }

    /// A frame of the guest reaches the queue.
    pub(crate) fn carry_from_guest(&mut self) -> bool {
        let Some(line) = &mut self.guest.line else {
            return false;
        };
        let connection = line.connection;
        let Some(frame) = line.said() else {
            return false;
        };
        self.wire.push_str(&serde_json::to_string(&frame).unwrap());
        let event = self.server.of_guest(connection, frame, &self.opens);
        self.hand_over(event.unwrap());
        true
    }

    /// A frame of a desk reaches the queue.
    pub(crate) fn carry_from_desk(&mut self, desk: usize) -> bool {
        let window = &mut self.desks[desk];
        let Some(line) = &mut window.line else {
            return false;
        };
        let connection = line.connection;
        let Some(frame) = line.said() else {
            return false;
        };
        let operator = &window.seat.operator;
        let event = self.server.of_operator(connection, operator, frame);
        self.hand_over(event.unwrap());
        true
    }

    pub(crate) fn carry_to_guest(&mut self) -> bool {
        self.guest.hear(self.now, &mut self.rng)
    }

    pub(crate) fn carry_to_desk(&mut self, desk: usize) -> bool {
        self.desks[desk].hear(self.now, &mut self.rng)
    }

    /// All who can be are connected, and everything under way arrives.
    pub(crate) fn settle(&mut self) {
        loop {
            self.guest.run_all();
            let mut moved = self.carry_from_guest() | self.carry_to_guest() | self.agree();
            for desk in 0..self.desks.len() {
                moved |= self.carry_from_desk(desk) | self.carry_to_desk(desk);
            }
            if !moved {
                break;
            }
        }
    }

    pub(crate) fn hand_over(&mut self, event: Event) {
        self.now = self.now.plus(1);
        for effect in self.server.handle(event, self.now) {
            match effect {
                Effect::ToGuest { connection, frame } => {
                    self.wire.push_str(&serde_json::to_string(&frame).unwrap());
                    if let Some(line) = &mut self.guest.line
                        && line.connection == connection
                    {
                        line.tell(&frame);
                    }
                }
                Effect::ToOperator { connection, frame } => {
                    self.wire.push_str(&serde_json::to_string(&frame).unwrap());
                    let mut lines = self.desks.iter_mut().filter_map(|it| it.line.as_mut());
                    if let Some(line) = lines.find(|line| line.connection == connection) {
                        line.tell(&frame);
                    }
                }
                Effect::Close { connection, .. } => self.closed(connection),
                Effect::Admit { .. }
                | Effect::Store(_)
                | Effect::Forget(_)
                | Effect::Tell(_)
                | Effect::TellOfQueue(_)
                | Effect::Retain(_)
                | Effect::Post { .. } => {}
            }
        }
    }

    fn closed(&mut self, connection: ConnectionId) {
        let guests = self.guest.line.as_ref().map(|line| line.connection);
        if guests == Some(connection) {
            self.guest.cut(self.now, &mut self.rng);
        }
    }

    pub(crate) fn said_to_guest(&self) -> Vec<String> {
        theirs(&self.guest.view().log)
    }

    pub(crate) fn said_to_operator(&self, desk: usize) -> Vec<String> {
        theirs(&self.desks[desk].chat(&chat()).log)
    }
}

/// What the snippet says through which the guest came.
fn opens(seal: &Seal) -> Opens {
    Opens {
        skin: "skin".parse().unwrap(),
        kind: match seal {
            Seal::Pinned(..) => ChatKind::Sealed,
            Seal::Open => ChatKind::Open,
        },
        address: None,
        rollover: vec![],
    }
}

fn sealing(seal: &Seal, desks: &[DeskWindow]) -> Sealing {
    match seal {
        Seal::Pinned(desk, unverified) => Sealing::Sealed {
            pinned: vec![PinnedKey {
                fingerprint: fingerprint(&desks[*desk]),
                name: None,
            }],
            unverified: *unverified,
        },
        Seal::Open => Sealing::Open,
    }
}

pub(crate) fn fingerprint(desk: &DeskWindow) -> Fingerprint {
    Fingerprint::from_bytes(*desk.identity().fingerprint().as_bytes())
}
