//! What a long-term key can do outside of conversations: sign a statement, and be what another secret is derived of.
//!
//! A conversation signs MACs under keys that both ends have made for it alone. A statement is a hash that begins with a label of
//! its own, so nobody who talks to the key's holder can have a statement signed by it, nor pass a statement off as a part of a
//! key exchange: either takes a collision of 160 bits with a value that the other side does not choose alone.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{
    ake::public_key,
    crypto::dsa::{PublicKey, SIGNATURE_BYTES},
    fingerprint::Fingerprint,
    identity::Identity,
    wire::{reader::Reader, writer::Writer},
};

/// Bytes of a statement's signature.
pub const STATEMENT_SIGNATURE_BYTES: usize = SIGNATURE_BYTES;

/// Bytes of a public key, at most: its type, and p, g, y of 128 and q of 20 bytes, each after its length.
pub const PUBLIC_KEY_BYTES_MAX: usize = 2 + 3 * (4 + 128) + 4 + 20;

/// With what every statement begins.
const LABEL: &[u8] = b"OTR long-term key, statement\0";

impl Identity {
    /// The public key, as an exchange proves it (`PUBKEY`).
    pub fn public_key(&self) -> Vec<u8> {
        let mut writer = Writer::with_capacity(PUBLIC_KEY_BYTES_MAX);
        public_key::write(self.keys().public(), &mut writer);
        writer.into_bytes()
    }

    /// Signs a statement. It begins with what kind of statement it is, so that none is taken for another.
    pub fn sign_statement(
        &self,
        statement: &[u8],
        rng: &mut dyn CryptoRng,
    ) -> [u8; STATEMENT_SIGNATURE_BYTES] {
        self.keys().sign(&digest(statement), rng)
    }

    /// A secret that only whoever has this key can derive, another one for each label (RFC 5869 with SHA-256: the salt is the label,
    /// the keying material the private number in 20 bytes, the information the fingerprint's bytes).
    pub fn derive(&self, label: &[u8]) -> Zeroizing<[u8; 32]> {
        let extracted = hmac(label, &[self.keys().private_bytes().as_slice()]);
        hmac(extracted.as_slice(), &[self.fingerprint().as_bytes(), &[1]])
    }
}

/// Whoever has signed a statement, as their public key says: known by its fingerprint, and trusted only as far as that is.
pub struct Signer {
    key: PublicKey,
    fingerprint: Fingerprint,
}

impl Signer {
    /// Reads a public key (`PUBKEY`). None if it is none, or anything follows it.
    pub fn read(public_key: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(public_key);
        let key = public_key::read(&mut reader).ok()?;
        reader.finish().ok()?;
        let fingerprint = Fingerprint::of(&key);
        Some(Self { key, fingerprint })
    }

    /// The fingerprint of the key.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// Whether the key's holder has signed this statement.
    pub fn has_signed(
        &self,
        statement: &[u8],
        signature: &[u8; STATEMENT_SIGNATURE_BYTES],
    ) -> bool {
        self.key.verifies(&digest(statement), signature)
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer")
            .field("fingerprint", &self.fingerprint)
            .finish_non_exhaustive()
    }
}

fn digest(statement: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(LABEL);
    hash.update(statement);
    hash.finalize().into()
}

#[expect(
    clippy::expect_used,
    reason = "HMAC takes a key of any length (RFC 2104, section 2)"
)]
fn hmac(key: &[u8], parts: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length");
    parts.iter().for_each(|part| mac.update(part));
    Zeroizing::new(mac.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::rng;

    fn identity(seed: u64) -> Identity {
        Identity::generate(&mut rng(seed))
    }

    #[test]
    fn a_statement_is_signed_by_its_key_and_no_other_statement_is() {
        let (one, other) = (identity(1), identity(2));
        let signature = one.sign_statement(b"so it is", &mut rng(3));
        let signer = Signer::read(&one.public_key()).unwrap();
        assert_eq!(signer.fingerprint(), one.fingerprint());
        assert!(signer.has_signed(b"so it is", &signature));
        assert!(!signer.has_signed(b"so it is not", &signature));
        let stranger = Signer::read(&other.public_key()).unwrap();
        assert!(!stranger.has_signed(b"so it is", &signature));
        for place in [0, 19, 20, 39] {
            let mut forged = signature;
            forged[place] ^= 1;
            assert!(!signer.has_signed(b"so it is", &forged), "{place}");
        }
        assert!(!signer.has_signed(b"so it is", &[0; 40]));
    }

    #[test]
    fn what_is_no_public_key_or_more_than_one_signs_nothing() {
        let key = identity(1).public_key();
        assert!(key.len() <= PUBLIC_KEY_BYTES_MAX);
        assert!(Signer::read(&key[1..]).is_none());
        assert!(Signer::read(&[key.as_slice(), &[0]].concat()).is_none());
        assert!(Signer::read(&[]).is_none());
    }

    #[test]
    fn each_label_and_each_key_has_a_secret_of_its_own_and_the_same_one_always() {
        let (one, other) = (identity(1), identity(2));
        assert_eq!(one.derive(b"notes"), one.derive(b"notes"));
        assert_ne!(one.derive(b"notes"), one.derive(b"others"));
        assert_ne!(one.derive(b"notes"), other.derive(b"notes"));
    }
}
