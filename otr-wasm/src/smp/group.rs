//! The numbers of a comparison: members of the group, scalars (exponents modulo its order q) and the
//! challenges of proofs.

use std::sync::LazyLock;

use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{
    crypto::{
        dh_group::{self, Element, GENERATOR, MODULUS, WORDS},
        number::{
            Number,
            fixed_base::FixedBase,
            modulus::{Modulus, Residue},
            power::Exponent,
            strip_zeros, words,
        },
    },
    error::Reason,
    wire::{reader::Reader, writer::Writer},
};

/// Bits of a scalar: q is (p - 1) / 2.
const SCALAR_BITS: usize = dh_group::BITS - 1;

/// Arithmetic modulo q = (p - 1) / 2, the order of the generator.
static ORDER: LazyLock<Modulus<WORDS>> = LazyLock::new(|| Modulus::known(MODULUS.value().half()));

/// The generator's tables for scalars. Made when first used, in the time of one power.
static GENERATOR_TABLES: LazyLock<FixedBase<WORDS>> =
    LazyLock::new(|| FixedBase::new(&MODULUS, &GENERATOR, SCALAR_BITS));

/// A number from 1 to q - 1: a secret exponent, or the answer of a proof.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(super) struct Scalar(Box<Element>);

impl Scalar {
    /// A random one: as many bits as q has, until the number is in the range. (The first 64 bits of q
    /// are all ones, so that this is once.)
    pub(super) fn random(rng: &mut dyn CryptoRng) -> Self {
        let mut bytes = Zeroizing::new([0; dh_group::BITS / 8]);
        loop {
            rng.fill_bytes(bytes.as_mut_slice());
            if let Some(first) = bytes.first_mut() {
                *first &= 0x7f;
            }
            if let Some(scalar) = Self::from_be_bytes(bytes.as_slice()) {
                return scalar;
            }
        }
    }

    /// A hash as a number. (It is 0 for no hash that anybody will find.)
    pub(super) fn from_hash(hash: &[u8; 32]) -> Self {
        Self(Box::new(
            Element::from_be_bytes(hash).unwrap_or(Element::ZERO),
        ))
    }

    /// `self - factor * challenge` modulo q: how a proof answers its challenge. (It is 0 once in
    /// 2^1535.)
    pub(super) fn minus_product(&self, factor: &Self, challenge: &Challenge) -> Self {
        let challenge = Self::from_hash(&challenge.0);
        let mut product = ORDER.multiply(&ORDER.enter(&factor.0), &ORDER.enter(&challenge.0));
        let mut difference = ORDER.subtract(&ORDER.enter(&self.0), &product);
        let scalar = Self(Box::new(ORDER.leave(&difference)));
        product.zeroize();
        difference.zeroize();
        scalar
    }

    /// Reads an MPI; refused unless `1 <= number < q`.
    pub(super) fn read(reader: &mut Reader<'_>, name: &'static str) -> Result<Self, Reason> {
        Self::from_be_bytes(reader.mpi(name)?).ok_or(Reason::OutOfRange(name))
    }

    /// Writes an MPI: for answers of proofs only, which are no secrets.
    pub(super) fn write(&self, writer: &mut Writer) {
        writer.mpi(&self.0.to_be_bytes());
    }

    fn from_be_bytes(bytes: &[u8]) -> Option<Self> {
        let scalar = Self(Box::new(Element::from_be_bytes(bytes)?));
        let in_range = scalar.0.is_less(ORDER.value()) & !scalar.0.is_zero();
        bool::from(in_range).then_some(scalar)
    }
}

/// A member of the group.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(super) struct Member(Box<Residue<WORDS>>);

impl Member {
    fn new(residue: Residue<WORDS>) -> Self {
        Self(Box::new(residue))
    }

    /// `g1 ^ exponent`.
    pub(super) fn generator_to(exponent: &Scalar) -> Self {
        Self::new(GENERATOR_TABLES.power(&MODULUS, &exponent.0))
    }

    /// `self ^ exponent`.
    pub(super) fn to(&self, exponent: &Scalar) -> Self {
        let exponent = Exponent {
            number: &*exponent.0,
            bits: SCALAR_BITS,
        };
        Self::new(MODULUS.power(&self.0, exponent))
    }

    /// `self ^ challenge`.
    pub(super) fn to_challenge(&self, challenge: &Challenge) -> Self {
        let exponent = Exponent {
            number: &challenge.number(),
            bits: Challenge::BITS,
        };
        Self::new(MODULUS.power(&self.0, exponent))
    }

    /// `self * other`.
    pub(super) fn times(&self, other: &Self) -> Self {
        Self::new(MODULUS.multiply(&self.0, &other.0))
    }

    /// `1 / self`: its power of p - 2, since p is a prime.
    pub(super) fn inverse(&self) -> Self {
        let (exponent, _) = MODULUS.value().minus(&Element::small(2));
        let exponent = Exponent {
            number: &exponent,
            bits: dh_group::BITS,
        };
        Self::new(MODULUS.power(&self.0, exponent))
    }

    pub(super) fn is(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }

    /// Reads an MPI; refused unless `2 <= number <= p - 2`.
    pub(super) fn read(reader: &mut Reader<'_>, name: &'static str) -> Result<Self, Reason> {
        Element::from_be_bytes(reader.mpi(name)?)
            .filter(dh_group::is_element)
            .map(|element| Self::new(MODULUS.enter(&element)))
            .ok_or(Reason::OutOfRange(name))
    }

    /// Writes an MPI.
    pub(super) fn write(&self, writer: &mut Writer) {
        writer.mpi(&MODULUS.leave(&self.0).to_be_bytes());
    }
}

/// A member that is raised to several powers: tables that take the time of one.
#[derive(Clone)]
pub(super) struct Base(FixedBase<WORDS>);

impl Base {
    pub(super) fn new(member: &Member) -> Self {
        Self(FixedBase::new(&MODULUS, &member.0, SCALAR_BITS))
    }

    /// The member to this exponent.
    pub(super) fn to(&self, exponent: &Scalar) -> Member {
        Member::new(self.0.power(&MODULUS, &exponent.0))
    }
}

/// The challenge of a proof: a hash, taken as a number.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) struct Challenge([u8; 32]);

impl Challenge {
    const BITS: usize = 256;

    /// SHA-256 of the prefix and the members' MPIs.
    pub(super) fn hash(prefix: u8, members: &[&Member]) -> Self {
        let mut writer = Writer::default();
        writer.byte(prefix);
        members.iter().for_each(|member| member.write(&mut writer));
        Self(Sha256::digest(writer.as_bytes()).into())
    }

    /// Reads an MPI; refused if it is longer than a hash.
    pub(super) fn read(reader: &mut Reader<'_>, name: &'static str) -> Result<Self, Reason> {
        Number::from_be_bytes(reader.mpi(name)?)
            .map(|number: Number<{ words(Self::BITS) }>| {
                let mut bytes = [0; Self::BITS / 8];
                number.write_be_bytes(&mut bytes);
                Self(bytes)
            })
            .ok_or(Reason::OutOfRange(name))
    }

    /// Writes an MPI.
    pub(super) fn write(&self, writer: &mut Writer) {
        writer.mpi(strip_zeros(&self.0));
    }

    fn number(&self) -> Number<{ words(Self::BITS) }> {
        Number::from_be_bytes(&self.0).unwrap_or(Number::ZERO)
    }
}
