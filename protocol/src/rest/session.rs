//! Signing in and out.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::passkey::{PASSKEY_BYTES_MAX, PasskeyAnswer};
use super::second_factor::{Factors, SecondFactor};
use crate::ids::{OperatorName, QueueName};
use crate::limits::PASSWORD_BYTES_MAX;
use crate::text::DisplayName;

/// Bytes of a sign-in: a password written in JSON's longest way, six bytes for one, a name, and what a passkey has signed.
pub const SIGN_IN_BYTES_MAX: usize = PASSWORD_BYTES_MAX * 6 + 256 + PASSKEY_BYTES_MAX;

/// Who signs in ([`PostSession`](super::PostSession)).
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Who.
    pub name: OperatorName,
    /// The password as typed.
    pub password: String,
    /// A code of the app that is their second factor, or one for recovery, if they have such and it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What a passkey has signed that is their second factor, in the place of a code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passkey: Option<PasskeyAnswer>,
}

/// Without the password.
impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignIn")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Who is signed in, and for what ([`GetSession`](super::GetSession)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// Who.
    pub name: OperatorName,
    /// What guests and colleagues know them by.
    pub display: DisplayName,
    /// What the sign-in allows.
    pub role: Role,
    /// The queues this operator is assigned to, in the order they are shown.
    pub queues: Vec<QueueTitle>,
    /// A demonstration organisation: demonstration keys may be offered.
    pub demonstration: bool,
    /// What the organisation is called.
    pub organisation: String,
    /// The queues this operator manages, in the order of their names.
    pub manages: Vec<QueueName>,
    /// Whether they have a second factor.
    pub second_factor: SecondFactor,
    /// By what they show it.
    pub factors: Factors,
    /// What the identity provider is called at which they have signed in, if they have.
    pub provider: Option<String>,
    /// Whether they have a password with which they can sign in.
    pub password: bool,
}

/// A queue, as operators see it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct QueueTitle {
    /// Its name.
    pub name: QueueName,
    /// What people call it.
    pub title: String,
}

/// What somebody who signs in may do.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Staffs queues.
    Operator,
    /// Staffs queues and sets up the organisation.
    Administrator,
}
