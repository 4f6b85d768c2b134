//! Keys in files: libotr's `otr.private_key`, and PEM.

mod der;
mod libotr;
mod pem;
mod s_expression;

use std::sync::Arc;

pub use libotr::{read_libotr, write_libotr};
pub use pem::{read_pkcs8, write_pkcs8, write_spki};
use rand_core::CryptoRng;

use crate::{
    crypto::{
        dsa::KeyPair,
        dsa_parameters::{BUILT_IN, Parameters},
    },
    identity::{Fingerprint, Identity},
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
pub fn fingerprints(text: &str) -> Result<Vec<Fingerprint>, KeyFileError> {
    if let Ok(fingerprint) = text.parse() {
        return Ok(vec![fingerprint]);
    }
    if pem::is_spki(text) {
        return Ok(vec![pem::read_spki(text)?]);
    }
    if pem::is_pkcs8(text) {
        return Ok(vec![pem::fingerprint_of_pkcs8(text)?]);
    }
    libotr::fingerprints(text)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::rng;

    #[test]
    fn each_kind_of_text_names_the_same_fingerprint() {
        let identity = Arc::new(Identity::generate(&mut rng(1)));
        let expected = Ok(vec![identity.fingerprint()]);
        assert_eq!(fingerprints(&identity.fingerprint().to_string()), expected);
        assert_eq!(fingerprints(&identity.fingerprint().to_hex()), expected);
        assert_eq!(fingerprints(&write_spki(&identity)), expected);
        assert_eq!(fingerprints(&write_pkcs8(&identity)), expected);
        let account = Account {
            name: "a".to_owned(),
            protocol: "b".to_owned(),
            identity,
        };
        assert_eq!(fingerprints(&write_libotr(&[account])), expected);
        assert_eq!(
            fingerprints("hello"),
            Err(KeyFileError::Expected("privkeys"))
        );
    }
}
