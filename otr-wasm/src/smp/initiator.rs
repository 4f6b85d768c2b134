//! Alice, who starts: messages 1 and 3 go out, 2 and 4 come in.

use rand_core::CryptoRng;

use super::{
    group::{Base, Member, Scalar},
    messages::{Message1, Message2, Message3, Message4},
    proofs::{
        Coordinates, CoordinatesProof, ExponentProof, Generators, NotProven, Prefix,
        SameExponentProof,
    },
    secret::Secret,
};

/// Message 1 is sent (EXPECT2).
#[derive(Clone)]
pub(super) struct AwaitingMessage2 {
    x: Secret,
    a2: Scalar,
    a3: Scalar,
}

/// Message 3 is sent (EXPECT4).
#[derive(Clone)]
pub(super) struct AwaitingMessage4 {
    a3: Scalar,
    g3b: Member,
    pa: Member,
    pb: Member,
    /// Qa / Qb.
    quotient: Base,
}

impl AwaitingMessage2 {
    pub(super) fn start(x: Secret, rng: &mut dyn CryptoRng) -> (Self, Message1) {
        let (a2, a3) = (Scalar::random(rng), Scalar::random(rng));
        let message = Message1 {
            g2a: Member::generator_to(&a2),
            g2a_proof: ExponentProof::make(Prefix::G2A, &a2, rng),
            g3a: Member::generator_to(&a3),
            g3a_proof: ExponentProof::make(Prefix::G3A, &a3, rng),
        };
        (Self { x, a2, a3 }, message)
    }

    pub(super) fn receive(
        &self,
        message: &Message2,
        rng: &mut dyn CryptoRng,
    ) -> Result<(AwaitingMessage4, Message3), NotProven> {
        let Message2 {
            g2b,
            g2b_proof,
            g3b,
            g3b_proof,
            hidden: theirs,
            hidden_proof,
        } = message;
        NotProven::unless(g2b_proof.holds(Prefix::G2B, g2b))?;
        NotProven::unless(g3b_proof.holds(Prefix::G3B, g3b))?;
        let generators = Generators {
            g2: Base::new(&g2b.to(&self.a2)),
            g3: Base::new(&g3b.to(&self.a3)),
        };
        NotProven::unless(hidden_proof.holds(Prefix::PB_QB, &generators, theirs))?;

        let r4 = Scalar::random(rng);
        let ours = Coordinates::new(&generators, &r4, &self.x.0);
        let quotient = Base::new(&ours.q.times(&theirs.q.inverse()));
        let next = AwaitingMessage4 {
            a3: self.a3.clone(),
            g3b: g3b.clone(),
            pa: ours.p.clone(),
            pb: theirs.p.clone(),
            quotient,
        };
        let reply = Message3 {
            hidden: ours,
            hidden_proof: CoordinatesProof::make(Prefix::PA_QA, &generators, &r4, &self.x.0, rng),
            ra: next.quotient.to(&self.a3),
            ra_proof: SameExponentProof::make(Prefix::RA, &next.quotient, &self.a3, rng),
        };
        Ok((next, reply))
    }
}

impl AwaitingMessage4 {
    /// Whether the secrets are the same: Pa / Pb = Rb^a3.
    pub(super) fn receive(&self, message: &Message4) -> Result<bool, NotProven> {
        let Message4 { rb, rb_proof } = message;
        NotProven::unless(rb_proof.holds(Prefix::RB, &self.quotient, &self.g3b, rb))?;
        Ok(rb.to(&self.a3).times(&self.pb).is(&self.pa))
    }
}
