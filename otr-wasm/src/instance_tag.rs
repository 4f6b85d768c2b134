//! Telling two clients of one account apart.

use std::{fmt, str::FromStr};

use rand_core::CryptoRng;

/// An instance tag of version 3: a number of 32 bits, at least 0x100 (Protocol v3, "Instance Tags").
///
/// Made once for each client and kept; or made for each conversation, if nothing is to link them.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct InstanceTag(u32);

impl InstanceTag {
    /// The smallest tag a client may have; what is below is reserved.
    pub const SMALLEST: u32 = 0x100;

    /// The tag with this number; none if it is a reserved one.
    pub fn new(number: u32) -> Option<Self> {
        (number >= Self::SMALLEST).then_some(Self(number))
    }

    /// A random tag.
    pub fn generate(rng: &mut dyn CryptoRng) -> Self {
        loop {
            if let Some(tag) = Self::new(rng.next_u32()) {
                return tag;
            }
        }
    }

    /// The tag as a number.
    pub fn number(self) -> u32 {
        self.0
    }
}

impl fmt::Display for InstanceTag {
    /// Eight lower-case hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

impl FromStr for InstanceTag {
    type Err = NotATag;

    /// Reads one to eight hexadecimal digits.
    fn from_str(text: &str) -> Result<Self, NotATag> {
        u32::from_str_radix(text, 16)
            .ok()
            .and_then(Self::new)
            .ok_or(NotATag)
    }
}

/// A text that names no instance tag.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("an instance tag is a hexadecimal number from 100 to ffffffff")]
pub struct NotATag;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_read_back_as_it_is_written() {
        let tag = InstanceTag::new(0x1234).unwrap();
        assert_eq!(tag.to_string(), "00001234");
        assert_eq!("00001234".parse(), Ok(tag));
    }

    #[test]
    fn reserved_numbers_are_no_tags() {
        assert_eq!(InstanceTag::new(0xff), None);
        assert_eq!("ff".parse::<InstanceTag>(), Err(NotATag));
        assert_eq!("".parse::<InstanceTag>(), Err(NotATag));
        assert!(InstanceTag::new(0x100).is_some());
    }
}
