//! The versions of the protocol.

use std::fmt;

/// A version of the protocol that both sides speak.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Version {
    /// Version 2: one client per account.
    V2,
    /// Version 3: instance tags tell the clients of one account apart.
    V3,
}

impl Version {
    /// The number that stands in front of every encoded message.
    pub fn number(self) -> u16 {
        match self {
            Self::V2 => 2,
            Self::V3 => 3,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.number())
    }
}
