//! Randomness, from the runtime's generator.

/// The runtime gave no random bits.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the runtime gives no random bits")]
pub struct NoRandomness;

impl From<NoRandomness> for worker::Error {
    fn from(error: NoRandomness) -> Self {
        Self::RustError(error.to_string())
    }
}

/// 32 random bits.
///
/// # Errors
///
/// There are none.
pub fn word() -> Result<u32, NoRandomness> {
    getrandom::u32().map_err(|_| NoRandomness)
}

/// 64 random bits.
///
/// # Errors
///
/// There are none.
pub fn long_word() -> Result<u64, NoRandomness> {
    getrandom::u64().map_err(|_| NoRandomness)
}

/// So many random bytes, fit for secrets.
///
/// # Errors
///
/// There are none.
pub fn bytes<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}
