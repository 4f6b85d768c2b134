//! Two conversations, and a line between them that can hold back, lose, repeat and change order.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]
#![allow(dead_code, reason = "each scenario uses a part of it")]

pub(crate) mod fuzzing;
pub(crate) mod rng;
pub(crate) mod schedule;
pub(crate) mod script;
pub(crate) mod watchful;

use std::{
    collections::VecDeque,
    sync::{Arc, LazyLock},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use otr_wasm::{
    Conversation, Identity, InstanceTag, Misuse, Outcome, Output, Policy, Rejected, State,
    Timestamp,
};
use rng::{SeededRng, rng};

/// Which end.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum End {
    Alice,
    Bob,
}

impl End {
    pub(crate) fn other(self) -> Self {
        match self {
            Self::Alice => Self::Bob,
            Self::Bob => Self::Alice,
        }
    }
}

/// Keys of two people, made once.
static IDENTITIES: LazyLock<[Arc<Identity>; 2]> =
    LazyLock::new(|| [1, 2].map(|seed| Arc::new(Identity::generate(&mut rng(seed)))));

/// Two ends, and the lines on their way.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    pub(crate) alice: Conversation,
    pub(crate) bob: Conversation,
    /// Lines on their way to Alice, and to Bob.
    pub(crate) to_alice: VecDeque<String>,
    pub(crate) to_bob: VecDeque<String>,
    /// Every line that was sent, and by whom.
    pub(crate) sent: Vec<(End, String)>,
    pub(crate) now: u64,
    pub(crate) rng: SeededRng,
}

pub(crate) fn v2() -> Policy {
    Policy {
        allow_v3: false,
        ..Policy::default()
    }
}

pub(crate) fn v3() -> Policy {
    Policy {
        allow_v2: false,
        ..Policy::default()
    }
}

pub(crate) fn tag(number: u32) -> InstanceTag {
    InstanceTag::new(number).unwrap()
}

/// The bytes of an encoded message.
pub(crate) fn bytes_of(line: &str) -> Vec<u8> {
    let body = line.strip_prefix("?OTR:").unwrap();
    BASE64_STANDARD
        .decode(body.strip_suffix('.').unwrap())
        .unwrap()
}

/// The line of an encoded message.
pub(crate) fn line_of(message: &[u8]) -> String {
    format!("?OTR:{}.", BASE64_STANDARD.encode(message))
}

/// The instance tags of a message of version 3: its sender's, its receiver's.
pub(crate) fn tags(line: &str) -> [u32; 2] {
    let bytes = bytes_of(line);
    [3, 7].map(|at| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()))
}

/// A message of version 3 with other tags.
pub(crate) fn readdressed(line: &str, sender: u32, receiver: u32) -> String {
    let mut bytes = bytes_of(line);
    bytes[3..7].copy_from_slice(&sender.to_be_bytes());
    bytes[7..11].copy_from_slice(&receiver.to_be_bytes());
    line_of(&bytes)
}

impl Pair {
    pub(crate) fn new(policy: Policy) -> Self {
        Self::seeded(policy, 100)
    }

    pub(crate) fn seeded(policy: Policy, seed: u64) -> Self {
        let [alice, bob] = &*IDENTITIES;
        Self {
            alice: Conversation::new(Arc::clone(alice), tag(0xa11ce), policy.clone()),
            bob: Conversation::new(Arc::clone(bob), tag(0xb0b), policy),
            to_alice: VecDeque::new(),
            to_bob: VecDeque::new(),
            sent: Vec::new(),
            now: 1000,
            rng: rng(seed),
        }
    }

    /// A pair in a private conversation: Alice asked.
    pub(crate) fn encrypted(policy: Policy) -> Self {
        let mut pair = Self::new(policy);
        pair.query(End::Alice);
        pair.deliver();
        assert!(pair.both_encrypted());
        pair.sent.clear();
        pair
    }

    pub(crate) fn end(&mut self, end: End) -> &mut Conversation {
        match end {
            End::Alice => &mut self.alice,
            End::Bob => &mut self.bob,
        }
    }

    pub(crate) fn line_to(&mut self, end: End) -> &mut VecDeque<String> {
        match end {
            End::Alice => &mut self.to_alice,
            End::Bob => &mut self.to_bob,
        }
    }

    /// Calls one end, and puts on the line what it sends: its outcomes.
    pub(crate) fn call<E>(
        &mut self,
        end: End,
        call: impl FnOnce(&mut Conversation, Timestamp, &mut SeededRng) -> Result<Output, E>,
    ) -> Result<Vec<Outcome>, E> {
        let now = Timestamp::from_secs(self.now);
        let mut rng = self.rng.clone();
        let output = call(self.end(end), now, &mut rng);
        self.rng = rng;
        let output = output?;
        for line in output.send {
            self.sent.push((end, line.clone()));
            self.line_to(end.other()).push_back(line);
        }
        Ok(output.outcomes)
    }

    pub(crate) fn query(&mut self, end: End) {
        self.call(end, |conversation, _, _| conversation.query())
            .unwrap();
    }

    pub(crate) fn begin(&mut self, end: End) {
        self.call(end, |conversation, _, rng| conversation.begin(rng))
            .unwrap();
    }

    pub(crate) fn send(&mut self, end: End, text: &str) {
        self.try_send(end, text).unwrap();
    }

    pub(crate) fn try_send(&mut self, end: End, text: &str) -> Result<Vec<Outcome>, Misuse> {
        self.call(end, |conversation, now, rng| {
            conversation.send(text, &[], now, rng)
        })
    }

    pub(crate) fn finish(&mut self, end: End) {
        let ended: Result<_, Misuse> =
            self.call(end, |conversation, now, rng| Ok(conversation.end(now, rng)));
        assert_eq!(ended, Ok(vec![]));
    }

    /// Hands a line to an end.
    pub(crate) fn receive(&mut self, end: End, line: &str) -> Result<Vec<Outcome>, Rejected> {
        self.call(end, |conversation, now, rng| {
            conversation.receive(line, now, rng)
        })
    }

    /// The line that is next on its way to this end, taken off.
    pub(crate) fn take(&mut self, end: End) -> String {
        self.line_to(end).pop_front().unwrap()
    }

    /// Hands over the line that is next on its way to this end.
    pub(crate) fn deliver_one(&mut self, end: End) -> Result<Vec<Outcome>, Rejected> {
        let line = self.take(end);
        self.receive(end, &line)
    }

    /// Delivers all that is on its way, in turns, until the line is empty: what happened at Alice's end
    /// and at Bob's. Nothing may be refused.
    pub(crate) fn deliver(&mut self) -> (Vec<Outcome>, Vec<Outcome>) {
        let (mut at_alice, mut at_bob) = (Vec::new(), Vec::new());
        while !(self.to_alice.is_empty() && self.to_bob.is_empty()) {
            if !self.to_bob.is_empty() {
                at_bob.extend(self.deliver_one(End::Bob).unwrap());
            }
            if !self.to_alice.is_empty() {
                at_alice.extend(self.deliver_one(End::Alice).unwrap());
            }
        }
        (at_alice, at_bob)
    }

    /// Delivers all that is on its way, in turns; what is refused (a message sent twice, say) is passed
    /// over.
    pub(crate) fn deliver_leniently(&mut self) {
        while !(self.to_alice.is_empty() && self.to_bob.is_empty()) {
            for end in [End::Bob, End::Alice] {
                if !self.line_to(end).is_empty() {
                    let _ = self.deliver_one(end);
                }
            }
        }
    }

    /// Sends a text, delivers everything, and expects the text and nothing else.
    pub(crate) fn exchange(&mut self, end: End, text: &str) {
        self.send(end, text);
        let (at_alice, at_bob) = self.deliver();
        let (here, there) = match end {
            End::Alice => (at_alice, at_bob),
            End::Bob => (at_bob, at_alice),
        };
        assert_eq!(
            (here, there),
            (vec![], vec![Outcome::Text(text.to_owned())])
        );
    }

    pub(crate) fn both_encrypted(&self) -> bool {
        match (self.alice.state(), self.bob.state()) {
            (
                State::Encrypted { session: ours, .. },
                State::Encrypted {
                    session: theirs, ..
                },
            ) => ours.bytes == theirs.bytes,
            _ => false,
        }
    }
}
