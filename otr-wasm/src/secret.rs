//! Key material that wipes itself and cannot be printed.

use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop};

/// A key of `LENGTH` bytes. Boxed, so that moving it leaves no copy behind.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct Secret<const LENGTH: usize>(Box<[u8; LENGTH]>);

impl<const LENGTH: usize> Secret<LENGTH> {
    /// Fills a fresh one in place, with as much of `bytes` as it holds.
    pub(crate) fn new(bytes: &[u8]) -> Self {
        let mut key = Box::new([0; LENGTH]);
        key.iter_mut()
            .zip(bytes)
            .for_each(|(key, byte)| *key = *byte);
        Self(key)
    }

    pub(crate) fn as_bytes(&self) -> &[u8; LENGTH] {
        &self.0
    }
}

impl<const LENGTH: usize> fmt::Debug for Secret<LENGTH> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secret").finish_non_exhaustive()
    }
}
