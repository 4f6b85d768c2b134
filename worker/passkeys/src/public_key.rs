//! The keys of passkeys: ES256 and RS256, which between them every authenticator has (section 5.4: `pubKeyCredParams`).

use hushdesk_protocol::rest::{Encoded, PasskeyAlgorithm};
use p256::ecdsa::{Signature, VerifyingKey};
use rsa::pkcs8::DecodePublicKey;
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Sign, PublicKey as RsaKey};
use sha2::{Digest, Sha256};
use signature::Verifier;

use crate::encoded::{decoded, encoded};

/// The shortest and the longest number of RSA that counts, in bytes.
const RSA_BYTES: std::ops::RangeInclusive<usize> = 256..=512;

/// It is no key that counts.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("it is no key that counts")]
pub struct NoKey;

/// What is held against the signatures of a passkey.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PublicKey {
    algorithm: PasskeyAlgorithm,
    /// As `SubjectPublicKeyInfo`.
    info: Vec<u8>,
}

impl PublicKey {
    /// The key of this `SubjectPublicKeyInfo`, if it is one of this algorithm.
    pub(crate) fn read(algorithm: PasskeyAlgorithm, info: Vec<u8>) -> Result<Self, NoKey> {
        let key = Self { algorithm, info };
        if key.verifying().is_some() {
            Ok(key)
        } else {
            Err(NoKey)
        }
    }

    /// A key that was stored.
    ///
    /// # Errors
    ///
    /// It is none.
    pub fn stored(cose: i32, info: String) -> Result<Self, NoKey> {
        let algorithm = PasskeyAlgorithm::of_cose(cose).ok_or(NoKey)?;
        let info = decoded(&Encoded::new(info)).map_err(|_| NoKey)?;
        Self::read(algorithm, info)
    }

    /// Of which algorithm it is, as COSE numbers it.
    pub const fn cose(&self) -> i32 {
        self.algorithm.cose()
    }

    /// The key, to be stored.
    pub fn info(&self) -> Encoded {
        encoded(&self.info)
    }

    /// Whether this is its signature over the message.
    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        match self.verifying() {
            Some(Verifying::Es256(key)) => {
                let signature = Signature::from_der(signature);
                signature.is_ok_and(|signature| key.verify(message, &signature).is_ok())
            }
            Some(Verifying::Rs256(key)) => {
                let scheme = Pkcs1v15Sign::new::<Sha256>();
                let digest = Sha256::digest(message);
                key.verify(scheme, &digest, signature).is_ok()
            }
            None => false,
        }
    }

    fn verifying(&self) -> Option<Verifying> {
        match self.algorithm {
            PasskeyAlgorithm::Es256 => {
                let key = VerifyingKey::from_public_key_der(&self.info);
                key.ok().map(Verifying::Es256)
            }
            PasskeyAlgorithm::Rs256 => {
                let key = RsaKey::from_public_key_der(&self.info).ok()?;
                let counts = RSA_BYTES.contains(&key.size());
                counts.then_some(Verifying::Rs256(key))
            }
        }
    }
}

enum Verifying {
    Es256(VerifyingKey),
    Rs256(RsaKey),
}
