//! Two queues, an operator at each, and a guest whose chat goes from one to the other.

use crate::common::*;
use durable_queue::{
    ConnectionId, Effect, Event, GuestSays, HolderSays, Key, Letter, OperatorSays, Stage, Stored,
    StoredConfig,
};
use hushdesk_protocol::frames::{
    Availability, Body, Content, Entry, HeldCursor, Opening, Outgoing, Recipient, Status, ToGuest,
    ToOperator,
};
use hushdesk_protocol::ids::{Lease, QueueName, Seq};
use hushdesk_protocol::rest::{QueueSettings, RolloverLevel};
use proptest::prelude::*;

#[derive(Clone, Debug)]
pub(crate) enum Act {
    GuestWrites,
    GuestComesBack,
    OperatorComes(usize),
    Claim(usize),
    TakeOver(usize),
    Status(usize, Status),
    HandOver(usize),
    Acknowledge(usize),
    LetterComes { which: usize, stays: bool },
    LetterIsLost(usize),
    QueueDies(usize),
    TimePasses(u64),
}

/// Two queues with an operator each, the letters on their way, and a guest who follows.
pub(crate) struct Two {
    pub(crate) worlds: [World; 2],
    pub(crate) post: Vec<(usize, Letter)>,
    pub(crate) guest_at: usize,
    pub(crate) guest_socket: Option<u64>,
    pub(crate) desks: [Option<u64>; 2],
    pub(crate) outbox: Vec<Outgoing>,
    pub(crate) written: u64,
    pub(crate) seen: Seq,
    /// What operators have acknowledged, and what the one at each queue has read beyond that.
    pub(crate) read: Vec<u64>,
    pub(crate) acknowledged: Seq,
    pub(crate) unacknowledged: [Vec<Entry>; 2],
    pub(crate) leases: [Lease; 2],
    pub(crate) last_socket: u64,
    pub(crate) is_sealed: bool,
}

pub(crate) fn name(index: usize) -> QueueName {
    ["reference", "circulation"]
        .get(index)
        .unwrap()
        .parse()
        .unwrap()
}

pub(crate) fn operator(index: usize) -> durable_queue::Seat {
    if index == 0 { ann() } else { bob() }
}

impl Two {
    pub(crate) fn new(is_sealed: bool) -> Self {
        Self::rolling(is_sealed, None)
    }

    /// The same, where the chat is passed on by itself after so many seconds.
    pub(crate) fn rolling(is_sealed: bool, seconds: Option<u32>) -> Self {
        let mut two = Self {
            worlds: [World::default(), World::default()],
            post: vec![],
            guest_at: 0,
            guest_socket: None,
            desks: [None, None],
            outbox: vec![],
            written: 0,
            seen: Seq(0),
            read: vec![],
            acknowledged: Seq(0),
            unacknowledged: [vec![], vec![]],
            leases: [Lease(0), Lease(0)],
            last_socket: 0,
            is_sealed,
        };
        for index in 0..2 {
            let settings = QueueSettings {
                concierge_seconds: 3_600,
                unanswered_seconds: 3_600,
                grace_seconds: 3_600,
                ..QueueSettings::default()
            };
            let config = StoredConfig {
                organisation: Some("main".parse().unwrap()),
                name: Some(name(index)),
                settings,
                queues: [name(0), name(1)].into(),
                ..StoredConfig::default()
            };
            two.handle(index, Event::Configured(Box::new(config)));
            two.operator_comes(index);
        }
        let socket = two.socket();
        two.guest_socket = Some(socket);
        let opening = if is_sealed { sealed() } else { Opening::Open };
        let mut opened = crate::common::opening(id(1), 1, opening);
        opened.rollover.extend(seconds.map(|seconds| RolloverLevel {
            queue: name(1),
            seconds,
        }));
        let opened = Event::GuestOpened {
            connection: ConnectionId(socket),
            opened,
            from: None,
        };
        two.handle(0, opened);
        two
    }

    pub(crate) fn socket(&mut self) -> u64 {
        self.last_socket += 1;
        self.last_socket
    }

    pub(crate) fn handle(&mut self, index: usize, event: Event) {
        let effects = self.worlds[index].handle(event);
        self.carry_out(index, effects);
    }

    pub(crate) fn carry_out(&mut self, index: usize, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Post { to, letter } => {
                    self.post.push((usize::from(to == name(1)), *letter));
                }
                Effect::ToGuest { connection, frame } => {
                    if self.guest_socket == Some(connection.0) {
                        self.guest_hears(frame);
                    }
                }
                Effect::ToOperator { connection, frame } => {
                    if self.desks[index] == Some(connection.0) {
                        self.operator_hears(index, frame);
                    }
                }
                Effect::Close { connection, .. } => {
                    if self.guest_socket == Some(connection.0) {
                        self.guest_socket = None;
                    }
                }
                Effect::Admit { .. }
                | Effect::Store(_)
                | Effect::Forget(_)
                | Effect::Tell(_)
                | Effect::TellOfQueue(_)
                | Effect::Retain(_) => {}
            }
        }
    }

    pub(crate) fn guest_hears(&mut self, frame: ToGuest) {
        match frame {
            ToGuest::Chat(chat) => {
                self.outbox.retain(|it| it.number > chat.sent.accepted);
                for entry in chat.entries {
                    self.seen = self.seen.max(entry.seq);
                }
            }
            ToGuest::Entry(entry) => self.seen = self.seen.max(entry.seq),
            ToGuest::Sent(sent) => self.outbox.retain(|it| it.number > sent.accepted),
            ToGuest::Moved { queue } => self.guest_at = usize::from(queue == name(1)),
            ToGuest::Refused { refusal, .. } => unreachable!("the guest is refused: {refusal}"),
            ToGuest::Epoch { .. }
            | ToGuest::Typing(_)
            | ToGuest::Waiting(_)
            | ToGuest::Changed
            | ToGuest::Presence { .. } => {}
        }
    }

    pub(crate) fn operator_hears(&mut self, index: usize, frame: ToOperator) {
        match frame {
            ToOperator::Welcome { chats, .. } => {
                for held in chats {
                    self.leases[index] = held.lease;
                    self.unacknowledged[index].clone_from(&held.entries);
                }
            }
            ToOperator::Claimed(held) => {
                self.leases[index] = held.lease;
                self.unacknowledged[index] = held.entries;
            }
            ToOperator::Entry { entry, .. } => self.unacknowledged[index].push(entry),
            ToOperator::Waiting(_)
            | ToOperator::Offered(_)
            | ToOperator::OfferEnded { .. }
            | ToOperator::Colleague(_)
            | ToOperator::ColleagueLeft { .. }
            | ToOperator::Lapsed(_)
            | ToOperator::Transfer { .. }
            | ToOperator::Sent { .. }
            | ToOperator::Typing { .. }
            | ToOperator::Presence { .. }
            | ToOperator::Told { .. }
            | ToOperator::Blocked { .. }
            | ToOperator::Refused { .. } => {}
        }
    }

    pub(crate) fn act(&mut self, act: Act) {
        match act {
            Act::GuestWrites => {
                self.written += 1;
                let (number, body) = self.next_message();
                self.outbox.push(message(number, body));
                self.guest_sends();
            }
            Act::GuestComesBack => self.guest_comes(),
            Act::OperatorComes(index) => self.operator_comes(index),
            Act::Claim(index) => self.say(index, OperatorSays::Claim { chat: id(1) }),
            Act::TakeOver(index) => self.say(index, OperatorSays::TakeOver { chat: id(1) }),
            Act::Status(index, status) => self.status(index, status),
            Act::HandOver(index) => {
                let recipient = Recipient::Queue(name(1 - index));
                let note = None;
                self.hold(index, HolderSays::Transfer { recipient, note });
            }
            Act::Acknowledge(index) => self.acknowledge(index),
            Act::LetterComes { which, stays } => self.letter_comes(which, stays),
            Act::LetterIsLost(which) => {
                if !self.post.is_empty() {
                    self.post.remove(which % self.post.len());
                }
            }
            Act::QueueDies(index) => self.queue_dies(index),
            Act::TimePasses(millis) => {
                for index in 0..2 {
                    let effects = self.worlds[index].pass(millis);
                    self.carry_out(index, effects);
                }
            }
        }
        self.check();
    }

    fn status(&mut self, index: usize, status: Status) {
        let availability = Availability {
            status,
            ..Availability::default()
        };
        self.say(index, OperatorSays::Status(availability));
    }

    /// The commit of a sealed chat was the first that its guest sent.
    pub(crate) fn next_message(&self) -> (u64, Body) {
        let words = format!("{}", self.written);
        if self.is_sealed {
            (self.written + 1, sealed_text(1, &words))
        } else {
            (self.written, text(&words))
        }
    }

    pub(crate) fn guest_sends(&mut self) {
        for message in self.outbox.clone() {
            if let Some(socket) = self.guest_socket {
                let connection = ConnectionId(socket);
                let says = GuestSays::Message(message);
                self.handle(self.guest_at, Event::GuestSaid { connection, says });
            }
        }
    }

    pub(crate) fn guest_comes(&mut self) {
        let socket = self.socket();
        self.guest_socket = Some(socket);
        let visit = self.worlds.iter().map(|world| world.visit).max().unwrap();
        let world = &mut self.worlds[self.guest_at];
        let effects = world.resume_from(visit, socket, 1, self.seen.0);
        self.carry_out(self.guest_at, effects);
        self.guest_sends();
    }

    pub(crate) fn operator_comes(&mut self, index: usize) {
        let socket = self.socket();
        self.desks[index] = Some(socket);
        let cursors: Vec<HeldCursor> = vec![];
        let effects = self.worlds[index].hello(socket, operator(index), cursors);
        self.carry_out(index, effects);
    }

    pub(crate) fn say(&mut self, index: usize, says: OperatorSays) {
        if let Some(socket) = self.desks[index] {
            let connection = ConnectionId(socket);
            self.handle(index, Event::OperatorSaid { connection, says });
        }
    }

    pub(crate) fn hold(&mut self, index: usize, says: HolderSays) {
        let (chat, lease) = (id(1), self.leases[index]);
        self.say(index, OperatorSays::Holding { chat, lease, says });
    }

    /// What is acknowledged to a queue that still has the chat under this lease counts as read.
    pub(crate) fn acknowledge(&mut self, index: usize) {
        let holds = match self.stage(index) {
            Some(Stage::Held(hold)) => hold.lease == self.leases[index],
            Some(_) | None => false,
        };
        let entries = std::mem::take(&mut self.unacknowledged[index]);
        if let (true, Some(last)) = (holds && self.desks[index].is_some(), entries.last()) {
            let received = last.seq;
            // Of an open chat whoever comes anew gets what was read before, too.
            let news = entries.iter().filter(|it| it.seq > self.acknowledged);
            self.read.extend(news.filter_map(number_of));
            self.acknowledged = received.max(self.acknowledged);
            self.hold(index, HolderSays::Ack { received });
        }
    }

    pub(crate) fn letter_comes(&mut self, which: usize, stays: bool) {
        if self.post.is_empty() {
            return;
        }
        let which = which % self.post.len();
        let (to, letter) = self.post.get(which).cloned().unwrap();
        if !stays {
            self.post.remove(which);
        }
        let from = name(1 - to);
        let letter = Box::new(letter);
        self.handle(to, Event::Letter { from, letter });
    }

    pub(crate) fn queue_dies(&mut self, index: usize) {
        self.desks[index] = None;
        if self.guest_at == index {
            self.guest_socket = None;
        }
        let effects = self.worlds[index].crash();
        self.carry_out(index, effects);
    }

    pub(crate) fn stage(&self, index: usize) -> Option<&Stage> {
        match self.worlds[index].stored.get(&Key::Chat(id(1))) {
            Some(Stored::Chat(_, chat)) => Some(&chat.stage),
            Some(_) | None => None,
        }
    }

    pub(crate) fn check(&self) {
        let has = |index| matches!(self.stage(index), Some(Stage::Waiting(_) | Stage::Held(_)));
        let left = |index| matches!(self.stage(index), Some(Stage::Departed { .. }));
        assert!(!(has(0) && has(1)), "both have it");
        assert!(has(0) || has(1) || left(0) || left(1), "nobody has it");
        for world in &self.worlds {
            let waits = world.stored.values().any(|record| match record {
                Stored::Chat(_, chat) => !matches!(chat.stage, Stage::Held(_)),
                Stored::Inbound(..) => true,
                Stored::Entry(..)
                | Stored::Operator(..)
                | Stored::Block(..)
                | Stored::Config(_) => false,
            });
            assert!(!waits || world.queue.next_deadline().is_some());
        }
    }

    /// Everybody is there again and no letter is lost any more.
    pub(crate) fn settle(&mut self) {
        for round in 0..40 {
            for index in 0..2 {
                self.status(index, Status::Available);
                if round == 0 || self.desks[index].is_none() {
                    self.operator_comes(index);
                }
            }
            self.guest_comes();
            while !self.post.is_empty() {
                self.letter_comes(0, false);
            }
            for index in 0..2 {
                self.acknowledge(index);
                self.say(index, OperatorSays::Claim { chat: id(1) });
                while !self.post.is_empty() {
                    self.letter_comes(0, false);
                }
            }
            self.act(Act::TimePasses(5_000));
        }
        (0..2).for_each(|index| self.acknowledge(index));
        let all: Vec<u64> = (1..=self.written).collect();
        assert_eq!(self.read, all);
        assert!(self.outbox.is_empty());
    }
}

pub(crate) fn number_of(entry: &Entry) -> Option<u64> {
    match &entry.content {
        Content::Message {
            body: Body::Open { text },
            ..
        } => text.as_str().parse().ok(),
        Content::Message {
            body: Body::Sealed { text, .. },
            ..
        } => {
            let words = text.as_str().trim_start_matches("?OTR:AAMD");
            words.trim_end_matches('.').parse().ok()
        }
        _ => None,
    }
}

pub(crate) fn act() -> impl Strategy<Value = Act> {
    let side = 0..2_usize;
    prop_oneof![
        6 => Just(Act::GuestWrites),
        3 => Just(Act::GuestComesBack),
        2 => side.clone().prop_map(Act::OperatorComes),
        6 => side.clone().prop_map(Act::Claim),
        1 => side.clone().prop_map(Act::TakeOver),
        3 => (side.clone(), any::<bool>()).prop_map(|(index, takes)| {
            Act::Status(index, if takes { Status::Available } else { Status::Away })
        }),
        5 => side.clone().prop_map(Act::HandOver),
        3 => side.clone().prop_map(Act::Acknowledge),
        12 => (any::<usize>(), any::<bool>())
            .prop_map(|(which, stays)| Act::LetterComes { which, stays }),
        2 => any::<usize>().prop_map(Act::LetterIsLost),
        2 => side.prop_map(Act::QueueDies),
        2 => (1..30_000_u64).prop_map(Act::TimePasses),
    ]
}
