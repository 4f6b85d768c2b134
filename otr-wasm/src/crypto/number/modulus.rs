//! Multiplication modulo an odd number, by Montgomery's method.
//!
//! With R = 2 to the bits of all words, the residue of x is x * R mod m. A product of two residues is
//! divided by R, so that no division by m is needed.

use subtle::{Choice, ConstantTimeEq};
use zeroize::Zeroize;

use super::{Number, Word, subtract, subtract_if_possible};

/// An odd modulus, with what Montgomery's method needs. `N` is even.
#[derive(Clone)]
pub(crate) struct Modulus<const N: usize> {
    value: Number<N>,
    /// -1 / modulus, modulo one word.
    negated_inverse: Word,
    /// R mod modulus: the residue of 1.
    one: Residue<N>,
    /// R * R mod modulus.
    r_squared: Residue<N>,
}

/// A number times R, below the modulus.
#[derive(Clone, Zeroize)]
pub(crate) struct Residue<const N: usize>(pub(super) [Word; N]);

impl<const N: usize> ConstantTimeEq for Residue<N> {
    fn ct_eq(&self, other: &Self) -> Choice {
        self.0.ct_eq(&other.0)
    }
}

impl<const N: usize> Modulus<N> {
    /// None if the number is even, or less than 3. The time depends on the modulus, which is public.
    pub(crate) fn new(value: Number<N>) -> Option<Self> {
        (value.is_odd() && value.bit_length() > 1).then(|| Self::known(value))
    }

    /// With a number that is known to be odd and at least 3; with any other, results mean nothing.
    pub(crate) fn known(value: Number<N>) -> Self {
        let negated_inverse = value
            .0
            .first()
            .map_or(0, |low| inverse(*low).wrapping_neg());
        let one = Residue(residue_of_one(&value));
        let mut modulus = Self {
            value,
            negated_inverse,
            r_squared: one.clone(),
            one,
        };
        modulus.r_squared = modulus.residue_of_r();
        modulus
    }

    pub(crate) fn value(&self) -> &Number<N> {
        &self.value
    }

    /// The residue of 1.
    pub(crate) fn one(&self) -> &Residue<N> {
        &self.one
    }

    /// The residue of a number below R.
    pub(crate) fn enter(&self, number: &Number<N>) -> Residue<N> {
        Residue(self.multiply_words(&number.0, &self.r_squared.0))
    }

    /// The number a residue stands for.
    pub(crate) fn leave(&self, residue: &Residue<N>) -> Number<N> {
        Number(self.multiply_words(&residue.0, &Number::<N>::small(1).0))
    }

    pub(crate) fn multiply(&self, a: &Residue<N>, b: &Residue<N>) -> Residue<N> {
        Residue(self.multiply_words(&a.0, &b.0))
    }

    /// `a - b`.
    pub(crate) fn subtract(&self, a: &Residue<N>, b: &Residue<N>) -> Residue<N> {
        let (difference, borrow) = subtract(&a.0, &b.0);
        let (wrapped, _) = Number(difference).plus(&self.value);
        let wrap = super::mask(Choice::from(u8::from(borrow)));
        let mut result = [0; N];
        for ((digit, plain), wrapped) in result.iter_mut().zip(&difference).zip(&wrapped.0) {
            *digit = (plain & !wrap) | (wrapped & wrap);
        }
        Residue(result)
    }

    /// `a + b`.
    pub(crate) fn add(&self, a: &Residue<N>, b: &Residue<N>) -> Residue<N> {
        let (sum, carry) = Number(a.0).plus(&Number(b.0));
        Residue(subtract_if_possible(
            &sum.0,
            Word::from(carry),
            &self.value.0,
        ))
    }

    pub(crate) fn square(&self, a: &Residue<N>) -> Residue<N> {
        Residue(self.square_words(&a.0))
    }

    /// The residue of R: 2 to the number of bits of R, by squaring from the top bit of that number.
    fn residue_of_r(&self) -> Residue<N> {
        let two = self.add(&self.one, &self.one);
        let bits = N * 8 * super::WORD_BYTES;
        let places = usize::BITS - bits.leading_zeros();
        (0..places).rev().fold(self.one.clone(), |power, place| {
            let power = self.square(&power);
            if (bits >> place) & 1 == 1 {
                self.multiply(&power, &two)
            } else {
                power
            }
        })
    }

    fn multiply_words(&self, a: &[Word; N], b: &[Word; N]) -> [Word; N] {
        self.reduce(product(a, b))
    }

    fn square_words(&self, a: &[Word; N]) -> [Word; N] {
        self.reduce(square(a))
    }

    /// `wide / R`: adds multiples of the modulus until the lower half is 0, two words at a time, and
    /// takes the upper half.
    #[expect(
        clippy::indexing_slicing,
        reason = "each index is below a length that is constant"
    )]
    fn reduce(&self, mut wide: [[Word; N]; 2]) -> [Word; N] {
        let m = &self.value.0;
        let mut over = false;
        for start in (0..N).step_by(2) {
            let w = &mut wide.as_flattened_mut()[start..start + N + 2];
            let first = w[0].wrapping_mul(self.negated_inverse);
            let (_, carry) = first.carrying_mul_add(m[0], w[0], 0);
            let (low, mut carry) = first.carrying_mul_add(m[1], w[1], carry);
            let second = low.wrapping_mul(self.negated_inverse);
            let (_, mut next_carry) = second.carrying_mul_add(m[0], low, 0);
            for j in 2..N {
                let low;
                (low, carry) = first.carrying_mul_add(m[j], w[j], carry);
                (w[j], next_carry) = second.carrying_mul_add(m[j - 1], low, next_carry);
            }
            let low;
            (low, over) = w[N].carrying_add(carry, over);
            (w[N], next_carry) = second.carrying_mul_add(m[N - 1], low, next_carry);
            (w[N + 1], over) = w[N + 1].carrying_add(next_carry, over);
        }
        subtract_if_possible(&wide[1], Word::from(over), m)
    }
}

/// The product in 2 `N` words: two rows at a time.
#[expect(
    clippy::indexing_slicing,
    reason = "each index is below a length that is constant"
)]
fn product<const N: usize>(a: &[Word; N], b: &[Word; N]) -> [[Word; N]; 2] {
    let mut wide = [[0; N]; 2];
    for start in (0..N).step_by(2) {
        let w = &mut wide.as_flattened_mut()[start..start + N + 2];
        let (mut carry, mut next_carry, mut previous): (Word, Word, Word) = (0, 0, 0);
        for j in 0..N {
            let low;
            (low, carry) = a[j].carrying_mul_add(b[start], w[j], carry);
            (w[j], next_carry) = previous.carrying_mul_add(b[start + 1], low, next_carry);
            previous = a[j];
        }
        (w[N], w[N + 1]) = previous.carrying_mul_add(b[start + 1], carry, next_carry);
    }
    wide
}

/// The square in 2 `N` words: each product of two different words once, all that doubled, and the
/// squares of the words added.
#[expect(
    clippy::indexing_slicing,
    reason = "each index is below a length that is constant"
)]
fn square<const N: usize>(a: &[Word; N]) -> [[Word; N]; 2] {
    let mut wide = [[0; N]; 2];
    let w = wide.as_flattened_mut();
    for i in 0..N {
        let mut carry = 0;
        for j in i + 1..N {
            (w[i + j], carry) = a[j].carrying_mul_add(a[i], w[i + j], carry);
        }
        w[i + N] = carry;
    }
    let (mut shifted, mut carry) = (0, false);
    for i in 0..N {
        let [low, high] = [w[2 * i], w[2 * i + 1]];
        let doubled = (low << 1) | shifted;
        let doubled_high = (high << 1) | (low >> (Word::BITS - 1));
        shifted = high >> (Word::BITS - 1);
        let square_high;
        (w[2 * i], square_high) = a[i].carrying_mul_add(a[i], doubled, Word::from(carry));
        (w[2 * i + 1], carry) = doubled_high.overflowing_add(square_high);
    }
    wide
}

/// The residue of 1, R mod modulus: from the highest power of 2 below the modulus, doubled up to R.
fn residue_of_one<const N: usize>(modulus: &Number<N>) -> [Word; N] {
    let place = modulus.bit_length().saturating_sub(1);
    let bits = 8 * super::WORD_BYTES;
    let mut power = Number::<N>::ZERO;
    if let Some(word) = power.0.get_mut(place / bits) {
        *word = 1 << (place % bits);
    }
    (place..N * bits).fold(power.0, |power, _| super::shift_in(&power, 0, &modulus.0))
}

/// 1 / low modulo one word, for an odd word: by Newton's method, each step doubling the right bits,
/// from 3 (which `low` itself is) to 96.
fn inverse(low: Word) -> Word {
    (0..5).fold(low, |inverse, _| {
        inverse.wrapping_mul(Word::from(2u8).wrapping_sub(low.wrapping_mul(inverse)))
    })
}

#[cfg(test)]
mod tests {
    use crypto_bigint::{Odd, U512, modular::FixedMontyForm, modular::FixedMontyParams};
    use proptest::prelude::*;

    use super::*;

    type Small = Number<{ super::super::words(512) }>;

    fn number(bytes: &[u8]) -> Small {
        Small::from_be_bytes(bytes).unwrap()
    }

    proptest! {
        #[test]
        fn products_sums_and_differences_are_those_of_another_library(
            mut m in any::<[u8; 32]>(),
            high in any::<[u8; 32]>(),
            a in any::<[[u8; 32]; 2]>(),
            b in any::<[[u8; 32]; 2]>(),
        ) {
            m[31] |= 1;
            let m = [high, m].concat();
            let (a, b) = (a.concat(), b.concat());
            prop_assume!(high[0] > 0);
            let theirs = FixedMontyParams::new(Odd::new(U512::from_be_slice(&m)).unwrap());
            let their = |bytes| FixedMontyForm::new(&U512::from_be_slice(bytes), &theirs);
            let ours = Modulus::new(number(&m)).unwrap();
            let our = |bytes| ours.enter(&number(bytes));
            let same = |ours: Number<_>, theirs: U512| {
                let mut bytes = [0; 64];
                ours.write_be_bytes(&mut bytes);
                U512::from_be_slice(&bytes) == theirs
            };
            prop_assert!(same(ours.leave(&ours.multiply(&our(&a), &our(&b))), (their(&a) * their(&b)).retrieve()));
            prop_assert!(same(ours.leave(&ours.square(&our(&a))), their(&a).square().retrieve()));
            prop_assert!(same(ours.leave(&ours.add(&our(&a), &our(&b))), (their(&a) + their(&b)).retrieve()));
            prop_assert!(same(ours.leave(&ours.subtract(&our(&a), &our(&b))), (their(&a) - their(&b)).retrieve()));
            prop_assert!(same(ours.value().remainder_of(&a), their(&a).retrieve()));
        }
    }

    #[test]
    fn even_and_tiny_numbers_are_no_moduli() {
        assert!(Modulus::new(Small::ZERO).is_none());
        assert!(Modulus::new(Small::small(1)).is_none());
        assert!(Modulus::new(Small::small(8)).is_none());
        assert!(Modulus::new(Small::small(3)).is_some());
    }
}
