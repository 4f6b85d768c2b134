//! Randomness, from the runtime's generator.

use worker::{Error, Result};

/// 32 random bits.
pub(crate) fn word() -> Result<u32> {
    getrandom::u32().map_err(|error| Error::RustError(error.to_string()))
}

/// 64 random bits.
pub(crate) fn long_word() -> Result<u64> {
    getrandom::u64().map_err(|error| Error::RustError(error.to_string()))
}
