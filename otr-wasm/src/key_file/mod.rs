//! Keys in files: libotr's `otr.private_key`, and PEM (feature `pem`), also under a passphrase (feature `passphrase`).

#[cfg(feature = "passphrase")]
mod encrypted_pem;
mod libotr;
#[cfg(feature = "pem")]
mod pem;
mod s_expression;

use std::sync::Arc;

use rand_core::CryptoRng;

#[cfg(feature = "passphrase")]
pub use encrypted_pem::{is_encrypted_pkcs8, read_encrypted_pkcs8, write_encrypted_pkcs8};
pub use libotr::{read_libotr, write_libotr};
#[cfg(feature = "pem")]
pub use pem::{read_pkcs8, write_pkcs8, write_spki};

use crate::{
    crypto::{
        dsa::KeyPair,
        dsa_parameters::{BUILT_IN, Parameters},
    },
    fingerprint::Fingerprint,
    identity::Identity,
};

/// An account of a client, and its key.
#[derive(Clone, Debug)]
pub struct Account {
    /// The account's name, for instance `desk1@example.org/Pidgin`.
    pub name: String,
    /// The carrier, for instance `prpl-jabber`.
    pub protocol: String,
    /// The key.
    pub identity: Arc<Identity>,
}

/// What a file of keys holds: what can be used, and what cannot.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Found<T> {
    /// What can be used, in the file's order.
    pub usable: Vec<T>,
    /// The accounts whose keys cannot be used.
    pub unusable: Vec<Unusable>,
}

/// An account of a libotr file whose key cannot be used.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the key of account {place}, {name:?}, cannot be used: {reason}")]
pub struct Unusable {
    /// The how manieth account of the file it is, from 1 up.
    pub place: usize,
    /// Its name; empty if it has none.
    pub name: String,
    /// Its carrier; empty if it has none.
    pub protocol: String,
    /// Why.
    pub reason: KeyFileError,
}

/// Why a file cannot be used.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyFileError {
    /// The file is longer than any key file.
    #[error("a key file has at most {limit} bytes; this one has {length}")]
    TooLong {
        /// Its bytes.
        length: usize,
        /// As many are read.
        limit: usize,
    },
    /// The file is not of the format it should be.
    #[error("not a key file: {0} expected")]
    Expected(&'static str),
    /// The passphrase does not open the file.
    #[error("the passphrase does not open the file")]
    WrongPassphrase,
    /// The numbers in it are no DSA key of 1024 and 160 bits, or do not belong together.
    #[error("the numbers in the file are no key that OTR can use")]
    NotAKey,
}

/// The fingerprints of the keys that a text names: 40 digits, a public or private key as PEM, or a
/// libotr file. For pinning a key. Of a private key in PEM the public one is computed, which takes one power; the
/// private numbers of a libotr file are not looked at.
///
/// # Errors
/// [`KeyFileError`] if it is none of these.
pub fn fingerprints(text: &str) -> Result<Found<Fingerprint>, KeyFileError> {
    let text = without_byte_order_mark(text);
    if let Ok(fingerprint) = text.parse() {
        return Ok(Found::only(fingerprint));
    }
    #[cfg(feature = "pem")]
    if let Some(fingerprint) = pem::fingerprint(text) {
        return fingerprint.map(Found::only);
    }
    libotr::fingerprints(text)
}

impl<T> Found<T> {
    fn only(found: T) -> Self {
        Self {
            usable: vec![found],
            unusable: Vec::new(),
        }
    }
}

/// The text of a file without the mark that some editors put in front of it.
fn without_byte_order_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The text of a file, unless it is longer than any.
fn no_longer_than(limit: usize, text: &str) -> Result<&str, KeyFileError> {
    if text.len() > limit {
        let length = text.len();
        return Err(KeyFileError::TooLong { length, limit });
    }
    Ok(without_byte_order_mark(text))
}

/// A key that is to become ours: its parameters must be primes, too. The built-in ones are known to be.
fn own_key(
    parameters: Arc<Parameters>,
    rng: &mut dyn CryptoRng,
    key: impl FnOnce(Arc<Parameters>) -> Option<KeyPair>,
) -> Result<Arc<Identity>, KeyFileError> {
    let are_built_in = Arc::ptr_eq(&parameters, &BUILT_IN);
    Some(parameters)
        .filter(|parameters| are_built_in || parameters.are_primes(rng))
        .and_then(key)
        .map(|keys| Arc::new(Identity::new(keys)))
        .ok_or(KeyFileError::NotAKey)
}

#[cfg(all(test, feature = "pem"))]
mod tests {
    use super::*;
    use crate::testing::rng;

    #[test]
    fn each_kind_of_text_names_the_same_fingerprint_with_a_byte_order_mark_or_without() {
        let identity = Arc::new(Identity::generate(&mut rng(1)));
        let account = Account {
            name: "a".to_owned(),
            protocol: "b".to_owned(),
            identity: Arc::clone(&identity),
        };
        for text in [
            identity.fingerprint().to_string(),
            identity.fingerprint().to_hex(),
            write_spki(&identity).unwrap(),
            write_pkcs8(&identity).unwrap().to_string(),
            write_libotr(&[account]).to_string(),
        ] {
            let expected = Ok(Found::only(identity.fingerprint()));
            assert_eq!(fingerprints(&text), expected);
            assert_eq!(fingerprints(&format!("\u{feff}{text}")), expected);
        }
        assert_eq!(
            fingerprints("hello"),
            Err(KeyFileError::Expected("privkeys"))
        );
    }
}
