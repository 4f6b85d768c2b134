//! What the queue keeps of a guest's resume token.

use hushdesk_protocol::ids::ResumeToken;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The SHA-256 of a resume token, in hexadecimal. It is compared like any text: who times the comparison
/// learns about a hash, and to choose tokens by their hash is as hard as to guess one.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TokenHash(String);

impl TokenHash {
    /// Of a token: of the digits it is written with.
    pub fn of(token: &ResumeToken) -> Self {
        let digest = Sha256::digest(token.as_str());
        Self(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_that_of_the_digits_as_they_are_written() {
        let hash = TokenHash::of(&ResumeToken::from_bytes([0; 32]));
        assert_eq!(
            hash.0,
            "60e05bd1b195af2f94112fa7197a5c88289058840ce7c6df9693756bc6250f55"
        );
    }
}
