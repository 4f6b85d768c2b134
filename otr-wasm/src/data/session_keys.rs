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
