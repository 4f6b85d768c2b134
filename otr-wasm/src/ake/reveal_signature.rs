//! Reveal Signature message: the committing side opens its commitment and proves who it is.
//!
//! ```text
//! DATA  r
//! DATA  the encrypted signature      (signed_identity)
//! MAC   of that DATA
//! ```

use super::signed_identity::SignedIdentity;
use crate::{
    error::Reason,
    secret::Secret,
    wire::{
        reader::{DecodeError, Reader},
        writer::Writer,
    },
};

/// The message.
#[derive(Clone, Debug)]
pub(crate) struct RevealSignature {
    pub(crate) r: Revealed,
    pub(crate) identity: SignedIdentity,
}

/// The key r as it was revealed.
#[derive(Clone, Debug)]
pub(crate) enum Revealed {
    /// 16 bytes, as it must be.
    Whole(Secret<16>),
    /// Fewer: from otr.js, once in 256 times. The key it made of them was no AES-128 key.
    Short,
}

impl RevealSignature {
    pub(crate) fn read(body: &[u8]) -> Result<Self, Reason> {
        let mut reader = Reader::new(body);
        let r = reader.data("r")?;
        let r = match r.len() {
            16 => Revealed::Whole(Secret::new(r)),
            1..16 => Revealed::Short,
            length => {
                return Err(DecodeError::WrongLength {
                    reading: "r",
                    length,
                    expected: 16,
                }
                .into());
            }
        };
        let identity = SignedIdentity::read(&mut reader)?;
        reader.finish()?;
        Ok(Self { r, identity })
    }

    /// Writes the message.
    pub(crate) fn write(r: &Secret<16>, identity: &SignedIdentity) -> Vec<u8> {
        let mut writer = Writer::with_capacity(700);
        writer.data(r.as_bytes());
        identity.write(&mut writer);
        writer.into_bytes()
    }
}
