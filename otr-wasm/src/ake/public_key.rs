//! PUBKEY: the long-term public key, as it is proved in an exchange.
//!
//! ```text
//! SHORT  0x0000 (DSA)
//! MPI    p, q, g, y
//! ```

use crate::{
    crypto::{dsa::PublicKey, dsa_parameters::known_or_new},
    error::Reason,
    wire::{
        reader::{DecodeError, Reader},
        writer::Writer,
    },
};

/// The type of key that is DSA.
const DSA: u16 = 0;

/// Refused unless its numbers belong together, and are 1024 and 160 bits long.
pub(crate) fn read(reader: &mut Reader<'_>) -> Result<PublicKey, Reason> {
    let kind = reader.short("a public key's type")?;
    if kind != DSA {
        let unknown = DecodeError::UnknownType {
            what: "a public key",
            number: kind,
        };
        return Err(unknown.into());
    }
    let [p, q, g, y] = [
        reader.mpi("p")?,
        reader.mpi("q")?,
        reader.mpi("g")?,
        reader.mpi("y")?,
    ];
    known_or_new(p, q, g)
        .and_then(|parameters| PublicKey::new(parameters, y))
        .ok_or(Reason::DoesNotVerify("the long-term key"))
}

pub(crate) fn write(key: &PublicKey, writer: &mut Writer) {
    writer.short(DSA);
    key.numbers().iter().for_each(|number| writer.mpi(number));
}
