//! Links by which people choose their passwords, so that nobody else ever knows them. The token stands in the fragment
//! of the link, which no server sees, and travels in bodies only.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::mail::MailTo;
use super::person::Assignment;
use super::session::Role;
use crate::ids::{LinkToken, OperatorName, Timestamp};
use crate::limits::PASSWORD_BYTES_MAX;
use crate::text::DisplayName;

/// Bytes of an invitation: a person, and some numbers.
pub const INVITATION_BYTES_MAX: usize = super::person::PERSON_BYTES_MAX;

/// Bytes of what is sent with a link: a token, and a password in JSON's longest way.
pub const LINK_BYTES_MAX: usize = PASSWORD_BYTES_MAX * 6 + 256;

/// Days the link of an invitation works, unless it is said otherwise.
pub const INVITATION_DAYS: u32 = 7;

/// Days the link of an invitation may work.
pub const INVITATION_DAYS_MAX: u32 = 30;

/// Minutes a link works by which somebody chooses another password.
pub const PASSWORD_LINK_MINUTES: u32 = 24 * 60;

/// Somebody who is asked to join ([`PostPerson`](super::PostPerson)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Invitation {
    /// By what name they will sign in.
    pub name: OperatorName,
    /// What guests and colleagues know them by; left out, the sign-in name with its first letter raised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display: Option<DisplayName>,
    /// What the sign-in will allow.
    pub role: Role,
    /// What they will do at which queues.
    #[serde(default)]
    pub queues: Vec<Assignment>,
    /// Days the link works: 1 to 30; 7 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// Where the link is mailed to, if it is; whoever comes in by it can be reached there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<MailTo>,
}

/// A link that was made, for whoever hands it on. It is told once ([`PostPersonLink`](super::PostPersonLink)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The secret in it; null if it was mailed: whoever uses it shows by that that they are reached there.
    pub token: Option<LinkToken>,
    /// Until when it works.
    pub until: Timestamp,
}

/// Somebody has a link and wants to know what it is ([`PostLinkReading`](super::PostLinkReading)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkReading {
    /// The secret in it.
    pub token: LinkToken,
}

/// What a link is for.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkFor {
    /// What the organisation is called.
    pub organisation: String,
    /// By what name whoever has it will sign in.
    pub name: OperatorName,
    /// What guests and colleagues know them by.
    pub display: DisplayName,
    /// Whether it is the first password they choose.
    pub first: bool,
    /// Until when it works.
    pub until: Timestamp,
}

/// Somebody chooses their password by a link ([`PostLinkUse`](super::PostLinkUse)).
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkUse {
    /// The secret in the link.
    pub token: LinkToken,
    /// The password: 10 characters to 1,024 bytes.
    pub password: String,
}

/// Without the password.
impl fmt::Debug for LinkUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LinkUse").finish_non_exhaustive()
    }
}
