//! A queue in a world of values: a clock that is turned by hand, a storage that is a map, sockets that are
//! numbers. After each event the world checks that the queue, restored from what it stored, is the same: so it
//! may be lost at any moment, and goes on the same.

#![allow(dead_code, reason = "each scenario uses some of it")]
#![allow(
    clippy::unwrap_used,
    reason = "the values of a scenario are well formed"
)]

use std::collections::BTreeMap;

use durable_queue::{
    Arrival, Closing, ConnectionId, Effect, End, Event, GuestOpened, GuestSays, HolderSays, Key,
    Letter, OperatorSays, Queue, Seat, Stored, StoredConfig, TokenHash,
};
use hushdesk_protocol::frames::{
    Body, ChatKind, Content, Entry, GuestChat, HeldChat, HeldCursor, Offer, Opening, Origin,
    Outgoing, Sent, ToGuest, ToOperator, Waiting,
};
use hushdesk_protocol::ids::{
    ChatId, Epoch, Lease, Number, QueueName, ResumeToken, SeatId, Seq, Timestamp, Visit,
};
use hushdesk_protocol::rest::QueueSettings;
use hushdesk_protocol::text::{CommitText, DisplayName, OpenText, SealedText};

/// The queue, what it had stored, who is connected, what time it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct World {
    pub(crate) queue: Queue,
    pub(crate) stored: BTreeMap<Key, Stored>,
    pub(crate) connections: BTreeMap<ConnectionId, End>,
    pub(crate) now: Timestamp,
    /// Whether it gives everything that is said, who else is there and how many wait included.
    pub(crate) tells_all: bool,
    /// Whatever it has stored and forgotten, in order.
    pub(crate) written: Vec<Effect>,
    /// The visit that a guest was told of last.
    pub(crate) visit: Visit,
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
                Effect::ToGuest { ref frame, .. } => {
                    if let ToGuest::Chat(chat) = frame {
                        self.visit = chat.visit;
                    }
                    says.push(effect);
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

/// A chat to be opened.
pub(crate) fn opening(chat: ChatId, random: u8, opening: Opening) -> GuestOpened {
    GuestOpened {
        chat,
        token: token(random),
        opening,
        skin: "blue".parse().unwrap(),
        page: None,
        random: u32::from(random),
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
        | ToOperator::Transfer { .. }
        | ToOperator::Entry { .. }
        | ToOperator::Sent { .. }
        | ToOperator::Typing { .. }
        | ToOperator::Presence { .. }
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

/// A world in which ann (socket 1) holds chat 1 of a guest (socket 2).
pub(crate) fn a_held_chat(opening: Opening) -> World {
    let mut world = World::default();
    world.hello(1, ann(), vec![]);
    world.open(2, 1, opening);
    world.claim(1, 1);
    world
}

/// The organisation's other queue.
pub(crate) fn other() -> QueueName {
    "circulation".parse().unwrap()
}

/// The queue of all scenarios.
pub(crate) fn this() -> QueueName {
    "reference".parse().unwrap()
}

pub(crate) fn id(chat: u8) -> ChatId {
    ChatId::from_bytes([chat; 16])
}

pub(crate) fn token(chat: u8) -> TokenHash {
    TokenHash::of(&ResumeToken::from_bytes([chat; 32]))
}

pub(crate) fn seat(operator: &str, window: u8) -> Seat {
    Seat {
        operator: operator.parse().unwrap(),
        window: SeatId::from_bytes([window; 16]),
    }
}

pub(crate) fn ann() -> Seat {
    seat("ann", 1)
}

pub(crate) fn bob() -> Seat {
    seat("bob", 2)
}

pub(crate) fn sealed() -> Opening {
    Opening::Sealed {
        commit: commit("first"),
    }
}

pub(crate) fn commit(of: &str) -> CommitText {
    CommitText::try_from(format!("?OTR:AAMC{of}.")).unwrap()
}

pub(crate) fn text(text: &str) -> Body {
    Body::Open {
        text: OpenText::try_from(text.to_owned()).unwrap(),
    }
}

/// What was written, sealed: a data message.
pub(crate) fn sealed_text(epoch: u32, text: &str) -> Body {
    sealed_line(epoch, &format!("AAMD{}", text.replace(' ', "/")))
}

/// A message of OTR: of type K, R or S it is a part of a key exchange.
pub(crate) fn sealed_line(epoch: u32, line: &str) -> Body {
    Body::Sealed {
        epoch: Epoch(epoch),
        text: SealedText::try_from(format!("?OTR:{line}.")).unwrap(),
    }
}

/// What an end asks for keys with.
pub(crate) fn query(epoch: u32) -> Body {
    Body::Sealed {
        epoch: Epoch(epoch),
        text: SealedText::try_from("?OTRv3?".to_owned()).unwrap(),
    }
}

pub(crate) fn message(number: u64, body: Body) -> Outgoing {
    Outgoing {
        number: Number(number),
        body,
    }
}

pub(crate) fn entry(seq: u64, at: u64, content: Content) -> Entry {
    Entry {
        seq: Seq(seq),
        at: Timestamp(at),
        content,
    }
}

pub(crate) fn sent(accepted: u64, delivered: u64) -> Sent {
    Sent {
        accepted: Number(accepted),
        delivered: Number(delivered),
    }
}

pub(crate) fn claimed(operator: &str, lease: u64) -> Content {
    Content::Claimed {
        operator: display(operator),
        lease: Lease(lease),
    }
}

/// What an operator of this name is called.
pub(crate) fn display(name: &str) -> DisplayName {
    DisplayName::of(&name.parse().unwrap())
}

pub(crate) fn cursor(chat: u8, lease: u64, received: u64) -> HeldCursor {
    HeldCursor {
        chat: id(chat),
        lease: Lease(lease),
        received: Seq(received),
    }
}

pub(crate) fn to_guest(connection: u64, frame: ToGuest) -> Effect {
    Effect::ToGuest {
        connection: ConnectionId(connection),
        frame,
    }
}

pub(crate) fn to_operator(connection: u64, frame: ToOperator) -> Effect {
    Effect::ToOperator {
        connection: ConnectionId(connection),
        frame,
    }
}

pub(crate) fn admit_guest(connection: u64, chat: u8) -> Effect {
    Effect::Admit {
        connection: ConnectionId(connection),
        end: End::Guest { chat: id(chat) },
    }
}

pub(crate) fn admit_seat(connection: u64, seat: Seat) -> Effect {
    Effect::Admit {
        connection: ConnectionId(connection),
        end: End::Seat(seat),
    }
}

pub(crate) fn close(connection: u64, why: Closing) -> Effect {
    Effect::Close {
        connection: ConnectionId(connection),
        why,
    }
}

pub(crate) fn offer(chat: u8, kind: ChatKind, since: u64) -> Offer {
    Offer {
        chat: id(chat),
        guest: label(chat),
        kind,
        skin: "blue".parse().unwrap(),
        since: Timestamp(since),
        page: None,
        origin: Origin::New,
        absent_since: None,
        dismissed: false,
        entries: vec![],
    }
}

/// The offer of a chat that this operator has put aside.
pub(crate) fn put_aside(offer: Offer) -> Offer {
    let dismissed = true;
    Offer { dismissed, ..offer }
}

pub(crate) fn label(chat: u8) -> hushdesk_protocol::frames::GuestLabel {
    let word = match chat {
        0 => "alder",
        1 => "amber",
        2 => "birch",
        _ => "bramble",
    };
    hushdesk_protocol::frames::GuestLabel(format!("{word}-aaa"))
}

/// The first words of an operator's window, without who else is there.
pub(crate) fn welcome(
    now: u64,
    operator: &str,
    offers: Vec<Offer>,
    chats: Vec<HeldChat>,
) -> ToOperator {
    ToOperator::Welcome {
        operator: operator.parse().unwrap(),
        now: Timestamp(now),
        waiting: Waiting::default(),
        offers,
        chats,
        lapsed: vec![],
        colleagues: vec![],
    }
}

/// An operator who comes and says nothing of themselves.
pub(crate) fn arrival(seat: &Seat) -> Arrival {
    Arrival::of(DisplayName::of(&seat.operator))
}

/// The view of a chat that has just been opened or resumed.
pub(crate) fn guest_chat(now: u64, kind: ChatKind, sent: Sent, entries: Vec<Entry>) -> GuestChat {
    let epoch = Epoch(u32::from(kind == ChatKind::Sealed));
    GuestChat {
        now: Timestamp(now),
        kind,
        epoch,
        sent,
        visit: Visit(1),
        yours: sent.accepted,
        operator: None,
        present: false,
        staffed: true,
        entries,
    }
}

/// The view of a chat of its holder.
pub(crate) fn held_chat(
    chat: u8,
    lease: u64,
    kind: ChatKind,
    sent: Sent,
    entries: Vec<Entry>,
) -> HeldChat {
    let offer = offer(chat, kind, 0);
    HeldChat {
        chat: offer.chat,
        lease: Lease(lease),
        guest: offer.guest,
        kind,
        epoch: Epoch(u32::from(kind == ChatKind::Sealed)),
        skin: offer.skin,
        since: offer.since,
        page: None,
        origin: Origin::New,
        handing: None,
        outcome: None,
        absent_since: None,
        sent,
        entries,
    }
}
