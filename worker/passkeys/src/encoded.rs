//! Bytes as they travel: in base64 for addresses, without padding (RFC 4648, section 5).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hushdesk_protocol::rest::Encoded;

use crate::Untrue;

/// These bytes as they travel.
pub fn encoded(bytes: &[u8]) -> Encoded {
    Encoded::new(URL_SAFE_NO_PAD.encode(bytes))
}

/// The bytes of what has travelled.
///
/// # Errors
///
/// [`Untrue::Unreadable`] if they are none.
pub fn decoded(encoded: &Encoded) -> Result<Vec<u8>, Untrue> {
    URL_SAFE_NO_PAD
        .decode(encoded.as_str())
        .map_err(|_| Untrue::Unreadable)
}
