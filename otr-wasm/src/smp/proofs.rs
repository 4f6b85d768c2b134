//! The zero-knowledge proofs, made and checked: each shows that its maker knows the exponents from
//! which the values sent were made, and nothing of these exponents.
//!
//! A proof is a hash c of what random exponents r give, and for each exponent e the answer
//! D = r - e c modulo q. Whoever checks puts g^D and the value to the power of c together, which must
//! give the same hash again.

use rand_core::CryptoRng;

use super::group::{Base, Challenge, Member, Scalar};
use crate::{
    error::Reason,
    wire::{reader::Reader, writer::Writer},
};

/// What is hashed before the values, so that no proof serves in the place of another.
#[derive(Clone, Copy)]
pub(super) struct Prefix(u8);

impl Prefix {
    pub(super) const G2A: Self = Self(1);
    pub(super) const G3A: Self = Self(2);
    pub(super) const G2B: Self = Self(3);
    pub(super) const G3B: Self = Self(4);
    pub(super) const PB_QB: Self = Self(5);
    pub(super) const PA_QA: Self = Self(6);
    pub(super) const RA: Self = Self(7);
    pub(super) const RB: Self = Self(8);
}

/// A message does not prove what it should.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct NotProven;

impl NotProven {
    pub(super) fn unless(holds: bool) -> Result<(), Self> {
        if holds { Ok(()) } else { Err(Self) }
    }
}

/// That the maker knows e with `value = g1^e`.
#[derive(Clone)]
pub(super) struct ExponentProof {
    c: Challenge,
    d: Scalar,
}

impl ExponentProof {
    /// c = H(prefix, g1^r), D = r - e c.
    pub(super) fn make(prefix: Prefix, exponent: &Scalar, rng: &mut dyn CryptoRng) -> Self {
        let r = Scalar::random(rng);
        let c = Challenge::hash(prefix.0, &[&Member::generator_to(&r)]);
        Self {
            d: r.minus_product(exponent, &c),
            c,
        }
    }

    /// c = H(prefix, g1^D value^c).
    pub(super) fn holds(&self, prefix: Prefix, value: &Member) -> bool {
        let member = Member::generator_to(&self.d).times(&value.to_challenge(&self.c));
        self.c == Challenge::hash(prefix.0, &[&member])
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Reason> {
        Ok(Self {
            c: Challenge::read(reader, "c")?,
            d: Scalar::read(reader, "D")?,
        })
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        self.c.write(writer);
        self.d.write(writer);
    }
}

/// The two generators on which both sides agreed.
#[derive(Clone)]
pub(super) struct Generators {
    pub(super) g2: Base,
    pub(super) g3: Base,
}

/// What hides a secret: `P = g3^r` and `Q = g1^r g2^secret`.
#[derive(Clone)]
pub(super) struct Coordinates {
    pub(super) p: Member,
    pub(super) q: Member,
}

impl Coordinates {
    pub(super) fn new(generators: &Generators, r: &Scalar, secret: &Scalar) -> Self {
        Self {
            p: generators.g3.to(r),
            q: Member::generator_to(r).times(&generators.g2.to(secret)),
        }
    }

    fn times(&self, other: &Self) -> Self {
        Self {
            p: self.p.times(&other.p),
            q: self.q.times(&other.q),
        }
    }

    fn to_challenge(&self, challenge: &Challenge) -> Self {
        Self {
            p: self.p.to_challenge(challenge),
            q: self.q.to_challenge(challenge),
        }
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Reason> {
        Ok(Self {
            p: Member::read(reader, "P")?,
            q: Member::read(reader, "Q")?,
        })
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        self.p.write(writer);
        self.q.write(writer);
    }
}

/// That the maker knows r and the secret from which P and Q were made.
#[derive(Clone)]
pub(super) struct CoordinatesProof {
    c: Challenge,
    d5: Scalar,
    d6: Scalar,
}

impl CoordinatesProof {
    /// cP = H(prefix, g3^r5, g1^r5 g2^r6), D5 = r5 - r cP, D6 = r6 - secret cP.
    pub(super) fn make(
        prefix: Prefix,
        generators: &Generators,
        r: &Scalar,
        secret: &Scalar,
        rng: &mut dyn CryptoRng,
    ) -> Self {
        let (r5, r6) = (Scalar::random(rng), Scalar::random(rng));
        let hidden = Coordinates::new(generators, &r5, &r6);
        let c = Challenge::hash(prefix.0, &[&hidden.p, &hidden.q]);
        Self {
            d5: r5.minus_product(r, &c),
            d6: r6.minus_product(secret, &c),
            c,
        }
    }

    /// cP = H(prefix, g3^D5 P^cP, g1^D5 g2^D6 Q^cP).
    pub(super) fn holds(
        &self,
        prefix: Prefix,
        generators: &Generators,
        coordinates: &Coordinates,
    ) -> bool {
        let answered = Coordinates::new(generators, &self.d5, &self.d6);
        let together = answered.times(&coordinates.to_challenge(&self.c));
        self.c == Challenge::hash(prefix.0, &[&together.p, &together.q])
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Reason> {
        Ok(Self {
            c: Challenge::read(reader, "cP")?,
            d5: Scalar::read(reader, "D5")?,
            d6: Scalar::read(reader, "D6")?,
        })
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        self.c.write(writer);
        self.d5.write(writer);
        self.d6.write(writer);
    }
}

/// That the same e is in `value = g1^e` and in `R = (Qa / Qb)^e`.
#[derive(Clone)]
pub(super) struct SameExponentProof {
    c: Challenge,
    d7: Scalar,
}

impl SameExponentProof {
    /// cR = H(prefix, g1^r7, (Qa / Qb)^r7), D7 = r7 - e cR.
    pub(super) fn make(
        prefix: Prefix,
        quotient: &Base,
        exponent: &Scalar,
        rng: &mut dyn CryptoRng,
    ) -> Self {
        let r7 = Scalar::random(rng);
        let c = Challenge::hash(prefix.0, &[&Member::generator_to(&r7), &quotient.to(&r7)]);
        Self {
            d7: r7.minus_product(exponent, &c),
            c,
        }
    }

    /// cR = H(prefix, g1^D7 value^cR, (Qa / Qb)^D7 R^cR).
    pub(super) fn holds(
        &self,
        prefix: Prefix,
        quotient: &Base,
        value: &Member,
        r: &Member,
    ) -> bool {
        let first = Member::generator_to(&self.d7).times(&value.to_challenge(&self.c));
        let second = quotient.to(&self.d7).times(&r.to_challenge(&self.c));
        self.c == Challenge::hash(prefix.0, &[&first, &second])
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Reason> {
        Ok(Self {
            c: Challenge::read(reader, "cR")?,
            d7: Scalar::read(reader, "D7")?,
        })
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        self.c.write(writer);
        self.d7.write(writer);
    }
}
