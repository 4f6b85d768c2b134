//! Guests, windows and the queue between them, acted upon one step at a time.

use std::collections::BTreeMap;

use durable_queue::{
    ConnectionId, Effect, GuestSays, HolderSays, Key, OperatorSays, Record, Seat, Stage,
};
use hushdesk_protocol::frames::{
    Body, HeldCursor, Opening, Outgoing, Party, Recipient, ToOperator,
};
use hushdesk_protocol::ids::{ChatId, Epoch, Lease, Number};
use hushdesk_protocol::rest::QueueSettings;

use crate::common::{World, commit, id, sealed, sealed_text, seat, text, this};
use crate::desk::Desk;
use crate::guest::{Guest, Parcel};
use crate::naive::{NaiveChat, NaiveStage, NaiveTransfer};

/// Chats 1 and 3 are sealed, chat 2 is open.
pub(crate) const CHATS: u8 = 3;

/// Two windows of ann, one of bob.
pub(crate) const DESKS: usize = 3;

/// One step of a schedule.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    GuestComes(u8),
    GuestWrites(u8),
    GuestExchangesKeys(u8),
    GuestReads(u8),
    GuestAcknowledges(u8),
    GuestIsCut(u8),
    GuestEnds(u8),
    OperatorComes { desk: usize, warm: bool },
    OperatorClaims { desk: usize, chat: u8 },
    OperatorWrites { desk: usize, chat: u8 },
    OperatorReads(usize),
    OperatorAcknowledges { desk: usize, chat: u8 },
    OperatorIsCut(usize),
    OperatorEnds { desk: usize, chat: u8 },
    OperatorDismisses { desk: usize, chat: u8 },
    OperatorHandsOn { desk: usize, chat: u8, to: HandTo },
    OperatorKeeps { desk: usize, chat: u8 },
    ServerCrashes,
    TimePasses(u64),
}

/// To whom a chat is handed on.
#[derive(Clone, Copy, Debug)]
pub(crate) enum HandTo {
    Ann,
    Bob,
    All,
}

#[derive(Debug)]
pub(crate) struct Schedule {
    world: World,
    guests: BTreeMap<u8, Guest>,
    desks: [Desk; DESKS],
    chats: BTreeMap<ChatId, NaiveChat>,
    last_connection: u64,
    last_text: u64,
}

impl Default for Schedule {
    fn default() -> Self {
        let mut world = World::default();
        world.configure(&QueueSettings::default());
        Self {
            world,
            guests: BTreeMap::new(),
            desks: Default::default(),
            chats: BTreeMap::new(),
            last_connection: 0,
            last_text: 0,
        }
    }
}

impl Schedule {
    pub(crate) fn act(&mut self, act: Act) {
        match act {
            Act::GuestComes(chat) => self.guest_comes(chat),
            Act::GuestWrites(chat) => self.guest_writes(chat),
            Act::GuestExchangesKeys(chat) => self.guest_exchanges(chat),
            Act::GuestReads(chat) => self.guest_reads(chat),
            Act::GuestAcknowledges(chat) => self.guest_acknowledges(chat),
            Act::GuestIsCut(chat) => self.guest_is_cut(chat),
            Act::GuestEnds(chat) => self.guest_ends(chat),
            Act::OperatorComes { desk, warm } => self.operator_comes(desk, warm),
            Act::OperatorClaims { desk, chat } => self.operator_claims(desk, chat),
            Act::OperatorWrites { desk, chat } => self.operator_writes(desk, chat),
            Act::OperatorReads(desk) => self.operator_reads(desk),
            Act::OperatorAcknowledges { desk, chat } => self.operator_acknowledges(desk, &id(chat)),
            Act::OperatorIsCut(desk) => self.operator_is_cut(desk),
            Act::OperatorEnds { desk, chat } => self.operator_ends(desk, &id(chat)),
            Act::OperatorDismisses { desk, chat } => {
                self.operator_dismisses(desk, &id(chat));
            }
            Act::OperatorHandsOn { desk, chat, to } => self.operator_hands_on(desk, &id(chat), to),
            Act::OperatorKeeps { desk, chat } => self.operator_keeps(desk, &id(chat)),
            Act::ServerCrashes => self.server_crashes(),
            Act::TimePasses(millis) => self.time_passes(millis),
        }
        self.check();
    }

    /// Everybody comes back and reads and acknowledges, until nothing more happens.
    pub(crate) fn settle(&mut self) {
        for desk in 0..DESKS {
            self.operator_comes(desk, true);
        }
        for chat in 1..=CHATS {
            self.guest_comes(chat);
        }
        while self.is_busy() {
            (1..=CHATS).for_each(|chat| self.guest_catches_up(chat));
            (0..DESKS).for_each(|desk| self.operator_catches_up(desk));
            self.check();
        }
        for (id, chat) in &self.chats {
            assert!(
                chat.from_operator.all_read(),
                "a guest has read all in {id}"
            );
            assert!(
                chat.desk().is_none() || chat.from_guest.all_read(),
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

    fn guest_comes(&mut self, chat: u8) {
        let guest = self.guests.entry(chat).or_default();
        if guest.over {
            return;
        }
        let connection = self.last_connection + 1;
        self.last_connection = connection;
        guest.connection = Some(connection);
        guest.greeted = false;
        guest.inbox.clear();
        let effects = if guest.opened {
            let seen = guest.seen;
            if let Some(chat) = self.chats.get_mut(&id(chat)) {
                chat.from_operator.acknowledge(seen);
                chat.absent_since = None;
            }
            self.world.resume(connection, chat, seen.0)
        } else {
            guest.opened = true;
            guest.number = Number(u64::from(is_sealed(chat)));
            guest.epoch = Epoch(u32::from(is_sealed(chat)));
            self.chats
                .insert(id(chat), NaiveChat::open(is_sealed(chat), self.world.now.0));
            let opening = if is_sealed(chat) {
                sealed()
            } else {
                Opening::Open
            };
            self.world.open(connection, chat, opening)
        };
        self.deliver(effects);
    }

    fn guest_writes(&mut self, chat: u8) {
        let body = self.next_body(chat, self.guests.get(&chat).map(|guest| guest.epoch));
        let Some(guest) = self.guests.get_mut(&chat).filter(|guest| guest.opened) else {
            return;
        };
        guest.number = guest.number.next();
        let parcel = Parcel::Message(Outgoing {
            number: guest.number,
            body,
        });
        guest.outbox.push_back(parcel.clone());
        self.guest_sends(chat, parcel);
    }

    fn guest_exchanges(&mut self, chat: u8) {
        let guest = self
            .guests
            .get_mut(&chat)
            .filter(|guest| guest.opened && is_sealed(chat));
        let Some(guest) = guest else { return };
        guest.number = guest.number.next();
        let parcel = Parcel::Exchange(guest.number);
        guest.outbox.push_back(parcel.clone());
        self.guest_sends(chat, parcel);
    }

    fn guest_sends(&mut self, chat: u8, parcel: Parcel) {
        let guest = self.guests.get(&chat).filter(|guest| guest.greeted);
        let connection = guest.and_then(|guest| guest.connection);
        let (Some(connection), Some(naive)) = (connection, self.chats.get_mut(&id(chat))) else {
            return;
        };
        let says = match parcel {
            Parcel::Message(message) => {
                naive.write(Party::Guest, message.number, &message.body);
                GuestSays::Message(message)
            }
            Parcel::Exchange(number) => {
                naive.exchange_keys(number);
                GuestSays::KeyExchange {
                    number,
                    commit: commit("again"),
                }
            }
        };
        let effects = self.world.guest(connection, says);
        self.deliver(effects);
    }

    fn guest_reads(&mut self, chat: u8) {
        let guest = self.guests.get_mut(&chat);
        let (Some(guest), Some(naive)) = (guest, self.chats.get_mut(&id(chat))) else {
            return;
        };
        for parcel in guest.read(naive) {
            self.guest_sends(chat, parcel);
        }
    }

    fn guest_acknowledges(&mut self, chat: u8) {
        let Some(guest) = self.guests.get(&chat) else {
            return;
        };
        let (Some(connection), received) = (guest.connection, guest.seen) else {
            return;
        };
        if let Some(naive) = self.chats.get_mut(&id(chat)) {
            naive.from_operator.acknowledge(received);
        }
        let effects = self.world.guest(connection, GuestSays::Ack { received });
        self.deliver(effects);
    }

    fn guest_is_cut(&mut self, chat: u8) {
        let Some(guest) = self.guests.get_mut(&chat) else {
            return;
        };
        let Some(connection) = guest.connection.take() else {
            return;
        };
        guest.inbox.clear();
        self.note_absence(chat);
        let effects = self.world.cut(connection);
        self.deliver(effects);
    }

    fn guest_ends(&mut self, chat: u8) {
        let Some(connection) = self.guests.get(&chat).and_then(|guest| guest.connection) else {
            return;
        };
        let now = self.world.now.0;
        if let Some(naive) = self.chats.get_mut(&id(chat)).filter(|naive| naive.runs()) {
            naive.end(now);
        }
        let effects = self.world.guest(connection, GuestSays::End);
        self.deliver(effects);
    }

    fn operator_comes(&mut self, index: usize, warm: bool) {
        let connection = self.last_connection + 1;
        self.last_connection = connection;
        let Some(desk) = self.desks.get_mut(index) else {
            return;
        };
        desk.connection = Some(connection);
        desk.greeted = false;
        desk.inbox.clear();
        if !warm {
            desk.chats.clear();
        }
        let cursors = desk.cursors();
        self.move_along(index);
        for (id, chat) in &mut self.chats {
            if chat.desk() == Some(index) {
                chat.holder_absent_since = None;
                let lease = Lease(chat.lease);
                let known = |cursor: &&HeldCursor| cursor.chat == *id && cursor.lease == lease;
                match cursors.iter().find(known) {
                    Some(cursor) => chat.from_guest.acknowledge(cursor.received),
                    None => chat.from_guest.forget_unacknowledged(),
                }
            }
        }
        let effects = self.world.hello(connection, seat_of(index), cursors);
        self.deliver(effects);
    }

    /// The chats of closed windows of the same operator come along.
    fn move_along(&mut self, index: usize) {
        for chat in self.chats.values_mut() {
            let left = chat.desk().filter(|desk| {
                seat_of(*desk).operator == seat_of(index).operator
                    && self
                        .desks
                        .get(*desk)
                        .is_none_or(|desk| desk.connection.is_none())
            });
            if left.is_some() {
                match &mut chat.stage {
                    NaiveStage::Waiting { .. } => {}
                    NaiveStage::Held { desk } => *desk = index,
                    NaiveStage::Ended { desk, .. } => *desk = Some(index),
                }
            }
        }
    }

    fn operator_claims(&mut self, index: usize, chat: u8) {
        if self.connection_of(index).is_none() {
            return;
        }
        if let Some(naive) = self.chats.get_mut(&id(chat))
            && may_claim(naive, index)
        {
            naive.claim(index);
        }
        self.say(index, OperatorSays::Claim { chat: id(chat) });
    }

    fn operator_writes(&mut self, index: usize, chat: u8) {
        let held = self
            .desks
            .get(index)
            .and_then(|desk| desk.chats.get(&id(chat)));
        let body = self.next_body(chat, held.map(|held| held.epoch));
        let held = self
            .desks
            .get_mut(index)
            .and_then(|desk| desk.chats.get_mut(&id(chat)));
        let Some(held) = held.filter(|held| !held.hands_on) else {
            return;
        };
        held.number = held.number.next();
        let message = Outgoing {
            number: held.number,
            body,
        };
        held.outbox.push_back(message.clone());
        let lease = held.lease;
        self.operator_sends(index, &id(chat), lease, message);
    }

    fn operator_sends(&mut self, index: usize, id: &ChatId, lease: Lease, message: Outgoing) {
        if self.connection_of(index).is_none() {
            return;
        }
        if let Some(naive) = self
            .chats
            .get_mut(id)
            .filter(|naive| naive.is_of(index, lease))
        {
            naive.write(Party::Operator, message.number, &message.body);
        }
        let says = HolderSays::Message(message);
        self.say(
            index,
            OperatorSays::Holding {
                chat: id.clone(),
                lease,
                says,
            },
        );
    }

    fn operator_reads(&mut self, index: usize) {
        let Some(desk) = self.desks.get_mut(index) else {
            return;
        };
        for (chat, lease, message) in desk.read(&mut self.chats) {
            self.operator_sends(index, &chat, lease, message);
        }
    }

    fn operator_acknowledges(&mut self, index: usize, id: &ChatId) {
        let Some(desk) = self
            .desks
            .get(index)
            .filter(|desk| desk.connection.is_some())
        else {
            return;
        };
        let Some(held) = desk.chats.get(id) else {
            return;
        };
        let (lease, received) = (held.lease, held.seen);
        if let Some(naive) = self
            .chats
            .get_mut(id)
            .filter(|naive| naive.is_of(index, lease))
        {
            naive.from_guest.acknowledge(received);
        }
        let says = HolderSays::Ack { received };
        self.say(
            index,
            OperatorSays::Holding {
                chat: id.clone(),
                lease,
                says,
            },
        );
    }

    fn operator_is_cut(&mut self, index: usize) {
        let Some(desk) = self.desks.get_mut(index) else {
            return;
        };
        let Some(connection) = desk.connection.take() else {
            return;
        };
        desk.inbox.clear();
        let now = self.world.now.0;
        for chat in self.chats.values_mut() {
            if chat.stage == (NaiveStage::Held { desk: index }) {
                chat.holder_absent_since.get_or_insert(now);
            }
        }
        let effects = self.world.cut(connection);
        self.deliver(effects);
    }

    fn operator_dismisses(&mut self, index: usize, id: &ChatId) {
        if self.connection_of(index).is_none() {
            return;
        }
        let operator = seat_of(index).operator;
        if let Some(naive) = self.chats.get_mut(id)
            && naive
                .transfer
                .as_ref()
                .is_some_and(|it| it.to.as_ref() == Some(&operator))
        {
            naive.transfer = None;
        }
        self.say(index, OperatorSays::Dismiss { chat: id.clone() });
    }

    fn operator_hands_on(&mut self, index: usize, id: &ChatId, to: HandTo) {
        let lease = self.lease_of(index, id);
        let (Some(lease), Some(_)) = (lease, self.connection_of(index)) else {
            return;
        };
        let to = match to {
            HandTo::Ann => Some(seat_of(0).operator),
            HandTo::Bob => Some(seat_of(2).operator),
            HandTo::All => None,
        };
        let sender = seat_of(index).operator;
        let present = (0..DESKS).filter(|desk| self.connection_of(*desk).is_some());
        let mut others = present
            .map(|desk| seat_of(desk).operator)
            .filter(|it| *it != sender);
        let is_available = others.any(|it| to.as_ref().is_none_or(|to| *to == it));
        let until = self.world.now.0 + 60_000;
        let naive = self.chats.get_mut(id);
        let naive = naive.filter(|naive| naive.runs() && naive.is_of(index, lease));
        if let Some(naive) = naive
            && naive.transfer.is_none()
            && is_available
        {
            let to = to.clone();
            naive.transfer = Some(NaiveTransfer { to, until });
        }
        let desk = self.desks.get_mut(index);
        if let Some(held) = desk.and_then(|desk| desk.chats.get_mut(id)) {
            held.hands_on = true;
        }
        let recipient = match to {
            Some(operator) => Recipient::Operator { operator },
            None => Recipient::Queue { queue: this() },
        };
        let note = None;
        self.say_in(index, id, lease, HolderSays::Transfer { recipient, note });
    }

    fn operator_keeps(&mut self, index: usize, id: &ChatId) {
        let lease = self.lease_of(index, id);
        let (Some(lease), Some(_)) = (lease, self.connection_of(index)) else {
            return;
        };
        let naive = self.chats.get_mut(id);
        if let Some(naive) = naive.filter(|naive| naive.is_of(index, lease)) {
            naive.transfer = None;
        }
        self.say_in(index, id, lease, HolderSays::CancelTransfer);
    }

    fn lease_of(&self, index: usize, id: &ChatId) -> Option<Lease> {
        let desk = self.desks.get(index)?;
        desk.chats.get(id).map(|held| held.lease)
    }

    fn say_in(&mut self, index: usize, id: &ChatId, lease: Lease, says: HolderSays) {
        let chat = id.clone();
        self.say(index, OperatorSays::Holding { chat, lease, says });
    }

    fn operator_ends(&mut self, index: usize, id: &ChatId) {
        let Some(desk) = self
            .desks
            .get(index)
            .filter(|desk| desk.connection.is_some())
        else {
            return;
        };
        let Some(lease) = desk.chats.get(id).map(|held| held.lease) else {
            return;
        };
        let now = self.world.now.0;
        let naive = self.chats.get_mut(id);
        if let Some(naive) = naive.filter(|naive| naive.runs() && naive.is_of(index, lease)) {
            naive.end(now);
        }
        self.say(
            index,
            OperatorSays::Holding {
                chat: id.clone(),
                lease,
                says: HolderSays::End,
            },
        );
    }

    fn server_crashes(&mut self) {
        for chat in 1..=CHATS {
            if let Some(guest) = self.guests.get_mut(&chat) {
                guest.connection = None;
                guest.inbox.clear();
            }
            self.note_absence(chat);
        }
        for desk in &mut self.desks {
            desk.connection = None;
            desk.inbox.clear();
        }
        let now = self.world.now.0;
        for chat in self.chats.values_mut() {
            if let NaiveStage::Held { .. } = chat.stage {
                chat.holder_absent_since.get_or_insert(now);
            }
        }
        assert_eq!(self.world.crash(), []);
    }

    fn time_passes(&mut self, millis: u64) {
        let effects = self.world.pass(millis);
        self.deliver(effects);
        let now = self.world.now.0;
        self.chats.retain(|_, chat| !chat.expire(now));
    }

    fn note_absence(&mut self, chat: u8) {
        let now = self.world.now.0;
        if let Some(naive) = self.chats.get_mut(&id(chat)).filter(|naive| naive.runs()) {
            naive.absent_since.get_or_insert(now);
        }
    }

    fn say(&mut self, index: usize, says: OperatorSays) {
        if let Some(connection) = self.connection_of(index) {
            let effects = self.world.operator(connection, says);
            self.deliver(effects);
        }
    }

    fn connection_of(&self, index: usize) -> Option<u64> {
        self.desks.get(index).and_then(|desk| desk.connection)
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
                        .for_each(|guest| guest.inbox.push_back(frame.clone()));
                }
                Effect::ToOperator { connection, frame } => {
                    self.deliver_to_desk(connection, &frame)
                }
                Effect::Close { connection, .. } => self.close(connection),
                Effect::Admit { .. }
                | Effect::Store(_)
                | Effect::Forget(_)
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

    /// The queue is where the model is, and waits for something wherever nobody attends.
    fn check(&self) {
        let stored: BTreeMap<&ChatId, &Stage> = self
            .world
            .stored
            .values()
            .filter_map(|record| match record {
                Record::Chat(id, record) => Some((id, &record.stage)),
                Record::Entry(..)
                | Record::Operator(..)
                | Record::Inbound(..)
                | Record::Config(_) => None,
            })
            .collect();
        assert_eq!(stored.len(), self.chats.len());
        for (id, chat) in &self.chats {
            assert!(
                stored.get(id).is_some_and(|stage| same(stage, chat)),
                "{id}: {chat:?}"
            );
            let attended = matches!(chat.stage, NaiveStage::Held { .. })
                && chat.absent_since.is_none()
                && chat.holder_absent_since.is_none();
            assert!(attended || self.world.queue.next_deadline().is_some());
        }
        let orphans = self.world.stored.keys().filter(|key| match key {
            Key::Entry(chat, _) => !self.chats.contains_key(chat),
            Key::Chat(_) | Key::Operator(_) | Key::Inbound(_) | Key::Config => false,
        });
        assert_eq!(orphans.count(), 0, "no entry outlives its chat");
    }
}

fn same(stage: &Stage, chat: &NaiveChat) -> bool {
    match (stage, chat.stage) {
        (Stage::Waiting(_), NaiveStage::Waiting { .. }) => true,
        (Stage::Held(hold), NaiveStage::Held { desk }) => {
            hold.seat == seat_of(desk)
                && hold.lease == Lease(chat.lease)
                && hold.transfer.is_some() == chat.transfer.is_some()
        }
        (Stage::Ended { hold, .. }, NaiveStage::Ended { desk, .. }) => {
            hold.as_ref().map(|hold| &hold.seat) == desk.map(seat_of).as_ref()
        }
        (
            Stage::Waiting(_)
            | Stage::Held(_)
            | Stage::Departed { .. }
            | Stage::Moved { .. }
            | Stage::Ended { .. },
            _,
        ) => false,
    }
}

/// Whether a desk may hold a chat: it waits, or is handed on to its operator.
fn may_claim(chat: &NaiveChat, index: usize) -> bool {
    let operator = seat_of(index).operator;
    match chat.stage {
        NaiveStage::Waiting { .. } => true,
        NaiveStage::Held { desk } if desk == index => false,
        NaiveStage::Held { desk } => chat.transfer.as_ref().is_some_and(|it| match &it.to {
            Some(to) => *to == operator,
            None => seat_of(desk).operator != operator,
        }),
        NaiveStage::Ended { .. } => false,
    }
}

fn seat_of(desk: usize) -> Seat {
    match desk {
        0 => seat("ann", 1),
        1 => seat("ann", 2),
        _ => seat("bob", 3),
    }
}

fn is_sealed(chat: u8) -> bool {
    chat != 2
}
