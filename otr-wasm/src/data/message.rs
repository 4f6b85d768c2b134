//! Data message: contents, reading, writing, MAC.
//!
//! ```text
//! BYTE  flags
//! INT   sender's key id
//! INT   recipient's key id
//! MPI   sender's next D-H key
//! CTR   upper half of the counter
//! DATA  AES-128-CTR of the text, a NUL and the records
//! MAC   HMAC-SHA-1 of all that, from the version on
//! DATA  MAC keys that are not used any more
//! ```

use super::session_keys::Sending;
use crate::{
    crypto::mac::MAC_BYTES,
    key_id::{KeyId, KeyIds},
    wire::{
        header::Header,
        reader::{DecodeError, Reader},
        writer::Writer,
    },
};

/// The flag of a message about which the other side need not complain if it cannot read it.
pub(crate) const IGNORE_UNREADABLE: u8 = 0x01;

/// A message that arrived.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DataMessage<'a> {
    pub(crate) flags: u8,
    pub(crate) ids: KeyIds,
    /// The digits of the sender's next key, as they came.
    pub(crate) next_dh: &'a [u8],
    pub(crate) counter: u64,
    pub(crate) encrypted: &'a [u8],
    pub(crate) mac: [u8; MAC_BYTES],
    /// What the MAC is of.
    pub(crate) authenticated: &'a [u8],
}

impl<'a> DataMessage<'a> {
    /// Reads a whole message, its head included.
    pub(crate) fn read(message: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(message);
        Header::read(&mut reader)?;
        let flags = reader.byte("the flags")?;
        // They have sent it, and we receive it.
        let theirs = KeyId::new(reader.int("the sender's key id")?);
        let ours = KeyId::new(reader.int("the recipient's key id")?);
        let next_dh = reader.mpi("the next key")?;
        let counter = u64::from_be_bytes(reader.array("the counter")?);
        let encrypted = reader.data("the encrypted text")?;
        let length = message.len() - reader.remaining();
        let mac = reader.array("the MAC")?;
        let old_macs = reader.data("the old MAC keys")?;
        reader.finish()?;
        if old_macs.len() % MAC_BYTES != 0 {
            let expected = old_macs.len() / MAC_BYTES * MAC_BYTES;
            let reading = "the old MAC keys";
            return Err(DecodeError::WrongLength {
                reading,
                length: old_macs.len(),
                expected,
            });
        }
        let (authenticated, _) = message.split_at_checked(length).unwrap_or_default();
        let ids = KeyIds { ours, theirs };
        Ok(Self {
            flags,
            ids,
            next_dh,
            counter,
            encrypted,
            mac,
            authenticated,
        })
    }
}

/// A message to be written.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    pub(super) header: Header,
    pub(super) flags: u8,
    pub(super) ids: KeyIds,
    pub(super) next_dh: &'a [u8],
    pub(super) counter: u64,
}

impl Draft<'_> {
    /// Writes the message: encrypted in place, then authenticated.
    pub(super) fn seal(&self, content: &[u8], keys: &Sending, old_macs: &[u8]) -> Vec<u8> {
        let mut writer = Writer::with_capacity(256 + content.len() + old_macs.len());
        self.header.write(&mut writer);
        writer.byte(self.flags);
        // We send it, and they will receive it.
        writer.int(self.ids.ours.number());
        writer.int(self.ids.theirs.number());
        writer.mpi(self.next_dh);
        writer.bytes(&self.counter.to_be_bytes());
        writer.data(content);
        let start = writer.as_bytes().len() - content.len();
        if let Some((_, content)) = writer.as_mut_bytes().split_at_mut_checked(start) {
            keys.aes.apply(self.counter, content);
        }
        let mac = keys.mac.mac(writer.as_bytes());
        writer.bytes(&mac);
        writer.data(old_macs);
        writer.into_bytes()
    }
}
