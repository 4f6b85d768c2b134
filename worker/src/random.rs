//! Randomness, from the runtime's WebCrypto.

use crate::problem::Problem;

/// So many random bytes, fit for secrets.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], Problem> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| Problem::failed("finding randomness"))?;
    Ok(bytes)
}
