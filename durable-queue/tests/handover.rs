//! A chat goes from one queue to another, over a line that loses, repeats and reorders letters, while either queue
//! may die at any moment. Whatever happens: at most one queue has the chat to be written in, it is never with
//! neither, and of what the guest wrote nothing is lost and nothing is read twice.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    clippy::panic,
    reason = "a test fails by panicking, and there are two of each"
)]

mod common;

use common::*;
use durable_queue::limits::REMEMBERED_CHATS_MAX;
use durable_queue::{
    ConnectionId, Effect, Event, GuestSays, HolderSays, Key, Letter, OperatorSays, Says, Stage,
    Stored, StoredConfig,
};
use hushdesk_protocol::frames::{
    Body, Content, Entry, HeldCursor, Opening, Outgoing, Recipient, ToGuest, ToOperator,
};
use hushdesk_protocol::ids::{ChatId, Lease, Number, QueueName, Seq, Timestamp};
use hushdesk_protocol::rest::QueueSettings;
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

#[derive(Clone, Debug)]
enum Act {
    GuestWrites,
    GuestComesBack,
    OperatorComes(usize),
    Claim(usize),
    HandOver(usize),
    Acknowledge(usize),
    LetterComes { which: usize, stays: bool },
    LetterIsLost(usize),
    QueueDies(usize),
    TimePasses(u64),
}

/// Two queues with an operator each, the letters on their way, and a guest who follows.
struct Two {
    worlds: [World; 2],
    post: Vec<(usize, Letter)>,
    guest_at: usize,
    guest_socket: Option<u64>,
    desks: [Option<u64>; 2],
    outbox: Vec<Outgoing>,
    written: u64,
    seen: Seq,
    /// What operators have acknowledged, and what the one at each queue has read beyond that.
    read: Vec<u64>,
    acknowledged: Seq,
    unacknowledged: [Vec<Entry>; 2],
    leases: [Lease; 2],
    last_socket: u64,
    is_sealed: bool,
}

fn name(index: usize) -> QueueName {
    ["reference", "circulation"]
        .get(index)
        .unwrap()
        .parse()
        .unwrap()
}

fn operator(index: usize) -> durable_queue::Seat {
    if index == 0 { ann() } else { bob() }
}

impl Two {
    fn new(is_sealed: bool) -> Self {
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
        let effects = two.worlds[0].open(socket, 1, opening);
        two.carry_out(0, effects);
        two
    }

    fn socket(&mut self) -> u64 {
        self.last_socket += 1;
        self.last_socket
    }

    fn handle(&mut self, index: usize, event: Event) {
        let effects = self.worlds[index].handle(event);
        self.carry_out(index, effects);
    }

    fn carry_out(&mut self, index: usize, effects: Vec<Effect>) {
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
                Effect::Admit { .. } | Effect::Store(_) | Effect::Forget(_) => {}
            }
        }
    }

    fn guest_hears(&mut self, frame: ToGuest) {
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
            ToGuest::Epoch { .. } | ToGuest::Typing(_) | ToGuest::Presence { .. } => {}
        }
    }

    fn operator_hears(&mut self, index: usize, frame: ToOperator) {
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
            | ToOperator::Transfer { .. }
            | ToOperator::Sent { .. }
            | ToOperator::Typing { .. }
            | ToOperator::Presence { .. }
            | ToOperator::Refused { .. } => {}
        }
    }

    fn act(&mut self, act: Act) {
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

    /// The commit of a sealed chat was the first that its guest sent.
    fn next_message(&self) -> (u64, Body) {
        let words = format!("{}", self.written);
        if self.is_sealed {
            (self.written + 1, sealed_text(1, &words))
        } else {
            (self.written, text(&words))
        }
    }

    fn guest_sends(&mut self) {
        for message in self.outbox.clone() {
            if let Some(socket) = self.guest_socket {
                let connection = ConnectionId(socket);
                let says = GuestSays::Message(message);
                self.handle(self.guest_at, Event::GuestSaid { connection, says });
            }
        }
    }

    fn guest_comes(&mut self) {
        let socket = self.socket();
        self.guest_socket = Some(socket);
        let visit = self.worlds.iter().map(|world| world.visit).max().unwrap();
        let world = &mut self.worlds[self.guest_at];
        let effects = world.resume_from(visit, socket, 1, self.seen.0);
        self.carry_out(self.guest_at, effects);
        self.guest_sends();
    }

    fn operator_comes(&mut self, index: usize) {
        let socket = self.socket();
        self.desks[index] = Some(socket);
        let cursors: Vec<HeldCursor> = vec![];
        let effects = self.worlds[index].hello(socket, operator(index), cursors);
        self.carry_out(index, effects);
    }

    fn say(&mut self, index: usize, says: OperatorSays) {
        if let Some(socket) = self.desks[index] {
            let connection = ConnectionId(socket);
            self.handle(index, Event::OperatorSaid { connection, says });
        }
    }

    fn hold(&mut self, index: usize, says: HolderSays) {
        let (chat, lease) = (id(1), self.leases[index]);
        self.say(index, OperatorSays::Holding { chat, lease, says });
    }

    /// What is acknowledged to a queue that still has the chat under this lease counts as read.
    fn acknowledge(&mut self, index: usize) {
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

    fn letter_comes(&mut self, which: usize, stays: bool) {
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

    fn queue_dies(&mut self, index: usize) {
        self.desks[index] = None;
        if self.guest_at == index {
            self.guest_socket = None;
        }
        let effects = self.worlds[index].crash();
        self.carry_out(index, effects);
    }

    fn stage(&self, index: usize) -> Option<&Stage> {
        match self.worlds[index].stored.get(&Key::Chat(id(1))) {
            Some(Stored::Chat(_, chat)) => Some(&chat.stage),
            Some(_) | None => None,
        }
    }

    fn check(&self) {
        let has = |index| matches!(self.stage(index), Some(Stage::Waiting(_) | Stage::Held(_)));
        let left = |index| matches!(self.stage(index), Some(Stage::Departed { .. }));
        assert!(!(has(0) && has(1)), "both have it");
        assert!(has(0) || has(1) || left(0) || left(1), "nobody has it");
        for world in &self.worlds {
            let waits = world.stored.values().any(|record| match record {
                Stored::Chat(_, chat) => !matches!(chat.stage, Stage::Held(_)),
                Stored::Inbound(..) => true,
                Stored::Entry(..) | Stored::Operator(..) | Stored::Config(_) => false,
            });
            assert!(!waits || world.queue.next_deadline().is_some());
        }
    }

    /// Everybody is there again and no letter is lost any more.
    fn settle(&mut self) {
        for round in 0..40 {
            for index in 0..2 {
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

fn number_of(entry: &Entry) -> Option<u64> {
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

fn act() -> impl Strategy<Value = Act> {
    let side = 0..2_usize;
    prop_oneof![
        6 => Just(Act::GuestWrites),
        3 => Just(Act::GuestComesBack),
        2 => side.clone().prop_map(Act::OperatorComes),
        6 => side.clone().prop_map(Act::Claim),
        5 => side.clone().prop_map(Act::HandOver),
        3 => side.clone().prop_map(Act::Acknowledge),
        12 => (any::<usize>(), any::<bool>())
            .prop_map(|(which, stays)| Act::LetterComes { which, stays }),
        2 => any::<usize>().prop_map(Act::LetterIsLost),
        2 => side.prop_map(Act::QueueDies),
        2 => (1..30_000_u64).prop_map(Act::TimePasses),
    ]
}

/// 1,000 schedules; `PROPTEST_CASES=100000` makes a longer run.
fn cases() -> ProptestConfig {
    let named = std::env::var_os("PROPTEST_CASES").is_some();
    let usual = ProptestConfig::default();
    ProptestConfig {
        cases: if named { usual.cases } else { 1_000 },
        // What has failed once is tried first, for ever.
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
            "tests/handover_failed.txt",
        ))),
        ..usual
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_chat_is_with_one_queue_and_nothing_of_it_is_lost_or_read_twice(
        is_sealed in any::<bool>(),
        acts in proptest::collection::vec(act(), 1..60),
    ) {
        let mut two = Two::new(is_sealed);
        acts.into_iter().for_each(|act| two.act(act));
        two.settle();
    }
}

#[test]
fn a_chat_moves_with_what_is_unacknowledged_and_its_guest_follows() {
    let mut two = Two::new(false);
    for act in [
        Act::Claim(0),
        Act::GuestWrites,
        Act::HandOver(0),
        Act::LetterComes {
            which: 0,
            stays: false,
        },
        Act::Claim(1),
        Act::GuestWrites,
        Act::LetterComes {
            which: 0,
            stays: false,
        },
        Act::GuestWrites,
        Act::LetterComes {
            which: 0,
            stays: false,
        },
        Act::LetterComes {
            which: 0,
            stays: false,
        },
    ] {
        two.act(act);
    }
    assert_eq!(
        two.stage(0),
        Some(&Stage::Moved {
            to: name(1),
            at: Timestamp(0)
        })
    );
    assert_eq!((two.guest_at, two.guest_socket), (1, None));
    two.act(Act::GuestComesBack);
    two.act(Act::Acknowledge(1));
    assert_eq!(two.read, [1, 2, 3]);
}

const HOUR: u64 = 3_600_000;

/// The letter that has been on its way for longest comes.
const COMES: Act = Act::LetterComes {
    which: 0,
    stays: false,
};

/// Two queues, the chat has gone from the first to the second, and the letter that says so is lost.
fn arrived_unheard(is_sealed: bool) -> Two {
    let mut two = Two::new(is_sealed);
    let acts = [Act::Claim(0), Act::HandOver(0), COMES, Act::Claim(1)];
    let acts = acts.into_iter().chain([COMES, COMES, Act::LetterIsLost(0)]);
    acts.for_each(|act| two.act(act));
    assert!(two.post.is_empty());
    two
}

#[test]
fn a_guest_who_has_not_heard_that_the_chat_went_comes_to_it_anew_when_it_is_back() {
    for is_sealed in [false, true] {
        let mut two = arrived_unheard(is_sealed);
        let acts = [Act::GuestWrites, Act::HandOver(1), COMES, Act::Claim(0)];
        acts.into_iter().for_each(|act| two.act(act));
        assert!(two.guest_socket.is_some(), "nothing was said to the guest");

        two.act(COMES);
        two.act(COMES);

        assert_eq!((two.guest_at, two.guest_socket), (0, None));
        two.act(Act::GuestComesBack);
        two.act(Act::Acknowledge(0));
        assert_eq!((two.read, two.outbox), (vec![1], vec![]));
    }
}

#[test]
fn a_chat_that_has_ended_is_not_taken_in_anew() {
    let mut two = arrived_unheard(false);
    two.hold(1, HolderSays::End);
    let effects = two.worlds[1].pass(2 * HOUR);
    two.carry_out(1, effects);

    let effects = two.worlds[0].pass(2 * HOUR);
    two.carry_out(0, effects);
    two.letter_comes(0, false);

    assert!(matches!(two.stage(1), Some(Stage::Ended { .. })));
    two.letter_comes(0, false);
    assert!(matches!(two.stage(0), Some(Stage::Moved { .. })));
}

#[test]
fn a_chat_that_cannot_be_brought_is_tried_ever_more_rarely_and_not_for_ever() {
    let mut two = arrived_unheard(false);
    let mut letters = 0;
    while let Some(at) = two.worlds[0].queue.next_deadline()
        && matches!(two.stage(0), Some(Stage::Departed { .. }))
    {
        let wait = at.since(two.worlds[0].now);
        let effects = two.worlds[0].pass(wait);
        letters += effects
            .iter()
            .filter(|it| matches!(it, Effect::Post { .. }))
            .count();
        two.carry_out(0, effects);
    }
    assert!((70..90).contains(&letters), "{letters}");
    assert_eq!(two.worlds[0].now, Timestamp(12 * HOUR));
    assert_eq!((two.guest_at, two.guest_socket), (1, None));
}

#[test]
fn who_claimed_from_a_window_that_is_gone_gets_the_chat_at_another() {
    let mut two = Two::new(false);
    let acts = [Act::Claim(0), Act::HandOver(0), COMES, Act::Claim(1), COMES];
    acts.into_iter().for_each(|act| two.act(act));
    let former = two.desks[1].unwrap();
    two.worlds[1].cut(former);
    let other = seat("bob", 9);
    two.worlds[1].hello(99, other.clone(), vec![]);
    two.desks[1] = Some(99);

    two.act(COMES);

    let Some(Stage::Held(hold)) = two.stage(1) else {
        panic!()
    };
    assert_eq!((&hold.seat, hold.absent_since), (&other, None));
    assert_eq!(two.leases[1], hold.lease, "and is told so");
}

#[test]
fn a_full_queue_takes_a_chat_when_there_is_room_again() {
    let mut two = Two::new(false);
    let acts = [Act::Claim(0), Act::HandOver(0), COMES];
    acts.into_iter().for_each(|act| two.act(act));
    for number in 0..500_u64 {
        let chat = ChatId::from_bytes(u128::from(number).to_be_bytes());
        let connection = ConnectionId(1_000 + number);
        let opened = opening(chat, 3, Opening::Open);
        let event = Event::GuestOpened { connection, opened };
        let effects = two.worlds[1].queue.handle(event, Timestamp(0));
        two.worlds[1].keep(effects);
    }
    two.act(Act::Claim(1));
    assert!(two.post.is_empty(), "a claim is refused");

    let connection = ConnectionId(1_000);
    let says = GuestSays::End;
    two.handle(1, Event::GuestSaid { connection, says });
    [Act::Claim(1), COMES, COMES]
        .into_iter()
        .for_each(|act| two.act(act));

    assert!(matches!(two.stage(1), Some(Stage::Held(_))));
}

#[test]
fn of_too_many_chats_that_are_over_one_that_went_elsewhere_is_forgotten_last() {
    let mut two = arrived_unheard(false);
    let letter = Letter {
        chat: id(1),
        transfer: Number(1),
        says: Says::Arrived,
    };
    let effects = two.worlds[0].letter("circulation", letter);
    two.carry_out(0, effects);
    let queue = &mut two.worlds[0].queue;
    let chat = |number: usize| ChatId::from_bytes(u128::try_from(number).unwrap().to_be_bytes());
    let mut forgotten = Vec::new();
    for number in 0..REMEMBERED_CHATS_MAX + 1 {
        let connection = ConnectionId(1_000);
        let opened = opening(chat(number), 3, Opening::Open);
        let says = GuestSays::End;
        for event in [
            Event::GuestOpened { connection, opened },
            Event::GuestSaid { connection, says },
            Event::Disconnected { connection },
        ] {
            let effects = queue.handle(event, Timestamp(1));
            forgotten.extend(effects.into_iter().filter_map(forgotten_chat));
        }
    }
    assert_eq!(forgotten, [chat(0), chat(1)]);
}

fn forgotten_chat(effect: Effect) -> Option<ChatId> {
    match effect {
        Effect::Forget(Key::Chat(chat)) => Some(chat),
        _ => None,
    }
}
