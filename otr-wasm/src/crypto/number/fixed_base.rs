//! Powers of a base that never changes: a comb over tables made once.
//!
//! The exponent's bits stand in [`TEETH`] rows; one column of them picks an entry of a table, which
//! holds each product of the base's powers at the rows' starts. Two tables, half a row apart, halve
//! the squarings. All entries are read for each column, as in [`power`](super::power).

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::{
    Number, Word,
    modulus::{Modulus, Residue},
    power::pick,
};

/// Rows of exponent bits, and so bits of a column.
const TEETH: usize = 5;

/// Columns of a row share their squarings between so many tables.
const TABLES: usize = 2;

/// What is made once for a base. It wipes itself, since a base may be secret.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct FixedBase<const N: usize> {
    tables: [Vec<Residue<N>>; TABLES],
    /// Columns that belong to one table.
    columns: usize,
}

impl<const N: usize> FixedBase<N> {
    /// The tables of `base`, for exponents of at most so many bits. Takes about as long as one power
    /// with such an exponent.
    pub(crate) fn new(modulus: &Modulus<N>, base: &Residue<N>, bits: usize) -> Self {
        let columns = bits.div_ceil(TEETH * TABLES);
        let powers = powers_apart(modulus, base, columns);
        let every_other = |first| powers.iter().skip(first).step_by(TABLES);
        Self {
            tables: [
                products(modulus, every_other(0)),
                products(modulus, every_other(1)),
            ],
            columns,
        }
    }

    /// The base to this exponent.
    pub(crate) fn power<const M: usize>(
        &self,
        modulus: &Modulus<N>,
        exponent: &Number<M>,
    ) -> Residue<N> {
        let mut power = modulus.one().clone();
        for column in (0..self.columns).rev() {
            power = modulus.square(&power);
            for (half, table) in self.tables.iter().enumerate() {
                let index = self.index(exponent, half * self.columns + column);
                power = modulus.multiply(&power, &pick(table, index));
            }
        }
        power
    }

    /// The exponent's bits in this column, one of each row.
    fn index<const M: usize>(&self, exponent: &Number<M>, column: usize) -> Word {
        (0..TEETH).fold(0, |index, tooth| {
            index | (exponent.bit(tooth * TABLES * self.columns + column) << tooth)
        })
    }
}

/// The base to the powers 2^0, 2^columns, 2^(2 columns), ..., one for each tooth of each table.
fn powers_apart<const N: usize>(
    modulus: &Modulus<N>,
    base: &Residue<N>,
    columns: usize,
) -> Zeroizing<Vec<Residue<N>>> {
    let mut powers = Zeroizing::new(Vec::with_capacity(TEETH * TABLES));
    let mut power = base.clone();
    for _ in 0..TEETH * TABLES {
        powers.push(power.clone());
        power = (0..columns).fold(power, |power, _| modulus.square(&power));
    }
    powers
}

/// The product of each subset of the factors; bit k of an index says whether factor k is in it. All room is
/// taken at once: a table that grew would leave its entries behind where it lay before.
fn products<'a, const N: usize>(
    modulus: &Modulus<N>,
    factors: impl Iterator<Item = &'a Residue<N>>,
) -> Vec<Residue<N>> {
    let mut products = Vec::with_capacity(1 << TEETH);
    products.push(modulus.one().clone());
    for factor in factors {
        for without in 0..products.len() {
            products.extend(products.get(without).map(|it| modulus.multiply(it, factor)));
        }
    }
    products
}
