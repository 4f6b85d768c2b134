//! A guest's long-term key as it is kept over a reload.

use std::fmt;
use std::sync::Arc;

use otr_wasm::Identity;
use serde::{Deserialize, Serialize};
use zeroize::ZeroizeOnDrop;

/// A private key in clear: its number, for a guest's key always has the engine's own parameters.
#[derive(Clone, Eq, PartialEq, Serialize, Deserialize, ZeroizeOnDrop)]
#[serde(transparent)]
pub(crate) struct KeptIdentity([u8; 20]);

impl KeptIdentity {
    /// The key, written down; none of a key with other parameters.
    pub(crate) fn of(identity: &Identity) -> Option<Self> {
        identity.built_in_secret().map(|secret| Self(*secret))
    }

    /// The key; none if what was kept is not one.
    pub(crate) fn open(&self) -> Option<Arc<Identity>> {
        Identity::from_built_in_secret(&self.0).map(Arc::new)
    }
}

impl fmt::Debug for KeptIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeptIdentity").finish_non_exhaustive()
    }
}
