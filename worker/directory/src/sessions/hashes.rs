//! The secrets of cookies and links, as the directory knows them: by their hashes, so that whoever reads the tables cannot
//! sign in with what is there. The secrets are random, so the hashes need neither salt nor slowness.

use std::fmt;

use hushdesk_edge::Value;
use hushdesk_protocol::ids::SessionId;
use serde::{Deserialize, Serialize};

/// Bytes of a hash.
pub const HASH_BYTES: usize = 32;

/// A kind of secret that is known by its SHA-256.
macro_rules! hash {
    ($($(#[$doc:meta])* $name:ident;)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
            pub struct $name([u8; HASH_BYTES]);

            impl $name {
                /// A hash that was made, or stored.
                pub const fn of_bytes(bytes: [u8; HASH_BYTES]) -> Self {
                    Self(bytes)
                }
            }

            impl From<$name> for Value {
                fn from(hash: $name) -> Self {
                    Self::from(hash.0.as_slice())
                }
            }
        )+
    };
}

hash! {
    /// The SHA-256 of a session's token.
    TokenHash;
    /// The SHA-256 of the token by which a browser is known again in which somebody has signed in.
    BrowserHash;
    /// The SHA-256 of the token in a link by which somebody chooses a password.
    LinkHash;
    /// The SHA-256 of a code that was mailed to somebody.
    EmailCodeHash;
    /// The SHA-256 of a code for when somebody's second factor is lost.
    RecoveryHash;
    /// The SHA-256 of the secret by which a browser has begun to sign in at the identity provider.
    AttemptHash;
}

impl TokenHash {
    pub(crate) const fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// By what the session is listed and ended.
    pub(crate) fn id(self) -> SessionId {
        let [half @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = self.0;
        SessionId::from_bytes(half)
    }
}

/// In hexadecimal digits.
impl fmt::Display for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl BrowserHash {
    /// The hash.
    pub(crate) const fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_listed_by_half_of_its_hash() {
        let mut bytes = [0xab; HASH_BYTES];
        bytes[16..].fill(0xcd);
        assert_eq!(TokenHash::of_bytes(bytes).id().as_str(), "ab".repeat(16));
    }
}
