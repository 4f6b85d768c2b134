//! A queue in a world of values: a clock that is turned by hand, a storage that is a map, sockets that are
//! numbers. After each event the world checks that the queue, restored from what it stored, is the same: so it
//! may be lost at any moment, and goes on the same.

#![allow(dead_code, reason = "each scenario uses some of it")]
#![allow(
    clippy::unwrap_used,
    reason = "the values of a scenario are well formed"
)]

mod values;

use std::collections::BTreeMap;

use durable_queue::to_archive::{OfQueue, ToArchive};
use durable_queue::{
    Address, Arrival, ConnectionId, Effect, End, Event, GuestSays, HolderSays, Key, Letter,
    OperatorSays, Queue, Retained, Seat, Stored, StoredConfig,
};
use hushdesk_protocol::frames::{
    ChatKind, GuestChat, HeldCursor, Opening, ToGuest, ToOperator, Waiting,
};
use hushdesk_protocol::ids::{Lease, Seq, Timestamp, Visit};
use hushdesk_protocol::rest::QueueSettings;

pub(crate) use values::*;

/// The queue, what it had stored, who is connected, what time it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct World {
    pub(crate) queue: Queue,
    pub(crate) stored: BTreeMap<Key, Stored>,
    pub(crate) connections: BTreeMap<ConnectionId, End>,
    pub(crate) now: Timestamp,
    /// Whether it gives everything that is said, who else is there and how many wait included.
    pub(crate) tells_all: bool,
    /// Whether it gives what guests who wait are told they can expect.
    pub(crate) tells_guests: bool,
    /// Whatever it has stored and forgotten, in order.
    pub(crate) written: Vec<Effect>,
    /// What it has had the archive hear, in order.
    pub(crate) told: Vec<ToArchive>,
    /// For how long it has said that it keeps what is said, in order.
    pub(crate) told_of_queue: Vec<OfQueue>,
    /// What it has had kept after the end of a chat, in order.
    pub(crate) retained: Vec<Retained>,
    /// The visit that a guest was told of last.
    pub(crate) visit: Visit,
    /// From where guests come.
    pub(crate) guests_come_from: Option<Address>,
}

impl World {
    /// Hands an event to the queue. Gives what it says, without what it stores.
    pub(crate) fn handle(&mut self, event: Event) -> Vec<Effect> {
        let closed = closed_by(&event);
        let effects = self.queue.handle(event, self.now);
        let says = self.keep(effects);
        self.connections
            .retain(|connection, _| closed != Some(*connection));
        assert_eq!(self.restored(), self.queue, "all that matters is stored");
        says
    }

    /// Stores what there is to store; notes who is behind which socket. Gives the rest.
    pub(crate) fn keep(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        let mut says = Vec::new();
        for effect in effects {
            if matches!(effect, Effect::Store(_) | Effect::Forget(_)) {
                self.written.push(effect.clone());
            }
            match effect {
                Effect::Store(record) => {
                    assert!(says.is_empty(), "nothing is said before it is stored");
                    self.stored.insert(record.key(), record);
                }
                Effect::Forget(key) => {
                    assert!(says.is_empty(), "nothing is said before it is stored");
                    self.stored.remove(&key);
                }
                Effect::Admit {
                    connection,
                    ref end,
                } => {
                    self.connections.insert(connection, end.clone());
                    says.push(effect);
                }
                Effect::Close { connection, .. } => {
                    self.connections.remove(&connection);
                    says.push(effect);
                }
                Effect::ToGuest { connection, frame } => {
                    if let ToGuest::Chat(chat) = &frame {
                        self.visit = chat.visit;
                    }
                    let frame = if self.tells_guests {
                        Some(frame)
                    } else {
                        without_prospect(frame)
                    };
                    says.extend(frame.map(|frame| Effect::ToGuest { connection, frame }));
                }
                Effect::Tell(told) => {
                    assert!(says.is_empty(), "nothing is said before it is stored");
                    self.told.push(*told);
                }
                Effect::TellOfQueue(told) => {
                    assert!(says.is_empty(), "nothing is said before it is stored");
                    self.told_of_queue.push(told);
                }
                Effect::Retain(kept) => {
                    assert!(says.is_empty(), "nothing is said before it is stored");
                    self.retained.push(*kept);
                }
                Effect::Post { .. } => says.push(effect),
                Effect::ToOperator { .. } if self.tells_all => says.push(effect),
                Effect::ToOperator { connection, frame } => {
                    says.extend(
                        without_colleagues(frame)
                            .map(|frame| Effect::ToOperator { connection, frame }),
                    );
                }
            }
        }
        says
    }

    /// The queue as it would be after a pause that all sockets outlived.
    fn restored(&self) -> Queue {
        let mut queue = Queue::restore(self.stored.values().cloned());
        let connections = self.connections.clone().into_iter().collect();
        assert_eq!(queue.handle(Event::Woke { connections }, self.now), []);
        queue
    }

    /// Whether a chat is sealed.
    pub(crate) fn is_sealed(&self, chat: u8) -> bool {
        let record = self.stored.get(&Key::Chat(id(chat)));
        matches!(record, Some(Stored::Chat(_, record)) if record.kind.kind() == ChatKind::Sealed)
    }

    /// The server is killed and started again: no socket outlives it.
    pub(crate) fn crash(&mut self) -> Vec<Effect> {
        self.connections.clear();
        self.queue = Queue::restore(self.stored.values().cloned());
        let effects = self.queue.handle(
            Event::Woke {
                connections: vec![],
            },
            self.now,
        );
        self.keep(effects)
    }

    /// The object has slept, and the sockets that are named did not outlive it.
    pub(crate) fn sleep(&mut self, lost: impl Fn(u64) -> bool) -> Vec<Effect> {
        self.connections.retain(|connection, _| !lost(connection.0));
        self.queue = Queue::restore(self.stored.values().cloned());
        let connections = self.connections.clone().into_iter().collect();
        let effects = self.queue.handle(Event::Woke { connections }, self.now);
        self.keep(effects)
    }

    /// The Worker says which queue this is, and how it is set.
    pub(crate) fn configure(&mut self, settings: &QueueSettings) -> Vec<Effect> {
        self.handle(Event::Configured(Box::new(StoredConfig {
            organisation: Some("main".parse().unwrap()),
            name: Some(this()),
            settings: settings.clone(),
            queues: [this(), other()].into(),
            ..StoredConfig::default()
        })))
    }

    /// Another queue says something.
    pub(crate) fn letter(&mut self, from: &str, letter: Letter) -> Vec<Effect> {
        self.handle(Event::Letter {
            from: from.parse().unwrap(),
            letter: Box::new(letter),
        })
    }

    /// Turns the clock.
    pub(crate) fn pass(&mut self, millis: u64) -> Vec<Effect> {
        self.now = self.now.plus(millis);
        self.handle(Event::Tick)
    }

    pub(crate) fn cut(&mut self, connection: u64) -> Vec<Effect> {
        self.handle(Event::Disconnected {
            connection: ConnectionId(connection),
        })
    }

    pub(crate) fn open(&mut self, connection: u64, chat: u8, opening: Opening) -> Vec<Effect> {
        let opened = self::opening(id(chat), chat, opening);
        self.handle(Event::GuestOpened {
            connection: ConnectionId(connection),
            opened,
            from: self.guests_come_from.clone(),
        })
    }

    /// A guest comes back, from the visit that a guest was told of last.
    pub(crate) fn resume(&mut self, connection: u64, chat: u8, received: u64) -> Vec<Effect> {
        self.resume_from(self.visit, connection, chat, received)
    }

    pub(crate) fn resume_from(
        &mut self,
        visit: Visit,
        connection: u64,
        chat: u8,
        received: u64,
    ) -> Vec<Effect> {
        self.handle(Event::GuestResumed {
            connection: ConnectionId(connection),
            chat: id(chat),
            token: token(chat),
            received: Seq(received),
            visit,
            from: self.guests_come_from.clone(),
        })
    }

    pub(crate) fn guest(&mut self, connection: u64, says: GuestSays) -> Vec<Effect> {
        self.handle(Event::GuestSaid {
            connection: ConnectionId(connection),
            says,
        })
    }

    pub(crate) fn hello(
        &mut self,
        connection: u64,
        seat: Seat,
        chats: Vec<HeldCursor>,
    ) -> Vec<Effect> {
        self.handle(Event::OperatorArrived {
            connection: ConnectionId(connection),
            arrival: Arrival {
                chats,
                ..arrival(&seat)
            },
            seat,
        })
    }

    pub(crate) fn operator(&mut self, connection: u64, says: OperatorSays) -> Vec<Effect> {
        self.handle(Event::OperatorSaid {
            connection: ConnectionId(connection),
            says,
        })
    }

    pub(crate) fn claim(&mut self, connection: u64, chat: u8) -> Vec<Effect> {
        self.operator(connection, OperatorSays::Claim { chat: id(chat) })
    }

    pub(crate) fn holding(
        &mut self,
        connection: u64,
        chat: u8,
        lease: u64,
        says: HolderSays,
    ) -> Vec<Effect> {
        let (chat, lease) = (id(chat), Lease(lease));
        self.operator(connection, OperatorSays::Holding { chat, lease, says })
    }
}

/// Scenarios are about chats; what guests who wait can expect has its own.
fn without_prospect(frame: ToGuest) -> Option<ToGuest> {
    match frame {
        ToGuest::Waiting(_) => None,
        ToGuest::Chat(chat) => {
            let waiting = None;
            Some(ToGuest::Chat(GuestChat { waiting, ..chat }))
        }
        other @ (ToGuest::Entry(_)
        | ToGuest::Sent(_)
        | ToGuest::Epoch { .. }
        | ToGuest::Typing(_)
        | ToGuest::Presence { .. }
        | ToGuest::Changed
        | ToGuest::Moved { .. }
        | ToGuest::Refused { .. }) => Some(other),
    }
}

/// Scenarios are about chats; who else is there, and how many wait, has its own.
fn without_colleagues(frame: ToOperator) -> Option<ToOperator> {
    match frame {
        ToOperator::Colleague(_) | ToOperator::ColleagueLeft { .. } | ToOperator::Waiting(_) => {
            None
        }
        ToOperator::Welcome {
            operator,
            now,
            offers,
            chats,
            lapsed,
            ..
        } => Some(ToOperator::Welcome {
            operator,
            now,
            waiting: Waiting::default(),
            offers,
            chats,
            lapsed,
            colleagues: vec![],
        }),
        other @ (ToOperator::Offered(_)
        | ToOperator::OfferEnded { .. }
        | ToOperator::Claimed(_)
        | ToOperator::Lapsed(_)
        | ToOperator::Transfer { .. }
        | ToOperator::Entry { .. }
        | ToOperator::Sent { .. }
        | ToOperator::Typing { .. }
        | ToOperator::Presence { .. }
        | ToOperator::Blocked { .. }
        | ToOperator::Told { .. }
        | ToOperator::Refused { .. }) => Some(other),
    }
}

fn closed_by(event: &Event) -> Option<ConnectionId> {
    if let Event::Disconnected { connection } = event {
        Some(*connection)
    } else {
        None
    }
}
