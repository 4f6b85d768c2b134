//! The long-term key and its signatures (SIG).
//!
//! ```text
//! SIG:     r    s                each of 20 bytes, with leading zeros
//! ```
//!
//! OTR signs the 32 bytes of M as a number modulo q: they are neither hashed again nor cut short, as
//! FIPS 186 has it. The secret key and the secret of each signature go through powers and products in
//! constant time ([`power`](super::number::power)); inverses modulo q are powers too.

#[cfg(test)]
mod tests;

use std::{fmt, sync::Arc};

use rand_core::CryptoRng;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::{
    dsa_parameters::{PNumber, Parameters, Q_BITS, Q_WORDS, QNumber},
    number::{modulus::Residue, power::Exponent, strip_zeros},
};

/// Bytes of a signature.
pub(crate) const SIGNATURE_BYTES: usize = 40;

/// A public key with parameters that have been checked.
#[derive(Clone)]
pub(crate) struct PublicKey {
    parameters: Arc<Parameters>,
    y: PNumber,
}

impl PublicKey {
    /// None unless y is an element of the subgroup of order q, other than 1.
    pub(crate) fn new(parameters: Arc<Parameters>, y: &[u8]) -> Option<Self> {
        let y =
            PNumber::from_be_bytes(y).filter(|y| bool::from(y.is_less(parameters.p.value())))?;
        let in_subgroup = parameters.has_order_q(&parameters.p.enter(&y));
        in_subgroup.then_some(Self { parameters, y })
    }

    /// p, q, g, y: big-endian, without leading zeros.
    pub(crate) fn numbers(&self) -> [Vec<u8>; 4] {
        let Parameters { p, q, g } = &*self.parameters;
        let g = p.leave(g);
        [
            p.value().to_be_bytes(),
            q.value().to_be_bytes(),
            g.to_be_bytes(),
            self.y.to_be_bytes(),
        ]
    }

    pub(crate) fn parameters(&self) -> &Arc<Parameters> {
        &self.parameters
    }

    /// Whether this signature of `message` is by the key's owner (FIPS 186-4, 4.7).
    pub(crate) fn verifies(&self, message: &[u8; 32], signature: &[u8; SIGNATURE_BYTES]) -> bool {
        let Parameters { p, q, g } = &*self.parameters;
        let (r, s) = signature.split_at(SIGNATURE_BYTES / 2);
        let [Some(r), Some(s)] = [r, s].map(|bytes| scalar(&self.parameters, bytes)) else {
            return false;
        };
        let w = self.inverse(&q.enter(&s));
        let z = q.enter(&q.value().remainder_of(message));
        let u1 = q.leave(&q.multiply(&z, &w));
        let u2 = q.leave(&q.multiply(&q.enter(&r), &w));
        let v = p.product_of_powers(&[(g, &u1), (&p.enter(&self.y), &u2)], Q_BITS);
        let v = q.value().remainder_of(&p.leave(&v).to_be_bytes());
        v.ct_eq(&r).into()
    }

    /// `1 / residue` modulo q: its power of q - 2, since q is a prime.
    fn inverse(&self, residue: &Residue<Q_WORDS>) -> Residue<Q_WORDS> {
        let q = &self.parameters.q;
        let (exponent, _) = q.value().minus(&QNumber::small(2));
        q.power(
            residue,
            Exponent {
                number: &exponent,
                bits: Q_BITS,
            },
        )
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PublicKey").finish_non_exhaustive()
    }
}

/// A key pair.
pub(crate) struct KeyPair {
    public: PublicKey,
    private: Box<PrivateKey>,
}

#[derive(Zeroize, ZeroizeOnDrop)]
struct PrivateKey(QNumber);

impl KeyPair {
    /// A new key: x at random, y = g^x.
    pub(crate) fn generate(parameters: Arc<Parameters>, rng: &mut dyn CryptoRng) -> Self {
        let private = Box::new(PrivateKey(random_scalar(&parameters, rng)));
        let public = PublicKey {
            y: public_value(&parameters, &private.0),
            parameters,
        };
        Self { public, private }
    }

    /// The key with this private number; none if it is not from 1 to q - 1.
    pub(crate) fn from_private(parameters: Arc<Parameters>, x: &[u8]) -> Option<Self> {
        let private = Box::new(PrivateKey(scalar(&parameters, strip_zeros(x))?));
        let public = PublicKey {
            y: public_value(&parameters, &private.0),
            parameters,
        };
        Some(Self { public, private })
    }

    /// A key from elsewhere; none if its numbers do not belong together.
    pub(crate) fn new(public: &PublicKey, x: &[u8]) -> Option<Self> {
        let keys = Self::from_private(Arc::clone(&public.parameters), x)?;
        bool::from(keys.public.y.ct_eq(&public.y)).then_some(keys)
    }

    pub(crate) fn public(&self) -> &PublicKey {
        &self.public
    }

    /// x, big-endian in 20 bytes.
    pub(crate) fn private_bytes(&self) -> Zeroizing<[u8; Q_BITS / 8]> {
        let mut bytes = Zeroizing::new([0; Q_BITS / 8]);
        self.private.0.write_be_bytes(bytes.as_mut_slice());
        bytes
    }

    /// Signs the number M (FIPS 186-4, 4.6).
    pub(crate) fn sign(
        &self,
        message: &[u8; 32],
        rng: &mut dyn CryptoRng,
    ) -> [u8; SIGNATURE_BYTES] {
        loop {
            if let Some(signature) = self.try_sign(message, rng) {
                return signature;
            }
        }
    }

    /// None if r or s is 0, as happens once in 2^159.
    fn try_sign(
        &self,
        message: &[u8; 32],
        rng: &mut dyn CryptoRng,
    ) -> Option<[u8; SIGNATURE_BYTES]> {
        let Parameters { p, q, g } = &*self.public.parameters;
        let mut k = random_scalar(&self.public.parameters, rng);
        let power = p.leave(&p.power(
            g,
            Exponent {
                number: &k,
                bits: Q_BITS,
            },
        ));
        let r = q.value().remainder_of(&power.to_be_bytes());
        let mut k_inverse = self.public.inverse(&q.enter(&k));
        let mut x_r = q.multiply(&q.enter(&self.private.0), &q.enter(&r));
        let z = q.enter(&q.value().remainder_of(message));
        let s = q.leave(&q.multiply(&k_inverse, &q.add(&z, &x_r)));
        k.zeroize();
        k_inverse.zeroize();
        x_r.zeroize();
        let mut signature = [0; SIGNATURE_BYTES];
        let (r_bytes, s_bytes) = signature.split_at_mut(SIGNATURE_BYTES / 2);
        r.write_be_bytes(r_bytes);
        s.write_be_bytes(s_bytes);
        (!bool::from(r.is_zero() | s.is_zero())).then_some(signature)
    }
}

/// A number from 1 to q - 1.
fn scalar(parameters: &Parameters, bytes: &[u8]) -> Option<QNumber> {
    QNumber::from_be_bytes(bytes)
        .filter(|number| bool::from(number.is_less(parameters.q.value()) & !number.is_zero()))
}

/// A secret number from 1 to q - 1: 64 bits more than needed, and the remainder
/// (FIPS 186-4, B.1.1).
fn random_scalar(parameters: &Parameters, rng: &mut dyn CryptoRng) -> QNumber {
    let mut bytes = Zeroizing::new([0; Q_BITS / 8 + 8]);
    loop {
        rng.fill_bytes(bytes.as_mut_slice());
        let number = parameters.q.value().remainder_of(bytes.as_slice());
        if !bool::from(number.is_zero()) {
            return number;
        }
    }
}

/// `g ^ x` modulo p.
fn public_value(parameters: &Parameters, x: &QNumber) -> PNumber {
    let Parameters { p, g, .. } = parameters;
    p.leave(&p.power(
        g,
        Exponent {
            number: x,
            bits: Q_BITS,
        },
    ))
}
