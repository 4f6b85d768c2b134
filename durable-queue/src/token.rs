//! What the queue keeps of a guest's resume token.

use serde::{Deserialize, Serialize};

/// The SHA-256 of a resume token, in hexadecimal. It is compared like any text: who times the comparison
/// learns about a hash, and to choose tokens by their hash is as hard as to guess one.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TokenHash(String);

impl TokenHash {
    /// Of the 32 bytes of the hash.
    pub fn from_digest(digest: [u8; 32]) -> Self {
        Self(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}
