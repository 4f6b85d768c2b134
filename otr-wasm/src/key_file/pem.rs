//! Keys as PEM (RFC 7468): private ones as PKCS#8 (RFC 5958), public ones as SPKI (RFC 5280, RFC 3279).
//!
//! ```text
//! PrivateKeyInfo ::= SEQUENCE {
//!     version     INTEGER (0),
//!     algorithm   SEQUENCE { OBJECT IDENTIFIER id-dsa, SEQUENCE { p, q, g INTEGER } },
//!     privateKey  OCTET STRING holding x INTEGER }
//!
//! SubjectPublicKeyInfo ::= SEQUENCE {
//!     algorithm   as above,
//!     publicKey   BIT STRING holding y INTEGER }
//! ```

use std::sync::Arc;

use base64::{Engine, prelude::BASE64_STANDARD};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{
    KeyFileError,
    der::{Der, Type, write, write_integer},
    own_key,
};
use crate::{
    crypto::{
        dh_group::strip_zeros,
        dsa::{KeyPair, PublicKey},
        dsa_parameters::Parameters,
    },
    identity::{Fingerprint, Identity},
};

/// 1.2.840.10040.4.1, id-dsa (RFC 3279, section 2.3.2).
const ID_DSA: &[u8] = b"\x2a\x86\x48\xce\x38\x04\x01";

/// The longest file read: a private key takes less than 1 KB, comments around it some more.
const FILE_MAX: usize = 16 * 1024;

const PRIVATE: &str = "PRIVATE KEY";
const PUBLIC: &str = "PUBLIC KEY";

/// The key in a PKCS#8 file.
///
/// # Errors
/// [`KeyFileError`] if the file is of another format, encrypted, or holds another kind of key.
pub fn read_pkcs8(text: &str, rng: &mut dyn CryptoRng) -> Result<Arc<Identity>, KeyFileError> {
    let bytes = unwrap(text, PRIVATE)?;
    let (parameters, x) = read_private(&bytes)?;
    own_key(parameters, rng, |parameters| {
        KeyPair::from_private(parameters, x)
    })
}

/// The fingerprint of the key in a PKCS#8 file.
pub(super) fn fingerprint_of_pkcs8(text: &str) -> Result<Fingerprint, KeyFileError> {
    let bytes = unwrap(text, PRIVATE)?;
    let (parameters, x) = read_private(&bytes)?;
    KeyPair::from_private(parameters, x)
        .map(|keys| keys.public().fingerprint())
        .ok_or(KeyFileError::NotAKey)
}

/// The parameters, and x.
fn read_private(bytes: &[u8]) -> Result<(Arc<Parameters>, &[u8]), KeyFileError> {
    let mut file = Der::new(bytes);
    let mut info = file.sequence("a private key")?;
    file.finish()?;
    info.integer("the version of a private key")?;
    let parameters = read_algorithm(&mut info)?;
    let mut private = Der::new(info.next(Type::OctetString, "the private number")?);
    let x = private.integer("the private number")?;
    private.finish()?;
    Ok((parameters, x))
}

/// A PKCS#8 file with this key. It holds the private key in clear.
pub fn write_pkcs8(identity: &Identity) -> Zeroizing<String> {
    let x = identity.keys().private_bytes();
    let x = write_integer(strip_zeros(x.as_slice()));
    let version = write_integer(&[]);
    let algorithm = write_algorithm(identity.keys().public());
    let private = write(Type::OctetString, &[&x]);
    wrap(
        &write(Type::Sequence, &[&version, &algorithm, &private]),
        PRIVATE,
    )
}

/// An SPKI file with the public key.
pub fn write_spki(identity: &Identity) -> String {
    let public = identity.keys().public();
    let [_, _, _, y] = public.numbers();
    let key = write(Type::BitString, &[&[0], &write_integer(&y)]);
    wrap(
        &write(Type::Sequence, &[&write_algorithm(public), &key]),
        PUBLIC,
    )
    .as_str()
    .to_owned()
}

/// The fingerprint of the key in an SPKI file.
pub(super) fn read_spki(text: &str) -> Result<Fingerprint, KeyFileError> {
    let bytes = unwrap(text, PUBLIC)?;
    let mut file = Der::new(&bytes);
    let mut info = file.sequence("a public key")?;
    file.finish()?;
    let parameters = read_algorithm(&mut info)?;
    let bits = info.next(Type::BitString, "the public number")?;
    let mut public = Der::new(
        bits.strip_prefix(&[0])
            .ok_or(KeyFileError::Expected("whole bytes"))?,
    );
    let y = public.integer("the public number")?;
    PublicKey::new(parameters, strip_zeros(y))
        .map(|key| key.fingerprint())
        .ok_or(KeyFileError::NotAKey)
}

fn read_algorithm(info: &mut Der<'_>) -> Result<Arc<Parameters>, KeyFileError> {
    let mut algorithm = info.sequence("an algorithm")?;
    if algorithm.next(Type::ObjectIdentifier, "an algorithm's name")? != ID_DSA {
        return Err(KeyFileError::Expected("a DSA key"));
    }
    let mut numbers = algorithm.sequence("DSA parameters")?;
    let [p, q, g] = [
        numbers.integer("p")?,
        numbers.integer("q")?,
        numbers.integer("g")?,
    ];
    numbers.finish()?;
    Parameters::known_or_new(p, q, g).ok_or(KeyFileError::NotAKey)
}

fn write_algorithm(key: &PublicKey) -> Zeroizing<Vec<u8>> {
    let [p, q, g, _] = key.numbers().map(|number| write_integer(&number));
    let numbers = write(Type::Sequence, &[&p, &q, &g]);
    let name = write(Type::ObjectIdentifier, &[ID_DSA]);
    write(Type::Sequence, &[&name, &numbers])
}

/// Whether the text holds a private key as PKCS#8.
pub(super) fn is_pkcs8(text: &str) -> bool {
    text.contains(&begin(PRIVATE))
}

/// Whether the text holds a public key as SPKI.
pub(super) fn is_spki(text: &str) -> bool {
    text.contains(&begin(PUBLIC))
}

fn begin(label: &str) -> String {
    format!("-----BEGIN {label}-----")
}

fn end(label: &str) -> String {
    format!("-----END {label}-----")
}

/// What stands between the lines that begin and end a block.
fn unwrap(text: &str, label: &'static str) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
    if text.len() > FILE_MAX {
        return Err(KeyFileError::TooLong {
            length: text.len(),
            limit: FILE_MAX,
        });
    }
    let (_, rest) = text
        .split_once(&begin(label))
        .ok_or(KeyFileError::Expected(label))?;
    let (body, _) = rest
        .split_once(&end(label))
        .ok_or(KeyFileError::Expected("a PEM block's end"))?;
    let letters = Zeroizing::new(body.split_ascii_whitespace().collect::<String>());
    let bytes = BASE64_STANDARD.decode(letters.as_bytes());
    bytes
        .map(Zeroizing::new)
        .map_err(|_| KeyFileError::Expected("base64"))
}

/// A block, in lines of 64 letters.
fn wrap(bytes: &[u8], label: &str) -> Zeroizing<String> {
    let letters = Zeroizing::new(BASE64_STANDARD.encode(bytes));
    let mut text = Zeroizing::new(String::with_capacity(letters.len() * 66 / 64 + 80));
    text.push_str(&begin(label));
    for (place, letter) in letters.chars().enumerate() {
        if place % 64 == 0 {
            text.push('\n');
        }
        text.push(letter);
    }
    text.push('\n');
    text.push_str(&end(label));
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::rng;

    #[test]
    fn a_private_key_is_read_back() {
        let rng = &mut rng(1);
        let identity = Identity::generate(rng);
        let file = write_pkcs8(&identity);
        assert!(file.starts_with("-----BEGIN PRIVATE KEY-----\nMIIB"));
        let read = read_pkcs8(&format!("Bag Attributes\n{}", file.as_str()), rng).unwrap();
        assert_eq!(read.fingerprint(), identity.fingerprint());
        assert_eq!(read.keys().private_bytes(), identity.keys().private_bytes());
    }

    #[test]
    fn a_public_key_gives_its_fingerprint() {
        let identity = Identity::generate(&mut rng(2));
        assert_eq!(
            read_spki(&write_spki(&identity)),
            Ok(identity.fingerprint())
        );
    }

    #[test]
    fn a_file_that_is_none_says_what_was_expected() {
        let error = |text: &str| read_pkcs8(text, &mut rng(3)).unwrap_err();
        assert_eq!(error("hello"), KeyFileError::Expected("PRIVATE KEY"));
        let empty = "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----";
        assert_eq!(error(empty), KeyFileError::Expected("a private key"));
        let cut = "-----BEGIN PRIVATE KEY-----\nMIIB";
        assert_eq!(error(cut), KeyFileError::Expected("a PEM block's end"));
    }
}
