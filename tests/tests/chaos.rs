//! One round of what `cargo xtask chaos` does for as long as one likes.
//!
//! A run that fails prints its seed; `HUSHDESK_SEED` repeats it.

use anyhow::{Context, Result};
use hushdesk_tests::chance::seed;
use hushdesk_tests::chaos::Chaos;

#[test]
fn a_round_of_chaos_is_whole() -> Result<()> {
    let seed = seed()?;
    let round = Chaos::begin()?.round(seed);
    round.with_context(|| format!("HUSHDESK_SEED={seed}"))?;
    Ok(())
}
