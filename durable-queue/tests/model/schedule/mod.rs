//! Guests, windows and the queue between them, acted upon one step at a time.

mod act;
mod check;
mod guests;
mod operators;
mod server;
mod staffing;

use std::collections::BTreeMap;

use durable_queue::{Address, ConnectionId, Effect, Seat};
use hushdesk_protocol::frames::{Body, Status, ToOperator};
use hushdesk_protocol::ids::{ChatId, Epoch, Lease, OperatorName, Timestamp};
use hushdesk_protocol::rest::QueueSettings;

use crate::common::{World, address, id, sealed_text, seat, text};
use crate::desk::Desk;
use crate::guest::Guest;
use crate::naive::{NaiveChat, NaiveStage};
use crate::staff::NaiveOperator;
pub(crate) use act::{Act, HandTo};

/// Chats 1 and 3 are sealed, chat 2 is open.
pub(crate) const CHATS: u8 = 3;

/// Two windows of ann, one of bob.
pub(crate) const DESKS: usize = 3;

#[derive(Debug)]
pub(crate) struct Schedule {
    world: World,
    settings: QueueSettings,
    guests: BTreeMap<u8, Guest>,
    desks: [Desk; DESKS],
    operators: BTreeMap<OperatorName, NaiveOperator>,
    chats: BTreeMap<ChatId, NaiveChat>,
    /// Until when which addresses are blocked. No schedule is as long.
    blocked: BTreeMap<Address, Timestamp>,
    last_connection: u64,
    last_text: u64,
}

impl Schedule {
    /// A queue that is set like this, and nobody there.
    pub(crate) fn new(settings: &QueueSettings) -> Self {
        let mut world = World {
            tells_all: true,
            tells_guests: true,
            ..World::default()
        };
        world.configure(settings);
        Self {
            world,
            settings: settings.clone(),
            guests: BTreeMap::new(),
            desks: Default::default(),
            operators: BTreeMap::new(),
            chats: BTreeMap::new(),
            blocked: BTreeMap::new(),
            last_connection: 0,
            last_text: 0,
        }
    }

    pub(crate) fn act(&mut self, act: Act) {
        match act {
            Act::GuestComes(chat) => self.guest_comes(chat),
            Act::GuestWrites(chat) => self.guest_writes(chat),
            Act::GuestExchangesKeys(chat) => self.guest_exchanges(chat),
            Act::GuestReads(chat) => self.guest_reads(chat),
            Act::GuestAcknowledges(chat) => self.guest_acknowledges(chat),
            Act::GuestIsCut(chat) => self.guest_is_cut(chat),
            Act::GuestEnds(chat) => self.guest_ends(chat),
            Act::GuestRefuses(chat) => self.guest_refuses(chat),
            Act::OperatorComes { desk, warm } => self.operator_comes(desk, warm),
            Act::OperatorClaims { desk, chat } => self.operator_claims(desk, chat),
            Act::OperatorTakesOver { desk, chat } => self.operator_takes_over(desk, chat),
            Act::OperatorWrites { desk, chat } => self.operator_writes(desk, chat),
            Act::OperatorReads(desk) => self.operator_reads(desk),
            Act::OperatorAcknowledges { desk, chat } => self.operator_acknowledges(desk, &id(chat)),
            Act::OperatorIsCut(desk) => self.operator_is_cut(desk),
            Act::OperatorEnds { desk, chat } => self.operator_ends(desk, &id(chat)),
            Act::OperatorDismisses { desk, chat } => {
                self.operator_dismisses(desk, &id(chat));
            }
            Act::OperatorReconsiders { desk, chat } => self.operator_reconsiders(desk, &id(chat)),
            Act::OperatorHandsOn { desk, chat, to } => self.operator_hands_on(desk, &id(chat), to),
            Act::OperatorTells { desk, to } => self.operator_tells(desk, to),
            Act::OperatorAsks { desk, chat } => self.operator_asks(desk, &id(chat)),
            Act::OperatorBlocks { desk, chat } => self.operator_blocks(desk, chat),
            Act::OperatorKeeps { desk, chat } => self.operator_keeps(desk, &id(chat)),
            Act::OperatorIs { desk, status } => self.operator_is(desk, status),
            Act::QueueIsSet(settings) => self.queue_is_set(*settings),
            Act::ServerCrashes => self.server_crashes(),
            Act::ObjectSleeps(lost) => self.object_sleeps(lost),
            Act::TimePasses(millis) => self.time_passes(millis),
        }
        self.check();
    }

    /// No shift is over any more, everybody comes back and takes chats, bob claims what waits, or ann if he has been
    /// refused, and all read and acknowledge, until nothing more happens.
    pub(crate) fn settle(&mut self) {
        self.queue_is_set(QueueSettings::default());
        for desk in 0..DESKS {
            self.operator_comes(desk, true);
            self.operator_is(desk, Status::Available);
        }
        for chat in 1..=CHATS {
            self.guest_comes(chat);
            self.operator_reconsiders(DESKS - 1, &id(chat));
            self.operator_claims(DESKS - 1, chat);
            self.operator_reconsiders(0, &id(chat));
            self.operator_claims(0, chat);
        }
        for round in 0.. {
            if !self.is_busy() {
                break;
            }
            assert!(round < 100, "they talk for ever");
            (1..=CHATS).for_each(|chat| self.guest_catches_up(chat));
            (0..DESKS).for_each(|desk| self.operator_catches_up(desk));
            self.check();
        }
        for (number, guest) in &self.guests {
            let chat = self.chats.get(&id(*number));
            let is_handed_on = chat.is_some_and(|chat| chat.transfer.is_some());
            assert_eq!(guest.passing, is_handed_on && !guest.over, "{number}");
        }
        for (id, chat) in &self.chats {
            assert!(
                chat.from_operator.all_read(),
                "a guest has read all in {id}"
            );
            let nobody_held_it = matches!(chat.stage, NaiveStage::Ended { desk: None, .. });
            let nobody_may = (0..DESKS).all(|desk| chat.refused.contains(&operator_of(desk)));
            assert!(
                nobody_held_it || nobody_may || chat.from_guest.all_read(),
                "all is read in {id}"
            );
        }
    }

    fn guest_catches_up(&mut self, chat: u8) {
        while self
            .guests
            .get(&chat)
            .is_some_and(|guest| !guest.inbox.is_empty())
        {
            self.guest_reads(chat);
        }
        self.guest_acknowledges(chat);
    }

    fn operator_catches_up(&mut self, index: usize) {
        while self
            .desks
            .get(index)
            .is_some_and(|desk| !desk.inbox.is_empty())
        {
            self.operator_reads(index);
        }
        (1..=CHATS).for_each(|chat| self.operator_acknowledges(index, &id(chat)));
    }

    fn is_busy(&self) -> bool {
        self.guests.values().any(|guest| !guest.inbox.is_empty())
            || self.desks.iter().any(|desk| !desk.inbox.is_empty())
    }

    fn next_body(&mut self, chat: u8, epoch: Option<Epoch>) -> Body {
        self.last_text += 1;
        let unique = format!("text {}", self.last_text);
        match epoch.filter(|_| is_sealed(chat)) {
            Some(epoch) => sealed_text(epoch.0, &unique),
            None => text(&unique),
        }
    }

    /// Puts what the queue says into the inboxes of those who are still there.
    fn deliver(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::ToGuest { connection, frame } => {
                    let guests = self.guests.values_mut();
                    guests
                        .filter(|guest| guest.connection == Some(connection.0))
                        .for_each(|guest| guest.is_told(&frame));
                }
                Effect::ToOperator { connection, frame } => {
                    self.deliver_to_desk(connection, &frame)
                }
                Effect::Close { connection, .. } => self.close(connection),
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

    fn deliver_to_desk(&mut self, connection: ConnectionId, frame: &ToOperator) {
        for (index, desk) in self.desks.iter_mut().enumerate() {
            if desk.connection == Some(connection.0) {
                if let ToOperator::Claimed(held) = frame {
                    let naive = self.chats.get(&held.chat);
                    let wins = naive.is_some_and(|naive| {
                        naive.desk() == Some(index) && Lease(naive.lease) == held.lease
                    });
                    assert!(wins, "only the winner is told that it holds the chat");
                }
                desk.shown.hear(frame);
                desk.inbox.push_back(frame.clone());
            }
        }
    }

    fn close(&mut self, connection: ConnectionId) {
        for guest in self.guests.values_mut() {
            if guest.connection == Some(connection.0) {
                guest.connection = None;
                guest.over = true;
            }
        }
        for desk in &mut self.desks {
            if desk.connection == Some(connection.0) {
                desk.connection = None;
            }
        }
    }
}

/// Whose desk it is.
pub(crate) fn operator_of(desk: usize) -> OperatorName {
    seat_of(desk).operator
}

fn seat_of(desk: usize) -> Seat {
    match desk {
        0 => seat("ann", 1),
        1 => seat("ann", 2),
        _ => seat("bob", 3),
    }
}

/// From where a chat's guest comes: those of two chats are at the same place.
fn home_of(chat: u8) -> Address {
    address(chat / 2)
}

fn is_sealed(chat: u8) -> bool {
    chat != 2
}
