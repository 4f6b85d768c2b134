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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{crypto::dh_group::KeyPair, testing::rng};

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The private keys are the first two from the seed 1; Python's numbers and hashes computed the rest.
    #[test]
    fn what_is_derived_of_a_shared_value_is_known() {
        let rng = &mut rng(1);
        let (ours, theirs) = (KeyPair::generate(rng), KeyPair::generate(rng));
        let secret = ours.shared_with(theirs.public());
        let keys = AkeKeys::derive(&secret);
        assert_eq!(hex(&keys.ssid), "0037ee99e312cbbe");
        let (first, second) = (&keys.reveal_signature, &keys.signature);
        for (key, known) in [
            (&first.c.as_bytes()[..], "84827eb72b8646cd5c662ff6d6411e15"),
            (&second.c.as_bytes()[..], "99e5aad8316d3dc12a06a0c705ece51e"),
            (
                &first.m1.as_bytes()[..],
                "54d59c9bc4294d7e3b2e425dd08485f2a89a6e1196f76c49e26350a725d5bf72",
            ),
            (
                &first.m2.as_bytes()[..],
                "08e3b9dee690ed1a0e5a84b52b9c29de8a11fa45860421431d3bf82b7b454d6d",
            ),
            (
                &second.m1.as_bytes()[..],
                "c74f66e039a293118c6307ef18833b6385a4faa85574bf795e2bfbb7a57ed68c",
            ),
            (
                &second.m2.as_bytes()[..],
                "585ef9657bff08beed24ab384bcb14535b8667bdb1c63d78aa52109bced87f8d",
            ),
            (
                &h2(0xff, &secret).as_bytes()[..],
                "663695265b81a03dcb680ae4aef1f03512b866e413749b07c8cf188796e7a347",
            ),
        ] {
            assert_eq!(hex(key), known);
        }
    }
}
