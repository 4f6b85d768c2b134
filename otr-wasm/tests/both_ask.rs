//! Both sides want a private conversation, and ask for it before they hear of each other, several times over: they
//! end in one and the same, and whatever was said meanwhile arrives, once and in order.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::{
    collections::VecDeque,
    sync::{Arc, LazyLock},
};

use common::{
    rng::{SeededRng, rng},
    tag, v2, v3,
};
use otr_wasm::{
    Conversation, Identity, Instances, Outcome, Output, Policy, Rejected, SessionId, State,
    Timestamp,
};
use proptest::prelude::*;

const NOW: Timestamp = Timestamp::from_secs(1000);

static IDENTITIES: LazyLock<[Arc<Identity>; 2]> =
    LazyLock::new(|| [1, 2].map(|seed| Arc::new(Identity::generate(&mut rng(seed)))));

/// One end: a conversation, or those with all clients of the peer.
enum End {
    Alone(Box<Conversation>),
    Several(Box<Instances>),
}

impl End {
    /// The conversation to send with.
    fn conversation(&mut self) -> &mut Conversation {
        match self {
            Self::Alone(conversation) => conversation,
            Self::Several(instances) => instances.best(),
        }
    }

    /// The conversation to ask with.
    fn asking(&mut self) -> &mut Conversation {
        match self {
            Self::Alone(conversation) => conversation,
            Self::Several(instances) => instances.whole(),
        }
    }

    fn receive(&mut self, line: &str, rng: &mut SeededRng) -> Result<Output, Rejected> {
        match self {
            Self::Alone(conversation) => conversation.receive(line, NOW, rng),
            Self::Several(instances) => instances.receive(line, NOW, rng).map(|(_, output)| output),
        }
    }

    fn session(&mut self) -> Option<SessionId> {
        match self.conversation().state() {
            State::Encrypted { session, .. } => Some(session),
            State::Plaintext | State::Finished => None,
        }
    }
}

/// What a side does, or what happens to it; by its number.
#[derive(Clone, Copy, Debug)]
enum Event {
    /// It says something.
    Say(usize),
    /// It asks by a query, ...
    Query(usize),
    /// ... or by a D-H Commit.
    Begin(usize),
    /// The next line on its way to it arrives.
    Deliver(usize),
}

struct Sides {
    ends: [End; 2],
    /// Lines on their way to each.
    lines: [VecDeque<String>; 2],
    /// What each has said, and what each has heard.
    said: [Vec<String>; 2],
    heard: [Vec<String>; 2],
    rng: SeededRng,
}

impl Sides {
    fn new(setting: &Setting, seed: u64) -> Self {
        let end = |side: usize| {
            let identity = Arc::clone(&IDENTITIES[side]);
            let (tag, policy) = (tag([0xa11ce, 0xb0b][side]), setting.policies[side].clone());
            if setting.several[side] {
                End::Several(Box::new(Instances::new(identity, tag, policy)))
            } else {
                End::Alone(Box::new(Conversation::new(identity, tag, policy)))
            }
        };
        Self {
            ends: [end(0), end(1)],
            lines: Default::default(),
            said: Default::default(),
            heard: Default::default(),
            rng: rng(seed),
        }
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Say(side) => self.say(side),
            Event::Query(side) => {
                let output = self.ends[side].asking().query().unwrap();
                self.send(side, output);
            }
            Event::Begin(side) => {
                let output = self.ends[side].asking().begin(&mut self.rng).unwrap();
                self.send(side, output);
            }
            Event::Deliver(side) => {
                if let Some(line) = self.lines[side].pop_front()
                    && let Ok(output) = self.ends[side].receive(&line, &mut self.rng)
                {
                    self.hear(side, &output.outcomes);
                    self.send(side, output);
                }
            }
        }
    }

    fn say(&mut self, side: usize) {
        let text = format!("text {} of {side}", self.said[side].len());
        let end = self.ends[side].conversation();
        let output = end.send(&text, &[], NOW, &mut self.rng).unwrap();
        self.said[side].push(text);
        self.send(side, output);
    }

    fn hear(&mut self, side: usize, outcomes: &[Outcome]) {
        for outcome in outcomes {
            if let Outcome::Text(text) | Outcome::Unencrypted { text, .. } = outcome {
                self.heard[side].push(text.clone());
            }
        }
    }

    fn send(&mut self, side: usize, output: Output) {
        self.lines[1 - side].extend(output.send);
    }

    /// Delivers everything, in turns.
    fn deliver(&mut self) {
        for _ in 0..1000 {
            if self.lines.iter().all(VecDeque::is_empty) {
                return;
            }
            for side in [0, 1] {
                self.happen(Event::Deliver(side));
            }
        }
        assert!(
            self.lines.iter().all(VecDeque::is_empty),
            "they do not stop talking"
        );
    }

    fn are_private(&mut self) -> bool {
        let [a, b] = &mut self.ends;
        match (a.session(), b.session()) {
            (Some(a), Some(b)) => a.bytes == b.bytes && a.ours != b.ours,
            _ => false,
        }
    }
}

/// Who the two sides are.
#[derive(Clone, Debug)]
struct Setting {
    policies: [Policy; 2],
    several: [bool; 2],
}

fn setting(policy: impl Strategy<Value = Policy> + Clone) -> impl Strategy<Value = Setting> {
    let versions = prop_oneof![
        2 => Just([v3(), v3()]),
        2 => Just([v2(), v2()]),
        1 => Just([Policy::default(), Policy::default()]),
        1 => Just([v2(), Policy::default()]),
        1 => Just([Policy::default(), v3()]),
    ];
    let longest = prop_oneof![3 => Just(None), 1 => Just(Some(200))];
    let policies = (policy.clone(), policy, longest);
    (versions, policies, any::<[bool; 2]>()).prop_map(
        |(versions, (a, b, longest_line), several)| {
            let [v_a, v_b] = versions;
            let with = |policy: Policy, versions: Policy| Policy {
                allow_v2: versions.allow_v2,
                allow_v3: versions.allow_v3,
                longest_line,
                ..policy
            };
            Setting {
                policies: [with(a, v_a), with(b, v_b)],
                several,
            }
        },
    )
}

fn requiring() -> impl Strategy<Value = Policy> + Clone {
    Just(Policy {
        require_encryption: true,
        ..Policy::default()
    })
}

fn offering() -> impl Strategy<Value = Policy> + Clone {
    Just(Policy {
        send_whitespace_tag: true,
        start_on_whitespace_tag: true,
        ..Policy::default()
    })
}

fn side() -> impl Strategy<Value = usize> {
    0..2_usize
}

fn asking() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => side().prop_map(Event::Say),
        1 => side().prop_map(Event::Query),
    ]
}

fn saying() -> impl Strategy<Value = Event> {
    prop_oneof![
        1 => side().prop_map(Event::Say),
        2 => side().prop_map(Event::Deliver),
    ]
}

fn anything() -> impl Strategy<Value = Event> {
    prop_oneof![
        2 => side().prop_map(Event::Say),
        2 => side().prop_map(Event::Query),
        1 => side().prop_map(Event::Begin),
        6 => side().prop_map(Event::Deliver),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn ends_that_ask_before_they_hear_meet_and_lose_no_text(
        setting in setting(requiring()),
        first in proptest::collection::vec(asking(), 2..12),
        then in proptest::collection::vec(saying(), 0..30),
        seed in any::<u64>(),
    ) {
        let mut sides = Sides::new(&setting, seed);
        for event in first.into_iter().chain(then).chain([Event::Say(0), Event::Say(1)]) {
            sides.happen(event);
        }
        sides.deliver();
        prop_assert!(sides.are_private());
        let [of_a, of_b] = sides.said;
        prop_assert_eq!(sides.heard, [of_b, of_a]);
    }

    #[test]
    fn ends_that_offer_before_they_hear_meet(
        setting in setting(offering()),
        first in proptest::collection::vec(asking(), 2..12),
        seed in any::<u64>(),
    ) {
        let mut sides = Sides::new(&setting, seed);
        for event in first.into_iter().chain([Event::Say(0), Event::Say(1)]) {
            sides.happen(event);
        }
        sides.deliver();
        prop_assert!(sides.are_private());
        let [of_a, of_b] = sides.said;
        prop_assert_eq!(sides.heard, [of_b, of_a]);
    }

    #[test]
    fn ends_that_ask_and_begin_in_the_midst_of_it_meet_when_one_asks_once_more(
        setting in setting(requiring()),
        events in proptest::collection::vec(anything(), 0..60),
        seed in any::<u64>(),
    ) {
        let mut sides = Sides::new(&setting, seed);
        for event in events {
            sides.happen(event);
        }
        sides.deliver();
        sides.happen(Event::Query(0));
        sides.deliver();
        prop_assert!(sides.are_private());
        let said = sides.said.each_ref().map(Vec::len);
        for side in [0, 1] {
            sides.say(side);
        }
        sides.deliver();
        for side in [0, 1] {
            prop_assert_eq!(sides.heard[side].last(), sides.said[1 - side].get(said[1 - side]));
        }
    }
}

/// The shortest case: two texts of one side and one of the other cross.
#[test]
fn two_texts_and_one_that_cross_lead_to_one_conversation() {
    for several in [[false, false], [true, false], [false, true], [true, true]] {
        for policy in [v2(), v3()] {
            let policy = Policy {
                require_encryption: true,
                ..policy
            };
            let setting = Setting {
                policies: [policy.clone(), policy],
                several,
            };
            for seed in 0..16 {
                let mut sides = Sides::new(&setting, seed);
                for side in [0, 0, 1] {
                    sides.say(side);
                }
                sides.deliver();
                assert!(sides.are_private(), "{setting:?}, seed {seed}");
                assert_eq!(sides.heard.each_ref().map(Vec::len), [1, 2]);
            }
        }
    }
}
