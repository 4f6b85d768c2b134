//! Keys as PEM (RFC 7468): private ones as PKCS#8 (RFC 5958), public ones as SPKI (RFC 5280, RFC 3279).
//!
//! How they stand in the file is the business of RustCrypto's `pkcs8` and `dsa`; which of them can be used is ours.

use std::sync::Arc;

use dsa::{BoxedUint, Components, SigningKey, VerifyingKey};
use pkcs8::{
    EncodePrivateKey, EncodePublicKey, LineEnding, PrivateKeyInfoRef, SecretDocument,
    der::Document,
    spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef},
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{KeyFileError, no_longer_than, own_key};
use crate::{
    crypto::{
        dsa::{KeyPair, PublicKey},
        dsa_parameters::{P_BITS, Q_BITS, known_or_new},
        number::strip_zeros,
    },
    fingerprint::Fingerprint,
    identity::Identity,
};

/// The longest file read: a private key takes less than 1 KB, comments around it some more.
const FILE_MAX: usize = 16 * 1024;

const PRIVATE: &str = "PRIVATE KEY";
const PUBLIC: &str = "PUBLIC KEY";

/// The key in a PKCS#8 file.
///
/// # Errors
/// [`KeyFileError`] if the file is of another format, encrypted, or holds another kind of key.
pub fn read_pkcs8(text: &str, rng: &mut dyn CryptoRng) -> Result<Arc<Identity>, KeyFileError> {
    own(&read_private(text)?, rng)
}

/// A PKCS#8 file with this key. It holds the private key in clear.
///
/// # Errors
/// [`KeyFileError::NotAKey`] if `dsa` finds fault with a key that we did not.
pub fn write_pkcs8(identity: &Identity) -> Result<Zeroizing<String>, KeyFileError> {
    signing(identity)
        .and_then(|key| key.to_pkcs8_pem(LineEnding::LF).ok())
        .ok_or(KeyFileError::NotAKey)
}

/// An SPKI file with the public key.
///
/// # Errors
/// [`KeyFileError::NotAKey`] if `dsa` finds fault with a key that we did not.
pub fn write_spki(identity: &Identity) -> Result<String, KeyFileError> {
    foreign(identity.keys().public())
        .and_then(|key| key.to_public_key_pem(LineEnding::LF).ok())
        .ok_or(KeyFileError::NotAKey)
}

/// The fingerprint of the key in a text, if it has one in PEM, public or private.
pub(super) fn fingerprint(text: &str) -> Option<Result<Fingerprint, KeyFileError>> {
    let key = if text.contains(&begin(PUBLIC)) {
        read_public(text)
    } else if text.contains(&begin(PRIVATE)) {
        read_private(text).map(|key| key.verifying_key().clone())
    } else {
        return None;
    };
    Some(key.and_then(|key| Ok(Fingerprint::of(&usable(&key)?))))
}

fn read_private(text: &str) -> Result<SigningKey, KeyFileError> {
    let (_, document) = SecretDocument::from_pem(block(text, PRIVATE)?)
        .map_err(|_| KeyFileError::Expected("a private key"))?;
    private(&document)
}

/// The key in a PKCS#8 document.
pub(super) fn private(document: &SecretDocument) -> Result<SigningKey, KeyFileError> {
    let info = PrivateKeyInfoRef::try_from(document.as_bytes())
        .map_err(|_| KeyFileError::Expected("a private key"))?;
    check_algorithm(&info.algorithm)?;
    SigningKey::try_from(info).map_err(|_| KeyFileError::NotAKey)
}

/// A foreign key as one of ours, to be used as our own.
pub(super) fn own(
    key: &SigningKey,
    rng: &mut dyn CryptoRng,
) -> Result<Arc<Identity>, KeyFileError> {
    let public = usable(key.verifying_key())?;
    let x = Zeroizing::new(key.x().to_be_bytes());
    own_key(Arc::clone(public.parameters()), rng, |_| {
        KeyPair::new(&public, strip_zeros(&x))
    })
}

/// One of our keys as RustCrypto has it, the private number with it.
pub(super) fn signing(identity: &Identity) -> Option<SigningKey> {
    let x = identity.keys().private_bytes();
    let x = BoxedUint::from_be_slice(x.as_slice(), bits(Q_BITS));
    x.ok()
        .zip(foreign(identity.keys().public()))
        .and_then(|(x, public)| SigningKey::from_components(public, x).ok())
}

fn read_public(text: &str) -> Result<VerifyingKey, KeyFileError> {
    let (_, document) = Document::from_pem(block(text, PUBLIC)?)
        .map_err(|_| KeyFileError::Expected("a public key"))?;
    let info: SubjectPublicKeyInfoRef<'_> = document
        .decode_msg()
        .map_err(|_| KeyFileError::Expected("a public key"))?;
    check_algorithm(&info.algorithm)?;
    VerifyingKey::try_from(info).map_err(|_| KeyFileError::NotAKey)
}

fn check_algorithm(algorithm: &AlgorithmIdentifierRef<'_>) -> Result<(), KeyFileError> {
    algorithm
        .assert_algorithm_oid(dsa::OID)
        .map(drop)
        .map_err(|_| KeyFileError::Expected("a DSA key"))
}

/// A foreign key as one of ours, if OTR can use it.
fn usable(key: &VerifyingKey) -> Result<PublicKey, KeyFileError> {
    let numbers = key.components();
    let [p, q, g] = [
        numbers.p().as_ref(),
        numbers.q().as_ref(),
        numbers.g().as_ref(),
    ]
    .map(BoxedUint::to_be_bytes);
    known_or_new(&p, &q, &g)
        .and_then(|parameters| PublicKey::new(parameters, strip_zeros(&key.y().to_be_bytes())))
        .ok_or(KeyFileError::NotAKey)
}

/// One of our keys as RustCrypto has it.
fn foreign(key: &PublicKey) -> Option<VerifyingKey> {
    let [p, q, g, y] = key.numbers();
    let number = |digits: &[u8], size| BoxedUint::from_be_slice(digits, bits(size)).ok();
    let components = Components::from_components(
        number(&p, P_BITS)?,
        number(&q, Q_BITS)?,
        number(&g, P_BITS)?,
    );
    VerifyingKey::from_components(components.ok()?, number(&y, P_BITS)?).ok()
}

fn bits(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}

pub(super) fn begin(label: &str) -> String {
    format!("-----BEGIN {label}-----")
}

/// The block with this label: other things may stand before and behind it.
pub(super) fn block<'a>(text: &'a str, label: &'static str) -> Result<&'a str, KeyFileError> {
    let text = no_longer_than(FILE_MAX, text)?;
    let start = text.find(&begin(label));
    let (_, text) = start
        .and_then(|start| text.split_at_checked(start))
        .ok_or(KeyFileError::Expected(label))?;
    let end = format!("-----END {label}-----");
    text.find(&end)
        .and_then(|start| text.split_at_checked(start + end.len()))
        .map(|(block, _)| block)
        .ok_or(KeyFileError::Expected("a PEM block's end"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::rng;

    #[test]
    fn a_private_key_is_read_back() {
        let rng = &mut rng(1);
        let identity = Identity::generate(rng);
        let file = write_pkcs8(&identity).unwrap();
        assert!(file.starts_with("-----BEGIN PRIVATE KEY-----\nMIIB"));
        for file in [
            file.to_string(),
            file.replace('\n', "\r\n"),
            format!("Bag Attributes\n{}and more", file.as_str()),
            format!("\u{feff}{}", file.as_str()),
        ] {
            let read = read_pkcs8(&file, rng).unwrap();
            assert_eq!(read.fingerprint(), identity.fingerprint());
            assert_eq!(read.keys().private_bytes(), identity.keys().private_bytes());
        }
    }

    #[test]
    fn a_public_key_gives_its_fingerprint() {
        let identity = Identity::generate(&mut rng(2));
        assert_eq!(
            fingerprint(&write_spki(&identity).unwrap()),
            Some(Ok(identity.fingerprint()))
        );
        assert_eq!(fingerprint("hello"), None);
    }

    #[test]
    fn a_file_that_is_none_says_what_was_expected() {
        let error = |text: &str| read_pkcs8(text, &mut rng(3)).unwrap_err();
        assert_eq!(error("hello"), KeyFileError::Expected("PRIVATE KEY"));
        let with =
            |body: &str| format!("-----BEGIN PRIVATE KEY-----\n{body}-----END PRIVATE KEY-----");
        assert_eq!(error(&with("!\n")), KeyFileError::Expected("a private key"));
        assert_eq!(
            error(&with("AAAA\n")),
            KeyFileError::Expected("a private key")
        );
        let cut = "-----BEGIN PRIVATE KEY-----\nMIIB";
        assert_eq!(error(cut), KeyFileError::Expected("a PEM block's end"));
    }

    /// `openssl genpkey -algorithm ed25519`.
    #[test]
    fn another_kind_of_key_is_refused() {
        let ed25519 = "-----BEGIN PRIVATE KEY-----\n\
                       MC4CAQAwBQYDK2VwBCIEIBAgMEBQYHCAkKCwwNDg8AAQIDBAUGBwgJCgsMDQ4PAA\n\
                       -----END PRIVATE KEY-----\n";
        let refused = read_pkcs8(ed25519, &mut rng(4)).unwrap_err();
        assert_eq!(refused, KeyFileError::Expected("a DSA key"));
    }
}
