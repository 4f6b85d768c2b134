//! Bytes as they travel: in base64 for addresses, without padding (RFC 4648, section 5).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::Untrue;

/// These bytes as they travel.
pub fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes of what has travelled.
///
/// # Errors
///
/// [`Untrue::Unreadable`] if they are none.
pub fn decoded(text: &str) -> Result<Vec<u8>, Untrue> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| Untrue::Unreadable)
}
