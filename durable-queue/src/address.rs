//! Where a guest's socket comes from.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where a guest's socket comes from, as the directory hashes it: of an IPv4 address, or of an IPv6 network of 64 bits. It
/// is compared, and shown to nobody.
#[derive(Clone, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Address(String);

impl Address {
    /// As the Worker says it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Address {
    fn from(address: String) -> Self {
        Self(address)
    }
}

/// Shows that there is one. It does not belong into a log.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(..)")
    }
}
