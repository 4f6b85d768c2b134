//! What somebody who is signed in sees and changes of their own.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::{SessionId, Timestamp};
use crate::limits::PASSWORD_BYTES_MAX;
use crate::rest::CODE_BYTES_MAX;
use crate::text::DisplayName;

/// Bytes of a display name in JSON's longest way.
pub const PROFILE_BYTES_MAX: usize = 4_096;

/// Bytes of two passwords in JSON's longest way, and of a code.
pub const PASSWORDS_BYTES_MAX: usize = PASSWORD_BYTES_MAX * 12 + CODE_BYTES_MAX + 256;

/// What somebody may change of themselves ([`PutProfile`](super::PutProfile)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// What guests and colleagues know them by.
    pub display: DisplayName,
}

/// Somebody chooses another password ([`PutPassword`](super::PutPassword)).
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The one they have.
    pub old: String,
    /// The one they want: 10 characters to 1,024 bytes.
    pub new: String,
    /// What the app shows by now, or a code for recovery, if they have a second factor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// Without the passwords.
impl fmt::Debug for PasswordChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordChange").finish_non_exhaustive()
    }
}

/// Where somebody is signed in ([`GetOwnSessions`](super::GetOwnSessions)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SessionListing {
    /// By what it is ended.
    pub id: SessionId,
    /// The browser and its system, such as `Firefox, Windows`; empty if it did not say.
    pub device: String,
    /// When they signed in; nothing, if that was not written down yet.
    pub since: Option<Timestamp>,
    /// When it was used last, to five minutes.
    pub used: Option<Timestamp>,
    /// When it ends by itself.
    pub until: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
}
