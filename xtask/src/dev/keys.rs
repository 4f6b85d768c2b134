//! Throw-away keys of the demonstration's operators.

use std::sync::Arc;

use anyhow::Result;
use hushdesk_protocol::ids::Fingerprint;
use otr_wasm::Identity;
use otr_wasm::key_file::{Account, write_libotr};
use rand_core::UnwrapErr;

use super::state::State;
use crate::files;

/// Makes an operator's key, keeps it in the file format of libotr, and gives its fingerprint.
pub(crate) fn make(state: &State, operator: &str) -> Result<Fingerprint> {
    let account = Account {
        name: operator.to_owned(),
        protocol: "hushdesk".to_owned(),
        identity: Arc::new(Identity::generate(&mut UnwrapErr(getrandom::SysRng))),
    };
    let fingerprint = account.identity.fingerprint();
    let file = state.keys().join(format!("{operator}.key"));
    files::write(&file, write_libotr(&[account]).as_bytes())?;
    Ok(Fingerprint::from_bytes(*fingerprint.as_bytes()))
}
