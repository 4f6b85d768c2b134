//! Signature message: the answering side proves who it is; the exchange is complete.
//!
//! ```text
//! DATA  the encrypted signature      (signed_identity)
//! MAC   of that DATA
//! ```

use super::signed_identity::SignedIdentity;
use crate::{
    error::Reason,
    wire::{reader::Reader, writer::Writer},
};

/// Reads the message.
pub(crate) fn read(body: &[u8]) -> Result<SignedIdentity, Reason> {
    let mut reader = Reader::new(body);
    let identity = SignedIdentity::read(&mut reader)?;
    reader.finish()?;
    Ok(identity)
}

/// Writes the message.
pub(crate) fn write(identity: &SignedIdentity) -> Vec<u8> {
    let mut writer = Writer::with_capacity(700);
    identity.write(&mut writer);
    writer.into_bytes()
}
