//! Numbers of fixed size.
//!
//! Time does not depend on values, but for the functions that say so. Comparisons and choices go
//! through `subtle`.

pub(crate) mod fixed_base;
pub(crate) mod modulus;
pub(crate) mod power;

use subtle::{Choice, ConstantTimeEq};
use zeroize::Zeroize;

/// A machine word: 64 bits where the machine multiplies them into 128, and 32 bits in WebAssembly,
/// which multiplies into 64 only.
#[cfg(target_pointer_width = "64")]
pub(crate) type Word = u64;
#[cfg(not(target_pointer_width = "64"))]
pub(crate) type Word = u32;

/// Bytes of a word.
pub(crate) const WORD_BYTES: usize = size_of::<Word>();

/// How many words hold so many bits.
pub(crate) const fn words(bits: usize) -> usize {
    bits.div_ceil(8 * WORD_BYTES)
}

/// Big-endian digits without the leading zeros, as an `MPI` has them.
pub(crate) fn strip_zeros(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|digit| **digit == 0).count();
    digits
        .split_at_checked(zeros)
        .map_or(digits, |(_, digits)| digits)
}

/// A number of `N` words, the least significant first.
#[derive(Clone, Zeroize)]
pub(crate) struct Number<const N: usize>(pub(super) [Word; N]);

impl<const N: usize> Number<N> {
    pub(crate) const ZERO: Self = Self([0; N]);

    /// The number written big-endian in `bytes`; none if it is too large. The time depends on the
    /// length.
    pub(crate) fn from_be_bytes(bytes: &[u8]) -> Option<Self> {
        let mut number = Self::ZERO;
        let mut chunks = bytes.rchunks(WORD_BYTES);
        for (word, chunk) in number.0.iter_mut().zip(chunks.by_ref()) {
            *word = chunk
                .iter()
                .fold(0, |word, byte| (word << 8) | Word::from(*byte));
        }
        let left_over = chunks.flatten().fold(0, |all, byte| all | byte);
        (left_over == 0).then_some(number)
    }

    /// A small number.
    pub(crate) fn small(value: u8) -> Self {
        let mut number = Self::ZERO;
        if let Some(first) = number.0.first_mut() {
            *first = Word::from(value);
        }
        number
    }

    /// Big-endian in all of `bytes`; digits that find no room are lost.
    pub(crate) fn write_be_bytes(&self, bytes: &mut [u8]) {
        bytes.fill(0);
        for (chunk, word) in bytes.rchunks_mut(WORD_BYTES).zip(&self.0) {
            let word = word.to_be_bytes();
            let skipped = word.len() - chunk.len();
            for (byte, digit) in chunk.iter_mut().zip(word.iter().skip(skipped)) {
                *byte = *digit;
            }
        }
    }

    /// Big-endian without leading zeros. Not for secrets: the length shows.
    pub(crate) fn to_be_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![0; N * WORD_BYTES];
        self.write_be_bytes(&mut bytes);
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        bytes.drain(..zeros);
        bytes
    }

    /// How many bits it has. Not for secrets.
    pub(crate) fn bit_length(&self) -> usize {
        self.to_be_bytes().split_first().map_or(0, |(first, rest)| {
            8 * rest.len() + usize::try_from(u8::BITS - first.leading_zeros()).unwrap_or(0)
        })
    }

    /// The bit of this place; 0 beyond the end. The time depends on the place alone.
    pub(crate) fn bit(&self, place: usize) -> Word {
        self.0
            .get(place / (8 * WORD_BYTES))
            .map_or(0, |word| (word >> (place % (8 * WORD_BYTES))) & 1)
    }

    pub(crate) fn is_zero(&self) -> Choice {
        self.0.ct_eq(&[0; N])
    }

    pub(crate) fn is_odd(&self) -> bool {
        self.bit(0) == 1
    }

    /// Whether it is less than `other`.
    pub(crate) fn is_less(&self, other: &Self) -> Choice {
        let (_, borrow) = subtract(&self.0, &other.0);
        Choice::from(u8::from(borrow))
    }

    /// The sum, and whether it is too large.
    pub(crate) fn plus(&self, other: &Self) -> (Self, bool) {
        let mut sum = Self::ZERO;
        let mut carry = false;
        for ((digit, a), b) in sum.0.iter_mut().zip(&self.0).zip(&other.0) {
            (*digit, carry) = a.carrying_add(*b, carry);
        }
        (sum, carry)
    }

    /// The difference, and whether it is negative.
    pub(crate) fn minus(&self, other: &Self) -> (Self, bool) {
        let (difference, borrow) = subtract(&self.0, &other.0);
        (Self(difference), borrow)
    }

    /// Half of it, rounded down.
    pub(crate) fn half(&self) -> Self {
        let mut half = Self::ZERO;
        let above = self.0.iter().skip(1).chain(std::iter::once(&0));
        for ((digit, word), next) in half.0.iter_mut().zip(&self.0).zip(above) {
            *digit = (word >> 1) | (next << (Word::BITS - 1));
        }
        half
    }

    /// What is left of the big-endian number in `bytes` when divided by this one, which may be even
    /// but not 0: bit by bit, in constant time.
    pub(crate) fn remainder_of(&self, bytes: &[u8]) -> Self {
        let mut rest = [0; N];
        for byte in bytes {
            for place in (0..8).rev() {
                rest = shift_in(&rest, Word::from((byte >> place) & 1), &self.0);
            }
        }
        Self(rest)
    }
}

impl<const N: usize> ConstantTimeEq for Number<N> {
    fn ct_eq(&self, other: &Self) -> Choice {
        self.0.ct_eq(&other.0)
    }
}

/// `2 * rest + bit`, less the modulus if that is possible; `rest` is below the modulus.
fn shift_in<const N: usize>(rest: &[Word; N], bit: Word, modulus: &[Word; N]) -> [Word; N] {
    let mut doubled = [0; N];
    let mut carry = bit;
    for (digit, word) in doubled.iter_mut().zip(rest) {
        *digit = (word << 1) | carry;
        carry = word >> (Word::BITS - 1);
    }
    subtract_if_possible(&doubled, carry, modulus)
}

/// `a - b`, and whether that is negative.
fn subtract<const N: usize>(a: &[Word; N], b: &[Word; N]) -> ([Word; N], bool) {
    let mut difference = [0; N];
    let mut borrow = false;
    for ((digit, a), b) in difference.iter_mut().zip(a).zip(b) {
        (*digit, borrow) = a.borrowing_sub(*b, borrow);
    }
    (difference, borrow)
}

/// `value`, with `carry` as one more digit, less `modulus` if that is not negative.
fn subtract_if_possible<const N: usize>(
    value: &[Word; N],
    carry: Word,
    modulus: &[Word; N],
) -> [Word; N] {
    let (difference, borrow) = subtract(value, modulus);
    let keep = Choice::from(u8::from(borrow)) & carry.ct_eq(&0);
    let keep = mask(keep);
    let mut result = [0; N];
    for ((digit, value), difference) in result.iter_mut().zip(value).zip(&difference) {
        *digit = (value & keep) | (difference & !keep);
    }
    result
}

/// All bits set for yes, none for no.
fn mask(choice: Choice) -> Word {
    Word::from(choice.unwrap_u8()).wrapping_neg()
}
