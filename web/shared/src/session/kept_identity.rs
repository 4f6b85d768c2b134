//! A guest's long-term key as it is kept over a reload.

use std::fmt;
use std::sync::Arc;

use otr_wasm::Identity;
use otr_wasm::key_file::{Account, read_libotr, write_libotr};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::ZeroizeOnDrop;

/// A private key in clear, as a key file of one account.
#[derive(Clone, Eq, PartialEq, Serialize, Deserialize, ZeroizeOnDrop)]
#[serde(transparent)]
pub(crate) struct KeptIdentity(String);

impl KeptIdentity {
    /// The key, written down.
    pub(crate) fn of(identity: &Arc<Identity>) -> Self {
        let account = Account {
            name: "guest".to_owned(),
            protocol: "hushdesk".to_owned(),
            identity: identity.clone(),
        };
        Self(write_libotr(&[account]).to_string())
    }

    /// The key; none if what was kept is not one.
    pub(crate) fn open(&self, rng: &mut dyn CryptoRng) -> Option<Arc<Identity>> {
        let accounts = read_libotr(&self.0, rng).ok()?;
        accounts.into_iter().next().map(|account| account.identity)
    }
}

impl fmt::Debug for KeptIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeptIdentity").finish_non_exhaustive()
    }
}
