//! What is stored of an application password, and what can be held against it.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// Rounds of PBKDF2: the fewest that RFC 7677 (section 4) allows. A password of 120 random bits needs none.
pub const ROUNDS: u32 = 4_096;

/// Bytes of a salt.
pub const SALT_BYTES: usize = 16;

/// `StoredKey` and `ServerKey` (RFC 5802, section 3) of a hash with so many bytes. Neither lets anybody sign in.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct ScramKeys {
    /// `H(ClientKey)`.
    pub stored: Vec<u8>,
    /// What the server shows that it has.
    pub server: Vec<u8>,
}

/// An application password, as it is stored.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct PasswordKeys {
    /// For SCRAM-SHA-256, and PLAIN.
    pub sha256: ScramKeys,
    /// For SCRAM-SHA-1.
    pub sha1: ScramKeys,
}

/// One of somebody's application passwords.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Credential {
    /// Which.
    pub id: String,
    /// What can be held against it.
    pub keys: PasswordKeys,
}

/// What somebody may sign in with. Whoever has no password, or does not exist, has a salt as well.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Credentials {
    /// The salt of all of them.
    pub salt: [u8; SALT_BYTES],
    /// The passwords.
    pub passwords: Vec<Credential>,
}

/// A hash that SCRAM is done with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Hash {
    Sha256,
    Sha1,
}

impl PasswordKeys {
    /// Of a password under this salt.
    pub fn of(password: &str, salt: &[u8]) -> Self {
        Self {
            sha256: Hash::Sha256.keys(password, salt),
            sha1: Hash::Sha1.keys(password, salt),
        }
    }

    pub(super) const fn with(&self, hash: Hash) -> &ScramKeys {
        match hash {
            Hash::Sha256 => &self.sha256,
            Hash::Sha1 => &self.sha1,
        }
    }
}

impl Hash {
    /// `HMAC(key, text)`.
    pub(super) fn hmac(self, key: &[u8], text: &[u8]) -> Vec<u8> {
        fn mac<M: Mac + KeyInit>(key: &[u8], text: &[u8]) -> Vec<u8> {
            // A key of any length is one.
            <M as KeyInit>::new_from_slice(key).map_or_else(
                |_| Vec::new(),
                |mut mac| {
                    mac.update(text);
                    mac.finalize().into_bytes().to_vec()
                },
            )
        }
        match self {
            Self::Sha256 => mac::<Hmac<Sha256>>(key, text),
            Self::Sha1 => mac::<Hmac<Sha1>>(key, text),
        }
    }

    /// `H(text)`.
    pub(super) fn digest(self, text: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(text).to_vec(),
            Self::Sha1 => Sha1::digest(text).to_vec(),
        }
    }

    /// ```text
    /// SaltedPassword := Hi(Normalize(password), salt, i)
    /// ClientKey      := HMAC(SaltedPassword, "Client Key")
    /// StoredKey      := H(ClientKey)
    /// ServerKey      := HMAC(SaltedPassword, "Server Key")
    /// ```
    fn keys(self, password: &str, salt: &[u8]) -> ScramKeys {
        let salted = self.salted(password, salt);
        let client = Zeroizing::new(self.hmac(&salted, b"Client Key"));
        ScramKeys {
            stored: self.digest(&client),
            server: self.hmac(&salted, b"Server Key"),
        }
    }

    fn salted(self, password: &str, salt: &[u8]) -> Zeroizing<Vec<u8>> {
        let password = password.as_bytes();
        match self {
            Self::Sha256 => {
                let salted = pbkdf2::pbkdf2_hmac_array::<Sha256, 32>(password, salt, ROUNDS);
                Zeroizing::new(salted.to_vec())
            }
            Self::Sha1 => {
                let salted = pbkdf2::pbkdf2_hmac_array::<Sha1, 20>(password, salt, ROUNDS);
                Zeroizing::new(salted.to_vec())
            }
        }
    }

    /// ```text
    /// ClientSignature := HMAC(StoredKey, AuthMessage)
    /// ClientKey       := ClientProof XOR ClientSignature
    /// ```
    /// and the proof is right if `H(ClientKey)` is the `StoredKey`.
    pub(super) fn is_proof(self, keys: &ScramKeys, said: &[u8], proof: &[u8]) -> bool {
        let signature = self.hmac(&keys.stored, said);
        if signature.len() != proof.len() {
            return false;
        }
        let client = signature.iter().zip(proof).map(|(a, b)| a ^ b);
        let client = Zeroizing::new(client.collect::<Vec<u8>>());
        self.digest(&client).ct_eq(&keys.stored).into()
    }
}

#[cfg(test)]
impl Hash {
    /// What a client shows.
    pub(super) fn proof_of(self, password: &str, salt: &[u8], said: &[u8]) -> Vec<u8> {
        let salted = self.salted(password, salt);
        let client = self.hmac(&salted, b"Client Key");
        let signature = self.hmac(&self.digest(&client), said);
        client.iter().zip(signature).map(|(a, b)| a ^ b).collect()
    }
}

impl Credentials {
    /// The password that this is, held against all of them.
    pub(super) fn plain(&self, password: &str) -> Option<&Credential> {
        let shown = Hash::Sha256.keys(password, &self.salt);
        self.find(|it| shown.stored.ct_eq(&it.keys.sha256.stored).into())
    }

    /// The password that this proves, held against all of them.
    pub(super) fn proven(&self, hash: Hash, said: &[u8], proof: &[u8]) -> Option<&Credential> {
        self.find(|it| hash.is_proof(it.keys.with(hash), said, proof))
    }

    /// The last that fits; each is looked at, whatever the others are.
    fn find(&self, fits: impl Fn(&Credential) -> bool) -> Option<&Credential> {
        self.passwords.iter().filter(|it| fits(it)).last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::prelude::{BASE64_STANDARD, Engine as _};

    fn bytes(text: &str) -> Vec<u8> {
        BASE64_STANDARD.decode(text).unwrap()
    }

    /// RFC 7677, section 3, and RFC 5802, section 5: user "user", password "pencil".
    const SAID_256: &str = "n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,\
s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    const SAID_1: &str = "n=user,r=fyko+d2lbbFgONRv9qkxdawL,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,\
s=QSXCR+Q6sek8bf92,i=4096,c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j";

    #[test]
    fn the_examples_of_the_rfcs_are_proofs() {
        let keys = PasswordKeys::of("pencil", &bytes("W22ZaJ0SNY7soEsUEjb6gQ=="));
        let proof = bytes("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        assert!(Hash::Sha256.is_proof(&keys.sha256, SAID_256.as_bytes(), &proof));
        assert_eq!(
            Hash::Sha256.hmac(&keys.sha256.server, SAID_256.as_bytes()),
            bytes("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")
        );
        let keys = PasswordKeys::of("pencil", &bytes("QSXCR+Q6sek8bf92"));
        let proof = bytes("v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");
        assert!(Hash::Sha1.is_proof(&keys.sha1, SAID_1.as_bytes(), &proof));
        assert_eq!(
            Hash::Sha1.hmac(&keys.sha1.server, SAID_1.as_bytes()),
            bytes("rmF9pqV8S7suAoZWja4dJRkFsKQ=")
        );
    }

    #[test]
    fn another_proof_is_none() {
        let keys = PasswordKeys::of("pencil", &bytes("W22ZaJ0SNY7soEsUEjb6gQ=="));
        for proof in [vec![], vec![0; 32], vec![0; 20]] {
            assert!(!Hash::Sha256.is_proof(&keys.sha256, SAID_256.as_bytes(), &proof));
        }
    }

    #[test]
    fn a_plain_password_is_found_among_several() {
        let salt = [7; SALT_BYTES];
        let one = |id: &str| Credential {
            id: id.to_owned(),
            keys: PasswordKeys::of(id, &salt),
        };
        let credentials = Credentials {
            salt,
            passwords: vec![one("first"), one("second")],
        };
        let found = |password| credentials.plain(password).map(|it| it.id.as_str());
        assert_eq!(found("second"), Some("second"));
        assert_eq!(found("third"), None);
        assert_eq!(found(""), None);
    }
}
