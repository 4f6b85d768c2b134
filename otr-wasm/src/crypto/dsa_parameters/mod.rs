//! DSA domain parameters: p of 1024 bits, q of 160, g (FIPS 186-4, appendix A). All numbers here are public.
//!
//! One procedure makes both fresh parameters, from a random seed, and the built-in ones, from a seed
//! that leaves no choice.

mod built_in;
mod parameters;
mod primes;
mod search;

pub(crate) use built_in::{BUILT_IN, known_or_new};
#[cfg(feature = "pem")]
pub(crate) use parameters::P_BITS;
pub(crate) use parameters::{PNumber, Parameters, Q_BITS, Q_WORDS, QNumber};
#[cfg(test)]
pub(crate) use search::Origin;
pub(crate) use search::{CANDIDATES_EXPECTED, Search};
