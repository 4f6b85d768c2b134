//! What is compared: both fingerprints, the session and what the users typed.

use sha2::{Digest, Sha256};

use super::group::Scalar;
use crate::fingerprint::Fingerprint;

/// The version of the comparison.
const VERSION: u8 = 1;

/// Who talks to whom, and in which session.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Parties {
    /// The fingerprint of our key.
    pub(crate) ours: Fingerprint,
    /// The fingerprint of theirs.
    pub(crate) theirs: Fingerprint,
    /// The secure session id.
    pub(crate) session: [u8; 8],
}

/// The number that is compared: x or y.
///
/// ```text
/// SHA-256 of    version             BYTE 0x01
///               initiator           20 bytes of fingerprint
///               responder           20 bytes of fingerprint
///               secure session id   8 bytes
///               what the user typed
/// ```
#[derive(Clone)]
pub(super) struct Secret(pub(super) Scalar);

impl Secret {
    /// When our user started it.
    pub(super) fn when_we_start(parties: &Parties, typed: &[u8]) -> Self {
        Self::new(&parties.ours, &parties.theirs, &parties.session, typed)
    }

    /// When theirs did.
    pub(super) fn when_they_start(parties: &Parties, typed: &[u8]) -> Self {
        Self::new(&parties.theirs, &parties.ours, &parties.session, typed)
    }

    fn new(
        initiator: &Fingerprint,
        responder: &Fingerprint,
        session: &[u8; 8],
        typed: &[u8],
    ) -> Self {
        let hash = Sha256::new()
            .chain_update([VERSION])
            .chain_update(initiator.as_bytes())
            .chain_update(responder.as_bytes())
            .chain_update(session)
            .chain_update(typed);
        Self(Scalar::from_hash(&hash.finalize().into()))
    }
}
