//! Private keys as PEM under a passphrase: PKCS#8 (RFC 5958, section 3) with PBES2 (RFC 8018, section 6.2).
//!
//! Written with PBKDF2, HMAC-SHA-256 and AES-256-CBC, which every program reads that reads such files at all; read with
//! whatever of PBES2 RustCrypto's `pkcs5` knows, scrypt for instance.

use std::sync::Arc;

use dsa::SigningKey;
use pkcs8::{
    EncodePrivateKey, EncryptedPrivateKeyInfoRef, LineEnding, PrivateKeyInfoRef, SecretDocument,
    pkcs5::{
        self,
        pbes2::{Kdf, Parameters},
    },
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{KeyFileError, pem};
use crate::identity::Identity;

const ENCRYPTED: &str = "ENCRYPTED PRIVATE KEY";

/// Rounds of PBKDF2 in what is written, as OWASP's "Password Storage Cheat Sheet" has it for SHA-256.
const ROUNDS: u32 = 600_000;

/// The most rounds of PBKDF2 that are done for a file: more would only hold up whoever opens it.
const ROUNDS_MAX: u32 = 10_000_000;

/// The most that scrypt may cost for a file, as the number that the cost is 2 to the power of.
const SCRYPT_LOG_COST_MAX: u64 = 1 << 18;

/// Whether a text holds a key under a passphrase.
pub fn is_encrypted_pkcs8(text: &str) -> bool {
    text.contains(&pem::begin(ENCRYPTED))
}

/// The key in a PKCS#8 file under a passphrase. Takes about a second, which is what makes guessing dear.
///
/// # Errors
/// [`KeyFileError::WrongPassphrase`] if that is none for this file; another [`KeyFileError`] if the file is of another
/// format, holds another kind of key, or would take far too long to open.
pub fn read_encrypted_pkcs8(
    text: &str,
    passphrase: &str,
    rng: &mut dyn CryptoRng,
) -> Result<Arc<Identity>, KeyFileError> {
    let (_, document) = SecretDocument::from_pem(pem::block(text, ENCRYPTED)?)
        .map_err(|_| KeyFileError::Expected("an encrypted private key"))?;
    let encrypted = EncryptedPrivateKeyInfoRef::try_from(document.as_bytes())
        .map_err(|_| KeyFileError::Expected("an encrypted private key"))?;
    check_cost(&encrypted.encryption_algorithm)?;
    let opened = encrypted
        .decrypt(passphrase)
        .map_err(|_| KeyFileError::WrongPassphrase)?;
    pem::own(&pem::private(&opened)?, rng)
}

/// A PKCS#8 file with this key under a passphrase.
///
/// # Errors
/// [`KeyFileError::NotAKey`] if `dsa` finds fault with a key that we did not.
pub fn write_encrypted_pkcs8(
    identity: &Identity,
    passphrase: &str,
    rng: &mut dyn CryptoRng,
) -> Result<Zeroizing<String>, KeyFileError> {
    let (mut salt, mut iv) = ([0; 16], [0; 16]);
    rng.fill_bytes(&mut salt);
    rng.fill_bytes(&mut iv);
    let parameters = Parameters::generate_pbkdf2_sha256_aes256cbc(ROUNDS, &salt, iv).ok();
    pem::signing(identity)
        .zip(parameters)
        .and_then(|(key, parameters)| encrypted(&key, parameters, passphrase))
        .ok_or(KeyFileError::NotAKey)
}

fn encrypted(
    key: &SigningKey,
    parameters: Parameters,
    passphrase: &str,
) -> Option<Zeroizing<String>> {
    let document = key.to_pkcs8_der().ok()?;
    let info = PrivateKeyInfoRef::try_from(document.as_bytes()).ok()?;
    let encrypted = info.encrypt_with_params(parameters, passphrase).ok()?;
    encrypted.to_pem(ENCRYPTED, LineEnding::LF).ok()
}

/// A file says itself what it costs to open it: that is bounded.
fn check_cost(scheme: &pkcs5::EncryptionScheme) -> Result<(), KeyFileError> {
    let is_bounded = match scheme.pbes2().map(|parameters| &parameters.kdf) {
        Some(Kdf::Pbkdf2(kdf)) => kdf.iteration_count <= ROUNDS_MAX,
        Some(Kdf::Scrypt(kdf)) => {
            kdf.cost_parameter <= SCRYPT_LOG_COST_MAX
                && kdf.block_size <= 16
                && kdf.parallelization <= 4
        }
        Some(_) | None => false,
    };
    is_bounded
        .then_some(())
        .ok_or(KeyFileError::Expected("an encrypted private key (PBES2)"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{key_file::write_pkcs8, testing::rng};

    #[test]
    fn a_key_under_a_passphrase_is_read_back_with_it_and_not_with_another() {
        let rng = &mut rng(1);
        let identity = Identity::generate(rng);
        let file = write_encrypted_pkcs8(&identity, "quiet reading room", rng).unwrap();
        assert!(is_encrypted_pkcs8(&file));
        assert!(file.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB"));
        let read = read_encrypted_pkcs8(&file, "quiet reading room", rng).unwrap();
        assert_eq!(read.keys().private_bytes(), identity.keys().private_bytes());
        assert_eq!(read.fingerprint(), identity.fingerprint());
        assert_eq!(
            read_encrypted_pkcs8(&file, "quiet reading rooms", rng).unwrap_err(),
            KeyFileError::WrongPassphrase
        );
    }

    #[test]
    fn a_key_in_clear_needs_no_passphrase() {
        let rng = &mut rng(2);
        let identity = Identity::generate(rng);
        let file = write_pkcs8(&identity).unwrap();
        assert!(!is_encrypted_pkcs8(&file));
        assert_eq!(
            read_encrypted_pkcs8(&file, "", rng).unwrap_err(),
            KeyFileError::Expected(ENCRYPTED)
        );
    }

    /// `openssl pkcs8 -topk8 -v2 aes-256-cbc -iter 1000 -passout pass:lending`, of a key with the parameters that OTR
    /// wants, and the same with `-scrypt`.
    #[test]
    fn what_openssl_has_written_is_read() {
        let rng = &mut rng(3);
        let files = [
            include_str!("vectors/openssl_pbkdf2.pem"),
            include_str!("vectors/openssl_scrypt.pem"),
        ];
        let read = files.map(|file| read_encrypted_pkcs8(file, "lending", rng).unwrap());
        assert_eq!(read[0].fingerprint(), read[1].fingerprint());
    }

    #[test]
    fn a_file_that_would_take_hours_to_open_is_refused() {
        let rounds = |rounds| {
            let scheme = Parameters::generate_pbkdf2_sha256_aes256cbc(rounds, &[7; 16], [7; 16]);
            check_cost(&scheme.unwrap().into())
        };
        assert_eq!(rounds(ROUNDS), Ok(()));
        assert!(matches!(
            rounds(ROUNDS_MAX + 1),
            Err(KeyFileError::Expected(_))
        ));
    }
}
