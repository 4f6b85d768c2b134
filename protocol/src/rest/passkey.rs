//! Passkeys (WebAuthn Level 2): by one of them somebody signs in without a password, or shows their second factor.
//!
//! What a browser and its authenticator say are bytes; here they stand in base64 for addresses, without padding (RFC 4648, section 5).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::ids::{PasskeyId, Timestamp};
use crate::text::Title;

/// Passkeys of one person.
pub const PASSKEYS_MAX: u32 = 20;

/// Minutes in which a challenge is to be answered.
pub const PASSKEY_MINUTES: u64 = 5;

/// Bytes of what an authenticator answers, or makes: an id of at most 1,023 bytes (WebAuthn, section 4), a key or a signature of
/// RSA, the client's data, and what is around them.
pub const PASSKEY_BYTES_MAX: usize = 8_192;

/// Bytes of a label in JSON's longest way.
pub const PASSKEY_LABEL_BYTES_MAX: usize = 4_096;

/// Bytes, in base64 for addresses. Read is nothing else; whether it can be decoded is up to whoever does.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Encoded(String);

impl Encoded {
    /// Bytes as they have been encoded.
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// How they are encoded.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Encoded {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if !text.bytes().all(is_digit) {
            return Err(de::Error::custom("bytes are in base64 for addresses"));
        }
        Ok(Self(text))
    }
}

/// Of which algorithm a passkey is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PasskeyAlgorithm {
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
}

impl PasskeyAlgorithm {
    /// Those there are, the better one first: between them every authenticator has one.
    pub const ALL: [Self; 2] = [Self::Es256, Self::Rs256];

    /// As COSE numbers it (RFC 9053, section 2.1; RFC 8812, section 2).
    pub const fn cose(self) -> i32 {
        match self {
            Self::Es256 => -7,
            Self::Rs256 => -257,
        }
    }

    /// The one that COSE numbers so, if it counts.
    pub fn of_cose(number: i32) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.cose() == number)
    }
}

/// What an authenticator has to sign ([`PostPasskeyChallenge`](super::PostPasskeyChallenge)). It is good once.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasskeyChallenge {
    /// Random bytes.
    pub challenge: Encoded,
}

/// What an authenticator has signed ([`PostPasskeySession`](super::PostPasskeySession)).
#[derive(Clone, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasskeyAnswer {
    /// By which passkey.
    pub id: Encoded,
    /// What the browser says of where that was (`clientDataJSON`).
    pub client_data: Encoded,
    /// What the authenticator says of itself (`authenticatorData`).
    pub authenticator_data: Encoded,
    /// Its signature over both.
    pub signature: Encoded,
    /// By what it knows whose the passkey is (`userHandle`), if it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<Encoded>,
}

/// Without what was signed.
impl fmt::Debug for PasskeyAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasskeyAnswer")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// What an authenticator is told that makes a passkey ([`PostPasskeyBeginning`](super::PostPasskeyBeginning)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasskeyBeginning {
    /// Random bytes. They are good once.
    pub challenge: Encoded,
    /// By what it knows whose it is: random bytes, the same for all passkeys of somebody.
    pub user: Encoded,
    /// The passkeys there are: an authenticator that has one of them makes no other.
    pub known: Vec<Encoded>,
}

/// A passkey that was made ([`PostPasskey`](super::PostPasskey)).
#[derive(Clone, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPasskey {
    /// What it is called.
    pub label: Title,
    /// By what the authenticator knows it.
    pub id: Encoded,
    /// What the browser says of where that was (`clientDataJSON`).
    pub client_data: Encoded,
    /// What the authenticator says of itself (`getAuthenticatorData`).
    pub authenticator_data: Encoded,
    /// Its public key, as `SubjectPublicKeyInfo` (`getPublicKey`).
    pub key: Encoded,
    /// Of which algorithm that is (`getPublicKeyAlgorithm`).
    pub algorithm: PasskeyAlgorithm,
}

/// Without what was made.
impl fmt::Debug for NewPasskey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewPasskey")
            .field("label", &self.label)
            .finish_non_exhaustive()
    }
}

/// A passkey that was added.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddedPasskey {
    /// By what it is listed and taken away.
    pub id: PasskeyId,
    /// Codes for when it is lost, where it is the first second factor of whoever adds it; otherwise those that they have stay. They
    /// are told once.
    pub codes: Vec<String>,
}

/// Without the codes.
impl fmt::Debug for AddedPasskey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AddedPasskey")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// A passkey that there is ([`GetPasskeys`](super::GetPasskeys)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasskeyListing {
    /// By what it is changed and taken away.
    pub id: PasskeyId,
    /// What it is called.
    pub label: Title,
    /// When it was added.
    pub made: Timestamp,
    /// When it was last shown.
    pub used: Option<Timestamp>,
}

/// What a passkey is called from now on ([`PutPasskey`](super::PutPasskey)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasskeyLabel {
    /// What it is called.
    pub label: Title,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_in_letters_and_digits_for_addresses() {
        let read = |json: &str| serde_json::from_str::<Encoded>(json).is_ok();
        for json in [r#""""#, r#""AZaz09-_""#] {
            assert!(read(json), "{json}");
        }
        for json in [r#""a=""#, r#""a+b/""#, r#""a b""#, r#""é""#, "7", "null"] {
            assert!(!read(json), "{json}");
        }
    }

    #[test]
    fn algorithms_are_those_of_cose() {
        for algorithm in PasskeyAlgorithm::ALL {
            assert_eq!(PasskeyAlgorithm::of_cose(algorithm.cose()), Some(algorithm));
        }
        assert_eq!(PasskeyAlgorithm::of_cose(-8), None);
    }
}
