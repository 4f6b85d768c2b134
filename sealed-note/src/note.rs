//! Sealing a note, and opening one.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce};
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, single_shot_open,
    single_shot_seal_with_rng,
};
use otr_wasm::Fingerprint;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::key::{NoteSecret, VerifiedNoteKey};
use crate::padding::{pad, unpad};
use crate::purpose::Purpose;

/// Readers of a note, at most: as many keys as a skin pins.
pub const READERS_MAX: usize = 100;

/// Bytes of a note, at most: with its length 64 KB.
pub const NOTE_BYTES_MAX: usize = 65_532;

/// How a note begins.
const BEGINNING: &[u8] = b"HushNote1";

/// Bytes of a content key.
const KEY_BYTES: usize = 32;

/// Bytes of an encapsulated key, and of a sealed content key.
const ENCAPSULATED_BYTES: usize = 32;
const SEALED_KEY_BYTES: usize = KEY_BYTES + 16;

/// Bytes of what a note has for each reader.
const READER_BYTES: usize = 20 + ENCAPSULATED_BYTES + SEALED_KEY_BYTES;

/// Why a note was not sealed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum NotSealed {
    /// Nobody could read it, or more could than a note has room for.
    #[error("a note has from 1 to {READERS_MAX} readers, and not {0}")]
    Readers(usize),
    /// It is too long.
    #[error("a note has at most {NOTE_BYTES_MAX} bytes, and not {0}")]
    TooLong(usize),
    /// A key cannot be sealed to, although its holder has signed it.
    #[error("a reader's key is no key")]
    NoKey,
}

/// Why a note was not opened.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum NotOpened {
    /// It is not what a note looks like.
    #[error("it is no note")]
    Malformed,
    /// It was sealed to others.
    #[error("it was sealed to other keys")]
    NotAReader,
    /// It was changed, or was left for something else.
    #[error("it was changed, or is in the wrong place")]
    Changed,
}

/// Seals a note to these keys, in base64.
///
/// # Errors
///
/// [`NotSealed`]: there is nothing to send then.
pub fn seal(
    note: &[u8],
    purpose: &Purpose,
    keys: &[VerifiedNoteKey],
    rng: &mut dyn CryptoRng,
) -> Result<String, NotSealed> {
    if note.len() > NOTE_BYTES_MAX {
        return Err(NotSealed::TooLong(note.len()));
    }
    let count = u8::try_from(keys.len()).ok();
    let count = count.filter(|_| (1..=READERS_MAX).contains(&keys.len()));
    let count = count.ok_or(NotSealed::Readers(keys.len()))?;
    let mut content_key = Zeroizing::new([0; KEY_BYTES]);
    rng.fill_bytes(content_key.as_mut_slice());
    let mut sealed = [BEGINNING, &[count]].concat();
    for key in keys {
        let for_reader = wrap(&content_key, purpose, key, rng).ok_or(NotSealed::NoKey)?;
        sealed.extend_from_slice(&for_reader);
    }
    let padded = pad(note).ok_or(NotSealed::TooLong(note.len()))?;
    let payload = Payload {
        msg: &padded,
        aad: &authenticated(&sealed, purpose),
    };
    let content = cipher(&content_key).encrypt(&Nonce::default(), payload);
    sealed.extend(content.map_err(|_| NotSealed::TooLong(note.len()))?);
    Ok(STANDARD.encode(sealed))
}

/// What a note has for one reader.
fn wrap(
    content_key: &[u8; KEY_BYTES],
    purpose: &Purpose,
    key: &VerifiedNoteKey,
    mut rng: &mut dyn CryptoRng,
) -> Option<Vec<u8>> {
    let (encapsulated, sealed_key) =
        single_shot_seal_with_rng::<hpke::aead::ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeS::Base,
            &key.public,
            purpose.as_bytes(),
            content_key,
            &[],
            &mut rng,
        )
        .ok()?;
    let fingerprint = key.fingerprint();
    Some(
        [
            fingerprint.as_bytes(),
            encapsulated.to_bytes().as_slice(),
            &sealed_key,
        ]
        .concat(),
    )
}

/// The fingerprints of those who can open a note, as it says.
///
/// # Errors
///
/// [`NotOpened::Malformed`].
pub fn readers(sealed: &str) -> Result<Vec<Fingerprint>, NotOpened> {
    let bytes = decoded(sealed)?;
    let parts = Parts::read(&bytes).ok_or(NotOpened::Malformed)?;
    Ok(parts.readers().map(|reader| reader.fingerprint).collect())
}

/// Opens a note.
///
/// # Errors
///
/// [`NotOpened`]. Nothing of it can be read then.
pub fn open(
    sealed: &str,
    purpose: &Purpose,
    secret: &NoteSecret,
) -> Result<Zeroizing<Vec<u8>>, NotOpened> {
    let bytes = decoded(sealed)?;
    let parts = Parts::read(&bytes).ok_or(NotOpened::Malformed)?;
    let own = parts
        .readers()
        .find(|reader| reader.fingerprint == secret.fingerprint());
    let own = own.ok_or(NotOpened::NotAReader)?;
    let content_key = own.unwrap(purpose, secret).ok_or(NotOpened::Changed)?;
    let payload = Payload {
        msg: parts.content,
        aad: &authenticated(parts.head, purpose),
    };
    let padded = cipher(&content_key).decrypt(&Nonce::default(), payload);
    let padded = Zeroizing::new(padded.map_err(|_| NotOpened::Changed)?);
    let note = unpad(&padded).ok_or(NotOpened::Malformed)?;
    Ok(Zeroizing::new(note.to_vec()))
}

fn decoded(sealed: &str) -> Result<Vec<u8>, NotOpened> {
    STANDARD.decode(sealed).map_err(|_| NotOpened::Malformed)
}

fn cipher(content_key: &[u8; KEY_BYTES]) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(content_key.into())
}

/// What is authenticated with the content: the purpose ends where the head begins, whose first bytes are always the same.
fn authenticated(head: &[u8], purpose: &Purpose) -> Vec<u8> {
    [purpose.as_bytes(), head].concat()
}

/// A note, read.
struct Parts<'a> {
    head: &'a [u8],
    readers: &'a [u8],
    content: &'a [u8],
}

/// What a note has for one reader, read.
struct Reader<'a> {
    fingerprint: Fingerprint,
    encapsulated: &'a [u8],
    sealed_key: &'a [u8],
}

impl<'a> Parts<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let (count, rest) = bytes.strip_prefix(BEGINNING)?.split_first()?;
        let count = usize::from(*count);
        if !(1..=READERS_MAX).contains(&count) {
            return None;
        }
        let (readers, content) = rest.split_at_checked(count * READER_BYTES)?;
        let (head, _) = bytes.split_at_checked(bytes.len() - content.len())?;
        Some(Self {
            head,
            readers,
            content,
        })
    }

    fn readers(&self) -> impl Iterator<Item = Reader<'a>> {
        self.readers
            .chunks_exact(READER_BYTES)
            .filter_map(Reader::read)
    }
}

impl<'a> Reader<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let (fingerprint, rest) = bytes.split_first_chunk()?;
        let (encapsulated, sealed_key) = rest.split_at_checked(ENCAPSULATED_BYTES)?;
        Some(Self {
            fingerprint: Fingerprint::from_bytes(*fingerprint),
            encapsulated,
            sealed_key,
        })
    }

    fn unwrap(&self, purpose: &Purpose, secret: &NoteSecret) -> Option<Zeroizing<[u8; KEY_BYTES]>> {
        type Encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey;
        let encapsulated = Encapsulated::from_bytes(self.encapsulated).ok()?;
        let opened = single_shot_open::<hpke::aead::ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &secret.private_key()?,
            &encapsulated,
            purpose.as_bytes(),
            self.sealed_key,
            &[],
        );
        let opened = Zeroizing::new(opened.ok()?);
        let mut content_key = Zeroizing::new([0; KEY_BYTES]);
        if opened.len() != KEY_BYTES {
            return None;
        }
        content_key.copy_from_slice(&opened);
        Some(content_key)
    }
}
