//! `Parameters`: three numbers that belong together.

use rand_core::CryptoRng;
use subtle::ConstantTimeEq;

use super::primes;
use crate::crypto::number::{
    Number,
    modulus::{Modulus, Residue},
    power::Exponent,
    words,
};

/// Bits of p: L in the standard.
pub(crate) const P_BITS: usize = 1024;

/// Bits of q: N in the standard.
pub(crate) const Q_BITS: usize = 160;

/// Words of p.
pub(crate) const P_WORDS: usize = words(P_BITS);

/// Words of a number modulo q: an even number of them, as [`Modulus`] wants.
pub(crate) const Q_WORDS: usize = words(256);

/// A number modulo p.
pub(crate) type PNumber = Number<P_WORDS>;

/// A number modulo q.
pub(crate) type QNumber = Number<Q_WORDS>;

/// Domain parameters.
#[derive(Clone)]
pub(crate) struct Parameters {
    pub(crate) p: Modulus<P_WORDS>,
    pub(crate) q: Modulus<Q_WORDS>,
    pub(crate) g: Residue<P_WORDS>,
}

impl Parameters {
    /// Parameters from elsewhere. Refused unless p has 1024 bits and q 160, both are odd, q divides
    /// p - 1, and g is of order q. That p and q are primes is left to [`are_primes`](Self::are_primes).
    pub(crate) fn new(p: &[u8], q: &[u8], g: &[u8]) -> Option<Self> {
        let p = Modulus::new(PNumber::from_be_bytes(p).filter(|p| p.bit_length() == P_BITS)?)?;
        let q = Modulus::new(QNumber::from_be_bytes(q).filter(|q| q.bit_length() == Q_BITS)?)?;
        let remainder = q.value().remainder_of(&p.value().to_be_bytes());
        let q_divides = remainder.to_be_bytes() == [1];
        let g = PNumber::from_be_bytes(g).filter(|g| bool::from(g.is_less(p.value())))?;
        let parameters = Self {
            g: p.enter(&g),
            p,
            q,
        };
        (q_divides && parameters.has_order_q(&parameters.g)).then_some(parameters)
    }

    /// Whether `element ^ q = 1` and the element is not 1 itself.
    pub(crate) fn has_order_q(&self, element: &Residue<P_WORDS>) -> bool {
        let power = self.p.power(
            element,
            Exponent {
                number: self.q.value(),
                bits: Q_BITS,
            },
        );
        same(&power, self.p.one()) && !same(element, self.p.one())
    }

    /// Whether p and q are primes, for all one can tell: for keys that are to become ours.
    pub(crate) fn are_primes(&self, rng: &mut dyn CryptoRng) -> bool {
        primes::is_prime(self.q.value(), rng) && primes::is_prime(self.p.value(), rng)
    }
}

pub(super) fn same<const N: usize>(a: &Residue<N>, b: &Residue<N>) -> bool {
    a.ct_eq(b).into()
}
