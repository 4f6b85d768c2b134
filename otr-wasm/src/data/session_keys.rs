//! The keys that belong to one pair of D-H keys, and their counters.

use std::fmt;

use sha1::{Digest, Sha1};
use zeroize::Zeroize;

use crate::{
    ake::keys::h2,
    crypto::{
        aes_ctr::AesKey,
        dh_group::{KeyPair, PublicKey, SharedSecret},
        mac::{MAC_BYTES, MacKey},
    },
    secret::Secret,
};

/// Keys for both directions.
#[derive(Clone)]
pub(super) struct SessionKeys {
    pub(super) sending: Sending,
    pub(super) receiving: Receiving,
    /// The extra symmetric key, SHA-256(0xff || secbytes).
    pub(super) extra_key: Secret<32>,
    /// The counter of the last message sent; 0 before the first.
    sent: u64,
    /// The highest counter received; 0 before the first.
    pub(super) received: u64,
}

/// The keys of messages we send.
#[derive(Clone)]
pub(super) struct Sending {
    pub(super) aes: AesKey,
    pub(super) mac: MacKey,
}

/// The keys of messages we receive.
#[derive(Clone)]
pub(super) struct Receiving {
    pub(super) aes: AesKey,
    pub(super) mac: MacKey,
    /// What is revealed once it is not used any more.
    pub(super) mac_key: Secret<MAC_BYTES>,
}

impl SessionKeys {
    /// > If the numerically larger of the two public keys is ours: the sending byte is 0x01, the
    /// > receiving byte 0x02; otherwise the other way round.
    pub(super) fn derive(ours: &KeyPair, theirs: &PublicKey) -> Self {
        let secret = ours.shared_with(theirs);
        let (send, receive) = if ours.public() > theirs {
            (0x01, 0x02)
        } else {
            (0x02, 0x01)
        };
        let (sending_aes, mut sending_mac) = direction_keys(send, &secret);
        let (receiving_aes, mut receiving_mac) = direction_keys(receive, &secret);
        let keys = Self {
            sending: Sending {
                aes: sending_aes,
                mac: MacKey::new(&sending_mac),
            },
            receiving: Receiving {
                aes: receiving_aes,
                mac: MacKey::new(&receiving_mac),
                mac_key: Secret::new(&receiving_mac),
            },
            extra_key: h2(0xff, &secret),
            sent: 0,
            received: 0,
        };
        sending_mac.zeroize();
        receiving_mac.zeroize();
        keys
    }

    /// The counter of the next message sent.
    pub(super) fn next_counter(&mut self) -> u64 {
        self.sent = self.sent.wrapping_add(1);
        self.sent
    }
}

impl fmt::Debug for SessionKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionKeys").finish_non_exhaustive()
    }
}

/// `h1(byte) = SHA-1(byte || secbytes)`: its first 16 bytes are the AES key, the SHA-1 of that the MAC
/// key.
fn direction_keys(byte: u8, secret: &SharedSecret) -> (AesKey, [u8; MAC_BYTES]) {
    let hash = Sha1::new()
        .chain_update([byte])
        .chain_update(secret.secbytes())
        .finalize();
    let aes = Secret::<16>::new(&hash);
    (
        AesKey::new(aes.as_bytes()),
        Sha1::digest(aes.as_bytes()).into(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::rng;

    /// The block that encrypts zeros under the counter 1, and the MAC key, for h1(1) and h1(2) of the value that
    /// the first two private keys from the seed 1 share: by Python and OpenSSL.
    const KNOWN: [(u128, &[u8; 20]); 2] = [
        (
            0x29c4_4990_de2a_6616_958d_f504_0529_77a4,
            b"\xe4\x4b\xc0\xf9\x0b\x2f\x98\x3e\x3f\x2c\x46\xbc\x2e\x0d\xa5\xa2\x63\x6a\x29\x33",
        ),
        (
            0x17f4_2fbf_9416_5988_57cf_86d8_7725_a315,
            b"\x99\xca\x24\x55\xe2\x21\x41\x44\x1f\x1f\x46\x1e\x56\x14\xa0\x4c\xae\xdd\x43\xbb",
        ),
    ];

    fn key_stream(key: &AesKey) -> u128 {
        let mut zeros = [0; 16];
        key.apply(1, &mut zeros);
        u128::from_be_bytes(zeros)
    }

    #[test]
    fn the_larger_key_sends_with_h1_of_1_and_receives_with_h1_of_2() {
        let rng = &mut rng(1);
        let (smaller, larger) = (KeyPair::generate(rng), KeyPair::generate(rng));
        assert!(larger.public() > smaller.public());
        let [first, second] = KNOWN;
        for (ours, theirs, [(send, send_mac), (receive, receive_mac)]) in [
            (&larger, &smaller, [first, second]),
            (&smaller, &larger, [second, first]),
        ] {
            let keys = SessionKeys::derive(ours, theirs.public());
            assert_eq!(key_stream(&keys.sending.aes), send);
            assert_eq!(key_stream(&keys.receiving.aes), receive);
            assert_eq!(keys.receiving.mac_key.as_bytes(), receive_mac);
            assert_eq!(keys.sending.mac.mac(b"x"), MacKey::new(send_mac).mac(b"x"));
        }
    }
}
