//! Making parameters, from a seed from which anybody can make them again.

use rand_core::CryptoRng;
use sha2::{Digest, Sha256};

use super::{
    parameters::{P_BITS, P_WORDS, PNumber, Parameters, Q_BITS, QNumber, same},
    primes,
};
use crate::crypto::number::{
    modulus::{Modulus, Residue},
    power::Exponent,
};

/// The seed and the counter from which anybody can make the same parameters again.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Origin {
    /// domain_parameter_seed.
    pub(crate) seed: [u8; 32],
    /// How many values of p were tried before.
    pub(crate) counter: u16,
}

/// The search for a prime p that goes with a prime q (A.1.1.2, with SHA-256), one candidate at a time.
pub(crate) struct Search {
    seed: [u8; 32],
    q: QNumber,
    counter: u16,
}

/// How many candidates are tried on the average: p is odd, and one of ln(2^1024) / 2 odd numbers of
/// its size is a prime.
pub(crate) const CANDIDATES_EXPECTED: f64 = 355.0;

/// Candidates for p before another seed is taken: 4 L.
const CANDIDATES_MAX: u16 = 4096;

impl Search {
    /// Steps 5 to 9: q from the seed; none if it is no prime.
    pub(crate) fn new(seed: [u8; 32], rng: &mut dyn CryptoRng) -> Option<Self> {
        let hash = Sha256::digest(seed);
        let mut digits: Vec<u8> = hash.iter().skip(hash.len() - Q_BITS / 8).copied().collect();
        // 7. q = 2^(N-1) + U + 1 - (U mod 2): the top bit set, and made odd.
        if let Some(first) = digits.first_mut() {
            *first |= 0x80;
        }
        if let Some(last) = digits.last_mut() {
            *last |= 1;
        }
        let q = QNumber::from_be_bytes(&digits).filter(|q| primes::is_prime(q, rng))?;
        Some(Self {
            seed,
            q,
            counter: 0,
        })
    }

    /// How many candidates have been tried.
    pub(crate) fn tried(&self) -> u16 {
        self.counter
    }

    /// Whether the seed is used up (step 11): begin with another.
    pub(crate) fn is_over(&self) -> bool {
        self.counter >= CANDIDATES_MAX
    }

    /// Steps 11.1 to 11.9 for the next candidate: the parameters, if it is a prime.
    pub(crate) fn step(&mut self, rng: &mut dyn CryptoRng) -> Option<(Parameters, Origin)> {
        let counter = self.counter;
        self.counter += 1;
        let p = self
            .candidate(counter)
            .filter(|p| primes::is_prime(p, rng))?;
        let (p, q) = (Modulus::new(p)?, Modulus::new(self.q.clone())?);
        let g = generator(&self.seed, &p, q.value());
        Some((
            Parameters { p, q, g },
            Origin {
                seed: self.seed,
                counter,
            },
        ))
    }

    /// The value of p for this counter; none if it has fewer than 1024 bits.
    fn candidate(&self, counter: u16) -> Option<PNumber> {
        // 11.1 V_j = Hash(seed + offset + j), with offset = 1 + 4 counter and j from 0 to 3.
        // 11.2, 11.3 X: V_3 V_2 V_1 V_0 with the top bit set.
        let offset = 1 + 4 * u64::from(counter);
        let mut x: Vec<u8> = (offset..offset + 4)
            .rev()
            .flat_map(|add| Sha256::digest(seed_plus(&self.seed, add)))
            .collect();
        if let Some(first) = x.first_mut() {
            *first |= 0x80;
        }
        // 11.4, 11.5 c = X mod 2q; p = X - (c - 1).
        let (twice_q, _) = self.q.plus(&self.q);
        let c = PNumber::from_be_bytes(&twice_q.remainder_of(&x).to_be_bytes())?;
        let (low, _) = PNumber::from_be_bytes(&x)?.minus(&c);
        let (p, _) = low.plus(&PNumber::small(1));
        (p.bit_length() == P_BITS).then_some(p)
    }
}

/// `seed + add`, modulo 2 to the seed's bits.
fn seed_plus(seed: &[u8; 32], add: u64) -> [u8; 32] {
    let mut sum = *seed;
    let mut carry = add;
    for byte in sum.iter_mut().rev() {
        let digit = u64::from(*byte) + (carry & 0xff);
        *byte = digit.to_le_bytes()[0];
        carry = (carry >> 8) + (digit >> 8);
    }
    sum
}

/// A generator that follows from the seed (A.2.3), with index 1.
fn generator(seed: &[u8; 32], p: &Modulus<P_WORDS>, q: &QNumber) -> Residue<P_WORDS> {
    let e = quotient(p.value(), q);
    let exponent = Exponent {
        number: &e,
        bits: P_BITS,
    };
    let mut count: u16 = 0;
    loop {
        count = count.wrapping_add(1);
        let hash = Sha256::new().chain_update(seed).chain_update(b"ggen\x01");
        let w = hash.chain_update(count.to_be_bytes()).finalize();
        let w = PNumber::from_be_bytes(&w).unwrap_or(PNumber::ZERO);
        let g = p.power(&p.enter(&w), exponent);
        if !same(&g, p.one()) && !bool::from(p.leave(&g).is_zero()) {
            return g;
        }
    }
}

/// `(p - 1) / q`, by long division in binary; q divides p - 1.
fn quotient(p: &PNumber, q: &QNumber) -> PNumber {
    let digits = p.to_be_bytes();
    let mut rest = QNumber::ZERO;
    let mut quotient = vec![0; digits.len()];
    for (digit, result) in digits.iter().zip(&mut quotient) {
        for place in (0..8).rev() {
            (rest, _) = rest.plus(&rest);
            if (digit >> place) & 1 == 1 {
                (rest, _) = rest.plus(&QNumber::small(1));
            }
            if !bool::from(rest.is_less(q)) {
                (rest, _) = rest.minus(q);
                *result |= 1 << place;
            }
        }
    }
    PNumber::from_be_bytes(&quotient).unwrap_or(PNumber::ZERO)
}
