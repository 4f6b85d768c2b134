//! Guests, windows and the queue between them, acted upon one step at a time.

use std::collections::BTreeMap;

use durable_queue::limits::TAKE_ALONG_MILLIS;
use durable_queue::{
    ConnectionId, Effect, GuestSays, HolderSays, Key, OperatorSays, Record, Seat, Stage, Transfer,
};
use hushdesk_protocol::frames::{
    Availability, Body, HeldCursor, Opening, Outgoing, Party, Recipient, Status, ToOperator,
};
use hushdesk_protocol::ids::{ChatId, Epoch, Lease, Number};
use hushdesk_protocol::rest::QueueSettings;

use crate::common::{World, commit, id, sealed, sealed_text, seat, text, this};
use crate::desk::Desk;
use crate::guest::{Guest, Parcel};
use crate::naive::{Around, NaiveChat, NaiveStage, NaiveTransfer};

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
    OperatorComes {
        desk: usize,
        warm: bool,
    },
    OperatorClaims {
        desk: usize,
        chat: u8,
    },
    OperatorWrites {
        desk: usize,
        chat: u8,
    },
    OperatorReads(usize),
    OperatorAcknowledges {
        desk: usize,
        chat: u8,
    },
    OperatorIsCut(usize),
    OperatorEnds {
        desk: usize,
        chat: u8,
    },
    OperatorDismisses {
        desk: usize,
        chat: u8,
    },
    OperatorHandsOn {
        desk: usize,
        chat: u8,
        to: HandTo,
    },
    OperatorKeeps {
        desk: usize,
        chat: u8,
    },
    OperatorIs {
        desk: usize,
        status: Status,
    },
    QueueIsSet(QueueSettings),
    ServerCrashes,
    /// Each bit says whether a socket does not outlive it.
    ObjectSleeps(u64),
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
    settings: QueueSettings,
    guests: BTreeMap<u8, Guest>,
    desks: [Desk; DESKS],
    chats: BTreeMap<ChatId, NaiveChat>,
    last_connection: u64,
    last_text: u64,
}

impl Schedule {
    /// A queue that is set like this, and nobody there.
    pub(crate) fn new(settings: &QueueSettings) -> Self {
        let mut world = World::default();
        world.configure(settings);
        Self {
            world,
            settings: settings.clone(),
            guests: BTreeMap::new(),
            desks: Default::default(),
            chats: BTreeMap::new(),
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
            Act::OperatorIs { desk, status } => self.operator_is(desk, status),
            Act::QueueIsSet(settings) => self.queue_is_set(settings),
            Act::ServerCrashes => self.server_crashes(),
            Act::ObjectSleeps(lost) => self.object_sleeps(lost),
            Act::TimePasses(millis) => self.time_passes(millis),
        }
        self.learn_transfers();
        self.check();
    }

    /// No shift is over any more, everybody comes back, bob claims what waits, and all read and acknowledge, until nothing more happens.
    pub(crate) fn settle(&mut self) {
        self.queue_is_set(QueueSettings::default());
        for desk in 0..DESKS {
            self.operator_comes(desk, true);
        }
        for chat in 1..=CHATS {
            self.guest_comes(chat);
            self.operator_claims(DESKS - 1, chat);
            self.learn_transfers();
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
        for (id, chat) in &self.chats {
            assert!(
                chat.from_operator.all_read(),
                "a guest has read all in {id}"
            );
            let nobody_held_it = matches!(chat.stage, NaiveStage::Ended { desk: None, .. });
            assert!(
                nobody_held_it || chat.from_guest.all_read(),
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
                    Some(cursor) => chat.from_guest.taken_up(Some(cursor.received)),
                    None => chat.from_guest.taken_up(None),
                }
            }
        }
        let effects = self.world.hello(connection, seat_of(index), cursors);
        self.deliver(effects);
    }

    /// The chats of windows of the same operator come along that have been gone for long enough.
    fn move_along(&mut self, index: usize) {
        let grace = u64::from(self.settings.grace_seconds) * 1_000;
        let bound = TAKE_ALONG_MILLIS.min(grace);
        let now = self.world.now.0;
        for chat in self.chats.values_mut() {
            let left = chat.desk().filter(|desk| {
                seat_of(*desk).operator == seat_of(index).operator
                    && self
                        .desks
                        .get(*desk)
                        .is_none_or(|desk| desk.connection.is_none())
            });
            let since = match chat.stage {
                NaiveStage::Ended { at, .. } => Some(at),
                NaiveStage::Waiting { .. } | NaiveStage::Held { .. } => chat.holder_absent_since,
            };
            if left.is_some() && since.is_some_and(|since| now - since >= bound) {
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

    /// What is written before the answer to the first frame goes out with it.
    fn operator_sends(&mut self, index: usize, id: &ChatId, lease: Lease, message: Outgoing) {
        let desk = self.desks.get(index).filter(|desk| desk.greeted);
        if desk.is_none_or(|desk| desk.connection.is_none()) {
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
        let desk = self.desks.get_mut(index);
        if let Some(held) = desk.and_then(|desk| desk.chats.get_mut(id)) {
            held.hands_on = true;
        }
        let recipient = match to {
            Some(operator) => Recipient::Operator(operator),
            None => Recipient::Queue(this()),
        };
        let note = None;
        self.say_in(index, id, lease, HolderSays::Transfer { recipient, note });
    }

    fn operator_keeps(&mut self, index: usize, id: &ChatId) {
        let lease = self.lease_of(index, id);
        let (Some(lease), Some(_)) = (lease, self.connection_of(index)) else {
            return;
        };
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

    fn operator_is(&mut self, index: usize, status: Status) {
        let text = Default::default();
        self.say(index, OperatorSays::Status(Availability { status, text }));
    }

    fn queue_is_set(&mut self, settings: QueueSettings) {
        let effects = self.world.configure(&settings);
        self.settings = settings;
        self.deliver(effects);
        // What is overdue by now is done with the next event.
        self.time_passes(0);
    }

    fn server_crashes(&mut self) {
        self.sockets_are_lost(|_| true);
        assert_eq!(self.world.crash(), []);
    }

    fn object_sleeps(&mut self, bits: u64) {
        let lost = |connection: u64| (bits >> (connection % 64)) & 1 == 1;
        self.sockets_are_lost(lost);
        let effects = self.world.sleep(lost);
        self.deliver(effects);
    }

    fn sockets_are_lost(&mut self, lost: impl Fn(u64) -> bool) {
        for chat in 1..=CHATS {
            let guest = self.guests.get_mut(&chat);
            let guest = guest.filter(|guest| guest.connection.is_some_and(&lost));
            if let Some(guest) = guest {
                guest.connection = None;
                guest.inbox.clear();
                self.note_absence(chat);
            }
        }
        let now = self.world.now.0;
        for (index, desk) in self.desks.iter_mut().enumerate() {
            if desk.connection.is_some_and(&lost) {
                desk.connection = None;
                desk.inbox.clear();
                let held = self.chats.values_mut();
                let held = held.filter(|chat| chat.stage == (NaiveStage::Held { desk: index }));
                held.for_each(|chat| {
                    chat.holder_absent_since.get_or_insert(now);
                });
            }
        }
    }

    fn time_passes(&mut self, millis: u64) {
        let heirs = self.heirs();
        let around = Around {
            settings: &self.settings,
            heirs: &heirs,
        };
        let now = self.world.now.0 + millis;
        self.chats.retain(|_, chat| !chat.expire(now, around));
        let effects = self.world.pass(millis);
        self.deliver(effects);
    }

    /// For each desk, the first other one of the same operator that is connected.
    fn heirs(&self) -> Vec<Option<usize>> {
        let heir = |desk: usize| {
            let operator = seat_of(desk).operator;
            let mut others = (0..DESKS).filter(|it| *it != desk);
            others.find(|it| seat_of(*it).operator == operator && self.connection_of(*it).is_some())
        };
        (0..DESKS).map(heir).collect()
    }

    /// Takes from the queue which chats are being handed on, and to whom.
    fn learn_transfers(&mut self) {
        for (id, stage) in stages(&self.world) {
            let Some(naive) = self.chats.get_mut(id) else {
                continue;
            };
            naive.transfer = match stage {
                Stage::Held(hold) => hold.transfer.as_ref().map(naive_transfer),
                Stage::Waiting(_)
                | Stage::Departed { .. }
                | Stage::Moved { .. }
                | Stage::Ended { .. } => None,
            };
            naive.was_handed_on |= naive.transfer.is_some();
        }
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

    /// The queue is where the model is, and wakes up in time for each chat.
    fn check(&self) {
        let stored = stages(&self.world);
        assert_eq!(stored.len(), self.chats.len());
        let heirs = self.heirs();
        let around = Around {
            settings: &self.settings,
            heirs: &heirs,
        };
        for (id, chat) in &self.chats {
            assert!(
                stored.get(id).is_some_and(|stage| same(stage, chat)),
                "{id}: {chat:?}"
            );
            if let Some(due) = chat.due_at(around) {
                let armed = self.world.queue.next_deadline();
                assert!(armed.is_some_and(|at| at.0 <= due), "{id}: {chat:?}");
            }
        }
        let orphans = self.world.stored.keys().filter(|key| match key {
            Key::Entry(chat, _) => !self.chats.contains_key(chat),
            Key::Chat(_) | Key::Operator(_) | Key::Inbound(_) | Key::Config => false,
        });
        assert_eq!(orphans.count(), 0, "no entry outlives its chat");
    }
}

fn stages(world: &World) -> BTreeMap<&ChatId, &Stage> {
    let chats = world.stored.values().filter_map(|record| match record {
        Record::Chat(id, record) => Some((id, &record.stage)),
        Record::Entry(..) | Record::Operator(..) | Record::Inbound(..) | Record::Config(_) => None,
    });
    chats.collect()
}

fn naive_transfer(transfer: &Transfer) -> NaiveTransfer {
    NaiveTransfer {
        to: match &transfer.handing.recipient {
            Recipient::Operator(operator) => Some(operator.clone()),
            Recipient::Queue(_) => None,
        },
        until: transfer.handing.until.0,
    }
}

fn same(stage: &Stage, chat: &NaiveChat) -> bool {
    match (stage, chat.stage) {
        (Stage::Waiting(_), NaiveStage::Waiting { .. }) => true,
        (Stage::Held(hold), NaiveStage::Held { desk }) => {
            hold.seat == seat_of(desk) && hold.lease == Lease(chat.lease)
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
