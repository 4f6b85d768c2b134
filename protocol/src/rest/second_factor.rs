//! A second factor beside the password: codes of an app that change every half minute (TOTP, RFC 6238), and codes for when it
//! is lost. Passkeys are another ([`passkey`](super::passkey)).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::limits::PASSWORD_BYTES_MAX;

/// Bytes of a password in JSON's longest way.
pub const PROOF_BYTES_MAX: usize = PASSWORD_BYTES_MAX * 6 + CODE_BYTES_MAX + 64;

/// Minutes for which it counts that somebody has shown who they are ([`PutProof`](super::PutProof)).
pub const PROOF_MINUTES: u64 = 10;

/// Bytes of a code.
pub const CODE_BYTES_MAX: usize = 256;

/// Recovery codes somebody has.
pub const RECOVERY_CODES: usize = 10;

/// The password of whoever is signed in, once more, before they change what protects them; and a code, if they have a second
/// factor.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordProof {
    /// The password.
    pub password: String,
    /// What the app shows by now, or a code for recovery, if they have a second factor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// Without the password.
impl fmt::Debug for PasswordProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordProof").finish_non_exhaustive()
    }
}

/// What an app makes its codes of. It is told once ([`PostSecondFactor`](super::PostSecondFactor)).
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SecondFactorSecret {
    /// The secret in base32, to be typed into the app.
    pub secret: String,
    /// The same as an `otpauth:` address, to be drawn as a QR code in the browser.
    pub address: String,
}

/// Without the secret.
impl fmt::Debug for SecondFactorSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecondFactorSecret").finish_non_exhaustive()
    }
}

/// The code that an app shows ([`PutSecondFactor`](super::PutSecondFactor)).
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SecondFactorCode {
    /// Six digits.
    pub code: String,
}

/// Without the code.
impl fmt::Debug for SecondFactorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecondFactorCode").finish_non_exhaustive()
    }
}

/// Codes for when the app is lost, each good for one sign-in. They are told once.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecoveryCodes {
    /// Ten of them.
    pub codes: Vec<String>,
}

/// Without the codes.
impl fmt::Debug for RecoveryCodes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecoveryCodes").finish_non_exhaustive()
    }
}

/// By what somebody shows their second factor.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Factors {
    /// An app shows codes for them.
    pub app: bool,
    /// They have passkeys.
    pub passkeys: bool,
}

/// Whether somebody who is signed in has a second factor.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SecondFactor {
    /// None, and none is required.
    Off,
    /// None, and the organisation requires one: nothing else is done before.
    Missing,
    /// They have one.
    On,
}
