//! Values to bytes.

/// Writes one value after another.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// With room for so many bytes.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(bytes),
        }
    }

    pub(crate) fn byte(&mut self, value: u8) {
        self.bytes.push(value);
    }

    pub(crate) fn short(&mut self, value: u16) {
        self.bytes(&value.to_be_bytes());
    }

    pub(crate) fn int(&mut self, value: u32) {
        self.bytes(&value.to_be_bytes());
    }

    /// Bytes as they are: `CTR`, `MAC`, `SIG`.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// `DATA`.
    pub(crate) fn data(&mut self, data: &[u8]) {
        self.int(length(data));
        self.bytes(data);
    }

    /// `MPI`, from digits without leading zeros.
    pub(crate) fn mpi(&mut self, digits: &[u8]) {
        self.data(digits);
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn as_mut_bytes(&mut self) -> &mut [u8] {
        &mut self.bytes
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// The length as an `INT`. Nothing written here comes near 4 GiB: see [`limits`](crate::limits).
fn length(data: &[u8]) -> u32 {
    u32::try_from(data.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::reader::{DecodeError, Reader};

    #[test]
    fn what_is_written_is_read_back() {
        let mut writer = Writer::default();
        writer.byte(1);
        writer.short(0x0203);
        writer.int(0x0405_0607);
        writer.data(b"abc");
        writer.bytes(b"de");
        assert_eq!(
            writer.as_bytes(),
            b"\x01\x02\x03\x04\x05\x06\x07\0\0\0\x03abcde"
        );

        let mut reader = Reader::new(writer.as_bytes());
        assert_eq!(reader.byte("a"), Ok(1));
        assert_eq!(reader.short("b"), Ok(0x0203));
        assert_eq!(reader.int("c"), Ok(0x0405_0607));
        assert_eq!(reader.data("d"), Ok(&b"abc"[..]));
        assert_eq!(reader.clone().finish(), Err(DecodeError::LeftOver(2)));
        assert_eq!(reader.array("e"), Ok(*b"de"));
        assert_eq!(
            reader.byte("f"),
            Err(DecodeError::TooShort { reading: "f" })
        );
        assert_eq!(reader.finish(), Ok(()));
    }

    #[test]
    fn a_length_beyond_the_end_is_refused() {
        let mut reader = Reader::new(b"\xff\xff\xff\xffabc");
        assert_eq!(
            reader.data("text"),
            Err(DecodeError::TooShort { reading: "text" })
        );
    }
}
