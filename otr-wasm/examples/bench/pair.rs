//! The two ends, and the line between them.

use std::sync::{Arc, LazyLock};

use anyhow::{Result, ensure};
use getrandom::{SysRng, rand_core::UnwrapErr};
use otr_wasm::{
    Conversation, Generation, Identity, InstanceTag, Outcome, Output, Policy, Progress, SmpEvent,
    State, Timestamp, Version,
};

/// A clock that stands still: no heartbeat is ever due.
const NOW: Timestamp = Timestamp::from_secs(0);

/// The secret that both ends compare.
const SECRET: &[u8] = b"secret";

/// Whose long-term keys.
#[derive(Clone, Copy)]
pub(crate) enum Keys {
    /// New ones, with the built-in parameters, which either end knows.
    BuiltIn,
    /// With parameters of their own, as those of other programs have: whoever meets one checks them.
    Foreign,
}

/// The keys with parameters of their own.
static FOREIGN: LazyLock<[Arc<Identity>; 2]> = LazyLock::new(|| {
    [(); 2].map(|()| {
        let mut generation = Generation::default();
        loop {
            if let Progress::Done(identity) = generation.step(&mut UnwrapErr(SysRng)) {
                break Arc::from(identity);
            }
        }
    })
});

/// Two ends of one conversation.
pub(crate) struct Pair {
    alice: Conversation,
    bob: Conversation,
    rng: UnwrapErr<SysRng>,
}

/// One of the two.
#[derive(Clone, Copy)]
pub(crate) enum Side {
    /// The one who asks first.
    Alice,
    /// The other.
    Bob,
}

impl Side {
    fn other(self) -> Self {
        match self {
            Self::Alice => Self::Bob,
            Self::Bob => Self::Alice,
        }
    }
}

impl Pair {
    /// Two ends in plaintext, which speak this version alone.
    pub(crate) fn new(version: Version, keys: Keys) -> Self {
        let mut rng = UnwrapErr(SysRng);
        let [alice, bob] = match keys {
            Keys::BuiltIn => [(); 2].map(|()| Arc::new(Identity::generate(&mut rng))),
            Keys::Foreign => FOREIGN.clone(),
        };
        let mut side = |identity| {
            let policy = Policy {
                allow_v2: version == Version::V2,
                allow_v3: version == Version::V3,
                ..Policy::default()
            };
            Conversation::new(identity, InstanceTag::generate(&mut rng), policy)
        };
        Self {
            alice: side(alice),
            bob: side(bob),
            rng,
        }
    }

    pub(crate) fn encrypted(version: Version) -> Result<Self> {
        let mut pair = Self::new(version, Keys::BuiltIn);
        pair.exchange_keys()?;
        Ok(pair)
    }

    /// From the query until both ends are encrypted.
    pub(crate) fn exchange_keys(&mut self) -> Result<()> {
        let output = self.alice.query()?;
        self.carry(Side::Alice, output)?;
        let encrypted = |end: &Conversation| matches!(end.state(), State::Encrypted { .. });
        ensure!(
            encrypted(&self.alice) && encrypted(&self.bob),
            "the key exchange failed"
        );
        Ok(())
    }

    /// Sends a text, which the other side must receive.
    pub(crate) fn send(&mut self, from: Side, text: &str) -> Result<()> {
        let (end, rng) = self.end(from);
        let output = end.send(text, &[], NOW, rng)?;
        let outcomes = self.carry(from, output)?;
        ensure!(
            matches!(outcomes.as_slice(), [(_, Outcome::Text(_))]),
            "a text was lost"
        );
        Ok(())
    }

    /// Compares secrets, from the start to both verdicts.
    pub(crate) fn compare_secrets(&mut self) -> Result<()> {
        let (alice, rng) = self.end(Side::Alice);
        let output = alice.start_smp(SECRET, None, NOW, rng)?;
        let outcomes = self.carry(Side::Alice, output)?;
        let verified = |(_, outcome): &&_| *outcome == Outcome::Smp(SmpEvent::Verified);
        ensure!(
            outcomes.iter().filter(verified).count() == 2,
            "the comparison failed"
        );
        Ok(())
    }

    /// Hands over lines until there are none left: what happened, and where.
    fn carry(&mut self, from: Side, output: Output) -> Result<Vec<(Side, Outcome)>> {
        let mut on_the_way: Vec<_> = output.send.into_iter().map(|line| (from, line)).collect();
        let mut outcomes = Vec::new();
        while let Some((from, line)) = on_the_way.pop() {
            let to = from.other();
            let (end, rng) = self.end(to);
            let mut output = end.receive(&line, NOW, rng)?;
            if output
                .outcomes
                .contains(&Outcome::Smp(SmpEvent::Asked { question: None }))
            {
                let answer = end.answer_smp(SECRET, NOW, rng)?;
                output.send.extend(answer.send);
            }
            on_the_way.extend(output.send.into_iter().map(|line| (to, line)));
            outcomes.extend(output.outcomes.into_iter().map(|outcome| (to, outcome)));
        }
        Ok(outcomes)
    }

    fn end(&mut self, side: Side) -> (&mut Conversation, &mut UnwrapErr<SysRng>) {
        match side {
            Side::Alice => (&mut self.alice, &mut self.rng),
            Side::Bob => (&mut self.bob, &mut self.rng),
        }
    }
}
