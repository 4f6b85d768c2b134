//! The long-term DSA key by which a side is known, and the fingerprint of such a key.

use std::{fmt, str::FromStr, sync::Arc};

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::crypto::{dsa::KeyPair, dsa_parameters::BUILT_IN};

/// The SHA-1 hash of a long-term public key, by which people recognise each other.
///
/// Shown as libotr shows it, `DDDB0C2E 28D51FFD ...`; read with or without spaces, in either case.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Fingerprint([u8; 20]);

impl Fingerprint {
    /// The fingerprint with these bytes.
    pub fn from_bytes(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// Forty lower-case hexadecimal digits, for storage.
    pub fn to_hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl fmt::Display for Fingerprint {
    /// Five groups of eight upper-case digits, for people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, group) in self.0.chunks(4).enumerate() {
            let space = if index == 0 { "" } else { " " };
            f.write_str(space)?;
            group.iter().try_for_each(|byte| write!(f, "{byte:02X}"))?;
        }
        Ok(())
    }
}

impl FromStr for Fingerprint {
    type Err = NotAFingerprint;

    fn from_str(text: &str) -> Result<Self, NotAFingerprint> {
        let digits: Option<Vec<u32>> = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| c.to_digit(16))
            .collect();
        let digits = digits.ok_or(NotAFingerprint)?;
        let bytes: Vec<u8> = digits
            .chunks_exact(2)
            .filter_map(|pair| match pair {
                [high, low] => u8::try_from(high * 16 + low).ok(),
                _ => None,
            })
            .collect();
        if digits.len() != 40 {
            return Err(NotAFingerprint);
        }
        bytes.try_into().map(Self).map_err(|_| NotAFingerprint)
    }
}

/// A text that is no fingerprint.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a fingerprint has 40 hexadecimal digits")]
pub struct NotAFingerprint;

/// A long-term key pair.
pub struct Identity {
    keys: KeyPair,
    fingerprint: Fingerprint,
}

impl Identity {
    /// A new key with the built-in parameters: takes one power, some milliseconds at most.
    pub fn generate(rng: &mut dyn CryptoRng) -> Self {
        Self::new(KeyPair::generate(Arc::clone(&BUILT_IN), rng))
    }

    /// The private number, big-endian, of a key with the built-in parameters: all that has to be kept of one.
    /// None of a key with other parameters.
    pub fn built_in_secret(&self) -> Option<Zeroizing<[u8; 20]>> {
        let is_built_in = Arc::ptr_eq(self.keys.public().parameters(), &BUILT_IN);
        is_built_in.then(|| self.keys.private_bytes())
    }

    /// The key with the built-in parameters and this private number; none if there is no such key.
    pub fn from_built_in_secret(secret: &[u8; 20]) -> Option<Self> {
        KeyPair::from_private(Arc::clone(&BUILT_IN), secret).map(Self::new)
    }

    pub(crate) fn new(keys: KeyPair) -> Self {
        let fingerprint = keys.public().fingerprint();
        Self { keys, fingerprint }
    }

    /// The fingerprint of the public key.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    pub(crate) fn keys(&self) -> &KeyPair {
        &self.keys
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("fingerprint", &self.fingerprint)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use getrandom::{SysRng, rand_core::UnwrapErr};

    use super::*;

    #[test]
    fn a_key_with_the_built_in_parameters_comes_back_from_its_private_number() {
        let identity = Identity::generate(&mut UnwrapErr(SysRng));
        let secret = identity.built_in_secret().unwrap();
        let back = Identity::from_built_in_secret(&secret).unwrap();
        assert_eq!(back.fingerprint(), identity.fingerprint());
    }

    #[test]
    fn numbers_outside_1_to_q_are_no_keys() {
        assert!(Identity::from_built_in_secret(&[0; 20]).is_none());
        assert!(Identity::from_built_in_secret(&[0xff; 20]).is_none());
    }
}
