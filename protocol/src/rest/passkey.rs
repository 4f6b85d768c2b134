//! Passkeys (WebAuthn Level 2): by one of them somebody signs in without a password, or shows their second factor.
//!
//! What a browser and its authenticator say are bytes; here they stand in base64 for addresses, without padding (RFC 4648, section 5).

use std::fmt;

use serde::{Deserialize, Serialize};

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

/// What an authenticator has to sign ([`PostPasskeyChallenge`](super::PostPasskeyChallenge)). It is good once.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasskeyChallenge {
    /// Random bytes.
    pub challenge: String,
}

/// What an authenticator has signed ([`PostPasskeySession`](super::PostPasskeySession)).
#[derive(Clone, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasskeyAnswer {
    /// By which passkey.
    pub id: String,
    /// What the browser says of where that was (`clientDataJSON`).
    pub client_data: String,
    /// What the authenticator says of itself (`authenticatorData`).
    pub authenticator_data: String,
    /// Its signature over both.
    pub signature: String,
    /// By what it knows whose the passkey is (`userHandle`), if it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
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
    pub challenge: String,
    /// By what it knows whose it is: random bytes, the same for all passkeys of somebody.
    pub user: String,
    /// The passkeys there are: an authenticator that has one of them makes no other.
    pub known: Vec<String>,
}

/// A passkey that was made ([`PostPasskey`](super::PostPasskey)).
#[derive(Clone, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPasskey {
    /// What it is called.
    pub label: Title,
    /// By what the authenticator knows it.
    pub id: String,
    /// What the browser says of where that was (`clientDataJSON`).
    pub client_data: String,
    /// What the authenticator says of itself (`getAuthenticatorData`).
    pub authenticator_data: String,
    /// Its public key, as `SubjectPublicKeyInfo` (`getPublicKey`).
    pub key: String,
    /// Of which algorithm that is (`getPublicKeyAlgorithm`): -7 is ES256, -257 is RS256.
    pub algorithm: i32,
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
