//! Bob, who is asked: messages 1 and 3 come in, 2 and 4 go out.

use rand_core::CryptoRng;

use super::{
    group::{Base, Member, Scalar},
    messages::{Message1, Message2, Message3, Message4},
    proofs::{
        Coordinates, CoordinatesProof, ExponentProof, Generators, NotProven, Prefix,
        SameExponentProof,
    },
    secret::{Parties, Secret},
};

/// Message 1 has come, proven; our user has not answered yet (EXPECT1).
#[derive(Clone)]
pub(super) struct Asked {
    parties: Parties,
    g2a: Member,
    g3a: Member,
}

/// Message 2 is sent (EXPECT3).
#[derive(Clone)]
pub(super) struct AwaitingMessage3 {
    b3: Scalar,
    g3a: Member,
    generators: Generators,
    ours: Coordinates,
}

impl Asked {
    /// The secret will be bound to these parties, also if the keys are fresh by the time of the
    /// answer.
    pub(super) fn receive(message: &Message1, parties: &Parties) -> Result<Self, NotProven> {
        let Message1 {
            g2a,
            g2a_proof,
            g3a,
            g3a_proof,
        } = message;
        NotProven::unless(g2a_proof.holds(Prefix::G2A, g2a))?;
        NotProven::unless(g3a_proof.holds(Prefix::G3A, g3a))?;
        Ok(Self {
            parties: *parties,
            g2a: g2a.clone(),
            g3a: g3a.clone(),
        })
    }

    pub(super) fn answer(
        &self,
        typed: &[u8],
        rng: &mut dyn CryptoRng,
    ) -> (AwaitingMessage3, Message2) {
        let y = Secret::when_they_start(&self.parties, typed);
        let (b2, b3, r4) = (
            Scalar::random(rng),
            Scalar::random(rng),
            Scalar::random(rng),
        );
        let generators = Generators {
            g2: Base::new(&self.g2a.to(&b2)),
            g3: Base::new(&self.g3a.to(&b3)),
        };
        let ours = Coordinates::new(&generators, &r4, &y.0);
        let message = Message2 {
            g2b: Member::generator_to(&b2),
            g2b_proof: ExponentProof::make(Prefix::G2B, &b2, rng),
            g3b: Member::generator_to(&b3),
            g3b_proof: ExponentProof::make(Prefix::G3B, &b3, rng),
            hidden: ours.clone(),
            hidden_proof: CoordinatesProof::make(Prefix::PB_QB, &generators, &r4, &y.0, rng),
        };
        (
            AwaitingMessage3 {
                b3,
                g3a: self.g3a.clone(),
                generators,
                ours,
            },
            message,
        )
    }
}

impl AwaitingMessage3 {
    /// Message 4, and whether the secrets are the same: Pa / Pb = Ra^b3.
    pub(super) fn receive(
        &self,
        message: &Message3,
        rng: &mut dyn CryptoRng,
    ) -> Result<(Message4, bool), NotProven> {
        let Message3 {
            hidden: theirs,
            hidden_proof,
            ra,
            ra_proof,
        } = message;
        NotProven::unless(hidden_proof.holds(Prefix::PA_QA, &self.generators, theirs))?;
        let quotient = Base::new(&theirs.q.times(&self.ours.q.inverse()));
        NotProven::unless(ra_proof.holds(Prefix::RA, &quotient, &self.g3a, ra))?;

        let reply = Message4 {
            rb: quotient.to(&self.b3),
            rb_proof: SameExponentProof::make(Prefix::RB, &quotient, &self.b3, rng),
        };
        Ok((reply, ra.to(&self.b3).times(&self.ours.p).is(&theirs.p)))
    }
}
