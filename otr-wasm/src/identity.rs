//! The long-term DSA key by which a side is known, and the fingerprint of such a key.

use std::{fmt, str::FromStr, sync::Arc};

use rand_core::CryptoRng;

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
