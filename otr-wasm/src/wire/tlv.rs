//! The records inside a data message, after the text and a NUL.
//!
//! ```text
//! SHORT type
//! SHORT length
//!       value, so many bytes
//! ```

use std::ffi::CStr;

use super::{reader::Reader, writer::Writer};
use crate::error::Misuse;

/// Padding: its value means nothing.
pub(crate) const PADDING: u16 = 0;
/// The sender has ended the private conversation.
pub(crate) const DISCONNECTED: u16 = 1;
/// The comparison of secrets: messages 1 to 4, abort, and message 1 with a question.
pub(crate) const SMP: std::ops::RangeInclusive<u16> = 2..=7;
/// The extra symmetric key is used.
pub(crate) const EXTRA_KEY: u16 = 8;

/// A record of type, length and value.
///
/// Types 1 to 8 are the protocol's own: the caller neither sends nor sees them. Type 0 is padding; it
/// may be sent, and is passed over when it arrives.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Tlv {
    kind: u16,
    value: Vec<u8>,
}

impl Tlv {
    /// A record of the caller's own.
    ///
    /// # Errors
    /// [`Misuse::ReservedTlv`] for types 1 to 8, [`Misuse::TooLong`] for more than 65,535 bytes.
    pub fn new(kind: u16, value: Vec<u8>) -> Result<Self, Misuse> {
        if (DISCONNECTED..=EXTRA_KEY).contains(&kind) {
            return Err(Misuse::ReservedTlv(kind));
        }
        let limit = usize::from(u16::MAX);
        if value.len() > limit {
            return Err(Misuse::TooLong {
                what: "a record's value",
                length: value.len(),
                limit,
            });
        }
        Ok(Self { kind, value })
    }

    /// A record of the protocol's own; what is too long for it is cut off.
    pub(crate) fn own(kind: u16, mut value: Vec<u8>) -> Self {
        value.truncate(usize::from(u16::MAX));
        Self { kind, value }
    }

    /// What the value is.
    pub fn kind(&self) -> u16 {
        self.kind
    }

    /// The value.
    pub fn value(&self) -> &[u8] {
        &self.value
    }

    /// The value, taken out.
    pub fn into_value(self) -> Vec<u8> {
        self.value
    }

    /// The bytes of the whole record.
    pub(crate) fn size(&self) -> usize {
        4 + self.value.len()
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let kind = reader.short("a record's type").ok()?;
        let length = reader.short("a record's length").ok()?;
        let value = reader
            .bytes(usize::from(length), "a record's value")
            .ok()?
            .to_vec();
        Some(Self { kind, value })
    }

    fn write(&self, writer: &mut Writer) {
        writer.short(self.kind);
        writer.short(u16::try_from(self.value.len()).unwrap_or(u16::MAX));
        writer.bytes(&self.value);
    }
}

/// What is encrypted: the text, a NUL, the records.
pub(crate) fn content(text: &str, tlvs: &[Tlv]) -> Vec<u8> {
    let size = text.len() + 1 + tlvs.iter().map(Tlv::size).sum::<usize>();
    let mut writer = Writer::with_capacity(size);
    writer.bytes(text.as_bytes());
    writer.byte(0);
    tlvs.iter().for_each(|tlv| tlv.write(&mut writer));
    writer.into_bytes()
}

/// The text, up to the first NUL, and the records after it. A record that is cut short ends them.
pub(crate) fn split_content(content: &[u8]) -> (&[u8], Vec<Tlv>) {
    // The quickest search for a byte that the standard library has.
    let text = CStr::from_bytes_until_nul(content).map_or(content, CStr::to_bytes);
    let mut reader = Reader::new(content.get(text.len() + 1..).unwrap_or_default());
    let tlvs = std::iter::from_fn(|| Tlv::read(&mut reader)).collect();
    (text, tlvs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tlv(kind: u16, value: &[u8]) -> Tlv {
        Tlv::own(kind, value.to_vec())
    }

    #[test]
    fn what_is_put_together_is_split_again() {
        let tlvs = [tlv(0x4801, b"one"), tlv(0, b""), tlv(9, b"two")];
        let content = content("hello", &tlvs);
        assert_eq!(content, b"hello\0\x48\x01\0\x03one\0\0\0\0\0\x09\0\x03two");
        assert_eq!(split_content(&content), (&b"hello"[..], tlvs.to_vec()));
    }

    #[test]
    fn the_nul_may_be_missing_and_a_record_cut_short() {
        assert_eq!(split_content(b"hello"), (&b"hello"[..], vec![]));
        assert_eq!(split_content(b""), (&b""[..], vec![]));
        assert_eq!(split_content(b"x\0\0\x01\0\x09abc"), (&b"x"[..], vec![]));
        assert_eq!(
            split_content(b"x\0\0\x09\0\x01a\0"),
            (&b"x"[..], vec![tlv(9, b"a")])
        );
    }

    #[test]
    fn the_protocols_own_types_are_not_for_callers() {
        assert_eq!(Tlv::new(1, vec![]), Err(Misuse::ReservedTlv(1)));
        assert_eq!(Tlv::new(8, vec![]), Err(Misuse::ReservedTlv(8)));
        assert!(Tlv::new(0, vec![0; 10]).is_ok());
        assert!(Tlv::new(9, vec![]).is_ok());
        assert_eq!(
            Tlv::new(9, vec![0; 65_536]),
            Err(Misuse::TooLong {
                what: "a record's value",
                length: 65_536,
                limit: 65_535
            })
        );
    }
}
