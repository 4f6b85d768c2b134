//! A guest's key as it is kept over a reload.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::ZeroizeOnDrop;

/// A private key in clear, in the form of whoever seals with it.
#[derive(Clone, Eq, PartialEq, Serialize, Deserialize, ZeroizeOnDrop)]
#[serde(transparent)]
pub struct KeptKey(Box<[u8]>);

impl KeptKey {
    /// The key, written down.
    pub const fn new(key: Box<[u8]>) -> Self {
        Self(key)
    }

    /// As it was written down.
    pub const fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for KeptKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeptKey").finish_non_exhaustive()
    }
}
