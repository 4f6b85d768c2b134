//! Powers, with exponents that may be secret.
//!
//! Fixed windows of five bits over a number of bits that is public. Every table entry is read for
//! every window and one is kept by a mask, so that neither the time nor the memory touched depends on
//! the exponent.

use subtle::ConstantTimeEq;
use zeroize::Zeroize;

use super::{
    Number, Word,
    modulus::{Modulus, Residue},
};

/// Bits of a window.
const WINDOW: usize = 5;

/// Entries of a window's table.
const ENTRIES: usize = 1 << WINDOW;

/// An exponent: its number, and a public bound on its bits.
#[derive(Clone, Copy)]
pub(crate) struct Exponent<'a, const N: usize> {
    /// The number.
    pub(crate) number: &'a Number<N>,
    /// It has at most so many bits.
    pub(crate) bits: usize,
}

impl<const N: usize> Modulus<N> {
    /// `base ^ exponent`.
    pub(crate) fn power<const M: usize>(
        &self,
        base: &Residue<N>,
        exponent: Exponent<'_, M>,
    ) -> Residue<N> {
        self.product_of_powers(&[(base, exponent.number)], exponent.bits)
    }

    /// The product of each base to its exponent, the squarings shared; the exponents have at most so
    /// many bits.
    pub(crate) fn product_of_powers<const M: usize>(
        &self,
        factors: &[(&Residue<N>, &Number<M>)],
        bits: usize,
    ) -> Residue<N> {
        let mut tables: Vec<_> = factors
            .iter()
            .map(|(base, exponent)| (self.table(base), *exponent))
            .collect();
        let mut power = self.one().clone();
        for window in (0..bits.div_ceil(WINDOW)).rev() {
            for _ in 0..WINDOW {
                power = self.square(&power);
            }
            for (table, exponent) in &tables {
                power = self.multiply(&power, &pick(table, digit(exponent, window * WINDOW)));
            }
        }
        tables.iter_mut().for_each(|(table, _)| table.zeroize());
        power
    }

    /// The powers of `base` from 0 up, in room that is taken at once, so that growing leaves nothing behind.
    fn table(&self, base: &Residue<N>) -> Vec<Residue<N>> {
        let powers = std::iter::successors(Some(self.one().clone()), |last| {
            Some(self.multiply(last, base))
        });
        let mut table = Vec::with_capacity(ENTRIES);
        table.extend(powers.take(ENTRIES));
        table
    }
}

/// Five bits of the exponent, from this place up.
fn digit<const M: usize>(exponent: &Number<M>, place: usize) -> Word {
    (0..WINDOW).fold(0, |digit, bit| digit | (exponent.bit(place + bit) << bit))
}

/// The entry of this index, after reading them all.
pub(super) fn pick<const N: usize>(table: &[Residue<N>], index: Word) -> Residue<N> {
    let mut picked = [0; N];
    for (place, entry) in (0..).zip(table) {
        let keep = super::mask(index.ct_eq(&place));
        for (digit, word) in picked.iter_mut().zip(&entry.0) {
            *digit |= word & keep;
        }
    }
    Residue(picked)
}
