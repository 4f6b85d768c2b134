//! Bytes to values, or an error that names the value.

/// Reads one value after another from the front of a slice.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What is left.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// How many bytes are left.
    pub(crate) fn remaining(&self) -> usize {
        self.rest.len()
    }

    /// `BYTE`.
    pub(crate) fn byte(&mut self, reading: &'static str) -> Result<u8, DecodeError> {
        self.array::<1>(reading).map(|[byte]| byte)
    }

    /// `SHORT`: two bytes, big-endian.
    pub(crate) fn short(&mut self, reading: &'static str) -> Result<u16, DecodeError> {
        self.array(reading).map(u16::from_be_bytes)
    }

    /// `INT`: four bytes, big-endian.
    pub(crate) fn int(&mut self, reading: &'static str) -> Result<u32, DecodeError> {
        self.array(reading).map(u32::from_be_bytes)
    }

    /// So many bytes as they are: `CTR`, `MAC`, `SIG`.
    pub(crate) fn array<const LENGTH: usize>(
        &mut self,
        reading: &'static str,
    ) -> Result<[u8; LENGTH], DecodeError> {
        let (array, rest) = self
            .rest
            .split_first_chunk()
            .ok_or(DecodeError::TooShort { reading })?;
        self.rest = rest;
        Ok(*array)
    }

    /// `DATA`: a length as an `INT`, then that many bytes.
    pub(crate) fn data(&mut self, reading: &'static str) -> Result<&'a [u8], DecodeError> {
        let length = usize::try_from(self.int(reading)?).unwrap_or(usize::MAX);
        self.bytes(length, reading)
    }

    /// A `DATA` of exactly so many bytes.
    pub(crate) fn data_of<const LENGTH: usize>(
        &mut self,
        reading: &'static str,
    ) -> Result<&'a [u8; LENGTH], DecodeError> {
        let data = self.data(reading)?;
        data.try_into().map_err(|_| DecodeError::WrongLength {
            reading,
            length: data.len(),
            expected: LENGTH,
        })
    }

    /// `MPI`: a length as an `INT`, then the number's digits, big-endian. Leading zeros are let pass,
    /// as libotr does.
    pub(crate) fn mpi(&mut self, reading: &'static str) -> Result<&'a [u8], DecodeError> {
        self.data(reading)
    }

    /// So many bytes.
    pub(crate) fn bytes(
        &mut self,
        length: usize,
        reading: &'static str,
    ) -> Result<&'a [u8], DecodeError> {
        let (bytes, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(DecodeError::TooShort { reading })?;
        self.rest = rest;
        Ok(bytes)
    }

    /// Nothing may be left over.
    pub(crate) fn finish(self) -> Result<(), DecodeError> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(DecodeError::LeftOver(self.rest.len()))
        }
    }
}

/// Why bytes are not what they should be.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// The bytes end inside a value.
    #[error("the message ends inside {reading}")]
    TooShort {
        /// What was being read.
        reading: &'static str,
    },
    /// A value has another length than it must have.
    #[error("{reading} has {length} bytes, not {expected}")]
    WrongLength {
        /// What was being read.
        reading: &'static str,
        /// Its bytes.
        length: usize,
        /// As many were expected.
        expected: usize,
    },
    /// Bytes are left over after the last value.
    #[error("{0} bytes are left over at the message's end")]
    LeftOver(usize),
    /// No message or key has this type.
    #[error("{what} of unknown type {number}")]
    UnknownType {
        /// What has the type.
        what: &'static str,
        /// The type.
        number: u16,
    },
    /// The text between `?OTR:` and `.` is not base64.
    #[error("the message is not base64")]
    NotBase64,
    /// A fragment with numbers that make no sense.
    #[error("a fragment with numbers that make no sense")]
    NotAFragment,
}
