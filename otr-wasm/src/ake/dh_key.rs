//! D-H Key message: the answer to a commitment.
//!
//! ```text
//! MPI  g^y
//! ```

use crate::{
    crypto::dh_group::PublicKey,
    error::Reason,
    wire::{reader::Reader, writer::Writer},
};

/// Reads the message; g^y must be in its range.
pub(crate) fn read(body: &[u8]) -> Result<PublicKey, Reason> {
    let mut reader = Reader::new(body);
    let digits = reader.mpi("g^y")?;
    reader.finish()?;
    PublicKey::from_be_bytes(digits).ok_or(Reason::OutOfRange("g^y"))
}

/// Writes the message.
pub(crate) fn write(gy: &PublicKey) -> Vec<u8> {
    let mut writer = Writer::with_capacity(196);
    writer.mpi(gy.digits());
    writer.into_bytes()
}
