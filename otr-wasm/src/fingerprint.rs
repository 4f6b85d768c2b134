//! The fingerprint of a long-term public key, by which people recognise each other.

use std::{fmt, str::FromStr};

use sha1::{Digest, Sha1};

use crate::{crypto::dsa::PublicKey, wire::writer::Writer};

/// The SHA-1 hash of a long-term public key, by which people recognise each other.
///
/// Shown as libotr shows it, `DDDB0C2E 28D51FFD ...`; read with or without spaces, in either case.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Fingerprint([u8; 20]);

impl Fingerprint {
    /// The key's: over p, q, g and y, without the type that stands before them in messages.
    pub(crate) fn of(key: &PublicKey) -> Self {
        let mut writer = Writer::default();
        key.numbers().iter().for_each(|number| writer.mpi(number));
        Self(Sha1::digest(writer.as_bytes()).into())
    }

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
