//! Chance that can be repeated: the same seed makes the same choices.

use std::env;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};

/// The variable that repeats a run: the seed that a failure printed.
const SEED: &str = "HUSHDESK_SEED";

/// The seed of this run: the one that is asked for, or a new one.
pub fn seed() -> Result<u64> {
    match env::var(SEED) {
        Ok(seed) => seed
            .parse()
            .with_context(|| format!("{SEED} is no number: {seed}")),
        Err(_) => {
            let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
            Ok(u64::from(now.subsec_nanos()))
        }
    }
}

/// A source of choices (SplitMix64, Steele et al., "Fast splittable pseudorandom number generators", 2014).
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// One of several sources that a run has, each by its place.
    pub fn new(seed: u64, place: u64) -> Self {
        Self(seed ^ place.wrapping_mul(0xff51_afd7_ed55_8ccd))
    }

    /// A number below a bound, which is not 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
