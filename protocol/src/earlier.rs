//! Earlier messages of a sealed chat, which a guest lets an operator have. All of it travels inside the OTR
//! session, as records (TLVs) of otherwise empty data messages: the edge cannot tell them from any other
//! message but by size and time.
//!
//! | type | | from | value |
//! |---|---|---|---|
//! | 0x4801 | request | operator | `request` |
//! | 0x4802 | declined | guest | `request` |
//! | 0x4803 | part | guest | `request`, `part`, `parts`, bytes |
//! | 0x4804 | end | guest | `request`, `texts` |
//!
//! Numbers are of 4 bytes, the highest first. `request` is chosen by the operator's end: 1 for the first time it
//! asks under a lease, 2 for the second, which is the last. The bytes of the parts 1 to `parts`, one after the
//! other, are the JSON of a list of [`EarlierText`]; `texts` says how many it holds.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::frames::Party;
use crate::ids::Timestamp;
use crate::limits::{EARLIER_BYTES_MAX, EARLIER_PART_BYTES_MAX};
use crate::text::DisplayName;

/// The type of the record by which an operator asks for the earlier messages.
pub const REQUEST: u16 = 0x4801;
/// The type of the record by which a guest declines.
pub const DECLINED: u16 = 0x4802;
/// The type of a record with a part of the guest's log.
pub const PART: u16 = 0x4803;
/// The type of the record after the last part.
pub const END: u16 = 0x4804;

/// How often an operator may ask under one lease: once, and once more after a decline.
pub const REQUESTS_MAX: u32 = 2;

/// A text of the guest's log.
#[derive(Clone, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarlierText {
    /// When it was written, by the edge's clock as the guest's browser has measured it.
    pub at: Timestamp,
    /// By which end.
    pub from: Party,
    /// What the operator is called, if it was one.
    pub operator: Option<DisplayName>,
    /// What it says.
    pub text: String,
}

/// Shows how long the text is, never what it says.
impl fmt::Debug for EarlierText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EarlierText({} bytes)", self.text.len())
    }
}

/// What one of these records says.
#[derive(Clone, Eq, PartialEq)]
pub enum Earlier {
    /// May I have the earlier messages?
    Request {
        /// The how many-eth time.
        request: u32,
    },
    /// No.
    Declined {
        /// The answered request.
        request: u32,
    },
    /// A part of them.
    Part {
        /// The answered request.
        request: u32,
        /// Which part, from 1.
        part: u32,
        /// Of how many.
        parts: u32,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// That was all.
    End {
        /// The answered request.
        request: u32,
        /// How many texts there were.
        texts: u32,
    },
}

/// Shows how many bytes there are, never which.
impl fmt::Debug for Earlier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request { request } => write!(f, "Request({request})"),
            Self::Declined { request } => write!(f, "Declined({request})"),
            Self::Part {
                request,
                part,
                parts,
                bytes,
            } => write!(f, "Part({request}, {part}/{parts}, {} bytes)", bytes.len()),
            Self::End { request, texts } => write!(f, "End({request}, {texts} texts)"),
        }
    }
}

/// Why a record, or the log its parts make, cannot be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum EarlierError {
    /// Not one of these types.
    #[error("a record of type {0:#06x} is not about earlier messages")]
    Type(u16),
    /// Too short, too long, or numbers that cannot be.
    #[error("the record is malformed")]
    Malformed,
    /// The parts belong to more bytes than a log may have.
    #[error("the log is longer than {EARLIER_BYTES_MAX} bytes")]
    TooLong,
}

impl Earlier {
    /// The type of the record.
    pub const fn record_type(&self) -> u16 {
        match self {
            Self::Request { .. } => REQUEST,
            Self::Declined { .. } => DECLINED,
            Self::Part { .. } => PART,
            Self::End { .. } => END,
        }
    }

    /// The value of the record.
    pub fn to_bytes(&self) -> Vec<u8> {
        let numbers = |numbers: &[u32]| numbers.iter().flat_map(|n| n.to_be_bytes()).collect();
        match self {
            Self::Request { request } | Self::Declined { request } => numbers(&[*request]),
            Self::Part {
                request,
                part,
                parts,
                bytes,
            } => {
                let mut value: Vec<u8> = numbers(&[*request, *part, *parts]);
                value.extend_from_slice(bytes);
                value
            }
            Self::End { request, texts } => numbers(&[*request, *texts]),
        }
    }

    /// Reads a record.
    ///
    /// # Errors
    ///
    /// It is of another type, or its value is not of the form above.
    pub fn from_record(record_type: u16, value: &[u8]) -> Result<Self, EarlierError> {
        match record_type {
            REQUEST => {
                let [request] = read(value)?;
                Ok(Self::Request { request })
            }
            DECLINED => {
                let [request] = read(value)?;
                Ok(Self::Declined { request })
            }
            PART => Self::part(value),
            END => {
                let [request, texts] = read(value)?;
                Ok(Self::End { request, texts })
            }
            other => Err(EarlierError::Type(other)),
        }
    }

    fn part(value: &[u8]) -> Result<Self, EarlierError> {
        let (numbers, bytes) = value.split_at_checked(12).ok_or(EarlierError::Malformed)?;
        let [request, part, parts] = read(numbers)?;
        let is_possible = (1..=parts).contains(&part)
            && parts <= PARTS_MAX
            && (1..=EARLIER_PART_BYTES_MAX).contains(&bytes.len());
        if !is_possible {
            return Err(EarlierError::Malformed);
        }
        Ok(Self::Part {
            request,
            part,
            parts,
            bytes: bytes.to_vec(),
        })
    }
}

/// Parts of the longest log: 4,194,304 / 24,000, rounded up.
const PARTS_MAX: u32 = 175;

/// Exactly so many numbers.
fn read<const COUNT: usize>(bytes: &[u8]) -> Result<[u32; COUNT], EarlierError> {
    let mut numbers = [0; COUNT];
    let (chunks, rest) = bytes.as_chunks::<4>();
    if chunks.len() != COUNT || !rest.is_empty() {
        return Err(EarlierError::Malformed);
    }
    for (number, chunk) in numbers.iter_mut().zip(chunks) {
        *number = u32::from_be_bytes(*chunk);
    }
    Ok(numbers)
}

/// The records that carry the JSON of a log: the parts, in order, without the end.
///
/// # Errors
///
/// The log is too long.
pub fn parts(request: u32, json: &[u8]) -> Result<Vec<Earlier>, EarlierError> {
    if json.len() > EARLIER_BYTES_MAX {
        return Err(EarlierError::TooLong);
    }
    let chunks = json.chunks(EARLIER_PART_BYTES_MAX);
    let parts = u32::try_from(chunks.len()).map_err(|_| EarlierError::TooLong)?;
    Ok((1..)
        .zip(chunks)
        .map(|(part, bytes)| Earlier::Part {
            request,
            part,
            parts,
            bytes: bytes.to_vec(),
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_written_as_the_table_says_and_read_back() {
        let part = Earlier::Part {
            request: 1,
            part: 2,
            parts: 3,
            bytes: b"[]".to_vec(),
        };
        for (record, record_type, value) in [
            (Earlier::Request { request: 2 }, 0x4801, &[0, 0, 0, 2][..]),
            (Earlier::Declined { request: 1 }, 0x4802, &[0, 0, 0, 1]),
            (
                part,
                0x4803,
                &[0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, b'[', b']'],
            ),
            (
                Earlier::End {
                    request: 1,
                    texts: 258,
                },
                0x4804,
                &[0, 0, 0, 1, 0, 0, 1, 2],
            ),
        ] {
            assert_eq!(record.record_type(), record_type);
            assert_eq!(record.to_bytes(), value);
            assert_eq!(Earlier::from_record(record_type, value), Ok(record));
        }
    }

    #[test]
    fn what_is_not_of_this_form_is_refused() {
        for (record_type, value) in [
            (REQUEST, &[0, 0, 0][..]),
            (REQUEST, &[0, 0, 0, 1, 0]),
            (END, &[0, 0, 0, 1]),
            (PART, &[0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]),
            (PART, &[0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 7]),
            (PART, &[0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 7]),
            (PART, &[0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 7]),
        ] {
            let read = Earlier::from_record(record_type, value);
            assert_eq!(read, Err(EarlierError::Malformed), "{value:?}");
        }
        assert_eq!(Earlier::from_record(8, &[]), Err(EarlierError::Type(8)));
    }

    #[test]
    fn the_longest_log_has_as_many_parts_as_may_be_and_a_longer_one_has_none() {
        let longest = parts(1, &vec![b' '; EARLIER_BYTES_MAX]).unwrap();
        assert_eq!(longest.len(), 175);
        for part in &longest {
            assert!(Earlier::from_record(PART, &part.to_bytes()).is_ok());
        }
        let longer = parts(1, &vec![b' '; EARLIER_BYTES_MAX + 1]);
        assert_eq!(longer, Err(EarlierError::TooLong));
    }
}
