//! DER, as far as keys need it (X.690): lengths, and four types.

use zeroize::Zeroizing;

use super::KeyFileError;

/// The types that stand in keys.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Type {
    Integer,
    BitString,
    OctetString,
    ObjectIdentifier,
    Sequence,
}

impl Type {
    fn tag(self) -> u8 {
        match self {
            Self::Integer => 0x02,
            Self::BitString => 0x03,
            Self::OctetString => 0x04,
            Self::ObjectIdentifier => 0x06,
            Self::Sequence => 0x30,
        }
    }
}

/// One value after another.
#[derive(Debug)]
pub(super) struct Der<'a>(&'a [u8]);

impl<'a> Der<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The content of the next value, which must be of this type.
    pub(super) fn next(
        &mut self,
        kind: Type,
        name: &'static str,
    ) -> Result<&'a [u8], KeyFileError> {
        let (content, rest) = split(self.0, kind).ok_or(KeyFileError::Expected(name))?;
        self.0 = rest;
        Ok(content)
    }

    /// The values in the next one, a sequence.
    pub(super) fn sequence(&mut self, name: &'static str) -> Result<Self, KeyFileError> {
        self.next(Type::Sequence, name).map(Self)
    }

    /// The digits of the next value, an integer that is not negative.
    pub(super) fn integer(&mut self, name: &'static str) -> Result<&'a [u8], KeyFileError> {
        let digits = self.next(Type::Integer, name)?;
        let is_negative = digits.first().is_none_or(|first| *first >= 0x80);
        if is_negative {
            Err(KeyFileError::Expected(name))
        } else {
            Ok(digits)
        }
    }

    /// Nothing may be left over.
    pub(super) fn finish(self) -> Result<(), KeyFileError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(KeyFileError::Expected("the end"))
        }
    }
}

/// The content of the first value and what follows it; none if it is of another type.
fn split(bytes: &[u8], kind: Type) -> Option<(&[u8], &[u8])> {
    let (tag, rest) = bytes.split_first()?;
    let (length, rest) = split_length(rest)?;
    (*tag == kind.tag()).then_some(())?;
    rest.split_at_checked(length)
}

/// A length: below 128 in one byte, else in as many bytes as the first one says; two are enough here.
fn split_length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    let count = match first {
        0..=0x7F => return Some((usize::from(*first), rest)),
        0x81 => 1,
        0x82 => 2,
        _ => return None,
    };
    let (digits, rest) = rest.split_at_checked(count)?;
    Some((
        digits
            .iter()
            .fold(0, |length, digit| (length << 8) | usize::from(*digit)),
        rest,
    ))
}

/// A value of this type.
pub(super) fn write(kind: Type, parts: &[&[u8]]) -> Zeroizing<Vec<u8>> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut bytes = Zeroizing::new(Vec::with_capacity(length + 4));
    bytes.push(kind.tag());
    match u16::try_from(length).unwrap_or(u16::MAX).to_be_bytes() {
        [0, low @ 0..=0x7F] => bytes.push(low),
        [0, low] => bytes.extend([0x81, low]),
        [high, low] => bytes.extend([0x82, high, low]),
    }
    parts.iter().for_each(|part| bytes.extend_from_slice(part));
    bytes
}

/// An integer that is not negative, from digits without leading zeros.
pub(super) fn write_integer(digits: &[u8]) -> Zeroizing<Vec<u8>> {
    let needs_sign = digits.first().is_none_or(|first| *first >= 0x80);
    let sign: &[u8] = if needs_sign { &[0] } else { &[] };
    write(Type::Integer, &[sign, digits])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for digits in [&[][..], &[1], &[0x80], &[7; 127], &[0xff; 128], &[1; 300]] {
            let bytes = write_integer(digits);
            let mut der = Der::new(&bytes);
            assert_eq!(der.integer("a number").map(strip), Ok(digits));
            assert_eq!(der.finish(), Ok(()));
        }
    }

    fn strip(digits: &[u8]) -> &[u8] {
        crate::crypto::dh_group::strip_zeros(digits)
    }

    #[test]
    fn what_is_broken_is_refused() {
        for bytes in [
            &[][..],
            &[2],
            &[2, 1],
            &[2, 0x83, 0, 0, 1, 1],
            &[4, 1, 1],
            &[2, 1, 0x80],
            &[2, 0],
        ] {
            assert!(Der::new(bytes).integer("a number").is_err(), "{bytes:?}");
        }
        assert_eq!(
            Der::new(&[1]).finish(),
            Err(KeyFileError::Expected("the end"))
        );
    }
}
