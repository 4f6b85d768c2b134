//! The group in which keys are agreed: 1536-bit MODP of RFC 3526, section 2, generator 2.
//!
//! Powers are taken in constant time ([`power`](super::number::power),
//! [`fixed_base`](super::number::fixed_base)).

use std::{fmt, sync::LazyLock};

use rand_core::CryptoRng;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::number::{
    Number,
    fixed_base::FixedBase,
    modulus::{Modulus, Residue},
    power::Exponent,
    strip_zeros, words,
};

/// Bits of the modulus.
pub(crate) const BITS: usize = 1536;

/// Words of a group element.
pub(crate) const WORDS: usize = words(BITS);

/// Bits of a private key: "at least 320 bits" (Protocol v3, "D-H Commit Message").
const PRIVATE_BITS: usize = 320;

/// 2^1536 - 2^1472 - 1 + 2^64 * (floor(2^1406 pi) + 741804).
const PRIME: [u8; BITS / 8] = *b"\
\xff\xff\xff\xff\xff\xff\xff\xff\xc9\x0f\xda\xa2\x21\x68\xc2\x34\xc4\xc6\x62\x8b\x80\xdc\x1c\xd1\
\x29\x02\x4e\x08\x8a\x67\xcc\x74\x02\x0b\xbe\xa6\x3b\x13\x9b\x22\x51\x4a\x08\x79\x8e\x34\x04\xdd\
\xef\x95\x19\xb3\xcd\x3a\x43\x1b\x30\x2b\x0a\x6d\xf2\x5f\x14\x37\x4f\xe1\x35\x6d\x6d\x51\xc2\x45\
\xe4\x85\xb5\x76\x62\x5e\x7e\xc6\xf4\x4c\x42\xe9\xa6\x37\xed\x6b\x0b\xff\x5c\xb6\xf4\x06\xb7\xed\
\xee\x38\x6b\xfb\x5a\x89\x9f\xa5\xae\x9f\x24\x11\x7c\x4b\x1f\xe6\x49\x28\x66\x51\xec\xe4\x5b\x3d\
\xc2\x00\x7c\xb8\xa1\x63\xbf\x05\x98\xda\x48\x36\x1c\x55\xd3\x9a\x69\x16\x3f\xa8\xfd\x24\xcf\x5f\
\x83\x65\x5d\x23\xdc\xa3\xad\x96\x1c\x62\xf3\x56\x20\x85\x52\xbb\x9e\xd5\x29\x07\x70\x96\x96\x6d\
\x67\x0c\x35\x4e\x4a\xbc\x98\x04\xf1\x74\x6c\x08\xca\x23\x73\x27\xff\xff\xff\xff\xff\xff\xff\xff";

/// A number modulo p, or an exponent as long as that.
pub(crate) type Element = Number<WORDS>;

/// Arithmetic modulo p. Made when first used, in some microseconds.
pub(crate) static MODULUS: LazyLock<Modulus<WORDS>> =
    LazyLock::new(|| Modulus::known(Element::from_be_bytes(&PRIME).unwrap_or(Element::ZERO)));

/// The generator.
pub(crate) static GENERATOR: LazyLock<Residue<WORDS>> =
    LazyLock::new(|| MODULUS.enter(&Element::small(2)));

/// The generator's tables for private keys. Made when first used, in the time of one power.
static GENERATOR_TABLES: LazyLock<FixedBase<WORDS>> =
    LazyLock::new(|| FixedBase::new(&MODULUS, &GENERATOR, PRIVATE_BITS));

/// Whether `2 <= element <= p - 2`.
pub(crate) fn is_element(element: &Element) -> bool {
    let (largest, _) = MODULUS.value().minus(&Element::small(2));
    !bool::from(element.is_less(&Element::small(2)) | largest.is_less(element))
}

/// A group element that has been found to be in its range: big-endian, without leading zeros.
#[derive(Clone, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct PublicKey(Box<[u8; BITS / 8]>);

impl PublicKey {
    /// The element with these digits; none unless `2 <= element <= p - 2`.
    pub(crate) fn from_be_bytes(digits: &[u8]) -> Option<Self> {
        Element::from_be_bytes(digits)
            .filter(is_element)
            .map(|element| Self::new(&element))
    }

    fn new(element: &Element) -> Self {
        let mut bytes = Box::new([0; BITS / 8]);
        element.write_be_bytes(bytes.as_mut_slice());
        Self(bytes)
    }

    /// The digits of its `MPI`.
    pub(crate) fn digits(&self) -> &[u8] {
        strip_zeros(self.0.as_slice())
    }

    fn residue(&self) -> Residue<WORDS> {
        MODULUS.enter(&Element::from_be_bytes(self.0.as_slice()).unwrap_or(Element::ZERO))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PublicKey").finish_non_exhaustive()
    }
}

/// A private key and its public one.
#[derive(Clone)]
pub(crate) struct KeyPair {
    private: Box<PrivateKey>,
    public: PublicKey,
}

#[derive(Clone, Zeroize, ZeroizeOnDrop)]
struct PrivateKey(Number<{ words(PRIVATE_BITS) }>);

impl KeyPair {
    /// A private key of 320 random bits.
    pub(crate) fn generate(rng: &mut dyn CryptoRng) -> Self {
        let mut bytes = Zeroizing::new([0; PRIVATE_BITS / 8]);
        rng.fill_bytes(bytes.as_mut_slice());
        let number = Number::from_be_bytes(bytes.as_slice()).unwrap_or(Number::ZERO);
        let private = Box::new(PrivateKey(number));
        let public = MODULUS.leave(&GENERATOR_TABLES.power(&MODULUS, &private.0));
        Self {
            private,
            public: PublicKey::new(&public),
        }
    }

    pub(crate) fn public(&self) -> &PublicKey {
        &self.public
    }

    /// What only the two sides can compute: `their_public ^ our_private`.
    pub(crate) fn shared_with(&self, theirs: &PublicKey) -> SharedSecret {
        let exponent = Exponent {
            number: &self.private.0,
            bits: PRIVATE_BITS,
        };
        let mut residue = MODULUS.power(&theirs.residue(), exponent);
        let mut element = MODULUS.leave(&residue);
        let secret = SharedSecret::new(&element);
        residue.zeroize();
        element.zeroize();
        secret
    }
}

impl fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyPair").finish_non_exhaustive()
    }
}

/// The shared value as the protocol hashes it, `secbytes`: its `MPI`.
pub(crate) struct SharedSecret(Zeroizing<Vec<u8>>);

impl SharedSecret {
    fn new(element: &Element) -> Self {
        let mut bytes = Zeroizing::new([0; BITS / 8]);
        element.write_be_bytes(bytes.as_mut_slice());
        let digits = strip_zeros(bytes.as_slice());
        let length = u32::try_from(digits.len()).unwrap_or(u32::MAX);
        let mut mpi = Zeroizing::new(Vec::with_capacity(4 + BITS / 8));
        mpi.extend_from_slice(&length.to_be_bytes());
        mpi.extend_from_slice(digits);
        Self(mpi)
    }

    /// Length and digits.
    pub(crate) fn secbytes(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use subtle::ConstantTimeEq;

    use super::*;
    use crate::testing::rng;

    #[test]
    fn both_sides_compute_the_same_secret() {
        let rng = &mut rng(1);
        let (ours, theirs) = (KeyPair::generate(rng), KeyPair::generate(rng));
        let secret = ours.shared_with(theirs.public());
        assert_eq!(
            secret.secbytes(),
            theirs.shared_with(ours.public()).secbytes()
        );
        assert!(secret.secbytes().len() > 190);
    }

    #[test]
    fn the_tables_give_what_the_power_gives() {
        let mut private = Number::<{ words(PRIVATE_BITS) }>::ZERO;
        private
            .0
            .iter_mut()
            .zip(1..)
            .for_each(|(word, k)| *word = k * 0x1234_5679);
        let power = MODULUS.power(
            &GENERATOR,
            Exponent {
                number: &private,
                bits: PRIVATE_BITS,
            },
        );
        assert!(bool::from(
            power.ct_eq(&GENERATOR_TABLES.power(&MODULUS, &private))
        ));
    }

    #[test]
    fn elements_outside_the_range_are_refused() {
        let minus = |small| {
            let (element, _) = MODULUS.value().minus(&Element::small(small));
            PublicKey::from_be_bytes(&element.to_be_bytes()).is_some()
        };
        assert_eq!([minus(0), minus(1), minus(2)], [false, false, true]);
        let small = |digits: &[u8]| PublicKey::from_be_bytes(digits).is_some();
        assert_eq!(
            [small(&[]), small(&[1]), small(&[2]), small(&[0, 2])],
            [false, false, true, true]
        );
        assert!(!small(&[1; 193]));
    }
}
