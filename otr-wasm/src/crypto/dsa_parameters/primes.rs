//! Is this number a prime? Trial division, then Miller-Rabin. For public numbers.

use rand_core::CryptoRng;
use subtle::ConstantTimeEq;

use crate::crypto::number::{Number, modulus::Modulus, power::Exponent};

/// Rounds for 1024 and 160 bits (FIPS 186-4, table C.1): an error in 2^80.
const ROUNDS: usize = 40;

/// The primes below 256 but 2, multiplied together as far as 32 bits go.
const PRODUCTS: [u32; 11] = [
    3 * 5 * 7 * 11 * 13 * 17 * 19 * 23 * 29,
    31 * 37 * 41 * 43 * 47,
    53 * 59 * 61 * 67,
    71 * 73 * 79 * 83,
    89 * 97 * 101 * 103,
    107 * 109 * 113 * 127,
    131 * 137 * 139 * 149,
    151 * 157 * 163 * 167,
    173 * 179 * 181 * 191,
    193 * 197 * 199 * 211,
    223 * 227 * 229 * 233,
];

/// Whether an odd number of more than 32 bits is a prime, for all one can tell.
pub(super) fn is_prime<const N: usize>(number: &Number<N>, rng: &mut dyn CryptoRng) -> bool {
    let digits = number.to_be_bytes();
    let has_small_factor = PRODUCTS
        .iter()
        .any(|product| shares_factor(&digits, *product));
    !has_small_factor && passes_miller_rabin(number, rng)
}

/// Whether the number has a factor in common with `product`.
fn shares_factor(digits: &[u8], product: u32) -> bool {
    let product = u64::from(product);
    let rest = digits.chunks(4).fold(0, |rest, chunk| {
        let shifted = chunk
            .iter()
            .fold(rest, |rest: u64, byte| (rest << 8) | u64::from(*byte));
        shifted % product
    });
    greatest_common_divisor(rest, product) != 1
}

fn greatest_common_divisor(a: u64, b: u64) -> u64 {
    if b == 0 {
        a
    } else {
        greatest_common_divisor(b, a % b)
    }
}

/// FIPS 186-4, C.3.1, with the base 2 first, which most composites fail.
fn passes_miller_rabin<const N: usize>(number: &Number<N>, rng: &mut dyn CryptoRng) -> bool {
    let Some(modulus) = Modulus::new(number.clone()) else {
        return false;
    };
    let test = MillerRabin::new(&modulus);
    test.passes(&Number::small(2)) && (0..ROUNDS).all(|_| test.passes(&random_below(number, rng)))
}

/// What is the same for each base: number - 1 = m * 2^a with m odd.
struct MillerRabin<'a, const N: usize> {
    modulus: &'a Modulus<N>,
    m: Number<N>,
    a: usize,
}

impl<'a, const N: usize> MillerRabin<'a, N> {
    fn new(modulus: &'a Modulus<N>) -> Self {
        let (mut m, _) = modulus.value().minus(&Number::small(1));
        let mut a = 0;
        while !m.is_odd() {
            m = m.half();
            a += 1;
        }
        Self { modulus, m, a }
    }

    /// Steps 4.3 to 4.7.
    fn passes(&self, base: &Number<N>) -> bool {
        let one = self.modulus.one();
        let zero = self.modulus.subtract(one, one);
        let minus_one = self.modulus.subtract(&zero, one);
        let exponent = Exponent {
            number: &self.m,
            bits: self.m.bit_length(),
        };
        let mut z = self.modulus.power(&self.modulus.enter(base), exponent);
        if z.ct_eq(one).into() {
            return true;
        }
        for _ in 0..self.a {
            if z.ct_eq(&minus_one).into() {
                return true;
            }
            z = self.modulus.square(&z);
        }
        false
    }
}

/// A random number from 2 to `bound - 2`, or near enough: 64 bits more than needed, and the remainder.
fn random_below<const N: usize>(bound: &Number<N>, rng: &mut dyn CryptoRng) -> Number<N> {
    let mut bytes = vec![0; bound.bit_length() / 8 + 8];
    loop {
        rng.fill_bytes(&mut bytes);
        let number = bound.remainder_of(&bytes);
        if number.bit_length() > 1 {
            return number;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::rng;

    type Small = Number<{ crate::crypto::number::words(128) }>;

    fn is_prime_in_decimal(number: u128) -> bool {
        is_prime(
            &Small::from_be_bytes(&number.to_be_bytes()).unwrap(),
            &mut rng(1),
        )
    }

    #[test]
    fn primes_pass() {
        assert!(is_prime_in_decimal((1 << 127) - 1));
        assert!(is_prime_in_decimal(18_446_744_073_709_551_557));
    }

    #[test]
    fn composites_fail() {
        assert!(!is_prime_in_decimal(((1 << 61) - 1) * ((1 << 61) - 1)));
        assert!(!is_prime_in_decimal(3 * 18_446_744_073_709_551_557));
        // Strong pseudoprimes to base 2 (3215031751), to the first twelve primes.
        assert!(!is_prime_in_decimal(3_215_031_751));
        assert!(!is_prime_in_decimal(318_665_857_834_031_151_167_461));
    }
}
