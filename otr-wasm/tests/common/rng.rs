//! What tests need: random numbers that are the same in every run.
#![allow(clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::convert::Infallible;

use rand_core::{TryCryptoRng, TryRng};
use sha2::{Digest, Sha256};

/// Random numbers that follow from a seed: SHA-256 of the seed and a counter.
#[derive(Clone, Debug)]
pub(crate) struct SeededRng {
    seed: u64,
    counter: u64,
}

/// Random numbers that follow from this seed.
pub(crate) fn rng(seed: u64) -> SeededRng {
    SeededRng { seed, counter: 0 }
}

impl TryRng for SeededRng {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(32) {
            let hash = Sha256::new()
                .chain_update(self.seed.to_le_bytes())
                .chain_update(self.counter.to_le_bytes());
            chunk.copy_from_slice(&hash.finalize()[..chunk.len()]);
            self.counter += 1;
        }
        Ok(())
    }
}

impl TryCryptoRng for SeededRng {}
