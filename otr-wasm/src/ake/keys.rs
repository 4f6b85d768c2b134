//! From the shared value: ssid, c, c', m1, m2, m1', m2'.

use sha2::{Digest, Sha256};

use crate::{crypto::dh_group::SharedSecret, output::Half, secret::Secret};

/// What both sides derive from `s` during the key exchange (Protocol v3, "Exchanging keys").
#[derive(Clone, Debug)]
pub(crate) struct AkeKeys {
    /// The secure session id.
    pub(crate) ssid: [u8; 8],
    /// c, m1 and m2: for the Reveal Signature message.
    pub(crate) reveal_signature: ProofKeys,
    /// c', m1' and m2': for the Signature message.
    pub(crate) signature: ProofKeys,
}

/// The three keys under which one side proves who it is.
#[derive(Clone, Debug)]
pub(crate) struct ProofKeys {
    /// c: encrypts the proof.
    pub(crate) c: Secret<16>,
    /// m1: authenticates what is signed.
    pub(crate) m1: Secret<32>,
    /// m2: authenticates the encrypted proof.
    pub(crate) m2: Secret<32>,
}

impl AkeKeys {
    pub(crate) fn derive(secret: &SharedSecret) -> Self {
        let h2 = |byte| h2(byte, secret);
        let mut ssid = [0; 8];
        ssid.iter_mut()
            .zip(h2(0x00).as_bytes())
            .for_each(|(ssid, hash)| *ssid = *hash);
        let both_c = h2(0x01);
        let (c, c_prime) = both_c.as_bytes().split_at(16);
        Self {
            ssid,
            reveal_signature: ProofKeys {
                c: Secret::new(c),
                m1: h2(0x02),
                m2: h2(0x03),
            },
            signature: ProofKeys {
                c: Secret::new(c_prime),
                m1: h2(0x04),
                m2: h2(0x05),
            },
        }
    }
}

/// `h2(b) = SHA-256(b || secbytes)`.
pub(crate) fn h2(byte: u8, secret: &SharedSecret) -> Secret<32> {
    let hash = Sha256::new()
        .chain_update([byte])
        .chain_update(secret.secbytes());
    Secret::new(&hash.finalize())
}

/// The half of the session id that our side reads out: the first if we sent the Reveal Signature
/// message.
pub(crate) fn our_half(we_revealed: bool) -> Half {
    if we_revealed {
        Half::First
    } else {
        Half::Second
    }
}
