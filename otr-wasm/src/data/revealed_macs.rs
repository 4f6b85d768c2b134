//! Used MAC keys, kept until they are published: whoever reads along can then forge our old messages,
//! so that they prove nothing.

use crate::{crypto::mac::MAC_BYTES, limits::REVEALED_MACS_MAX, secret::Secret};

/// The keys that the next message sent will reveal.
#[derive(Clone, Debug, Default)]
pub(super) struct RevealedMacs(Vec<Secret<MAC_BYTES>>);

impl RevealedMacs {
    /// One more; the oldest gives way if there are too many.
    pub(super) fn push(&mut self, key: Secret<MAC_BYTES>) {
        if self.0.len() == REVEALED_MACS_MAX {
            self.0.remove(0);
        }
        self.0.push(key);
    }

    /// All of them, one after another.
    pub(super) fn take(&mut self) -> Vec<u8> {
        self.0.drain(..).flat_map(|key| *key.as_bytes()).collect()
    }
}
