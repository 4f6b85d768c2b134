//! Note keys: derived of an OTR key, signed by it, and verified before anything is sealed to them.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, Serializable};
use otr_wasm::{Fingerprint, Identity, STATEMENT_SIGNATURE_BYTES, Signer};
use rand_core::CryptoRng;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// How a note key begins.
const BEGINNING: &[u8] = b"NoteKey-1";

/// Under which label the X25519 key is derived of the OTR key.
const LABEL: &[u8] = b"Hushdesk note key 1";

/// What the OTR key signs, before the X25519 key.
const STATEMENT: &[u8] = b"note key\0";

/// Bytes of an X25519 key.
const KEY_BYTES: usize = 32;

/// What opens the notes of one OTR key's holder. Boxed, so that moving it leaves no copy behind.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct NoteSecret {
    secret: Box<[u8; KEY_BYTES]>,
    #[zeroize(skip)]
    fingerprint: Fingerprint,
}

impl NoteSecret {
    /// That of this key's holder.
    pub fn of(identity: &Identity) -> Self {
        let mut secret = Box::new([0; KEY_BYTES]);
        secret.copy_from_slice(identity.derive(LABEL).as_slice());
        Self {
            secret,
            fingerprint: identity.fingerprint(),
        }
    }

    /// The fingerprint of the OTR key.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    pub(crate) fn private_key(&self) -> Option<<X25519HkdfSha256 as Kem>::PrivateKey> {
        Deserializable::from_bytes(self.secret.as_slice()).ok()
    }

    fn public_bytes(&self) -> Option<[u8; KEY_BYTES]> {
        let public = X25519HkdfSha256::sk_to_pk(&self.private_key()?);
        Some(public.to_bytes().into())
    }
}

impl fmt::Debug for NoteSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NoteSecret").finish_non_exhaustive()
    }
}

/// The note key of this OTR key, signed, in base64: for everybody to see.
pub fn publish(identity: &Identity, rng: &mut dyn CryptoRng) -> String {
    // Any 32 bytes are an X25519 key.
    let public = NoteSecret::of(identity).public_bytes().unwrap_or_default();
    let signature = identity.sign_statement(&statement(&public), rng);
    STANDARD.encode([BEGINNING, &identity.public_key(), &public, &signature].concat())
}

fn statement(public: &[u8]) -> Vec<u8> {
    [STATEMENT, public].concat()
}

/// A note key whose OTR key is pinned and has signed it.
#[derive(Clone, PartialEq)]
pub struct VerifiedNoteKey {
    pub(crate) fingerprint: Fingerprint,
    pub(crate) public: <X25519HkdfSha256 as Kem>::PublicKey,
}

/// Why nothing is sealed to a note key.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum NotUsable {
    /// It is not what a note key looks like.
    #[error("it is no note key")]
    Malformed,
    /// Nobody vouches for the OTR key.
    #[error("the OTR key is none of those that are pinned")]
    NotPinned,
    /// The OTR key has not signed it.
    #[error("the OTR key has not signed it")]
    NotSigned,
}

impl VerifiedNoteKey {
    /// Verifies a note key that somebody has published.
    ///
    /// # Errors
    ///
    /// [`NotUsable`]: nothing may be sealed to it.
    pub fn verify(published: &str, pinned: &[Fingerprint]) -> Result<Self, NotUsable> {
        let bytes = STANDARD.decode(published);
        let bytes = bytes.map_err(|_| NotUsable::Malformed)?;
        let parts = parts(&bytes).ok_or(NotUsable::Malformed)?;
        let signer = Signer::read(parts.otr_key).ok_or(NotUsable::Malformed)?;
        let fingerprint = signer.fingerprint();
        if !pinned.contains(&fingerprint) {
            return Err(NotUsable::NotPinned);
        }
        if !signer.has_signed(&statement(parts.public), parts.signature) {
            return Err(NotUsable::NotSigned);
        }
        let public = Deserializable::from_bytes(parts.public).map_err(|_| NotUsable::Malformed)?;
        Ok(Self {
            fingerprint,
            public,
        })
    }

    /// The fingerprint of the OTR key.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }
}

impl fmt::Debug for VerifiedNoteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifiedNoteKey")
            .field("fingerprint", &self.fingerprint)
            .finish_non_exhaustive()
    }
}

struct Parts<'a> {
    otr_key: &'a [u8],
    public: &'a [u8; KEY_BYTES],
    signature: &'a [u8; STATEMENT_SIGNATURE_BYTES],
}

/// The parts of a note key: both last ones are of fixed length.
fn parts(bytes: &[u8]) -> Option<Parts<'_>> {
    let rest = bytes.strip_prefix(BEGINNING)?;
    let (rest, signature) = rest.split_last_chunk()?;
    let (otr_key, public) = rest.split_last_chunk()?;
    Some(Parts {
        otr_key,
        public,
        signature,
    })
}
