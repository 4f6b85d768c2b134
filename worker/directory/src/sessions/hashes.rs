//! The secrets of cookies, as the directory knows them: by their hashes, so that whoever reads the tables cannot sign in
//! with what is there. The secrets are random, so the hashes need neither salt nor slowness.

use std::fmt;

use hushdesk_edge::Value;
use serde::{Deserialize, Serialize};

/// Bytes of a hash.
pub const HASH_BYTES: usize = 32;

/// The SHA-256 of a session's token.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct TokenHash([u8; HASH_BYTES]);

impl TokenHash {
    /// A hash that was made, or stored.
    pub const fn of_bytes(bytes: [u8; HASH_BYTES]) -> Self {
        Self(bytes)
    }
}

/// In hexadecimal digits.
impl fmt::Display for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl From<TokenHash> for Value {
    fn from(token: TokenHash) -> Self {
        Self::from(token.0.as_slice())
    }
}

/// The SHA-256 of the token by which a browser is known again in which somebody has signed in.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct BrowserHash([u8; HASH_BYTES]);

impl BrowserHash {
    /// A hash that was made.
    pub const fn of_bytes(bytes: [u8; HASH_BYTES]) -> Self {
        Self(bytes)
    }

    /// The hash.
    pub(crate) const fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl From<BrowserHash> for Value {
    fn from(browser: BrowserHash) -> Self {
        Self::from(browser.as_bytes())
    }
}
