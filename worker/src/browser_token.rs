//! By what a browser is known again in which somebody has signed in: 256 random bits, in a cookie at the browser, as
//! its hash in the directory. It opens nothing. With it, wrong passwords that others try elsewhere are none of this
//! browser's business.

use std::fmt;

use hushdesk_directory::BrowserHash;

use crate::session_token::{SessionToken, TOKEN_BYTES};

/// Seconds a browser keeps it: as long as browsers keep anything (RFC 6265bis, section 5.5: 400 days).
pub(crate) const BROWSER_SECONDS: u64 = 400 * 24 * 60 * 60;

/// A browser's token. `Debug` shows nothing of it.
#[derive(Clone, Eq, PartialEq)]
pub(crate) struct BrowserToken(SessionToken);

impl BrowserToken {
    /// Makes one of random bytes.
    pub(crate) fn from_bytes(bytes: [u8; TOKEN_BYTES]) -> Self {
        Self(SessionToken::from_bytes(bytes))
    }

    /// Reads one as a cookie holds it; `None` if it is not one.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        SessionToken::from_text(text).map(Self)
    }

    /// The token as a cookie holds it.
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// What the directory knows of it.
    pub(crate) fn hash(&self) -> BrowserHash {
        BrowserHash::of_bytes(self.0.digest())
    }
}

impl fmt::Debug for BrowserToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BrowserToken").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_not_printed() {
        let token = BrowserToken::from_bytes([0xab; TOKEN_BYTES]);
        assert_eq!(format!("{token:?}"), "BrowserToken { .. }");
    }
}
