//! The secret that says who is signed in: 256 random bits, in a cookie at the browser, as its hash in the
//! directory.

use std::fmt;

use hushdesk_directory::{HASH_BYTES, TokenHash};
use sha2::{Digest, Sha256};
use zeroize::ZeroizeOnDrop;

/// Bytes of a token.
pub(crate) const TOKEN_BYTES: usize = 32;

/// A session's token. `Debug` shows nothing of it.
#[derive(Clone, Eq, PartialEq, ZeroizeOnDrop)]
pub(crate) struct SessionToken(String);

impl SessionToken {
    /// Makes one of random bytes.
    pub(crate) fn from_bytes(bytes: [u8; TOKEN_BYTES]) -> Self {
        Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Reads one as a cookie holds it; `None` if it is not one.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let is_token = text.len() == TOKEN_BYTES * 2 && text.bytes().all(is_digit);
        is_token.then(|| Self(text.to_owned()))
    }

    /// The token as a cookie holds it.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// What the directory knows of it.
    pub(crate) fn hash(&self) -> TokenHash {
        TokenHash::of_bytes(self.digest())
    }

    /// The SHA-256 of the token as a cookie holds it.
    pub(crate) fn digest(&self) -> [u8; HASH_BYTES] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionToken").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_back_from_its_text() {
        let token = SessionToken::from_bytes([0xab; TOKEN_BYTES]);
        assert_eq!(token.as_str(), "ab".repeat(32));
        assert_eq!(SessionToken::from_text(token.as_str()), Some(token));
        for text in ["", "ab", &"AB".repeat(32), &"ab".repeat(33)] {
            assert_eq!(SessionToken::from_text(text), None, "{text}");
        }
    }

    #[test]
    fn a_token_is_not_printed() {
        let token = SessionToken::from_bytes([0xab; TOKEN_BYTES]);
        assert_eq!(format!("{token:?}"), "SessionToken { .. }");
    }
}
